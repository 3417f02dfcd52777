"""Speaker notes go in, a slide's notes part comes out, every run with its language."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import Slide as PptxSlide

from ria_deck.model.deck import Deck
from ria_deck.model.text import Paragraph, ParagraphKind
from ria_deck.render.pptx.text import Setting, run_xml
from ria_deck.render.pptx.xml import element


def add_notes(target: PptxSlide, notes: Sequence[Paragraph], deck: Deck) -> None:
    """Write the notes into the slide's notes page, which is made where there is none."""
    page = target.notes_slide
    frame = page.notes_text_frame
    if frame is None:
        raise ValueError("the notes master has no place for notes")
    body = frame._txBody
    for paragraph in list(body.p_lst):
        body.remove(paragraph)

    def link(address: str) -> str:
        return page.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    setting = Setting(theme=deck.theme, link=link)
    for note in notes:
        lead = {ParagraphKind.BULLET: "– ", ParagraphKind.NUMBER: f"{note.number}. "}.get(note.kind, "")
        lang = note.runs[0].lang if note.runs else deck.lang
        prefix = f'<a:r><a:rPr lang="{lang}"/><a:t>{lead}</a:t></a:r>' if lead else ""
        runs = "".join(run_xml(run, setting) for run in note.runs)
        body.append(element(f'<a:p>{prefix}{runs}<a:endParaRPr lang="{lang}"/></a:p>'))
