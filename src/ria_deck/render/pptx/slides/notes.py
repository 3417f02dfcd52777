"""A slide's notes part, every run with its language."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.parts.slide import NotesSlidePart
from pptx.slide import Slide as PptxSlide

from ria_deck.model.deck import Deck
from ria_deck.model.text import Paragraph, ParagraphKind
from ria_deck.render.pptx.drawingml.text import RunSettings, run_xml
from ria_deck.render.pptx.drawingml.xml import element
from ria_deck.render.pptx.slides.links import Links

INDENT = 228_600  # EMU before the text of a list's item, for each level


class NotesPages:
    """The notes pages of a deck. What python-pptx copies from the notes master for the first one serves all."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._shapes: list[Any] = []

    def add(self, target: PptxSlide, notes: Sequence[Paragraph]) -> None:
        """Write the notes into the slide's notes page, which is made."""
        if self._shapes:
            part = target.part
            master = part.package.presentation_part.notes_master_part
            made: Any = NotesSlidePart._add_notes_slide_part(part.package, part, master)  # type: ignore[no-untyped-call]
            part.relate_to(made, RELATIONSHIP_TYPE.NOTES_SLIDE)
            page = made.notes_slide
            page.shapes._spTree.extend(deepcopy(self._shapes))
        else:
            page = target.notes_slide
            self._shapes = deepcopy(list(page.shapes._spTree)[2:])
        frame = page.notes_text_frame
        if frame is None:
            raise ValueError("the notes master has no place for notes")
        self._write(frame._txBody, notes, Links(page.part, {}))

    def _write(self, body: Any, notes: Sequence[Paragraph], link: Links) -> None:
        for paragraph in list(body.p_lst):
            body.remove(paragraph)

        setting = RunSettings(theme=self._deck.theme, link=link)
        for note in notes:
            lang = note.runs[0].lang if note.runs else self._deck.lang
            runs = "".join(run_xml(run, setting) for run in note.runs)
            body.append(element(f'<a:p>{_list_mark(note)}{runs}<a:endParaRPr lang="{lang}"/></a:p>'))


def _list_mark(note: Paragraph) -> str:
    """`a:pPr` of a list's item, with a mark that the notes master hasn't; empty for a paragraph outside of lists."""
    match note.kind:
        case ParagraphKind.BULLET:
            mark, depth = '<a:buFont typeface="Arial"/><a:buChar char="•"/>', note.level + 1
        case ParagraphKind.NUMBER:
            start = f' startAt="{note.number}"' if note.number > 1 else ""
            mark, depth = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{start}/>', note.level + 1
        case ParagraphKind.PLAIN:
            mark, depth = "", note.level
    if not depth:
        return ""
    hanging = -INDENT if mark else 0
    level = f' lvl="{min(depth - 1, 8)}"' if depth > 1 else ""
    return f'<a:pPr marL="{INDENT * depth}"{level} indent="{hanging}">{mark or "<a:buNone/>"}</a:pPr>'
