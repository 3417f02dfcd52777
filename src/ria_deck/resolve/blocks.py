"""Resolve blocks, each with the slot or column that its author asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from ria_deck.content.specs.slides import (
    BlockSpec,
    ChartSpec,
    ClaimListSpec,
    CodeSpec,
    ColumnsSpec,
    KpiSpec,
    ListItem,
    ListSpec,
    MapSpec,
    MarkdownTableSpec,
    Message,
    ParagraphSpec,
    PictureSpec,
    ProcessSpec,
    QuoteSpec,
    SlotSpec,
    TableSpec,
    TimelineSpec,
    WhenSpec,
)
from ria_deck.diagnostics import Span
from ria_deck.model.block_kinds import kind_of
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Prose, Table
from ria_deck.model.kpi import Multiples
from ria_deck.model.text import Paragraph, ParagraphKind, Run
from ria_deck.resolve.charts.block import chart_block, multiples_block
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.typed_numbers import texts_in
from ria_deck.resolve.images.pictures import figure_of_picture
from ria_deck.resolve.kpis.kpi import resolve_kpi
from ria_deck.resolve.listing import highlight
from ria_deck.resolve.maps.map import resolve_map
from ria_deck.resolve.placing import Wish
from ria_deck.resolve.processes.process import resolve_process
from ria_deck.resolve.tables.claims_table import claims_table
from ria_deck.resolve.tables.table import resolve_markdown_table, resolve_table
from ria_deck.resolve.text import has_mistake, is_blank, resolve_text, tell_blank
from ria_deck.resolve.timelines.timeline import resolve_timeline

FigureSpec = MarkdownTableSpec | TableSpec | ChartSpec | MapSpec | TimelineSpec | KpiSpec | ProcessSpec | PictureSpec
# how words of somebody's begin that get no mark: it is typed, or it is who said them
_NO_QUOTE_MARK = re.compile("\\s*[—–―\"'“”„«»‘’「『‹-]")
_TO_DO, _DONE = "□ ", "✓ "  # before tasks: signs that the fonts have


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A resolved block with what its author asked for; `span` is where it is written."""

    block: Block
    span: Span
    slot: str = ""
    column: int = -1
    width: float = 0.0  # the share of the slide that its column asks for

    @property
    def wish(self) -> Wish:
        """What it asks of a layout."""
        return Wish(kind=kind_of(self.block), slot=self.slot, column=self.column)


def resolve_blocks(specs: Sequence[BlockSpec], context: Context) -> list[Resolved]:
    """All blocks in order, conditional ones left out where their condition doesn't hold.

    A block that can't be resolved has been told in the report and is left out.
    """
    return [block for spec in specs for block in _resolved(spec, context)]


def _resolved(spec: BlockSpec, context: Context) -> Iterator[Resolved]:
    """What a block is resolved to: one or none of its own, or those in it."""
    match spec:
        case ParagraphSpec():
            yield _prose((resolve_text(spec.text, context),), spec.span)
        case ListSpec():
            yield _prose(_items(spec, context), spec.span)
        case QuoteSpec():
            yield from map(_quoted, resolve_blocks(spec.blocks, context))
        case WhenSpec():
            yield from resolve_blocks(spec.blocks, context) if holds(spec.when.text, spec.when.span, context) else ()
        case SlotSpec():
            yield from (replace(inner, slot=spec.slot) for inner in resolve_blocks(spec.blocks, context))
        case ColumnsSpec():
            for index, column in enumerate(spec.columns):
                width = spec.widths[index] if spec.widths else 0.0
                inside = resolve_blocks(column, context)
                yield from (replace(inner, column=index, width=width) for inner in inside)
        case ClaimListSpec():
            with context.apart() as own:
                table = claims_table(spec, own)
            yield Resolved(block=table, span=spec.span)
        case CodeSpec():
            yield Resolved(block=highlight(spec), span=spec.span)
        case (
            MarkdownTableSpec()
            | TableSpec()
            | ChartSpec()
            | MapSpec()
            | TimelineSpec()
            | KpiSpec()
            | ProcessSpec()
            | PictureSpec()
        ):
            yield from _resolved_figure(spec, context)
        case _:
            assert_never(spec)


def _resolved_figure(spec: FigureSpec, context: Context) -> list[Resolved]:
    """The figure; none where it can't be resolved, with the mistakes of all its texts told."""
    with context.apart() as own:
        block = _figure(spec, own)
        if block is not None:
            return [Resolved(block=_without_blanks(block, spec, own), span=spec.span)]
        for message in texts_in(spec):  # the report tells none of them twice
            resolve_text(message, own)
    context.left_out.append(spec.span)
    return []


def _without_blanks(block: Block, spec: FigureSpec, context: Context) -> Block:
    """A chart or table without a caption, note or source that has no text; an alternative text without any is reported."""
    if not isinstance(spec, ChartSpec | TableSpec | MarkdownTableSpec) or not isinstance(
        block, Chart | Multiples | Table
    ):
        return block
    if not isinstance(spec, MarkdownTableSpec) and spec.alt is not None and is_blank(block.alt):
        tell_blank(spec.alt, context, "the alternative text")
    caption, note, source = (
        None if text is None or is_blank(text.text) else text for text in (block.caption, block.note, block.source)
    )
    return replace(block, caption=caption, note=note, source=source)


def holds(expression: str, span: Span, context: Context) -> bool:
    """Whether a `when=` holds; an expression that fails has been told and counts as not holding."""
    return bool(context.evaluator.evaluate(expression, span))


def paragraphs_of(blocks: Sequence[Resolved]) -> tuple[Paragraph, ...]:
    """The paragraphs of the prose among the blocks."""
    return tuple(
        paragraph for found in blocks if isinstance(found.block, Prose) for paragraph in found.block.paragraphs
    )


def _figure(spec: FigureSpec, context: Context) -> Block | None:
    texts: list[Paragraph] = []

    def text(message: Message) -> Paragraph:
        texts.append(resolve_text(message, context))
        return texts[-1]

    match spec:
        case MarkdownTableSpec():
            return resolve_markdown_table(spec, text)
        case TableSpec():
            table = resolve_table(
                spec,
                context.tables,
                context.evaluator,
                context.formatter,
                text,
                context.report,
                source_tag=context.source.tag,
                theme=context.theme,
                total=context.words["total"],
            )
            return None if table is None else replace(table, strings=tuple(texts))
        case ChartSpec():
            return chart_block(spec, context) if spec.facet is None else multiples_block(spec, context)
        case MapSpec():
            return resolve_map(spec, context)
        case TimelineSpec():
            return resolve_timeline(spec, context)
        case KpiSpec():
            return resolve_kpi(spec, context)
        case ProcessSpec():
            return resolve_process(spec, context)
        case PictureSpec():
            return figure_of_picture(spec, context)


def _prose(paragraphs: tuple[Paragraph, ...], span: Span) -> Resolved:
    return Resolved(block=Prose(paragraphs=paragraphs), span=span)


def _quoted(found: Resolved) -> Resolved:
    if not isinstance(found.block, Prose):
        return found
    paragraphs = tuple(
        replace(paragraph, quote="" if _NO_QUOTE_MARK.match(paragraph.text) or paragraph.level else "“")
        for paragraph in found.block.paragraphs
    )
    return replace(found, block=replace(found.block, paragraphs=paragraphs))


def _items(spec: ListSpec, context: Context) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    outer: list[
        int
    ] = []  # for each level, what the numbers of the item that it stands in have above two digits; -1: none
    for item, last in zip(spec.items, _last_numbers(spec.items), strict=True):
        kind = ParagraphKind.NUMBER if item.number else ParagraphKind.BULLET
        del outer[item.level :]
        made = _item_text(item, kind, context)
        if item.done is not None:
            box = Run(text=_DONE if item.done else _TO_DO, lang=context.target.tag)
            made = replace(made, runs=(box, *made.runs))
        digits = max(len(str(last)) - 2, 0) if item.number else 0
        paragraphs.append(_within(replace(made, digits=digits), outer))
        outer.append(digits if item.number else -1)
        more = [resolve_text(text, context, level=item.level + 1) for text in item.continued]
        paragraphs.extend(_within(paragraph, outer) for paragraph in more)
    return tuple(paragraphs)


def _item_text(item: ListItem, kind: ParagraphKind, context: Context) -> Paragraph:
    """An item's text; an empty one is reported, unless an error in it has been."""
    told = len(context.report.diagnostics)
    made = resolve_text(item.text, context, kind=kind, level=item.level, number=item.number)
    if is_blank(made.text) and len(context.report.diagnostics) == told and not has_mistake(item.text, context):
        hint = "give it words for this case, too, or write the list in `::: {when=…}`"
        context.report.warning(
            "RD138", "the list item is empty: its expressions give no text", item.text.span, hint=hint
        )
    return made


def _within(paragraph: Paragraph, outer: Sequence[int]) -> Paragraph:
    return replace(
        paragraph, numbered=sum(digits >= 0 for digits in outer), wider=sum(digits for digits in outer if digits > 0)
    )


def _last_numbers(items: Sequence[ListItem]) -> list[int]:
    """For each item the last number of its list."""
    last: list[int] = []  # of the list that is open at each level, seen from the end
    found: list[int] = []
    for item in reversed(items):
        last = [*last[: item.level + 1], *[0] * (item.level + 1 - len(last))]
        last[item.level] = max(last[item.level], item.number)
        found.append(last[item.level])
    return found[::-1]
