"""Resolve a `{kpi}` block into its figures, not yet laid out."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.specs.figures import ChartSpec
from ria_deck.content.specs.kpi import KeyFigureSpec, KpiSpec
from ria_deck.model.chart import Chart, Mark, Series
from ria_deck.model.kpi import KeyFigure, Kpi
from ria_deck.model.text import Paragraph
from ria_deck.resolve.charts.block import chart_block
from ria_deck.resolve.context import Context
from ria_deck.resolve.palette import known_role
from ria_deck.resolve.text import optional_text, required_text


def resolve_kpi(spec: KpiSpec, context: Context) -> Kpi | None:
    """The key figures; faults are told in the report and give None."""
    figures = [_figure(figure, context) for figure in spec.figures]
    found = tuple(figure for figure in figures if figure is not None)
    return Kpi(name=spec.name, figures=found) if len(found) == len(figures) else None


def _figure(spec: KeyFigureSpec, context: Context) -> KeyFigure | None:
    color = known_role(spec.color, context.theme, context.report, spec.color_span)
    drawn = spec.spark if color is not None or spec.spark is None else _uncolored(spec.spark)  # told once
    spark = chart_block(drawn, context) if drawn is not None else None
    value = required_text(spec.value, context, "the figure's value")
    label = required_text(spec.label, context, "the figure's label")
    change, note, source = (optional_text(text, context) for text in (spec.change, spec.note, spec.source))
    if color is None or (spark is None and spec.spark is not None):
        return None
    spark = _as_spark(spark, label) if spark is not None else None
    return KeyFigure(value=value, label=label, color=color, change=change, note=note, source=source, spark=spark)


def _uncolored(spark: ChartSpec) -> ChartSpec:
    return replace(spark, layers=tuple(replace(layer, color="") for layer in spark.layers))


def _as_spark(chart: Chart, label: Paragraph) -> Chart:
    """The chart without axes, a dot at its last point; where nobody says what it shows, the figure's label does."""
    plots = tuple(
        replace(plot, series=tuple(_with_last_dot(series) for series in plot.series))
        if plot.mark is Mark.LINE
        else plot
        for plot in chart.plots
    )
    names = chart.categories.labels
    ends = f"{names[0]} – {names[-1]}" if len(names) > 1 else names[0]
    alt = chart.alt or f"{label.text}: {ends}"
    bars = any(plot.mark is Mark.BAR for plot in plots)
    categories = replace(chart.categories, between=bars)
    return replace(chart, plots=plots, categories=categories, alt=alt, caption=label, spark=True)


def _with_last_dot(series: Series) -> Series:
    last = max((index for index, point in enumerate(series.points) if point.value is not None), default=-1)
    points = (replace(point, marker=series.color if index == last else "") for index, point in enumerate(series.points))
    return replace(series, points=tuple(points))
