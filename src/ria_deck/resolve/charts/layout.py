"""Lay out a chart for one figure size: every word placed, nothing covering anything.

Words are tried in their best place first and move to the next best; one that finds none is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.design.further_faces import how_to_get_sign
from ria_deck.design.measure import Measurer
from ria_deck.design.scripts import tell_scripts
from ria_deck.diagnostics import Report, Span
from ria_deck.model.chart import (
    AnnotationKind,
    Chart,
    ChartLayout,
    Mark,
    PlacedAnnotation,
    PlacedText,
    Rect,
    Stacking,
)
from ria_deck.model.chart_frame import Frame, is_ring
from ria_deck.resolve.charts.annotation_layout import gaps_of, is_lying, rules_of
from ria_deck.resolve.charts.arc_layout import place_ring
from ria_deck.resolve.charts.data_labels import data_labels, series_names, shapes_on
from ria_deck.resolve.charts.guides import place_guides, spans_of
from ria_deck.resolve.charts.margins import BELOW, NEAR, Margins, heading_of, margins_of, strides_of, titled_below
from ria_deck.resolve.charts.point_annotations import points_of
from ria_deck.resolve.charts.sparks import place_spark
from ria_deck.resolve.labels.occupancy import Ground, Setter

_LEAST = (9.0, 5.0)  # width and height of the smallest plot, as multiples of the label size
_WIDEST_BAR = 5.2  # of the label size
_GAP = 55  # space between bars in percent of a bar
_GAP_OF_CLUSTERS = 70
_MOST_RULE_LINES = 4


def place_chart(
    chart: Chart,
    width: float,
    height: float,
    measurer: Measurer,
    size: float,
    *,
    report: Report,
    span: Span | None = None,
    margins: Margins | None = None,
) -> ChartLayout | None:
    """The layout in a figure of `width` × `height` points with labels of `size` points.

    None, with an error (RD632), when the figure is too small for the chart's words. Words without room are left out with
    a warning (RD630, RD631). A panel has its `margins` from the figure that it is a part of.
    """
    setter = Setter(size=size, measurer=measurer.unkerned)
    placing = _Placing(chart, width, height, setter, report, span, margins)
    if not placing.readable():
        return None
    if chart.spark:
        return place_spark(chart, width, height, setter)
    return placing.ring() if is_ring(chart.plots) else placing.axes()


@dataclass(slots=True)
class _Placing:
    """Lays one chart out in one figure."""

    chart: Chart
    width: float
    height: float
    setter: Setter
    report: Report
    span: Span | None
    given: Margins | None = None

    def readable(self) -> bool:
        """Whether every character of the chart has a glyph."""
        missing = self.setter.measurer.missing("".join(_texts(self.chart)))
        if shown := tell_scripts(missing, self.report, self.span):
            self.report.error(
                "RD583",
                f"no font has the characters {', '.join(f'“{char}” (U+{ord(char):04X})' for char in shown)} "
                f"of the chart `{self.chart.name}`",
                self.span,
                hint=how_to_get_sign(max(shown)),
            )
        return not missing

    def axes(self) -> ChartLayout | None:
        """The layout of a chart with axes."""
        rules = any(note.kind is AnnotationKind.RULE for note in self.chart.annotations)
        lying = is_lying(self.chart)
        for lines in range(1, _MOST_RULE_LINES + 1 if rules and not lying else 2):
            margins = self._margins(lines)
            if margins is None:
                return None
            ground = Ground(self.width, self.height)
            layout = self._framed(margins, ground)
            frame = Frame(chart=self.chart, layout=layout)
            shapes_on(ground, frame, self.setter)
            names = series_names(ground, frame, margins, self.setter)
            numbers, crowded = data_labels(ground, frame, self.setter, names)
            placed: dict[int, PlacedAnnotation] = {}
            if not lying:
                placed, unruly = rules_of(ground, frame, self.setter, margins.rule_top, lines)
                if unruly and lines < _MOST_RULE_LINES:
                    continue
                crowded += unruly
            for place in (gaps_of, points_of):
                found, left_out = place(ground, frame, self.setter)
                placed |= found
                crowded += left_out
            guides, wordless = place_guides(ground, frame, self.setter)
            self._tell([*crowded, *wordless], margins)
            return replace(
                layout,
                spans=spans_of(frame),
                series_labels=tuple(names),
                data_labels=tuple(numbers),
                annotations=(*(placed[number] for number in sorted(placed)), *guides),
            )
        raise AssertionError("the last try returns")

    def _margins(self, lines: int) -> Margins | None:
        """What stands around the plot; None, reported, where that leaves it too little."""
        if self.given is not None:
            return self.given
        margins = margins_of(self.chart, self.width, self.height, self.setter, lines)
        return margins if self._large_enough(margins.plot) else None

    def ring(self) -> ChartLayout | None:
        """The layout of a ring."""
        ground = Ground(self.width, self.height)
        title = self._heading(ground)
        top = title.box.bottom + 0.5 * self.setter.size if title else 0.0
        ring = place_ring(self.chart, Rect(x=0, y=top, width=self.width, height=self.height - top), self.setter)
        if not self._large_enough(ring.plot):
            return None
        self._tell(list(ring.crowded), None)
        return ChartLayout(
            width=self.width,
            height=self.height,
            plot=ring.plot,
            label_size=self.setter.size,
            series_labels=ring.names,
            title=title,
        )

    def _large_enough(self, plot: Rect) -> bool:
        size = self.setter.size
        if plot.width >= _LEAST[0] * size and plot.height >= _LEAST[1] * size:
            return True
        self.report.error(
            "RD632",
            f"the chart `{self.chart.name}` is too small: its labels leave {max(plot.width, 0):.0f} × "
            f"{max(plot.height, 0):.0f} pt of {self.width:.0f} × {self.height:.0f} pt for the plot",
            self.span,
            hint="shorten titles and names, show fewer series, or use a larger slot",
        )
        return False

    def _framed(self, margins: Margins, ground: Ground) -> ChartLayout:
        """The layout with its axes' words; they are noted on the ground."""
        layout = ChartLayout(
            width=self.width,
            height=self.height,
            plot=margins.plot,
            label_size=self.setter.size,
            skip=margins.skip,
            strides=strides_of(self.chart, margins.plot, self.setter),
            title=self._heading(ground),
        )
        gap, overlap = _bar_gap(frame := Frame(chart=self.chart, layout=layout), self.setter.size)
        shown = len(self.chart.axes) if margins.values_shown else 0
        return replace(
            layout,
            gap_width=gap,
            overlap=overlap,
            axis_titles=tuple(self._titles(margins, ground)),
            tick_labels=tuple(tuple(self._ticks(frame, axis, ground)) for axis in range(shown)),
            category_labels=tuple(self._categories(frame, margins, ground)) if margins.names_shown else (),
            category_title=self._category_title(ground, margins.plot),
        )

    def _heading(self, ground: Ground) -> PlacedText | None:
        title = heading_of(self.chart, self.width, self.setter)
        return ground.take(title) if title else None

    def _titles(self, margins: Margins, ground: Ground) -> Iterator[PlacedText | None]:
        for axis, title in enumerate(margins.titles):
            if not title:
                yield None
                continue
            top = margins.title_bottom - self.setter.height(title)
            x, align = (0.0, "start") if axis == 0 else (self.width, "end")
            color = self.chart.axes[axis].color
            yield ground.take(self.setter.put(title, x, top, color, align=align, bold=True))

    def _ticks(self, frame: Frame, axis: int, ground: Ground) -> Iterator[PlacedText]:
        plot, near = frame.layout.plot, NEAR * self.setter.size
        color = self.chart.axes[axis].color if len(self.chart.axes) > 1 else "grey"
        for tick in self.chart.axes[axis].ticks[:: frame.layout.strides[0]]:
            at = frame.along(tick.at, self.chart.axes[axis])
            if frame.horizontal:
                top = plot.bottom + BELOW * self.setter.size
                yield ground.take(self.setter.put(tick.label, at, top, color, align="center"))
            elif axis == 0:
                yield ground.take(self.setter.middle(tick.label, plot.x - near, at, color, align="end"))
            else:
                yield ground.take(self.setter.middle(tick.label, plot.right + near, at, color))

    def _categories(self, frame: Frame, margins: Margins, ground: Ground) -> Iterator[PlacedText]:
        plot, size = frame.layout.plot, self.setter.size
        if self.chart.x_axis is not None:
            for tick in self.chart.x_axis.ticks[:: frame.layout.strides[1]]:
                at = frame.across(tick.at, self.chart.x_axis)
                yield ground.take(self.setter.put(tick.label, at, plot.bottom + BELOW * size, "grey", align="center"))
            return
        for index, name in enumerate(margins.names):
            if index % margins.skip:
                continue
            at = frame.middle(index)
            if frame.horizontal:
                yield ground.take(self.setter.middle(name, plot.x - NEAR * size, at, "ink", align="end"))
            else:
                placed = self.setter.put(name, at, plot.bottom + BELOW * size, "grey", align="center")
                if margins.skip == 1 or (placed.box.x >= 0 and placed.box.right <= self.width):
                    yield ground.take(placed)

    def _category_title(self, ground: Ground, plot: Rect) -> PlacedText | None:
        if not titled_below(self.chart) or is_lying(self.chart):
            return None
        top = self.height - self.setter.line
        return ground.take(
            self.setter.put(self.chart.categories.title, plot.right, top, "grey", align="end", bold=True)
        )

    def _tell(self, crowded: Sequence[str], margins: Margins | None) -> None:
        figure = f"in a figure of {self.width:.0f} × {self.height:.0f} pt"
        for words in dict.fromkeys(crowded):
            shown = " ".join(words.split())
            said = f"“{shown}” doesn't fit into the chart `{self.chart.name}`"
            hint = "shorten it, move it, or show fewer labels"
            self.report.warning("RD630", said, self.span, label=figure, hint=hint)
        if margins is not None and margins.crowded:
            where = "beside" if is_lying(self.chart) else "below"
            said = f"some category names don't fit {where} the chart `{self.chart.name}` and are left out"
            label = f"{figure}, one in {margins.skip} is shown"
            self.report.warning("RD631", said, self.span, label=label, hint=_roomier(self.chart))


def _roomier(chart: Chart) -> str:
    """What makes room for the names of a chart's categories; a course of time stays from left to right."""
    if is_lying(chart):
        return (
            "show fewer rows (`transform`), on two slides where all are wanted, or take a wider layout (`layout=chart`)"
        )
    if chart.categories.time is not None or all(map(_is_period, chart.categories.labels)):
        return "take a wider layout (`layout=chart`), shorter names (`format: yyyy`) or fewer rows (`transform`)"
    return "draw horizontal bars: put the names on `y` and the numbers on `x`"


def _is_period(label: str) -> bool:
    """Whether a name looks like a year, a quarter or a month: `2024`, `Q1 2024`, `September 2024`."""
    return any(char.isdigit() for char in label) and sum(char.isalpha() for char in label) <= len("September")


def _bar_gap(frame: Frame, size: float) -> tuple[int, int]:
    """OOXML's gapWidth and overlap: bars as wide as their places allow, but never wider than they look well."""
    bars = [plot for plot in frame.chart.plots if plot.mark is Mark.BAR]
    if not bars:
        return _GAP, 0
    if bars[0].tight:
        return 0, 100 if bars[0].stacking is not Stacking.NONE else 0
    stacked = bars[0].stacking is not Stacking.NONE
    count = 1 if stacked else len(bars[0].series)
    gap = _GAP if count == 1 else _GAP_OF_CLUSTERS
    widest = _WIDEST_BAR * size * (0.5 if frame.horizontal else 1.0)
    if frame.band / (count + gap / 100) > widest:
        gap = round((frame.band / widest - count) * 100)
    return min(gap, 500), 100 if stacked else 0


def _texts(chart: Chart) -> Iterator[str]:
    yield chart.title
    yield from chart.categories.labels
    yield chart.categories.title
    for axis in (*chart.axes, *([chart.x_axis] if chart.x_axis else [])):
        yield axis.title
        yield from (tick.label for tick in axis.ticks)
    yield from (note.text for note in chart.annotations)
    yield from (guide.text for guide in chart.guides)
    for plot in chart.plots:
        for series in plot.series:
            yield series.direct_label
            yield from (point.label for point in series.points)
