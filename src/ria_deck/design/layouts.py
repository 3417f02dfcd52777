"""Layouts of theme files, with slots in EMU."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ria_deck.design.layout_kinds import box_of, kind_of_slots, reading_order
from ria_deck.design.part import ThemePart
from ria_deck.design.shape import Coast, LayoutEntry, SlotEntry, Style, Type
from ria_deck.design.slide_size import SlideArea
from ria_deck.design.units import contrast, points
from ria_deck.diagnostics import Report, Span
from ria_deck.model.text_style import TextStyle
from ria_deck.model.theme import EMU_PER_INCH, BlockKind, Box, Layout, LayoutKind, Slot, SlotRole
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.yaml import Loc

_WCAG = "choose a darker or lighter colour (WCAG 2.2: 4.5 for text, 3 for text of 24 pt and larger)"
_DEGREES = "write [west, south, east, north] in degrees, from the smaller to the larger"


class Layouts:
    """Merges the layouts of all parts, slot by slot, and checks them against the slide."""

    def __init__(self, parts: Sequence[ThemePart], colors: Mapping[str, str], area: SlideArea, report: Report) -> None:
        self.parts = parts
        self.colors = colors
        self.area = area
        self.report = report
        self.scales = {"title": self._scale("headings"), "body": (scale := self._scale("base")), "subtitle": scale}
        self.faint: dict[tuple[str, str], list[str]] = {}  # (role, ground) → built-in layouts that have them

    def build(self) -> dict[str, Layout]:
        """Layout name → layout, in the order of the files."""
        names = dict.fromkeys(name for part in self.parts if part.given.ria for name in part.given.ria.layouts or {})
        made = {name: layout for name in names if (layout := self._layout(name)) is not None}
        self._check_leads(made)
        self._check_needed(made)
        return made

    def tell_faint(self, told: Collection[tuple[str, str]], place: Callable[..., Span]) -> None:
        """One warning for each pair of colours that the project has made too faint in layouts of the built-in theme."""
        for (role, ground), names in self.faint.items():
            if (role, ground) not in told:
                self.report.warning(
                    "RD516",
                    f"`{role}` on `{ground}` has a contrast of "
                    f"{contrast(self.colors[role], self.colors[ground]):.1f} in layout{'s' * (len(names) > 1)} "
                    f"{listing(names, 'and')}",
                    place(role, ground),
                    hint=_WCAG,
                )

    def _scale(self, use: str) -> float:
        """How many times as large as the built-in theme's the project's text is: `typography.base.size` and the like."""
        sizes: list[float] = []
        for part in self.parts:
            kind = getattr(part.given.typography, use, None)
            if isinstance(kind, Type) and kind.size is not None:
                loc = ("typography", use, "size")
                try:
                    sizes.append(points(kind.size))
                except ValueError as error:
                    self.report.error("RD510", str(error), part.document.span(loc))
                    continue
                if not 8 <= sizes[-1] <= 96:
                    self.report.error(
                        "RD510", f"text size `{kind.size}` is out of range: use 8pt to 96pt", part.document.span(loc)
                    )
                    del sizes[-1]
        return sizes[-1] / sizes[0]

    def _entries(self, name: str) -> list[tuple[ThemePart, LayoutEntry]]:
        return [
            (part, part.given.ria.layouts[name])
            for part in self.parts
            if part.given.ria and part.given.ria.layouts and name in part.given.ria.layouts
        ]

    def _layout(self, name: str) -> Layout | None:
        entries = self._entries(name)
        given = [entry for _, entry in entries]
        kind: str = _last_filled(given, "kind") or ""
        ground = "paper"
        drawn: str | Coast = _last_given(given, "decoration", "")
        shore = None
        for part, entry in entries:
            if isinstance(entry.decoration, Coast):
                shore = self._checked_coast(entry.decoration.coast, part, name)
            if entry.ground is not None:
                ground = self._role(entry.ground, part, ("ria", "layouts", name, "ground"))
        slots = self._slots_of(name, entries)
        made = [found for slot_name, said in slots.items() if (found := self._slot(slot_name, said)) is not None]
        self._check_indices(made, entries, name)
        self._check_contrast(made, ground, entries, name)
        return Layout(
            name=name,
            slots=tuple(sorted(made, key=reading_order)),
            kind=LayoutKind(kind) if kind else kind_of_slots(made),
            lead=_last_given(given, "lead", ""),
            ground=ground,
            decoration="coast" if isinstance(drawn, Coast) else drawn,
            coast=drawn.coast if isinstance(drawn, Coast) else None,
            coast_span=shore,
            template_name=_last_filled(given, "template") or "",
            title=_last_filled(given, "title") or name,
        )

    def _checked_coast(self, coast: tuple[float, float, float, float], part: ThemePart, name: str) -> Span:
        west, south, east, north = coast
        place = part.document.span(("ria", "layouts", name, "decoration", "coast"))
        if not (-90 <= south < north <= 90 and west < east <= west + 360):
            self.report.error("RD510", "no part of the earth is within these degrees", place, hint=_DEGREES)
        return place

    def _slots_of(
        self, name: str, entries: Sequence[tuple[ThemePart, LayoutEntry]]
    ) -> dict[str, list[tuple[ThemePart, SlotEntry, Loc]]]:
        """What each part says about each slot: those of all layouts that this one takes, then its own."""
        common = _last_given([entry for _, entry in entries], "common", True)
        slots: dict[str, list[tuple[ThemePart, SlotEntry, Loc]]] = {}
        for part in self.parts:
            shared = part.given.ria.common if part.given.ria else None
            for slot_name, slot in (shared or {}).items():
                if common is True or (isinstance(common, tuple) and slot_name in common):
                    slots.setdefault(slot_name, []).append((part, slot, ("ria", "common", slot_name)))
        for part, entry in entries:
            for slot_name, slot in (entry.slots or {}).items():
                loc = ("ria", "layouts", name, "slots", slot_name)
                slots.setdefault(slot_name, []).append((part, slot, loc))
        return slots

    def _check_leads(self, made: Mapping[str, Layout]) -> None:
        for name, layout in made.items():
            if layout.lead and layout.lead not in made:
                part = next(part for part, entry in reversed(self._entries(name)) if entry.lead)
                label = did_you_mean(layout.lead, made)
                place = part.document.span(("ria", "layouts", name, "lead"))
                self.report.error("RD522", f"unknown layout `{layout.lead}`", place, label=label)

    def _check_needed(self, made: Mapping[str, Layout]) -> None:
        """Every deck needs a title slide, a list of contents and a layout for text; both take prose."""
        prose = {
            name for name, layout in made.items() if any(BlockKind.PROSE in slot.accepts for slot in layout.bodies)
        }
        there = {layout.kind for name, layout in made.items() if layout.kind is LayoutKind.TITLE or name in prose}
        for kind in (LayoutKind.TITLE, LayoutKind.CONTENTS, LayoutKind.CONTENT):
            if kind not in there:
                place = self.parts[-1].document.span(("ria", "layouts"), key=True)
                hint = (
                    f"write `kind: {kind.value}` on the layout to use for it"
                    + "; it needs a slot that accepts prose" * (kind is not LayoutKind.TITLE)
                )
                self.report.error("RD522", f"no layout has the kind `{kind.value}`", place, hint=hint)

    def _slot(self, name: str, given: Sequence[tuple[ThemePart, SlotEntry, Loc]]) -> Slot | None:
        entries = [entry for _, entry, _ in given]
        role: str = _last_filled(entries, "role") or ""
        idx: int = _last_given(entries, "idx", -1)
        box = _last_filled(entries, "box")
        part, _, loc = given[-1]
        span = part.document.span(loc)
        if not role or idx < 0 or box is None:
            missing = [key for key, there in (("role", role), ("idx", idx >= 0), ("box", box)) if not there]
            self.report.error("RD517", f"slot `{name}` is missing {', '.join(missing)}", span)
            return None
        drawn = next(source.shipped for source, entry, _ in reversed(given) if entry.box)
        found = self.area.scaled(box_of(box)) if drawn else box_of(box)
        hidden = role == "title" and box[1] < 0  # a title above the slide's edge serves outline and screen readers
        if not hidden and not self._inside(found):
            self.report.error("RD518", f"slot `{name}` extends over the edge of the slide", span)
        inset: Sequence[float] = _last_filled(entries, "inset") or (0, 0, 0, 0)
        left, top, right, bottom = (round(value * EMU_PER_INCH) for value in inset)
        return Slot(
            name=name,
            role=SlotRole(role),
            box=found,
            idx=idx,
            style=self._style(role, given),
            accepts=frozenset(map(BlockKind, _last_given(entries, "accepts", ()))),
            inset=(left, top, right, bottom),
            prompt=_last_filled(entries, "prompt") or "",
            single=_last_given(entries, "single", False),
        )

    def _style(self, role: str, given: Sequence[tuple[ThemePart, SlotEntry, Loc]]) -> TextStyle:
        styles = [(part, entry.style, loc) for part, entry, loc in given if entry.style is not None]
        colors = {"color": "ink", "bullet": "accent", "strong": ""}
        for part, style, loc in styles:
            for key in colors:
                value = getattr(style, key)
                if value is not None:
                    colors[key] = self._role(value, part, (*loc, "style", key))
        only = [style for _, style, _ in styles]
        size, minimum, after = (
            self._length(styles, name, default) for name, default in (("size", 20), ("min", 14), ("space_after", 0))
        )
        if not any(style.size is not None for part, style, _ in styles if not part.shipped):
            size = round(size * self.scales.get(role, 1.0), 1)  # in proportion to what the project says of all text
        return TextStyle(
            size=size,
            bold=bool(_last(only, "bold", role == "title")),
            color=colors["color"],
            leading=float(_last(only, "leading", 1.2)),
            min_size=min(minimum, size),
            align=str(_last(only, "align", "start")),
            anchor=str(_last(only, "anchor", "top")),
            space_after=after,
            bullet_color=colors["bullet"],
            strong_color=colors["strong"],
        )

    def _length(self, styles: Sequence[tuple[ThemePart, Style, Loc]], name: str, default: float) -> float:
        """A size of text; those of themes that ship are drawn for a slide of another size."""
        for part, style, _ in reversed(styles):
            value: float | None = getattr(style, name)
            if value is not None:
                return round(value * self.area.text, 1) if part.shipped and not self.area.is_drawn else float(value)
        return default * self.area.text

    def _role(self, name: str, part: ThemePart, loc: Loc) -> str:
        if name and name not in self.colors:
            self.report.error(
                "RD519",
                f"unknown colour `{name}`",
                part.document.span(loc),
                label=did_you_mean(name, self.colors),
                hint=f"colours: {', '.join(sorted(self.colors))}",
            )
            return "ink"
        return name

    def _inside(self, box: Box) -> bool:
        slack = EMU_PER_INCH // 100
        return (
            box.x >= -slack
            and box.y >= -slack
            and box.width > 0
            and box.height > 0
            and box.x + box.width <= self.area.width + slack
            and box.y + box.height <= self.area.height + slack
        )

    def _check_indices(
        self, slots: Sequence[Slot], entries: Sequence[tuple[ThemePart, LayoutEntry]], name: str
    ) -> None:
        seen: dict[int, str] = {}
        for slot in slots:
            if slot.idx in seen:
                self.report.error(
                    "RD520",
                    f"slots `{seen[slot.idx]}` and `{slot.name}` have the same index, {slot.idx}",
                    self._span(entries, name),
                )
            seen[slot.idx] = slot.name

    def _check_contrast(
        self, slots: Sequence[Slot], ground: str, entries: Sequence[tuple[ThemePart, LayoutEntry]], name: str
    ) -> None:
        for slot in slots:
            ratio = contrast(self.colors[slot.style.color], self.colors[ground])
            if ratio >= (3.0 if slot.style.size >= 24 else 4.5) or slot.box.y < 0:
                continue
            if len(self.parts) > 1 and entries[-1][0] is self.parts[-1]:
                self.report.warning(
                    "RD516",
                    f"layout `{name}`: `{slot.style.color}` on `{ground}` has a contrast of {ratio:.1f}",
                    self._span(entries, name),
                    hint=_WCAG,
                )
            elif name not in (names := self.faint.setdefault((slot.style.color, ground), [])):
                names.append(name)

    def _span(self, entries: Sequence[tuple[ThemePart, LayoutEntry]], name: str) -> Span:
        return entries[-1][0].document.span(("ria", "layouts", name), key=True)


def _last_given(entries: Sequence[Any], key: str, default: Any) -> Any:
    """What the last part says of a key."""
    return next((value for entry in reversed(entries) if (value := getattr(entry, key)) is not None), default)


def _last_filled(entries: Sequence[Any], key: str) -> Any:
    """What the last part says of a key that can't be set back to nothing; None where none says it."""
    return next(filter(None, (getattr(entry, key) for entry in reversed(entries))), None)


def _last(styles: Sequence[Style], name: str, default: object) -> str | float | bool:
    for style in reversed(styles):
        value: str | float | bool | None = getattr(style, name)
        if value is not None:
            return value
    assert isinstance(default, (str, float, int))
    return default
