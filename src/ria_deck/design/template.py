"""A theme and a user's PowerPoint template go in, the theme with the template's layouts, faces and colours comes
out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.opening import TemplateError, open_template
from ria_deck.design.shape import Ria, ThemeFile
from ria_deck.design.template_colors import WHITE, ColorSlots, ground_of, palette_of, readable_on, roles_on
from ria_deck.design.template_faces import faces_of
from ria_deck.design.template_layouts import Mapper
from ria_deck.design.template_places import scale_of
from ria_deck.design.template_spots import spots_of
from ria_deck.design.template_text import Inherited
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Layout, Slot, Theme
from ria_deck.source.yaml import YamlDocument

_LIGHT = 1.35  # contrast with white up to which a ground may stand for paper


def with_template(
    theme: Theme, root: Path, document: YamlDocument, given: ThemeFile, report: Report, *, own: Collection[str] = ()
) -> Theme:
    """The theme as the template carries it; the template's own boxes are what text is measured against. `own` are the
    layouts of the project alone: where theme.yaml is silent, the template's layout says of what kind they are."""
    named = given.ria is not None and given.ria.template
    span = document.span(("ria", "template")) if named else Span(path=theme.template)
    try:
        presentation = open_template(root / theme.template)
    except TemplateError as error:
        report.error("RD540", f"`{theme.template}` can't be used as the template: {error}", span)
        return theme
    except OSError as error:
        report.error("RD540", f"`{theme.template}` can't be read: {error.strerror}", span)
        return theme
    entries = (given.ria.layouts if given.ria else None) or {}
    mapped = Mapper(theme, presentation, entries, document, report, own=own).layouts()
    heading, body = faces_of(presentation, theme, span, report)
    scale = scale_of(presentation)
    themed = replace(
        theme,
        layouts={name: layout for name, (layout, _) in mapped.items()},
        heading=heading,
        body=body,
        width=int(presentation.slide_width or theme.width),
        height=int(presentation.slide_height or theme.height),
        scale=scale,
        label_size=round(theme.label_size * scale, 1),
        source_size=round(theme.source_size * scale, 1),
        table_min_size=theme.table_min_size * scale,
    )
    plain = mapped.get(theme.plain.name)
    return themed if plain is None else _colored(themed, presentation, mapped, plain[1], given.ria)


def with_layouts(theme: Theme, presentation: Presentation) -> dict[str, Layout]:
    """The layouts of a theme as a template carries them, chosen by type where nothing names them."""
    return {name: layout for name, (layout, _) in Mapper(theme, presentation, {}, None, Report()).layouts().items()}


def _colored(
    theme: Theme,
    presentation: Presentation,
    mapped: Mapping[str, tuple[Layout, SlideLayout]],
    plain: SlideLayout,
    given: Ria | None,
) -> Theme:
    """The theme in the template's colours as they can be read on its slides, and for the handout on paper. An accent or
    series that theme.yaml gives stay."""
    palette = palette_of(presentation)
    if palette is None:
        return theme
    scheme = palette.scheme()
    accents = [scheme[f"accent{n}"] for n in range(1, len(theme.series) + 1) if f"accent{n}" in scheme]
    kept = {role: theme.colors[role] for role in theme.series} if given and given.series else {}
    if given and given.accent:
        kept |= dict.fromkeys(("accent", "toki"), theme.colors["accent"])
    ink = palette.named("tx1") or theme.colors["ink"]
    ground = ground_of(presentation, plain)
    readable = readable_on(ground, ink, TEXT_CONTRAST)
    colors = {**theme.colors, **roles_on(ground, readable, accents), **kept}
    printed: dict[str, str] = {}
    if contrast(ground, WHITE) > _LIGHT:
        dark = max((ink, ground, *palette.slots.values()), key=lambda color: contrast(color, WHITE))
        printed = roles_on(WHITE, dark, accents) | kept
    layouts: dict[str, Layout] = {}
    for name, (layout, target) in mapped.items():
        behind = ground_of(presentation, target)
        own = _text_colors(target, palette_of(presentation, target) or palette)
        layouts[name] = replace(
            layout,
            ground="paper" if behind == ground else f"own-{behind}",
            slots=tuple(
                _in_color(_told_apart(slot, behind, colors), own.get(slot.idx, ink), ink) for slot in layout.slots
            ),
        )
        colors |= {f"own-{color}": color for color in (behind, *own.values())}
    printed = colors | printed if printed else {}
    return replace(theme, scheme=scheme, colors=colors, printed=printed, layouts=layouts)


def _text_colors(target: SlideLayout, palette: ColorSlots) -> dict[int, str]:
    """The colours of text in a layout's placeholders, by index."""
    found = {spot.idx: Inherited(target, spot.shape).color(palette) for spot in spots_of(target)}
    return {idx: color for idx, color in found.items() if color is not None}


def _told_apart(slot: Slot, ground: str, colors: Mapping[str, str]) -> Slot:
    """The slot without a colour for strong text that was meant for another ground: on a white title slide, white names."""
    strong = slot.style.strong_color
    if not strong or contrast(colors[strong], ground) >= TEXT_CONTRAST:
        return slot
    return replace(slot, style=replace(slot.style, strong_color=""))


def _in_color(slot: Slot, color: str, ink: str) -> Slot:
    if slot.idx < 0 or slot.own_style:
        return slot
    return replace(slot, style=replace(slot.style, color="ink" if color == ink else f"own-{color}"))
