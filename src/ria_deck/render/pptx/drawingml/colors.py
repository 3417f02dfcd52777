"""Colour roles as DrawingML colours: the theme's own slots, so that a change of theme carries them."""

from __future__ import annotations

from lxml import etree

from ria_deck.model.theme import Theme
from ria_deck.model.tint import Tint

DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"

# The names that shapes use for the slots of the scheme (by the master's p:clrMap).
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}


def color_xml(role: str, theme: Theme, share: float = 1.0) -> str:
    """`<a:schemeClr …/>` where the theme's scheme has the role's colour, else `<a:srgbClr …/>`; of the colour, so much
    shows over its ground."""
    color = _color(role, theme)
    if share == 1.0:
        return color
    tag = color[1:].split()[0]
    return f'{color.removesuffix("/>")}><a:alpha val="{round(share * 100_000)}"/></{tag}>'


def tint_xml(tint: Tint, theme: Theme) -> str:
    """`<a:solidFill>` with a shade of a role's colour, which follows when the theme's colours change."""
    color = _color(tint.role, theme)
    tag = color[1:].split()[0]
    plus = f'<a:lumOff val="{round(tint.plus * 100_000)}"/>' if tint.plus else ""
    rich = f'<a:satMod val="{round(tint.rich * 100_000)}"/>' if tint.rich != 1.0 else ""
    shade = f'{rich}<a:lumMod val="{round(tint.times * 100_000)}"/>{plus}'
    return f"<a:solidFill>{color.removesuffix('/>')}>{shade}</{tag}></a:solidFill>"


def _color(role: str, theme: Theme) -> str:
    rgb = theme.colors[role]
    slots = [f"accent{role[7:]}", *theme.scheme] if role.startswith("series-") else list(theme.scheme)
    for slot in slots:
        if theme.scheme.get(slot) == rgb:
            return f'<a:schemeClr val="{_NAMES.get(slot, slot)}"/>'
    return f'<a:srgbClr val="{rgb}"/>'


def rgb_xml(rgb: str, theme: Theme) -> str:
    """`<a:schemeClr …/>` where the theme's scheme has the colour, else `<a:srgbClr …/>`."""
    slot = next((slot for slot, color in theme.scheme.items() if color == rgb), None)
    return f'<a:schemeClr val="{_NAMES.get(slot, slot)}"/>' if slot else f'<a:srgbClr val="{rgb}"/>'


def fill_xml(role: str, theme: Theme, share: float = 1.0) -> str:
    """`<a:solidFill>` with the role's colour, of which so much shows."""
    return f"<a:solidFill>{color_xml(role, theme, share)}</a:solidFill>"


def color_element(role: str, theme: Theme) -> etree._Element:
    """The colour as an element in DrawingML's namespace."""
    return etree.fromstring(color_xml(role, theme).replace(" val", f' xmlns:a="{DRAWINGML}" val'))
