"""Random changes of whole slides, figures and lists, as a person makes them, each on a slide of its own, with what has to
come of it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from ria_deck.model.deck import Deck, Slide
from ria_deck.model.fingerprints import charts_in, paragraphs_in, series_of
from ria_deck.model.text import Paragraph, ParagraphKind
from tests.pull.random_edits import FURNITURE, WORDS

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@dataclass(frozen=True)
class LargeChange:
    """A change: its slide's id (empty: a new slide), its kind, and of what has to come of it the outcomes and a word of
    the message; `new` are words that have to be told."""

    slide: str
    kind: str
    outcomes: tuple[str, ...]
    says: str
    new: str = ""


Change = Callable[[Any, Slide, str, random.Random], LargeChange | None]


def large_changes(deck: Any, model: Deck, language: str, chance: random.Random) -> list[LargeChange]:
    """Change each slide of a deck in one way that fits it; new, deleted and moved slides last."""
    made: list[LargeChange] = []
    slides = {slide.id: slide for slide in model.slides}
    for page in chance.sample(pages := list(deck.slides), len(pages)):
        slide = slides[page._element.cSld.get("name")]
        for change in chance.sample(CHANGES, len(CHANGES)):
            one = change(page, slide, language, chance)
            if one is not None:
                made.append(one)
                break
    taken = {one.slide for one in made}
    quiet = [page for page in deck.slides if page._element.cSld.get("name") not in taken]
    if quiet:
        made.append(_deleted(deck, chance.choice(quiet)))
    made.append(_new_slide(deck, language, chance))
    return made


def _of_source(language: str) -> str:
    return "patch" if language == "en" else "conflict"


def _alternative(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """Words behind the alternative text of a figure."""
    figures = [one for one in page.shapes if _common(one).get("descr") and one.name not in FURNITURE]
    if not figures:
        return None
    said = _common(chance.choice(figures))
    word = chance.choice(WORDS[language])
    new = f"{said.get('descr')} {word}"
    said.set("descr", new)
    return LargeChange(slide.id, "alternative", ("patch", "conflict"), "", word)


def _point(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A number in a chart's cache, as PowerPoint writes it."""
    charts = [one.chart for one in page.shapes if one.has_chart]
    if not charts or not any(True for chart in charts_in(slide) for _ in series_of(chart)):
        return None
    values = [v for chart in charts for val in chart._chartSpace.iter(f"{_CHART}val") for v in val.iter(f"{_CHART}v")]
    if not values:
        return None
    value = chance.choice(values)
    value.text = str(float(value.text) + 12345)
    return LargeChange(slide.id, "point", ("conflict",), "number of the chart", value.text.removesuffix(".0"))


def _level(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """An item put below the one before it."""
    items = [one for one in paragraphs_in(slide) if one.kind is ParagraphKind.BULLET and not one.level]
    for frame in _frames(page):
        for before, one in zip(frame.paragraphs, frame.paragraphs[1:], strict=False):
            both = [_of(items, before), _of(items, one)]
            if all(both) and one.text.strip():
                one.level = 1
                return LargeChange(slide.id, "level", (_of_source(language), "conflict"), "level")
    return None


def _written(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A paragraph behind another one."""
    items = [one for one in paragraphs_in(slide) if one.kind is ParagraphKind.BULLET]
    for frame in _frames(page):
        for one in frame.paragraphs:
            if _of(items, one) and one.runs:
                new = copy.deepcopy(one._p)
                one._p.addnext(new)
                made = next(two for two in frame.paragraphs if two._p is new)
                words = " ".join(chance.sample(WORDS[language], 4))
                made.runs[0].text = words
                for run in made.runs[1:]:
                    run.text = ""
                return LargeChange(slide.id, "written", (_of_source(language), "conflict"), "written in", words)
    return None


def _dropped(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A paragraph deleted."""
    items = [one for one in paragraphs_in(slide) if one.kind is ParagraphKind.BULLET]
    for frame in _frames(page):
        known = [one for one in frame.paragraphs if _of(items, one)]
        if len(known) > 2:
            one = known[-1]
            one._p.getparent().remove(one._p)
            return LargeChange(slide.id, "dropped", (_of_source(language), "conflict"), "deleted in the deck")
    return None


def _cell(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A cell of a table written over."""
    tables = [one.table for one in page.shapes if one.has_table]
    cells = [cell for table in tables for row in list(table.rows)[1:] for cell in row.cells]
    runs = [run for cell in cells for one in cell.text_frame.paragraphs for run in one.runs[:1] if run.text.strip()]
    if not runs:
        return None
    run = chance.choice(runs)
    run.text = f"{run.text} {chance.choice(WORDS[language])}"
    return LargeChange(slide.id, "cell", ("patch", "conflict"), "", run.text)


def _comment(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A reviewer's comment of the classic kind."""
    words = chance.choice(WORDS["en"][:5])
    package = page.part.package
    deck = package.presentation_part
    if not any(one.reltype == f"{_OFFICE}commentAuthors" for one in deck.rels.values()):
        _add_part(
            deck, "commentAuthors", "/ppt/commentAuthors.xml", f'<p:cmAuthorLst {_P}><p:cmAuthor id="1" name="Aiko"/>'
        )
    head = f'<p:cmLst {_P}><p:cm authorId="1" dt="2026-11-29T10:00:00" idx="1"><p:pos x="1" y="1"/>'
    name = f"/ppt/comments/comment{page.part.partname.idx}.xml"
    _add_part(page.part, "comments", name, f"{head}<p:text>{words}</p:text></p:cm>")
    return LargeChange(slide.id, "comment", ("listed",), "Aiko commented", words)


def _look(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A slide's own background, or its title moved."""
    title = page.shapes.title
    if chance.random() < 0.5 or title is None:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = RGBColor(0x20, 0x30, 0x40)
        return LargeChange(slide.id, "look", ("listed",), "looks otherwise", "background 203040")
    title.left, title.top, title.width, title.height = title.left + 360_000, title.top, title.width, title.height
    return LargeChange(slide.id, "look", ("listed",), "moved by 10 mm to the right")


def _hidden(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    if slide.hidden:
        return None
    page._element.set("show", "0")
    return LargeChange(slide.id, "hidden", ("patch", "listed"), "hidden now")


def _notes(page: Any, slide: Slide, language: str, chance: random.Random) -> LargeChange | None:
    """A paragraph of notes behind those that are there, or the first one."""
    frame = page.notes_slide.notes_text_frame
    if frame is None:
        return None
    words = " ".join(chance.sample(WORDS[language], 4))
    if frame.text.strip():
        frame.add_paragraph().text = words
    else:
        frame.text = words
    return LargeChange(slide.id, "notes", (_of_source(language), "conflict"), "", words)


CHANGES: list[Change] = [_alternative, _point, _level, _written, _dropped, _cell, _comment, _look, _hidden, _notes]


def _deleted(deck: Any, page: Any) -> LargeChange:
    listed = deck.slides._sldIdLst
    entry = listed[deck.slides.index(page)]
    deck.part.drop_rel(entry.rId)
    listed.remove(entry)
    return LargeChange(page._element.cSld.get("name"), "deleted", ("listed",), "the slide was deleted")


def _new_slide(deck: Any, language: str, chance: random.Random) -> LargeChange:
    layout = next(one.slide_layout for one in deck.slides if one.shapes.title is not None and len(one.placeholders) > 1)
    page = deck.slides.add_slide(layout)
    words = " ".join(chance.sample(WORDS[language], 3))
    next(iter(page.placeholders)).text = words
    return LargeChange("", "new slide", ("listed",), "the slide is new", words)


def _frames(page: Any) -> Iterator[Any]:
    return (one.text_frame for one in page.placeholders if one.has_text_frame and one.name not in FURNITURE)


def _of(items: list[Paragraph], paragraph: Any) -> bool:
    """Whether a paragraph of the deck is one of the model's, and the only one with its words."""
    text = "".join(run.text for run in paragraph.runs)
    return sum("".join(run.text for run in one.runs) == text for one in items) == 1


def _common(shape: Any) -> Any:
    return shape._element._nvXxPr.cNvPr


def _add_part(owner: Any, kind: str, name: str, xml: str) -> None:
    tag = xml.partition(" ")[0].lstrip("<")
    data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}</{tag}>'
    owner.relate_to(Part(PackURI(name), "application/xml", owner.package, data.encode()), _OFFICE + kind)
