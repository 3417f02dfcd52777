"""The part of a sheet or a text file that is the table, as `range` names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.data.descriptor import Resource
from ria_deck.data.readers.workbook import column_name, column_number
from ria_deck.diagnostics import Report

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class SheetArea:
    """A rectangle of a sheet; rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """`A2:A4`."""
        return f"{column_name(self.left)}{self.top}:{column_name(self.right)}{self.bottom}"

    def cut(self, row: int, cells: Sequence[str]) -> list[str] | None:
        """The cells of a row of text that are in the area, empty ones for those that the row lacks; None for a row
        outside of it."""
        if not self.top <= row <= self.bottom:
            return None
        inside = list(cells[self.left - 1 : self.right])
        return inside + [""] * (self.right - self.left + 1 - len(inside))


def area_of(resource: Resource, report: Report, extent: tuple[int, int] | None = None) -> SheetArea | None:
    """The area that the dialect's `range` names; None, reported, for none or for one outside of `extent` (rows, columns)."""
    text = resource.dialect.range
    match = _RANGE.fullmatch(text.upper())
    if match:
        area = SheetArea(int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3]))
        rows, columns = extent or (area.bottom, area.right)
        if 0 < area.top <= min(area.bottom, rows) and area.left <= min(area.right, columns):
            return area
        words = f"the range `{text}` contains no cells"
    else:
        words = f"invalid cell range `{text}`"
    report.error(
        "RD318",
        words,
        resource.dialect.span or resource.path_span,
        hint="write a range like A3:F40, including the header",
    )
    return None
