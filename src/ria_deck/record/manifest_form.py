"""Check that data have the form of a manifest: it decides which files are replaced and removed."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

_MORE = {"path": str, "column": str, "cells": int, "rows": str}
_FILE_BESIDE = re.compile(r"manifest\.tables/[\w-]+\.json\.gz")
_VALUE = {"raw": object, "text": str, "cells": [[str]], "more?": [_MORE], "unit?": str, "x?": str}
_TEXT = {"place": str, "text": str, "values?": [_VALUE], "points?": [_VALUE], "form?": [str], "at?": str}
_LOOKS = {"*": {"*": str}}
_SLIDE = {
    "id": str,
    "title": str,
    "layout": str,
    "source": str,
    "hidden?": bool,
    "claimed?": [str],
    "looks?": _LOOKS,
    "texts": [_TEXT],
}
_BESIDE = {"file": str, "sha256": str, "rows": int}
_TABLE = {"path": str, "columns": [str], "key": [str], "rows": [[object]], "beside?": _BESIDE, "lasts?": {"*": str}}
_OUTPUT = {"path": str, "batch_id?": str, "edition": str, "language": str, "output": str, "sha256": str, "bytes": int}
_MANIFEST = {
    "format": int,
    "program": str,
    "inputs": {"*": str},
    "tables": {"*": _TABLE},
    "aged?": {"*": {"*": str}},
    "decks": [{"batch_id?": str, "edition": str, "language": str, "sources": [str], "slides": [_SLIDE]}],
    "outputs": [_OUTPUT],
}
"""The form: a type, `[form]` for a list of such, `{"*": form}` for a mapping, else a mapping with these keys, of which
those with `?` may be missing."""


def what_is_wrong(manifest: Any) -> str:
    """Why these can't be a manifest's data, in a sentence; empty when they can."""
    place = _misfit(manifest, _MANIFEST)
    if place is not None:
        return f"its {place.lstrip('.') or 'whole'} has an unexpected form"
    for name, table in manifest["tables"].items():
        wrong = _wrong_table(table)
        if wrong:
            return wrong.format(name)
    if any(len(cell) != 3 for cell in _cells(manifest)):
        return "a cell in it has no file, row and column"
    outside = next((record["path"] for record in manifest["outputs"] if not _is_inside(record["path"])), None)
    return f"`{outside}` is not a valid path of a deliverable" if outside is not None else ""


def _wrong_table(table: Any) -> str:
    """What can't be in the record of a table, with a place for its name."""
    if any(len(row) != len(table["columns"]) for row in table["rows"]):
        return "a row of its table {} has more or fewer cells than the table has columns"
    if "beside" in table and not _FILE_BESIDE.fullmatch(table["beside"]["file"]):
        return "the rows of its table {} are not in a file beside it"
    return "the key of its table {} is not one of the columns" if set(table["key"]) - set(table["columns"]) else ""


def _misfit(value: Any, form: Any) -> str | None:
    """Where a value has another form, as a path of keys; None where it has this one."""
    if isinstance(form, type):
        return None if isinstance(value, form) else ""
    if isinstance(form, list):
        if not isinstance(value, list):
            return ""
        return _first((str(index), _misfit(item, form[0])) for index, item in enumerate(value))
    if not isinstance(value, dict):
        return ""
    if "*" in form:
        return _first((name, _misfit(item, form["*"])) for name, item in value.items())
    return _misfit_of_keys(value, form)


def _misfit_of_keys(value: dict[str, Any], form: dict[str, Any]) -> str | None:
    """Where a mapping lacks a key or has another value; keys with a `?` may be missing."""
    for name, inner in form.items():
        key = name.removesuffix("?")
        missing = None if name.endswith("?") else ""
        found = _misfit(value[key], inner) if key in value else missing
        if found is not None:
            return f".{key}{found}"
    return None


def _first(found: Any) -> str | None:
    return next((f".{name}{place}" for name, place in found if place is not None), None)


def _cells(manifest: Any) -> Any:
    for deck in manifest["decks"]:
        for slide in deck["slides"]:
            for text in slide["texts"]:
                for value in (*text.get("values", ()), *text.get("points", ())):
                    yield from value["cells"]


def _is_inside(path: str) -> bool:
    """Whether a path stays below the build folder, on any system, and out of its cache."""
    named = PurePosixPath(path)
    strange = "\\" in path or ":" in path or "\0" in path
    return bool(named.parts) and not strange and not named.is_absolute() and not {"..", ".cache"} & set(named.parts)
