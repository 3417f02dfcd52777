"""The merged cells of a sheet: only the first of them holds a value, whatever Excel shows in the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Fault
from ria_deck.data.readers.area import SheetArea
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True)
class MergedFault:
    """Merged cells that a table may not have."""

    address: str

    def told(self, row: int, column: int, span: Span) -> Fault:
        """The fault, for the grid's row and column."""
        return Fault(
            row,
            column,
            "RD336",
            f"the cells {self.address} are merged: only the first of them holds a value",
            lambda: span,
            hint="declare `ria: {merged: fill}` to give each its value, or split the cells in Excel; a note below the "
            "table is left out by `dialect: {range: A1:C9}`",
        )


class Merged:
    """The merged cells in the body of a table; `cells` are those of its area, by row and column."""

    def __init__(
        self,
        merged: Sequence[tuple[int, int, int, int]],
        area: SheetArea,
        cells: Mapping[int, dict[int, Any]],
        resource: Resource,
    ) -> None:
        self._cells = cells
        header = resource.dialect.header_rows
        self._head = area.top + header[-1] - 1 if header and resource.dialect.title_rows() else self._first_filled()
        if not header:
            self._head = area.top - 1
        inside = (SheetArea(*ends) for ends in merged)
        self._areas = [
            one
            for one in inside
            if one.top >= area.top
            and area.left <= one.left <= area.right
            and one.top in cells
            and self._value(one) is not None
        ]

    def _first_filled(self) -> int:
        """The row of a header that is not told where to be."""
        return next((row for row, held in self._cells.items() if any(cell is not None for cell in held.values())), 0)

    def _value(self, one: SheetArea) -> Any:
        return self._cells[one.top].get(one.left)

    def faults(self) -> Iterator[tuple[int, int, MergedFault]]:
        """(row, column, fault) of those that reach into the rows below the header."""
        for one in self._areas:
            if one.bottom > self._head:
                yield one.top, one.left, MergedFault(one.address)

    def fill(self, *, heads_only: bool = False) -> None:
        """Give each of the merged cells the value of the first; a name in the header goes to its columns only."""
        for one in self._areas:
            if heads_only and one.bottom > self._head:
                continue
            bottom = one.top if one.top <= self._head else one.bottom
            for row in range(one.top, min(bottom, max(self._cells)) + 1):
                for column in range(one.left, one.right + 1):
                    self._cells[row].setdefault(column, None)
                    if self._cells[row][column] is None:
                        self._cells[row][column] = self._value(one)
