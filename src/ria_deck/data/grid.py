"""A `Grid`: named columns of raw cells, with the place of every cell."""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import Any, Protocol

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Fault, Faults
from ria_deck.diagnostics import Span
from ria_deck.source.text import REFUSED, describe_character

MAX_ROWS = 2_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 6_000_000  # with those that short rows lack: some ten seconds and half a gigabyte
_AT_ONCE = 4_096  # rows that are turned into columns together
_MOST_SHARED = 10_000  # texts of a column of which each is kept once
_TITLE_ROWS = 20  # how far down the columns' names are looked for


BROKEN = object()
"""Stands for a cell that isn't there to check: its fault has been told."""


def too_many(rows: int, columns: int) -> str:
    """What is too many in a table of this size, for the author; empty where nothing is."""
    for count, most, word in ((columns, MAX_COLUMNS, "columns"), (rows, MAX_ROWS, "rows")):
        if count > most:
            return f"more than {most:,} {word}"
    return f"more than {MAX_CELLS:,} cells" if rows * columns > MAX_CELLS else ""


class Places(Protocol):
    """Where cells stand in a file. A record is known by its mark: a line, a row number or an offset."""

    def cell(self, mark: int, column: int) -> Span:
        """The place of cell `column` (from 0) of a record."""
        ...

    def line(self, mark: int) -> int:
        """The line or row number of a record, from 1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as its file has it. `columns[c][r]` is a raw cell: text, or typed where `typed`; None is an empty cell of
    a typed file. `marks[r]` says where row r stands in the file, `header_mark` where the names do."""

    names: tuple[str, ...]
    columns: tuple[Sequence[Any], ...]
    marks: Sequence[int]
    places: Places
    typed: bool
    header_mark: int = 1

    def span(self, row: int, column: int) -> Span:
        """The place of a cell, or of a column's name where `row` is -1."""
        return self.places.cell(self.header_mark if row < 0 else self.marks[row], column)


def without_blank_rows(grid: Grid) -> Grid:
    """The grid without rows that have nothing in any cell, which readers of text and of sheets leave out, too."""
    rows = list(zip(*grid.columns, strict=True))
    kept = [row for row, cells in enumerate(rows) if not all_blank(cells)]
    if len(kept) == len(rows):
        return grid
    columns = tuple(zip(*(rows[row] for row in kept), strict=True)) if kept else tuple(() for _ in grid.names)
    return replace(grid, columns=columns, marks=[grid.marks[row] for row in kept])


def all_blank(cells: Iterable[Any]) -> bool:
    """Whether cells hold nothing that a reader sees."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def make_grid(
    records: Iterable[tuple[int, Sequence[Any]]], resource: Resource, places: Places, faults: Faults, *, typed: bool
) -> Grid:
    """The grid of (mark, cells) records: header rows joined, rows of another length than the header told as faults."""
    rest = iter(records)
    first = list(islice(rest, max(resource.dialect.header_rows, default=0) + _TITLE_ROWS))
    names, header_mark, body = _header(first, resource)
    astray = _header_elsewhere(names, header_mark, body, resource, places)
    declared = tuple(field.name for field in resource.fields or ())
    if astray is not None:
        faults.add(astray)
        return Grid(names=declared, columns=tuple(() for _ in declared), marks=(), places=places, typed=typed)
    width = len(names)
    # A head that lacks names is told as one; its rows, as long as the schema, have no fault of their own.
    sound = {width} if set(declared) <= set(names) else {width, len(declared)}
    columns = _Columns(width, typed=typed)
    marks = array("l")
    for mark, cells in chain(body, rest):
        if resource.dialect.skips(places.line(mark)):
            continue
        if len(cells) not in sound:
            faults.add(_ragged(len(marks), mark, cells, width, places, typed=typed))
        # Which cell is which isn't known in such a row; the others keep their numbers.
        columns.add(cells if len(cells) == width else [BROKEN] * width)
        marks.append(mark)
    grid = Grid(names=names, columns=columns.taken(), marks=marks, places=places, typed=typed, header_mark=header_mark)
    if resource.dialect.header_rows:
        _check_names(grid, faults)
    return grid


class _Columns:
    """Rows as columns. Of a file of texts, equal ones of a column are kept once."""

    def __init__(self, width: int, *, typed: bool) -> None:
        self._columns: tuple[list[Any], ...] = tuple([] for _ in range(width))
        self._known: list[dict[Any, Any] | None] = [None if typed else {} for _ in range(width)]
        self._rows: list[Sequence[Any]] = []

    def add(self, row: Sequence[Any]) -> None:
        """Take a row."""
        self._rows.append(row)
        if len(self._rows) >= _AT_ONCE:
            self.taken()

    def taken(self) -> tuple[list[Any], ...]:
        """The columns of all rows so far."""
        for index, cells in enumerate(zip(*self._rows, strict=True)):
            known = self._known[index]
            if known is not None and len(known) > _MOST_SHARED:
                known = self._known[index] = None
            self._columns[index].extend(cells if known is None else map(known.setdefault, cells, cells))
        self._rows.clear()
        return self._columns


def _header(
    records: Sequence[tuple[int, Sequence[Any]]], resource: Resource
) -> tuple[tuple[str, ...], int, Sequence[tuple[int, Sequence[Any]]]]:
    dialect = resource.dialect
    if not dialect.header_rows:
        count = len(records[0][1]) if records else 0
        declared = [field.name for field in resource.fields or ()]
        extra = [f"column{index + 1}" for index in range(len(declared), count)]
        return (*declared, *extra), 1, records
    last = dialect.header_rows[-1]
    heads = [records[row - 1] for row in dialect.header_rows if row <= len(records)]
    if not heads:
        return (), 1, ()
    columns = zip_longest(*(cells for _, cells in heads))
    names = [dialect.header_join.join(filter(None, map(_head, column))) for column in columns]
    return _all_named(names, resource), heads[-1][0], records[last:]


def _head(cell: Any) -> str:
    """A head's words: years without a decimal point, dates without a time, no line breaks."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return re.sub(r"\s*\n\s*", " ", str(cell).strip())


def _all_named(names: Sequence[str], resource: Resource) -> tuple[str, ...]:
    """The names, where the head of the first column is empty that of the schema's field which the file lacks; without a
    schema, `column1`."""
    if len(names) < 2 or names[0] or not all(names[1:]):
        return tuple(names)
    declared = [field.name for field in resource.fields or ()]
    left = [name for name in declared if name not in names]
    if resource.fields is None:
        return "column1", *names[1:]
    return (left[0], *names[1:]) if len(left) == 1 and len(declared) == len(names) else tuple(names)


def _header_elsewhere(
    names: Sequence[str],
    mark: int,
    body: Sequence[tuple[int, Sequence[Any]]],
    resource: Resource,
    places: Places,
) -> Fault | None:
    """The fault of a file whose columns are named further down, below a title."""
    declared = {field.name for field in resource.fields or ()}
    if not resource.dialect.header_rows or not declared or declared & set(names):
        return None
    for row, cells in body[:_TITLE_ROWS]:
        found = [str(cell).strip() for cell in cells if cell is not None]
        if len(declared & set(found)) >= min(2, len(declared)):
            line = places.line(row)
            ranged = resource.dialect.range
            hint = "start the `range` there" if ranged else f"declare `dialect: {{headerRows: [{line}]}}`"
            words = f"the columns are named in row {line}, not here"
            return Fault(-1, 0, "RD313", words, _later(places, mark, 0), hint=hint)
    return None


def _ragged(row: int, mark: int, cells: Sequence[Any], width: int, places: Places, *, typed: bool) -> Fault:
    count = len(cells)
    if count > width:
        label = f"{count - width} too many"
        hint = "name each column in the first row" if typed else "put text that contains the delimiter in quotes"
        column = width
    else:
        label = f"{width - count} missing"
        hint = "an empty cell is `null`" if typed else "an empty cell still needs its delimiter"
        column = max(count - 1, 0)
    return Fault(
        row=row,
        column=column,
        code="RD315",
        message=f"this row has {count} cell{'s' if count != 1 else ''}, the header has {width}",
        span=_later(places, mark, column),
        label=label,
        hint=hint,
        of_row=True,
    )


def _later(places: Places, mark: int, column: int) -> Callable[[], Span]:
    return lambda: places.cell(mark, column)


def _check_names(grid: Grid, faults: Faults) -> None:
    seen: dict[str, int] = {}
    for column, name in enumerate(grid.names):
        span = _later(grid.places, grid.header_mark, column)
        if not name:
            hint = "join two header rows with `dialect: {headerRows: [1, 2]}`, " if grid.typed else ""
            hint += "name it in Excel" if grid.typed else "name it"
            faults.add(Fault(-1, column, "RD312", f"column {column + 1} has no name", span, hint=hint))
        elif name in seen:
            faults.add(
                Fault(
                    -1,
                    column,
                    "RD312",
                    f"two columns are named `{name}`",
                    span,
                    label=f"also column {seen[name] + 1}",
                    hint="give each column its own name",
                )
            )
        else:
            seen[name] = column


def check_texts(grid: Grid, faults: Faults) -> None:
    """Tell characters that no output can carry, in the cells of a typed file."""
    for column, cells in enumerate(grid.columns):
        for row, cell in enumerate(cells):
            if isinstance(cell, str) and (match := REFUSED.search(cell)):
                words = f"unsupported control character: {describe_character(match[0])}"
                span = _later(grid.places, grid.marks[row], column)
                faults.add(Fault(row, column, "RD333", words, span, label="delete it"))
