"""A slide that may go on goes in, as many slides as its text or table needs come out, numbered “(2)” and on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ria_deck.model.deck import Placement, Prose, RowKind, Slide, Table, TableRow
from ria_deck.model.text import Paragraph, Run
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.resolve.context import Context
from ria_deck.resolve.table_fit import column_widths, measured_rows

Fits = Callable[[Prose, Slot, Context], bool]
TABLE_SIZE = 16.0


def split_slide(slide: Slide, context: Context, fits: Fits) -> list[Slide]:
    """The slide, and further ones that carry on the first text or table that doesn't fit.

    Notes, footnotes and what the handout carries stay with the first; the others keep layout, topic and sources.
    """
    slots = {slot.name: slot for slot in context.theme.layouts[slide.layout].bodies}
    for index, placed in enumerate(slide.placements):
        pieces = _pieces(placed, slots[placed.slot], context, fits)
        if len(pieces) > 1:
            first = (*slide.placements[:index], pieces[0], *slide.placements[index + 1 :])
            more = [_continued(slide, piece, number) for number, piece in enumerate(pieces[1:], start=2)]
            return [replace(slide, placements=first), *more]
    return [slide]


def _pieces(placed: Placement, slot: Slot, context: Context, fits: Fits) -> list[Placement]:
    block = placed.block
    if isinstance(block, Prose):
        return [replace(placed, block=part) for part in _prose(block, slot, context, fits)]
    if isinstance(block, Table):
        return [replace(placed, block=part) for part in _table(block, slot, context)]
    return [placed]


def _prose(block: Prose, slot: Slot, context: Context, fits: Fits) -> list[Prose]:
    """As many paragraphs on each slide as fit it; a nested item stays with its parent where that is possible."""
    parts: list[Prose] = []
    rest = list(block.paragraphs)
    while rest:
        count = len(rest)
        while count > 1 and not fits(Prose(paragraphs=tuple(rest[:count])), slot, context):
            count -= 1
        while count < len(rest) and count > 1 and rest[count].level > 0:
            count -= 1
        parts.append(Prose(paragraphs=tuple(rest[:count])))
        rest = rest[count:]
    return parts


def _table(table: Table, slot: Slot, context: Context) -> list[Table]:
    """The rows over as many slides as they need, the head rows again on each."""
    width, height = slot.box.width / EMU_PER_PT, slot.box.height / EMU_PER_PT
    rows = measured_rows(table, column_widths(table, width, TABLE_SIZE, context), TABLE_SIZE, context)
    heads = [row for row in rows if row.kind is RowKind.HEAD]
    parts: list[list[TableRow]] = [[]]
    used = sum(row.height for row in heads)
    for row in (row for row in rows if row.kind is not RowKind.HEAD):
        if parts[-1] and used + row.height > height:
            parts.append([])
            used = sum(head.height for head in heads)
        parts[-1].append(row)
        used += row.height
    return [replace(table, rows=(*heads, *part)) for part in parts]


def _continued(slide: Slide, piece: Placement, number: int) -> Slide:
    runs = slide.title.runs
    lang = runs[-1].lang if runs else ""
    title = Paragraph(runs=(*runs, Run(text=f" ({number})", lang=lang)))
    return replace(
        slide,
        id=f"{slide.id}-{number}",
        title=title,
        placements=(piece,),
        footnotes=(),
        notes=(),
        handout=(),
        continues=slide.id,
    )
