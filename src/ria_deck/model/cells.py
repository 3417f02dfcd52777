"""The cells that a value comes from: a few are listed, very many are known by their rows and made when they are asked for."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol, overload

MANY = 2_000
"""From so many on, cells of one column aren't listed."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """One cell of a table: the table's name, its file, the row by its key (`year=2008`) and the column.

    `line` is the line of the file where it has lines, else 0.
    """

    table: str
    path: str
    row: str
    column: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path} [{self.row}] {self.column}"


class CellSource(Protocol):
    """A table, as far as cells are asked of it."""

    @property
    def name(self) -> str:
        """The table's name."""

    @property
    def path(self) -> str:
        """Its file."""

    def cell(self, row: int, column: str) -> Cell:
        """A cell by its row's number, from 0."""

    def row_of(self, cell: Cell) -> int | None:
        """The number of a cell's row."""


@dataclass(frozen=True, slots=True, eq=False)
class CellRun:
    """Cells of one column, by the numbers of their rows."""

    source: CellSource
    column: str
    rows: Sequence[int]

    def __iter__(self) -> Iterator[Cell]:
        return (self.source.cell(row, self.column) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def place(self) -> tuple[str, str]:
        """The table and the column."""
        return self.source.name, self.column

    def without(self, rows: Sequence[int]) -> CellRun:
        """The cells that aren't in these rows."""
        gone = _for_looking(rows)
        return CellRun(self.source, self.column, array("l", (row for row in self.rows if row not in gone)))

    def having(self, cells: Sequence[Cell]) -> set[Cell]:
        """Those of some cells that are among these."""
        of_column = [cell for cell in cells if (cell.table, cell.column) == self.place]
        known = _for_looking(self.rows) if of_column else ()
        return {cell for cell in of_column if self.source.row_of(cell) in known}

    def __repr__(self) -> str:
        return f"{self.source.name}.{self.column}[{self.digest}]"

    @property
    def digest(self) -> str:
        """The same for the same rows."""
        rows = array("q", self.rows)
        if sys.byteorder == "big":
            rows.byteswap()
        return hashlib.blake2b(rows.tobytes(), digest_size=12).hexdigest()


def _for_looking(rows: Sequence[int]) -> Container[int | None]:
    return rows if isinstance(rows, range) else set(rows)


class ManyCells(Sequence[Cell]):
    """Cells of which most are known by their rows; each once, in order."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[CellRun | tuple[Cell, ...]]) -> None:
        self.parts = tuple(parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[Cell]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, index: int) -> Cell: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...

    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return tuple(islice(self, start, stop, step)) if step > 0 else tuple(self)[index]
        at = index + len(self) if index < 0 else index
        for part in self.parts:
            if 0 <= at < len(part):
                return part.source.cell(part.rows[at], part.column) if isinstance(part, CellRun) else part[at]
            at -= len(part)
        raise IndexError(index)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of their tables, in order of first appearance."""
        names = ([part.source.name] if isinstance(part, CellRun) else tables_of_cells(part) for part in self.parts)
        return tuple(dict.fromkeys(chain.from_iterable(names)))

    def short(self, first: int) -> tuple[list[Cell], list[CellRun]]:
        """The cells without those of long runs but the first few of each; and these runs."""
        cells: list[Cell] = []
        runs = [part for part in self.parts if isinstance(part, CellRun) and len(part) > first]
        for part in self.parts:
            cells += islice(part, first if part in runs else None)
        return cells, runs

    def __repr__(self) -> str:
        return f"ManyCells({', '.join(map(repr, self.parts))})"


def tables_of_cells(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The names of the tables that cells are of, in order of first appearance."""
    return cells.tables if isinstance(cells, ManyCells) else tuple(dict.fromkeys(cell.table for cell in cells))


def union(*groups: Sequence[Cell]) -> Sequence[Cell]:
    """All cells of the groups, each once, in order of first appearance. A group by itself has each once already."""
    filled = [group for group in groups if group]
    if len(filled) == 1 or (len(filled) == 2 and filled[0] is filled[1]):
        return filled[0]
    if any(isinstance(group, ManyCells) for group in filled):
        return _joined(filled)
    return tuple(dict.fromkeys(chain.from_iterable(filled)))


def _joined(groups: Sequence[Sequence[Cell]]) -> ManyCells:
    """The union of groups, of which some are known by their rows."""
    parts: list[CellRun | tuple[Cell, ...]] = []
    for group in groups:
        for part in group.parts if isinstance(group, ManyCells) else (tuple(group),):
            left = _run_without(part, parts) if isinstance(part, CellRun) else _listed_without(part, parts)
            if left:
                parts.append(left)
    return ManyCells(parts)


def _run_without(run: CellRun, parts: Sequence[CellRun | tuple[Cell, ...]]) -> CellRun:
    """The cells of a run that aren't in the parts yet."""
    for part in parts:
        rows = _rows_in(part, run)
        if rows:
            run = CellRun(run.source, run.column, ()) if rows is run.rows or rows == run.rows else run.without(rows)
    return run


def _rows_in(part: CellRun | tuple[Cell, ...], run: CellRun) -> Sequence[int]:
    """The rows that a part has of the column of a run."""
    if isinstance(part, CellRun):
        return part.rows if part.place == run.place else ()
    found = (run.source.row_of(cell) for cell in part if (cell.table, cell.column) == run.place)
    return [row for row in found if row is not None]


def _listed_without(cells: tuple[Cell, ...], parts: Sequence[CellRun | tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """The cells that aren't in the parts yet."""
    for part in parts:
        gone = part.having(cells) if isinstance(part, CellRun) else set(part)
        cells = tuple(cell for cell in cells if cell not in gone)
    return tuple(dict.fromkeys(cells))
