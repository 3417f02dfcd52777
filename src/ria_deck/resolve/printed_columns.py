"""Columns of slides in the handout: side by side where all that stands in them has room there, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Picture, Placement, Prose, Slide, Table
from ria_deck.model.page import GUTTER
from ria_deck.model.theme import EMU_PER_PT
from ria_deck.resolve.context import Context
from ria_deck.resolve.figures import printed_chart
from ria_deck.resolve.tables.printed_widths import printed_table

SMALLER = 0.35  # of a row: the smaller of two pictures side by side
_TALLEST = 0.8  # of its width: a chart in a column


def with_printed_columns(slides: Sequence[Slide], context: Context) -> tuple[Slide, ...]:
    """The slides, those with columns that stand side by side in print with the columns' widths, their charts and tables
    laid out for them."""
    return tuple(_printed(slide, context) for slide in slides) if context.printed else tuple(slides)


def _printed(slide: Slide, context: Context) -> Slide:
    page = context.theme.page
    names = list(dict.fromkeys(column_of(placed) for placed in slide.placements))
    if not context.theme.layouts[slide.layout].kind.paired or len(names) not in (2, 3) or not page.sides:
        return slide
    blocks = [placed.block for placed in slide.placements]
    if not all(isinstance(block, Prose | Picture | Chart | Table) for block in blocks):
        return slide
    figured = any(isinstance(block, Chart | Table) for block in blocks)
    for width in (page.text_width, page.full_width) if figured else (page.text_width,):
        widths = _widths(slide, names, width - GUTTER * (len(names) - 1))
        found = [_in_column(placed, widths[names.index(column_of(placed))], context) for placed in slide.placements]
        placements = [placed for placed in found if placed is not None]
        if len(placements) == len(found):
            return replace(slide, placements=tuple(placements), printed_columns=tuple(widths))
    return slide


def column_of(placed: Placement) -> str:
    """The column that a block stands in: with its head and its caption."""
    return placed.slot.removesuffix("-head").removesuffix("-caption")


def _widths(slide: Slide, names: Sequence[str], room: float) -> list[float]:
    """As unequal as the author made them; two pictures equally high; else equal ones."""
    boxes = dict(slide.boxes)
    shares = [boxes[name].width for name in names if name in boxes]
    if len(shares) == len(names) and max(shares) - min(shares) >= EMU_PER_PT:
        return [room * share / sum(shares) for share in shares]
    ratios = [_ratios(slide, name) for name in names]
    if list(map(len, ratios)) == [1, 1]:
        (left,), (right,) = ratios
        share = min(max(left / (left + right), SMALLER), 1 - SMALLER)
        return [share * room, (1 - share) * room]
    return [room / len(names)] * len(names)


def _ratios(slide: Slide, name: str) -> list[float]:
    """The ratios of the pictures in a column."""
    inside = (placed.block for placed in slide.placements if column_of(placed) == name)
    return list(filter(None, map(_across, inside)))


def _across(block: Block) -> float:
    """How many times as wide as high a picture is."""
    return block.width / block.height if isinstance(block, Picture) else 0.0


def _in_column(placed: Placement, width: float, context: Context) -> Placement | None:
    """The block laid out for a column; None where it has no room there."""
    match placed.block:
        case Chart() as chart:
            report = Report()
            height = min(context.theme.page.chart_height, _TALLEST * width)
            layout = printed_chart(chart, (width, height), replace(context, report=report))
            return (
                None if layout is None or report.diagnostics else replace(placed, block=replace(chart, handout=layout))
            )
        case Table() as table:
            done, fits = printed_table(table, context.measurer, width, width)
            return replace(placed, block=done) if fits else None
        case _:
            return placed
