"""A theme and a user's PowerPoint template go in, the theme with the template's layouts, faces and colours comes
out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.opening import TemplateError, open_template
from ria_deck.design.shape import LayoutEntry, ThemeFile
from ria_deck.design.template_theme import faces_of, scheme_of_template, text_size
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import EMU_PER_PT, Box, Layout, Slot, SlotRole, Theme
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.yaml import YamlDocument

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FOOT = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE}
# OOXML's layout types that serve a layout of ours when theme.yaml names none
_BY_TYPE = {
    "title": ("title",),
    "section": ("secHead", "titleOnly"),
    "two-columns": ("twoObj",),
    "comparison": ("twoTxTwoObj",),
    "blank": ("blank", "titleOnly"),
}
_ONE_BODY = ("obj", "tx", "objOnly", "chart", "tbl")
_TWO_BODIES = ("twoObj", "txAndObj", "objAndTx", "objTx", "txAndChart", "chartAndTx", "txAndTwoObj")


@dataclass(frozen=True, slots=True)
class Spot:
    """A placeholder of the template's layout: index, OOXML type, name, place."""

    idx: int
    kind: str
    name: str
    box: Box
    type: PP_PLACEHOLDER


def with_template(theme: Theme, root: Path, document: YamlDocument, given: ThemeFile, report: Report) -> Theme:
    """The theme as the template carries it; the template's own boxes are what text is measured against."""
    named = given.ria is not None and given.ria.template
    span = document.span(("ria", "template")) if named else Span(path=theme.template)
    try:
        presentation = open_template(root / theme.template)
    except TemplateError as error:
        report.error("RD540", f"`{theme.template}` can't be the template: {error}", span)
        return theme
    except OSError as error:
        report.error("RD540", f"`{theme.template}` can't be read: {error.strerror}", span)
        return theme
    entries = (given.ria.layouts if given.ria else None) or {}
    layouts = _Mapper(theme, presentation, entries, document, report).layouts()
    scheme = scheme_of_template(presentation) or theme.scheme
    colors = {**theme.colors, **_roles(scheme, theme)}
    heading, body = faces_of(presentation, theme, span, report)
    return replace(
        theme,
        layouts=layouts,
        scheme=scheme,
        colors=colors,
        heading=heading,
        body=body,
        width=int(presentation.slide_width or theme.width),
        height=int(presentation.slide_height or theme.height),
    )


def with_layouts(theme: Theme, presentation: Presentation) -> dict[str, Layout]:
    """The layouts of a theme that a template can carry, chosen by type where nothing names them."""
    return _Mapper(theme, presentation, {}, None, Report()).layouts()


def _roles(scheme: Mapping[str, str], theme: Theme) -> dict[str, str]:
    """The program's roles in the template's colours."""
    roles = {"ink": scheme["dk1"], "paper": scheme["lt1"], "mist": scheme["lt2"], "sea": scheme["accent1"]}
    roles |= {f"series-{n}": scheme[f"accent{n}"] for n in range(1, len(theme.series) + 1) if f"accent{n}" in scheme}
    return roles | {"accent": scheme["accent2"], "toki": scheme["accent2"]}


class _Mapper:
    """Finds the template's layout and placeholders for each layout and slot of the theme."""

    def __init__(
        self,
        theme: Theme,
        presentation: Presentation,
        entries: Mapping[str, LayoutEntry],
        document: YamlDocument | None,
        report: Report,
    ) -> None:
        self.theme = theme
        self.presentation = presentation
        self.there = {layout.name: layout for layout in presentation.slide_layouts}
        self.entries = entries
        self.document = document
        self.report = report

    def layouts(self) -> dict[str, Layout]:
        """The theme's layouts that the template can carry."""
        found: dict[str, Layout] = {}
        for name, layout in self.theme.layouts.items():
            target = self._target(name, layout)
            if target is not None:
                mapped = self._mapped(layout, target)
                if mapped is not None:
                    found[name] = mapped
        return found

    def _place(self, *steps: str) -> Span | None:
        return self.document.span(("ria", "layouts", *steps)) if self.document else None

    def _target(self, name: str, layout: Layout) -> SlideLayout | None:
        if layout.template_name:
            target = self.there.get(layout.template_name)
            if target is None:
                self.report.error(
                    "RD541",
                    f"the template has no layout `{layout.template_name}`",
                    self._place(name, "template"),
                    label=did_you_mean(layout.template_name, self.there),
                    hint=f"its layouts: {', '.join(self.there)}",
                )
            return target
        kinds = _BY_TYPE.get(name) or (_ONE_BODY if len(layout.bodies) == 1 else _TWO_BODIES)
        for kind in kinds:
            for candidate in self.presentation.slide_layouts:
                if candidate._element.get("type") == kind:
                    return candidate
        return None

    def _mapped(self, layout: Layout, target: SlideLayout) -> Layout | None:
        spots = spots_of(target)
        taken: set[int] = set()
        slots: list[Slot] = []
        for slot in sorted(layout.slots, key=lambda slot: slot.box.x if slot.role is SlotRole.BODY else -1):
            spot = self._spot(slot, layout, target, [spot for spot in spots if spot.idx not in taken])
            if spot is not None:
                taken.add(spot.idx)
                slots.append(self._placed(slot, spot, target))
            elif slot.role in {SlotRole.SOURCE, SlotRole.FOOTNOTES}:
                slots.append(replace(slot, idx=-1, box=self._foot(slot, spots)))
            elif slot.role is SlotRole.BODY:
                return None
        order = {slot.name: index for index, slot in enumerate(layout.slots)}
        return replace(
            layout,
            slots=tuple(sorted(slots, key=lambda slot: order[slot.name])),
            template_name=target.name,
            decoration="",
        )

    def _spot(self, slot: Slot, layout: Layout, target: SlideLayout, spots: Sequence[Spot]) -> Spot | None:
        asked = self._asked(layout.name, slot.name)
        if asked is not None:
            found = next((spot for spot in spots if asked in {spot.idx, spot.name}), None)
            if found is None:
                there = ", ".join(f"{spot.idx} ({spot.name})" for spot in spots)
                self.report.error(
                    "RD542",
                    f"`{target.name}` has no placeholder `{asked}`",
                    self._place(layout.name, "slots", slot.name, "placeholder"),
                    hint=f"its placeholders: {there}",
                )
            return found
        match slot.role:
            case SlotRole.TITLE:
                return next((spot for spot in spots if spot.type in _TITLES), None)
            case SlotRole.SUBTITLE:
                kinds = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
                return next((spot for kind in kinds for spot in spots if spot.type is kind), None)
            case SlotRole.FOOTER:
                return next((spot for spot in spots if spot.type is PP_PLACEHOLDER.FOOTER), None)
            case SlotRole.NUMBER:
                return next((spot for spot in spots if spot.type is PP_PLACEHOLDER.SLIDE_NUMBER), None)
            case SlotRole.BODY:
                rest = [spot for spot in spots if spot.type not in _TITLES | _FOOT]
                if layout.name == "comparison":
                    heads = slot.name.endswith("-head")
                    rest = [spot for spot in rest if (spot.type is PP_PLACEHOLDER.BODY) is heads]
                return min(rest, key=lambda spot: (spot.box.x, spot.box.y), default=None)
            case SlotRole.TOPIC | SlotRole.SOURCE | SlotRole.FOOTNOTES:
                return None

    def _asked(self, layout: str, slot: str) -> int | str | None:
        entry = self.entries.get(layout)
        found = (entry.slots or {}).get(slot) if entry else None
        return found.placeholder if found else None

    def _placed(self, slot: Slot, spot: Spot, target: SlideLayout) -> Slot:
        size = text_size(target, spot.idx, slot.role is SlotRole.TITLE)
        style = replace(slot.style, size=size, min_size=min(slot.style.min_size, size)) if size else slot.style
        margin = round(7.2 * EMU_PER_PT)
        return replace(
            slot,
            idx=spot.idx,
            kind=spot.kind,
            box=spot.box,
            style=style,
            inset=(margin, margin // 2, margin, margin // 2),
        )

    def _foot(self, slot: Slot, spots: Sequence[Spot]) -> Box:
        """A place for sources and notes, which templates seldom have: between the lowest body and the footers."""
        width, height = int(self.presentation.slide_width or 0), int(self.presentation.slide_height or 0)
        bodies = [spot.box for spot in spots if spot.type not in _TITLES | _FOOT]
        feet = [spot.box for spot in spots if spot.type in _FOOT]
        top = max((box.y + box.height for box in bodies), default=round(height * 0.86))
        bottom = min((box.y for box in feet if box.y >= top), default=height)
        left = min((box.x for box in bodies), default=round(width * 0.06))
        room = max(bottom - top, round(height * 0.05))
        half = room // 2
        y = top if slot.role is SlotRole.FOOTNOTES else top + half
        return Box(x=left, y=min(y, height - half), width=width - 2 * left, height=half)


def spots_of(layout: SlideLayout) -> list[Spot]:
    """The placeholders of a template's layout with the boxes that slides inherit."""
    spots: list[Spot] = []
    for shape in list[Any](layout.placeholders):  # typed as not iterable in python-pptx's stubs
        element: Any = shape._element
        kind = element.ph.get("type") or ""
        form = shape.placeholder_format
        if None in {shape.left, shape.top, shape.width, shape.height}:
            continue
        box = Box(x=int(shape.left), y=int(shape.top), width=int(shape.width), height=int(shape.height))
        spots.append(Spot(idx=form.idx, kind=kind, name=shape.name, box=box, type=form.type))
    return spots
