"""Colours of drawn shapes as `#rrggbb` with their opacity: schemes, maps of masters, shades (ECMA-376-1, 20.1.2.3)."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.spans import Element

_PRESET = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "gray": "808080"}
_KINDS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")


@dataclass(frozen=True, slots=True)
class DrawnColor:
    """A colour as SVG has it."""

    rgb: str
    opacity: float = 1.0


class DrawingColors:
    """The colours of a master, by the names that shapes call them."""

    def __init__(self, package: OfficePackage, master: str) -> None:
        self._names: Mapping[str, str] = {}
        self._slots: dict[str, str] = {}
        themes = package.related(master, "theme") if master else []
        if not themes or themes[0] not in package.parts:
            return
        mapping = package.tree(master).child("clrMap")
        self._names = mapping.attributes if mapping is not None else {}
        scheme = package.tree(themes[0]).child("themeElements", "clrScheme")
        for slot in scheme.children if scheme is not None else []:
            for color in slot.children:
                self._slots[slot.name] = color.get("val") if color.name == "srgbClr" else color.get("lastClr")

    def fill(self, holder: Element | None) -> DrawnColor | None:
        """The colour in a fill, or the first of a gradient; None where there is none."""
        found = next(holder.iter(*_KINDS), None) if holder is not None else None
        return self.color(found) if found is not None else None

    def color(self, element: Element) -> DrawnColor | None:
        """The colour of a colour element with its modifications."""
        value = element.get("val")
        match element.name:
            case "srgbClr":
                base = value
            case "sysClr":
                base = element.get("lastClr")
            case "schemeClr":
                base = self._slots.get(self._names.get(value, value), "")
            case "prstClr":
                base = _PRESET.get(value, "")
            case _:
                base = ""
        if len(base) != 6:
            return None
        try:
            return _modified(base, element)
        except ValueError:
            return None


def _modified(base: str, element: Element) -> DrawnColor:
    red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    opacity = 1.0
    for change in element.children:
        share = int(change.get("val", "100000") or 100_000) / 100_000
        hue, light, full = colorsys.rgb_to_hls(red, green, blue)
        match change.name:
            case "alpha":
                opacity = share
            case "lumMod":
                red, green, blue = colorsys.hls_to_rgb(hue, min(light * share, 1), full)
            case "lumOff":
                red, green, blue = colorsys.hls_to_rgb(hue, min(max(light + share, 0), 1), full)
            case "shade":
                red, green, blue = red * share, green * share, blue * share
            case "tint":
                red, green, blue = (1 - (1 - part) * share for part in (red, green, blue))
            case _:
                pass
    return DrawnColor("#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in (red, green, blue)), opacity)
