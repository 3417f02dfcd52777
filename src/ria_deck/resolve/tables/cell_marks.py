"""Marks in a table's cells: bars before their numbers, grounds by their numbers, rows that stand out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ria_deck.content.specs.figures import BY_THEME
from ria_deck.content.specs.slides import ColumnSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Report
from ria_deck.model.deck import TableCell
from ria_deck.model.theme import Theme
from ria_deck.model.tint import CellBar, Shade
from ria_deck.resolve.palette import known_role

HIGHLIGHT = 0.14  # of the accent's colour in a row that stands out
PALEST = 0.06  # of a colour in the cell with the least number
STRONGEST = 0.7
_STEP = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnScale:
    """A column's numbers from the least to the most; `roles` are the colours of what is less and more than the middle."""

    low: float
    high: float
    middle: float
    roles: tuple[str, str]
    strongest: float = 1.0

    def place(self, value: float) -> float:
        """Where a number stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0

    def shade(self, value: float) -> Shade:
        """The ground of a number's cell: the further from the middle, the stronger."""
        widest = max(self.high - self.middle, self.middle - self.low) or 1.0
        share = PALEST + (self.strongest - PALEST) * abs(value - self.middle) / widest
        return Shade(role=self.roles[value >= self.middle], share=round(share, 4))

    def bar(self, value: float) -> CellBar:
        """A bar from zero to a number."""
        ends = sorted((self.place(0.0), self.place(value)))
        return CellBar(start=round(ends[0], 4), end=round(ends[1], 4), role=self.roles[value >= 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMarks:
    """The scales of a table's columns, by their names, and the rows that stand out, by their numbers in the data."""

    bars: Mapping[str, ColumnScale]
    heat: Mapping[str, ColumnScale]
    standing_out: frozenset[int]

    def marked(self, cell: TableCell, column: ColumnSpec, row: Row) -> TableCell:
        """A cell of a row with its marks."""
        number = number_of(row, column.field)
        out = row.index in self.standing_out
        if number is not None and column.field in self.heat:
            cell = replace(cell, ground=self.heat[column.field].shade(number))
        elif out:
            cell = replace(cell, ground=Shade(role="accent", share=HIGHLIGHT))
        if number is not None and column.field in self.bars:
            bar = self.bars[column.field].bar(number)
            cell = replace(cell, bar=replace(bar, role="accent") if out else bar, align="start")
        return cell


def cell_marks(
    columns: Sequence[ColumnSpec],
    table: DataTable,
    rows: Sequence[Row],
    out: Sequence[Row],
    theme: Theme,
    report: Report,
) -> CellMarks | None:
    """The marks that columns ask for; None, reported, where one can't have them."""
    asked = [(column, column.bar, column.bar_span) for column in columns if column.bar]
    warm = [(column, column.heat, column.heat_span) for column in columns if column.heat]
    roles: dict[tuple[str, str], str] = {}
    for kind, (column, color, span) in [*(("bar", one) for one in asked), *(("heat", one) for one in warm)]:
        if not any(number_of(row, column.field) is not None for row in rows):
            words = f"`{column.field}` of `{table.name}` has no numbers for `{kind}`"
            report.error("RD602", words, span or column.span)
            continue
        role = known_role("" if color == BY_THEME else color, theme, report, span)
        if role is not None:
            roles[kind, column.field] = role
    if len(roles) < len(asked) + len(warm):
        return None
    bars = {column.field: _bars(column, roles["bar", column.field], rows, theme) for column, _, _ in asked}
    heat = {column.field: _heat(column, roles["heat", column.field], rows, theme) for column, _, _ in warm}
    return CellMarks(bars=bars, heat=heat, standing_out=frozenset(row.index for row in out))


def _bars(column: ColumnSpec, role: str, rows: Sequence[Row], theme: Theme) -> ColumnScale:
    numbers = _numbers(column, rows)
    return ColumnScale(low=min(0.0, *numbers), high=max(0.0, *numbers), middle=0.0, roles=(_other(role, theme), role))


def _heat(column: ColumnSpec, role: str, rows: Sequence[Row], theme: Theme) -> ColumnScale:
    numbers = _numbers(column, rows)
    low, high = min(numbers), max(numbers)
    middle = low if column.middle is None else column.middle
    other = _other(role, theme)
    strongest = min(strongest_under(one, theme) for one in (role, other))
    return ColumnScale(
        low=min(low, middle), high=max(high, middle), middle=middle, roles=(other, role), strongest=strongest
    )


def _numbers(column: ColumnSpec, rows: Sequence[Row]) -> list[float]:
    found = [number for row in rows if (number := number_of(row, column.field)) is not None]
    return found or [0.0, 0.0]


def _other(role: str, theme: Theme) -> str:
    """The colour of what is less: another series' than the role's."""
    return next((one for one in theme.series if theme.colors[one] != theme.colors[role]), role)


def strongest_under(role: str, theme: Theme) -> float:
    """How much of a colour a cell may have so that text can be read on it, on slides and in print."""
    share = STRONGEST
    for colors in filter(None, (theme.colors, theme.printed)):
        while share > _STEP and _contrast(role, share, colors) < TEXT_CONTRAST:
            share -= _STEP
    return share


def _contrast(role: str, share: float, colors: Mapping[str, str]) -> float:
    return contrast(colors["ink"], Shade(role=role, share=share).tint(colors).rgb(colors[role]))


def number_of(row: Row, column: str) -> float | None:
    """The number in a cell; None for a gap."""
    raw = row.raw(column)
    return float(raw) if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) else None
