"""The title and contents slides, made from the report unless a topic has its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ria_deck.model.deck import Placement, Prose, Slide, Topic
from ria_deck.model.front_matter import Author
from ria_deck.model.text import Origin, Paragraph, ParagraphKind, Run, TextMark, origins_of, plain
from ria_deck.model.text_style import TextStyle
from ria_deck.model.theme import EMU_PER_PT, TITLE_GAP, TITLE_LINES, BlockKind, Layout, LayoutKind, SlotRole
from ria_deck.resolve.context import Context
from ria_deck.resolve.fitting.shortening import shortened
from ria_deck.resolve.text import optional_text, required_text, resolve_text
from ria_deck.resolve.typography.line_breaking import break_lines


def title_slide(context: Context) -> Slide:
    """The report's title with its authors, each with “Name (place)” of their institution, event, venue and date."""
    return Slide(
        id="title",
        layout=context.theme.of_kind(LayoutKind.TITLE).name,
        title=resolve_text(context.spec.title, context),
        subtitle=title_lines(context),
        front=True,
        span=context.spec.span,
    )


def date_text(context: Context) -> str:
    """The report's date as readers see it, as much of it as is known."""
    shown = context.spec.date_shown
    return context.formatter.date(context.spec.date, "long" if shown == "day" else shown)


def title_lines(context: Context) -> tuple[Paragraph, ...]:
    """The lines under the report's title. Where they would be many, an author stands in one line with the institution,
    and so do event and venue."""
    tag = context.target.tag
    subtitle = list(filter(None, [optional_text(context.spec.subtitle, context)]))
    people = [
        [_strong(author.name, tag, name), *(plain(home, tag, place) for home in (author.home(context.words),) if home)]
        for author, (name, place) in zip(authors_of(context), _origins(context), strict=True)
    ]
    meeting = list(filter(None, (optional_text(text, context) for text in (context.spec.event, context.spec.venue))))
    date = [plain(date_text(context), tag)]
    if sum(map(len, (subtitle, *people, meeting, date))) > TITLE_LINES:
        people = [[_joined(lines, tag) for lines in people]]
        meeting = [_joined(meeting, tag)] if meeting else []
    parts = list(filter(None, (subtitle, *people, meeting, date)))
    if len(parts) > 2:
        parts[1:] = [[replace(part[0], before=TITLE_GAP), *part[1:]] for part in parts[1:]]
    return tuple(chain.from_iterable(parts))


def footer_of(title: str, context: Context) -> str:
    """The running title as far as the footers of all layouts have room for it, with “…” for what is left out."""
    running = plain(title, context.target.tag)
    for slot in filter(None, (layout.slot(SlotRole.FOOTER) for layout in context.theme.layouts.values())):
        left, _, right, _ = slot.inset
        width = (slot.box.width - left - right) / EMU_PER_PT
        style = slot.style
        most = max(int(slot.box.height / EMU_PER_PT / (style.size * style.pitch())), 1)

        def fits(text: Paragraph, width: float = width, style: TextStyle = style, most: int = most) -> bool:
            return break_lines(text, width, style.size, context.measurer, bold=style.bold).count <= most

        running = shortened(running, fits)
    return running.text


def _strong(text: str, tag: str, parts: tuple[Origin, ...]) -> Paragraph:
    return Paragraph(runs=(Run(text=text, lang=tag, marks=frozenset({TextMark.STRONG})),), parts=parts)


def _joined(lines: Sequence[Paragraph], tag: str) -> Paragraph:
    runs = [run for line in lines for run in (Run(text=" · ", lang=tag), *line.runs)][1:]
    return Paragraph(runs=tuple(runs), parts=origins_of(lines))


def _origins(context: Context) -> Iterator[tuple[tuple[Origin, ...], tuple[Origin, ...]]]:
    """The messages behind each author's name, and behind the institution and its town."""
    for author in context.spec.authors:
        home = [resolve_text(one, context) for one in (author.affiliation, author.place) if one]
        yield origins_of([resolve_text(author.name, context)]), origins_of(home)


def authors_of(context: Context) -> tuple[Author, ...]:
    """The people of the title slide in the deck's language."""
    return tuple(
        Author(
            name=required_text(author.name, context, "an author's name").text,
            affiliation=resolve_text(author.affiliation, context).text if author.affiliation else "",
            place=resolve_text(author.place, context).text if author.place else "",
        )
        for author in context.spec.authors
    )


def contents_slide(topics: Sequence[Topic], context: Context) -> Slide:
    """A numbered list of the topics' titles."""
    layout = context.theme.of_kind(LayoutKind.CONTENTS)
    return Slide(
        id="contents",
        layout=layout.name,
        title=plain(context.words["contents"], context.target.tag),
        placements=contents_list(topics, layout),
        front=True,
        span=context.spec.span,
    )


def contents_list(topics: Sequence[Topic], layout: Layout, present: int = -1) -> tuple[Placement, ...]:
    """The list itself, for the layout's first slot that takes prose; on an agenda the `present` topic (from 0) is strong."""
    items = tuple(
        Paragraph(
            runs=tuple(
                replace(run, marks=run.marks | {TextMark.STRONG}) if number - 1 == present else run
                for run in topic.title.runs
                if run.footnote is None
            ),
            kind=ParagraphKind.NUMBER,
            number=number,
            parts=topic.title.origins,
        )
        for number, topic in enumerate(topics, start=1)
    )
    slot = next((slot for slot in layout.bodies if BlockKind.PROSE in slot.accepts), None)
    return (Placement(slot=slot.name, block=Prose(paragraphs=items)),) if items and slot else ()
