"""Footnotes where their marks are, and the speaker's notes with theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ria_deck.model.deck import Block, Footnote, Prose, Slide, Table
from ria_deck.model.kpi import Kpi
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph, Run, TextMark
from ria_deck.resolve.blocks import Resolved
from ria_deck.resolve.context import Context, Numbering
from ria_deck.resolve.text import is_blank, resolve_text, tell_blank

_BETWEEN_CELLS = " | "


def aside(context: Context) -> Context:
    """The context of a slide's notes: their footnotes stand under them, and are numbered for themselves."""
    return replace(context, numbers={}, numbering=Numbering())


def spoken(blocks: Sequence[Resolved], context: Context) -> tuple[Paragraph, ...]:
    """The paragraphs of the notes pane: texts, the rows of tables, and below them the footnotes that they refer to."""
    paragraphs = [_unlinked(paragraph) for found in blocks for paragraph in _spoken(found.block, context)]
    for note in footnotes_of(context):
        paragraphs += [_numbered(note.number, text) for text in note.paragraphs]
    return tuple(paragraphs)


def _spoken(block: Block, context: Context) -> Iterator[Paragraph]:
    if isinstance(block, Prose):
        yield from block.paragraphs
    if isinstance(block, Table):
        yield from [block.caption] if block.caption is not None else []
        for row in block.rows:
            between = Run(text=_BETWEEN_CELLS, lang=context.target.tag)
            runs = [run for cell in row.cells for run in (between, *cell.text.runs)][1:]
            yield Paragraph(runs=tuple(runs))


def _unlinked(paragraph: Paragraph) -> Paragraph:
    """The paragraph without links to slides: a notes page belongs to one slide alone."""
    return replace(
        paragraph, runs=tuple(replace(run, href="" if run.href.startswith("#") else run.href) for run in paragraph.runs)
    )


def _numbered(number: int, paragraph: Paragraph) -> Paragraph:
    lang = paragraph.runs[0].lang if paragraph.runs else ""
    mark = Run(text=str(number), lang=lang, marks=frozenset({TextMark.SUPERSCRIPT}))
    return replace(paragraph, runs=(mark, Run(text=" ", lang=lang), *paragraph.runs))


def footnotes_of(context: Context) -> tuple[Footnote, ...]:
    """The footnotes that the texts resolved in a context refer to, in the order of their numbers. A footnote may refer to
    another."""
    notes: list[Footnote] = []
    done: set[str] = set()
    while len(done) < len(context.numbers):
        for label, number in list(context.numbers.items()):
            if label not in done:
                done.add(label)
                notes.append(_footnote(label, number, context))
    return tuple(sorted(notes, key=lambda note: note.number))


def _footnote(label: str, number: int, context: Context) -> Footnote:
    written = context.footnotes[label].paragraphs
    texts = tuple(resolve_text(text, context) for text in written)
    if all(is_blank(text.text) for text in texts):
        tell_blank(written[0], context, "the footnote")
    return Footnote(number=number, paragraphs=texts)


def with_places(slide: Slide, *, title: bool) -> Slide:
    """The slide, its footnotes marked as the slide's or as the handout's alone: a note is at the foot of the slide where
    the slide shows its mark. `title`: whether it shows its title."""
    texts = [slide.title] if title else []
    texts += [*slide.subtitle, *slide.sources, *slide.remarks]
    for placed in slide.placements:
        texts += _shown(placed.block)
    shown = set(_marks(texts))
    by_number = {note.number: note for note in slide.footnotes}
    waiting = list(shown)
    while waiting:  # a footnote that is shown may refer to others
        note = by_number.get(waiting.pop())
        more = set(_marks(note.paragraphs)) - shown if note is not None else set()
        shown |= more
        waiting += more
    return replace(slide, footnotes=tuple(replace(note, on_slide=note.number in shown) for note in slide.footnotes))


def _shown(block: Block) -> Sequence[Paragraph]:
    """The paragraphs of a block that are on the slide; captions are the handout's."""
    if isinstance(block, Prose):
        return block.paragraphs
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row.cells]
    return block.texts if isinstance(block, (Kpi, Process)) else ()


def _marks(paragraphs: Iterable[Paragraph]) -> Iterator[int]:
    return (run.footnote for paragraph in paragraphs for run in paragraph.runs if run.footnote is not None)
