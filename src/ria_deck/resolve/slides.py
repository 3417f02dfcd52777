"""Resolve a slide as written into none (`when=`), one, or one for each row (`for=`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from ria_deck.content.load import MOST_SLIDES
from ria_deck.content.specs.slides import Message, SlideSpec, TopicSpec
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Picture, Placement, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.pedigree import values_in
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph, plain
from ria_deck.model.theme import Layout, LayoutKind, SlotRole
from ria_deck.model.timeline import Timeline
from ria_deck.resolve.arranging import arrange, finished, merged, text_below
from ria_deck.resolve.blocks import holds, resolve_blocks
from ria_deck.resolve.context import Context
from ria_deck.resolve.figures import laid_out
from ria_deck.resolve.footnotes import aside, footnotes_of, spoken, with_places
from ria_deck.resolve.images.pictures import credit_line
from ria_deck.resolve.matter.sources import in_one_line, source_lines, sources_of
from ria_deck.resolve.text import required_text, resolve_text
from ria_deck.source.nearest import did_you_mean

FIGURES = (Chart, Multiples, Map, Timeline, Table)  # what is made from data
LONGEST = 80  # characters of a title made from a slide's own words
ALIKE = 75.0  # per cent: a topic's title that is so like the slide's is not printed above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a slide belongs: its topic, the topic's resolved title and its index (-1 for front matter)."""

    spec: TopicSpec
    title: Paragraph | None
    index: int


def resolve_slide(spec: SlideSpec, home: Home, context: Context) -> list[Slide]:
    """The slide or slides that a spec stands for in this edition and language; faults are told in the report."""
    if spec.editions is not None and context.spec.edition and context.spec.edition not in spec.editions:
        return []
    if spec.loop is None:
        slide = _one(spec, home, context.on_slide(spec.footnotes, {}), spec.id)
        return [slide] if slide else []
    variable, expression = spec.loop
    rows = context.evaluator.evaluate(expression.text, expression.span)
    if rows is None:
        return []
    if isinstance(rows, str) or not isinstance(rows, Sequence):
        context.report.error(
            "RD210", "`for` needs rows of a table", expression.span, hint='write for="row in table.rows()"'
        )
        return []
    if len(rows) > MOST_SLIDES:
        words = f"`for` makes {len(rows):,} slides: more than {MOST_SLIDES:,}"
        context.report.error("RD159", words, expression.span, hint="select rows: table.rows(key=…)")
        return []
    if not rows and spec.when is None:
        context.report.warning(
            "RD206",
            f"`{expression.text}` has no rows, so it makes no slide",
            expression.span,
            hint='if that is intended, write `when="table.has(…)"` on the heading',
        )
    slides: list[Slide] = []
    for index, row in enumerate(rows, start=1):
        inner = context.on_slide(spec.footnotes, {variable: row})
        slide = _one(spec, home, inner, f"{spec.id}-{_key(row, index)}")
        if slide:
            slides.append(slide)
    return slides


def _key(row: Any, index: int) -> str:
    """A stable end for the id of a slide made from data: the row's key, or its place where it has none."""
    from ria_deck.content.slides.slug import slugify

    key = slugify(str(getattr(row, "row_key", "") or ""))
    return key or str(index)


def _one(spec: SlideSpec, home: Home, context: Context, slide_id: str) -> Slide | None:
    if spec.when is not None and not holds(spec.when.text, spec.when.span, context):
        return None
    layout = _layout(spec, context)
    title = (  # first: footnotes count from here
        required_text(spec.title, context, "the slide's title") if spec.title is not None else None
    )
    blocks = resolve_blocks(spec.blocks, context)
    if layout is None:
        return None
    above, below = text_below(blocks, layout, context)
    arranged = arrange(spec, above, layout, context)
    if arranged is None:
        return None
    layout, placements = arranged.layout, arranged.placements
    title, hidden_title = _title(title, home, layout, placements, context)
    spoken_in = aside(context)
    notes = spoken(resolve_blocks(spec.notes, spoken_in), spoken_in)
    handout = tuple(laid_out(found.block, None, context, found.span) for found in resolve_blocks(spec.handout, context))
    slide = Slide(
        id=slide_id,
        layout=layout.name,
        title=title,
        title_hidden=hidden_title,
        topic=_topic_line(title, home, layout),
        topic_index=home.index,
        subtitle=arranged.subtitle,
        placements=placements,
        sources=_sources(spec, home, placements, layout, context),
        figures_sources=spec.source is None and spec.sources is None and bool(_own_sources(placements)),
        remarks=(*_remarks(placements, layout, context), *below),
        footnotes=footnotes_of(context),
        notes=notes,
        handout=merged((*([Prose(paragraphs=below)] if below else []), *handout)),
        hidden=spec.hidden,
        split=spec.split,
        span=spec.span,
    )
    return finished(with_places(slide, title=not hidden_title), arranged, context)


def _layout(spec: SlideSpec, context: Context) -> Layout | None:
    if not spec.layout:
        return context.theme.plain
    layout = context.theme.layouts.get(spec.layout)
    if layout is None:
        names = context.theme.chosen
        context.report.error(
            "RD501",
            f"unknown layout `{spec.layout}`",
            spec.layout_span,
            label=did_you_mean(spec.layout, names),
            hint=f"layouts: {', '.join(names)}",
        )
    return layout


def _title(
    written: Paragraph | None, home: Home, layout: Layout, placements: Sequence[Placement], context: Context
) -> tuple[Paragraph, bool]:
    """The title, and whether it only serves the outline: an untitled slide is called by its first words, else by its
    figure's, else by its topic's title. A section's slide, which shows nothing but a title, shows its topic's."""
    if written is not None:
        return written, layout.slot(SlotRole.TITLE) is None
    words = next((words for placed in placements if (words := _first_words(placed.block))), "")
    if words:
        return plain(words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…", context.target.tag), True
    if layout.kind is LayoutKind.TITLE:  # a cover
        return resolve_text(context.spec.title, context), layout.slot(SlotRole.TITLE) is None
    shown = layout.kind is LayoutKind.SECTION
    return _without_marks(home.title) or resolve_text(context.spec.title, context), not shown


def _without_marks(title: Paragraph | None) -> Paragraph | None:
    """A topic's title as a slide's, for which it has no footnotes."""
    return title and replace(title, runs=tuple(run for run in title.runs if run.footnote is None))


def _first_words(block: Block) -> str:
    match block:
        case Prose():
            return block.paragraphs[0].text
        case Chart() | Multiples() | Map() | Timeline() | Table() | Picture():
            return block.caption.text if block.caption else block.alt
        case Kpi():
            return block.figures[0].label.text
        case Process():
            return block.steps[0].label.text
        case Code():
            return ""


def _topic_line(title: Paragraph, home: Home, layout: Layout) -> Paragraph | None:
    """The line above the title, left out where it would say nearly the same or the layout has no place for it."""
    if home.title is None or layout.slot(SlotRole.TOPIC) is None:
        return None
    return None if fuzz.ratio(home.title.text, title.text) > ALIKE else home.title


def _sources(
    spec: SlideSpec, home: Home, placements: Sequence[Placement], layout: Layout, context: Context
) -> tuple[Paragraph, ...]:
    """Source lines: what the slide says, else what its figures say, else those of the tables that its numbers come from
    and the topic's."""
    if layout.slot(SlotRole.SOURCE) is None:
        return ()
    if spec.source is not None:
        return _written(spec.source, context)
    if spec.sources is not None:
        return source_lines(spec.sources, spec.sources_span or spec.span, context)
    if own := _own_sources(placements):
        return in_one_line(own, context)
    if not layout.kind.sourced:
        return ()
    if home.spec.source is not None:
        return _written(home.spec.source, context)
    return _sources_of_tables(spec, home, placements, context)


def _sources_of_tables(
    spec: SlideSpec, home: Home, placements: Sequence[Placement], context: Context
) -> tuple[Paragraph, ...]:
    """The sources of the tables that a slide's numbers come from, and the topic's; figures without any are told."""
    blocks = [placed.block for placed in placements]
    figures = [block for block in blocks if isinstance(block, (*FIGURES, Kpi))]
    shown = blocks if figures or home.spec.sources else []
    names = list(dict.fromkeys([*sources_of(shown, context), *home.spec.sources]))
    if not names and any(True for figure in figures for _ in values_in(figure)):
        context.report.warning(
            "RD222",
            f"slide `{spec.id}` shows figures without a source",
            spec.span,
            hint="write `sources` on the slide, the topic or the tables in data/datapackage.yaml",
        )
    return source_lines(names, home.spec.sources_span or home.spec.span, context)


def _own_sources(placements: Sequence[Placement]) -> list[Paragraph]:
    """The source lines that the figures have of their own, each once."""
    blocks = [placed.block for placed in placements]
    lines = [block.source for block in blocks if isinstance(block, FIGURES) and block.source is not None]
    lines += [line for block in blocks if isinstance(block, Kpi) for line in block.sources]
    return list(dict.fromkeys(lines))


def _remarks(placements: Sequence[Placement], layout: Layout, context: Context) -> tuple[Paragraph, ...]:
    """The notes of the slide's figures and the credits of its pictures, where the layout has a place for them."""
    if layout.slot(SlotRole.FOOTNOTES) is None:
        return ()
    blocks = [placed.block for placed in placements]
    notes = [block.note for block in blocks if isinstance(block, FIGURES) and block.note is not None]
    named = [block.credit for block in blocks if isinstance(block, Picture) and block.credit is not None]
    return (*notes, *credit_line(list(dict.fromkeys(named)), context))


def _written(messages: Sequence[Message], context: Context) -> tuple[Paragraph, ...]:
    return tuple(resolve_text(message, context) for message in messages if message.text.strip())
