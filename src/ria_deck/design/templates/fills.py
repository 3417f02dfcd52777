"""Paint fills as pictures: plain colours, gradients, patterns in the mean, pictures stretched or laid as tiles."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import Any

from lxml import etree
from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.colors import A, ColorSlots, P, average, picture_of, share_of, theme_of

_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill", "noFill")
_LEVELS = 256
_MOST_TILES = 400


def background(
    presentation: Presentation, layout: SlideLayout, palette: ColorSlots, size: tuple[int, int]
) -> Image.Image | None:
    """The background of a layout, else of the master; None where neither has one."""
    for owner in (layout, presentation.slide_masters[0]):
        given = owner._element.find(f"{P}cSld/{P}bg")
        if given is None:
            continue
        properties, reference = given.find(f"{P}bgPr"), given.find(f"{P}bgRef")
        if properties is not None:
            return _paint(_fill_in(properties), owner.part, palette, size)
        if reference is not None:
            return _referred(reference, presentation, palette, size)
    return None


def _referred(
    reference: Any, presentation: Presentation, palette: ColorSlots, size: tuple[int, int]
) -> Image.Image | None:
    """One of the theme's fills, in the colour that the background names."""
    own = next((palette.color(child) for child in reference), None)
    plain = Image.new("RGBA", size, f"#{own}") if own else None
    root = theme_of(presentation)
    fills = root.find(f"{A}themeElements/{A}fmtScheme/{A}bgFillStyleLst") if root is not None else None
    number = int(reference.get("idx") or 1001) - 1001
    if fills is None or not 0 <= number < len(fills):
        return plain
    part = presentation.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    return _paint(fills[number], part, palette, size, own) or plain


def face_of(element: Any, part: Any, palette: ColorSlots, size: tuple[int, int]) -> Image.Image | None:
    """What fills a shape, in the size of its box; None for nothing."""
    picture = element.find(f"{P}blipFill")
    fill: Any = picture if picture is not None else _fill_in(element.find(f"{P}spPr"))
    if fill is None:
        fill = _group_fill(element)
    if fill is None:
        reference = element.find(f"{P}style/{A}fillRef")
        fill = reference if reference is not None and reference.get("idx") not in {None, "0"} else None
    return _paint(fill, part, palette, size)


def is_filled(element: Any) -> bool:
    """Whether a shape says itself what fills it, nothing included."""
    reference = element.find(f"{P}style/{A}fillRef")
    return _fill_in(element.find(f"{P}spPr")) is not None or (reference is not None and reference.get("idx") != "0")


def _fill_in(properties: Any) -> Any:
    found = (properties.find(f"{A}{kind}") for kind in _FILLS)
    return next((fill for fill in found if fill is not None), None)


def _group_fill(element: Any) -> Any:
    """The fill of the group that a shape takes it from."""
    if element.find(f"{P}spPr/{A}grpFill") is None:
        return None
    for group in element.iterancestors(f"{P}grpSp"):
        found = _fill_in(group.find(f"{P}grpSpPr"))
        if found is not None:
            return found
    return None


def _paint(
    fill: Any, part: Any, palette: ColorSlots, size: tuple[int, int], own: str | None = None
) -> Image.Image | None:
    """A fill as a picture of a size; `own` is what a theme's format calls `phClr`."""
    if fill is None:
        return None
    match etree.QName(fill).localname:
        case "noFill":
            return None
        case "blipFill":
            return _picture(fill, part, palette, size)
        case "gradFill":
            return _gradient(fill, palette, size, own)
        case _:
            color = palette.fill(fill, own)
            return Image.new("RGBA", size, (*bytes.fromhex(color), _alpha(fill))) if color else None


def _alpha(fill: Any) -> int:
    shares = [share_of(str(found.get("val"))) for found in fill.iter(f"{A}alpha")]
    return min(max(round(255 * sum(shares) / len(shares)), 0), 255) if shares else 255


def _picture(fill: Any, part: Any, palette: ColorSlots, size: tuple[int, int]) -> Image.Image | None:
    blip = fill.find(f"{A}blip")
    shown = picture_of(part, blip, palette) if blip is not None else None
    if shown is None:
        return None
    faded = blip.find(f"{A}alphaModFix")
    if faded is not None:
        share = share_of(str(faded.get("amt") or "100000"))
        shown.putalpha(shown.getchannel("A").point([round(value * share) for value in range(_LEVELS)]))
    shown = _cropped(shown, fill.find(f"{A}srcRect"))
    if fill.find(f"{A}tile") is not None:
        return _tiled(shown, size)
    frame = fill.find(f"{A}stretch/{A}fillRect")
    left, top, right, bottom = _sides(frame) if frame is not None else (0.0, 0.0, 0.0, 0.0)
    wide, high = round(size[0] * (1 - left - right)), round(size[1] * (1 - top - bottom))
    if not 0 < wide <= 8 * size[0] or not 0 < high <= 8 * size[1]:
        return None
    made = Image.new("RGBA", size)
    made.paste(shown.resize((wide, high)), (round(left * size[0]), round(top * size[1])))
    return made


def _cropped(shown: Image.Image, cut: Any) -> Image.Image:
    """The part of a picture that `a:srcRect` leaves; the whole one where nothing is cut off, or would be left."""
    if cut is None:
        return shown
    left, top, right, bottom = _sides(cut)
    box = (left * shown.width, top * shown.height, (1 - right) * shown.width, (1 - bottom) * shown.height)
    if box[0] >= box[2] or box[1] >= box[3]:
        return shown
    return shown.crop(tuple(round(side) for side in box))  # type: ignore[arg-type]


def _sides(rectangle: Any) -> tuple[float, float, float, float]:
    left, top, right, bottom = (share_of(str(rectangle.get(side) or "0")) for side in ("l", "t", "r", "b"))
    return left, top, right, bottom


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Tiles over the whole; how large they are on a slide is of no matter for their colours."""
    side = max(size[0] // 4, 1)
    small = tile.copy()
    small.thumbnail((side, side))
    made = Image.new("RGBA", size)
    columns, rows = -(-size[0] // small.width), -(-size[1] // small.height)
    if columns * rows > _MOST_TILES:
        return tile.resize(size)
    for column in range(columns):
        for row in range(rows):
            made.paste(small, (column * small.width, row * small.height))
    return made


def _gradient(fill: Any, palette: ColorSlots, size: tuple[int, int], own: str | None) -> Image.Image | None:
    stops = sorted(_stops(fill, palette, own), key=lambda stop: stop[0])
    if not stops:
        return None
    if fill.find(f"{A}path") is not None:
        ramp = Image.radial_gradient("L").resize(size)
    elif (line := fill.find(f"{A}lin")) is not None:
        ramp = _ramp(int(line.get("ang") or 0) / 60_000, size)
    else:
        mean = average(["".join(f"{value:02X}" for value in color[:3]) for _, color in stops])
        return Image.new("RGBA", size, f"#{mean}")
    bands = [
        ramp.point([_between(stops, level / (_LEVELS - 1))[band] for level in range(_LEVELS)]) for band in range(4)
    ]
    return Image.merge("RGBA", bands)


def _stops(fill: Any, palette: ColorSlots, own: str | None) -> Iterator[tuple[float, tuple[int, int, int, int]]]:
    """Where a gradient has which colour (red, green, blue, alpha)."""
    for stop in fill.iter(f"{A}gs"):
        color = next((palette.color(child, own) for child in stop), None)
        if color:
            yield share_of(str(stop.get("pos") or "0")), (*bytes.fromhex(color), _alpha(stop))


def _ramp(angle: float, size: tuple[int, int]) -> Image.Image:
    """From 0 to 255 along an angle, clockwise from the right."""
    down = Image.linear_gradient("L").resize(size)
    across = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize(size)
    x, y = cos(radians(angle)), sin(radians(angle))
    if x < 0:
        across = across.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if y < 0:
        down = down.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return Image.blend(across, down, abs(y) / (abs(x) + abs(y)))


def _between(stops: list[tuple[float, tuple[int, int, int, int]]], share: float) -> tuple[int, ...]:
    before = next((stop for stop in reversed(stops) if stop[0] <= share), stops[0])
    after = next((stop for stop in stops if stop[0] >= share), stops[-1])
    reach = after[0] - before[0]
    part = (share - before[0]) / reach if reach > 0 else 0.0
    return tuple(round(a + (b - a) * part) for a, b in zip(before[1], after[1], strict=True))
