"""A laid-out map as a group of shapes: land as one freeform, arcs, named dots, labels."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.model.chart import Rect
from ria_deck.model.map import AreasLayout, InsetLayout, Map, MapKey, MapLayout, MapLink, MapList, MapScale, coast_lines
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.model.tint import Tint
from ria_deck.render.pptx.drawingml.colors import tint_xml
from ria_deck.render.pptx.slides.drawing import Pen, extent
from ria_deck.render.pptx.slides.shapes import ShapeContext, names

SCALE = 100  # path units in a point
COAST = round(0.6 * EMU_PER_PT)
SCALE_LINE = round(1.5 * EMU_PER_PT)
BORDER = round(0.5 * EMU_PER_PT)
Ring = Sequence[tuple[float, float]]


def map_shape(canvas: ShapeContext, slot: Slot, drawn: Map) -> str:
    """The map as a group at the slot's place."""
    layout = drawn.slide
    assert layout is not None, "resolve lays every map of a slide out"
    whole = Rect(x=0, y=0, width=layout.width, height=layout.height)
    pen = Pen.at(canvas, slot)
    return pen.group(f"Map {drawn.name}", drawn.alt, whole, _shapes(pen, drawn, layout, layout.ground))


def _shapes(pen: Pen, drawn: Map, layout: MapLayout, whole: Rect) -> list[str]:
    parts = [*_ground(pen, layout.land, whole), *_areas(pen, drawn, layout.areas)]
    for link, arc in zip(drawn.links, layout.arcs, strict=True):
        name = f"{drawn.points[link.start].label} – {drawn.points[link.end].label}"
        parts.append(_arc(pen, name, arc, link))
    parts += [pen.line("Leader", leader) for leader in layout.leaders]
    parts += [
        pen.dot(f"Marker {point.label}", point.color, dot) for point, dot in zip(drawn.points, layout.dots, strict=True)
    ]
    if layout.plate is not None:
        parts.append(pen.rectangle("Key", layout.plate, fill="paper"))
    parts += [pen.rectangle("Ground of a label", plate, fill="paper") for plate in layout.plates]
    parts += [_patch(pen, key) for key in (layout.areas.keys if layout.areas else ())]
    parts += [pen.words(label) for label in (*layout.labels, *layout.legend) if label.text]
    parts += [*_scale(pen, layout.scale), *_list(pen, layout.listed)]
    if layout.inset is not None:
        parts.append(pen.rectangle("Part shown larger", layout.inset.region, edge="grey"))
        parts.append(_inset(pen, drawn, layout.inset))
    return parts


def _inset(pen: Pen, drawn: Map, inset: InsetLayout) -> str:
    """The inset as a group of its own: ground, land, dots, labels, and its frame over the land's edges."""
    parts = [pen.rectangle("Ground", inset.window, fill="paper"), *_ground(pen, inset.land, inset.window)]
    parts += _areas(pen, drawn, inset.areas)
    parts.append(pen.rectangle("Frame", inset.window, edge="grey"))
    parts += [pen.line("Leader", leader) for leader in inset.leaders]
    for index, dot in zip(inset.places, inset.dots, strict=True):
        parts.append(pen.dot(f"Marker {drawn.points[index].label}", drawn.points[index].color, dot))
    title = [inset.title] if inset.title is not None else []
    parts += [pen.words(label) for label in (*inset.labels, *title) if label.text]
    return pen.group("Inset", "", _around([inset.window, *(text.box for text in title)]), parts)


def _areas(pen: Pen, drawn: Map, areas: AreasLayout | None) -> list[str]:
    """A freeform for each region, named by it and its number."""
    if areas is None or drawn.regions is None:
        return []
    shown = zip(drawn.regions.areas, areas.rings, areas.colors, strict=True)
    return [_area(pen, area.name, rings, color) for area, rings, color in shown if rings]  # others are outside


def _area(pen: Pen, name: str, rings: Sequence[Ring], color: Tint | None) -> str:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    box = Rect(x=min(xs), y=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))
    size = f'w="{round(box.width * SCALE)}" h="{round(box.height * SCALE)}"'
    filled = "".join(_line([(px - box.x, py - box.y) for px, py in ring], closed=True) for ring in rings)
    edge = "paper" if color else pen.canvas.deck.theme.map_roles[2]
    look = f'{_shade(pen, color)}<a:ln w="{BORDER}">{pen.fill(edge)}</a:ln>'
    return _freeform(pen, f"Region {name}", box, f"<a:path {size}>{filled}</a:path>", look)


def _scale(pen: Pen, scale: MapScale | None) -> list[str]:
    return [pen.line("Scale", scale.line, "ink", SCALE_LINE), pen.words(scale.text)] if scale is not None else []


def _list(pen: Pen, listed: MapList | None) -> list[str]:
    """The list of numbered points."""
    if listed is None:
        return []
    parts = [pen.line("Rule of the list", rule, "pale") for rule in listed.rules]
    parts += [pen.dot("Number", role, dot) for role, dot in zip(listed.roles, listed.dots, strict=True)]
    return parts + [pen.words(text) for text in listed.texts]


def _patch(pen: Pen, key: MapKey) -> str:
    """A patch of the legend."""
    edge = "" if key.color else "grey"
    return pen.rectangle("Key of a class", key.box, look=_shade(pen, key.color), edge=edge)


def _shade(pen: Pen, color: Tint | None) -> str:
    """The fill of a region; without a number, that of land."""
    theme = pen.canvas.deck.theme
    return tint_xml(color, theme) if color is not None else pen.fill(theme.map_roles[1])


def _around(boxes: Sequence[Rect]) -> Rect:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x=left, y=top, width=right - left, height=bottom - top)


def _ground(pen: Pen, rings: Sequence[Ring], window: Rect) -> list[str]:
    """Sea, land as one freeform of the window's size, and the coast as another, which has no line along the edge."""
    sea, land, coast = pen.canvas.deck.theme.map_roles
    parts = [pen.rectangle("Sea", window, fill=sea)] if sea else []
    size = f'w="{round(window.width * SCALE)}" h="{round(window.height * SCALE)}"'
    filled = "".join(_line([(px - window.x, py - window.y) for px, py in ring], closed=True) for ring in rings)
    look = f"{pen.fill(land)}<a:ln><a:noFill/></a:ln>"
    parts.append(_freeform(pen, "Land", window, f"<a:path {size}>{filled}</a:path>", look))
    lines = [[(px - window.x, py - window.y) for px, py in line] for line in coast_lines(rings, window)]
    if sea and lines:
        drawn = "".join(_line(line, closed=False) for line in lines)
        look = f'<a:noFill/><a:ln w="{COAST}">{pen.fill(coast)}</a:ln>'
        parts.append(_freeform(pen, "Coast", window, f'<a:path {size} fill="none">{drawn}</a:path>', look))
    return parts


def _line(points: Ring, *, closed: bool) -> str:
    made = [f'<a:pt x="{round(px * SCALE)}" y="{round(py * SCALE)}"/>' for px, py in points]
    rest = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in made[1:])
    return f"<a:moveTo>{made[0]}</a:moveTo>{rest}{'<a:close/>' if closed else ''}"


def _arc(pen: Pen, name: str, arc: tuple[float, float, float, float, float, float], link: MapLink) -> str:
    x0, y0, cx, cy, x1, y1 = arc
    left, top = min(x0, cx, x1), min(y0, cy, y1)
    box = Rect(x=left, y=top, width=max(x0, cx, x1) - left, height=max(y0, cy, y1) - top)

    def at(px: float, py: float) -> str:
        return f'<a:pt x="{round((px - left) * SCALE)}" y="{round((py - top) * SCALE)}"/>'

    path = (
        f'<a:path w="{round(box.width * SCALE)}" h="{round(box.height * SCALE)}" fill="none"><a:moveTo>{at(x0, y0)}'
        f"</a:moveTo><a:quadBezTo>{at(cx, cy)}{at(x1, y1)}</a:quadBezTo></a:path>"
    )
    wide = round(link.width * EMU_PER_PT)
    return _freeform(pen, name, box, path, f'<a:noFill/><a:ln w="{wide}">{pen.fill(link.color)}</a:ln>')


def _freeform(pen: Pen, name: str, box: Rect, path: str, look: str) -> str:
    return (
        f"<p:sp><p:nvSpPr>{names(pen.canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        f"{pen.place(box.x, box.y)}{extent('a:ext', box)}</a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>{look}</p:spPr>{pen.no_text()}</p:sp>'
    )
