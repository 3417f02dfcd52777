"""The plot's rectangle and the words of the axes around it, measured."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import AnnotationKind, Chart, Mark, PlacedText, Plot, Rect, Series, Stacking, Tick
from ria_deck.model.chart_frame import share_of
from ria_deck.resolve.labels.occupancy import Setter

NEAR = 0.5  # of the size: between an axis and its labels
KEY_MARK = 2.4  # of the size: between names in the key, where a native chart has their marks
BELOW = 0.35  # of the size: between the plot and the categories below it
SIDE_GAP = 0.7  # of the size: between the last points and the names beside them
TITLE_GAP = 0.55  # of the size: below the axes' titles
MOST_LABELS = 12  # on an axis of years
_STEPS = (2, 3, 4, 5, 6, 10, 12, 20, 24, 25, 50, 60, 100, 120, 200, 240, 250, 300, 480, 500, 600, 1_000, 1_200, 2_400)
_WIDEST_NAMES = 0.42  # share of the width that the names of lying bars may take
_SIDE_NAMES = 0.28  # and that a name beside the last point may take


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyName:
    """A series named above the plot: its (plot, series), its name in lines, and where that begins."""

    place: tuple[int, int]
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """What stands around the plot. Lengths in points.

    `titles` are the axes' titles, broken into lines; `title_bottom` is where they end, `key` are the series' names
    in rows of their own below them; `side` are the names beside the last points, broken into lines, by (plot,
    series); `names` are the categories' labels broken into lines, `skip` which of them are shown; `rule_top` is where
    the row of rules begins, `crowded` whether categories' names don't fit. Panels show values and names only where no other
    panel beside or below them does.
    """

    plot: Rect
    titles: tuple[str, ...]
    title_bottom: float
    key: tuple[KeyName, ...]
    side: dict[tuple[int, int], str]
    names: tuple[str, ...]
    skip: int
    rule_top: float
    crowded: bool
    values_shown: bool = True
    names_shown: bool = True


def margins_of(chart: Chart, width: float, height: float, setter: Setter, rule_lines: int) -> Margins:
    """The margins of a chart with axes; `rule_lines` lines are kept free above the plot for words at rules."""
    size, line = setter.size, setter.line
    lying = any(plot.horizontal for plot in chart.plots)
    title = heading_of(chart, width, setter)
    heading = title.box.bottom + 0.5 * size if title else 0.0
    titles = _titles(chart, width, setter)
    title_bottom = heading + line * max((text.count("\n") + 1 if text else 0 for text in titles), default=0)
    key, beside = _named_series(chart, lying)
    side = {place: _beside(chart, place) for place in beside}
    if any(setter.width(text, bold=True) > width * _SIDE_NAMES for text in side.values()):
        key, side = [*key, *beside], {}
    top = title_bottom + (TITLE_GAP * size if title_bottom else 0.0)
    names, top = _key(chart, key, (width, top), setter)
    rule_top = top
    has_rules = any(note.kind is AnnotationKind.RULE for note in chart.annotations) and not lying
    top += line * rule_lines + 0.15 * size if has_rules else 0.0
    place = _lying if lying else _standing
    plot, labels, skip, crowded = place(chart, OuterFrame(width, height, top, tuple(side.values())), setter)
    return Margins(
        plot=plot,
        titles=tuple(titles),
        title_bottom=title_bottom,
        key=names,
        side=side,
        names=tuple(labels),
        skip=skip,
        rule_top=rule_top,
        crowded=crowded,
    )


@dataclass(frozen=True, slots=True)
class OuterFrame:
    """The figure's size, where the rows above the plot end, and the names beside it."""

    width: float
    height: float
    top: float
    side: tuple[str, ...]


_Placed = tuple[Rect, Sequence[str], int, bool]


def _lying(chart: Chart, frame: OuterFrame, setter: Setter) -> _Placed:
    """The plot of lying bars: their names to its left, ticks below, and room for numbers beyond the longest bar."""
    size = setter.size
    names = [setter.wrapped(name, frame.width * _WIDEST_NAMES, most=2) or name for name in chart.categories.labels]
    left = max(map(setter.width, names)) + NEAR * size
    length = frame.width - left - setter.width(chart.axes[0].ticks[-1].label) / 2
    for point in (point for plot in chart.plots for series in plot.series for point in series.points):
        share = share_of(float(point.value), chart.axes[0]) if point.label and point.value is not None else 0.0
        if share > 0:
            length = min(length, (frame.width - left - setter.width(point.label, bold=True) - 0.4 * size) / share)
    top = frame.top + 0.15 * size
    bottom = frame.height - BELOW * size - setter.line
    box = Rect(x=left, y=top, width=length, height=bottom - top)
    return box, names, *skip_lying(names, box.height / max(len(names), 1), setter)


def _standing(chart: Chart, frame: OuterFrame, setter: Setter) -> _Placed:
    """The plot over its categories, ticks to the left and, with a second axis, to the right."""
    size, line = setter.size, setter.line
    top = frame.top + 0.65 * size  # half of the highest tick's label
    left = widest(chart.axes[0].ticks, setter) + NEAR * size
    if not chart.categories.between:
        left = max(left, setter.width(chart.categories.labels[0]) / 2)
    right = frame.width - (widest(chart.axes[1].ticks, setter) + NEAR * size if len(chart.axes) > 1 else 0.0)
    if frame.side:
        right -= max(setter.width(text, bold=True) for text in frame.side) + SIDE_GAP * size
        if chart.categories.between and all(plot.mark is Mark.LINE for plot in chart.plots):
            half = 0.5 / len(chart.categories.labels)  # a line ends half a band before the plot does
            right = min((right - left * half) / (1 - half), frame.width)
    elif len(chart.axes) == 1:
        right -= last_label(chart, setter)
    names, skip, lines, crowded = below(chart, right - left, setter)
    bottom = frame.height - BELOW * size - line * lines
    if titled_below(chart):
        bottom -= line + 0.15 * size
    return Rect(x=left, y=top, width=right - left, height=bottom - top), names, skip, crowded


def heading_of(chart: Chart, width: float, setter: Setter) -> PlacedText | None:
    """The chart's own title at the top of the figure."""
    return setter.heading(chart.title, width) if chart.title else None


def titled_below(chart: Chart) -> bool:
    """Whether the categories' or a scatter's axis has a title below it."""
    return bool(chart.categories.title) and (chart.categories.title_shown or chart.x_axis is not None)


def _key(
    chart: Chart, places: Sequence[tuple[int, int]], corner: tuple[float, float], setter: Setter
) -> tuple[tuple[KeyName, ...], float]:
    """Names side by side from the top of `corner` (width, top) on, in as many rows as they need, and where they end."""
    width, top = corner
    found: list[KeyName] = []
    x, low = 0.0, top
    mark = KEY_MARK * setter.size
    for place in places:
        name = _series(chart, place).direct_label
        text = setter.wrapped(name, width, bold=True) or name
        if x and x + mark + setter.width(text, bold=True) > width:
            x, top = 0.0, low
        found.append(KeyName(place=place, text=text, x=x, y=top))
        x += setter.width(text, bold=True) + mark
        low = max(low, top + setter.height(text) + 0.1 * setter.line)
    return tuple(found), low


def _series(chart: Chart, place: tuple[int, int]) -> Series:
    return chart.plots[place[0]].series[place[1]]


def widest(ticks: Sequence[Tick], setter: Setter) -> float:
    """The width of the widest label of an axis."""
    return max(setter.width(tick.label) for tick in ticks)


def _titles(chart: Chart, width: float, setter: Setter) -> list[str]:
    """The titles of the axes in lines: side by side where they have room, else each in its share of the width."""
    titles = [axis.title for axis in chart.axes]
    if len(titles) == 1:
        return [setter.wrapped(titles[0], width, bold=True) or titles[0]]
    room = width - 1.5 * setter.size
    if sum(setter.width(title, bold=True) for title in titles) <= room:
        return titles
    for share in (0.5, 0.6, 0.4):
        parts = (room * share, room * (1 - share))
        broken = [setter.wrapped(title, part, bold=True) for title, part in zip(titles, parts, strict=True)]
        whole = [text for text in broken if text is not None]
        if len(whole) == len(broken):
            return whole
    return titles


def _named_series(chart: Chart, lying: bool) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The series named in the row above the plot, and those named beside their last points."""
    key: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    for index, plot in enumerate(chart.plots):
        ends = [ends_visibly(plot, series) for series in plot.series]
        if plot.stacking is not Stacking.NONE:
            ends = [all(ends)] * len(ends)  # names of one stack stay together
        for number, (series, visible) in enumerate(zip(plot.series, ends, strict=True)):
            if series.direct_label:
                (beside if not lying and len(chart.axes) == 1 and visible else key).append((index, number))
    return key, beside


def _beside(chart: Chart, place: tuple[int, int]) -> str:
    """A series' name in one line, with the last number of a line that shows it: a native chart has one label a point."""
    series = _series(chart, place)
    return f"{series.direct_label} {series.points[-1].label}" if has_number(chart, place) else series.direct_label


def has_number(chart: Chart, place: tuple[int, int]) -> bool:
    """Whether a name beside the last point ends with the point's number."""
    plot = chart.plots[place[0]]
    return plot.mark is Mark.LINE and bool(plot.series[place[1]].points[-1].label)


def ends_visibly(plot: Plot, series: Series) -> bool:
    """Whether a name can stand to the right of the series' last point."""
    stacked = plot.stacking is not Stacking.NONE
    return (plot.mark is Mark.LINE or stacked) and bool(series.points) and series.points[-1].value is not None


def last_label(chart: Chart, setter: Setter) -> float:
    """Room to the right of a plot whose last category stands on its edge."""
    if chart.x_axis is not None:
        return setter.width(chart.x_axis.ticks[-1].label) / 2
    if chart.categories.between:
        return 0.0
    return setter.width(chart.categories.labels[-1]) / 2 + 0.2 * setter.size


def below(chart: Chart, width: float, setter: Setter) -> tuple[list[str], int, int, bool]:
    """The categories' labels below a plot of a width: their lines, which are shown, how many lines, whether crowded."""
    if chart.x_axis is not None:
        return [], 1, 1, False
    labels = list(chart.categories.labels)
    band = width / max(len(labels) if chart.categories.between else len(labels) - 1, 1)
    if all(setter.width(label) <= band - 0.45 * setter.size for label in labels) and (
        len(labels) <= MOST_LABELS or not chart.categories.thin
    ):
        return labels, 1, 1, False
    if chart.categories.thin:
        return labels, _skip(labels, band, setter), 1, False
    broken = [setter.wrapped(label, band - 0.3 * setter.size, most=4, even=True) for label in labels]
    found = [text for text in broken if text is not None]
    if len(found) == len(labels):
        return found, 1, max(text.count("\n") + 1 for text in found), False
    return labels, _skip(labels, band, setter), 1, True


def _skip(labels: Sequence[str], band: float, setter: Setter) -> int:
    """Every n-th label: as many as fit with air and are not too many, beginning at a year that n divides if there is
    such an n near."""
    need = max(setter.width(label) for label in labels) + 0.8 * setter.size
    fitting = [n for n in (1, *_STEPS) if n * band >= need and len(labels) / n <= MOST_LABELS]
    if not fitting:
        return max(len(labels), 1)
    if re.fullmatch(r"[0-9]{1,4}", labels[0]):
        round_ones = [n for n in fitting if int(labels[0]) % n == 0 and n <= 2.5 * fitting[0]]
        return min(round_ones, default=fitting[0])
    if re.search(r"[0-9]{4}", labels[0]) and len(labels) > MOST_LABELS:  # months: whole years
        years = [n for n in fitting if n % 12 == 0 and n <= 4 * fitting[0]]
        return min(years, default=fitting[0])
    return fitting[0]


def strides_of(chart: Chart, plot: Rect, setter: Setter) -> tuple[int, int]:
    """Every how many ticks of the first value axis, and of a scatter's x axis, have room beside each other."""
    lying = any(one.horizontal for one in chart.plots)
    values, across = chart.axes[0].ticks, chart.x_axis.ticks if chart.x_axis else ()
    if lying:
        return _stride(values, plot.width, widest(values, setter) + 0.5 * setter.size), 1
    along = _stride(values, plot.height, 0.9 * setter.line)
    return along, _stride(across, plot.width, widest(across, setter) + 0.5 * setter.size) if across else 1


def _stride(ticks: Sequence[Tick], length: float, needed: float) -> int:
    """Every how many ticks have room on an axis where each needs so much of it."""
    if len(ticks) < 3:
        return 1
    return max(math.ceil(needed / (length / (len(ticks) - 1)) - 1e-9), 1)


def skip_lying(names: Sequence[str], band: float, setter: Setter) -> tuple[int, bool]:
    """Which of the names beside lying bars are shown, every how many, and whether some are left out."""
    needed = max(setter.height(name) for name in names) * 0.95
    skip = 1
    while skip * band < needed and skip < len(names):
        skip += 1
    return skip, skip > 1
