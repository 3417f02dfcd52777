"""The plots of a chart as `c:barChart`, `c:lineChart` … with their series, points and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ria_deck.model.chart import Chart, Mark, NumberFormat, Plot, Series, Stacking
from ria_deck.model.chart_frame import is_bridged, is_sized, neighbour, stands_alone
from ria_deck.model.look import LOOK
from ria_deck.render.pptx.charts.point_labels import labels_element, notes_of, notes_range
from ria_deck.render.pptx.charts.workbook import SeriesRanges, code_of, most_points, serial
from ria_deck.render.pptx.charts.xml import (
    ChartContext,
    Element,
    all_same,
    el,
    fill,
    flag,
    hatch,
    no_line,
    plain,
    shape,
    stroke,
)

_GROUPING = {Stacking.NONE: "standard", Stacking.ZERO: "stacked", Stacking.NORMALIZE: "percentStacked"}


def plot_element(
    drawing: ChartContext, index: int, first: int, columns: dict[tuple[int, int], SeriesRanges]
) -> Element:
    """The plot's element; `first` is the running number of its first series. Axis ids follow by `axis_ids`."""
    plot = drawing.chart.plots[index]
    series: list[Element] = []
    for number, one in enumerate(plot.series):
        head = [flag("c:idx", first + number), flag("c:order", first + number)]
        column = columns[index, number]
        rest = _series(drawing, (index, number), column)
        series.append(el("c:ser", *head, _name(one, column), *rest))
    layout = drawing.layout
    match plot.mark:
        case Mark.BAR:
            grouping = "clustered" if plot.stacking is Stacking.NONE else _GROUPING[plot.stacking]
            head = [flag("c:barDir", "bar" if plot.horizontal else "col"), flag("c:grouping", grouping)]
            overlap = layout.overlap if plot.stacking is Stacking.NONE else 100
            tail = [flag("c:gapWidth", layout.gap_width), *([flag("c:overlap", overlap)] if overlap else [])]
            return el("c:barChart", *head, flag("c:varyColors", False), *series, *tail)
        case Mark.AREA:
            head = [flag("c:grouping", _GROUPING[plot.stacking]), flag("c:varyColors", False)]
            return el("c:areaChart", *head, *series)
        case Mark.ARC if plot.whole:
            return el("c:pieChart", flag("c:varyColors", True), *series, flag("c:firstSliceAng", 0))
        case Mark.ARC:
            tail = [flag("c:firstSliceAng", 0), flag("c:holeSize", round(LOOK.hole * 100))]
            return el("c:doughnutChart", flag("c:varyColors", True), *series, *tail)
        case Mark.POINT if is_sized(drawing.chart):
            size = [flag("c:bubbleScale", 100), flag("c:showNegBubbles", False), flag("c:sizeRepresents", "area")]
            return el("c:bubbleChart", flag("c:varyColors", False), *series, *size)
        case Mark.POINT if drawing.chart.x_axis is not None:
            return el("c:scatterChart", flag("c:scatterStyle", "lineMarker"), flag("c:varyColors", False), *series)
        case Mark.LINE | Mark.POINT:
            head = [flag("c:grouping", "standard"), flag("c:varyColors", False)]
            return el("c:lineChart", *head, *series, flag("c:marker", True))


def _series(drawing: ChartContext, place: tuple[int, int], column: SeriesRanges) -> list[Element]:
    """What follows a series' name."""
    plot = drawing.chart.plots[place[0]]
    series = plot.series[place[1]]
    parts: list[Element] = []
    scatter = drawing.chart.x_axis is not None
    match plot.mark:
        case Mark.BAR if series.hidden:
            parts += [shape(el("a:noFill"), no_line()), flag("c:invertIfNegative", False)]
        case Mark.LINE if series.hidden:
            parts += [shape(_no_stroke()), _marker(drawing, "")]
        case Mark.BAR:
            parts += [_bar_shape(drawing, plot, series.color, hatched=False), flag("c:invertIfNegative", False)]
        case Mark.AREA:
            parts.append(_area_shape(drawing, plot, series))
        case Mark.LINE:
            parts += [_line_shape(drawing, series), _marker(drawing, _common_marker(series))]
        case Mark.POINT if is_sized(drawing.chart):
            face = shape(fill(series.color, drawing.theme), stroke("paper", 1.0, drawing.theme))
            parts += [face, flag("c:invertIfNegative", False)]
        case Mark.POINT:
            parts += [shape(_no_stroke()), _marker(drawing, series.color, radius=LOOK.spot)]
        case Mark.ARC:
            pass
    parts += _points(drawing, plot, series)
    parts += labels_element(drawing, *place)
    if any(series.errors):
        parts.append(_error_bars(drawing, series, column))
    count = len(series.points)
    form = series.format
    if scatter:
        parts += _pairs(drawing, series, column)
    else:
        parts.append(el("c:cat", _categories(drawing.chart, column.categories, count)))
        parts.append(el("c:val", _numbers(column.values, _values(series), form)))
    if plot.mark in {Mark.LINE, Mark.POINT} and not is_sized(drawing.chart):
        parts.append(flag("c:smooth", False))
    if column.notes:
        parts.append(notes_range(column.notes, notes_of(drawing, *place), most_points(drawing.chart)))
    return parts


def _pairs(drawing: ChartContext, series: Series, column: SeriesRanges) -> Iterator[Element]:
    """The numbers of a scatter, all columns as long as the longest."""
    across = drawing.chart.x_axis.format if drawing.chart.x_axis else NumberFormat()
    rest = [None] * (most_points(drawing.chart) - len(series.points))
    xs = [None if point.x is None else point.x.raw for point in series.points]
    yield el("c:xVal", _numbers(column.categories, [*xs, *rest], across))
    yield el("c:yVal", _numbers(column.values, [*_values(series), *rest], series.format))
    if is_sized(drawing.chart):
        sizes = [None if point.size is None else point.size.raw for point in series.points]
        yield el("c:bubbleSize", _numbers(column.sizes, [*sizes, *rest], NumberFormat()))
        yield flag("c:bubble3D", False)


def _error_bars(drawing: ChartContext, series: Series, column: SeriesRanges) -> Element:
    """`c:errBars` with a length of its own for each point, from the workbook."""
    reaches = [reach or (0.0, 0.0) for reach in series.errors]

    def lengths(tag: str, side: int) -> Element:
        cells = [None if reach is None else reach[side] for reach in series.errors]
        return el(tag, _numbers(column.reaches[side], cells, series.format))

    sides = [any(reach[side] for reach in reaches) for side in (0, 1)]
    return el(
        "c:errBars",
        flag("c:errDir", "y"),
        flag("c:errBarType", "both" if all(sides) else "minus" if sides[0] else "plus"),
        flag("c:errValType", "cust"),
        flag("c:noEndCap", series.bracket),
        *([lengths("c:plus", 1)] if sides[1] else []),
        *([lengths("c:minus", 0)] if sides[0] else []),
        shape(_error_stroke(drawing, series)),
    )


def _error_stroke(drawing: ChartContext, series: Series) -> Element:
    """The line of error bars; the end of a bracket's hidden part is an arrow."""
    if not series.bracket:
        return stroke(series.color, drawing.layout.label_size * LOOK.error, drawing.theme)
    line = stroke(series.color, LOOK.bracket, drawing.theme)
    if series.hidden:
        line.append(el("a:tailEnd", type="triangle", w="med", len="med"))
    return line


def _categories(chart: Chart, reference: str, count: int) -> Element:
    """Words, or the dates of a time axis as the workbook counts them."""
    if chart.dated is None:
        return _strings(reference, chart.categories.labels[:count])
    form = NumberFormat(code=chart.dated.code)
    return _numbers(reference, [serial(day) for day in chart.dated.days[:count]], form)


def _values(series: Series) -> list[object]:
    return [None if point.value is None else point.value.raw for point in series.points]


def _name(series: Series, column: SeriesRanges) -> Element:
    cache = el("c:strCache", flag("c:ptCount", 1), el("c:pt", el("c:v", series.name), idx=0))
    return el("c:tx", el("c:strRef", el("c:f", column.name), cache))


def _strings(reference: str, labels: Sequence[str]) -> Element:
    points = [el("c:pt", el("c:v", label), idx=index) for index, label in enumerate(labels)]
    return el("c:strRef", el("c:f", reference), el("c:strCache", flag("c:ptCount", len(labels)), *points))


def _numbers(reference: str, values: Sequence[object], form: NumberFormat) -> Element:
    """Numbers with their cache; a gap has no `c:pt`."""
    points = [el("c:pt", el("c:v", plain(raw)), idx=index) for index, raw in enumerate(values) if raw is not None]
    cache = el("c:numCache", el("c:formatCode", code_of(form)), flag("c:ptCount", len(values)), *points)
    return el("c:numRef", el("c:f", reference), cache)


def _bar_shape(drawing: ChartContext, plot: Plot, role: str, *, hatched: bool) -> Element:
    theme = drawing.theme
    if hatched:
        return shape(hatch(role, theme), stroke(role, LOOK.hatch_edge, theme))
    parted = (plot.stacking is not Stacking.NONE and plot.seams) or plot.tight
    edge = stroke("paper", LOOK.seam, theme) if parted else no_line()
    return shape(fill(role, theme), edge)


def _area_shape(drawing: ChartContext, plot: Plot, series: Series) -> Element:
    edge = no_line() if plot.stacking is Stacking.NONE else stroke("paper", LOOK.seam, drawing.theme)
    return shape(fill(series.color, drawing.theme, alpha=round(LOOK.tint * 100_000) if series.tint else 100_000), edge)


def _line_shape(drawing: ChartContext, series: Series) -> Element:
    width = LOOK.bracket if series.bracket else LOOK.line_width(drawing.layout.label_size)
    return shape(stroke(series.color, width, drawing.theme, dash="dash" if series.dash else "", cap="rnd"))


def _no_stroke() -> Element:
    return el("a:ln", el("a:noFill"), w=19_050)


def _marker(drawing: ChartContext, role: str, *, hollow: bool = False, radius: float = LOOK.marker) -> Element:
    """A disc with a rim of paper; no role, no marker; hollow for a point of another definition."""
    if not role:
        return el("c:marker", flag("c:symbol", "none"))
    size = min(max(round(drawing.layout.label_size * radius * 2), 2), 72)
    inner, rim = ("paper", role) if hollow else (role, "paper")
    face = shape(fill(inner, drawing.theme), stroke(rim, 1.0, drawing.theme))
    return el("c:marker", flag("c:symbol", "circle"), flag("c:size", size), face)


def _common_marker(series: Series) -> str:
    """The marker that all points of a line have, or none."""
    roles = [point.marker for point in series.points if point.value is not None]
    return roles[0] if all_same(roles) else ""


def _points(drawing: ChartContext, plot: Plot, series: Series) -> Iterator[Element]:
    """`c:dPt` for the points that don't look like their series."""
    for index, point in enumerate(series.points):
        if point.value is None:
            continue
        head = flag("c:idx", index)
        match plot.mark:
            case Mark.BAR if point.pattern or point.color:
                face = _bar_shape(drawing, plot, point.color or series.color, hatched=point.pattern)
                yield el("c:dPt", head, flag("c:invertIfNegative", False), flag("c:bubble3D", False), face)
            case Mark.ARC:
                role = point.color or series.color
                face = shape(fill(role, drawing.theme), stroke("paper", LOOK.arc_seam, drawing.theme))
                yield el("c:dPt", head, flag("c:bubble3D", False), face)
            case Mark.LINE if not series.hidden:
                yield from _line_point(drawing, series, index, head)
            case Mark.POINT if (point.pattern or point.color) and not is_sized(drawing.chart):
                marker = _marker(drawing, point.color or series.color, hollow=point.pattern, radius=LOOK.spot)
                yield el("c:dPt", head, marker, flag("c:bubble3D", False), shape(_no_stroke()))
            case _:
                pass


def _line_point(drawing: ChartContext, series: Series, index: int, head: Element) -> Iterator[Element]:
    point = series.points[index]
    common = _common_marker(series)
    role = point.marker or (series.color if stands_alone(series.points, index) else "")
    broken = not point.connected and _is_reached(drawing.chart, series, index)
    if role == common and not broken and not (role and point.pattern):
        return
    line = shape(_no_stroke()) if broken else _line_shape(drawing, series)
    yield el("c:dPt", head, _marker(drawing, role, hollow=point.pattern), flag("c:bubble3D", False), line)


def _is_reached(chart: Chart, series: Series, index: int) -> bool:
    """Whether renderers would draw a line to a point: in a chart where lines run on, over its missing values too."""
    if is_bridged(chart):
        return any(point.value is not None for point in series.points[:index])
    return neighbour(series.points, index, -1) is not None
