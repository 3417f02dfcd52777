"""The room that bars have in a table's columns, before their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ria_deck.design.measure import Measurer
from ria_deck.model.deck import Table, TableCell
from ria_deck.resolve.typography.line_breaking import natural_width

WANTED, LEAST = 8.0, 3.0  # widths of bars as multiples of the text's size
GAP = 0.45  # between a bar and its number, likewise
FEWEST = 0.2  # of a column's inside


def barred(table: Table) -> Iterator[tuple[int, TableCell]]:
    """Columns (from 0) and their cells with bars."""
    return ((column, cell) for row in table.rows for column, cell in row.placed if cell.bar is not None)


def numbers_beside(table: Table, size: float, measurer: Measurer) -> dict[int, float]:
    """What the numbers take beside the bars, by column, in points."""
    found: dict[int, float] = {}
    for column, cell in barred(table):
        wide = natural_width(cell.text, size, measurer, bold=False) + GAP * size
        found[column] = max(found.get(column, 0.0), wide)
    return found


def with_bars(
    wanted: Sequence[float], least: Sequence[float], numbers: dict[int, float], size: float, pad: float
) -> tuple[list[float], list[float]]:
    """What columns want and need, with room for their bars."""
    more = [max(want, numbers[i] + WANTED * size + pad) if i in numbers else want for i, want in enumerate(wanted)]
    need = [max(less, numbers[i] + LEAST * size + pad) if i in numbers else less for i, less in enumerate(least)]
    return more, need


def bar_shares(widths: Sequence[float], numbers: dict[int, float], pad: float) -> tuple[float, ...]:
    """The shares of the columns' insides that bars have; none without any bars."""
    if not numbers:
        return ()
    return tuple(
        round(max(1 - numbers[index] / max(width - pad, 1.0), FEWEST), 4) if index in numbers else 0.0
        for index, width in enumerate(widths)
    )
