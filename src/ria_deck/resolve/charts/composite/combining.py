"""Layers in one chart: which of them go together, on which axis each stands, bars of several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.content.specs.slides import ChartSpec
from ria_deck.model.chart import Mark, Plot, Stacking
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.scatter import sizes_are_sound


def merged_layers(layers: Sequence[LayerData]) -> list[LayerData]:
    """The layers without a line over an area of the same numbers: an area has its line already.

    What only the line says (labels, name, colour, breaks) goes to the area.
    """
    merged: list[LayerData] = []
    for data in layers:
        twin = next((i for i, other in enumerate(merged) if _is_line_over(data, other)), None)
        if twin is None:
            merged.append(data)
            continue
        area, line = merged[twin].layer, data.layer
        both = replace(
            area,
            labels=area.labels or line.labels,
            name=area.name or line.name,
            color=line.color or area.color,
            breaks=area.breaks or line.breaks,
        )
        merged[twin] = replace(merged[twin], layer=both, hatched=merged[twin].hatched | data.hatched)
    return merged


def _is_line_over(data: LayerData, other: LayerData) -> bool:
    if (data.layer.mark, other.layer.mark) != (Mark.LINE, Mark.AREA) or data.pairs or len(other.series) > 1:
        return False
    own = {key: value.raw for key, value in data.cells.items()}
    return own == {key: value.raw for key, value in other.cells.items()}


def go_together(layers: Sequence[LayerData], resolving: Resolving) -> bool:
    """Whether one chart can hold the layers: a ring stands alone, bars lie or stand, a scatter has numbers on both."""
    faults = {
        "a doughnut can't be combined with other marks": len(layers) > 1
        and any(d.layer.mark is Mark.ARC for d in layers),
        "horizontal bars can't be combined with other marks": len({data.horizontal for data in layers}) > 1
        or (layers[0].horizontal and any(data.layer.mark is not Mark.BAR for data in layers)),
        "points on numeric axes can't be combined with categories": len({bool(data.pairs) for data in layers}) > 1,
    }
    for data in layers:
        if not sizes_are_sound(data, resolving):
            return False
        if not data.pairs and (text := data.layer.encoding.get("text")):
            hint = "write `labels: all` to show the numbers at the points"
            resolving.report.error("RD618", "labels at points need numbers on both axes", text.span, hint=hint)
            return False
    for fault, there in faults.items():
        if there:
            resolving.report.error("RD618", fault, layers[-1].layer.span, hint="split it into two charts")
    return not any(faults.values())


def axes_of(spec: ChartSpec, layers: Sequence[LayerData], resolving: Resolving) -> list[int] | None:
    """The value axis of each layer: with independent axes, layers over one column share one."""
    if not spec.independent_y:
        return [0] * len(layers)
    columns = list(dict.fromkeys((data.layer.data, data.measure.field) for data in layers))
    places = [columns.index((data.layer.data, data.measure.field)) for data in layers]
    if len(columns) > 2:
        resolving.report.error(
            "RD619",
            f"{len(columns)} value axes, but a chart has only two sides",
            layers[-1].layer.span,
            hint="split it into two charts",
        )
        return None
    bars = {place for data, place in zip(layers, places, strict=True) if data.layer.mark is Mark.BAR}
    if len(bars) > 1 or (layers[0].horizontal and len(columns) > 1):
        resolving.report.error(
            "RD618",
            "bars on two axes would cover each other",
            layers[-1].layer.span,
            hint="draw one of them as a line",
        )
        return None
    return places


def clustered(plots: Sequence[Plot], layers: Sequence[LayerData], resolving: Resolving) -> list[Plot] | None:
    """The plots, with the bars of all layers beside each other in one: bars over bars would hide each other."""
    bars = [plot for plot in plots if plot.mark is Mark.BAR]
    if len(bars) < 2:
        return list(plots)
    if any(plot.stacking is not Stacking.NONE for plot in bars):
        resolving.report.error(
            "RD618",
            "stacked bars can't be combined with other bars",
            [data.layer.span for data in layers if data.layer.mark is Mark.BAR][-1],
            hint="put the numbers into one column and their group into another (`color`), or write `stack: none`",
        )
        return None
    together = replace(
        bars[0],
        series=tuple(series for plot in bars for series in plot.series),
        labels_asked=any(plot.labels_asked for plot in bars),
    )
    return [together if plot is bars[0] else plot for plot in plots if plot is bars[0] or plot not in bars]
