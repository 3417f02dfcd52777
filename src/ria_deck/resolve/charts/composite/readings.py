"""What composite marks say beside what they draw: lengths of error bars, and the numbers that tables of the data show."""

from __future__ import annotations

from typing import Any

from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Mark, Plot, Point, Series, Stacking
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.axes import format_of
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.number_formats import ChannelFormat
from ria_deck.resolve.expressions.arithmetic import total_of


def errors_of(data: LayerData, key: Any, categories: Categories) -> tuple[tuple[float, float] | None, ...]:
    """How far error bars reach below and above each point."""
    if data.layer.errors is None:
        return ()
    found: list[tuple[float, float] | None] = []
    for raw in categories.raws:
        value = data.cells.get((raw, key), Value(raw=None))
        ends = [data.extras[name].get((raw, key), Value(raw=None)) if name else value for name in data.layer.errors]
        if any(one.raw is None for one in (value, *ends)):
            found.append(None)
            continue
        low, high = (float(f"{abs(float(value) - float(end)):.12g}") for end in ends)
        found.append((low, high))
    return tuple(found)


def readings_of(data: LayerData, categories: Categories, resolving: Resolving) -> list[Series]:
    """The columns that a table of the data shows for a layer of a composite mark."""
    form = format_of(data, resolving)
    found: list[Series] = []
    for name in data.layer.readings or ():
        values = [data.extras[name].get((raw, None), Value(raw=None)) for raw in categories.raws]
        points = tuple(
            Point(value=value.formatted(form.text(value.raw)) if value.raw is not None else None) for value in values
        )
        title = resolving.text(column_message(data.table.name, data.table.field(name))).text
        found.append(Series(name=title, color="ink", points=points))
    return found


def with_totals(plots: list[Plot], data: LayerData, form: ChannelFormat, resolving: Resolving) -> list[Plot] | None:
    """The plots of stacked bars with their sums over them; None, reported, for bars that have none."""
    if plots[0].stacking is Stacking.ZERO and not data.horizontal and plots[0].mark is Mark.BAR:
        return [*plots, _totals_over(plots[0], form, "ink")]
    hint = "write `stack: zero`, or `labels: all`"
    resolving.report.error("RD618", "totals are shown above vertical stacked bars only", data.layer.span, hint=hint)
    return None


def _totals_over(plot: Plot, form: ChannelFormat, color: str) -> Plot:
    """The sums of stacked bars, written over them: a line of which only the labels are drawn."""
    points: list[Point] = []
    for index in range(len(plot.series[0].points)):
        values = [value for one in plot.series if (value := one.points[index].value) is not None]
        if not values:
            points.append(Point(value=None))
            continue
        cells = union(*(value.cells for value in values))
        top = total_of([value.raw for value in values if value.raw > 0])
        total = total_of([value.raw for value in values])
        points.append(Point(value=Value(raw=top, cells=cells), label=form.text(total)))
    raws = [point.value.raw for point in points if point.value is not None]
    series = Series(name="Total", color=color, points=tuple(points), format=form.code(raws), hidden=True, silent=True)
    return Plot(mark=Mark.LINE, series=(series,), axis=plot.axis)
