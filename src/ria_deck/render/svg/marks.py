"""Draw the plots of a chart on a canvas: bars, lines, areas, dots and rings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ria_deck.model.chart import Mark, Plot, Rect, Series, Stacking
from ria_deck.model.chart_frame import Frame, number
from ria_deck.model.look import LOOK
from ria_deck.render.svg.canvas import Canvas, Point
from ria_deck.render.svg.paths import Outline

HATCH = 4.6  # points between the strokes of a hatched bar


def draw_plot(canvas: Canvas, frame: Frame, index: int) -> None:
    """Draw one plot of the chart; ids of its artists say `plot-series-point`."""
    plot = frame.chart.plots[index]
    match plot.mark:
        case Mark.BAR:
            _bars(canvas, frame, plot, index)
        case Mark.AREA:
            _areas(canvas, frame, plot, index)
        case Mark.LINE:
            for number_, series in enumerate(plot.series):
                _errors(canvas, frame, plot, series, f"error-{index}-{number_}")
                if not series.hidden:
                    _line(canvas, frame, plot, series, f"line-{index}-{number_}")
        case Mark.POINT:
            for number_, series in enumerate(plot.series):
                _points(canvas, frame, plot, series, f"point-{index}-{number_}")
        case Mark.ARC:
            _ring(canvas, frame, plot, index)


def _bars(canvas: Canvas, frame: Frame, plot: Plot, index: int) -> None:
    for piece in frame.pieces(plot):
        box = frame.bar(plot, piece)
        series = plot.series[piece.series]
        if series.hidden:
            continue
        point = series.points[piece.point]
        role = point.color or series.color
        gid = f"bar-{index}-{piece.series}-{piece.point}"
        parted = (plot.stacking is not Stacking.NONE and plot.seams) or plot.tight
        edge, width = ("paper", LOOK.seam) if parted else ("", 0.0)
        if point.pattern:
            _hatched(canvas, box, role, gid)
        else:
            canvas.path(_rectangle(box), fill=role, edge=edge, width=width, gid=gid)


def _hatched(canvas: Canvas, box: Rect, role: str, gid: str) -> None:
    """A bar of strokes from lower left to upper right, cut at its edges: patterns print badly."""
    canvas.path(_rectangle(box), fill="paper", gid=gid)
    vertices: list[Point] = []
    codes: list[int] = []
    start = math.floor((box.x + box.y) / HATCH) * HATCH
    while start <= box.right + box.bottom:
        left, right = max(box.x, start - box.bottom), min(box.right, start - box.y)
        if left < right:
            vertices += [(left, start - left), (right, start - right)]
            codes += [int(Outline.MOVETO), int(Outline.LINETO)]
        start += HATCH
    if vertices:
        canvas.path(Outline(vertices, codes), edge=role, width=1.3)
    inner = Rect(x=box.x + 0.5, y=box.y + 0.5, width=max(box.width - 1, 0.1), height=max(box.height - 1, 0.1))
    canvas.path(_rectangle(inner), edge=role, width=LOOK.hatch_edge)


def _areas(canvas: Canvas, frame: Frame, plot: Plot, index: int) -> None:
    axis = frame.chart.axes[plot.axis]
    pieces = {(piece.series, piece.point): piece for piece in frame.pieces(plot)}
    for number_, series in enumerate(plot.series):
        for run in frame.stretches(series):
            found = [pieces[number_, point] for point in run]
            tops = [(frame.middle(piece.point), frame.along(piece.high, axis)) for piece in found]
            lows = [(frame.middle(piece.point), frame.along(piece.low, axis)) for piece in found]
            outline = Outline([*tops, *reversed(lows), tops[0]], closed=True)
            stacked = plot.stacking is not Stacking.NONE
            canvas.path(
                outline,
                fill=series.color,
                share=LOOK.tint if series.tint else 1.0,
                edge="paper" if stacked else "",
                width=LOOK.seam if stacked else 0.0,
                gid=f"area-{index}-{number_}-{run[0]}",
            )
        _markers(canvas, frame, plot, series, f"dot-{index}-{number_}")


def _line(canvas: Canvas, frame: Frame, plot: Plot, series: Series, gid: str) -> None:
    size = frame.layout.label_size
    width = LOOK.bracket if series.bracket else LOOK.line_width(size)
    axis = frame.chart.axes[plot.axis]
    for run in frame.stretches(series):
        places = [(frame.middle(point), frame.along(number(series, point) or 0.0, axis)) for point in run]
        if len(places) > 1:
            dash = (width * 3, width * 2) if series.dash else ()
            canvas.path(Outline(places), edge=series.color, width=width, dash=dash, gid=f"{gid}-{run[0]}")
        elif not series.points[run[0]].marker:
            canvas.dot(*places[0], size * LOOK.marker, series.color, gid=f"{gid.replace('line', 'dot')}-{run[0]}")
    _markers(canvas, frame, plot, series, gid.replace("line", "dot"))


def _errors(canvas: Canvas, frame: Frame, plot: Plot, series: Series, gid: str) -> None:
    """Lines from points to what their numbers may be, with caps."""
    axis, cap = frame.chart.axes[plot.axis], frame.layout.label_size * 0.3
    width = LOOK.bracket if series.bracket else frame.layout.label_size * LOOK.error
    for point, reach in enumerate(series.errors):
        value = number(series, point)
        if reach is None or value is None:
            continue
        x = frame.middle(point)
        low, high = frame.along(value - reach[0], axis), frame.along(value + reach[1], axis)
        canvas.line((x, low), (x, high), series.color, width, gid=f"{gid}-{point}")
        if series.bracket:
            if series.hidden:
                _arrow_head(canvas, (x, low), frame.layout.label_size * LOOK.head, series.color)
            continue
        for end, length in ((low, reach[0]), (high, reach[1])):
            if length:
                canvas.line((x - cap, end), (x + cap, end), series.color, width)


def _arrow_head(canvas: Canvas, tip: Point, half: float, role: str) -> None:
    """A triangle that points down to its tip."""
    x, y = tip
    corners = [(x, y), (x - half, y - 2 * half), (x + half, y - 2 * half), (x, y)]
    canvas.path(Outline(corners, closed=True), fill=role)


def _markers(canvas: Canvas, frame: Frame, plot: Plot, series: Series, gid: str) -> None:
    axis = frame.chart.axes[plot.axis]
    for point, datum in enumerate(series.points):
        value = number(series, point)
        if not datum.marker or value is None:
            continue
        role, edge = ("paper", datum.marker) if datum.pattern else (datum.marker, "paper")
        radius = frame.layout.label_size * LOOK.marker
        canvas.dot(frame.middle(point), frame.along(value, axis), radius, role, edge=edge, gid=f"{gid}-{point}")


def _points(canvas: Canvas, frame: Frame, plot: Plot, series: Series, gid: str) -> None:
    axis, across = frame.chart.axes[plot.axis], frame.chart.x_axis
    for index, point in enumerate(series.points):
        value = number(series, index)
        if value is None:
            continue
        role = point.color or series.color
        fill, edge = ("paper", role) if point.pattern else (role, "paper")
        if across is None:
            x, y = frame.middle(index), frame.along(value, axis)
            x, y = (y, x) if frame.horizontal else (x, y)
        elif point.x is None or point.x.raw is None:
            continue
        else:
            x, y = frame.across(float(point.x), across), frame.along(value, axis)
        canvas.dot(x, y, frame.radius(point), fill, edge=edge, gid=f"{gid}-{index}")


def _ring(canvas: Canvas, frame: Frame, plot: Plot, index: int) -> None:
    """Parts clockwise from twelve o'clock, each with a white rim."""
    box = frame.layout.plot
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    radius = min(box.width, box.height) / 2
    series = plot.series[0]
    values = [number(series, point) or 0.0 for point in range(len(series.points))]
    total = sum(values) or 1.0
    angle = 0.0
    for point, value in enumerate(values):
        if value <= 0:
            continue
        end = angle + value / total * 360
        role = series.points[point].color or series.color
        outline = _sector(middle, radius, angle, end, 0.0 if plot.whole else LOOK.hole)
        canvas.path(outline, fill=role, edge="paper", width=LOOK.arc_seam, gid=f"arc-{index}-0-{point}")
        angle = end


def _sector(middle: Point, radius: float, start: float, end: float, hole: float) -> Outline:
    """A part of a ring between two angles in degrees, clockwise from the top."""
    if end - start > 359.99:
        end = start + 359.99
    arc = Outline.arc(start - 90, end - 90)
    unit = [(float(x), float(y)) for x, y in np.asarray(arc.vertices)]
    outer = [(middle[0] + x * radius, middle[1] + y * radius) for x, y in unit]
    inner = [(middle[0] + x * radius * hole, middle[1] + y * radius * hole) for x, y in reversed(unit)]
    curves = [int(code) for code in np.asarray(arc.codes)]
    codes = [*curves, int(Outline.LINETO), *curves[1:], int(Outline.CLOSEPOLY)]
    return Outline([*outer, *inner, outer[0]], codes)


def _rectangle(box: Rect) -> Outline:
    corners: Sequence[Point] = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    return Outline([*corners, corners[0]], closed=True)
