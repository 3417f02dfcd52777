"""The view of a deck that handout templates print: strings, numbers, lists, ready HTML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from markupsafe import Markup

from ria_deck.model.deck import Deck, Prose, Slide
from ria_deck.model.text import Paragraph
from ria_deck.render.handout.back_matter import credit_view, data_view, source_view
from ria_deck.render.handout.beside import MOST_POINTS, is_exhibit, opener, set_beside
from ria_deck.render.handout.cover import cover_art
from ria_deck.render.handout.section_items import items_of, prose_item, section_items, weight
from ria_deck.render.html.figure_view import (
    Drawing,
    logo_view,
    words_view,
)
from ria_deck.render.html.inline import anchor, inline_html
from ria_deck.render.views import VERSION
from ria_deck.render.views.handout import (
    ChapterView,
    HandoutView,
    SectionView,
)
from ria_deck.render.views.items import Item


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
    printed = (slide for slide in deck.printed if not slide.front)
    groups = [(index, list(slides)) for index, slides in groupby(printed, key=attrgetter("topic_index"))]
    for index in sorted(set(range(len(deck.topics))) - {found for found, _ in groups}):
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
    kind = deck.theme.layouts[slide.layout].kind
    items = section_items(slide, deck, drawing)
    _give_sources(items, slide, deck)
    leads = opens and any(map(is_exhibit, items))
    first, style, rest = opener(slide.handout, weight) if leads else (None, "", slide.handout)
    handout = [item for block in rest for item in items_of(block, deck, drawing, running=True)]
    if deck.theme.page.aside:
        words = [placed.block for placed in slide.placements if isinstance(placed.block, Prose)]
        size = sum(weight(block.paragraphs) for block in words)
        set_beside(items, handout, told=bool(slide.handout) and size <= MOST_POINTS)
    if first is not None:
        items.insert(0, prose_item((first,), style, deck))
    _keep_leads(items)
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


def _keep_leads(items: Sequence[Item]) -> None:
    """A lead stays on the page of the figure or table behind it."""
    for item, following in pairwise(items):
        if item["kind"] == "prose" and item["style"] == "lead" and following["kind"] in ("figure", "table"):
            item["style"] = "lead keep"


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
