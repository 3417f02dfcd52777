"""Answers of statistics offices as CSV: JSON-stat 2.0 (PxWeb and others) and e-Stat's JSON; pages joined."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class AnswerError(Exception):
    """An answer that isn't what it should be, in words for people."""


def as_csv(form: str, pages: Sequence[bytes]) -> bytes:
    """The rows of answers in a form of `ANSWERS`, as CSV. Raises AnswerError."""
    documents = [_json(page) for page in pages]
    rows = _json_stat(documents[0]) if form == "json-stat" else _e_stat(documents)
    return csv_of(rows)


def joined(pages: Sequence[bytes], way: Sequence[str]) -> bytes:
    """The lists at a way of keys of several JSON answers, as one answer with the whole list there."""
    whole = _json(pages[0])
    rows: list[Any] = []
    for page in pages:
        rows += _list_at(_json(page), way)
    if not way:
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    holder = whole
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = rows
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def text_at(page: bytes, way: Sequence[str]) -> str:
    """The text at a way of keys, an address of the next page; empty for none."""
    found = _json(page)
    for key in way:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def csv_of(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows, the head first, as CSV (RFC 4180, but with \\n): nothing is empty, true and false are words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue().encode()


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _json(page: bytes) -> Any:
    try:
        return json.loads(page)
    except ValueError as problem:
        raise AnswerError(f"the answer is not JSON: {problem}") from None


def _list_at(document: Any, way: Sequence[str]) -> list[Any]:
    found = document
    for key in way:
        found = found.get(key) if isinstance(found, Mapping) else None
    if not isinstance(found, list):
        raise AnswerError(f"a page has no list at `{'.'.join(way) or '(the whole answer)'}`")
    return found


def _json_stat(document: Any) -> Iterable[Sequence[Any]]:
    """A row for each cell of the cube, by the order of its dimensions; cells without a value are left empty."""
    if not isinstance(document, Mapping) or document.get("class") != "dataset":
        raise AnswerError("the answer is no JSON-stat 2.0 dataset")
    try:
        names = document["id"]
        labels = [
            _categories(document["dimension"][name], size) for name, size in zip(names, document["size"], strict=True)
        ]
        values = document["value"]
    except (KeyError, TypeError, ValueError) as problem:
        raise AnswerError(f"the JSON-stat dataset lacks a part: {problem}") from None
    status = document.get("status")
    yield [*names, "value", *(["status"] if status else [])]
    for index, place in enumerate(itertools.product(*labels)):
        more = [_at(status, index)] if status else []
        yield [*place, _at(values, index), *more]


def _categories(dimension: Mapping[str, Any], size: Any) -> list[str]:
    """The labels of a dimension's categories; with its code where several have one label, for rows to be told apart."""
    category = dimension["category"]
    index, label = category.get("index"), category.get("label", {})
    if isinstance(index, Mapping):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = list(label if index is None else index)
    if len(codes) != int(size):
        raise ValueError(f"{len(codes)} categories where it says {size}")
    labels = [str(label.get(code, code)) for code in codes]
    count = Counter(labels)
    return [text if count[text] == 1 else f"{text} ({code})" for text, code in zip(labels, codes, strict=True)]


def _at(values: Any, index: int) -> Any:
    if isinstance(values, Mapping):
        return values.get(str(index))
    if isinstance(values, list):
        return values[index] if index < len(values) else None
    return values


def _e_stat(documents: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """A row for each value: the names of its classes, the value, its unit."""
    named: dict[str, dict[str, str]] = {}
    heads: dict[str, str] = {}
    rows: list[Mapping[str, str]] = []
    for document in documents:
        try:
            answer = document["GET_STATS_DATA"]
            if str(answer["RESULT"]["STATUS"]) not in ("0", "1"):
                raise AnswerError(f"e-Stat says: {answer['RESULT'].get('ERROR_MSG', answer['RESULT']['STATUS'])}")
            data = answer["STATISTICAL_DATA"]
            for one in _several(data["CLASS_INF"]["CLASS_OBJ"]):
                heads[one["@id"]] = one["@name"]
                named[one["@id"]] = {entry["@code"]: entry["@name"] for entry in _several(one["CLASS"])}
            rows += _several(data["DATA_INF"]["VALUE"]) if "DATA_INF" in data else []
        except (KeyError, TypeError) as problem:
            raise AnswerError(f"e-Stat's answer lacks a part: {problem}") from None
    yield [*heads.values(), "value", "unit"]
    for row in rows:
        yield [*(named[key].get(row.get(f"@{key}", ""), "") for key in heads), row.get("$", ""), row.get("@unit", "")]


def e_stat_next(page: bytes) -> str:
    """Where e-Stat's next page starts; empty for the last."""
    try:
        found = _json(page)["GET_STATS_DATA"]["STATISTICAL_DATA"]["RESULT_INF"].get("NEXT_KEY", "")
    except (KeyError, TypeError, AttributeError):
        return ""
    return str(found or "")


def _several(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]
