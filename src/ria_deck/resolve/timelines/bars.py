"""Places for what lasts: bars over the band of time, from their first day to their last, in as few lanes as hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.timeline import TimelineBar, TimelineEvent
from ria_deck.resolve.labels.occupancy import Setter

MORE = 0.55  # em: what a bar is higher than its words
BETWEEN = 0.3  # em: from lane to lane
MOST_LINES = 3
OVER = 0.3  # em: from the band to the first lane
INSIDE = 0.5  # em: from a bar's edge to its words
BESIDE = 0.4  # em: from a bar to words that have no room in it
AIR = 0.5  # em: between two bars of a lane
LEAST = 2.0  # points: the shortest bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars with their tops counted up from the band's upper edge (y is negative); `height` is that of all lanes, `cut` how
    many bars have no room for their words, `words` are the stretches of words beside bars, which nothing may cross."""

    bars: tuple[TimelineBar, ...] = ()
    height: float = 0.0
    cut: int = 0
    words: tuple[tuple[float, float], ...] = ()

    def on(self, band: Rect) -> tuple[TimelineBar, ...]:
        """The bars over a band."""
        return tuple(
            TimelineBar(box=_moved(bar.box, band.y), label=_text(bar.label, band.y), dates=_text(bar.dates, band.y))
            for bar in self.bars
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _BarInLane:
    """A bar at the top of its lane, which has no height yet."""

    bar: TimelineBar
    lane: int
    high: float


def place_bars(spans: Sequence[TimelineEvent], at: Callable[[int], float], width: float, setter: Setter) -> Bars:
    """A bar for each span, the first ones lowest. `at` gives the x of a day."""
    lanes: list[list[tuple[float, float]]] = []
    drafts: list[_BarInLane] = []
    words: list[tuple[float, float]] = []
    size = setter.size
    for span in spans:
        assert span.end is not None, "spans have an end"
        x = at(span.day)
        bar = _bar(span, x, max(at(span.end) - x, LEAST), width, setter)
        taken = (bar.box.x, bar.box.right)
        if bar.label is not None:
            taken = (min(taken[0], bar.label.box.x), max(taken[1], bar.label.box.right))
            words += [(bar.label.box.x, bar.label.box.right)] * (not bar.inside)
        drafts.append(_BarInLane(bar=bar, lane=_free(lanes, taken, AIR * size), high=bar.box.height))
    tops: list[float] = []
    height = OVER * size
    for lane in range(len(lanes)):
        height += max(draft.high for draft in drafts if draft.lane == lane) + BETWEEN * size
        tops.append(-height + BETWEEN * size)
    placed = [(draft.bar, tops[draft.lane]) for draft in drafts]
    return Bars(
        bars=tuple(
            TimelineBar(box=_moved(bar.box, top), label=_text(bar.label, top), dates=_text(bar.dates, top))
            for bar, top in placed
        ),
        height=height if lanes else 0.0,
        cut=sum(draft.bar.label is None for draft in drafts),
        words=tuple(words),
    )


def _bar(span: TimelineEvent, x: float, long: float, width: float, setter: Setter) -> TimelineBar:
    """The bar with its words in one line, else to the right of it, else in two lines, to the left of it, in three; without
    words where these have no room."""
    size, text = setter.size, span.label.text
    box = Rect(x=x, y=0.0, width=long, height=setter.line + MORE * size)
    wide, room = setter.width(text, bold=True), long - 2 * INSIDE * size
    middle, color = box.height / 2, setter.on(span.color)
    if wide <= room:
        label = setter.middle(text, x + INSIDE * size, middle, color, bold=True)
        return TimelineBar(box=box, label=label, dates=_dates(span, box, label, setter))
    if box.right + BESIDE * size + wide <= width:
        return TimelineBar(box=box, label=setter.middle(text, box.right + BESIDE * size, middle, "ink", bold=True))
    lines = setter.wrapped(text, room, bold=True, most=MOST_LINES) if room > 0 else None
    if x - BESIDE * size - wide >= 0 and (lines is None or lines.count("\n") > 1):
        return TimelineBar(box=box, label=setter.middle(text, x - BESIDE * size, middle, "ink", bold=True, align="end"))
    if lines is None:
        return TimelineBar(box=box)
    box = replace(box, height=setter.height(lines) + MORE * size)
    return TimelineBar(box=box, label=setter.middle(lines, x + INSIDE * size, box.height / 2, color, bold=True))


def _dates(span: TimelineEvent, box: Rect, label: PlacedText, setter: Setter) -> PlacedText | None:
    """When it was, behind the words in a bar that is long enough."""
    x = label.box.right + INSIDE * setter.size
    dates = setter.middle(span.date.text, x, box.height / 2, setter.on(span.color))
    return dates if dates.box.right + INSIDE * setter.size <= box.right else None


def _free(lanes: list[list[tuple[float, float]]], taken: tuple[float, float], air: float) -> int:
    """The first lane in which nothing is in the way; a new one where all are full."""
    for number, lane in enumerate(lanes):
        if all(end + air <= taken[0] or taken[1] + air <= start for start, end in lane):
            lane.append(taken)
            return number
    lanes.append([taken])
    return len(lanes) - 1


def _moved(box: Rect, by: float) -> Rect:
    return replace(box, y=box.y + by)


def _text(placed: PlacedText | None, by: float) -> PlacedText | None:
    return None if placed is None else replace(placed, box=_moved(placed.box, by))
