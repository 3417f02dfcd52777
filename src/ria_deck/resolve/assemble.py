"""Assemble the `Deck` of one edition and language."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from ria_deck.content.specs.slides import Claim, Content, Message, SlideSpec, TopicSpec
from ria_deck.data import Tables
from ria_deck.design.measurers import measurer_of
from ria_deck.design.scripts import in_script
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.language import language
from ria_deck.i18n.translation import Catalog
from ria_deck.i18n.words import words_of
from ria_deck.model.deck import Deck, Slide, Topic
from ria_deck.model.text import Paragraph, plain
from ria_deck.model.theme import Layout, LayoutKind, SlotRole, Theme
from ria_deck.resolve.blocks import holds
from ria_deck.resolve.context import Context, Numbering
from ria_deck.resolve.expressions.claims import check_claims
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.fitting.fit import fitted
from ria_deck.resolve.images.logo import logo_of
from ria_deck.resolve.maps.decoration import with_land
from ria_deck.resolve.matter.colophon import colophon_of
from ria_deck.resolve.matter.cover import cover_title
from ria_deck.resolve.matter.data_tables import data_tables
from ria_deck.resolve.matter.sources import credits_of, source_entries, tables_used
from ria_deck.resolve.matter.title_and_contents import (
    authors_of,
    contents_list,
    contents_slide,
    date_text,
    footer_of,
    title_lines,
    title_slide,
)
from ria_deck.resolve.names import NO_ROW, DeckRow, deck_names
from ria_deck.resolve.numbering import numbered
from ria_deck.resolve.printed_columns import with_printed_columns
from ria_deck.resolve.shown_as_none import tell_shown_as_none
from ria_deck.resolve.slide_ids import with_free_ids, with_own_continuations, written_ids
from ria_deck.resolve.slide_links import check_slide_links
from ria_deck.resolve.slides import Home, resolve_slide
from ria_deck.resolve.tables.printed_widths import with_printed_widths
from ria_deck.resolve.text import optional_text, required_text, resolve_text
from ria_deck.resolve.title_room import roomier
from ria_deck.resolve.typography.leading import in_language

PRINTED = frozenset({"pdf", "png"})
"""The outputs that show the handout."""


def assemble(
    content: Content,
    edition: str,
    target: str,
    *,
    root: Path,
    cache: Path,
    tables: Tables,
    catalog: Catalog,
    theme: Theme,
    report: Report,
    claims: bool = True,
    outputs: Collection[str] = (),
    row: DeckRow = NO_ROW,
) -> Deck | None:
    """The deck of one edition (`""` where the report has none) in the language `target`, made for a `row` where the
    report has a batch; `claims` says whether they are checked. Figures are laid out for the handout where `outputs` need
    it; empty `outputs` are all.

    Every fault is told in `report`; the deck is None when there was an error in this edition and language.
    """
    faults = Report()
    context = _context(content, edition, target, row, root, cache, tables, catalog, theme, faults)
    context = replace(context, printed=not outputs or not PRINTED.isdisjoint(outputs))
    topics, slides, named = _topics(context, claims=claims)
    kinds = {name: layout.kind for name, layout in context.theme.layouts.items()}
    cover, slides = _cover(slides, context)
    front = [cover]
    if topics and not any(kinds[slide.layout] is LayoutKind.CONTENTS for slide in slides):
        front.append(roomier(contents_slide(topics, context), context))
    slides = [_completed(slide, topics, context) for slide in slides]
    front = with_free_ids(front, {slide.id for slide in slides})
    everything = with_printed_widths(numbered([*front, *slides]), context)
    everything = with_printed_columns(with_own_continuations(fitted(everything, context)), context)
    check_slide_links(everything, context)
    tell_shown_as_none(everything, context)
    used = tables_used(everything, context)
    title = required_text(context.spec.title, context, "the report's title")
    running = _plain(context.spec.running_title or context.spec.title, context)
    deck = Deck(
        id=context.spec.id,
        batch_id=row.id,
        edition=edition,
        language=target,
        locale=context.target.locale,
        lang=context.target.tag,
        direction=context.target.direction,
        title=title,
        cover=cover_title(title, context.measurer, page=theme.page, japanese=context.target.script == "Jpan"),
        subtitle=optional_text(context.spec.subtitle, context),
        authors=authors_of(context),
        event=_plain(context.spec.event, context),
        venue=_plain(context.spec.venue, context),
        date=context.spec.date,
        date_text=date_text(context),
        topics=tuple(topics),
        slides=everything,
        theme=context.theme,
        words=context.words,
        running_title=running,
        footer=footer_of(running, context),
        sources=source_entries(used, named, everything, context),
        credits=credits_of(context),
        data_tables=data_tables(everything, context),
        colophon=colophon_of(used, context),
        logo=logo_of(context),
        root=root,
    )
    report.extend(faults.diagnostics)
    return None if faults.failed else deck


def _context(
    content: Content,
    edition: str,
    target: str,
    row: DeckRow,
    root: Path,
    cache: Path,
    tables: Tables,
    catalog: Catalog,
    theme: Theme,
    report: Report,
) -> Context:
    spec = content.reports[edition]
    formatter = Formatter(target, spec.forms)
    theme = with_land(in_script(in_language(theme, target), language(target).script), root, report)
    names = deck_names(spec, edition, target, row)
    return Context(
        root=root,
        cache=cache,
        content=content,
        spec=spec,
        source=language(spec.language),
        target=language(target),
        tables=tables,
        catalog=catalog,
        formatter=formatter,
        words=words_of(target, catalog),
        theme=theme,
        measurer=measurer_of(theme),
        evaluator=Evaluator(tables, formatter, names, report),
        report=report,
        numbering=Numbering(),
    )


def _in_edition(context: Context) -> list[TopicSpec]:
    """The topics of this edition, in order."""
    edition = context.spec.edition
    return [
        topic
        for topic in context.content.topics
        if (topic.editions is None or not edition or edition in topic.editions)
        and (topic.when is None or holds(topic.when.text, topic.when.span, context))
    ]


def _topics(context: Context, *, claims: bool) -> tuple[list[Topic], list[Slide], list[str]]:
    """The topics of this edition, their slides, and the ids of the sources that they name."""
    named: list[str] = []
    topics: list[Topic] = []
    slides: list[Slide] = []
    taken = written_ids(context.content.topics)
    for spec in _in_edition(context):
        title: Paragraph | None = None
        index = -1
        if spec.title is not None:
            title = required_text(spec.title, context, "the topic's title")
            index = len(topics)
            topics.append(Topic(id=spec.id, title=title))
        named += spec.sources
        if claims:
            check_claims(spec.claims, context.evaluator, context.report, context.catalog.lookup)
        for slide in spec.slides:
            made = _made(slide, Home(spec=spec, title=title, index=index), context, claims=claims)
            if made:
                named += slide.sources or ()
            slides += made if slide.loop is None else with_free_ids(made, taken)
    return topics, slides, named


def _made(spec: SlideSpec, home: Home, context: Context, *, claims: bool) -> list[Slide]:
    """The slides of one as it is written, with the words that its claims are about."""
    with context.apart() as own:
        made = resolve_slide(spec, home, own)
    if not made:
        return []
    if claims:
        check_claims(spec.claims, context.evaluator, context.report, context.catalog.lookup)
    claimed = _claimed((*spec.claims, *home.spec.claims), context)
    return [replace(one, claimed=claimed) for one in made]


def _claimed(claims: Sequence[Claim], context: Context) -> tuple[str, ...]:
    """The texts that claims rest on, as readers see them; what is wrong in them is reported where they are printed."""
    unheard = Report()
    aside = replace(
        context,
        report=unheard,
        evaluator=context.evaluator.reporting_to(unheard),
        numbers={},
        numbering=Numbering(),
    )
    messages = dict.fromkeys(claim.message for claim in claims if claim.message is not None)
    return tuple(resolve_text(message, aside).text for message in messages)


def _cover(slides: list[Slide], context: Context) -> tuple[Slide, list[Slide]]:
    """The title slide, the author's own or one made from the report, and the other slides. A title slide farther back with
    a title of its own is none."""
    report_title = resolve_text(context.spec.title, context)
    for index, slide in enumerate(slides):
        if context.theme.layouts[slide.layout].kind is LayoutKind.TITLE and (
            index == 0 or slide.title.text == report_title.text
        ):
            says_more = slide.subtitle or slide.handout or slide.footnotes or slide.title.text != report_title.text
            own = replace(slide, topic=None, topic_index=-1, front=not says_more)
            return _completed(own, (), context), [*slides[:index], *slides[index + 1 :]]
    return title_slide(context), slides


def _completed(slide: Slide, topics: Sequence[Topic], context: Context) -> Slide:
    """A title, contents or agenda slide that a topic wrote, with what it left out filled in."""
    layout = context.theme.layouts[slide.layout]
    match layout.kind:
        case LayoutKind.TITLE if not slide.subtitle:
            return replace(slide, subtitle=title_lines(context))
        case LayoutKind.CONTENTS if not slide.placements:
            return replace(slide, placements=contents_list(topics, layout))
        case LayoutKind.AGENDA if not slide.placements:
            return replace(slide, placements=contents_list(topics, layout, present=slide.topic_index))
        case LayoutKind.SECTION if slide.topic_index >= 0 and len(topics) > 1:
            return _counted(slide, topics, layout, context)
        case _:
            return slide


def _counted(slide: Slide, topics: Sequence[Topic], layout: Layout, context: Context) -> Slide:
    """A section with its place among the topics; titles that have numbers need no others, nor has a template's layout a
    place for one."""
    numbered = any(char.isdigit() for topic in topics for char in topic.title.text)
    placed = any(slot.role is SlotRole.PART for slot in layout.slots)
    part = None if numbered or not placed else plain(str(slide.topic_index + 1), context.target.tag)
    return replace(slide, part=part, progress=(slide.topic_index, len(topics)))


def _plain(message: Message | None, context: Context) -> str:
    return resolve_text(message, context).text if message else ""
