"""Find where renderers put a data label, and how far from there the layout has it."""

from __future__ import annotations

from math import cos, pi, sin

from ria_deck.model.chart import LabelPlace, Mark, Rect, Stacking
from ria_deck.model.chart_frame import Frame
from ria_deck.model.look import LOOK
from ria_deck.render.pptx.charts.xml import ChartContext

GAP = 4.0  # points between a point and its label, as renderers have it


def datum_at(drawing: ChartContext, plot: int, series: int, point: int) -> tuple[float, float]:
    """Where a label of the point would be centred, in points: at the datum, or in the middle of its part of a stack."""
    frame = Frame(chart=drawing.chart, layout=drawing.layout)
    of_plot = drawing.chart.plots[plot]
    datum = of_plot.series[series].points[point]
    if of_plot.mark is Mark.ARC:
        return _ring_middle(drawing, series, point)
    axis = drawing.chart.axes[of_plot.axis]
    if of_plot.stacking is not Stacking.NONE:
        piece = next(one for one in frame.pieces(of_plot) if (one.series, one.point) == (series, point))
        along = frame.along((piece.low + piece.high) / 2, axis)
    else:
        along = frame.along(float(datum.value) if datum.value is not None else 0.0, axis)
    if datum.x is not None and drawing.chart.x_axis is not None:
        return frame.across(float(datum.x), drawing.chart.x_axis), along
    return (along, frame.middle(point)) if frame.horizontal else (frame.middle(point), along)


def _ring_middle(drawing: ChartContext, series: int, point: int) -> tuple[float, float]:
    """The middle of a part of a ring or pie."""
    points = drawing.chart.plots[0].series[series].points
    values = [float(one.value) for one in points if one.value is not None]  # all are there, and none is negative
    angle = (sum(values[:point]) + values[point] / 2) / sum(values) * 2 * pi
    box = drawing.layout.plot
    hole = 0 if drawing.chart.plots[0].whole else round(LOOK.hole * 100)
    radius = box.width / 2 * (1 + hole / 100) / 2
    return box.x + box.width / 2 + sin(angle) * radius, box.y + box.height / 2 - cos(angle) * radius


def side_of(box: Rect, spot: tuple[float, float]) -> LabelPlace:
    """The side of a datum that a label stands on."""
    x, y = spot
    if box.bottom <= y:
        return LabelPlace.ABOVE
    if box.y >= y:
        return LabelPlace.BELOW
    return LabelPlace.RIGHT if box.x >= x else LabelPlace.LEFT


def moved_by(
    drawing: ChartContext, box: Rect, spot: tuple[float, float], place: LabelPlace
) -> tuple[float, float] | None:
    """How far a label is from where renderers would put it, as shares of the chart's size."""
    x, y = spot
    cx, cy = box.x + box.width / 2, box.y + box.height / 2
    match place:
        case LabelPlace.ABOVE:
            by = (cx - x, box.bottom - (y - GAP))
        case LabelPlace.BELOW:
            by = (cx - x, box.y - (y + GAP))
        case LabelPlace.LEFT:
            by = (box.right - (x - GAP), cy - y)
        case _:
            by = (box.x - (x + GAP), cy - y)
    near = 0.25 * drawing.layout.label_size
    if abs(by[0]) < near and abs(by[1]) < near:
        return None
    return by[0] / drawing.layout.width, by[1] / drawing.layout.height
