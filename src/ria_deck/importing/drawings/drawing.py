"""Drawn shapes of a slide as one SVG drawing: simple forms, freeforms, lines and their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from ria_deck.importing.drawings.colors import DrawingColors, DrawnColor
from ria_deck.importing.talk import ShapeFrame
from ria_deck.ooxml.presentation import SlideShape, paragraph_text
from ria_deck.ooxml.spans import Element

_EMU = 12_700  # in a point
_LINES = ("line", "straightConnector1", "bentConnector3", "curvedConnector3")
_PLAIN_SIZE = 18.0
_WIDE = 0.55  # of an em: a character's width, about
_HAIR = 0.75

FrameOf = Callable[[SlideShape], ShapeFrame | None]
_POLYGONS = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "rightArrow": ((0, 0.25), (0.6, 0.25), (0.6, 0), (1, 0.5), (0.6, 1), (0.6, 0.75), (0, 0.75)),
    "leftArrow": ((1, 0.25), (0.4, 0.25), (0.4, 0), (0, 0.5), (0.4, 1), (0.4, 0.75), (1, 0.75)),
    "downArrow": ((0.25, 0), (0.75, 0), (0.75, 0.6), (1, 0.6), (0.5, 1), (0, 0.6), (0.25, 0.6)),
    "upArrow": ((0.25, 1), (0.75, 1), (0.75, 0.4), (1, 0.4), (0.5, 0), (0, 0.4), (0.25, 0.4)),
    "chevron": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1), (0.3, 0.5)),
    "homePlate": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
}  # fmt: skip


def drawing_svg(
    shapes: Sequence[SlideShape], frame: ShapeFrame, frame_of: FrameOf, colors: DrawingColors
) -> bytes | None:
    """The shapes in a frame as SVG, in points; None where none of them is drawn: then they are texts."""
    pieces: list[str] = []
    drawn = False
    for shape in shapes:
        box = frame_of(shape)
        if box is None:
            continue
        form = _form(shape, box, frame, colors)
        drawn = drawn or bool(form)
        pieces += [form, *_words(shape, box, frame, colors)]
    if not drawn or not frame.width or not frame.height:
        return None
    size = f"{frame.width / _EMU:.1f} {frame.height / _EMU:.1f}"
    body = "\n".join(piece for piece in pieces if piece)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">\n{body}\n</svg>\n'.encode()


def _form(shape: SlideShape, box: ShapeFrame, frame: ShapeFrame, colors: DrawingColors) -> str:
    properties = shape.element.child("spPr")
    preset = properties.child("prstGeom") if properties else None
    kind = preset.get("prst", "rect") if preset is not None else "rect"
    fill = None if shape.kind == "connector" or kind in _LINES else _fill(shape.element, properties, colors)
    line, width = _line(shape.element, properties, colors)
    if fill is None and line is None:
        return ""
    look = f"{_paint('fill', fill)} {_paint('stroke', line)}" + (f' stroke-width="{width:.2f}"' if line else "")
    turn = _turn(properties, box, frame)
    x, y = (box.x - frame.x) / _EMU, (box.y - frame.y) / _EMU
    across, down = box.width / _EMU, box.height / _EMU
    custom = properties.child("custGeom") if properties else None
    if custom is not None:
        data = _path(custom, x, y, across, down)
        return f"<path d={quoteattr(data)} {look}{turn}/>" if data else ""
    if kind in _LINES or shape.kind == "connector":
        return f'<path d="M {x:.1f} {y:.1f} L {x + across:.1f} {y + down:.1f}" {look}{turn}/>'
    if kind in ("ellipse", "donut", "flowChartConnector"):
        radii = f'rx="{across / 2:.1f}" ry="{down / 2:.1f}"'
        return f'<ellipse cx="{x + across / 2:.1f}" cy="{y + down / 2:.1f}" {radii} {look}{turn}/>'
    if kind in _POLYGONS:
        points = " ".join(f"{x + a * across:.1f},{y + b * down:.1f}" for a, b in _POLYGONS[kind])
        return f'<polygon points="{points}" {look}{turn}/>'
    corner = f' rx="{min(across, down) / 6:.1f}"' if "round" in kind.lower() else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{across:.1f}" height="{down:.1f}"{corner} {look}{turn}/>'


def _fill(element: Element, properties: Element | None, colors: DrawingColors) -> DrawnColor | None:
    for one in properties.children if properties else []:
        if one.name == "noFill":
            return None
        if one.name in ("solidFill", "gradFill", "pattFill"):
            return colors.fill(one)
    reference = element.child("style", "fillRef")
    return colors.fill(reference) if reference is not None and reference.get("idx", "0") != "0" else None


def _line(element: Element, properties: Element | None, colors: DrawingColors) -> tuple[DrawnColor | None, float]:
    own = properties.child("ln") if properties else None
    reference = element.child("style", "lnRef")
    width = float(own.get("w", "0") or 0) / _EMU if own is not None else 0.0
    if own is not None and own.child("noFill") is not None:
        return None, 0.0
    found = colors.fill(own.child("solidFill")) if own is not None else None
    if found is None and reference is not None and reference.get("idx", "0") != "0":
        found = colors.fill(reference)
    return found, width or _HAIR


def _paint(name: str, color: DrawnColor | None) -> str:
    if color is None:
        return f'{name}="none"'
    return f'{name}="{color.rgb}"' + (f' {name}-opacity="{color.opacity:.2f}"' if color.opacity < 1 else "")


def _turn(properties: Element | None, box: ShapeFrame, frame: ShapeFrame) -> str:
    """Rotation and mirroring about the middle of a shape."""
    transform = properties.child("xfrm") if properties else None
    if transform is None:
        return ""
    angle = int(transform.get("rot", "0") or 0) / 60_000
    mirrored = [-1 if transform.get(name) in ("1", "true") else 1 for name in ("flipH", "flipV")]
    if not angle and mirrored == [1, 1]:
        return ""
    x, y = ((box.x + box.width / 2 - frame.x) / _EMU, (box.y + box.height / 2 - frame.y) / _EMU)
    steps = f"translate({x:.1f} {y:.1f}) rotate({angle:.2f}) scale({mirrored[0]} {mirrored[1]})"
    return f' transform="{steps} translate({-x:.1f} {-y:.1f})"'


_STEPS = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}


def _path(custom: Element, x: float, y: float, across: float, down: float) -> str:
    """A freeform's paths; empty where its points are computed."""
    steps: list[str] = []
    for path in custom.iter("path"):
        wide, high = float(path.get("w", "0") or 0) or 1.0, float(path.get("h", "0") or 0) or 1.0
        for step in path.children:
            letter = _STEPS.get(step.name)
            try:
                points = [(float(point.get("x")) / wide, float(point.get("y")) / high) for point in step.all("pt")]
            except ValueError:
                return ""
            if letter is None:
                return ""
            steps += [letter, *(f"{x + a * across:.1f} {y + b * down:.1f}" for a, b in points)]
    return " ".join(steps)


def _words(shape: SlideShape, box: ShapeFrame, frame: ShapeFrame, colors: DrawingColors) -> list[str]:
    """The words of a shape, broken to its width, in its middle or where it anchors them."""
    body = shape.element.child("txBody")
    if body is None:
        return []
    room = max(box.width / _EMU, 1.0)
    wrapped = (body.child("bodyPr") or body).get("wrap", "square") != "none"
    lines: list[tuple[str, float, str, str]] = []
    for paragraph in body.all("p"):
        text = paragraph_text(paragraph).strip()
        size, color, weight = _letters(shape.element, paragraph, colors)
        align = (paragraph.child("pPr") or paragraph).get("algn", "")
        for part in text.split("\v") if text else []:
            broken = _broken(part, room / (size * _WIDE)) if wrapped else [part]
            lines += [(line, size, f"{color}{weight}", align) for line in broken]
    height = sum(size * 1.2 for _, size, _, _ in lines)
    anchor = (body.child("bodyPr") or body).get("anchor", "ctr" if shape.element.child("style") else "t")
    top, full = (box.y - frame.y) / _EMU, box.height / _EMU
    at = {"t": top, "b": top + full - height}.get(anchor, top + (full - height) / 2)
    pieces = []
    for line, size, look, align in lines:
        at += size * 1.2
        share, word = {"ctr": (0.5, "middle"), "r": (1.0, "end")}.get(align, (0.0, "start"))
        x = (box.x - frame.x) / _EMU + share * room
        pieces.append(
            f'<text x="{x:.1f}" y="{at - size * 0.25:.1f}" font-family="Arial, sans-serif" font-size="{size:.1f}" '
            f'text-anchor="{word}" {look}>{escape(line)}</text>'
        )
    return pieces


def _letters(element: Element, paragraph: Element, colors: DrawingColors) -> tuple[float, str, str]:
    form = next((run.child("rPr") for run in paragraph.all("r") if run.child("rPr") is not None), None)
    size = float(form.get("sz", "0") or 0) / 100 if form is not None else 0.0
    color = colors.fill(form.child("solidFill")) if form is not None else None
    color = color or colors.fill(element.child("style", "fontRef")) or DrawnColor("#000000")
    bold = form is not None and form.get("b") in ("1", "true")
    return size or _PLAIN_SIZE, _paint("fill", color), ' font-weight="bold"' if bold else ""


def _broken(text: str, most: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > most and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
