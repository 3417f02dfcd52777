"""SVG drawings of the theme: the handout's cover, the waves at the foot of a title slide."""

from __future__ import annotations

import base64

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.page import PT_PER_MM
from ria_deck.model.theme import EMU_PER_PT, Layout, LayoutKind, Theme

_HORIZON = 0.62  # where the cover's ground ends, as a share of the height
DEPTH = 0.15  # of the waves, as a share of a slide's height
# Heights of the crest at 0, 1/3, 2/3 and 1 of the width, from the top of the bands, as shares of their depth; the same
# as on the title layout of the deck.
_BANDS = (("series-1", (0.42, 0.10, 0.62, 0.16)), ("accent", (0.86, 0.52, 0.98, 0.66)))


def cover_art(theme: Theme) -> str:
    """An SVG of the whole page as a `data:` address: ground above, paper below, waves where the deck has them."""
    width, height = (round(side * PT_PER_MM, 3) for side in (theme.page.width, theme.page.height))
    layout = theme.of_kind(LayoutKind.TITLE)
    line = height * _HORIZON
    shapes = f'<rect width="{width}" height="{line:.1f}" fill="#{_ground(layout, theme)}"/>'
    if layout.decoration == "waves":
        shapes += _waves(theme, width, line, 0.1 * height)
    return _address(width, height, shapes)


def slide_art(layout: Layout, theme: Theme) -> str:
    """An SVG of a layout's drawing as a `data:` address, empty for a layout without one."""
    if layout.decoration != "waves":
        return ""
    width, height = theme.width / EMU_PER_PT, theme.height / EMU_PER_PT
    return _address(width, height, _waves(theme, width, height, DEPTH * height))


def _ground(layout: Layout, theme: Theme) -> str:
    """The title slide's ground where words in the paper's colour can be read on it."""
    ground = theme.colors[layout.ground]
    return ground if contrast(ground, theme.colors["paper"]) >= TEXT_CONTRAST else theme.colors["ink"]


def _waves(theme: Theme, width: float, floor: float, deep: float) -> str:
    """Two bands that end at `floor`."""
    bands: list[str] = []
    for role, crest in _BANDS:
        y0, y1, y2, y3 = (floor - deep + deep * share for share in crest)
        curve = f"M0 {y0:.2f} C{width / 3:.2f} {y1:.2f} {width * 2 / 3:.2f} {y2:.2f} {width:.2f} {y3:.2f}"
        bands.append(f'<path d="{curve} V{floor:.2f} H0 Z" fill="#{theme.colors[role]}"/>')
    return "".join(bands)


def _address(width: float, height: float, shapes: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f"{shapes}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
