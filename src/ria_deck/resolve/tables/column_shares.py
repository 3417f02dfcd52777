"""Shares of a table's width for its columns, by the lengths of their texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ria_deck.model.deck import TableRow


def column_shares(rows: Sequence[TableRow], count: int, asked: Sequence[float | None]) -> tuple[float, ...]:
    """Shares of the width: those asked for, the rest by the columns' longest texts (wide signs counted twice), damped
    so that a column of short numbers isn't squeezed by one of sentences."""
    given = [width for width in asked if width is not None]
    scale = 100.0 if max(given, default=0.0) > 1 else 1.0
    fixed = [None if width is None else width / scale for width in asked]
    left = max(1.0 - sum(width / scale for width in given), 0.0)
    weights = [
        length**0.7 if width is None else 0.0 for length, width in zip(_longest(rows, count), fixed, strict=True)
    ]
    whole = sum(weights) or 1.0
    shares = [left * weight / whole if width is None else width for weight, width in zip(weights, fixed, strict=True)]
    total = sum(shares) or 1.0
    return tuple(share / total for share in shares)


def _longest(rows: Sequence[TableRow], count: int) -> list[float]:
    """The length of the longest text of each column, of cells that stand in one only."""
    longest = [1.0] * count
    for row in rows:
        for column, cell in row.placed:
            if cell.span == 1 and column < count:
                longest[column] = max(longest[column], _length(cell.text.text))
    return longest


def _length(text: str) -> float:
    """The length of a text's longest line in Latin letters."""
    return max(
        (sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in line) for line in text.split("\n")),
        default=1.0,
    )
