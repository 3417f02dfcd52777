"""Choose the template's layout that serves a layout of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.colors import A
from ria_deck.design.templates.spots import (
    TITLES,
    LayoutPlaceholder,
    beside,
    columns_of,
    kind_of,
    shared,
    sound,
    spots_of,
    takes,
)
from ria_deck.model.theme import Box, Layout, LayoutKind, Slot, SlotRole

# OOXML's layout types that serve a layout of ours when theme.yaml names none
_BY_KIND = {
    LayoutKind.TITLE: ("title", "secHead", "titleOnly"),
    LayoutKind.SECTION: ("secHead", "title", "titleOnly"),
    LayoutKind.SIDE_BY_SIDE: ("twoObj",),
    LayoutKind.COMPARISON: ("twoTxTwoObj",),
    LayoutKind.BLANK: ("titleOnly", "obj"),  # its title is for the outline and stands above the slide
}
_ONE_BODY = ("obj", "tx", "objOnly")
_TWO_BODIES = ("twoObj", "txAndObj", "objAndTx", "txAndTwoObj")
_ANY = ("obj", "tx", "objOnly", "titleOnly", "twoObj", "secHead", "title", "blank")  # for slots without placeholders
_BARE = frozenset({"secHead", "title", "titleOnly", "blank"})  # of these, layouts that are made for no content
_COVERED = 0.5  # of a shape with words: so much of it in content's place is in its way
_ROOM = 0.3  # of the slide's area, for a layout's content


class LayoutChoice:
    """The template's layouts by name, and which of them serves best."""

    def __init__(self, presentation: Presentation) -> None:
        self.all = list(presentation.slide_layouts)
        self.width, self.height = int(presentation.slide_width or 0), int(presentation.slide_height or 0)
        self.spots = {layout.name: spots_of(layout) for layout in reversed(self.all)}
        self.kinds = {layout.name: kind_of(layout, self.width * self.height) for layout in reversed(self.all)}
        self.there = {layout.name: layout for layout in reversed(self.all)}
        self.shown = {shown_name(name): layout for name, layout in self.there.items()}

    def named(self, name: str) -> SlideLayout | None:
        """The layout of a name, as the file has it or as PowerPoint shows it: names may hold line feeds."""
        return self.there.get(name) or self.shown.get(shown_name(name))

    def serving(self, layout: Layout) -> SlideLayout:
        """The layout that serves one of ours: of its kind, with a title where ours has one and columns for its columns,
        and room for them; as much of that as the template has."""
        two_columns = sum(not slot.single for slot in layout.bodies) == 2
        tries: list[tuple[tuple[str, ...], Sequence[SlideLayout]]] = [
            (self._kinds_for(layout, fitting=True), [one for one in self.all if self._fits(layout, one)])
        ]
        # A layout for two of which one is a line serves worse than one for one.
        kinds = (*(_ONE_BODY if two_columns else ()), *self._kinds_for(layout, fitting=False))
        titled = [one for one in self.all if self._titled(layout, one)]
        tries += [(kinds, titled), (kinds, self.all)]
        found = next((of_kind for kinds, among in tries if (of_kind := self._of_kinds(kinds, among))), [])
        if not found:
            return (titled or self.all)[0]
        plain = [one for one in found if not self._numbered(one) and not self._worded(one)]
        return self._roomy(plain or found) if layout.bodies else found[0]

    def _of_kinds(self, kinds: Sequence[str], layouts: Sequence[SlideLayout]) -> list[SlideLayout]:
        """The layouts of the first of these OOXML types that any has whose placeholders can be used."""
        usable = [one for one in layouts if sound(self.spots[one.name])]
        by_kind = ([one for one in usable if self.kinds[one.name] == kind] for kind in kinds)
        return next(filter(None, by_kind), [])

    def _kinds_for(self, layout: Layout, *, fitting: bool) -> tuple[str, ...]:
        kinds = _BY_KIND.get(layout.kind) or (_ONE_BODY if len(layout.bodies) == 1 else _TWO_BODIES)
        if layout.kind.paired and any(slot.single for slot in layout.bodies):  # heads, or captions
            kinds = _BY_KIND[LayoutKind.COMPARISON]
        if fitting and len([slot for slot in layout.bodies if not slot.single]) > 2:
            kinds = ("", *kinds)  # OOXML has no type for three columns
        return (*kinds, *(kind for kind in _ANY if not (fitting and layout.bodies and kind in _BARE)))

    def _titled(self, layout: Layout, target: SlideLayout) -> bool:
        return layout.slot(SlotRole.TITLE) is None or any(spot.type in TITLES for spot in self.spots[target.name])

    def _fits(self, layout: Layout, target: SlideLayout) -> bool:
        """Whether the layout has a column for each of ours, standing to each other as ours do."""
        wide = sorted((slot for slot in layout.bodies if not slot.single), key=lambda slot: (slot.box.x, slot.box.y))
        columns = columns_of(self.spots[target.name], self.width, self.height)
        if not layout.kind.paired or len(wide) < 2:
            enough = layout.kind is LayoutKind.BLANK or len(columns) >= min(len(wide), 2)
            return self._titled(layout, target) and enough
        columns.sort(key=lambda spot: (spot.box.x, spot.box.y))
        return (
            self._titled(layout, target)
            and len(columns) == len(wide)
            and all(takes(spot, slot) for spot, slot in zip(columns, wide, strict=True))
            and stand_alike(wide, columns)
        )

    def _numbered(self, target: SlideLayout) -> bool:
        """Whether the layout's text is a numbered list, as that of contents is."""
        return any(
            level.find(f"{A}buAutoNum") is not None
            for spot in columns_of(self.spots[target.name], self.width, self.height)
            for level in spot.shape._element.iter(f"{A}lvl1pPr")
        )

    def _worded(self, target: SlideLayout) -> bool:
        """Whether the layout draws words where content stands: sample text, or a sign at the first line."""
        boxes = [spot.box for spot in columns_of(self.spots[target.name], self.width, self.height)]
        for shape in list[Any](target.shapes):
            if shape.is_placeholder or not shape.has_text_frame or not shape.text_frame.text.strip():
                continue
            if None not in {shape.left, shape.top, shape.width, shape.height}:
                words = Box(x=int(shape.left), y=int(shape.top), width=int(shape.width), height=int(shape.height))
                if any(shared(words, box) > _COVERED * words.width * words.height for box in boxes):
                    return True
        return False

    def _roomy(self, found: Sequence[SlideLayout]) -> SlideLayout:
        """The first with room for content, else the one with the most."""
        rooms = {one.name: self._room(self.spots[one.name]) for one in found}
        least = _ROOM * self.width * self.height
        return next((one for one in found if rooms[one.name] >= least), max(found, key=lambda one: rooms[one.name]))

    def _room(self, spots: Sequence[LayoutPlaceholder]) -> int:
        return sum(spot.box.width * spot.box.height for spot in columns_of(spots, self.width, self.height))


def shown_name(name: str) -> str:
    """A layout's name in one line."""
    return " ".join(name.split())


def stand_alike(slots: Sequence[Slot], spots: Sequence[LayoutPlaceholder]) -> bool:
    """Whether placeholders stand to each other as slots do, pair by pair."""
    pairs = combinations(zip(slots, spots, strict=True), 2)
    return all(_alike(a.box, b.box, its.box, others.box) for (a, its), (b, others) in pairs)


def _alike(first: Box, second: Box, its: Box, others: Box) -> bool:
    """Whether two boxes stand to each other as two others do: side by side, or one over the other."""
    if beside(first, second):
        return beside(its, others)
    return not beside(its, others) and (first.y < second.y) == (its.y < others.y)
