"""The view of a deck that the template of printed slides prints: boxes in points with their contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from markupsafe import Markup

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Code, Deck, Picture, Placement, Prose, Slide, Table
from ria_deck.model.decoration import progress_marks
from ria_deck.model.front_matter import Logo
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import Fit, TextStyle
from ria_deck.model.theme import EMU_PER_PT, Box, LayoutKind, Slot, SlotRole
from ria_deck.model.timeline import Timeline
from ria_deck.render.handout.cover import slide_art
from ria_deck.render.html.figure_view import (
    Drawing,
    address_of,
    code_view,
    picture_address,
    svg_address,
    table_view,
    widths_view,
)
from ria_deck.render.html.inline import anchor, block_html, inline_html
from ria_deck.render.html.kpi_view import kpi_boxes
from ria_deck.render.html.process_view import process_boxes
from ria_deck.render.views import VERSION
from ria_deck.render.views.boxes import FigureBox, FrameView, LevelView, SlideBox, TableBox, TextBox
from ria_deck.render.views.slides import SlideLogo, SlidesHead, SlidesView, SlideView

_HAIRLINE = 6.9 * 72  # pt from the top, where the deck's master has it


def slides_view(deck: Deck, drawing: Drawing) -> SlidesView:
    """Everything that the template may print; lengths in points."""
    slides = [slide_view(slide, number, deck, drawing) for number, slide in enumerate(deck.slides, start=1)]
    return {**slides_head(deck), "slides": slides}


def slides_head(deck: Deck) -> SlidesHead:
    """What both pages of slides have beside the slides."""
    return {
        "version": VERSION,
        "lang": deck.lang,
        "direction": deck.direction,
        "title_text": deck.title.text,
        "author_names": [author.name for author in deck.authors],
        "date": deck.date.isoformat(),
        "width": deck.theme.width / EMU_PER_PT,
        "height": deck.theme.height / EMU_PER_PT,
        "hairline": _HAIRLINE * deck.theme.height / (7.5 * 72 * EMU_PER_PT),
    }


def slide_view(slide: Slide, number: int, deck: Deck, drawing: Drawing) -> SlideView:
    """One slide: its boxes in points with what is in them."""
    layout = slide.arranged(deck.theme.layouts[slide.layout])
    deck = replace(deck, theme=deck.theme.on(layout))
    boxes = [box for slot in layout.slots for box in _boxes(slot, slide, number, deck, drawing)]
    logo = _logo(deck.logo) if deck.logo is not None and layout.kind is LayoutKind.TITLE else None
    if deck.direction == "rtl":  # where a slide has it that is read from right to left
        for part in (*boxes, *([logo] if logo else [])):
            part["left"] = deck.theme.width / EMU_PER_PT - part["left"] - part["width"]
    return {
        "id": slide.id,
        "anchor": anchor(slide.id),
        "number": number,
        "title_text": slide.title.text,
        "ground": layout.ground,
        "colors": dict(layout.colors),
        "art": slide_art(layout, deck.theme, mirrored=deck.direction == "rtl"),
        "logo": logo,
        "hairline": layout.slot(SlotRole.SOURCE) is not None and not deck.theme.template,
        "boxes": boxes,
    }


def _logo(logo: Logo) -> SlideLogo:
    left, top, width, height = (edge / EMU_PER_PT for edge in (logo.box.x, logo.box.y, logo.box.width, logo.box.height))
    return {"image": picture_address(logo.path), "left": left, "top": top, "width": width, "height": height}


def _boxes(slot: Slot, slide: Slide, number: int, deck: Deck, drawing: Drawing) -> list[SlideBox]:
    match slot.role:
        case SlotRole.TITLE:
            return [_title(slot, slide, number, deck)]
        case SlotRole.SUBTITLE:
            return _texts(slot, slide.subtitle, slide.subtitle_fit, deck)
        case SlotRole.TOPIC:
            return _texts(slot, [slide.topic] if slide.topic else [], slide.topic_fit, deck)
        case SlotRole.PART:
            return _texts(slot, [slide.part] if slide.part else [], Fit(), deck)
        case SlotRole.PROGRESS:
            return _progress(slot, slide)
        case SlotRole.SOURCE:
            return _texts(slot, slide.sources, slide.source_fit, deck)
        case SlotRole.FOOTNOTES:
            html = _foot(slide, deck)
            return [{**_box(slot, slide.foot_fit), "kind": "text", "html": html}] if html else []
        case SlotRole.FOOTER:
            return [{**_box(slot, Fit()), "kind": "furniture", "text": deck.footer}]
        case SlotRole.NUMBER:
            return [{**_box(slot, Fit()), "kind": "furniture", "text": str(number)}]
        case SlotRole.BODY:
            placed = [placement for placement in slide.placements if placement.slot == slot.name]
            return [box for placement in placed for box in _block(slot, placement, deck, drawing)]


def _title(slot: Slot, slide: Slide, number: int, deck: Deck) -> SlideBox:
    frame = _box(slot.narrowed(slide.title_fit.share), slide.title_fit)
    frame["hidden"] = slide.title_hidden or slot.box.y < 0
    html, level = inline_html(slide.title, deck.lang), 1 if number == 1 else 2
    return {**frame, "kind": "title", "html": html, "level": level}


def _foot(slide: Slide, deck: Deck) -> Markup:
    """The remarks and the footnotes at a slide's foot."""
    remarks = [Markup("<p>{}</p>").format(inline_html(line, deck.lang)) for line in slide.remarks]
    notes = [
        Markup('<p id="fn-{}"><sup>{}</sup> {}</p>').format(note.number, note.number, inline_html(line, deck.lang))
        for note in slide.foot
        for line in note.paragraphs
    ]
    return Markup("").join([*remarks, *notes])


def _progress(slot: Slot, slide: Slide) -> list[SlideBox]:
    return [
        {
            "kind": "mark",
            "left": mark.box.x / EMU_PER_PT,
            "top": mark.box.y / EMU_PER_PT,
            "width": mark.box.width / EMU_PER_PT,
            "height": mark.box.height / EMU_PER_PT,
            "color": slot.style.color,
            "share": mark.share,
        }
        for mark in progress_marks(slot.box, slide.progress)
    ]


def _texts(slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, deck: Deck) -> list[SlideBox]:
    return [_text(slot, paragraphs, fit, deck)] if paragraphs else []


def _text(slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, deck: Deck) -> TextBox:
    return {**_box(slot, fit), "kind": "text", "html": block_html(paragraphs, deck.lang)}


def _box(slot: Slot, fit: Fit, box: Box | None = None) -> FrameView:
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
        "larger": fit.larger,
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


def _level(level: int, style: TextStyle, fit: Fit) -> LevelView:
    """The type of nested items."""
    size = fit.size(style.size_at(level))
    return {
        "level": level,
        "size": size,
        "leading": size * style.pitch(fit.line_reduction),
        "after": style.gap(level, fit.font_scale),
    }


def _block(slot: Slot, placement: Placement, deck: Deck, drawing: Drawing) -> list[SlideBox]:
    block = placement.block
    match block:
        case Prose():
            return [_text(slot.narrowed(block.fit.share), block.paragraphs, block.fit, deck)]
        case Code():
            return [{**_box(slot, block.fit), **code_view(block)}]
        case Table():
            return [_table(slot, block, deck)]
        case Chart() | Multiples() | Map() | Timeline():
            return [_drawn(slot, block, deck, drawing)]
        case Kpi():
            return kpi_boxes(slot, block, deck, drawing)
        case Process():
            return process_boxes(slot, block, deck)
        case Picture():
            return [_picture(slot, block, drawing)]
        case _:
            assert_never(block)


def _table(slot: Slot, block: Table, deck: Deck) -> TableBox:
    shown = table_view(block, deck, slide=True)
    frame = _box(slot, Fit())
    frame["size"], frame["leading"] = block.size, block.size * deck.theme.cell_leading
    return {
        **frame,
        "kind": "table",
        "name": block.name,
        "head": shown["head"],
        "body": shown["body"],
        **widths_view(block.widths),
        "padding": block.padding,
    }


def _picture(slot: Slot, block: Picture, drawing: Drawing) -> FigureBox:
    from ria_deck.render.pptx.slides.pictures import fitted

    (left, top, right, bottom), box = fitted(block, slot.box)
    across, down = 1 - left - right, 1 - top - bottom
    return {
        **_box(slot, Fit(), box),
        "kind": "figure",
        "name": "",
        "image": address_of(block, browsers=drawing.browsers),
        "svg": "",
        "alt": block.alt,
        "crop": {"width": 100 / across, "height": 100 / down, "left": -100 * left / across, "top": -100 * top / down},
        "drawing": None,
        "origin": None,
    }


def _drawn(slot: Slot, block: Chart | Multiples | Map | Timeline, deck: Deck, drawing: Drawing) -> FigureBox:
    svg, width, height = drawing.svg(block, deck.theme, slide=True)
    frame = _box(slot, Fit())
    frame["width"], frame["height"] = width, height
    return {
        **frame,
        "kind": "figure",
        "name": block.name,
        "image": svg_address(svg),
        "svg": svg,
        "alt": block.alt,
        "crop": None,
        "drawing": None,
        "origin": None,
    }
