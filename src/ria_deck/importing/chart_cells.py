"""Cells and types of the table that a chart's numbers become."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.ooxml.workbook import shown_number

_YEAR = re.compile(r"[12]\d{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def cell_text(numbers: Sequence[float | None], index: int) -> str:
    """The cell of a number; empty where it is missing."""
    number = numbers[index] if index < len(numbers) else None
    return "" if number is None else shown_number(number)


def type_of(names: Sequence[str]) -> str:
    """The type of a column of categories."""
    for type_, pattern in (("year", _YEAR), ("date", _DATE)):
        if all(pattern.fullmatch(name) for name in names):
            return type_
    return "string"
