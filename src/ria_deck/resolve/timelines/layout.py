"""Lay out a timeline for one figure size: band of time, dots, stems and texts in points.

Every dot stands at its true time. Its text hangs on a stem like a flag, to the right of it; flags that would meet stand
one above the other, the earlier one farther from the band, so that no stem runs through a text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ria_deck.design.measure import LINE_HEIGHT, Measurer
from ria_deck.diagnostics import Span
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline, TimelineEvent, TimelineFlag, TimelineLayout
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.occupancy import Setter
from ria_deck.resolve.timelines.bars import Bars, place_bars
from ria_deck.resolve.timelines.flags import Flag, Pole, pile
from ria_deck.resolve.timelines.ticks import MOST, time_unit
from ria_deck.resolve.typography.line_breaking import Lines, break_lines, natural_width

WIDTHS = (8.0, 9.5, 11.0, 13.0, 15.0, 18.0, 22.0, 27.0)  # of a flag's lines, in em
LIKELIEST = 4  # plans that are looked at further
HOPELESS = 2.0  # times the room: what is so high is not
MOST_WIDE = 0.45  # of the figure
BAND = 1.7  # height of the band, as a multiple of its labels' size
LEAST_STEM, MOST_STEM = 12.0, 34.0  # points from the band to the nearest flag
ASIDE = 0.35  # em between a stem and its text
START = 0.55  # em from the figure's left edge to the first dot
DOT = 0.24  # em
BESIDE = 4.0  # points between a tick and its name
COUNTS = (MOST, 9, 7, 5, 4, 3, 2)  # ticks of a line, until their names have room
LEGEND = 1.7  # height of a line of the legend, as a multiple of its size
FLOOR = 0.2  # of the whole span: the line begins at the tick before the first event where that costs no more
SHORT = 0.5  # what a point of the axis is worth in points of height
UNEVEN = 12.0  # points that texts by turns above and below the band are worth
ROW = 2.0  # points that a line less is worth, where it makes nothing lower
BROKEN = 1000.0  # points that a word is worth that must not be broken
AIR = 0.45  # em between two flags of a pile
SLACK = 2.0  # points of a box beyond its text, for programs that round otherwise
NARROWER = (0.5, 1.0, 1.5, 2.0)  # em, tried where a line ends between a number and what it counts: 1 | 時間
_TORN = re.compile(r"\d\n(?=[\u3040-\u30ff\u3400-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """An event's text broken into lines of some width; `rows` are its lines and the date's, `broken` words that no line
    holds."""

    flag: Flag
    text: str
    rows: int
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One way to set the texts: the poles they hang on, the height above and below the band, and what it costs."""

    size: float
    poles: tuple[Pole, ...]
    lines: tuple[str, ...]
    above: float
    below: float
    axis: float
    cost: float
    bars: Bars


def place_timeline(
    base: Timeline,
    room: tuple[float, float],
    sizes: Sequence[float],
    label_size: float,
    context: Context,
    span: Span,
    *,
    fill: bool = True,
) -> TimelineLayout:
    """The drawing at the largest of `sizes` at which all texts find room in `room` (width and height in points).

    With `fill` it stands in the middle of the room, otherwise it is as high as it must be. `label_size` is that of the
    band's ticks. Texts that find no room at the smallest size are an error.
    """
    width, height = room
    groups = list(dict.fromkeys((event.group, event.color) for event in base.events if event.group))
    legend, head = _legend(groups, width, label_size, context)
    band = label_size * BAND
    fixed = head + band + 2 * LEAST_STEM
    start = _start(base)
    plans: list[_Plan] = []
    for size in sizes:
        plans = _plans(base, (width, height - fixed), size, start, context)
        fitting = [plan for plan in plans if plan.above + plan.below + fixed <= height and not plan.bars.cut]
        if fitting:
            plans = fitting
            break
    plan = min(plans, key=lambda plan: plan.cost)
    over = plan.above + plan.below + fixed - height
    if over > 0 or plan.bars.cut:
        words = f"its texts are {over:.0f} pt too high" if over > 0 else "the words of a bar have no room"
        context.report.error(
            "RD653",
            f"timeline `{base.name}` ({context.target.code}): {words} at {plan.size:g} pt",
            span,
            hint="shorten the texts, show fewer rows (`where`, `limit`), or write a {table}",
        )
    spare = max(height - fixed - plan.above - plan.below, 0.0) if fill else 0.0
    stem = min(MOST_STEM, LEAST_STEM + spare / 4)
    whole = head + plan.above + plan.below + band + 2 * stem
    top = max(height - whole, 0.0) / 2 if fill else 0.0
    middle = Rect(x=0.0, y=top + head + plan.above + stem, width=width, height=band)
    return TimelineLayout(
        width=width,
        height=height if fill else whole,
        band=middle,
        ticks=_ticks(base, plan, middle, start, label_size, context),
        flags=tuple(
            _flag(event, pole, text, plan.size, middle, stem + (plan.bars.height if pole.up else 0.0))
            for event, pole, text in zip(base.points, plan.poles, plan.lines, strict=True)
        ),
        bars=plan.bars.on(middle),
        legend=tuple(replace(text, box=replace(text.box, y=text.box.y + top)) for text in legend),
    )


def _start(base: Timeline) -> int:
    """The day at which the line begins: at the tick before the first event, where that is near."""
    first, last = base.events[0].day, base.last
    floor = time_unit(first, last).floor(first)
    return floor if first - floor <= FLOOR * (last - first) else first


def _plans(base: Timeline, room: tuple[float, float], size: float, start: int, context: Context) -> list[_Plan]:
    """The likeliest of these: every width of lines with texts by turns above and below, or where there is more room.
    `room` are width and height of the texts."""
    width, height = room
    options = [_settings(event, width, size, context) for event in base.points]
    setter = Setter(size=size, measurer=context.measurer.unkerned)

    def plan(chosen: Sequence[int], by_turns: bool) -> _Plan:
        settings = [options[index][share] for index, share in enumerate(chosen)]
        return _plan(base, settings, width, setter, start, by_turns=by_turns)

    even = [((share,) * len(options), by_turns) for share in range(len(WIDTHS)) for by_turns in (True, False)]
    tried = sorted(((plan(*way), way) for way in even), key=lambda found: found[0].cost)[:LIKELIEST]
    if all(found.above + found.below > HOPELESS * height for found, _ in tried):
        return [found for found, _ in tried]
    return [_widened(*way, plan) for _, way in tried]


def _widened(chosen: Sequence[int], by_turns: bool, plan: Callable[[Sequence[int], bool], _Plan]) -> _Plan:
    """The plan with each event's lines as long as makes it cheaper."""
    best = plan(chosen, by_turns)
    for index, share in enumerate(chosen):
        for wider in range(share + 1, len(WIDTHS)):
            trial = (*chosen[:index], wider, *chosen[index + 1 :])
            found = plan(trial, by_turns)
            if found.cost < best.cost:
                chosen, best = trial, found
    return best


def _settings(event: TimelineEvent, width: float, size: float, context: Context) -> list[_Setting]:
    """The event's text in each width of lines."""
    measurer = context.measurer.unkerned
    head = natural_width(event.date, size, measurer, bold=True)
    settings: list[_Setting] = []
    for share in WIDTHS:
        lines = _lines(event.label, min(share * size, width * MOST_WIDE), size, measurer)
        rows = 1 + len(lines.texts)
        flag = Flag(width=max(lines.widest, head) + SLACK, height=rows * size * LINE_HEIGHT)
        settings.append(_Setting(flag=flag, text="\n".join(lines.texts), rows=rows, broken=len(lines.broken_words)))
    return settings


def _lines(label: Paragraph, room: float, size: float, measurer: Measurer) -> Lines:
    """The label's lines, in less of the room where one would else end between a number and what it counts."""
    whole = break_lines(label, room, size, measurer)
    for share in NARROWER if _torn(whole) else ():
        lines = break_lines(label, room - share * size, size, measurer)
        if not _torn(lines) and not lines.broken_words:
            return lines
    return whole


def _torn(lines: Lines) -> bool:
    return _TORN.search("\n".join(lines.texts)) is not None


def _plan(
    base: Timeline, chosen: Sequence[_Setting], width: float, setter: Setter, start: int, *, by_turns: bool
) -> _Plan:
    size = setter.size
    flags = [setting.flag for setting in chosen]
    xs, axis = _spread(base, flags, width, size, start)
    a_day = axis / (base.last - start) if base.last > start else 0.0
    bars = place_bars(base.spans, lambda day: START * size + (day - start) * a_day, width, setter)
    down = [any(low - AIR * size <= x <= high + AIR * size for low, high in bars.words) for x in xs]
    poles = pile(flags, xs, aside=ASIDE * size, air=AIR * size, by_turns=by_turns, down=down)
    above = bars.height + max((pole.top for pole in poles if pole.up), default=0.0)
    below = max((pole.top for pole in poles if not pole.up), default=0.0)
    cost = above + below + SHORT * (width - axis) + (0.0 if by_turns else UNEVEN)
    cost += sum(ROW * setting.rows + BROKEN * setting.broken for setting in chosen)
    cost += BROKEN * bars.cut
    lines = tuple(setting.text for setting in chosen)
    return _Plan(size=size, poles=poles, lines=lines, above=above, below=below, axis=axis, cost=cost, bars=bars)


def _spread(base: Timeline, flags: Sequence[Flag], width: float, size: float, start: int) -> tuple[list[float], float]:
    """The x of each event of a day, and the length of the axis from the line's start to the end of the last one: as long
    as leaves room for every flag to the right of its dot, and for every bar."""
    left, span = START * size, base.last - start
    shares = [(event.day - start) / span if span else 0.0 for event in base.points]
    room = [
        (width - left - ASIDE * size - flag.width) / share
        for flag, share in zip(flags, shares, strict=True)
        if share > 0
    ]
    room += [width - left] if base.spans else []
    axis = max(min(room, default=0.0), 0.0)
    return [left + share * axis for share in shares], axis


def _flag(event: TimelineEvent, pole: Pole, text: str, size: float, band: Rect, stem: float) -> TimelineFlag:
    line = size * LINE_HEIGHT
    root = band.y if pole.up else band.bottom
    end = root - stem - pole.top if pole.up else root + stem + pole.top
    top = end if pole.up else end - pole.flag.height
    left, width = pole.x + ASIDE * size, pole.flag.width
    date = Rect(x=left, y=top, width=width, height=line)
    label = Rect(x=left, y=top + line, width=width, height=pole.flag.height - line)
    return TimelineFlag(
        dot=(pole.x, root, DOT * size),
        stem=(pole.x, root, pole.x, end),
        date=PlacedText(text=event.date.text, box=date, size=size, color=event.color, bold=True),
        label=PlacedText(text=text, box=label, size=size, color="ink"),
    )


def _ticks(
    base: Timeline, plan: _Plan, band: Rect, start: int, size: float, context: Context
) -> tuple[tuple[float, PlacedText | None], ...]:
    """The ticks up to the band's end in the finest unit whose names all stand before the next tick; the last one may
    have no room for its name."""
    span = base.last - start
    if not span or not plan.axis:
        return ()
    left, a_day = START * plan.size, plan.axis / span
    last = min(start + int((band.width - left - 1) / a_day), dt.date.max.toordinal())
    measurer = context.measurer.unkerned
    ticks: list[tuple[float, PlacedText | None]] = []
    for most in COUNTS:
        unit = time_unit(start, base.last, most)
        days = list(unit.ticks(start, last))
        xs = [left + (day - start) * a_day for day in days]
        ticks = []
        for day, x, end in zip(days, xs, [*xs[1:], band.width + BESIDE], strict=True):
            words = context.formatter.date(dt.date.fromordinal(day), unit.style)
            box = Rect(x=x + BESIDE, y=band.y, width=measurer.width(words, size) + 1, height=band.height)
            fits = box.right + BESIDE <= end
            ticks.append((x, PlacedText(text=words, box=box, size=size, color="ink") if fits else None))
        if all(words is not None for _, words in ticks[:-1]):
            break
    return tuple(ticks)


def _legend(
    groups: Sequence[tuple[str, str]], width: float, size: float, context: Context
) -> tuple[tuple[PlacedText, ...], float]:
    """The groups' names in their colours, side by side from the figure's top left corner, and the height they take."""
    if len(groups) < 2:
        return (), 0.0
    line = size * LEGEND
    x, y = 0.0, 0.0
    texts: list[PlacedText] = []
    for name, color in groups:
        wide = context.measurer.unkerned.width(name, size, bold=True) + 1
        if x and x + wide > width:
            x, y = 0.0, y + line
        box = Rect(x=x, y=y, width=wide, height=size * LINE_HEIGHT)
        texts.append(PlacedText(text=name, box=box, size=size, color=color, bold=True))
        x += wide + 1.5 * size
    return tuple(texts), y + line
