"""The placeholders that theme.yaml names for slots: found in the template's layout, and able to hold what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from ria_deck.design.shape import LayoutEntry
from ria_deck.design.templates.choice import shown_name
from ria_deck.design.templates.places import LayoutPlaces
from ria_deck.design.templates.spots import FOOT, TITLES, LayoutPlaceholder, takes
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import EMU_PER_INCH, Layout, Slot, SlotRole
from ria_deck.source.nearest import listing
from ria_deck.source.yaml import YamlDocument

_SHOWN = 3  # slots that a message names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unfit:
    """Why a placeholder can't hold a slot, and what would."""

    slot: str
    span: Span | None
    hint: str


class AskedPlaceholders:
    """Looks up what theme.yaml says; a placeholder that can't hold its slot is one error for each layout of the template,
    whatever the number of the slots that name it."""

    def __init__(self, entries: Mapping[str, LayoutEntry], document: YamlDocument | None, report: Report) -> None:
        self._entries = entries
        self._document = document
        self._report = report
        self._unfit: dict[tuple[str, str], list[_Unfit]] = {}

    def find(self, layout: Layout, slot: Slot, places: LayoutPlaces) -> LayoutPlaceholder | None:
        """The placeholder that theme.yaml names for a slot; None where it names none, or none that serves."""
        asked = self._named(layout, slot)
        if asked is None:
            return None
        found = next((spot for spot in places.spots if asked in {spot.idx, spot.name}), None)
        if found is None:
            there = ", ".join(f"{spot.idx} ({spot.name})" for spot in places.spots)
            self._report.error(
                "RD542",
                f"the template's layout `{shown_name(places.name)}` has no placeholder `{asked}`",
                self._place(layout, slot),
                hint=f"its placeholders: {there}" if there else "it has no placeholders: name another layout",
            )
            return None
        why = self._why_not(layout, slot, found)
        if why is not None:
            self._keep(layout, slot, found, places, why)
        return found if why is None else None

    def too_small(self, layout: Layout, slot: Slot, spot: LayoutPlaceholder, places: LayoutPlaces) -> None:
        """Keep that a slot would stand in a placeholder that is too small for it, if theme.yaml names that."""
        if self._named(layout, slot) is not None:
            width, height = places.needs(slot, spot)
            self._keep(layout, slot, spot, places, f"it needs {_up(width)} × {_up(height)} in")

    def _keep(self, layout: Layout, slot: Slot, spot: LayoutPlaceholder, places: LayoutPlaces, why: str) -> None:
        what = (
            f"the placeholder `{self._named(layout, slot)}` of the template's layout `{shown_name(places.name)}` "
            f"({spot.name}, {_size(spot)}) can't hold"
        )
        fit = [one for one in places.spots if self._why_not(layout, slot, one) is None and places.holds(one, slot)]
        there = ", ".join(f"{one.idx} ({one.name}, {_size(one)})" for one in fit)
        hint = f"placeholders of the layout that can: {there}" if there else "none of the layout's placeholders can"
        entry = _Unfit(
            slot=f"{layout.name}.{slot.name}",
            span=self._place(layout, slot),
            hint=f"{hint}; without `placeholder` the program finds a place",
        )
        known = self._unfit.setdefault((what, why), [])
        if all(entry.slot != other.slot for other in known):
            known.append(entry)

    def tell(self) -> None:
        """Report what was found unfit."""
        for (what, why), found in self._unfit.items():
            more = len(found) - _SHOWN
            named = ", ".join(f"`{one.slot}`" for one in found[:_SHOWN])
            slots = f"{named} and {more} more" if more > 0 else listing([one.slot for one in found], "and")
            self._report.error("RD542", f"{what} {slots}: {why}", found[0].span, hint=found[0].hint)
        self._unfit.clear()

    def _named(self, layout: Layout, slot: Slot) -> int | str | None:
        entry = self._entries.get(layout.name)
        given = (entry.slots or {}).get(slot.name) if entry else None
        return given.placeholder if given else None

    def _place(self, layout: Layout, slot: Slot) -> Span | None:
        steps = ("ria", "layouts", layout.name, "slots", slot.name, "placeholder")
        return self._document.span(steps) if self._document else None

    def _why_not(self, layout: Layout, slot: Slot, spot: LayoutPlaceholder) -> str | None:
        if slot.role is SlotRole.TITLE:
            return None if spot.type in TITLES else "only a title's placeholder makes a title for outlines and readers"
        if spot.type in TITLES and layout.slot(SlotRole.TITLE):
            return "the slide's title is in it"
        if slot.role is SlotRole.BODY and spot.type in FOOT:
            return "it is for the slide's footer"
        if slot.role in {SlotRole.BODY, SlotRole.SUBTITLE} and not takes(spot, slot):
            return f"it takes only {spot.kind}" if spot.kind in {"pic", "chart", "tbl"} else "it doesn't take text"
        other = self._taken(layout, slot, spot)
        return f"`{other}` is in it" if other else None

    def _taken(self, layout: Layout, slot: Slot, spot: LayoutPlaceholder) -> str:
        """The slot before this one that names the same placeholder."""
        for other in layout.slots:
            if other is slot:
                break
            if self._named(layout, other) in {spot.idx, spot.name}:
                return other.name
        return ""


def _size(spot: LayoutPlaceholder) -> str:
    return f"{spot.box.width / EMU_PER_INCH:.2f} × {spot.box.height / EMU_PER_INCH:.2f} in"


def _up(length: int) -> str:
    """Inches to two places, not less than the length."""
    return f"{ceil(length / EMU_PER_INCH * 100) / 100:.2f}"
