"""Paint what a template's layout draws behind a slide's text, small, and say which colour is behind a box.

Backgrounds, shapes and pictures of master and layout are painted in their order, each in its own outline: a freeform that
reaches over the slide but covers only a corner isn't its ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import Any

from PIL import Image, ImageDraw
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.colors import WHITE, ColorSlots, P, palette_of
from ria_deck.design.templates.fills import background, face_of, is_filled
from ria_deck.design.templates.outlines import PaintedShape, outlines_of
from ria_deck.design.templates.spots import spots_of
from ria_deck.design.templates.text import Inherited
from ria_deck.design.units import contrast
from ria_deck.model.theme import Box, Slot

_WIDE = 320  # pixels
_MOST = 0.4  # of a box's pixels: a colour that common is its ground; of a picture's many, the mean is
_STEP = 16  # of 256: colours so near are taken for one
_GROUNDS = 32  # colours that a ground is reduced to, to look for the worst
_SPOILT = 0.15  # of a box: text that can't be read on so much of its ground is spoilt


class Backdrop:
    """What one layout draws behind text, as a picture of a few hundred pixels' width."""

    def __init__(self, presentation: Presentation, layout: SlideLayout) -> None:
        self.width, self.height = int(presentation.slide_width or 1), int(presentation.slide_height or 1)
        self.layout = layout
        self.palette = palette = palette_of(presentation, layout)
        paper = (palette.named("bg1") if palette is not None else None) or WHITE
        self.image = Image.new("RGB", (_WIDE, max(round(_WIDE * self.height / self.width), 1)), f"#{paper}")
        if palette is None:
            return
        ground = background(presentation, layout, palette, self.image.size)
        if ground is not None:  # what is clear in it shows white paper, not the scheme's
            white = Image.new("RGBA", self.image.size, f"#{WHITE}")
            self.image = Image.alpha_composite(white, ground).convert("RGB")
        owners: list[Any] = [presentation.slide_masters[0]] if layout._element.get("showMasterSp") != "0" else []
        for owner in (*owners, layout):
            for outline in outlines_of(owner._element.find(f"{P}cSld/{P}spTree")):
                self._paint(outline, owner.part, palette)

    def under(self, slots: Sequence[Slot]) -> Backdrop:
        """The same with the placeholders of some slots in the fill that slides inherit for them."""
        filled = copy(self)
        for slot in slots if self.palette is not None else ():
            shape = self._shapes.get(slot.idx)
            if shape is None or slot.box.y < 0:
                continue
            owners = ((element, owner.part) for element, owner in zip(
                Inherited(self.layout, shape).shapes, (self.layout, self.layout.slide_master), strict=False
            ))  # fmt: skip
            found = next(((element, part) for element, part in owners if is_filled(element)), None)
            if found is not None and self.palette is not None:
                right, bottom = slot.box.x + slot.box.width, slot.box.y + slot.box.height
                corners = ((slot.box.x, slot.box.y), (right, slot.box.y), (right, bottom), (slot.box.x, bottom))
                filled._paint(PaintedShape(found[0], (corners,)), found[1], self.palette)
        return filled

    @cached_property
    def _shapes(self) -> dict[int, Any]:
        return {spot.idx: spot.shape for spot in spots_of(self.layout)}

    @cached_property
    def own_colors(self) -> dict[int, str]:
        """The colours of text in the layout's placeholders, by index, as the layout maps the palette."""
        return self.text_colors(self.palette) if self.palette is not None else {}

    def text_colors(self, palette: ColorSlots) -> dict[int, str]:
        """The same as a palette has them."""
        found = {idx: Inherited(self.layout, shape).color(palette) for idx, shape in self._shapes.items()}
        return {idx: color for idx, color in found.items() if color is not None}

    def color(self, box: Box | None = None) -> str:
        """`RRGGBB` behind a box: the most common colour, or the mean of a picture's many; without a box, behind the
        whole slide."""
        image = self._behind(box)
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

    def worst(self, color: str, box: Box) -> tuple[float, str]:
        """(contrast, `RRGGBB` of the ground) of text in a colour where it is hardest to read: on the part of what is behind
        the box that would spoil words, however well the rest carries them."""
        image = self._behind(box)
        found: Any = image.quantize(_GROUNDS, Image.Quantize.MEDIANCUT).convert("RGB").getcolors()
        grounds = sorted(
            (contrast(color, rgb), rgb, count) for count, pixel in found for rgb in [bytes(pixel).hex().upper()]
        )
        seen = 0
        for ratio, rgb, count in grounds:
            seen += count
            if seen > _SPOILT * image.width * image.height:
                return ratio, rgb
        raise AssertionError("an image has pixels")

    def _behind(self, box: Box | None) -> Image.Image:
        """What is drawn behind a box, or the whole slide."""
        image = self.image
        if box is None:
            return image
        left, top = self._pixel(box.x, box.y)
        right, bottom = self._pixel(box.x + box.width, box.y + box.height)
        left, top = min(max(left, 0), image.width - 1), min(max(top, 0), image.height - 1)
        return image.crop((left, top, max(min(right, image.width), left + 1), max(min(bottom, image.height), top + 1)))

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self.image.width / self.width), round(y * self.image.height / self.height)

    def _paint(self, outline: PaintedShape, part: Any, palette: ColorSlots) -> None:
        polygons = [[self._pixel(*point) for point in points] for points in outline.polygons]
        xs = [x for points in polygons for x, _ in points]
        ys = [y for points in polygons for _, y in points]
        size = (max(xs) - min(xs), max(ys) - min(ys))
        if not size[0] or not size[1]:
            return
        face = face_of(outline.element, part, palette, size)
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


def backdrops(presentation: Presentation, layouts: Iterable[SlideLayout]) -> dict[str, Backdrop]:
    """What the layouts draw behind text, each once, by the name of its part."""
    found = {str(layout.part.partname): layout for layout in layouts}
    return {name: Backdrop(presentation, layout) for name, layout in found.items()}


def _stepped(color: Any) -> tuple[int, ...]:
    return tuple(value // _STEP * _STEP for value in color)
