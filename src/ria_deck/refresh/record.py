"""What `refresh` records of the decks that it wrote: every value with its cells, in the form of a build's manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from ria_deck import __version__
from ria_deck.record.manifest import OutputRecord, build_manifest, read_manifest, sha256
from ria_deck.refresh.change import Change

NAME = "refresh.json"
"""Its file in the output folder, beside that of builds."""


def refresh_record(
    values: Sequence[Change],
    tables: Mapping[str, Any],
    inputs: Mapping[str, str],
    *,
    source: str,
    language: str,
    target: str,
    data: bytes,
    last: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The record with the deck that was written to `target`, made from the deck `source`; what the `last` one says of
    other decks stays."""
    name = Path(target).name
    slides = [
        {
            "id": str(number),
            "title": f"slide {number}",
            "layout": "",
            "source": source,
            "texts": list(_texts(list(of_slide))),
        }
        for number, of_slide in groupby(sorted(values, key=lambda one: one.slide), key=lambda one: one.slide)
    ]
    deck = {"batch_id": name, "edition": "", "language": language, "sources": [], "slides": slides}
    output = OutputRecord(
        path=name, edition="", language=language, output="pptx", sha256=sha256(data), bytes=len(data), batch_id=name
    )
    made = build_manifest(
        program=f"ria-deck {__version__}", inputs=inputs, tables=tables, decks=[deck], outputs=[output]
    )
    if last is not None:
        made["decks"] += [one for one in last["decks"] if one.get("batch_id") != name]
        made["outputs"] += [one for one in last["outputs"] if one["path"] != name]
        made["tables"] = {**last["tables"], **made["tables"]}
    return made


def last_record(folder: Path) -> Mapping[str, Any] | None:
    """The record of earlier refreshes. Raises BuildError for a file that is none."""
    return read_manifest(folder / NAME)


def with_refreshed(manifest: Mapping[str, Any] | None, folder: Path) -> Mapping[str, Any] | None:
    """A build's manifest with the decks that were refreshed; None where there are neither."""
    refreshed = last_record(folder)
    if manifest is None or refreshed is None:
        return manifest or refreshed
    return {
        **manifest,
        "tables": {**refreshed["tables"], **manifest["tables"]},
        "decks": [*manifest["decks"], *refreshed["decks"]],
        "outputs": [*manifest["outputs"], *refreshed["outputs"]],
    }


def _texts(values: Sequence[Change]) -> Iterator[dict[str, Any]]:
    for shape, of_shape in groupby(values, key=lambda one: one.shape):
        for at, group in groupby(of_shape, key=lambda one: one.at):
            found = [
                {
                    "raw": _raw(one.new),
                    "text": one.new,
                    "cells": [[cell.path, cell.row, cell.column] for cell in one.cells],
                }
                for one in group
                if one.cells
            ]
            if found:
                yield {"place": f"{shape}, {at}", "text": " ".join(str(one["text"]) for one in found), "values": found}


def _raw(text: str) -> object:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text) else text
