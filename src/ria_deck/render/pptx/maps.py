"""A map that is laid out goes in, a group of shapes comes out: land as one freeform, arcs, named dots, labels."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import InsetLayout, Map, MapLayout
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.pptx.colors import fill_xml
from ria_deck.render.pptx.shapes import Canvas, names
from ria_deck.render.pptx.xml import text

SCALE = 100  # path units in a point
_ALIGN = {"start": "l", "center": "ctr", "end": "r"}
Ring = Sequence[tuple[float, float]]
_EMPTY = '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{lang}"/></a:p></p:txBody>'


def map_shape(canvas: Canvas, slot: Slot, drawn: Map) -> str:
    """The map as a group at the slot's place. A group fits no placeholder, so the slot's own is left off the slide."""
    layout = drawn.slide
    assert layout is not None, "resolve lays every map of a slide out"
    box = slot.box
    x, y = box.x + slot.inset[0], box.y + slot.inset[1]
    head = names(canvas, f"Map {drawn.name}", drawn.alt)
    whole = Rect(x=0, y=0, width=layout.width, height=layout.height)
    return _group(head, whole, _shapes(canvas, drawn, layout, whole, x, y), x, y)


def _group(head: str, box: Rect, inner: str, x: int, y: int) -> str:
    """`p:grpSp` whose shapes keep the slide's coordinates."""
    ox, oy = _place(box.x, box.y, x, y)
    size = f'cx="{round(box.width * EMU_PER_PT)}" cy="{round(box.height * EMU_PER_PT)}"'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{ox}" y="{oy}"/><a:ext {size}/><a:chOff x="{ox}" y="{oy}"/><a:chExt {size}/></a:xfrm></p:grpSpPr>'
        f"{inner}</p:grpSp>"
    )


def _shapes(canvas: Canvas, drawn: Map, layout: MapLayout, whole: Rect, x: int, y: int) -> str:
    parts = [_land(canvas, layout.land, whole, x, y)]
    for link, arc in zip(drawn.links, layout.arcs, strict=True):
        name = f"{drawn.points[link.start].label} – {drawn.points[link.end].label}"
        parts.append(_arc(canvas, name, arc, link.color, x, y))
    for leader in layout.leaders:
        parts.append(_line(canvas, leader, x, y))
    for point, (px, py, radius) in zip(drawn.points, layout.dots, strict=True):
        parts.append(_dot(canvas, point.label, point.color, (px, py, radius), x, y))
    parts += [_label(canvas, label, x, y) for label in (*layout.labels, *layout.legend) if label.text]
    if layout.inset is not None:
        parts.append(_frame(canvas, "Part shown larger", layout.inset.region, "", x, y))
        parts.append(_inset(canvas, drawn, layout.inset, x, y))
    return "".join(parts)


def _inset(canvas: Canvas, drawn: Map, inset: InsetLayout, x: int, y: int) -> str:
    """The inset as a group of its own: ground, land, dots, labels, and its frame over the land's edges."""
    head = names(canvas, "Inset")
    parts = [_frame(canvas, "Ground", inset.window, "paper", x, y), _land(canvas, inset.land, inset.window, x, y)]
    parts.append(_frame(canvas, "Frame", inset.window, "", x, y))
    parts += [_line(canvas, leader, x, y) for leader in inset.leaders]
    for index, dot in zip(inset.places, inset.dots, strict=True):
        parts.append(_dot(canvas, drawn.points[index].label, drawn.points[index].color, dot, x, y))
    title = [inset.title] if inset.title is not None else []
    parts += [_label(canvas, label, x, y) for label in (*inset.labels, *title) if label.text]
    return _group(head, _around([inset.window, *(text.box for text in title)]), "".join(parts), x, y)


def _around(boxes: Sequence[Rect]) -> Rect:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x=left, y=top, width=right - left, height=bottom - top)


def _frame(canvas: Canvas, name: str, box: Rect, fill: str, x: int, y: int) -> str:
    """A rectangle: filled, or else a hairline."""
    ox, oy = _place(box.x, box.y, x, y)
    size = f'cx="{round(box.width * EMU_PER_PT)}" cy="{round(box.height * EMU_PER_PT)}"'
    theme = canvas.deck.theme
    inside = fill_xml(fill, theme) if fill else "<a:noFill/>"
    edge = "<a:ln><a:noFill/></a:ln>" if fill else f'<a:ln w="9525">{fill_xml("grey", theme)}</a:ln>'
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{ox}" y="{oy}"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inside}{edge}</p:spPr>'
        f"{_EMPTY.format(lang=canvas.deck.lang)}</p:sp>"
    )


def _place(x: float, y: float, left: int, top: int) -> tuple[int, int]:
    return left + round(x * EMU_PER_PT), top + round(y * EMU_PER_PT)


def _land(canvas: Canvas, rings: Sequence[Ring], window: Rect, x: int, y: int) -> str:
    """All land of a window as one freeform of the window's size."""
    paths = "".join(_ring([(px - window.x, py - window.y) for px, py in ring]) for ring in rings)
    width, height = round(window.width * SCALE), round(window.height * SCALE)
    fill = fill_xml("mist", canvas.deck.theme)
    size = f'cx="{round(window.width * EMU_PER_PT)}" cy="{round(window.height * EMU_PER_PT)}"'
    ox, oy = _place(window.x, window.y, x, y)
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, "Land")}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{ox}" '
        f'y="{oy}"/><a:ext {size}/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" '
        f'b="b"/><a:pathLst><a:path w="{width}" h="{height}">{paths}</a:path></a:pathLst></a:custGeom>{fill}'
        f"<a:ln><a:noFill/></a:ln></p:spPr>{_EMPTY.format(lang=canvas.deck.lang)}</p:sp>"
    )


def _ring(ring: Ring) -> str:
    points = [f'<a:pt x="{round(px * SCALE)}" y="{round(py * SCALE)}"/>' for px, py in ring]
    rest = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{rest}<a:close/>"


def _arc(
    canvas: Canvas, name: str, arc: tuple[float, float, float, float, float, float], color: str, x: int, y: int
) -> str:
    x0, y0, cx, cy, x1, y1 = arc
    left, top = min(x0, cx, x1), min(y0, cy, y1)
    width, height = max(x0, cx, x1) - left, max(y0, cy, y1) - top

    def at(px: float, py: float) -> str:
        return f'<a:pt x="{round((px - left) * SCALE)}" y="{round((py - top) * SCALE)}"/>'

    ox, oy = _place(left, top, x, y)
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{ox}" '
        f'y="{oy}"/><a:ext cx="{round(width * EMU_PER_PT)}" cy="{round(height * EMU_PER_PT)}"/></a:xfrm><a:custGeom>'
        '<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{round(width * SCALE)}" h="{round(height * SCALE)}" fill="none"><a:moveTo>{at(x0, y0)}</a:moveTo>'
        f"<a:quadBezTo>{at(cx, cy)}{at(x1, y1)}</a:quadBezTo></a:path></a:pathLst></a:custGeom><a:noFill/>"
        f'<a:ln w="{round(1.1 * EMU_PER_PT)}">{fill_xml(color, canvas.deck.theme)}</a:ln></p:spPr>'
        f"{_EMPTY.format(lang=canvas.deck.lang)}</p:sp>"
    )


def _line(canvas: Canvas, line: tuple[float, float, float, float], x: int, y: int) -> str:
    x1, y1, x2, y2 = line
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    ox, oy = _place(min(x1, x2), min(y1, y2), x, y)
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{names(canvas, 'Leader')}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm{flips}>"
        f'<a:off x="{ox}" y="{oy}"/><a:ext cx="{round(abs(x2 - x1) * EMU_PER_PT)}" cy="{round(abs(y2 - y1) * EMU_PER_PT)}"/>'
        f'</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="6350">{fill_xml("grey", canvas.deck.theme)}'
        "</a:ln></p:spPr></p:cxnSp>"
    )


def _dot(canvas: Canvas, name: str, color: str, dot: tuple[float, float, float], x: int, y: int) -> str:
    px, py, radius = dot
    ox, oy = _place(px - radius, py - radius, x, y)
    size = round(2 * radius * EMU_PER_PT)
    theme = canvas.deck.theme
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{ox}" y="{oy}"/>'
        f'<a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        f'{fill_xml(color, theme)}<a:ln w="9525">{fill_xml("paper", theme)}</a:ln></p:spPr>'
        f"{_EMPTY.format(lang=canvas.deck.lang)}</p:sp>"
    )


def _label(canvas: Canvas, label: PlacedText, x: int, y: int) -> str:
    ox, oy = _place(label.box.x, label.box.y, x, y)
    lang = canvas.deck.lang
    bold = ' b="1"' if label.bold else ""
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, label.text)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{ox}" y="{oy}"/><a:ext cx="{round(label.box.width * EMU_PER_PT)}" '
        f'cy="{round(label.box.height * EMU_PER_PT)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '</p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/>'
        f'</a:bodyPr><a:lstStyle/><a:p><a:pPr algn="{_ALIGN[label.align]}"/><a:r><a:rPr lang="{lang}" '
        f'sz="{round(label.size * 100)}"{bold}>{fill_xml(label.color, canvas.deck.theme)}</a:rPr>'
        f"<a:t>{text(label.text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
