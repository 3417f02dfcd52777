"""The step budget that all expressions of a deck share.

Each of them has limits of its own; a thousand within them, each over a table of thousands of rows, would still take
minutes and fill the manifest with their cells. Work is counted, not timed: the same deck ends at the same expression.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ria_deck.data.table import Row
from ria_deck.model.cells import Cell, ManyCells
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.parser import ExpressionError

MOST_WORK = 30_000_000  # steps, of about a microsecond
A_CELL = 3  # steps for each cell, row or item of what a part of an expression gives
_AT_ONCE = 16  # cells of one column that are added up, and recorded as what they are: a stretch of rows
A_CELL_SHOWN = 6  # and for each cell that a shown value comes from, all of which are recorded
HINT = "put the sums and shares into the table instead of computing them from its rows, or select fewer rows by a key"


class Work:
    """The work that is left to the expressions of a deck; `told` once there was none."""

    __slots__ = ("left", "told")

    def __init__(self, most: int = MOST_WORK) -> None:
        self.left = most
        self.told = False

    def spend(self, steps: int) -> None:
        """Raises ExpressionError (RD216) when there is none left."""
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("RD216", "the expressions of this deck read too many cells", 0, 0, hint=HINT)

    def spend_on(self, result: Any) -> None:
        """What it took to come to a result of so many cells, rows or items."""
        size = size_of(result)
        if size > 1:
            self.spend(A_CELL * size)


def count_of(cells: Sequence[Cell]) -> int:
    """What cells count for."""
    return len(cells) // (_AT_ONCE if isinstance(cells, ManyCells) else 1)


def size_of(result: Any) -> int:
    """The cells of a value, the rows or items of a sequence."""
    if isinstance(result, Value):
        return count_of(result.cells)
    if isinstance(result, Sequence) and not isinstance(result, (str, Row)):
        return len(result)
    return 0
