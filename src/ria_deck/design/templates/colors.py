"""Colour roles from a template's master and layouts, readable on the template's own ground."""

from __future__ import annotations

import colorsys
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import dist
from typing import Any

from lxml import etree
from PIL import Image, ImageOps
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.units import TEXT_CONTRAST, contrast

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_NAMES = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}  # the names of slots that masters may map otherwise
_PRESET = {"black": "000000", "white": "FFFFFF"}
_NEAR = 55.0  # of 442: colours of series so near to each other are taken for one
_MOST_PIXELS = 40_000_000
_MOST_SHOWN = 512  # pixels across, of a picture that only its colours are read from
WHITE, BLACK = "FFFFFF", "000000"


@dataclass(frozen=True, slots=True)
class ColorSlots:
    """The theme's slots, and which slot the master means by `tx1`, `bg1` …"""

    slots: Mapping[str, str]
    names: Mapping[str, str]

    def named(self, name: str) -> str | None:
        """`RRGGBB` of a colour as shapes call it."""
        return self.slots.get(self.names.get(name, name))

    def scheme(self) -> dict[str, str]:
        """The slots as shapes see them: `dk1` is what they call `tx1`."""
        shown = {slot: name for name, slot in _NAMES.items()}
        return {slot: self.named(shown.get(slot, slot)) or self.slots[slot] for slot in SLOTS}

    def color(self, element: Any, own: str | None = None) -> str | None:
        """`RRGGBB` of a colour element with its modifications; `own` is what a theme's format calls `phClr`."""
        kind, value = etree.QName(element).localname, str(element.get("val") or "")
        match kind:
            case "srgbClr":
                base: str | None = value.upper()
            case "sysClr":
                base = str(element.get("lastClr") or BLACK).upper()
            case "schemeClr":
                base = own if value == "phClr" else self.named(value)
            case "prstClr":
                base = _PRESET.get(value)
            case _:
                base = None
        return _modified(base, element) if base and len(base) == 6 else None

    def fill(self, fill: Any, own: str | None = None) -> str | None:
        """A fill's colour: that of a solid one, the middle of a gradient's."""
        colors = [self.color(found, own) for found in fill.iter() if etree.QName(found).localname.endswith("Clr")]
        return average([color for color in colors if color])


def palette_of(presentation: Presentation, layout: SlideLayout | None = None) -> ColorSlots | None:
    """The palette of the first master, as a layout maps it; None where it has no scheme of plain colours."""
    root = theme_of(presentation)
    scheme = root.find(f"{A}themeElements/{A}clrScheme") if root is not None else None
    if scheme is None:
        return None
    found = {slot: scheme.find(f"{A}{slot}/*") for slot in SLOTS}
    slots = {slot: _value(color) for slot, color in found.items() if color is not None}
    if set(slots) != set(SLOTS):
        return None
    master = presentation.slide_masters[0]._element
    maps = [master.find(f"{P}clrMap")]
    if layout is not None:
        maps.append(layout._element.find(f"{P}clrMapOvr/{A}overrideClrMapping"))
    names = dict(_NAMES)
    for given in maps:
        names |= {str(name): str(slot) for name, slot in given.attrib.items()} if given is not None else {}
    return ColorSlots(slots, names)


def _value(color: Any) -> str:
    """A colour of the scheme as `RRGGBB`; of a system's colour, what it was when the file was saved."""
    return str(color.get("val" if color.tag == f"{A}srgbClr" else "lastClr") or BLACK).upper()


def picture_of(part: Any, picture: Any, palette: ColorSlots) -> Image.Image | None:
    """A picture that a part shows, in RGBA and in the two colours that it is printed in; None for a metafile, or what
    can't be read."""
    try:
        with Image.open(io.BytesIO(part.related_part(str(picture.get(f"{_R}embed") or "")).blob)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            shown = (
                image.point(lambda value: value / 257).convert("L") if image.mode.startswith("I") else image
            )  # 16 bits
            shown.thumbnail((_MOST_SHOWN, _MOST_SHOWN))
            found = shown.convert("RGBA")
    except (KeyError, OSError, ValueError, SyntaxError):
        return None
    inks = [palette.color(child) for child in picture.findall(f"{A}duotone/*")]
    if len(inks) == 2 and inks[0] and inks[1]:
        printed = ImageOps.colorize(found.convert("L"), f"#{inks[0]}", f"#{inks[1]}").convert("RGBA")
        printed.putalpha(found.getchannel("A"))
        return printed
    return found


def roles_on(ground: str, ink: str, accents: Sequence[str]) -> dict[str, str]:
    """The program's roles on a ground: accents as they are where they can be read, else moved away from it."""
    best = contrast(ink, ground)
    readable = distinct([readable_on(ground, color, min(TEXT_CONTRAST, best)) for color in accents], ground, ink)
    roles = {"ink": ink, "paper": ground, "sea": readable[0], "accent": readable[1], "toki": readable[1]}
    roles |= {f"series-{number}": color for number, color in enumerate(readable, start=1)}
    shares = (share / 100 for share in range(45, -1, -5))
    grey = next((mixed for share in shares if contrast(mixed := mix(ink, ground, share), ground) >= TEXT_CONTRAST), ink)
    return roles | {"grey": grey, "pale": mix(ground, ink, 0.24), "mist": mix(ground, ink, 0.09)}


def distinct(colors: Sequence[str], ground: str, ink: str) -> list[str]:
    """The colours, those too near to an earlier one moved towards the text's or the ground's until they are not."""
    found: list[str] = []
    for color in colors:
        tries = [color, *(mix(color, end, share / 10) for share in range(2, 9) for end in (ground, ink))]
        least = min(TEXT_CONTRAST, contrast(ink, ground))
        apart = (
            moved
            for moved in tries
            if contrast(moved, ground) >= least and all(_distance(moved, other) > _NEAR for other in found)
        )
        found.append(next(apart, color))
    return found


def readable_on(ground: str, color: str, needed: float) -> str:
    """The colour, lightened or darkened away from the ground until it has the contrast."""
    away = WHITE if contrast(WHITE, ground) > contrast(BLACK, ground) else BLACK
    for share in range(0, 100, 4):
        moved = mix(color, away, share / 100)
        if contrast(moved, ground) >= needed:
            return moved
    return away


def mix(first: str, second: str, share: float) -> str:
    """`first` with a share of `second`."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def average(colors: Sequence[str]) -> str | None:
    """The mean of some colours, None of none."""
    if not colors:
        return None
    channels = zip(*(_channels(color) for color in colors), strict=True)
    return "".join(f"{round(sum(channel) / len(colors)):02X}" for channel in channels)


def theme_of(presentation: Presentation) -> etree._Element | None:
    """The theme part of the first master, parsed without entities."""
    part = presentation.slide_masters[0].part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def share_of(value: str) -> float:
    """A percentage as OOXML writes it: `90000`, or `90%` in the strict form."""
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100_000


def _distance(first: str, second: str) -> float:
    return dist(tuple(_channels(first)), tuple(_channels(second)))


def _channels(color: str) -> Iterator[int]:
    return (int(color[start : start + 2], 16) for start in (0, 2, 4))


def _modified(color: str, element: Any) -> str:
    """The colour with the modifications that masters use."""
    for change in element:
        name, value = etree.QName(change).localname, change.get("val")
        if value is None:
            continue
        share = share_of(value)
        if name in {"lumMod", "lumOff"}:
            hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(color)))
            light = min(max(light * share if name == "lumMod" else light + share, 0.0), 1.0)
            color = "".join(f"{round(channel * 255):02X}" for channel in colorsys.hls_to_rgb(hue, light, saturation))
        elif name in {"tint", "shade"}:
            color = mix(WHITE if name == "tint" else BLACK, color, share)
    return color
