"""Render a deck as an editable PowerPoint file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ria_deck.model.deck import Deck
from ria_deck.model.theme import LayoutKind

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout


def render_pptx(deck: Deck, root: Path = Path()) -> bytes:
    """The deck as .pptx: native charts, tables and maps, text in the placeholders of named layouts.

    `root` is the project, where the theme's template is looked for. The same deck gives the same bytes.
    """
    from ria_deck.render.pptx.package.built import package_of
    from ria_deck.render.pptx.package.part_names import count_part_names
    from ria_deck.render.pptx.package.properties import set_kinsoku, set_properties, set_sections
    from ria_deck.render.pptx.package.right_to_left import begin_on_the_left, mirror
    from ria_deck.render.pptx.slides.links import Links
    from ria_deck.render.pptx.slides.notes import NotesPages
    from ria_deck.render.pptx.slides.slide import add_slide, fill_slide

    presentation, layouts = _empty(deck, root)
    count_part_names(presentation.part.package)
    pages = NotesPages(deck)
    made = [add_slide(presentation, layouts[slide.layout], slide.id) for slide in deck.slides]  # links may lead ahead
    parts = {slide.id: target.part for slide, target in zip(deck.slides, made, strict=True)}
    for number, (slide, target) in enumerate(zip(deck.slides, made, strict=True), start=1):
        links = Links(target.part, parts)
        layout = slide.arranged(deck.theme.layouts[slide.layout])
        fill_slide(target, slide, layout, replace(deck, theme=deck.theme.on(layout)), number, links)
        if slide.notes:
            pages.add(target, slide.notes)
    set_kinsoku(presentation, deck)
    set_sections(presentation, deck)
    set_properties(presentation, deck)
    if deck.direction == "rtl":
        mirror(presentation, deck)
    elif deck.theme.template:
        begin_on_the_left(presentation)
    return package_of(presentation, deck)


def _empty(deck: Deck, root: Path) -> tuple[Presentation, dict[str, SlideLayout]]:
    """The presentation without slides, ours or the theme's template, and its layout for each of the theme's."""
    from ria_deck.render.pptx.master.logo import add_logo
    from ria_deck.render.pptx.master.master import new_presentation
    from ria_deck.render.pptx.master.own_template import add_table_style, from_template

    if deck.theme.template:
        presentation = from_template(root / deck.theme.template)
        add_table_style(presentation, deck.theme)
        by_name = {layout.name: layout for layout in reversed(list(presentation.slide_layouts))}
        return presentation, {name: by_name[layout.template_name] for name, layout in deck.theme.layouts.items()}
    presentation = new_presentation(deck.theme)
    layouts = dict(zip(deck.theme.layouts, presentation.slide_layouts, strict=True))
    for name, layout in deck.theme.layouts.items():
        if deck.logo is not None and layout.kind is LayoutKind.TITLE:
            add_logo(layouts[name], deck.logo)
    return presentation, layouts
