"""A theme goes in, the drawing on the handout's cover comes out: its title slide's ground and waves, upright."""

from __future__ import annotations

import base64

from ria_deck.model.theme import Theme

_PAGE = (595.276, 841.89)  # A4 in pt
_HORIZON = 0.62  # where the ground ends, as a share of the height


def cover_art(theme: Theme) -> str:
    """An SVG of the whole page as a `data:` address. The waves stand only where the theme's title layout has them."""
    width, height = _PAGE
    layout = theme.layouts.get("title")
    ground = theme.colors.get(layout.ground if layout else "ink", theme.colors["ink"])
    line = height * _HORIZON
    shapes = [f'<rect width="{width}" height="{line:.1f}" fill="#{ground}"/>']
    if layout is not None and layout.decoration == "waves":
        shapes += [_wave(line - 30, 34, theme.colors["sea"], line), _wave(line - 8, 26, theme.colors["accent"], line)]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f"{''.join(shapes)}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _wave(y: float, rise: float, color: str, floor: float) -> str:
    """A band from a swelling line at `y` down to `floor`."""
    x1, x2, x3, x4, x5 = (_PAGE[0] * share for share in (0.18, 0.34, 0.56, 0.86, 1.0))
    top = f"M0 {y:.1f} C{x1:.1f} {y - rise:.1f} {x2:.1f} {y + rise * 0.7:.1f} {x3:.1f} {y:.1f}"
    top += f" S{x4:.1f} {y - rise * 0.9:.1f} {x5:.1f} {y - rise * 0.1:.1f}"
    return f'<path d="{top} V{floor:.1f} H0 Z" fill="#{color}"/>'
