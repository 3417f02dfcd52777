"""The room that a title of few lines leaves, given to what stands below it."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.model.deck import Prose, Slide
from ria_deck.model.text import Paragraph, Run
from ria_deck.model.theme import EMU_PER_PT, Layout, LayoutKind, Slot, SlotRole
from ria_deck.resolve.context import Context
from ria_deck.resolve.fitting.fit import fit_text

_KINDS = frozenset(
    {
        LayoutKind.CONTENT,
        LayoutKind.SIDE_BY_SIDE,
        LayoutKind.COMPARISON,
        LayoutKind.CONTENTS,
        LayoutKind.AGENDA,
        LayoutKind.REFERENCES,
    }
)
"""Layouts whose bodies begin below the title; those of the others stand by themselves on the slide."""
_AIR = 0.35  # of a line, which a short title keeps before what comes up to it
_NEXT = 0.5  # of a line, at most, between the title's box and what is right below it


def with_title_room(layout: Layout, slide: Slide, context: Context) -> Layout:
    """The layout with its bodies higher by the lines that the title doesn't take; on a user's own template they stay where
    its people put them, and words that don't need the room stay where they are."""
    title = layout.slot(SlotRole.TITLE)
    if _is_short_prose(slide, layout, context):
        return layout
    if title is None or title.style.anchor != "top" or context.theme.template or layout.kind not in _KINDS:
        return layout
    free = _free(title, slide, context)
    edge = title.box.y + title.box.height
    below = [slot for slot in layout.bodies if slot.box.y >= edge]
    first = min((slot.box.y for slot in below), default=0)
    if free <= 0 or not below or first > edge + _NEXT * _line(title):
        return layout
    moved = {slot.name: _higher(slot, below, free) for slot in below}
    return replace(layout, slots=tuple(moved.get(slot.name, slot) for slot in layout.slots))


def _is_short_prose(slide: Slide, layout: Layout, context: Context) -> bool:
    """Whether there is nothing but words, which are as large as the layout has them: higher up, they would only leave more
    of the slide empty below."""
    return all(
        isinstance(placed.block, Prose)
        and fit_text(placed.block.paragraphs, layout.body(placed.slot), context).fit.font_scale == 100_000
        for placed in slide.placements
    )


def roomier(slide: Slide, context: Context) -> Slide:
    """A slide that the program makes, with that room."""
    before = context.theme.layouts[slide.layout]
    after = with_title_room(before, slide, context)
    moved = tuple((new.name, new.box) for old, new in zip(before.slots, after.slots, strict=True) if new != old)
    return replace(slide, boxes=moved)


def _free(title: Slot, slide: Slide, context: Context) -> int:
    """The height in EMU of the lines that have room in the title's box but aren't needed; none for a hidden title."""
    if slide.title_hidden:
        return 0
    words = slide.title
    if slide.split:
        words = Paragraph(runs=(*words.runs, Run(text=" (99)", lang=context.target.tag)))
    fit = fit_text([words], title, context).fit
    _, top, _, bottom = title.inset
    lines = int((title.box.height - top - bottom + EMU_PER_PT) // _line(title))
    if fit.font_scale != 100_000 or fit.line_reduction:
        return 0
    return max(round((lines - fit.lines - _AIR) * _line(title)), 0)


def _line(title: Slot) -> float:
    return title.style.size * title.style.pitch() * EMU_PER_PT


def _higher(slot: Slot, below: list[Slot], free: int) -> Slot:
    """The slot moved up, and grown where it is the highest one of its column; what stands under that stays."""
    column = [other for other in below if _overlap(slot, other)]
    main = max(column, key=lambda other: other.box.height)
    if slot.box.y > main.box.y:
        return slot
    more = free if slot is main else 0
    return replace(slot, box=replace(slot.box, y=slot.box.y - free, height=slot.box.height + more), moved=True)


def _overlap(slot: Slot, other: Slot) -> bool:
    return slot.box.x < other.box.x + other.box.width and other.box.x < slot.box.x + slot.box.width
