"""Turn laid out charts and timelines around for languages that are written from right to left.

A layout is made from left to right and reflected as a whole: axes, names, notes and numbers keep clear of each other as they
were placed. What has a direction of its own stays: rings run clockwise, the x axis of a scatter goes up to the right,
maps are where they are; only their titles change sides.
"""

from __future__ import annotations

from dataclasses import replace

from ria_deck.model.chart import Chart, ChartLayout, LabelPlace, PlacedText, Rect
from ria_deck.model.chart_frame import is_ring
from ria_deck.model.timeline import TimelineFlag, TimelineLayout

_SIDES = {"start": "end", "end": "start"}
_PLACES = {LabelPlace.LEFT: LabelPlace.RIGHT, LabelPlace.RIGHT: LabelPlace.LEFT}


def mirrored_chart(chart: Chart, layout: ChartLayout) -> ChartLayout:
    """The layout of a chart the other way round."""
    width = layout.width
    turned = replace(layout, title=_text(layout.title, width))
    if is_ring(chart.plots) or chart.x_axis is not None:
        return turned
    return replace(
        turned,
        mirrored=True,
        plot=_box(layout.plot, width),
        axis_titles=tuple(_text(title, width) for title in layout.axis_titles),
        category_title=_text(layout.category_title, width),
        tick_labels=tuple(_texts(labels, width) for labels in layout.tick_labels),
        category_labels=_texts(layout.category_labels, width),
        series_labels=tuple(replace(one, text=mirrored_words(one.text, width)) for one in layout.series_labels),
        data_labels=tuple(
            replace(one, text=mirrored_words(one.text, width), place=_PLACES.get(one.place, one.place))
            for one in layout.data_labels
        ),
        annotations=tuple(
            replace(one, text=mirrored_words(one.text, width), rule=_line(one.rule, width) if one.rule else None)
            for one in layout.annotations
        ),
        spans=tuple(replace(one, box=_box(one.box, width)) for one in layout.spans),
    )


def mirrored_timeline(layout: TimelineLayout) -> TimelineLayout:
    """The layout of a timeline whose time runs from right to left."""
    width = layout.width
    return replace(
        layout,
        band=_box(layout.band, width),
        ticks=tuple((width - x, _text(words, width)) for x, words in layout.ticks),
        flags=tuple(_flag(flag, width) for flag in layout.flags),
        bars=tuple(
            replace(bar, box=_box(bar.box, width), label=_text(bar.label, width), dates=_text(bar.dates, width))
            for bar in layout.bars
        ),
        legend=_texts(layout.legend, width),
    )


def _flag(flag: TimelineFlag, width: float) -> TimelineFlag:
    x, y, radius = flag.dot
    return replace(
        flag,
        dot=(width - x, y, radius),
        stem=_line(flag.stem, width),
        date=mirrored_words(flag.date, width),
        label=mirrored_words(flag.label, width),
    )


def _texts(placed: tuple[PlacedText, ...], width: float) -> tuple[PlacedText, ...]:
    return tuple(mirrored_words(text, width) for text in placed)


def _text(placed: PlacedText | None, width: float) -> PlacedText | None:
    return None if placed is None else mirrored_words(placed, width)


def mirrored_words(placed: PlacedText, width: float) -> PlacedText:
    """A text at its place the other way round."""
    return replace(placed, box=_box(placed.box, width), align=_SIDES.get(placed.align, placed.align))


def _box(box: Rect, width: float) -> Rect:
    return replace(box, x=width - box.x - box.width)


def _line(line: tuple[float, float, float, float], width: float) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = line
    return width - x1, y1, width - x2, y2
