"""The plot of a scatter: points over numbers on both axes, their discs as large as a third one says."""

from __future__ import annotations

from typing import Any

from ria_deck.model.chart import Mark, Plot, Point, Series
from ria_deck.resolve.charts.axes import format_of
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.series import name_of
from ria_deck.resolve.charts.series_colors import SeriesColors


def scatter_plot(data: LayerData, palette: SeriesColors) -> Plot | None:
    """The plot of a scatter."""
    colors = palette.of_layer(data, len(data.series))
    if colors is None:
        return None
    form = format_of(data, palette.resolving)
    series = tuple(
        Series(
            name=name_of(data, key, palette.resolving),
            color=color,
            points=_scattered(data, key, color),
            direct_label=data.names[key] if key is not None else "",
            format=form.code([y.raw for _, y, own in data.pairs if own == key]),
        )
        for key, color in zip(data.series, colors, strict=True)
    )
    return Plot(mark=Mark.POINT, series=series)


def _scattered(data: LayerData, key: Any, color: str) -> tuple[Point, ...]:
    """The points of a series; small discs stand before large ones."""
    found = [
        Point(value=y, x=x, marker=color, label=name, size=size)
        for (x, y, own), name, size in zip(data.pairs, data.point_names, data.sizes, strict=True)
        if own == key
    ]
    return tuple(sorted(found, key=lambda point: -float(point.size) if point.size is not None else 0.0))


def sizes_are_sound(data: LayerData, resolving: Resolving) -> bool:
    """Whether areas can show what the author wants them to; what they can't is told."""
    size = data.layer.encoding.get("size")
    if size is None:
        return True
    if not data.pairs:
        hint = "show the number on an axis, or in a label"
        resolving.report.error("RD618", "sizes of points need numbers on both axes", size.span, hint=hint)
        return False
    if any(value is not None and value.raw < 0 for value in data.sizes):
        hint = "filter such rows out"
        resolving.report.error("RD618", "the area of a disc can't show a negative number", size.span, hint=hint)
        return False
    return True
