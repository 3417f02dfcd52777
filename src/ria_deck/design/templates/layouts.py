"""The theme's layouts as a user's template has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.shape import LayoutEntry
from ria_deck.design.templates.asked import AskedPlaceholders
from ria_deck.design.templates.choice import LayoutChoice, shown_name, stand_alike
from ria_deck.design.templates.colors import palette_of
from ria_deck.design.templates.places import LayoutPlaces
from ria_deck.design.templates.spots import TITLES, LayoutPlaceholder, content_of, spots_of, within
from ria_deck.design.templates.text import Inherited
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Box, Layout, LayoutKind, Slot, SlotRole, Theme
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.yaml import YamlDocument

_KINDS = {  # of a layout of the project's own that declares none, by the type of the template's
    "title": LayoutKind.TITLE,
    "secHead": LayoutKind.SECTION,
    "twoTxTwoObj": LayoutKind.COMPARISON,
    "twoObj": LayoutKind.SIDE_BY_SIDE,
}
_DISPLAY = 32.0  # pt: text as large as this is a thing of its own, and keeps its size in any template


class Mapper:
    """Finds the template's layout and placeholders for each layout and slot of the theme."""

    def __init__(
        self,
        theme: Theme,
        presentation: Presentation,
        entries: Mapping[str, LayoutEntry],
        document: YamlDocument | None,
        report: Report,
        *,
        own: Collection[str] = (),
    ) -> None:
        self.presentation = presentation
        self.choice = LayoutChoice(presentation)
        self.entries = entries
        self.document = document
        self.report = report
        self.asked = AskedPlaceholders(entries, document, report)
        self.theme = self._with_kinds(theme, own)
        self._known: dict[str, list[LayoutPlaceholder]] = {}
        self.plain: list[LayoutPlaceholder] = []  # the placeholders of the layout that carries plain text

    def layouts(self) -> dict[str, tuple[Layout, SlideLayout]]:
        """The theme's layouts with those of the template that carry them."""
        targets = {name: self._target(name, layout) for name, layout in self.theme.layouts.items()}
        there = {name: target for name, target in targets.items() if target is not None}
        plain = there.get(self.theme.plain.name)
        self.plain = self._spots(plain) if plain is not None else []
        made = {name: (self._mapped(self.theme.layouts[name], target), target) for name, target in there.items()}
        self.asked.tell()
        return made

    def _with_kinds(self, theme: Theme, own: Collection[str]) -> Theme:
        """The theme with the kinds of the project's own layouts that declare none, as far as the types of the
        template's layouts say one."""
        layouts = dict(theme.layouts)
        for name in own:
            target = self.choice.named(layouts[name].template_name)
            kind = _KINDS.get(self.choice.kinds[target.name]) if target is not None else None
            if kind is not None and self.entries[name].kind is None:
                layouts[name] = replace(layouts[name], kind=kind)
        return replace(theme, layouts=layouts)

    def _place(self, *steps: str) -> Span | None:
        return self.document.span(("ria", "layouts", *steps)) if self.document else None

    def _target(self, name: str, layout: Layout) -> SlideLayout | None:
        if layout.template_name:
            target = self.choice.named(layout.template_name)
            if target is None:
                self.report.error(
                    "RD541",
                    f"the template has no layout `{layout.template_name}`",
                    self._place(name, "template"),
                    label=did_you_mean(layout.template_name, self.choice.shown),
                    hint=f"its layouts: {', '.join(shown_name(one.name) for one in self.choice.all)}",
                )
            return target
        ours = self.choice.there.get(layout.title)
        if ours is not None and _same_spots(layout, spots_of(ours, parked=True)):
            return ours
        return self.choice.serving(layout)

    def _spots(self, target: SlideLayout) -> list[LayoutPlaceholder]:
        """A layout's placeholders, looked up once: several of ours may be carried by it."""
        name = str(target.part.partname)
        if name not in self._known:
            self._known[name] = spots_of(target)
        return self._known[name]

    def _mapped(self, layout: Layout, target: SlideLayout) -> Layout:
        places = LayoutPlaces(self.theme, self.presentation, target, self._spots(target))
        ours = _same_spots(layout, spots_of(target, parked=True)) if layout.title == target.name else None
        if ours is not None:
            slots = tuple(
                self._placed(slot, ours[slot.name], ours[slot.name].box, places) if slot.name in ours else slot
                for slot in layout.slots
            )
            return replace(layout, slots=slots, template_name=target.name, decoration="", coast=None, ground="paper")
        bodies = self._bodies(layout, places)
        made = [bodies.get(slot.name) or self._own(slot, layout, places) for slot in layout.slots]
        slots = tuple(slot for slot in made if slot)
        return replace(layout, slots=slots, template_name=target.name, decoration="", coast=None, ground="paper")

    def _own(self, slot: Slot, layout: Layout, places: LayoutPlaces) -> Slot | None:
        """A slot that is filled from the slide's own fields; one that the template lacks stands free, or not at all."""
        spot = self.asked.find(layout, slot, places) or _serving(slot, layout, places)
        match slot.role:
            case SlotRole.TITLE if slot.box.y < 0:  # for the outline and screen readers alone
                away = replace(slot.box, x=0, y=round(-1.2 * slot.box.height), width=places.width)
                return self._placed(slot, spot, away, places) if spot else self._free(slot, away, places)
            case SlotRole.TITLE if spot and layout.kind is LayoutKind.TITLE:
                return self._placed(slot, spot, places.lifted(spot, self._second(layout, places)), places)
            case SlotRole.TITLE:
                return self._placed(slot, spot, spot.box, places) if spot else self._free(slot, places.title(), places)
            case SlotRole.SUBTITLE if spot and layout.kind is LayoutKind.TITLE:
                return self._placed(slot, spot, places.people(spot, slot), places)
            case SlotRole.SUBTITLE if spot is None:
                return self._free(slot, places.scaled(slot.box), places)
            case SlotRole.PART | SlotRole.PROGRESS:  # the template has its own look of sections
                return None
            case SlotRole.SOURCE | SlotRole.FOOTNOTES:
                return self._free(slot, places.foot(slot.role), places)
            case _:
                return self._placed(slot, spot, spot.box, places) if spot else None

    def _second(self, layout: Layout, places: LayoutPlaces) -> tuple[LayoutPlaceholder, Slot] | None:
        """The placeholder of a title slide's subtitle."""
        slot = layout.slot(SlotRole.SUBTITLE)
        spot = slot and (self.asked.find(layout, slot, places) or _serving(slot, layout, places))
        return (spot, slot) if slot and spot else None

    def _bodies(self, layout: Layout, places: LayoutPlaces) -> dict[str, Slot]:
        """The author's slots in the template's placeholders, where these stand as the slots do; else at the slots' own
        places in the template's area for content."""
        taken = self._taken(layout, places)
        placed = [slot for slot in layout.bodies if slot.name in taken]
        as_drawn = self._stand_as_drawn(layout, placed, taken, places) and layout.kind is not LayoutKind.BLANK
        made: dict[str, Slot] = {}
        for slot in layout.bodies:
            spot = taken.get(slot.name)
            if spot is None:
                like = [taken[other.name] for other in placed if other.single == slot.single]
                made[slot.name] = self._free(slot, self._own_box(slot, layout, places), places, like)
                continue
            box = self._box_of(spot, layout, places) if as_drawn else self._own_box(slot, layout, places)
            made[slot.name] = self._placed(slot, spot, box, places)
        return made

    def _box_of(self, spot: LayoutPlaceholder, layout: Layout, places: LayoutPlaces) -> Box:
        """The box of a placeholder, clear of what the layout draws; the only one takes the whole area."""
        one = len(layout.bodies) == 1
        return places.clear(places.whole(spot.box) if one else places.raised(spot.box, self.plain))

    @staticmethod
    def _own_box(slot: Slot, layout: Layout, places: LayoutPlaces) -> Box:
        """The box of a slot of ours in the template's area for content: all of it where ours stands beside its title, which
        templates have above."""
        beside = len(layout.bodies) == 1 and slot.box.y < places.theme.plain.bodies[0].box.y
        return places.area() if beside or layout.kind is LayoutKind.BLANK else places.scaled(slot.box)

    def _taken(self, layout: Layout, places: LayoutPlaces) -> dict[str, LayoutPlaceholder]:
        """The placeholder of each slot that has one: the one that is asked for, else a free one."""
        taken: dict[str, LayoutPlaceholder] = {}
        for slot in sorted(layout.bodies, key=lambda slot: (slot.box.x, slot.box.y)):
            spot = self.asked.find(layout, slot, places) or places.free_for(slot, layout, taken.values())
            if spot is not None:
                taken[slot.name] = spot
        return taken

    def _stand_as_drawn(
        self, layout: Layout, placed: list[Slot], taken: Mapping[str, LayoutPlaceholder], places: LayoutPlaces
    ) -> bool:
        """Whether every slot has a placeholder, these stand to each other as the slots do, and none is too small."""
        alike = len(placed) == len(layout.bodies) and stand_alike(placed, [taken[slot.name] for slot in placed])
        if not alike or len(placed) < 2:
            return alike
        small = [slot for slot in placed if not places.holds(taken[slot.name], slot)]
        for slot in small:
            self.asked.too_small(layout, slot, taken[slot.name], places)
        return not small

    def _placed(self, slot: Slot, spot: LayoutPlaceholder, box: Box, places: LayoutPlaces) -> Slot:
        inherited = Inherited(spot.shape.part.slide_layout, spot.shape)
        display = _is_display(slot)
        box = box if box.y < 0 else within(box, places.width, places.height)
        return replace(
            slot,
            idx=spot.idx,
            kind=spot.kind,
            box=box,
            style=places.at_scale(slot.style) if display else inherited.style(slot.style, places.scale),
            inset=inherited.inset(),
            moved=box != spot.drawn,
            own_style=display,
        )

    def _free(self, slot: Slot, box: Box, places: LayoutPlaces, like: Sequence[LayoutPlaceholder] = ()) -> Slot:
        """A slot without a placeholder; the author's text looks as it does in the columns beside it, or on the template's
        plain layout."""
        plain = like or content_of(self.plain)
        if slot.role is SlotRole.BODY and not _is_display(slot) and plain:
            spot = max(plain, key=lambda spot: spot.box.width * spot.box.height)
            inherited = Inherited(spot.shape.part.slide_layout, spot.shape)
            style = replace(
                inherited.style(slot.style, places.scale), marks=inherited.marks(palette_of(self.presentation))
            )
            return replace(slot, idx=-1, box=box, style=style, inset=inherited.inset())
        return replace(slot, idx=-1, box=box, style=places.at_scale(slot.style), inset=(0, 0, 0, 0))


def _is_display(slot: Slot) -> bool:
    """Whether a slot's text has the program's own style: numbers and statements, and captions, where templates have heads,
    which are too loud under a picture."""
    return slot.role is SlotRole.BODY and (slot.style.size >= _DISPLAY or slot.name.endswith("-caption"))


def _same_spots(layout: Layout, spots: Sequence[LayoutPlaceholder]) -> dict[str, LayoutPlaceholder] | None:
    """The placeholders of a layout that is ours: the template was a deck of ours, its master changed in PowerPoint."""
    there = {(spot.idx, spot.name): spot for spot in spots}
    held = (slot for slot in layout.slots if slot.role is not SlotRole.PROGRESS)
    found = {slot.name: there.get((slot.idx, slot.placeholder_name)) for slot in held}
    return None if None in found.values() else {name: spot for name, spot in found.items() if spot}


def _serving(slot: Slot, layout: Layout, places: LayoutPlaces) -> LayoutPlaceholder | None:
    """The template's placeholder for a slot that is filled from the slide's own fields."""

    def first(*types: PP_PLACEHOLDER) -> LayoutPlaceholder | None:
        return next((spot for spot in places.spots if spot.type in types), None)

    match slot.role:
        case SlotRole.TITLE:
            return first(*TITLES)
        case SlotRole.SUBTITLE:
            return first(PP_PLACEHOLDER.SUBTITLE) or (places.second() if not layout.bodies else None)
        case SlotRole.FOOTER:
            return first(PP_PLACEHOLDER.FOOTER)
        case SlotRole.NUMBER:
            return first(PP_PLACEHOLDER.SLIDE_NUMBER)
        case SlotRole.BODY | SlotRole.TOPIC | SlotRole.SOURCE | SlotRole.FOOTNOTES | SlotRole.PART | SlotRole.PROGRESS:
            return None
