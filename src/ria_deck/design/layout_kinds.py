"""What follows from layouts and their slots: the kind of one that declares none, the colour behind the logo, the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ria_deck.model.theme import EMU_PER_INCH, Box, Layout, LayoutKind, Slot, SlotRole


def kind_of_slots(slots: Sequence[Slot]) -> LayoutKind:
    """The kind of a layout that declares none: no place for blocks makes a section, two columns stand side by side, and
    under heads they are compared."""
    bodies = sorted((slot for slot in slots if slot.role is SlotRole.BODY), key=lambda slot: slot.box.y)
    if not bodies:
        return LayoutKind.SECTION
    wide = [slot for slot in bodies if not slot.single]
    if len(wide) != 2:
        return LayoutKind.CONTENT
    left, right = sorted((slot.box for slot in wide), key=lambda box: box.x)
    if left.x + left.width > right.x or {slot.accepts for slot in wide} != {wide[0].accepts}:
        return LayoutKind.CONTENT
    return LayoutKind.COMPARISON if bodies[0].single else LayoutKind.SIDE_BY_SIDE


def title_ground(layouts: Mapping[str, Layout]) -> str:
    """The colour role behind the logo."""
    return next((layout.ground for layout in layouts.values() if layout.kind is LayoutKind.TITLE), "paper")


def reading_order(slot: Slot) -> tuple[int, int, int]:
    """A part's number and the title first, then what stands above it, the author's slots from left to right, and the foot
    of the slide."""
    order = ["part", "title", "topic", "subtitle", "body", "progress", "footnotes", "source", "footer", "number"]
    return order.index(slot.role.value), slot.box.x if slot.role is SlotRole.BODY else 0, slot.box.y


def box_of(box: tuple[float, float, float, float]) -> Box:
    """A place that is given in inches."""
    x, y, width, height = (round(value * EMU_PER_INCH) for value in box)
    return Box(x=x, y=y, width=width, height=height)
