"""Links to slides (`[text](#slide-id)`), checked against the slides that the deck has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from ria_deck.model.deck import Block, Prose, Slide, Table
from ria_deck.model.kpi import Kpi
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.source.nearest import did_you_mean


def check_slide_links(slides: Sequence[Slide], context: Context) -> None:
    """Report links to slides that this edition and language hasn't."""
    known = [slide.id for slide in slides if not slide.front]  # the handout has no part for its cover and contents
    for slide in slides:
        for href in dict.fromkeys(_links(_paragraphs(slide))):
            wanted = unquote(href[1:])
            if wanted not in known:
                context.report.error(
                    "RD167",
                    f"slide `{slide.id}` links to a slide `{wanted}` that the deck doesn't have",
                    slide.span,
                    label=did_you_mean(wanted, known),
                    hint="a slide's id is in its heading: `## Title {#id}`; one with `when=` needs the link under it too",
                )


def _links(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    return (run.href for paragraph in paragraphs for run in paragraph.runs if run.href.startswith("#"))


def _paragraphs(slide: Slide) -> Iterator[Paragraph]:
    yield slide.title
    yield from (*slide.subtitle, *slide.sources, *slide.remarks, *slide.notes)
    for note in slide.footnotes:
        yield from note.paragraphs
    for block in (*(placed.block for placed in slide.placements), *slide.handout):
        yield from _of(block)


def _of(block: Block) -> Iterator[Paragraph]:
    match block:
        case Prose():
            yield from block.paragraphs
        case Table():
            yield from (cell.text for row in block.rows for cell in row.cells)
            yield from (text for text in (block.caption, block.note, block.source) if text is not None)
        case Process():
            yield from block.texts
        case Kpi():
            yield from (*block.texts, *block.sources)
        case _:
            caption: Paragraph | None = getattr(block, "caption", None)
            yield from [caption] if caption is not None else []
