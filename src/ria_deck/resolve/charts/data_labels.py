"""Place data labels and series names in a plot, clear of everything drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ria_deck.model.chart import (
    DataLabel,
    LabelPlace,
    Mark,
    PlacedText,
    Plot,
    Point,
    Rect,
    Series,
    SeriesLabel,
    Stacking,
)
from ria_deck.model.chart_frame import Frame, Piece, number
from ria_deck.model.look import LOOK
from ria_deck.resolve.charts.margins import SIDE_GAP, Margins, has_number
from ria_deck.resolve.labels.occupancy import Ground, Setter, ink, spread

_NEAR = 0.08  # of the size: between a bar and its number (a line's box has air of its own)


def shapes_on(ground: Ground, frame: Frame, setter: Setter) -> None:
    """Note the bars, lines and dots of a chart, and the line it stands on."""
    plot_box, axis = frame.layout.plot, frame.chart.axes[0]
    base = frame.along(frame.zero(axis), axis)
    ground.strokes.append(
        (base, plot_box.y, base, plot_box.bottom) if frame.horizontal else (plot_box.x, base, plot_box.right, base)
    )
    for plot in frame.chart.plots:
        if plot.mark is Mark.BAR:
            pieces = [piece for piece in frame.pieces(plot) if not plot.series[piece.series].hidden]
            ground.boxes += [frame.bar(plot, piece) for piece in pieces]
        else:
            for series in plot.series:
                ground.strokes += _strokes(plot, series, frame)
                ground.boxes += _dots(plot, series, frame, LOOK.marker * setter.size)


def _strokes(plot: Plot, series: Series, frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """The pieces of a line that is drawn."""
    if plot.mark is Mark.LINE and not series.hidden:
        for run in frame.stretches(series):
            places = [_place(frame, plot, series.points[index], index) for index in run]
            yield from ((*a, *b) for a, b in pairwise(places))


def _dots(plot: Plot, series: Series, frame: Frame, radius: float) -> Iterator[Rect]:
    """The boxes of the points that have a marker."""
    for index, point in enumerate(series.points):
        if point.value is not None and (point.marker or plot.mark is Mark.POINT):
            x, y = _place(frame, plot, point, index)
            yield _square(x, y, radius if point.size is None else frame.radius(point))


def _place(frame: Frame, plot: Plot, point: Point, index: int) -> tuple[float, float]:
    value = float(point.value) if point.value is not None else 0.0
    along = frame.along(value, frame.chart.axes[plot.axis])
    if point.x is not None and frame.chart.x_axis is not None:
        return frame.across(float(point.x), frame.chart.x_axis), along
    return (along, frame.middle(index)) if frame.horizontal else (frame.middle(index), along)


def data_labels(
    ground: Ground, frame: Frame, setter: Setter, names: Sequence[SeriesLabel]
) -> tuple[list[DataLabel], list[str]]:
    """The numbers at bars and points in their places, and those that found none. Of numbers that nobody asked for, all
    are shown or none; a number that ends a series' name isn't shown again."""
    named = {(name.plot, name.series, name.point) for name in names if name.numbered}
    found: list[DataLabel] = []
    crowded: list[str] = []
    for index, plot in enumerate(frame.chart.plots):
        taken, shown, left = len(ground.words), len(found), len(crowded)
        wishes = [wish for wish in _wishes(frame, plot, setter) if (index, *wish[:2]) not in named]
        for series, point, options in wishes:
            free = _first_free(options, ground)
            if free is None:
                crowded.append(plot.series[series].points[point].label)
            else:
                ground.take(free[1])
                found.append(DataLabel(plot=index, series=series, point=point, place=free[0], text=free[1]))
        if len(crowded) > left and not plot.labels_asked:
            del ground.words[taken:], found[shown:], crowded[left:]
    return found, crowded


def _first_free(options: Iterable[_Option], ground: Ground) -> _Option | None:
    return next((one for one in options if ground.free(ink(one[1]), inside=one[2], air=0.4)), None)


_Option = tuple[LabelPlace, PlacedText, Rect | None]


def _wishes(frame: Frame, plot: Plot, setter: Setter) -> Iterator[tuple[int, int, list[_Option]]]:
    """Every label with its places, the best first."""
    if plot.mark is Mark.BAR:
        for piece in frame.pieces(plot):
            if plot.series[piece.series].points[piece.point].label:
                yield piece.series, piece.point, list(_at_bar(frame, plot, piece, setter))
        return
    for series, row in enumerate(plot.series):
        for index, point in enumerate(row.points):
            if row.bracket and point.label and point.value is not None:
                yield series, index, list(_over_bracket(frame, plot, row, point, setter))
            elif point.label and point.value is not None:
                yield series, index, list(_beside_point(frame, plot, point, index, row.color, setter))


def _at_bar(frame: Frame, plot: Plot, piece: Piece, setter: Setter) -> Iterator[_Option]:
    series = plot.series[piece.series]
    point = series.points[piece.point]
    box = frame.bar(plot, piece)
    color, text = point.color or series.color, point.label
    width = setter.width(text, bold=True)
    inner = not point.pattern and width + 0.5 * setter.size <= box.width and box.height >= setter.line
    down = piece.high < piece.low
    if plot.stacking is not Stacking.NONE:
        if inner:
            yield LabelPlace.CENTER, _in_middle(text, box, color, setter), box
    elif frame.horizontal:
        yield from _beside_bar(text, box, color, setter, down=down, inner=inner)
    else:
        yield from _over_bar(text, box, color, setter, down=down, inner=inner)


def _in_middle(text: str, box: Rect, color: str, setter: Setter) -> PlacedText:
    middle = box.x + box.width / 2, box.y + box.height / 2
    return setter.middle(text, *middle, setter.on(color), align="center", bold=True)


def _beside_bar(text: str, box: Rect, color: str, setter: Setter, *, down: bool, inner: bool) -> Iterator[_Option]:
    """At the end of a horizontal bar, outside of it or in it."""
    size, middle = setter.size, box.y + box.height / 2
    x, align = (box.x - 0.3 * size, "end") if down else (box.right + 0.3 * size, "start")
    yield LabelPlace.OUTSIDE_END, setter.middle(text, x, middle, color, align=align, bold=True), None
    if inner:
        edge, align = (box.x + 0.3 * size, "start") if down else (box.right - 0.3 * size, "end")
        yield LabelPlace.INSIDE_END, setter.middle(text, edge, middle, setter.on(color), align=align, bold=True), box


def _over_bar(text: str, box: Rect, color: str, setter: Setter, *, down: bool, inner: bool) -> Iterator[_Option]:
    """At the end of an upright bar, outside of it, in it or in its middle."""
    size, line, middle = setter.size, setter.line, box.x + box.width / 2
    top = box.bottom + _NEAR * size if down else box.y - line - _NEAR * size
    yield LabelPlace.OUTSIDE_END, setter.put(text, middle, top, color, align="center", bold=True), None
    if inner and box.height >= 1.3 * line:
        top = box.bottom - line - 0.2 * size if down else box.y + 0.2 * size
        yield LabelPlace.INSIDE_END, setter.put(text, middle, top, setter.on(color), align="center", bold=True), box
        yield LabelPlace.CENTER, _in_middle(text, box, color, setter), box


def _over_bracket(frame: Frame, plot: Plot, row: Series, point: Point, setter: Setter) -> Iterator[_Option]:
    """The words over the middle of a bracket."""
    known = [index for index, one in enumerate(row.points) if one.value is not None]
    middle = (frame.middle(known[0]) + frame.middle(known[-1])) / 2
    _, y = _place(frame, plot, point, known[0])
    color = "ink" if row.color == "grey" else row.color
    top = y - setter.line - 0.15 * setter.size
    yield LabelPlace.ABOVE, setter.put(point.label, middle, top, color, align="center", bold=True), None


def _beside_point(frame: Frame, plot: Plot, point: Point, index: int, color: str, setter: Setter) -> Iterator[_Option]:
    radius = frame.radius(point) if point.size is not None else LOOK.marker * setter.size
    return _at_point(_place(frame, plot, point, index), color, point.label, setter, radius)


def _at_point(at: tuple[float, float], color: str, text: str, setter: Setter, radius: float) -> Iterator[_Option]:
    x, y = at
    away = radius + 0.12 * setter.size
    if setter.width(text, bold=True) < 1.7 * radius:
        yield (
            LabelPlace.CENTER,
            setter.middle(text, x, y, setter.on(color), align="center", bold=True),
            _square(x, y, radius),
        )
    yield LabelPlace.ABOVE, setter.put(text, x, y - away - setter.line, color, align="center", bold=True), None
    yield LabelPlace.BELOW, setter.put(text, x, y + away, color, align="center", bold=True), None
    yield LabelPlace.RIGHT, setter.middle(text, x + away + 0.15 * setter.size, y, color, bold=True), None
    yield LabelPlace.LEFT, setter.middle(text, x - away - 0.15 * setter.size, y, color, align="end", bold=True), None


def _square(x: float, y: float, radius: float) -> Rect:
    """The box of a disc."""
    return Rect(x=x - radius, y=y - radius, width=2 * radius, height=2 * radius)


def series_names(ground: Ground, frame: Frame, margins: Margins, setter: Setter) -> list[SeriesLabel]:
    """The names in the row above the plot, then those beside the last points, moved apart where they would touch."""
    chart, size = frame.chart, setter.size
    names: list[SeriesLabel] = []
    for name in margins.key:
        color = chart.plots[name.place[0]].series[name.place[1]].color
        text = ground.take(setter.put(name.text, name.x, name.y, color, bold=True))
        names.append(SeriesLabel(plot=name.place[0], series=name.place[1], point=-1, text=text))
    wanted = sorted((_end(frame, place), place) for place in margins.side)
    heights = [setter.height(margins.side[place]) for _, place in wanted]
    plot_box = frame.layout.plot
    middles = spread([y for y, _ in wanted], heights, plot_box.y - 0.5 * size, plot_box.bottom + 0.5 * size)
    for (_, place), middle in zip(wanted, middles, strict=True):
        plot = chart.plots[place[0]]
        series, last = plot.series[place[1]], len(plot.series[place[1]].points) - 1
        color = series.color if plot.stacking is Stacking.NONE else "ink"  # on its own colour where the stack grows
        lines = all(plot.mark is Mark.LINE for plot in chart.plots)
        left = (frame.middle(len(chart.categories.labels) - 1) if lines else plot_box.right) + SIDE_GAP * size
        text = ground.take(setter.middle(margins.side[place], left, middle, color, bold=True))
        numbered = has_number(chart, place)
        names.append(SeriesLabel(plot=place[0], series=place[1], point=last, text=text, numbered=numbered))
    return names


def _end(frame: Frame, place: tuple[int, int]) -> float:
    """Where a series ends: its last point, or the middle of its last part in a stack."""
    plot = frame.chart.plots[place[0]]
    series = plot.series[place[1]]
    axis = frame.chart.axes[plot.axis]
    if plot.stacking is Stacking.NONE:
        return frame.along(number(series, len(series.points) - 1) or 0.0, axis)
    last = [p for p in frame.pieces(plot) if p.series == place[1] and p.point == len(series.points) - 1]
    return frame.along((last[0].low + last[0].high) / 2, axis)
