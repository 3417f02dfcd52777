"""Paint what a template's layout draws behind a slide's text, small, and say which colour is behind a box.

Backgrounds, shapes and pictures of master and layout are painted in their order, each in its own outline: a freeform that
reaches over the slide but covers a corner of it is no ground.
"""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.colors import (
    WHITE,
    A,
    ColorSlots,
    P,
    background_color,
    palette_of,
    picture_of,
    share_of,
)
from ria_deck.design.templates.outlines import PaintedShape, outlines_of
from ria_deck.model.theme import Box

_WIDE = 320  # pixels
_MOST = 0.4  # of a box's pixels: a colour that common is its ground; of a picture's many, the mean is
_STEP = 16  # of 256: colours so near are taken for one


class Backdrop:
    """What one layout draws behind text, as a picture of a few hundred pixels' width."""

    def __init__(self, presentation: Presentation, layout: SlideLayout) -> None:
        self.width, self.height = int(presentation.slide_width or 1), int(presentation.slide_height or 1)
        palette = palette_of(presentation, layout)
        found = background_color(presentation, layout) if palette is not None else WHITE
        self.image = Image.new("RGB", (_WIDE, max(round(_WIDE * self.height / self.width), 1)), f"#{found}")
        if palette is None:
            return
        owners: list[Any] = [presentation.slide_masters[0]] if layout._element.get("showMasterSp") != "0" else []
        for owner in (*owners, layout):
            for outline in outlines_of(owner._element.find(f"{P}cSld/{P}spTree")):
                self._paint(outline, owner.part, palette)

    def color(self, box: Box | None = None) -> str:
        """`RRGGBB` behind a box: the most common colour, or the mean of a picture's many; without a box, behind the
        whole slide."""
        image = self.image
        if box is not None:
            left, top = self._pixel(box.x, box.y)
            right, bottom = self._pixel(box.x + box.width, box.y + box.height)
            left, top = min(max(left, 0), image.width - 1), min(max(top, 0), image.height - 1)
            image = image.crop(
                (left, top, max(min(right, image.width), left + 1), max(min(bottom, image.height), top + 1))
            )
        steps = image.point([value // _STEP * _STEP for value in range(256)] * 3)
        colors = steps.getcolors(image.width * image.height) or []
        count, common = max(colors, key=lambda found: (found[0], found[1]))
        if count < _MOST * image.width * image.height:
            return image.resize((1, 1), Image.Resampling.BOX).tobytes().hex().upper()
        near = sorted(
            (found for found in image.getcolors(image.width * image.height) or [] if _stepped(found[1]) == common),
            key=lambda found: (found[0], found[1]),
        )
        return bytes(near[-1][1]).hex().upper()  # type: ignore[arg-type]

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self.image.width / self.width), round(y * self.image.height / self.height)

    def _paint(self, outline: PaintedShape, part: Any, palette: ColorSlots) -> None:
        polygons = [[self._pixel(*point) for point in points] for points in outline.polygons]
        xs = [x for points in polygons for x, _ in points]
        ys = [y for points in polygons for _, y in points]
        size = (max(xs) - min(xs), max(ys) - min(ys))
        if not size[0] or not size[1]:
            return
        face = _face(outline.element, part, palette, size)
        if face is None:
            return
        shape = Image.new("L", self.image.size, 0)
        for points in polygons:
            ImageDraw.Draw(shape).polygon(points, fill=255)
        layer = Image.new("RGBA", self.image.size)
        layer.paste(face, (min(xs), min(ys)))
        clear = Image.new("RGBA", self.image.size)
        layer = Image.composite(layer, clear, shape)
        self.image = Image.alpha_composite(self.image.convert("RGBA"), layer).convert("RGB")


def _face(element: Any, part: Any, palette: ColorSlots, size: tuple[int, int]) -> Image.Image | None:
    """What fills a shape, in the size of its box; None for nothing."""
    properties = element.find(f"{P}spPr")
    picture = element.find(f"{P}blipFill/{A}blip")
    if picture is None:
        picture = properties.find(f"{A}blipFill/{A}blip")
    if picture is not None:
        shown = picture_of(part, picture, palette)
        if shown is None:
            return None
        faded = picture.find(f"{A}alphaModFix")
        shown = shown.resize(size)
        if faded is not None:
            share = share_of(str(faded.get("amt") or "100000"))
            shown.putalpha(shown.getchannel("A").point([round(value * share) for value in range(256)]))
        return shown
    fill: Any = next((found for kind in _FILLS if (found := properties.find(f"{A}{kind}")) is not None), None)
    if fill is None:
        fill = _group_fill(element) if properties.find(f"{A}noFill") is None else None
    if fill is None and properties.find(f"{A}noFill") is None:
        fill = element.find(f"{P}style/{A}fillRef")
        fill = fill if fill is not None and fill.get("idx") not in {None, "0"} else None
    color = palette.fill(fill) if fill is not None else None
    if color is None:
        return None
    shares = [share_of(str(found.get("val"))) for found in fill.iter(f"{A}alpha")]
    alpha = round(255 * sum(shares) / len(shares)) if shares else 255
    return Image.new("RGBA", size, (*bytes.fromhex(color), alpha))


_FILLS = ("solidFill", "gradFill", "pattFill")


def _group_fill(element: Any) -> Any:
    """The fill of the group that a shape takes it from."""
    if element.find(f"{P}spPr/{A}grpFill") is None:
        return None
    for group in element.iterancestors(f"{P}grpSp"):
        for kind in _FILLS:
            found = group.find(f"{P}grpSpPr/{A}{kind}")
            if found is not None:
                return found
    return None


def _stepped(color: Any) -> tuple[int, ...]:
    return tuple(value // _STEP * _STEP for value in color)
