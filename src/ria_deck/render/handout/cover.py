"""SVG drawings of the theme: the handout's cover, the ground of a slide's layout."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.decoration import DrawnShape, drawing_of
from ria_deck.model.page import PT_PER_MM
from ria_deck.model.theme import EMU_PER_PT, Layout, LayoutKind, Theme

_HORIZON = 0.62  # where the cover's ground ends, as a share of the height


def cover_art(theme: Theme) -> str:
    """An SVG of the whole page as a `data:` address: above, what the deck's title slide has on its ground; paper below."""
    width, height = (round(side * PT_PER_MM, 3) for side in (theme.page.width, theme.page.height))
    layout = theme.of_kind(LayoutKind.TITLE)
    line = height * _HORIZON
    ground = f'<rect width="{width}" height="{line:.1f}" fill="#{_ground(layout, theme)}"/>'
    broad = (shape for shape in drawing_of(layout, theme) if shape.crest is not None or shape.rings)
    drawn = _shapes(broad, theme, width / theme.width, line / theme.height)
    above = f'<clipPath id="above"><rect width="{width}" height="{line:.1f}"/></clipPath>'
    return _address(width, height, f'{above}{ground}<g clip-path="url(#above)">{drawn}</g>')


def slide_art(layout: Layout, theme: Theme, *, mirrored: bool = False) -> str:
    """An SVG of a layout's drawing as a `data:` address, empty for a layout without one; `mirrored`: what stands at one
    side stands at the other."""
    shapes = drawing_of(layout, theme)
    if not shapes:
        return ""
    drawn = _shapes(shapes, theme, 1 / EMU_PER_PT, 1 / EMU_PER_PT, mirrored=mirrored)
    return _address(theme.width / EMU_PER_PT, theme.height / EMU_PER_PT, drawn)


def _ground(layout: Layout, theme: Theme) -> str:
    """The title slide's ground where words in the paper's colour can be read on it."""
    ground = theme.colors[layout.ground]
    return ground if contrast(ground, theme.colors["paper"]) >= TEXT_CONTRAST else theme.colors["ink"]


def _shapes(shapes: Iterable[DrawnShape], theme: Theme, across: float, down: float, *, mirrored: bool = False) -> str:
    """The shapes, their lengths in EMU made as long as these factors say."""
    return "".join(_drawn(shape, theme, across, down, mirrored=mirrored) for shape in shapes)


def _drawn(shape: DrawnShape, theme: Theme, across: float, down: float, *, mirrored: bool) -> str:
    box = shape.box
    left = (theme.width - box.x - box.width if mirrored else box.x) * across
    top, right, bottom = box.y * down, left + box.width * across, (box.y + box.height) * down
    fill = f'fill="#{theme.colors[shape.role]}"' + (f' fill-opacity="{shape.share}"' if shape.share < 1 else "")
    if shape.rings:
        even = max(across, down)  # land keeps its proportions; what is over the edge isn't shown
        left = (theme.width * across - theme.width * even) / 2
        scale = even * EMU_PER_PT
        paths = "".join(_ring([(left + x * scale, y * scale) for x, y in ring]) for ring in shape.rings)
        return f'<path d="{paths}" {fill}/>'
    if shape.crest is None:
        return f'<path d="M{left:.2f} {top:.2f} H{right:.2f} V{bottom:.2f} H{left:.2f} Z" {fill}/>'
    y0, y1, y2, y3 = (top + (bottom - top) * share for share in shape.crest)
    third = (right - left) / 3
    curve = f"M{left:.2f} {y0:.2f} C{left + third:.2f} {y1:.2f} {right - third:.2f} {y2:.2f} {right:.2f} {y3:.2f}"
    return f'<path d="{curve} V{bottom:.2f} H{left:.2f} Z" {fill}/>'


def _ring(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _address(width: float, height: float, shapes: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f"{shapes}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
