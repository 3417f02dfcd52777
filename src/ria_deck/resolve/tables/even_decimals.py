"""The form in which all numbers of a column have the same decimals."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.data.table import Row
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.table_rows import number_in

_MOST = 3  # decimals; numbers with more are so small that each needs its own
_PLAIN = Formatter("en")


def has_numbers(rows: Sequence[Row], column: str) -> bool:
    """Whether a column's cells are numbers or empty, and one is a number."""
    known = [row for row in rows if row.raw(column) is not None]
    return bool(known) and all(number_in(row, column) is not None for row in known)


def even_form(rows: Sequence[Row], column: str) -> str:
    """The pattern for a column of numbers with as many decimals as the number with the most has; empty where they are
    alike, or where some are very small."""
    raws = [raw for row in rows if (raw := row.raw(column)) is not None]
    decimals = {len(_PLAIN.number(raw).partition(".")[2]) for raw in raws}
    most = max(decimals, default=0)
    return f"#,##0.{'0' * most}" if len(decimals) > 1 and most <= _MOST else ""
