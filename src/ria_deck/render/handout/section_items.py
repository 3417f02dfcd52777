"""A slide's blocks in; what the handout shows of them, side by side or one below the other, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import assert_never

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Deck, Picture, Placement, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.page import GUTTER
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import LayoutKind
from ria_deck.model.timeline import Timeline
from ria_deck.render.html.figure_view import (
    Drawing,
    code_view,
    drawn,
    picture_view,
    table_view,
)
from ria_deck.render.html.inline import block_html, inline_html
from ria_deck.render.html.kpi_view import kpi_view
from ria_deck.render.html.process_view import process_view
from ria_deck.render.views.items import Item, ProseItem

BESIDE = 0.4  # of the page's width: a picture beside a quotation
_LONG = 620  # from this weight on, prose runs in two columns
_LEAD = 460  # up to this weight, a slide's own text is set as a lead


def section_items(slide: Slide, deck: Deck, drawing: Drawing) -> list[Item]:
    """The exhibits and texts of a slide as the handout shows them, by the kind of its layout."""
    layout = deck.theme.layouts[slide.layout]
    blocks = [placed.block for placed in slide.placements]
    if layout.kind.paired:
        return _columns(slide, deck, drawing)
    if layout.kind.quoted:
        return _quotation(blocks, deck, drawing)
    items = [item for block in blocks for item in items_of(block, deck, drawing, width=deck.theme.page.text_width)]
    if layout.kind is LayoutKind.REFERENCES:
        _restyle(items, "text")
    if layout.kind is LayoutKind.BIG_NUMBER:
        numbers = {slot.name for slot in layout.bodies if slot.single}
        _restyle(
            [item for placed, item in zip(slide.placements, items, strict=True) if placed.slot in numbers], "number"
        )
    return items


def _restyle(items: Sequence[Item], style: str) -> None:
    """Give prose another look."""
    for item in items:
        if item["kind"] == "prose":
            item["style"] = style


def _quotation(blocks: Sequence[Block], deck: Deck, drawing: Drawing) -> list[Item]:
    """Somebody's words; a picture stands beside them where there is nothing else."""
    page = deck.theme.page.text_width
    width = BESIDE * page
    beside = {type(block) for block in blocks} == {Prose, Picture} and len(blocks) == 2
    room = width if beside else page
    items = [item for block in map(_unquoted, blocks) for item in items_of(block, deck, drawing, width=room)]
    _restyle(items, "quote")
    if not beside or len(items) != 2:
        return items
    widths = [width if item["kind"] == "figure" else page - GUTTER - width for item in items]
    return [{"kind": "columns", "columns": [[item] for item in items], "widths": widths, "wide": False}]


def _unquoted(block: Block) -> Block:
    if not isinstance(block, Prose):
        return block
    return replace(block, paragraphs=tuple(replace(paragraph, quote=None) for paragraph in block.paragraphs))


def _columns(slide: Slide, deck: Deck, drawing: Drawing) -> list[Item]:
    """Columns side by side, or what stands in them one below the other."""
    sides: dict[str, list[Placement]] = {}
    for placed in slide.placements:
        sides.setdefault(placed.slot.removesuffix("-head").removesuffix("-caption"), []).append(placed)
    page = deck.theme.page.text_width
    widths = slide.printed_columns or (page,) * len(sides)
    columns = [
        [_styled(item, placed.slot) for placed in side for item in items_of(placed.block, deck, drawing, width=width)]
        for side, width in zip(sides.values(), widths, strict=True)
    ]
    if not slide.printed_columns:
        return list(chain.from_iterable(columns))
    wide = sum(widths) + GUTTER * (len(widths) - 1) > page + 0.5
    plain = all(isinstance(placed.block, Prose | Picture) for placed in slide.placements)
    equal = max(widths) - min(widths) < 0.5 and not wide and plain
    columns = list(map(_captioned, columns))
    return [{"kind": "columns", "columns": columns, "widths": [] if equal else list(widths), "wide": wide}]


def _captioned(items: list[Item]) -> list[Item]:
    """A picture and the words under it as one figure: they are its caption."""
    match items:
        case [figure, words] if figure["kind"] == "figure" and words["kind"] == "prose":
            if words["style"] == "caption" and words["inline"] and not figure["caption"]:
                figure["caption"] = words["inline"]
                return [figure]
        case _:
            pass
    return items


def _styled(item: Item, slot: str) -> Item:
    """Heads and captions of columns look it."""
    if item["kind"] == "prose" and slot.endswith(("-head", "-caption")):
        item["style"] = "head" if slot.endswith("-head") else "caption"
    return item


def items_of(block: Block, deck: Deck, drawing: Drawing, *, running: bool = False, width: float = 0.0) -> list[Item]:
    """What is shown of one block: nothing of an empty text; `running` prose is set as such, whatever its length."""
    match block:
        case Prose(paragraphs=paragraphs):
            if not any(paragraph.runs for paragraph in paragraphs):
                return []
            size = weight(paragraphs)
            style = ("columns" if size >= _LONG else "text") if running else "lead" if size <= _LEAD else "text"
            return [prose_item(paragraphs, style, deck)]
        case Code():
            return [code_view(block)]
        case Table():
            return [table_view(block, deck)]
        case Chart() | Multiples() | Map() | Timeline():
            return [drawn(block, deck, drawing)]
        case Kpi():
            return [kpi_view(block, deck, drawing)]
        case Process():
            return [process_view(block, deck)]
        case Picture():
            return [picture_view(block, deck, width or deck.theme.page.text_width)]
        case _:
            assert_never(block)


def prose_item(paragraphs: Sequence[Paragraph], style: str, deck: Deck) -> ProseItem:
    """A text in a style."""
    inline = inline_html(paragraphs[0], deck.lang) if len(paragraphs) == 1 else None
    html = block_html(paragraphs, deck.lang)
    return {"kind": "prose", "style": style, "html": html, "inline": inline}


def weight(paragraphs: Sequence[Paragraph]) -> int:
    """How much room a text takes, in Latin letters: a full-width character counts for two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for paragraph in paragraphs for character in paragraph.text)
