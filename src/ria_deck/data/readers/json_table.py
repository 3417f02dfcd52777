"""Read a JSON file into a `Grid` of its records, every value with its place in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Fault, Faults
from ria_deck.data.grid import MAX_CELLS, MAX_ROWS, Grid, all_blank, check_texts, make_grid, too_many
from ria_deck.data.readers.csv_table import read_text
from ria_deck.diagnostics import Report, Span

MAX_BYTES = 24 * 1024 * 1024
_BLANK = re.compile(r"[ \t\n\r]*")


class _Object(dict[str, Any]):
    """A JSON object that remembers keys that stand twice."""

    twice: tuple[str, ...] = ()


def read_json(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """Records of a list of objects, or of a list of lists with a header; `dialect.property` names the list's key.

    A key that a record leaves out is a gap. None, with an error, where the file has another shape.
    """
    text = read_text(root, resource, report, MAX_BYTES)
    if text is None:
        return None
    places, whole = JsonPlaces(resource.file, text), Span(path=resource.file)
    try:
        marked = _records(text, resource.dialect.property)
    except _ShapeError as problem:
        report.error(problem.code, str(problem), places.at(problem.offset), hint=problem.hint)
        return None
    except RecursionError:
        report.error("RD316", "JSON nested too deeply for a table", whole)
        return None
    marked = [(offset, record) for offset, record in marked if not _is_blank(record)]
    for row, (offset, record) in enumerate(marked):
        for key in record.twice if isinstance(record, _Object) else ():
            words = f"duplicate key `{key}` in a record"
            faults.add(Fault(row, 0, "RD312", words, _at(places, offset), hint="keep one of them"))
    if marked and all(isinstance(record, _Object) for _, record in marked):
        return _of_objects(marked, resource, places, report, faults)
    if marked and all(isinstance(record, list) for _, record in marked):
        return _of_lists(marked, resource, places, report, faults)
    report.error("RD316", f"`{resource.file}` is neither a list of objects nor a list of lists", whole)
    return None


def _is_blank(record: Any) -> bool:
    """Whether a record is a row of nothing, which readers of text and of sheets leave out, too."""
    if isinstance(record, _Object):
        return all_blank(record.values())
    return isinstance(record, list) and all_blank(record)


def _of_objects(
    marked: list[tuple[int, Any]], resource: Resource, places: JsonPlaces, report: Report, faults: Faults
) -> Grid | None:
    """The table of records that name their values."""
    names = list(dict.fromkeys(key for _, record in marked for key in record))
    places.names = tuple(names)
    if much := too_many(len(marked), len(names)):
        report.error("RD317", much, Span(path=resource.file), hint="split it")
        return None
    records: list[tuple[int, list[Any]]] = [(marked[0][0], list(names))]
    records += [(offset, [record.get(name) for name in names]) for offset, record in marked]
    return _checked(make_grid(records, _with_header(resource), places, faults, typed=True), faults)


def _of_lists(
    marked: list[tuple[int, Any]], resource: Resource, places: JsonPlaces, report: Report, faults: Faults
) -> Grid | None:
    """The table of records that are lists."""
    if much := too_many(len(marked), max(len(record) for _, record in marked)):
        report.error("RD317", much, Span(path=resource.file), hint="split it")
        return None
    return _checked(make_grid(marked, resource, places, faults, typed=True), faults)


def _checked(grid: Grid | None, faults: Faults) -> Grid | None:
    if grid is not None:
        check_texts(grid, faults)
    return grid


def _with_header(resource: Resource) -> Resource:
    return replace(resource, dialect=replace(resource.dialect, header_rows=(1,)))


def _at(places: JsonPlaces, offset: int) -> Callable[[], Span]:
    return lambda: places.at(offset)


class _ShapeError(ValueError):
    def __init__(self, message: str, offset: int, *, code: str = "RD316", hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.code = code
        self.hint = hint


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) != len(pairs):
        made.twice = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return made


def _constant(name: str) -> Any:
    raise ValueError(f"`{name}` is not a finite number")


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= 300 else Decimal(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=Decimal, parse_int=_whole, parse_constant=_constant)


def _records(text: str, path: str) -> list[tuple[int, Any]]:
    """(offset, value) of every element of the list."""
    start = _skip(text, 0)
    for key in filter(None, path.split(".")):
        start = _member(text, start, key)
    if text[start : start + 1] != "[":
        keys = _keys(text, start)
        hint = f"name the list: `dialect: {{property: {keys[0]}}}`" if keys else "a table is a list of objects"
        raise _ShapeError("a list of records must start here", start, code="RD318", hint=hint)
    found: list[tuple[int, Any]] = []
    cells = 0
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]":
        value, end = _value(text, at)
        found.append((at, value))
        cells += len(value) if isinstance(value, (dict, list)) else 1
        if len(found) > MAX_ROWS or cells > MAX_CELLS:
            raise _ShapeError(f"more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells", at, code="RD317", hint="split it")
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise _ShapeError("`,` or `]` is missing", at)
    after = _skip(text, at + 1)
    if not path and after < len(text):
        raise _ShapeError("unexpected text after the list", after)
    return found


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as problem:
        raise _ShapeError(f"not valid JSON: {problem.msg}", problem.pos) from None
    except ValueError as problem:
        raise _ShapeError(str(problem), at) from None


def _members(text: str, at: int) -> list[tuple[str, int, int]]:
    """(key, start, end) of the members of the object at an offset; nothing for another value."""
    members: list[tuple[str, int, int]] = []
    if text[at : at + 1] != "{":
        return members
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, end = _value(text, at)
        start = _skip(text, _skip(text, end) + 1)  # behind the colon
        _, end = _value(text, start)
        members.append((key, start, end))
        at = _skip(text, end)
        if text[at : at + 1] != ",":
            break
        at = _skip(text, at + 1)
    return members


def _member(text: str, at: int, key: str) -> int:
    for name, start, _ in _members(text, at):
        if name == key:
            return start
    raise _ShapeError(f"the key `{key}` doesn't exist here", at, code="RD318", hint="`dialect: {property: …}` names it")


def _keys(text: str, at: int) -> list[str]:
    return [name for name, start, _ in _members(text, at) if text[start : start + 1] == "["]


@dataclass(slots=True)
class JsonPlaces:
    """Values of a JSON file, by the offset of their record; `names` are the columns of records that are objects."""

    path: str
    text: str
    names: tuple[str, ...] = ()
    _starts: list[int] = field(default_factory=list)

    def line(self, mark: int) -> int:
        """The line of an offset."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return bisect_right(self._starts, mark)

    def at(self, start: int, end: int = 0) -> Span:
        """The place of a stretch of the text."""
        line, last = self.line(start), self.line(max(end - 1, start))
        column, stop = start - self._starts[line - 1] + 1, max(end, start + 1) - self._starts[last - 1] + 1
        return Span(path=self.path, line=line, column=column, end_line=last, end_column=stop)

    def cell(self, mark: int, column: int) -> Span:
        """The place of a record's value; of the record's start where it has none."""
        if self.names:
            for name, start, end in _members(self.text, mark):
                if column < len(self.names) and name == self.names[column]:
                    return self.at(start, end)
            return self.at(mark)
        at = _skip(self.text, mark + 1)
        if self.text[at : at + 1] == "]":  # an empty record
            return self.at(mark)
        for _ in range(column):
            _, end = _value(self.text, at)
            at = _skip(self.text, end)
            if self.text[at : at + 1] != ",":
                return self.at(mark)
            at = _skip(self.text, at + 1)
        _, end = _value(self.text, at)
        return self.at(at, end)
