"""Tables go in, the widths of their columns in the handout come out, as shares of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.model.deck import Block, RowKind, Slide, Table
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.resolve.lines import longest_word, natural_width
from ria_deck.resolve.measure import Measurer
from ria_deck.resolve.table_fit import SLACK, shared_by_need

PAGE = 476.0  # pt: the text's width, 168 mm
SIZE, HEAD = 9.4, 8.6  # pt: as the style sheet has them
GAP = 18.0  # pt between the texts of two columns
NARROWEST = 0.62  # of the page: a smaller table would look lost


def with_printed_widths(slides: Sequence[Slide], context: Context) -> tuple[Slide, ...]:
    """The slides, whose tables have their widths in the handout."""

    def printed(block: Block) -> Block:
        return replace(block, printed=printed_widths(block, context.measurer)) if isinstance(block, Table) else block

    return tuple(
        replace(
            slide,
            placements=tuple(replace(placed, block=printed(placed.block)) for placed in slide.placements),
            handout=tuple(printed(block) for block in slide.handout),
        )
        for slide in slides
    )


def printed_widths(table: Table, measurer: Measurer) -> tuple[float, ...]:
    """As wide as the columns need unbroken, within two thirds of the page and all of it. Columns whose width the author
    asked for have it."""
    count = len(table.widths)
    wanted, least = [0.0] * count, [0.0] * count
    for row in table.rows:
        head = row.kind is RowKind.HEAD
        column = 0
        for cell in row.cells:
            if cell.span == 1:
                full, word = needed(cell.text, HEAD if head else SIZE, measurer, bold=row.kind is not RowKind.BODY)
                wanted[column], least[column] = max(wanted[column], full), max(least[column], word)
            column += cell.span
    gaps = [GAP if 0 < index < count - 1 else GAP / 2 for index in range(count)]
    wanted = [width + gap for width, gap in zip(wanted, gaps, strict=True)]
    least = [width + gap for width, gap in zip(least, gaps, strict=True)]
    free = [index for index in range(count) if index not in table.asked]
    asked = sum(table.widths[index] for index in table.asked)
    whole = min(max(sum(wanted[index] for index in free) / max(1 - asked, 0.01), NARROWEST * PAGE), PAGE)
    others = iter(
        shared_by_need([wanted[index] for index in free], [least[index] for index in free], whole * (1 - asked))
    )
    return tuple(
        (whole * table.widths[index] if index in table.asked else next(others)) / PAGE for index in range(count)
    )


def needed(text: Paragraph, size: float, measurer: Measurer, *, bold: bool) -> tuple[float, float]:
    """What a text takes, in points: unbroken, and at its longest word."""
    return (
        natural_width(text, size, measurer, bold=bold) + SLACK,
        longest_word(text, size, measurer, bold=bold) + SLACK,
    )
