"""References of charts into their workbook: `Sheet1!$B$2:$B$9` as a list of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AREA = re.compile(
    r"""^(?:(?P<quoted>'(?:[^']|'')+')|(?P<sheet>[^'!\[\]()]+))!
    \$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>[0-9]{1,7})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>[0-9]{1,7}))?$""",
    re.VERBOSE,
)
_SPLIT = re.compile(r",(?=(?:[^']*'[^']*')*[^']*$)")


class ReferenceFormError(ValueError):
    """A reference in a form that is not understood."""


@dataclass(frozen=True, slots=True, order=True)
class CellAddress:
    """A cell of a workbook: sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on one sheet."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> list[CellAddress]:
        """Its cells, row by row."""
        rows, columns = range(self.top, self.bottom + 1), range(self.left, self.right + 1)
        return [CellAddress(self.sheet, row, column) for row in rows for column in columns]


def areas(formula: str) -> list[Area]:
    """The areas of a reference. Raises ReferenceFormError for names, structured and external references."""
    text = formula.strip().removeprefix("=")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return [_area(part.strip(), formula) for part in _SPLIT.split(text)]


def _area(text: str, formula: str) -> Area:
    match = _AREA.match(text)
    if match is None:
        raise ReferenceFormError(f"`{formula}` is not a plain reference such as Sheet1!$B$2:$B$9")
    sheet = match["quoted"][1:-1].replace("''", "'") if match["quoted"] else match["sheet"]
    if "[" in sheet:
        raise ReferenceFormError(f"`{formula}` refers to another file")
    top, left = int(match["r1"]), number(match["c1"])
    bottom = int(match["r2"]) if match["r2"] else top
    right = number(match["c2"]) if match["c2"] else left
    return Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def number(column: str) -> int:
    """`A` → 1, `AA` → 27."""
    found = 0
    for letter in column.upper():
        found = found * 26 + ord(letter) - 64
    return found


def letters(column: int) -> str:
    """1 → `A`, 27 → `AA`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
