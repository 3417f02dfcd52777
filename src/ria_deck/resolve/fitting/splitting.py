"""Split a slide into as many as its text or table needs, numbered “(2)” and on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ria_deck.model.deck import Placement, Prose, RowKind, Slide, Table, TableRow
from ria_deck.model.text import Paragraph, Run
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.resolve.context import Context
from ria_deck.resolve.tables.layout import column_widths, measured_rows

Fits = Callable[[Prose, Slot, Context], bool]
TABLE_SIZE = 16.0
EVEN_STEPS = 24  # heights tried for an even share


def split_slide(slide: Slide, context: Context, fits: Fits) -> list[Slide]:
    """The slide, and further ones that carry on the first text or table that doesn't fit.

    Notes, footnotes and what the handout carries stay with the first; the others keep layout, topic and sources.
    """
    slots = {slot.name: slot for slot in slide.arranged(context.theme.layouts[slide.layout]).bodies}
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
    """The rows over as many slides as they need, about as many on each, the head rows again on each. A group stays
    whole where a slide can hold it, and its heading never stands without a row."""
    width, height = slot.box.width / EMU_PER_PT, slot.box.height / EMU_PER_PT
    rows = measured_rows(table, column_widths(table, width, TABLE_SIZE, context), TABLE_SIZE, context)
    heads = [row for row in rows if row.kind is RowKind.HEAD]
    room = height - _height(heads)
    runs = _runs([row for row in rows if row.kind is not RowKind.HEAD], room)
    parts = _packed(runs, room)
    fair = sum(map(_height, runs)) / len(parts)
    for step in range(1, EVEN_STEPS):  # the least height that needs no more slides leaves none with a single row
        even = _packed(runs, fair + (room - fair) * step / EVEN_STEPS)
        if len(even) == len(parts):
            parts = even
            break
    return [replace(table, rows=(*heads, *part)) for part in parts]


def _runs(rows: Sequence[TableRow], room: float) -> list[list[TableRow]]:
    """Rows that stay together: a group's heading with its first row or, where a slide holds them, all of its rows; a
    total with the row above it."""
    groups: list[list[TableRow]] = []
    for row in rows:
        if not groups or row.kind is RowKind.GROUP or groups[0][0].kind is not RowKind.GROUP:
            groups.append([])
        groups[-1].append(row)
    runs: list[list[TableRow]] = []
    for group in groups:
        keep = len(group) if _height(group) <= room else 2
        runs += [group[:keep], *([row] for row in group[keep:])]
        if len(runs) > 1 and runs[-1][0].kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            runs[-2:] = [[*runs[-2], *runs[-1]]]
    return runs


def _packed(runs: Sequence[Sequence[TableRow]], room: float) -> list[list[TableRow]]:
    parts: list[list[TableRow]] = [[]]
    for run in runs:
        if parts[-1] and _height(parts[-1]) + _height(run) > room:
            parts.append([])
        parts[-1] += run
    return parts


def _height(rows: Sequence[TableRow]) -> float:
    return sum(row.height for row in rows)


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
