"""A timeline with every event placed; coordinates in points from the figure's top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.text import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """What happened when. `date` and `label` carry their cells; `day` counts from 1 January of the year 1; `color` is a
    role, `group` the name of its group, empty for none. What lasts has the day after its last one as its `end`, and both
    dates in `date`."""

    date: Paragraph
    label: Paragraph
    day: int
    color: str
    group: str = ""
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFlag:
    """An event in its place: a dot (x, y, r) at its time, a stem (x1, y1, x2, y2) from it, and beside the stem's end the
    date over the lines of the label."""

    dot: tuple[float, float, float]
    stem: tuple[float, float, float, float]
    date: PlacedText
    label: PlacedText


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """What lasts, in its place: a bar over the band with its words, in it or beside it, and where they have room, its
    dates."""

    box: Rect
    label: PlacedText | None = None
    dates: PlacedText | None = None

    @property
    def inside(self) -> bool:
        """Whether its words are in it."""
        return self.label is not None and self.box.x <= self.label.box.x < self.box.right


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLayout:
    """The drawing for one size. `band` is the line of time, `ticks` the x at which its units begin with their names (in
    the band, where there is room), `flags` one for each event of a day, `bars` for each that lasts, `legend` the groups'
    names in their colours where there is more than one."""

    width: float
    height: float
    band: Rect
    ticks: tuple[tuple[float, PlacedText | None], ...]
    flags: tuple[TimelineFlag, ...]
    legend: tuple[PlacedText, ...] = ()
    bars: tuple[TimelineBar, ...] = ()

    @property
    def texts(self) -> tuple[PlacedText, ...]:
        """Every text of the drawing."""
        flags = (text for flag in self.flags for text in (flag.date, flag.label))
        bars = (text for bar in self.bars for text in (bar.label, bar.dates) if text is not None)
        return (*self.legend, *(text for _, text in self.ticks if text is not None), *bars, *flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Events in the order of time; `slide` and `handout` are the two layouts, `heads` the titles of the columns of dates,
    texts and, where there are any, groups."""

    name: str
    alt: str
    events: tuple[TimelineEvent, ...]
    heads: tuple[str, ...]
    slide: TimelineLayout | None = None
    handout: TimelineLayout | None = None
    caption: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    number: int = 0
    strings: tuple[Paragraph, ...] = ()  # behind its alt text

    @property
    def points(self) -> tuple[TimelineEvent, ...]:
        """The events of a day."""
        return tuple(event for event in self.events if event.end is None)

    @property
    def spans(self) -> tuple[TimelineEvent, ...]:
        """What lasts."""
        return tuple(event for event in self.events if event.end is not None)

    @property
    def last(self) -> int:
        """The day at which the last of all ends."""
        return max(event.day if event.end is None else event.end for event in self.events)
