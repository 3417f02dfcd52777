"""Widths of table columns in the handout, as shares of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ria_deck.design.measure import Measurer
from ria_deck.model.deck import Block, RowKind, Slide, Table
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.resolve.tables.bar_room import bar_shares, numbers_beside, with_bars
from ria_deck.resolve.tables.layout import SLACK, shared_by_need
from ria_deck.resolve.typography.line_breaking import longest_word, natural_width

GAP = 18.0  # pt between the texts of two columns
CROWDED = 0.8  # of the text: beyond it, cells of several words would be broken after each
EDGE = 4.0  # pt between the edge of a table with coloured cells and its texts
NARROWEST = 0.62  # of the page: a smaller table would look lost


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMetrics:
    """How a table is set, as the style sheet has it: sizes of cells and heads, the room between columns, in points."""

    size: float
    head: float
    gap: float


PLAIN, DENSE = TableMetrics(size=9.4, head=8.6, gap=GAP), TableMetrics(size=7.6, head=7.2, gap=8.0)


def with_printed_widths(slides: Sequence[Slide], context: Context) -> tuple[Slide, ...]:
    """The slides, whose tables have their widths in the handout. One that no page is wide enough for is told."""

    def printed(block: Block, slide: Slide) -> Block:
        if not isinstance(block, Table):
            return block
        page = context.theme.page
        done, fits = printed_table(block, context.measurer, page.text_width, page.full_width)
        if not fits and "pdf" in context.spec.outputs:
            context.report.warning(
                "RD535",
                f"slide `{slide.id}` ({context.target.code}): the handout's page is too narrow for the longest words of a "
                f"table with {len(done.printed)} columns",
                slide.span,
                hint="show fewer columns, or shorten their words",
            )
        return done

    return tuple(
        replace(
            slide,
            placements=tuple(replace(placed, block=printed(placed.block, slide)) for placed in slide.placements),
            handout=tuple(printed(block, slide) for block in slide.handout),
        )
        for slide in slides
    )


def printed_table(table: Table, measurer: Measurer, text: float, whole: float) -> tuple[Table, bool]:
    """The table as wide as its columns need unbroken, within two thirds of the text, `text` points wide, and all of it;
    across the `whole` page where their longest words would crowd the text, set densely where these ask for it; and whether
    they fit. The author's widths are a slide's."""
    setting, (wanted, least) = PLAIN, _needs(table, PLAIN, measurer)
    page = whole if sum(least) > CROWDED * text else text
    if sum(least) > page:
        setting, (wanted, least) = DENSE, _needs(table, DENSE, measurer)
    widths = shared_by_need(wanted, least, min(max(sum(wanted), NARROWEST * page), page))
    bars = bar_shares(widths, numbers_beside(table, setting.size, measurer), setting.gap)
    printed = tuple(width / text for width in widths)
    done = replace(table, printed=printed, printed_bars=bars, dense=setting is DENSE)
    return done, sum(least) <= page


def _needs(table: Table, setting: TableMetrics, measurer: Measurer) -> tuple[list[float], list[float]]:
    """What each column wants, unbroken, and the least it can do with, its longest word."""
    count = len(table.widths)
    edge = setting.gap / 2 + (EDGE if table.tinted else 0.0)
    gaps = [setting.gap if 0 < index < count - 1 else edge for index in range(count)]
    wanted, least = gaps[:], gaps[:]
    for row in table.rows:
        size = setting.head if row.kind is RowKind.HEAD else setting.size
        for column, cell in row.placed:
            if cell.span == 1:
                full, word = needed(cell.text, size, measurer, bold=row.kind is not RowKind.BODY)
                wanted[column] = max(wanted[column], full + gaps[column])
                least[column] = max(least[column], word + gaps[column])
    return with_bars(wanted, least, numbers_beside(table, setting.size, measurer), setting.size, setting.gap)


def needed(text: Paragraph, size: float, measurer: Measurer, *, bold: bool) -> tuple[float, float]:
    """What a text takes, in points: unbroken, and at its longest word."""
    return (
        natural_width(text, size, measurer, bold=bold) + SLACK,
        longest_word(text, size, measurer, bold=bold) + SLACK,
    )
