"""Lay out charts, maps, timelines and tables for the slide and the handout."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.diagnostics import Span
from ria_deck.model.chart import Chart, ChartLayout
from ria_deck.model.deck import Block, Picture, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.model.timeline import Timeline
from ria_deck.resolve.charts.layout import place_chart
from ria_deck.resolve.charts.multiples.placing import placed_on_page, placed_on_slide
from ria_deck.resolve.context import Context
from ria_deck.resolve.images.pixels import is_blown_up
from ria_deck.resolve.kpis.layout import place_kpi
from ria_deck.resolve.maps.layout import place_map
from ria_deck.resolve.mirroring import mirrored_chart, mirrored_timeline
from ria_deck.resolve.processes.layout import place_process
from ria_deck.resolve.tables.layout import SIZES
from ria_deck.resolve.timelines.layout import place_timeline

HANDOUT_LABELS = 8.5


def _map(block: Map, slot: Slot | None, context: Context, span: Span) -> Map:
    theme, page = context.theme, context.theme.page
    drawn = place_map(block, _size(slot), theme.label_size, theme.colors, context, span) if slot else None
    size, paper = (page.text_width, page.map_height), theme.printed or theme.colors
    printed = place_map(block, size, HANDOUT_LABELS, paper, context, span) if context.printed else None
    return replace(block, slide=drawn, handout=printed)


def laid_out(block: Block, slot: Slot | None, context: Context, span: Span) -> Block:
    """The block with its layouts: the slide's from the slot's box (None: it stands only in the handout), the handout's where
    one is made."""
    page = context.theme.page
    match block:
        case Map():
            return _map(block, slot, context, span)
        case Chart():
            size = (page.text_width, page.chart_height)
            handout = printed_chart(block, size, context, span) if context.printed else None
            slide = _chart(block, _size(slot), context.theme.label_size, context, span) if slot else None
            return replace(block, slide=slide, handout=handout)
        case Multiples():
            return _multiples(block, slot, context, span)
        case Timeline():
            return _timeline(block, slot, context, span)
        case Kpi():
            return place_kpi(block, _size(slot) if slot else None, context, span)
        case Process():
            return place_process(block, _size(slot) if slot else None, context, span)
        case Picture() if slot is not None:
            pixels = (block.width, block.height)
            if is_blown_up(pixels, (slot.box.width, slot.box.height), block.share):
                context.report.warning(
                    "RD564",
                    f"image `{block.name}` has {block.width} × {block.height} pixels, too few for its size on the slide",
                    span,
                    hint="bring a larger one, or show it smaller: `{width=20%}`",
                )
            return block
        case Table(alt=""):
            return replace(block, alt=_described(block))
        case _:
            return block


def _multiples(base: Multiples, slot: Slot | None, context: Context, span: Span) -> Multiples:
    placed: Multiples | None = base
    if slot is not None:
        placed = placed_on_slide(base, _size(slot), context.theme.label_size, context, span)
    if placed is None or not context.printed:
        return placed or base
    return placed_on_page(placed, context.theme.page.text_width, HANDOUT_LABELS, context, span) or placed


def printed_chart(
    chart: Chart, size: tuple[float, float], context: Context, span: Span | None = None
) -> ChartLayout | None:
    """The chart's layout in the handout, in a figure of `size`."""
    return _chart(chart, size, HANDOUT_LABELS, context, span)


def _chart(
    chart: Chart, size: tuple[float, float], labels: float, context: Context, span: Span | None
) -> ChartLayout | None:
    layout = place_chart(chart, *size, context.measurer, labels, report=context.report, span=span)
    return mirrored_chart(chart, layout) if layout is not None and context.leftwards else layout


def _timeline(base: Timeline, slot: Slot | None, context: Context, span: Span) -> Timeline:
    """On the slide its texts are as large as a table's."""
    theme = context.theme
    sizes = [size for size in SIZES if size >= theme.table_min_size]
    slide = place_timeline(base, _size(slot), sizes, theme.label_size, context, span) if slot else None
    if slide is not None and context.leftwards:
        slide = mirrored_timeline(slide)
    if not context.printed:
        return replace(base, slide=slide)
    page = (theme.page.text_width, theme.page.tallest_timeline)
    printed = place_timeline(base, page, (HANDOUT_LABELS,), HANDOUT_LABELS, context, span, fill=False)
    return replace(base, slide=slide, handout=mirrored_timeline(printed) if context.leftwards else printed)


def _described(table: Table) -> str:
    """Alternative text for a table whose author gave none: its caption, else its heads, else its name."""
    if table.caption is not None:
        return table.caption.text
    heads = [cell.text.text for cell in table.rows[0].cells if cell.text.text] if table.rows else []
    return ", ".join(heads) or table.name


def _size(slot: Slot) -> tuple[float, float]:
    """Width and height of the slot's inside, in points."""
    left, top, right, bottom = slot.inset
    return (slot.box.width - left - right) / EMU_PER_PT, (slot.box.height - top - bottom) / EMU_PER_PT
