"""Resolve a `{chart}` block into a `Chart` with nothing left to choose but its layout.

No file is read here: the caller gives functions for tables, expressions and texts. Vega-Lite's rules hold where both
outputs can draw them (https://vega.github.io/vega-lite/docs/); where they would mislead, ours do: a missing value is a
gap, bars start at zero, a second axis shares the grid lines of the first, names keep the table's order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ria_deck.content.specs.slides import ChartSpec, LayerSpec, Message
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart import Annotation, CategoryAxis, Chart, Mark, Plot, Series, ValueAxis
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Theme
from ria_deck.resolve.charts.annotations import annotations_of, with_markers
from ria_deck.resolve.charts.axes import Drawn, scatter_axes, size_title, value_axes
from ria_deck.resolve.charts.categories import Categories, categories_of
from ria_deck.resolve.charts.composite.changes import NO_ARROWS, ArrowPlots, changes_of
from ria_deck.resolve.charts.composite.combining import axes_of, clustered, go_together, merged_layers
from ria_deck.resolve.charts.composite.readings import readings_of
from ria_deck.resolve.charts.composite.reckoning import reckoned
from ria_deck.resolve.charts.guides import guides_of, heights_of
from ria_deck.resolve.charts.layer_data import LayerData, Resolving, read_layer
from ria_deck.resolve.charts.left_out import tell_left_out
from ria_deck.resolve.charts.scatter import scatter_plot
from ria_deck.resolve.charts.series import plots_of
from ria_deck.resolve.charts.series_colors import SeriesColors
from ria_deck.resolve.charts.transforms import ChartTable, Holds

# PowerPoint draws areas under bars under lines, whatever their order in the file, and the second axis over the first.
_DEPTH = {Mark.AREA: 0, Mark.BAR: 1, Mark.LINE: 2, Mark.POINT: 3, Mark.ARC: 4}


def resolve_chart(
    spec: ChartSpec,
    *,
    tables: Callable[[LayerSpec], ChartTable | None],
    holds: Holds,
    text: Callable[[Message], Paragraph],
    formatter: Formatter,
    theme: Theme,
    report: Report,
) -> Chart | None:
    """The chart, not yet laid out. `tables` gives the table of a layer (None: there is none, which it has told),
    `holds` says for each row of a table whether an expression over its columns holds, `text` resolves a message.

    Every error (RD601 to RD623) is in `report`, which is this chart's own, and gives None.
    """
    resolving = Resolving(tables=tables, holds=holds, text=text, formatter=formatter, theme=theme, report=report)
    layers = layers_of(spec, resolving)
    if layers is None:
        return None
    chart = _scatter(spec, layers, resolving) if layers[0].pairs else _categorical(spec, layers, resolving)
    return None if report.failed else chart


def layers_of(spec: ChartSpec, resolving: Resolving) -> list[LayerData] | None:
    """The numbers of all layers; None, reported, where one can't be read or they don't go together."""
    read = [read_layer(spec, layer, resolving) for layer in spec.layers]
    layers = [data for data in read if data is not None]
    if len(layers) < len(read) or not layers or not go_together(layers, resolving):
        return None
    return merged_layers(layers)


def _categorical(spec: ChartSpec, layers: Sequence[LayerData], resolving: Resolving) -> Chart | None:
    categories = categories_of(spec, layers, resolving)
    drawn = None if categories is None else drawn_on(spec, layers, categories, resolving)
    if categories is None or drawn is None:
        return None
    ring = layers[0].layer.mark is Mark.ARC
    axes = () if ring else value_axes(drawn, resolving, heights_of(spec))
    if axes is None or (ring and not _is_whole(layers[0], resolving)):
        return None
    span = axes[0].maximum - axes[0].minimum if axes else 0.0
    changes = changes_of(spec, drawn, categories, span, resolving)
    if changes.heights:
        axes = value_axes(drawn, resolving, [*heights_of(spec), *changes.heights])
        if axes is None:
            return None
    return categorical_chart(spec, drawn, categories, axes, resolving, changes)


def drawn_on(
    spec: ChartSpec, layers: Sequence[LayerData], categories: Categories, resolving: Resolving
) -> list[Drawn] | None:
    """The plots of all layers over their categories; faults are told and give None."""
    places = axes_of(spec, layers, resolving)
    if places is None:
        return None
    palette = SeriesColors(resolving, layers)
    drawn: list[Drawn] = []
    for data, axis in zip(layers, places, strict=True):
        tell_left_out(data.series_channel, data.series, resolving)
        plots = plots_of(data, categories, palette, axis)
        if plots is None:
            return None
        drawn += [Drawn(plot=plot, data=data) for plot in plots]
    return drawn if _has_numbers(spec, [one.plot for one in drawn], resolving) else None


def categorical_chart(
    spec: ChartSpec,
    drawn: list[Drawn],
    categories: Categories,
    axes: tuple[ValueAxis, ...],
    resolving: Resolving,
    changes: ArrowPlots = NO_ARROWS,
) -> Chart | None:
    """The chart of plots on their axes."""
    layers = list({id(one.data): one.data for one in drawn}.values())
    drawn, columns = reckoned(drawn, categories, resolving)
    plots = clustered([one.plot for one in drawn], layers, resolving)
    if plots is None:
        return None
    noted = [plot for plot in plots if not any(series.tint or series.silent for series in plot.series)] or plots
    annotations = annotations_of(spec, categories, noted, resolving)
    plots = [*_named(with_markers(plots, annotations)), *changes.plots]
    plots.sort(key=lambda plot: (plot.axis, _DEPTH[plot.mark]))
    chart = _chart(spec, tuple(plots), categories.axis, axes, resolving, annotations=annotations)
    readings = [one for data in layers for one in readings_of(data, categories, resolving)]
    return replace(
        chart,
        guides=guides_of(spec, categories, resolving),
        readings=tuple(readings),
        columns=(*columns, *changes.columns),
    )


def _scatter(spec: ChartSpec, layers: Sequence[LayerData], resolving: Resolving) -> Chart | None:
    axes = scatter_axes(layers, resolving, heights_of(spec))
    return None if axes is None else scatter_chart(spec, layers, axes, resolving)


def scatter_chart(
    spec: ChartSpec, layers: Sequence[LayerData], axes: tuple[ValueAxis, ValueAxis], resolving: Resolving
) -> Chart | None:
    """The scatter of layers on their axes; faults are told and give None."""
    palette = SeriesColors(resolving, layers)
    plots = [scatter_plot(data, palette) for data in layers]
    if any(plot is None for plot in plots):
        return None
    x_axis, y_axis = axes
    found = tuple(_named([plot for plot in plots if plot is not None]))
    annotations = annotations_of(spec, None, found, resolving)
    chart = _chart(
        spec, found, CategoryAxis(labels=(), title=x_axis.title), (y_axis,), resolving, annotations=annotations
    )
    sizes = size_title(layers[0], resolving)
    return replace(chart, x_axis=x_axis, sizes=sizes, guides=guides_of(spec, None, resolving))


def _chart(
    spec: ChartSpec,
    plots: tuple[Plot, ...],
    categories: CategoryAxis,
    axes: tuple[ValueAxis, ...],
    resolving: Resolving,
    *,
    annotations: tuple[Annotation, ...],
) -> Chart:
    text = resolving.text
    return Chart(
        name=spec.name,
        alt=text(spec.alt).text,
        plots=plots,
        categories=categories,
        axes=axes,
        annotations=annotations,
        title=text(spec.title).text if spec.title else "",
        caption=text(spec.caption) if spec.caption else None,
        note=text(spec.note) if spec.note else None,
        source=text(spec.source) if spec.source else None,
    )


def _has_numbers(spec: ChartSpec, plots: Sequence[Plot], resolving: Resolving) -> bool:
    if any(point.value is not None for plot in plots for series in plot.series for point in series.points):
        return True
    resolving.report.error("RD609", f"the chart `{spec.name}` has no values to draw", spec.span)
    return False


def _is_whole(data: LayerData, resolving: Resolving) -> bool:
    """Whether the parts of a ring make a whole: none negative or missing, not all zero."""
    values = [value.raw for value in data.cells.values()]
    problem = ""
    if any(value is None for value in values):
        problem = "a part of the doughnut has no value"
    elif any(value < 0 for value in values):
        problem = "a part of the doughnut is negative"
    elif not any(values):
        problem = "all parts of the doughnut are zero"
    if problem:
        resolving.report.error(
            "RD612", problem, data.measure.span, hint="a doughnut shows the parts of a whole; draw bars instead"
        )
    return not problem


def _named(plots: Sequence[Plot]) -> list[Plot]:
    """Names beside the series only where an axis has several: a single one is named by its axis' title."""
    counts: dict[int, int] = {}
    for plot in plots:
        shown = [series for series in plot.series if not series.tint and not series.silent]
        counts[plot.axis] = counts.get(plot.axis, 0) + len(shown)

    def named(series: Series, axis: int) -> Series:
        if series.tint or series.silent or counts[axis] == 1:
            return replace(series, direct_label="")
        return replace(series, direct_label=series.direct_label or series.name)

    return [replace(plot, series=tuple(named(series, plot.axis) for series in plot.series)) for plot in plots]
