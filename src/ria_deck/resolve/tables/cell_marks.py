"""Marks in a table's cells: bars before their numbers, grounds by their numbers, rows that stand out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ria_deck.content.specs.figures import BY_THEME
from ria_deck.content.specs.slides import ColumnSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Report
from ria_deck.model.deck import TableCell
from ria_deck.model.theme import Theme
from ria_deck.model.tint import CellBar, Shade
from ria_deck.resolve.expressions.table_rows import number_in
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
        number = number_in(row, column.field)
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
    bars = {one.field: _scale("bar", one, table, rows, theme, report) for one in columns if one.bar}
    heat = {one.field: _scale("heat", one, table, rows, theme, report) for one in columns if one.heat}
    known = [{name: scale for name, scale in made.items() if scale is not None} for made in (bars, heat)]
    if known != [bars, heat]:
        return None
    return CellMarks(bars=known[0], heat=known[1], standing_out=frozenset(row.index for row in out))


def _scale(
    kind: str, column: ColumnSpec, table: DataTable, rows: Sequence[Row], theme: Theme, report: Report
) -> ColumnScale | None:
    """The scale of a column for its bars or its grounds (“heat”); None, reported, without numbers or for no colour of the
    theme."""
    color, span = (column.bar, column.bar_span) if kind == "bar" else (column.heat, column.heat_span)
    numbers = [number for row in rows if (number := number_in(row, column.field)) is not None]
    if not numbers:
        words = f"`{column.field}` of `{table.name}` has no numbers for `{kind}`"
        report.error("RD602", words, span or column.span)
        return None
    role = known_role("" if color == BY_THEME else color, theme, report, span)
    if role is None:
        return None
    return _bars(role, numbers, theme) if kind == "bar" else _heat(role, numbers, column.middle, theme)


def _bars(role: str, numbers: Sequence[float], theme: Theme) -> ColumnScale:
    return ColumnScale(low=min(0.0, *numbers), high=max(0.0, *numbers), middle=0.0, roles=(_other(role, theme), role))


def _heat(role: str, numbers: Sequence[float], asked: float | None, theme: Theme) -> ColumnScale:
    low, high = min(numbers), max(numbers)
    middle = low if asked is None else asked
    other = _other(role, theme)
    strongest = min(strongest_under(one, theme) for one in (role, other))
    return ColumnScale(
        low=min(low, middle), high=max(high, middle), middle=middle, roles=(other, role), strongest=strongest
    )


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
