"""Resolve a `{chart}` with `facet`, `column` or `row` into panels that share categories, series, colours and scale.

Every layer is read once for each panel. What the panels share is read from the rows of all of them together. A native
chart chooses its bounds from its own numbers, so each panel has the least and greatest number of all in a series that
isn't drawn: bounds are alike, and a higher number that somebody types raises its panel's axis instead of being cut off.
Lying bars and scatters, which have no place for such a series, have fixed bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ria_deck.content.specs.figures import ChartSpec, FacetSpec, LayerSpec
from ria_deck.model.chart import Chart, Mark, Plot, Point, Series
from ria_deck.model.kpi import Multiples
from ria_deck.model.text import plain
from ria_deck.model.value import Value
from ria_deck.resolve.charts.axes import Drawn, extremes, scatter_axes, value_axes
from ria_deck.resolve.charts.categories import Categories, categories_of
from ria_deck.resolve.charts.chart import categorical_chart, drawn_on, layers_of, scatter_chart
from ria_deck.resolve.charts.guides import heights_of
from ria_deck.resolve.charts.layer_data import LayerData, Resolving, tell_nameless, word_of
from ria_deck.resolve.charts.left_out import in_order
from ria_deck.resolve.charts.transforms import known_column, passing
from ria_deck.resolve.transforms.time_forms import moments_of

MOST_PANELS = 24
SCALE = "(scale)"  # the head of its column in the workbook


def resolve_multiples(spec: ChartSpec, resolving: Resolving) -> Multiples | None:
    """The panels, not yet laid out; faults are told in the report and give None."""
    facet = spec.facet
    assert facet is not None, "only charts with a facet have panels"
    values = _values(spec, facet, resolving)
    if values is None:
        return None
    read = [layers_of(_panel_spec(spec, facet, raw, resolving), resolving) for raw in values]
    panels = [layers for layers in read if layers is not None]
    if len(panels) < len(read):
        return None
    panels = _with_all_series(panels)
    charts = _scatters(spec, panels, resolving) if panels[0][0].pairs else _categoricals(spec, panels, resolving)
    if charts is None or resolving.report.failed:
        return None
    return _finished(spec, facet, charts, list(values.values()), resolving)


def _values(spec: ChartSpec, facet: FacetSpec, resolving: Resolving) -> dict[Any, str] | None:
    """The panels' values in order, with their words."""
    words: dict[Any, str] = {}
    for layer in spec.layers:
        found = _words_in(layer, facet, resolving)
        if found is None:
            return None
        words = {**found, **words}
    if len(words) > MOST_PANELS:
        hint = "filter to fewer, or group them by a coarser column"
        told = f"`{facet.field}` makes {len(words)} panels; the limit is {MOST_PANELS}"
        resolving.report.error("RD633", told, facet.span, hint=hint)
        return None
    return {raw: words[raw] for raw in _ordered(list(words), words, facet, resolving)}


def _words_in(layer: LayerSpec, facet: FacetSpec, resolving: Resolving) -> dict[Any, str] | None:
    """The values that a layer has rows for, with their words; faults are told and give None."""
    table = resolving.tables(layer)
    if table is None or not known_column(facet.field, facet.span, layer, table, resolving.report):
        return None
    chosen = passing(layer, table, resolving.holds, resolving.report)
    if chosen is None:
        return None
    rows: dict[Any, Mapping[str, Value]] = {}
    for row in map(table.rows.__getitem__, chosen):
        rows.setdefault(row[facet.field].raw, row)
    if None in rows:
        tell_nameless(layer, facet.field, facet.span, resolving.report)
        return None
    channel = replace(next(iter(layer.encoding.values())), field=facet.field, format="", axis_format="")
    return {raw: word_of(row, channel, table, resolving) for raw, row in rows.items()}


def _ordered(raws: list[Any], words: dict[Any, str], facet: FacetSpec, resolving: Resolving) -> list[Any]:
    """The author's order; without one, numbers and time go up and names keep the table's order."""
    if facet.sort_values:
        return in_order(facet, raws, resolving)
    ranks = _ranks(raws)
    if ranks is None and not facet.sort:
        return raws
    return sorted(raws, key=(ranks or words).__getitem__, reverse=facet.sort == "descending")


def _ranks(raws: list[Any]) -> Mapping[Any, Any] | None:
    """What numbers and moments are sorted by; None for names."""
    if all(isinstance(raw, int | float) and not isinstance(raw, bool) for raw in raws):
        return {raw: raw for raw in raws}
    return moments_of(raws)


def _panel_spec(spec: ChartSpec, facet: FacetSpec, raw: Any, resolving: Resolving) -> ChartSpec:
    """The chart of one panel: layers without a row for it are left out."""
    layers = [replace(one, filters=(*one.filters, {"field": facet.field, "equal": raw})) for one in spec.layers]
    return replace(spec, layers=tuple(one for one in layers if _has_rows(one, resolving)))


def _has_rows(layer: LayerSpec, resolving: Resolving) -> bool:
    table = resolving.tables(layer)
    return table is not None and bool(passing(layer, table, resolving.holds, resolving.report))


def _with_all_series(panels: Sequence[list[LayerData]]) -> list[list[LayerData]]:
    """The panels, each layer with the series of all of them, so that each has its colour everywhere."""
    every: dict[Any, dict[Any, str]] = {}
    for data in (data for layers in panels for data in layers):
        names = every.setdefault(data.layer.span, {})
        names.update({key: data.names.get(key, "") for key in data.series if key not in names})

    def whole(data: LayerData) -> LayerData:
        names = every[data.layer.span]
        return replace(data, series=tuple(names), names={**names, **data.names})

    return [[whole(data) for data in layers] for layers in panels]


def _categoricals(spec: ChartSpec, panels: Sequence[Sequence[LayerData]], resolving: Resolving) -> list[Chart] | None:
    categories = categories_of(spec, _together(panels), resolving)
    if categories is None:
        return None
    found = [drawn_on(spec, layers, categories, resolving) for layers in panels]
    drawn = [one for one in found if one is not None]
    if len(drawn) < len(found):
        return None
    ends = [number for one in drawn for number in _ends(one)]
    axes = value_axes(_of_all(drawn[0], panels), resolving, [*heights_of(spec), *ends])
    if axes is None:
        return None
    lying = panels[0][0].horizontal
    axes = tuple(replace(axis, fixed=axis.fixed or lying) for axis in axes)
    charts: list[Chart] = []
    for number, one in enumerate(drawn):
        chart = categorical_chart(_worded(spec, number), one, categories, axes, resolving)
        if chart is None:
            return None
        charts.append(chart if lying else _scaled(chart, ends, categories))
    return charts


def _of_all(drawn: Sequence[Drawn], panels: Sequence[Sequence[LayerData]]) -> list[Drawn]:
    """The plots of one panel with the numbers of all, whose form the axis has."""
    merged = _together(panels)
    by_layer = {data.layer.span: data for data in merged}
    return [replace(one, data=by_layer[one.data.layer.span]) for one in drawn]


def _together(panels: Sequence[Sequence[LayerData]]) -> list[LayerData]:
    """Each layer with the numbers of all panels, those of one point summed: categories go in the order of the sums."""
    merged: dict[Any, LayerData] = {}
    for data in (data for layers in panels for data in layers):
        first = merged.setdefault(data.layer.span, replace(data, cells={}, names={}, sort_by={}, pairs=()))
        cells = dict(first.cells)
        for key, value in data.cells.items():
            known = cells.get(key)
            both = known is not None and known.raw is not None and value.raw is not None
            cells[key] = replace(value, raw=known.raw + value.raw) if known is not None and both else known or value
        merged[data.layer.span] = replace(
            first,
            cells=cells,
            names={**data.names, **first.names},
            sort_by={**data.sort_by, **first.sort_by},
            pairs=(*first.pairs, *data.pairs),
            categories=tuple(dict.fromkeys([*first.categories, *data.categories])),
        )
    return list(merged.values())


def _ends(drawn: Iterable[Drawn]) -> list[float]:
    """The least and the greatest number that the plots of a panel reach."""
    numbers = [number for one in drawn for number in extremes(one.plot)]
    return [min(numbers), max(numbers)] if numbers else []


def _scaled(chart: Chart, ends: Sequence[float], categories: Categories) -> Chart:
    """The chart with the ends of all panels in a series that isn't drawn."""
    if chart.axes[0].fixed or not ends:
        return chart
    wanted = [max(ends), *([min(ends)] if min(ends) < 0 and len(categories.raws) > 1 else [])]
    values = [*map(_plain, wanted), *([None] * (len(categories.raws) - len(wanted)))]
    points = tuple(Point(value=None if value is None else Value(raw=value)) for value in values)
    form = chart.plots[0].series[0].format
    series = Series(name=SCALE, color="grey", points=points, format=form, hidden=True, silent=True)
    return replace(chart, plots=(*chart.plots, Plot(mark=Mark.LINE, series=(series,))))


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _scatters(spec: ChartSpec, panels: Sequence[Sequence[LayerData]], resolving: Resolving) -> list[Chart] | None:
    axes = scatter_axes(_together(panels), resolving, heights_of(spec))
    if axes is None:
        return None
    fixed = (replace(axes[0], fixed=True), replace(axes[1], fixed=True))
    found = [scatter_chart(_worded(spec, number), layers, fixed, resolving) for number, layers in enumerate(panels)]
    charts = [chart for chart in found if chart is not None]
    return charts if len(charts) == len(found) else None


def _worded(spec: ChartSpec, number: int) -> ChartSpec:
    """The panel's spec: words at rules and spans stand in the first, title, caption, note and source at the whole."""
    guides = spec.guides if number == 0 else tuple(replace(guide, text=None) for guide in spec.guides)
    return replace(spec, guides=guides, title=None, caption=None, note=None, source=None)


def _finished(
    spec: ChartSpec, facet: FacetSpec, charts: Sequence[Chart], titles: Sequence[str], resolving: Resolving
) -> Multiples:
    text, tag = resolving.text, resolving.formatter.language.tag
    alt = text(spec.alt).text
    panels = tuple(
        replace(
            chart,
            name=f"{spec.name}-{number}",
            title=title,
            alt=f"{title}: {alt}",
            caption=plain(title, tag),
        )
        for number, (chart, title) in enumerate(zip(charts, titles, strict=True), start=1)
    )
    return Multiples(
        name=spec.name,
        alt=alt,
        panels=panels,
        columns=facet.columns,
        unit=panels[0].axes[0].title,
        key=_key(panels),
        title=text(spec.title).text if spec.title else "",
        caption=text(spec.caption) if spec.caption else None,
        note=text(spec.note) if spec.note else None,
        source=text(spec.source) if spec.source else None,
    )


def _key(panels: Sequence[Chart]) -> tuple[tuple[str, str], ...]:
    """The series that panels have, with their colours, where they have several; each is named once for all panels."""
    shown = [one for chart in panels for plot in chart.plots for one in plot.series if not one.tint and not one.silent]
    names = {one.name: one.color for one in shown}
    return tuple(names.items()) if len(names) > 1 else ()
