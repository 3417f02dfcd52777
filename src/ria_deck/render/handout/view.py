"""The view of a deck that handout templates print: strings, numbers, lists, ready HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from markupsafe import Markup

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Deck, Picture, Placement, Prose, Slide, Table
from ria_deck.model.kpi import Kpi
from ria_deck.model.map import Map
from ria_deck.model.page import GUTTER
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import LayoutKind
from ria_deck.model.timeline import Timeline
from ria_deck.render.handout.back_matter import credit_view, data_view, source_view
from ria_deck.render.handout.beside import MOST_POINTS, is_exhibit, opener, set_beside
from ria_deck.render.handout.cover import cover_art
from ria_deck.render.html.figure_view import (
    Drawing,
    code_view,
    drawn,
    logo_view,
    picture_view,
    table_view,
    words_view,
)
from ria_deck.render.html.inline import anchor, block_html, inline_html
from ria_deck.render.html.kpi_view import kpi_view
from ria_deck.render.html.process_view import process_view
from ria_deck.render.views import VERSION
from ria_deck.render.views.handout import (
    ChapterView,
    HandoutView,
    SectionView,
)
from ria_deck.render.views.items import Item, ProseItem

BESIDE = 0.4  # of the page's width: a picture beside a quotation

_LONG = 620  # from this weight on, prose runs in two columns
_LEAD = 460  # up to this weight, a slide's own text is set as a lead


def handout_view(deck: Deck, drawing: Drawing) -> HandoutView:
    """Everything that a template may print; no object of the model among it."""
    chapters = _chapters(deck, drawing)
    return {
        "version": VERSION,
        "lang": deck.lang,
        "language": deck.language,
        "direction": deck.direction,
        "words": words_view(deck.words),
        "title": inline_html(deck.cover.text, deck.lang),
        "title_size": deck.cover.size,
        "title_width": deck.cover.width,
        "title_text": deck.title.text,
        "running_title": deck.running_title or deck.title.text,
        "subtitle": inline_html(deck.subtitle, deck.lang) if deck.subtitle else None,
        "authors": [{"name": a.name, "affiliation": a.home(deck.words)} for a in deck.authors],
        "author_names": [author.name for author in deck.authors],
        "event": deck.event,
        "venue": deck.venue,
        "date": deck.date.isoformat(),
        "date_text": deck.date_text,
        "chapters": chapters,
        "numbered": bool(chapters) and not any(c["title_text"] and _has_digit(c["title_text"]) for c in chapters),
        "data_tables": [data_view(table, deck) for table in deck.data_tables],
        "sources": [source_view(entry, deck) for entry in deck.sources],
        "credits": [credit_view(credit) for credit in deck.credits if credit.included],
        "not_included": [credit_view(credit) for credit in deck.credits if not credit.included],
        "colophon": list(deck.colophon),
        "cover_art": cover_art(deck.theme),
        "logo": logo_view(deck.logo) if deck.logo is not None else None,
    }


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _chapters(deck: Deck, drawing: Drawing) -> list[ChapterView]:
    """Neighbouring slides of one topic; those without a topic make a chapter without a title, and a topic without
    slides is a title alone."""
    groups: list[tuple[int, list[Slide]]] = []
    for slide in deck.printed:
        if slide.front:
            continue
        if groups and groups[-1][0] == slide.topic_index:
            groups[-1][1].append(slide)
        else:
            groups.append((slide.topic_index, [slide]))
    for index in range(len(deck.topics)):
        if all(found != index for found, _ in groups):
            after = [place for place, (found, _) in enumerate(groups) if found < index]
            groups.insert(after[-1] + 1 if after else 0, (index, []))
    return [_chapter(index, slides, deck, drawing) for index, slides in groups]


def _chapter(index: int, slides: Sequence[Slide], deck: Deck, drawing: Drawing) -> ChapterView:
    topic = deck.topics[index] if index >= 0 else None
    title = topic.title if topic else None
    sections: list[SectionView] = []
    said = title.text if title else None
    for number, slide in enumerate(slides):
        hidden = slide.title_hidden or (said is not None and slide.title.text == said)
        sections.append(_section(slide, deck, drawing, show_title=not hidden, opens=topic is not None and not number))
    return {
        "id": f"topic-{index + 1}" if topic else f"part-{anchor(slides[0].id)}",
        "number": index + 1,
        "title": inline_html(title, deck.lang) if title else None,
        "title_plain": inline_html(title, deck.lang, notes=False) if title else None,
        "title_text": title.text if title else "",
        "sections": sections,
    }


def _section(slide: Slide, deck: Deck, drawing: Drawing, *, show_title: bool, opens: bool) -> SectionView:
    """A slide's part of the handout; where it `opens` a chapter, its first paragraph of prose leads."""
    blocks = [placed.block for placed in slide.placements]
    kind = deck.theme.layouts[slide.layout].kind
    items = _columns(slide, deck, drawing) if kind.paired else _items(blocks, slide, deck, drawing)
    _give_sources(items, slide, deck)
    leads = opens and any(map(is_exhibit, items))
    first, style, rest = opener(slide.handout, weight) if leads else (None, "", slide.handout)
    handout = [item for block in rest for item in _item(block, deck, drawing, running=True)]
    if deck.theme.page.aside:
        words = [block for block in blocks if isinstance(block, Prose)]
        size = sum(weight(block.paragraphs) for block in words)
        set_beside(items, handout, told=bool(slide.handout) and size <= MOST_POINTS)
    if first is not None:
        items.insert(0, _prose((first,), style, deck))
    for item, following in pairwise(items):
        if item["kind"] == "prose" and item["style"] == "lead" and following["kind"] in ("figure", "table"):
            item["style"] = "lead keep"
    return {
        "id": anchor(slide.id),
        "layout": slide.layout,
        "kind": kind.value,
        "title": inline_html(slide.title, deck.lang) if show_title else None,
        "title_plain": inline_html(slide.title, deck.lang, notes=False),
        "title_text": slide.title.text,
        "hidden": slide.hidden,
        "subtitle": [inline_html(line, deck.lang) for line in slide.subtitle],
        "items": items,
        "handout": handout,
        "sources": [inline_html(line, deck.lang) for line in _left_sources(items, slide, deck)],
        "notes": [
            {"number": note.number, "html": Markup("<br>").join(inline_html(p, deck.lang) for p in note.paragraphs)}
            for note in slide.footnotes
        ],
    }


def _items(blocks: Sequence[Block], slide: Slide, deck: Deck, drawing: Drawing) -> list[Item]:
    layout = deck.theme.layouts[slide.layout]
    beside = layout.kind.quoted and {type(block) for block in blocks} == {Prose, Picture} and len(blocks) == 2
    page = deck.theme.page.text_width
    width = BESIDE * page
    if layout.kind.quoted:
        blocks = [_unquoted(block) for block in blocks]  # the whole is somebody's words
    items = [item for block in blocks for item in _item(block, deck, drawing, width=width if beside else page)]
    if layout.kind.quoted:
        for item in items:
            if item["kind"] == "prose":
                item["style"] = "quote"
        if beside and len(items) == 2:
            widths = [width if item["kind"] == "figure" else page - GUTTER - width for item in items]
            return [{"kind": "columns", "columns": [[item] for item in items], "widths": widths, "wide": False}]
    if layout.kind is LayoutKind.REFERENCES:
        for item in items:
            if item["kind"] == "prose":
                item["style"] = "text"
    if layout.kind is LayoutKind.BIG_NUMBER:
        numbers = {slot.name for slot in layout.bodies if slot.single}
        for placed, item in zip(slide.placements, items, strict=True):
            if placed.slot in numbers and item["kind"] == "prose":
                item["style"] = "number"
    return items


def _unquoted(block: Block) -> Block:
    if not isinstance(block, Prose):
        return block
    return replace(block, paragraphs=tuple(replace(paragraph, quote=None) for paragraph in block.paragraphs))


def _columns(slide: Slide, deck: Deck, drawing: Drawing) -> list[Item]:
    """Columns side by side, or what stands in them one below the other."""
    sides: dict[str, list[Placement]] = {}
    for placed in slide.placements:
        sides.setdefault(placed.slot.removesuffix("-head").removesuffix("-caption"), []).append(placed)
    widths = slide.printed_columns or (deck.theme.page.text_width,) * len(sides)
    columns = [
        [_styled(item, placed.slot) for placed in side for item in _item(placed.block, deck, drawing, width=width)]
        for side, width in zip(sides.values(), widths, strict=True)
    ]
    if not slide.printed_columns:
        return [item for column in columns for item in column]
    wide = sum(widths) + GUTTER * (len(widths) - 1) > deck.theme.page.text_width + 0.5
    equal = (
        max(widths) - min(widths) < 0.5
        and not wide
        and all(isinstance(p.block, Prose | Picture) for p in slide.placements)
    )
    return [
        {
            "kind": "columns",
            "columns": [_captioned(column) for column in columns],
            "widths": [] if equal else list(widths),
            "wide": wide,
        }
    ]


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


def _item(block: Block, deck: Deck, drawing: Drawing, *, running: bool = False, width: float = 0.0) -> list[Item]:
    match block:
        case Prose(paragraphs=paragraphs):
            if not any(paragraph.runs for paragraph in paragraphs):
                return []
            size = weight(paragraphs)
            style = ("columns" if size >= _LONG else "text") if running else "lead" if size <= _LEAD else "text"
            return [_prose(paragraphs, style, deck)]
        case Code():
            return [code_view(block)]
        case Table():
            return [table_view(block, deck)]
        case Chart() | Map() | Timeline():
            return [drawn(block, deck, drawing)]
        case Kpi():
            return [kpi_view(block, deck, drawing)]
        case Process():
            return [process_view(block, deck)]
        case Picture():
            return [picture_view(block, deck, width or deck.theme.page.text_width)]
        case _:
            assert_never(block)


def _prose(paragraphs: Sequence[Paragraph], style: str, deck: Deck) -> ProseItem:
    inline = inline_html(paragraphs[0], deck.lang) if len(paragraphs) == 1 else None
    html = block_html(paragraphs, deck.lang)
    return {"kind": "prose", "style": style, "html": html, "inline": inline}


def weight(paragraphs: Sequence[Paragraph]) -> int:
    """How much room a text takes, in Latin letters: a full-width character counts for two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for paragraph in paragraphs for character in paragraph.text)


def _give_sources(items: Sequence[Item], slide: Slide, deck: Deck) -> None:
    """A lone figure carries the slide's source lines under its caption."""
    figures = [item for item in items if is_exhibit(item)]
    if len(figures) == 1 and slide.sources:
        lines = [inline_html(line, deck.lang) for line in slide.sources]
        figures[0]["sources"] = [line for line in figures[0]["sources"] if line not in lines] + lines


def _left_sources(items: Sequence[Item], slide: Slide, deck: Deck) -> list[Paragraph]:
    """The slide's source lines that stand under no figure."""
    told = {line for item in items if is_exhibit(item) for line in item["sources"]}
    if slide.figures_sources:
        return []
    return [line for line in slide.sources if inline_html(line, deck.lang) not in told]
