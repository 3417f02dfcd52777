"""Reference lines and shaded spans: where an author's values stand among the categories and numbers of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ria_deck.content.specs.figures import GuideSpec
from ria_deck.content.specs.slides import ChartSpec
from ria_deck.model.chart import Guide, PlacedAnnotation, PlacedSpan, PlacedText, Rect
from ria_deck.model.chart_frame import Frame
from ria_deck.resolve.charts.annotations import place_of
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import Resolving
from ria_deck.resolve.labels.occupancy import Ground, Setter, ink


def guides_of(spec: ChartSpec, categories: Categories | None, resolving: Resolving) -> tuple[Guide, ...]:
    """The guides of a chart; one at something that isn't on it is reported."""
    found = (_guide(written, categories, resolving) for written in spec.guides)
    return tuple(guide for guide in found if guide is not None)


def heights_of(spec: ChartSpec) -> list[float]:
    """The numbers on the value axis that guides stand at: the axis has to reach them."""
    return [float(number) for guide in spec.guides for number in (guide.y, guide.y2) if _is_number(number)]


def _guide(written: GuideSpec, categories: Categories | None, resolving: Resolving) -> Guide | None:
    text = resolving.text(written.text).text if written.text else ""
    color = written.color or ("accent" if written.shaded else "ink")
    if written.color and written.color not in resolving.theme.colors:
        resolving.report.error("RD608", f"the theme has no colour `{written.color}`", written.span)
        return None
    if written.y is not None:
        return _at_numbers(written, text, color, resolving)
    places = [_place(x, categories, written, resolving) for x in (written.x, written.x2) if x is not None]
    known = sorted(place for place in places if place is not None)
    if len(known) < len(places):
        return None
    if written.shaded:
        return Guide(span=True, start=known[0][0], end=known[-1][1], text=text, color=color)
    return Guide(span=False, start=(known[0][0] + known[0][1]) / 2, end=None, text=text, color=color)


def _at_numbers(written: GuideSpec, text: str, color: str, resolving: Resolving) -> Guide | None:
    """A guide at one number, or from one to another."""
    numbers = [number for number in (written.y, written.y2) if number is not None]
    wrong = [number for number in numbers if not _is_number(number)]
    if wrong:
        resolving.report.error("RD617", f"`{wrong[0]}` is not a number", written.span)
        return None
    low, high = float(min(numbers)), float(max(numbers))
    return Guide(span=written.shaded, low=low, high=high if written.shaded else None, text=text, color=color)


def _place(
    x: Any, categories: Categories | None, written: GuideSpec, resolving: Resolving
) -> tuple[float, float] | None:
    """Where a value on the horizontal axis begins and ends: a category of a band its band, others a place."""
    if categories is None:
        if _is_number(x):
            return float(x), float(x)
        resolving.report.error("RD617", f"`{x}` is not a number", written.span)
        return None
    place = place_of(x, categories)
    if place is None:
        shown = ", ".join(categories.axis.labels[:6]) + (" …" if len(categories.raws) > 6 else "")
        resolving.report.error("RD617", f"`{x}` is not on the chart", written.span, hint=f"its categories: {shown}")
        return None
    index, offset, exact = place
    half = 0.5 if exact and categories.axis.between else 0.0
    return index + offset - half, index + offset + half


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def spans_of(frame: Frame) -> tuple[PlacedSpan, ...]:
    """The shaded spans in their places, within the plot."""
    return tuple(PlacedSpan(box=_box(guide, frame), color=guide.color) for guide in frame.chart.guides if guide.span)


def place_guides(ground: Ground, frame: Frame, setter: Setter) -> tuple[list[PlacedAnnotation], list[str]]:
    """The lines of guides and the words of all guides, and the words without room."""
    found: list[PlacedAnnotation] = []
    crowded: list[str] = []
    for guide in frame.chart.guides:
        box = _box(guide, frame)
        line = None if guide.span else (box.x, box.y, box.right, box.bottom)
        text = next((one for one in _options(guide, box, frame, setter) if ground.free(ink(one), air=0.3)), None)
        if text is not None:
            ground.take(text)
        elif guide.text:
            crowded.append(guide.text)
        if line is not None:
            ground.strokes.append(line)
        if line is not None or text is not None:
            blank = PlacedText(text="", box=box, size=setter.size, color="ink")
            found.append(PlacedAnnotation(text=text or blank, rule=line, dashed=True))
    return found, crowded


def _box(guide: Guide, frame: Frame) -> Rect:
    """The rectangle of a span, or that of a line, which has no width or no height."""
    plot = frame.layout.plot
    numbers = guide.low is not None
    ends = _ends_of_numbers(guide, frame) if numbers else _ends_of_places(guide, frame)
    if numbers != frame.horizontal:  # one above the other
        return Rect(x=plot.x, y=min(ends), width=plot.width, height=max(ends) - min(ends))
    return Rect(x=min(ends), y=plot.y, width=max(ends) - min(ends), height=plot.height)


def _ends_of_numbers(guide: Guide, frame: Frame) -> list[float]:
    return [frame.along(end, frame.chart.axes[0]) for end in (guide.low, guide.high) if end is not None]


def _ends_of_places(guide: Guide, frame: Frame) -> list[float]:
    """Where a guide at categories, or at numbers of a scatter's x, begins and ends within the plot."""
    plot, axis = frame.layout.plot, frame.chart.x_axis
    places = [place for place in (guide.start, guide.end) if place is not None]
    ends = [frame.middle(place) if axis is None else frame.across(place, axis) for place in places]
    low, high = (plot.y, plot.bottom) if frame.horizontal else (plot.x, plot.right)
    return [min(max(end, low), high) for end in ends]


def _options(guide: Guide, box: Rect, frame: Frame, setter: Setter) -> Iterator[PlacedText]:
    """Places for the words, the best first: at the ends of a lying line, beside a standing one, in a span's top."""
    if not guide.text:
        return
    air, line = 0.3 * setter.size, setter.line
    lying = (guide.low is not None) != frame.horizontal
    tops: Sequence[float]
    sides: Sequence[tuple[float, str]]
    if guide.span:
        text = setter.wrapped(guide.text, max(box.width - 2 * air, 0.0), most=3) or guide.text
        tops = (box.y + 0.1 * line, box.bottom - setter.height(text) - 0.1 * line)
        sides = ((box.x + box.width / 2, "center"), (box.x + air, "start"), (box.right - air, "end"))
    elif lying:
        text = guide.text
        tops = (box.y - line - 0.1 * line, box.y + 0.1 * line)
        middle = box.x + box.width / 2
        sides = ((box.right, "end"), (box.x + air, "start"), (middle, "center"))
    else:
        text = setter.wrapped(guide.text, frame.layout.width - box.x - air, most=3) or guide.text
        tops = (box.y, box.bottom - setter.height(text) - 0.2 * line)
        sides = ((box.x + air, "start"), (box.x - air, "end"))
    for top in tops:
        for x, align in sides:
            placed = setter.put(text, x, top, "ink", align=align)
            if placed.box.x >= 0 and placed.box.right <= frame.layout.width + 0.01:
                yield placed
