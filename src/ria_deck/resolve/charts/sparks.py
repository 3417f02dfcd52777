"""Lay out a spark: a small chart without value axis, of whose years, months or days the first and the last are named.

Other categories have no names there: only a time axis leaves labels out alike in every renderer.
"""

from __future__ import annotations

from ria_deck.model.chart import Chart, ChartLayout, Rect
from ria_deck.model.chart_frame import Frame
from ria_deck.model.look import LOOK
from ria_deck.resolve.charts.margins import BELOW
from ria_deck.resolve.labels.occupancy import Setter

_APART = 1.0  # of the label size, between the two names
_GAP = 35  # space between bars in percent of a bar
_AIR = 1.0  # points around the dot at the end


def place_spark(chart: Chart, width: float, height: float, setter: Setter) -> ChartLayout:
    """The layout in a figure of `width` × `height` points; names that have no room are left out."""
    names = chart.categories.labels
    ends = (names[0], names[-1])[: len(names)]
    wide = [setter.width(name) for name in ends]
    thinned = len(names) > len(ends)
    named = (chart.categories.time is not None or not thinned) and sum(wide) + _APART * setter.size <= width
    radius = setter.size * LOOK.marker + _AIR
    left, right = (max(radius, wide[0] / 2), max(radius, wide[-1] / 2)) if named else (radius, radius)
    if chart.categories.between:
        band = width / len(names)
        left, right = max(left - band / 2, 0.0), max(right - band / 2, 0.0)
    below = (BELOW * setter.size + setter.line) if named else 0.0
    plot = Rect(x=left, y=radius, width=width - left - right, height=height - radius - below)
    layout = ChartLayout(
        width=width,
        height=height,
        plot=plot,
        label_size=setter.size,
        gap_width=_GAP,
        skip=max(len(names) - 1, 1),
    )
    frame = Frame(chart=chart, layout=layout)
    places = [frame.middle(0), frame.middle(len(names) - 1)]
    top = plot.bottom + BELOW * setter.size
    labels = tuple(
        setter.put(name, at, top, "grey", align="center") for name, at in zip(ends, places, strict=False) if named
    )
    return ChartLayout(
        width=width,
        height=height,
        plot=plot,
        label_size=setter.size,
        gap_width=_GAP,
        skip=layout.skip,
        category_labels=labels,
    )
