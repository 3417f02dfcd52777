"""The places of a chart's categories, values, bars and points, in points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ria_deck.model.chart import Chart, ChartLayout, Mark, Plot, Point, Rect, Series, Stacking, ValueAxis
from ria_deck.model.look import LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A bar's or stacked area's part at one category: it reaches from `low` to `high` on its value axis."""

    series: int
    point: int
    low: float
    high: float


def _stacked(point: int, heights: Sequence[tuple[int, float]]) -> Iterator[Piece]:
    """Pieces one on the other, those below zero downwards."""
    above = below = 0.0
    for index, height in heights:
        low = above if height >= 0 else below
        yield Piece(series=index, point=point, low=low, high=low + height)
        if height >= 0:
            above += height
        else:
            below += height


@dataclass(frozen=True, kw_only=True)
class Frame:
    """How a chart's numbers become places in a figure."""

    chart: Chart
    layout: ChartLayout

    @property
    def horizontal(self) -> bool:
        """Whether the categories stand one below the other."""
        return any(plot.horizontal for plot in self.chart.plots)

    @property
    def band(self) -> float:
        """The distance between two categories."""
        count = len(self.chart.categories.labels)
        length = self.layout.plot.height if self.horizontal else self.layout.plot.width
        return length / max(count if self.chart.categories.between else count - 1, 1)

    def middle(self, index: float) -> float:
        """Where a category's middle is: from the left (the right in a mirrored layout), or from the top in a horizontal
        chart."""
        plot = self.layout.plot
        away = self.band * (index + (0.5 if self.chart.categories.between else 0.0))
        if self.horizontal:
            return plot.y + away
        return plot.right - away if self.layout.mirrored else plot.x + away

    def along(self, value: float, axis: ValueAxis) -> float:
        """Where a value stands on its axis: from the top, or from the left in a horizontal chart."""
        share = share_of(value, axis)
        plot = self.layout.plot
        if not self.horizontal:
            return plot.bottom - share * plot.height
        return plot.right - share * plot.width if self.layout.mirrored else plot.x + share * plot.width

    def across(self, value: float, axis: ValueAxis) -> float:
        """Where a scatter's x stands."""
        plot = self.layout.plot
        return plot.x + (value - axis.minimum) / (axis.maximum - axis.minimum) * plot.width

    def radius(self, point: Point) -> float:
        """The radius of a disc that stands alone: its area shows the point's size, if it has one."""
        if point.size is None:
            return self.layout.label_size * LOOK.spot
        plot = self.layout.plot
        return math.sqrt(float(point.size) / self._largest) * LOOK.bubble / 2 * min(plot.width, plot.height)

    @cached_property
    def _largest(self) -> float:
        """The greatest size of a point; 1 where all are 0."""
        points = (one for plot in self.chart.plots for series in plot.series for one in series.points)
        return max(float(one.size) for one in points if one.size is not None) or 1.0

    def zero(self, axis: ValueAxis) -> float:
        """The value that bars and areas start from."""
        if axis.log:
            return axis.minimum
        return min(max(0.0, axis.minimum), axis.maximum)

    def bar(self, plot: Plot, piece: Piece) -> Rect:
        """The rectangle of a bar; its width follows OOXML's gapWidth and overlap."""
        count = 1 if plot.stacking is not Stacking.NONE else len(plot.series)
        overlap, gap = self.layout.overlap / 100, self.layout.gap_width / 100
        if plot.stacking is not Stacking.NONE:
            overlap = 1.0
        width = self.band / (count - (count - 1) * overlap + gap)
        cluster = width * (count - (count - 1) * overlap)
        shift = 0.0 if plot.stacking is not Stacking.NONE else piece.series * width * (1 - overlap)
        start = self.middle(piece.point) - cluster / 2 + shift
        if self.layout.mirrored and not self.horizontal:
            start = self.middle(piece.point) + cluster / 2 - shift - width
        axis = self.chart.axes[plot.axis]
        ends = sorted((self.along(piece.low, axis), self.along(piece.high, axis)))
        if self.horizontal:
            return Rect(x=ends[0], y=start, width=ends[1] - ends[0], height=width)
        return Rect(x=start, y=ends[0], width=width, height=ends[1] - ends[0])

    def pieces(self, plot: Plot) -> Iterator[Piece]:
        """The parts of a bar or area plot; missing points have none."""
        start = self.zero(self.chart.axes[plot.axis])
        for point in range(len(self.chart.categories.labels)):
            values = [number(series, point) for series in plot.series]
            there = [(index, value) for index, value in enumerate(values) if value is not None]
            total = sum(abs(value) for _, value in there) or 1.0
            if plot.stacking is Stacking.NONE:
                yield from (Piece(series=index, point=point, low=start, high=value) for index, value in there)
            elif plot.stacking is Stacking.NORMALIZE:
                yield from _stacked(point, [(index, value / total) for index, value in there])
            else:
                yield from _stacked(point, there)

    def stretches(self, series: Series) -> Iterator[list[int]]:
        """Indices of points that a line runs through without a break."""
        run: list[int] = []
        for index, point in enumerate(series.points):
            if number(series, index) is None:
                if point.bridged:
                    continue
                if run:
                    yield run
                run = []
                continue
            if run and not point.connected:
                yield run
                run = []
            run.append(index)
        if run:
            yield run


def number(series: Series, index: int) -> float | None:
    """The point's number, None at a gap."""
    value = series.points[index].value
    return None if value is None or value.raw is None else float(value)


def stands_alone(points: Sequence[Point], index: int) -> bool:
    """Whether no line runs to or from a point: without a marker nobody would see it."""
    before, after = neighbour(points, index, -1), neighbour(points, index, 1)
    return (before is None or not points[index].connected) and (after is None or not points[after].connected)


def neighbour(points: Sequence[Point], index: int, step: int) -> int | None:
    """The next point to the left (-1) or right (1) that a line could run to; None at a gap and at the end."""
    index += step
    while 0 <= index < len(points):
        if points[index].value is not None:
            return index
        if not points[index].bridged:
            return None
        index += step
    return None


def is_bridged(chart: Chart) -> bool:
    """Whether lines run on over empty cells; where one must not, its next point has no line of its own."""
    return any(point.bridged for plot in chart.plots for series in plot.series for point in series.points)


def share_of(value: float, axis: ValueAxis) -> float:
    """Where a value stands between the ends of its axis."""
    if axis.log:
        low, high = math.log10(axis.minimum), math.log10(axis.maximum)
        return (math.log10(max(value, axis.minimum)) - low) / (high - low)
    return (value - axis.minimum) / (axis.maximum - axis.minimum)


def is_floating(plot: Plot) -> bool:
    """Whether a plot's bars stand on a ground that isn't drawn."""
    return plot.mark is Mark.BAR and any(series.hidden for series in plot.series)


def is_sized(chart: Chart) -> bool:
    """Whether the discs of a scatter show a number by their areas."""
    return any(point.size is not None for plot in chart.plots for one in plot.series for point in one.points)


def is_ring(plots: Sequence[Plot]) -> bool:
    """Whether the chart is a ring of parts."""
    return any(plot.mark is Mark.ARC for plot in plots)
