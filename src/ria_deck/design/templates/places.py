"""Places on a template's slides for content, notes and sources."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.spots import FOOT, LEAST_COLUMN, TITLES, LayoutPlaceholder, columns_of, content_of, takes
from ria_deck.design.templates.text import Inherited
from ria_deck.model.text_style import TextStyle
from ria_deck.model.theme import EMU_PER_INCH, EMU_PER_PT, TITLE_GAP, TITLE_LINES, Box, Layout, Slot, SlotRole, Theme

_NOTE_LINES, _SOURCE_LINES, _PEOPLE_GAPS = 3, 2, 3
_LEAST = 0.3  # of the slide's area, for content
_BROAD, _WORDS = 0.4, 0.12  # of the slide's width: shapes so broad, and words so broad, keep content off
_LOW = 0.8  # of the slide's height: what stands below belongs to its foot


def scale_of(presentation: Presentation) -> float:
    """How large small text is on the template's slides, as a share of the built-in ones' 7.5 inches of height."""
    width, height = int(presentation.slide_width or 0), int(presentation.slide_height or 0)
    return min(height / (7.5 * EMU_PER_INCH), width / (10 * EMU_PER_INCH))


class LayoutPlaces:
    """Places on the slides of one layout of the template."""

    def __init__(
        self, theme: Theme, presentation: Presentation, target: SlideLayout, spots: Sequence[LayoutPlaceholder]
    ) -> None:
        self.theme = theme
        self.name = target.name
        self.width, self.height = int(presentation.slide_width or 0), int(presentation.slide_height or 0)
        self.scale = scale_of(presentation)
        self.margin = round(0.06 * self.width)
        self.spots = spots
        self.bodies = content_of(spots)
        self.columns = columns_of(spots, self.width, self.height)
        self.floor = self._floor(target)

    def free_for(self, slot: Slot, layout: Layout, taken: Collection[LayoutPlaceholder]) -> LayoutPlaceholder | None:
        """The placeholder for one of the author's slots, of those that no slot has taken: from left to right, the largest
        where there is but one slot, text's own for heads and captions."""
        free = [spot for spot in self.bodies if spot not in taken and takes(spot, slot)]
        if len(layout.bodies) == 1:  # not the line under the title that some templates have
            return max(free, key=lambda spot: spot.box.width * spot.box.height, default=None)
        if layout.kind.paired and any(one.single for one in layout.bodies):
            free = [spot for spot in free if (spot.type is PP_PLACEHOLDER.BODY) is slot.single]
        if not slot.single:
            free = [spot for spot in free if spot in self.columns]
        return min(free, key=lambda spot: (spot.box.x, spot.box.y), default=None)

    def needs(self, slot: Slot, spot: LayoutPlaceholder) -> tuple[int, int]:
        """(width, height) that a slot needs at least: a column's, or one line's."""
        width, height = (
            round(share * whole) for share, whole in zip(LEAST_COLUMN, (self.width, self.height), strict=True)
        )
        if slot.single:
            style = self.at_scale(slot.style)
            _, top, _, bottom = Inherited(spot.shape.part.slide_layout, spot.shape).inset()
            height = round(style.min_size * style.leading * EMU_PER_PT) + top + bottom
        return width, height

    def holds(self, spot: LayoutPlaceholder, slot: Slot) -> bool:
        """Whether a placeholder is as large as a slot needs it, a line's over the slide's notes."""
        width, height = self.needs(slot, spot)
        foot = self.foot(SlotRole.FOOTNOTES).y if slot.single else self.height
        return spot.box.width >= width and min(spot.box.height, foot - spot.box.y) >= height

    def second(self) -> LayoutPlaceholder | None:
        """The largest placeholder for text, where none is for a subtitle."""
        texts = [spot for spot in self.bodies if spot.type in {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}]
        return max(texts, key=lambda spot: spot.box.width * spot.box.height, default=None)

    def whole(self, box: Box) -> Box:
        """A layout's only box for content, as large as content needs: under the title where it was drawn for a line."""
        return self.grown(box) if self.columns else self._content()

    def at_scale(self, style: TextStyle) -> TextStyle:
        """A style of the theme's own on slides of another size."""
        return replace(style, size=max(round(style.size * self.scale), 8), min_size=max(style.min_size * self.scale, 8))

    def title(self) -> Box:
        """A place for the title of a layout that has none."""
        return Box(
            x=self.margin,
            y=round(0.06 * self.height),
            width=self.width - 2 * self.margin,
            height=round(0.12 * self.height),
        )

    def people(self, spot: LayoutPlaceholder, slot: Slot) -> Box:
        """The title slide's second placeholder with room for people, event and date, which may be more than its designer
        thought of: it grows away from where its text stands, and up where the slide ends."""
        inherited = Inherited(spot.shape.part.slide_layout, spot.shape)
        style, (_, top, _, bottom) = inherited.style(slot.style, self.scale), inherited.inset()
        line = style.min_size * style.leading * self.theme.ea_leading  # of the script with the highest
        lines = TITLE_LINES * line + (TITLE_LINES - 1) * style.space_after + _PEOPLE_GAPS * TITLE_GAP
        more = max(round(lines * EMU_PER_PT) + top + bottom - spot.box.height, 0)
        up = more if style.anchor == "bottom" else more // 2 if style.anchor == "middle" else 0
        height = spot.box.height + more
        y = min(spot.box.y - up, max(self.height - self.margin // 2 - height, 0)) if more else spot.box.y
        return replace(spot.box, y=max(y, 0), height=height)

    def lifted(self, title: LayoutPlaceholder, second: tuple[LayoutPlaceholder, Slot] | None) -> Box:
        """The title slide's title, brought up with the people under it where they need the room."""
        if second is None or second[0].box.y < title.box.y:
            return title.box
        rise = second[0].box.y - self.people(*second).y
        return replace(title.box, y=max(title.box.y - rise, 0))

    def foot(self, role: SlotRole) -> Box:
        """A place for sources and notes, which templates seldom have: over the footers, as wide as the content."""
        area = self._content()
        left, right = area.x, area.x + area.width
        if self.bodies:
            insets = [Inherited(spot.shape.part.slide_layout, spot.shape).inset() for spot in self.bodies]
            left, right = left + min(inset[0] for inset in insets), right - min(inset[2] for inset in insets)
        sources = self._lines(SlotRole.SOURCE, _SOURCE_LINES)
        more = self.theme.width * self.scale / (right - left)  # lines of a narrower slide hold less
        notes = self._lines(SlotRole.FOOTNOTES, ceil(_NOTE_LINES * more - 0.5))
        height, y = (
            (sources, self.floor - sources) if role is SlotRole.SOURCE else (notes, self.floor - sources - notes)
        )
        return Box(x=left, y=y, width=right - left, height=height)

    def scaled(self, box: Box) -> Box:
        """A place of the theme's own slide in the template's area for content."""
        own, area = self.theme.plain.bodies[0].box, self.area()
        across, down = area.width / own.width, area.height / own.height
        top = area.y + round((box.y - own.y) * down)
        return Box(
            x=area.x + round((box.x - own.x) * across),
            y=top,
            width=round(box.width * across),
            height=min(round(box.height * down), area.y + area.height - top),
        )

    def grown(self, box: Box) -> Box:
        """A box that its designer drew for a line or two, as large as the slide allows: to the right margin and down."""
        if box.width * box.height >= _LEAST * self.width * self.height:
            return box
        margin = min(box.x, self.margin)
        return replace(box, width=max(self.width - margin - box.x, box.width), height=self.height - box.y)

    def raised(self, box: Box, plain: Sequence[LayoutPlaceholder]) -> Box:
        """A column that begins lower than text does on the template's plain layout, under the same title, brought up."""
        titles = {spot.box.y + spot.box.height for spot in (*self.spots, *plain) if spot.type in TITLES}
        tops = [spot.box.y for spot in columns_of(plain, self.width, self.height)]
        own = [spot.box.y for spot in self.bodies]
        if len(titles) != 1 or not tops or min(tops) >= min(own):
            return box
        rise = min(own) - min(tops)
        return replace(box, y=box.y - rise, height=box.height + rise)

    def clear(self, box: Box) -> Box:
        """The box, ending above notes and sources."""
        bottom = self.foot(SlotRole.FOOTNOTES).y - round(4 * EMU_PER_PT)
        return replace(box, height=min(box.height, max(bottom - box.y, EMU_PER_INCH)))

    def area(self) -> Box:
        """Where the layout's content stands, over the notes and sources."""
        return self.clear(self._content())

    def _content(self) -> Box:
        boxes = [spot.box for spot in self.columns]
        if not boxes:
            titles = [spot.box.y + spot.box.height for spot in self.spots if spot.type in TITLES]
            top = min(max(titles, default=0), self.height // 3) + round(0.03 * self.height)
            return Box(x=self.margin, y=top, width=self.width - 2 * self.margin, height=self.height - top)
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
        return self.grown(Box(x=x, y=y, width=right - x, height=bottom - y))

    def _floor(self, target: SlideLayout) -> int:
        """Where the slide's foot begins: footers, or broad shapes that the master and the layout have there."""
        tops = [spot.box.y for spot in self.spots if spot.type in FOOT]
        shapes = list[Any](target.shapes)
        if target._element.get("showMasterSp") != "0":
            shapes += list[Any](target.slide_master.shapes)
        for shape in shapes:
            if not shape.is_placeholder and shape.top is not None and _stands_in_the_way(shape, self.width):
                tops.append(int(shape.top))
        return min((top for top in tops if top > _LOW * self.height), default=round(0.97 * self.height))

    def _lines(self, role: SlotRole, count: int) -> int:
        slot = next(found for layout in self.theme.layouts.values() if (found := layout.slot(role)))
        style = self.at_scale(slot.style)
        return round((count * style.min_size * style.leading + 1) * EMU_PER_PT)


def _stands_in_the_way(shape: Any, width: int) -> bool:
    """Whether a shape at the slide's foot is too broad to be passed, or has words that content would cover."""
    words = shape.has_text_frame and bool(shape.text_frame.text.strip())
    return (shape.width or 0) > (_WORDS if words else _BROAD) * width
