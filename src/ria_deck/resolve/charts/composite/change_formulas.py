"""Numbers that change, and how a workbook reckons changes and the heights of their arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import Formula, Plot, Series, Stacking
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.axes import Drawn
from ria_deck.resolve.expressions.arithmetic import total_of

_MOST = 60  # cells in a formula of a height


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """What changes: the series, or the stack whose sums do, of a plot."""

    plot: Plot
    series: tuple[Series, ...]
    drawn: Drawn

    def value(self, index: int) -> Value | None:
        """The number at a category."""
        values = [value for one in self.series if (value := one.points[index].value) is not None]
        if len(values) < len(self.series):
            return None
        if len(values) == 1:
            return values[0]
        return Value(raw=total_of([value.raw for value in values]), cells=union(*(value.cells for value in values)))


def number_at(columns: range, index: int) -> str:
    """The sum of the cells of some columns in a row, in a formula's words."""
    cells = [f"{{{column}[{index}]}}" for column in columns]
    return cells[0] if len(cells) == 1 else f"SUM({','.join(cells)})"


def reckoned_change(of: Changing, ends: tuple[int, int], *, relative: bool) -> Formula:
    """How a workbook reckons the change."""
    names = tuple(series.name for series in of.series)
    old, new = (number_at(range(len(names)), index) for index in ends)
    return Formula(text=f"{new}/{old}-1" if relative else f"{new}-{old}", of=names)


def height_of(drawn: Sequence[Drawn], between: range, share: float) -> Formula | None:
    """How a workbook reckons the height of a line from all that is below it; None where that would be too long."""
    names: list[str] = []
    cells: list[str] = []
    for one in drawn:
        shown = [series.name for series in one.plot.series if not series.tint and not series.silent]
        cells += _cells_below(one.plot.stacking, range(len(names), len(names) + len(shown)), between)
        names += shown
    if len(cells) * max(len(names), 1) > _MOST:
        return None
    return Formula(text=f"MAX({','.join(cells)})*{share:.4f}", of=tuple(names))


def _cells_below(stacking: Stacking, columns: range, between: range) -> list[str]:
    """The cells of columns in some rows, those of a stack summed, in a formula's words."""
    if stacking is Stacking.NONE:
        return [f"{{{column}[{between[0]}]}}:{{{column}[{between[-1]}]}}" for column in columns]
    return [f"({number_at(columns, index)})" for index in between] if columns else []
