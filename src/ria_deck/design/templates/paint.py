"""A theme in the colours of a user's template: roles and text as they can be read on what the layouts really draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.shape import Ria
from ria_deck.design.templates.choice import shown_name
from ria_deck.design.templates.colors import WHITE, ColorSlots, mix, palette_of, readable_on, roles_on
from ria_deck.design.templates.ground import Backdrop
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import BlockKind, Box, Layout, Slot, SlotRole, Theme

_LIGHT = 1.35  # contrast with white up to which a ground counts as paper
_LARGE_CONTRAST = 3.0  # WCAG 2.2, for large text and for graphics
_WATER, _LAND = 0.16, 0.06  # of the text's colour, in the ground of maps on slides that are no paper
_PLAIN_ROLES = ("night", "reed", "amber")  # colours of the built-in theme that stay, moved away from the ground


def colored(
    theme: Theme,
    presentation: Presentation,
    mapped: Mapping[str, tuple[Layout, SlideLayout]],
    drops: Mapping[str, Backdrop],
    plain: SlideLayout,
    given: Ria | None,
) -> Theme:
    """The theme in the template's colours as they can be read on its slides, and for the handout on paper. An accent or
    series that theme.yaml gives stay."""
    palette = palette_of(presentation)
    if palette is None:
        return theme
    paint = _Paint.of(theme, palette, drops[str(plain.part.partname)], given)
    colors = dict(paint.colors)
    layouts: dict[str, Layout] = {}
    for name, (layout, target) in mapped.items():
        layouts[name] = paint.layout(layout, drops[str(target.part.partname)], colors)
    printed = paint.printed()
    return replace(
        theme, scheme=palette.scheme(), colors=colors, printed=colors | printed if printed else {}, layouts=layouts
    )


@dataclass(frozen=True, slots=True)
class _Paint:
    """What a template's plain layout decides: the colour behind its content, the inks on it, and the roles' colours."""

    theme: Theme
    palette: ColorSlots
    accents: list[str]
    kept: Mapping[str, str]
    ground: str
    text: str
    ink: str
    colors: Mapping[str, str]

    @classmethod
    def of(
        cls,
        theme: Theme,
        palette: ColorSlots,
        drop: Backdrop,
        given: Ria | None,
    ) -> _Paint:
        """Read the template's plain layout."""
        scheme = palette.scheme()
        accents = [scheme[f"accent{n}"] for n in range(1, len(theme.series) + 1) if f"accent{n}" in scheme]
        kept = {role: theme.colors[role] for role in theme.series} if given and given.series else {}
        if given and given.accent:
            kept |= dict.fromkeys(("accent", "toki"), theme.colors["accent"])
        text = palette.named("tx1") or theme.colors["ink"]
        ground = drop.color(_content(theme.layouts[theme.plain.name]))
        bodies = [slot.idx for slot in theme.layouts[theme.plain.name].bodies]
        told = next((found for idx, found in drop.text_colors(palette).items() if idx in bodies), text)
        ink = told if contrast(told, ground) >= TEXT_CONTRAST else text
        readable = readable_on(ground, ink, TEXT_CONTRAST)
        colors = {**theme.colors, **_on_ground(theme, ground, readable), **roles_on(ground, readable, accents), **kept}
        return cls(theme, palette, accents, kept, ground, text, ink, colors)

    def printed(self) -> dict[str, str]:
        """The roles' colours on paper, where the slides aren't light; empty where they are."""
        if contrast(self.ground, WHITE) <= _LIGHT:
            return {}
        inks = (self.ink, self.ground, *self.palette.slots.values())
        dark = max(inks, key=lambda color: contrast(color, WHITE))
        return {**self.theme.colors, **roles_on(WHITE, dark, self.accents), **self.kept}

    def layout(self, layout: Layout, drop: Backdrop, colors: dict[str, str]) -> Layout:
        """A layout in the colours of its own ground; those that have no role yet are added to `colors`."""
        behind = drop.color(_content(layout))
        here = drop.palette or self.palette
        own = drop.own_colors
        first = next((own[slot.idx] for slot in layout.bodies if slot.idx in own), self.text)
        others = _others(self.theme, behind, first, colors, self.accents, self.kept)
        slots = self._slots(layout, drop.under(layout.slots), behind, own, others, colors)
        colors |= {f"own-{color}": color for color in (behind, self.text, *own.values())}
        named = {role for slot in slots for role in (slot.style.color, slot.style.strong_color)}
        colors |= {role: role[4:] for role in named if role.startswith("own-")}
        scheme = here.scheme()
        return replace(
            layout,
            ground="paper" if behind == self.ground else f"own-{behind}",
            slots=tuple(slots),
            colors=others,
            scheme=scheme if scheme != self.palette.scheme() else {},
        )

    def _slots(
        self,
        layout: Layout,
        drop: Backdrop,
        behind: str,
        own: Mapping[int, str],
        others: Mapping[str, str],
        colors: dict[str, str],
    ) -> list[Slot]:
        """A layout's slots, each in its placeholder's colour or one that can be read on what is under it."""
        slots = []
        for slot in layout.slots:
            under = drop.color(slot.box) if slot.box.y >= 0 else behind
            held = slot.idx >= 0 and not slot.own_style and slot.role is not SlotRole.PROGRESS
            color = own.get(slot.idx, self.text) if held else None
            slots.append(_in_color(_told_apart(slot, under, colors, others), color, self.ink, under, colors))
        # What the program colours itself is in the other roles.
        return [_fixed(slot, colors, others) for slot in slots] if others else slots


def _others(
    theme: Theme, ground: str, ink: str, colors: Mapping[str, str], accents: Sequence[str], kept: Mapping[str, str]
) -> dict[str, str]:
    """The roles as figures and tables need them on the ground of one layout; none where the theme's serve there."""
    weak = [role for role in ("ink", "grey", *theme.series) if contrast(colors[role], ground) < _LARGE_CONTRAST]
    if not weak:
        return {}
    readable = readable_on(ground, ink, TEXT_CONTRAST)
    found = {**_on_ground(theme, ground, readable), **roles_on(ground, readable, accents), **kept}
    if contrast(ground, WHITE) <= _LIGHT:  # maps as they are on paper
        found |= {
            role: theme.colors[role] for role in ("water", "land", "coast", *_PLAIN_ROLES) if role in theme.colors
        }
    return found


def _fixed(slot: Slot, colors: Mapping[str, str], others: Mapping[str, str]) -> Slot:
    """The slot with its text in the colour that it has, whatever its role is on this layout."""
    role = slot.style.color
    if role not in others or others[role] == colors[role]:
        return slot
    return replace(slot, style=replace(slot.style, color=f"own-{colors[role]}"))


def tell_faint(
    theme: Theme,
    mapped: Mapping[str, tuple[Layout, SlideLayout]],
    drops: Mapping[str, Backdrop],
    span: Span,
    report: Report,
) -> None:
    """One warning for each layout of the template on which text, or what charts and tables are drawn with, is hardly told
    from what the layout draws behind it."""
    faint: dict[str, list[str]] = {}
    for name in filter(mapped.__contains__, theme.layouts):
        target, layout = mapped[name][1], theme.layouts[name]
        drop = drops[str(target.part.partname)].under(layout.slots)
        for slot in layout.slots:
            worst, under = _worst(theme, layout, slot, drop) if slot.box.y >= 0 else (_LARGE_CONTRAST, "")
            if worst < _LARGE_CONTRAST:
                faint.setdefault(target.name, []).append(f"`{name}`, `{slot.name}`: {worst:.1f} on #{under}")
    for target_name, found in faint.items():
        report.warning(
            "RD516",
            f"the template's layout `{shown_name(target_name)}` draws text with a contrast of {found[0].rpartition(': ')[2]} "
            f"({', '.join(one.partition(':')[0] for one in found[:3])}{' …' if len(found) > 3 else ''})",
            span,
            hint="change the layout in PowerPoint, or name another one under `ria: {layouts: …}`; "
            "WCAG 2.2: 4.5 for text, 3 for text of 24 pt and more",
        )


def _worst(theme: Theme, layout: Layout, slot: Slot, drop: Backdrop) -> tuple[float, str]:
    """The lowest contrast of what a slot holds, and the colour under it."""
    figures = slot.role is SlotRole.BODY and slot.accepts & {BlockKind.CHART, BlockKind.TABLE}
    roles = theme.on(layout).colors
    colors = [roles[slot.style.color], *([roles["ink"]] if figures else [])]
    return min(drop.worst(color, slot.box) for color in colors)


def _content(layout: Layout) -> Box | None:
    """The box around a layout's content; of one without, around its title."""
    boxes = [slot.box for slot in layout.bodies] or [
        slot.box for slot in layout.slots if slot.role is SlotRole.TITLE and slot.box.y >= 0
    ]
    if not boxes:
        return None
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(x=x, y=y, width=right - x, height=bottom - y)


def _on_ground(theme: Theme, ground: str, ink: str) -> dict[str, str]:
    """Roles that accents don't give, on a ground that isn't paper: the names of text and ground, maps, the theme's own."""
    roles = {"foreground": ink, "background": ground}
    if contrast(ground, WHITE) <= _LIGHT:
        return {role: color for role, color in roles.items() if role in theme.colors}
    roles |= {"water": mix(ground, ink, _WATER), "land": mix(ground, ink, _LAND), "coast": mix(ground, ink, 0.4)}
    roles |= {
        role: readable_on(ground, theme.colors[role], _LARGE_CONTRAST) for role in _PLAIN_ROLES if role in theme.colors
    }
    return {role: color for role, color in roles.items() if role in theme.colors}


def _told_apart(slot: Slot, ground: str, colors: Mapping[str, str], others: Mapping[str, str]) -> Slot:
    """The slot with a colour for strong text that can be read on its ground: the role's on this layout, else the theme's;
    none where it was meant for another ground, as white names on a white title slide."""
    strong = slot.style.strong_color
    if not strong or contrast(others.get(strong, colors[strong]), ground) >= TEXT_CONTRAST:
        return slot
    plain = f"own-{colors[strong]}" if contrast(colors[strong], ground) >= TEXT_CONTRAST else ""
    return replace(slot, style=replace(slot.style, strong_color=plain))


def _in_color(slot: Slot, color: str | None, ink: str, under: str, colors: dict[str, str]) -> Slot:
    """The slot in its placeholder's colour; text that the program colours itself, in one that can be read on what is
    `under` it, added to `colors`."""
    if color is not None:
        return replace(slot, style=replace(slot.style, color="ink" if color == ink else f"own-{color}"))
    if contrast(colors[slot.style.color], under) >= _LARGE_CONTRAST:
        return slot
    moved = readable_on(under, colors[slot.style.color], TEXT_CONTRAST)
    colors[f"own-{moved}"] = moved
    return replace(slot, style=replace(slot.style, color=f"own-{moved}"))
