"""The view of a deck that the template of printed slides prints: boxes in points with their contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from markupsafe import Markup

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Code, Deck, Fit, Picture, Placement, Prose, Slide, Table
from ria_deck.model.front_matter import Logo
from ria_deck.model.kpi import Kpi
from ria_deck.model.map import Map
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import EMU_PER_PT, Box, LayoutKind, Slot, SlotRole, TextStyle
from ria_deck.model.timeline import Timeline
from ria_deck.render.handout.cover import slide_art
from ria_deck.render.html.figure_view import (
    Drawing,
    View,
    code_view,
    picture_address,
    svg_address,
    table_view,
    widths_view,
)
from ria_deck.render.html.inline import anchor, block_html, inline_html
from ria_deck.render.html.kpi_view import kpi_boxes

_HAIRLINE = 6.9 * 72  # pt from the top, where the deck's master has it


def slides_view(deck: Deck, drawing: Drawing) -> View:
    """Everything that the template may print; lengths in points."""
    return {
        "lang": deck.lang,
        "direction": deck.direction,
        "title_text": deck.title.text,
        "author_names": [author.name for author in deck.authors],
        "date": deck.date.isoformat(),
        "width": deck.theme.width / EMU_PER_PT,
        "height": deck.theme.height / EMU_PER_PT,
        "hairline": _HAIRLINE * deck.theme.height / (7.5 * 72 * EMU_PER_PT),
        "slides": [slide_view(slide, number, deck, drawing) for number, slide in enumerate(deck.slides, start=1)],
    }


def slide_view(slide: Slide, number: int, deck: Deck, drawing: Drawing) -> View:
    """One slide: its boxes in points with what is in them."""
    layout = slide.arranged(deck.theme.layouts[slide.layout])
    boxes = [_turned(box, deck) for slot in layout.slots for box in _boxes(slot, slide, number, deck, drawing)]
    return {
        "id": slide.id,
        "anchor": anchor(slide.id),
        "number": number,
        "title_text": slide.title.text,
        "ground": layout.ground,
        "art": slide_art(layout, deck.theme),
        "logo": _turned(_logo(deck.logo), deck) if deck.logo is not None and layout.kind is LayoutKind.TITLE else None,
        "hairline": layout.slot(SlotRole.SOURCE) is not None and not deck.theme.template,
        "boxes": boxes,
    }


def _turned(box: View, deck: Deck) -> View:
    """The box where a slide has it that is read from right to left."""
    if deck.direction != "rtl":
        return box
    return box | {"left": deck.theme.width / EMU_PER_PT - box["left"] - box["width"]}


def _logo(logo: Logo) -> View:
    left, top, width, height = (edge / EMU_PER_PT for edge in (logo.box.x, logo.box.y, logo.box.width, logo.box.height))
    return {"image": picture_address(logo.path), "left": left, "top": top, "width": width, "height": height}


def _boxes(slot: Slot, slide: Slide, number: int, deck: Deck, drawing: Drawing) -> list[View]:
    match slot.role:
        case SlotRole.TITLE:
            out_of_sight = slide.title_hidden or slot.box.y < 0
            slot = slot.narrowed(slide.title_fit.share)
            title = _text(slot, [slide.title], slide.title_fit, deck) | {"kind": "title", "hidden": out_of_sight}
            return [title | {"level": 1 if number == 1 else 2, "html": inline_html(slide.title, deck.lang)}]
        case SlotRole.SUBTITLE:
            return _texts(slot, slide.subtitle, slide.subtitle_fit, deck)
        case SlotRole.TOPIC:
            return _texts(slot, [slide.topic] if slide.topic else [], slide.topic_fit, deck)
        case SlotRole.SOURCE:
            return _texts(slot, slide.sources, slide.source_fit, deck)
        case SlotRole.FOOTNOTES:
            notes = [(note.number, line) for note in slide.foot for line in note.paragraphs]
            html = Markup("").join(
                Markup('<p id="fn-{}"><sup>{}</sup> {}</p>').format(n, n, inline_html(line, deck.lang))
                for n, line in notes
            )
            remarks = Markup("").join(
                Markup("<p>{}</p>").format(inline_html(line, deck.lang)) for line in slide.remarks
            )
            there = bool(notes or slide.remarks)
            return [_box(slot, slide.foot_fit) | {"kind": "text", "html": remarks + html}] if there else []
        case SlotRole.FOOTER:
            return [_box(slot, Fit()) | {"kind": "furniture", "text": deck.footer}]
        case SlotRole.NUMBER:
            return [_box(slot, Fit()) | {"kind": "furniture", "text": str(number)}]
        case SlotRole.BODY:
            placed = [placement for placement in slide.placements if placement.slot == slot.name]
            return [box for placement in placed for box in _block(slot, placement, deck, drawing)]


def _texts(slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, deck: Deck) -> list[View]:
    return [_text(slot, paragraphs, fit, deck)] if paragraphs else []


def _text(slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, deck: Deck) -> View:
    return _box(slot, fit) | {"kind": "text", "html": block_html(paragraphs, deck.lang)}


def _box(slot: Slot, fit: Fit, box: Box | None = None) -> View:
    """A slot's place and type, the size and the leading as they were made to fit."""
    place, style = box or slot.box, slot.style
    left, top, right, bottom = slot.inset
    size = fit.size(style.size)
    return {
        "left": (place.x + left) / EMU_PER_PT,
        "top": (place.y + top) / EMU_PER_PT,
        "width": (place.width - left - right) / EMU_PER_PT,
        "height": (place.height - top - bottom) / EMU_PER_PT,
        "size": size,
        "leading": size * style.pitch(fit.line_reduction),
        "bold": style.bold,
        "color": style.color,
        "strong": style.strong_color or style.color,
        "bullet": style.bullet_color,
        "align": style.align,
        "anchor": {"top": "flex-start", "middle": "center", "bottom": "flex-end"}[style.anchor],
        "after": style.gap(0, fit.font_scale),
        "levels": [_level(level, style, fit) for level in (1, 2)],
        "hidden": False,
    }


def _level(level: int, style: TextStyle, fit: Fit) -> View:
    """The type of nested items."""
    size = fit.size(style.size_at(level))
    return {
        "level": level,
        "size": size,
        "leading": size * style.pitch(fit.line_reduction),
        "after": style.gap(level, fit.font_scale),
    }


def _block(slot: Slot, placement: Placement, deck: Deck, drawing: Drawing) -> list[View]:
    block = placement.block
    match block:
        case Prose():
            return [_text(slot.narrowed(block.fit.share), block.paragraphs, block.fit, deck)]
        case Code():
            return [_box(slot, block.fit) | code_view(block)]
        case Table():
            type_ = {"size": block.size, "leading": block.size * deck.theme.cell_leading, "padding": block.padding}
            return [_box(slot, Fit()) | table_view(block, deck) | widths_view(block.widths) | type_]
        case Chart() | Map() | Timeline():
            return [_box(slot, Fit()) | _drawn(block, deck, drawing)]
        case Kpi():
            return kpi_boxes(slot, block, deck, drawing)
        case Picture():
            from ria_deck.render.pptx.slides.pictures import fitted

            (left, top, right, bottom), box = fitted(block, slot.box)
            across, down = 1 - left - right, 1 - top - bottom
            crop = {"width": 100 / across, "height": 100 / down, "left": -100 * left / across, "top": -100 * top / down}
            image: View = {"kind": "figure", "name": "", "image": picture_address(block.path), "svg": ""}
            image |= {"alt": block.alt, "crop": crop}
            return [_box(slot, Fit(), box) | image]
        case _:
            assert_never(block)


def _drawn(block: Chart | Map | Timeline, deck: Deck, drawing: Drawing) -> View:
    svg, width, height = drawing.svg(block, deck.theme, slide=True)
    size = {"width": width, "height": height}
    return {
        "kind": "figure",
        "name": block.name,
        "image": svg_address(svg),
        "svg": svg,
        "alt": block.alt,
        "crop": None,
    } | size
