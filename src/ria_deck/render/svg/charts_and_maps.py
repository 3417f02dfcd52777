"""Draw a laid-out chart or map as SVG; every number and place is the layout's."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.model.chart import Chart, ChartLayout, Rect
from ria_deck.model.chart_frame import Frame, is_ring
from ria_deck.model.look import LOOK
from ria_deck.model.map import AreasLayout, InsetLayout, Map, MapLayout, MapList, coast_lines
from ria_deck.model.theme import Theme
from ria_deck.model.tint import Tint
from ria_deck.render.svg.canvas import Canvas
from ria_deck.render.svg.marks import draw_plot
from ria_deck.render.svg.paths import Outline, plain_settings

COAST = 0.5  # widths of lines in points
FRAME = 0.75
SCALE = 1.5
ARC = 0.72  # of a link's width on a slide


@plain_settings
def chart_svg(chart: Chart, layout: ChartLayout, theme: Theme, *, browsers: bool = False) -> str:
    """The chart in a layout (`chart.handout`, `chart.slide`) as an `<svg>` element of its size in points.

    Raises BuildError for a character without a glyph. Ids of the parts: `<name>-bar-<plot>-<series>-<point>`,
    `-line-…`, `-area-…`, `-point-…`, `-arc-…`, `-tick-<axis>-<n>`, `-category-<n>`, `-number-…`.
    """
    canvas = Canvas(layout.width, layout.height, theme, browsers=browsers)
    frame = Frame(chart=chart, layout=layout)
    if not is_ring(chart.plots) and not chart.spark:
        _grid(canvas, frame)
    for span in layout.spans:
        canvas.path(_rectangle(span.box), fill=span.color, share=LOOK.span)
    for index in range(len(chart.plots)):
        draw_plot(canvas, frame, index)
    if not is_ring(chart.plots):
        _base(canvas, frame)
    for number, annotation in enumerate(layout.annotations):
        if annotation.rule is not None:
            x1, y1, x2, y2 = annotation.rule
            dash, width = ((3.0, 2.4), LOOK.rule) if annotation.dashed else ((), LOOK.leader)
            role = "ink" if annotation.dashed else "grey"
            canvas.line((x1, y1), (x2, y2), role, width, dash=dash, gid=f"rule-{number}")
    _words(canvas, layout)
    return canvas.svg(chart.name)


def _grid(canvas: Canvas, frame: Frame) -> None:
    """Light lines at the ticks of the first axis; a scatter has them for both."""
    chart, plot = frame.chart, frame.layout.plot
    for tick in chart.axes[0].ticks[:: frame.layout.strides[0]]:
        at = frame.along(tick.at, chart.axes[0])
        if frame.horizontal:
            canvas.line((at, plot.y), (at, plot.bottom), "mist", LOOK.grid)
        else:
            canvas.line((plot.x, at), (plot.right, at), "mist", LOOK.grid)
    if chart.x_axis is not None:
        for tick in chart.x_axis.ticks[:: frame.layout.strides[1]]:
            at = frame.across(tick.at, chart.x_axis)
            canvas.line((at, plot.y), (at, plot.bottom), "mist", LOOK.grid)


def _base(canvas: Canvas, frame: Frame) -> None:
    """The line that bars and categories stand on."""
    chart, plot = frame.chart, frame.layout.plot
    at = frame.along(frame.zero(chart.axes[0]), chart.axes[0])
    if frame.horizontal:
        canvas.line((at, plot.y), (at, plot.bottom), "grey", LOOK.base, gid="base")
    else:
        canvas.line((plot.x, at), (plot.right, at), "grey", LOOK.base, gid="base")


def _words(canvas: Canvas, layout: ChartLayout) -> None:
    canvas.words(layout.title, "title")
    for axis, title in enumerate(layout.axis_titles):
        canvas.words(title, f"title-{axis}")
    canvas.words(layout.category_title, "category-title")
    for axis, labels in enumerate(layout.tick_labels):
        for number, label in enumerate(labels):
            canvas.words(label, f"tick-{axis}-{number}")
    for number, label in enumerate(layout.category_labels):
        canvas.words(label, f"category-{number}")
    for number, name in enumerate(layout.series_labels):
        canvas.words(name.text, f"series-{number}")
    for datum in layout.data_labels:
        canvas.words(datum.text, f"number-{datum.plot}-{datum.series}-{datum.point}")
    for number, annotation in enumerate(layout.annotations):
        canvas.words(annotation.text, f"words-{number}")


@plain_settings
def map_svg(drawn: Map, layout: MapLayout, theme: Theme, *, browsers: bool = False) -> str:
    """The map in a layout as an `<svg>` element of its size in points. Raises BuildError for a missing glyph."""
    canvas = Canvas(layout.width, layout.height, theme, browsers=browsers)
    _land(canvas, layout.land, layout.ground, theme)
    _areas(canvas, layout.areas, theme, "region")
    for link, arc in zip(drawn.links, layout.arcs, strict=True):
        canvas.curve(arc, link.color, round(link.width * ARC, 2))
    for x1, y1, x2, y2 in layout.leaders:
        canvas.line((x1, y1), (x2, y2), "grey", LOOK.leader)
    for number, (point, (x, y, radius)) in enumerate(zip(drawn.points, layout.dots, strict=True)):
        canvas.dot(x, y, radius, point.color, gid=f"place-{number}")
    for plate in layout.plates:
        canvas.path(_rectangle(plate), fill="paper")
    for number, label in enumerate(layout.labels):
        canvas.words(label, f"label-{number}")
    if layout.plate is not None:
        canvas.path(_rectangle(layout.plate), fill="paper")
    for number, key in enumerate(layout.areas.keys if layout.areas else ()):
        edge = "" if key.color else "grey"
        canvas.path(_rectangle(key.box), fill=_shade(key.color, theme), edge=edge, width=COAST, gid=f"key-{number}")
    for number, label in enumerate(layout.legend):
        canvas.words(label, f"group-{number}")
    if layout.scale is not None:
        x1, y1, x2, y2 = layout.scale.line
        canvas.line((x1, y1), (x2, y2), "ink", SCALE, gid="scale")
        canvas.words(layout.scale.text, "scale-length")
    if layout.listed is not None:
        _list(canvas, layout.listed)
    if layout.inset is not None:
        _inset(canvas, drawn, layout.inset, theme)
    return canvas.svg(drawn.name)


def _land(canvas: Canvas, rings: Sequence[Sequence[tuple[float, float]]], window: Rect, theme: Theme) -> None:
    """Sea, land and the coast between them."""
    sea, land, coast = theme.map_roles
    if sea:
        canvas.path(_rectangle(window), fill=sea)
    canvas.polygons(rings, land)
    for line in coast_lines(rings, window):
        canvas.path(Outline(line), edge=coast, width=COAST)


def _areas(canvas: Canvas, areas: AreasLayout | None, theme: Theme, name: str) -> None:
    """Regions in the shades of their classes; holes in them stay open."""
    if areas is None:
        return
    for number, (rings, color) in enumerate(zip(areas.rings, areas.colors, strict=True)):
        if rings:
            edge = "paper" if color is not None else theme.map_roles[2]
            shape = Outline.make_compound_path(*(Outline([*ring, ring[0]], closed=True) for ring in rings))
            fill = _shade(color, theme)
            canvas.path(shape, fill=fill, edge=edge, width=COAST, holes=True, gid=f"{name}-{number}")


def _list(canvas: Canvas, listed: MapList) -> None:
    """The list of numbered points."""
    for x1, y1, x2, y2 in listed.rules:
        canvas.line((x1, y1), (x2, y2), "pale", LOOK.grid)
    for role, (x, y, radius) in zip(listed.roles, listed.dots, strict=True):
        canvas.dot(x, y, radius, role)
    for number, text in enumerate(listed.texts):
        canvas.words(text, f"list-{number}")


def _shade(color: Tint | None, theme: Theme) -> str:
    """The colour of a class; without a number, the role of land."""
    return f"#{color.rgb(theme.colors[color.role])}" if color is not None else theme.map_roles[1]


def _inset(canvas: Canvas, drawn: Map, inset: InsetLayout, theme: Theme) -> None:
    """The part that is shown larger, marked on the map, and its window."""
    canvas.path(_rectangle(inset.region), edge="grey", width=FRAME, gid="region")
    canvas.path(_rectangle(inset.window), fill="paper", gid="inset")
    _land(canvas, inset.land, inset.window, theme)
    _areas(canvas, inset.areas, theme, "inset-region")
    canvas.path(_rectangle(inset.window), edge="grey", width=FRAME)
    for x1, y1, x2, y2 in inset.leaders:
        canvas.line((x1, y1), (x2, y2), "grey", LOOK.leader)
    for index, (x, y, radius) in zip(inset.places, inset.dots, strict=True):
        canvas.dot(x, y, radius, drawn.points[index].color, gid=f"inset-place-{index}")
    for index, label in zip(inset.places, inset.labels, strict=True):
        canvas.words(label, f"inset-label-{index}")
    canvas.words(inset.title, "inset-title")


def _rectangle(box: Rect) -> Outline:
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
    return Outline(corners, closed=True)
