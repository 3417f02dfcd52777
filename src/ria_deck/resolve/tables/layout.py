"""Measure the columns and rows of a table in its slot, stepping the text down where it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.model.deck import RowKind, Slide, Table, TableRow
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.resolve.context import Context
from ria_deck.resolve.tables.bar_room import bar_shares, numbers_beside, with_bars
from ria_deck.resolve.typography.line_breaking import break_lines, longest_word, natural_width

SIZES = (18.0, 16.0, 15.0, 14.0)
LARGE = (22.0, 20.0)  # of a table of few rows across the slide, where no text is broken
SPARSE = 0.55  # of the slot's height: so much a table of sentences takes at most that is set so large
WIDE = 0.6  # of the slide: a table beside words is no larger than these
PAD = 14.4  # points of a cell's left and right padding together
SLACK = 1.5  # points: programs round widths, and a number that is broken for it looks ill
PAD_Y, TIGHT = 3.6, 1.8  # over and under its text, and where a table would else not fit
ROOMY = 2.6  # height of a row with room, as a multiple of the size
AIR = 8.0  # points that rows with room leave above the notes at the slide's foot


def fit_table(table: Table, slot: Slot, slide: Slide, context: Context, largest: float = SIZES[0]) -> Table:
    """The table at the largest size, of those up to `largest`, at which it fits its slot, failing that in tight rows;
    the error of one that doesn't says by how much."""
    width = slot.box.width / EMU_PER_PT
    height = slot.box.height / EMU_PER_PT
    done = _large(table, slot, context) if largest == SIZES[0] and not context.theme.template else None
    if done is not None:
        return done
    done = table
    for size, padding in _steps(largest, context):
        done = _at(table, width, size, padding, context)
        if sum(row.height for row in done.rows) <= height + 0.5:
            _tell_broken_words(done, [share * width for share in done.widths], slide, context)
            air = AIR if slide.foot or slide.remarks else 0.0
            return replace(done, rows=_with_room(done.rows, size, height - air))
    over = sum(row.height for row in done.rows) - height
    context.report.error(
        "RD534",
        f"slide `{slide.id}` ({context.target.code}): the table is {over:.0f} pt too high for its slot at {done.size:g} pt",
        slide.span,
        hint="show fewer rows (`where`, `limit`) or columns, or continue on a second slide: `{.split}` on the heading",
    )
    return done


def _steps(largest: float, context: Context) -> list[tuple[float, float]]:
    """Sizes up to the largest, and the room over and under the text of cells, in the order in which they are tried."""
    smallest, scale = context.theme.table_min_size, context.theme.scale
    sizes = [size for size in (round(size * scale) for size in SIZES if size <= largest) if size >= int(smallest)]
    return [*((size, PAD_Y) for size in sizes), *((size, TIGHT) for size in sizes[-1:])]


def _at(table: Table, width: float, size: float, padding: float, context: Context) -> Table:
    """The table at a size, its columns and rows measured."""
    widths = column_widths(table, width, size, context)
    rows = measured_rows(table, widths, size, context, padding)
    bars = bar_shares(widths, numbers_beside(table, size, context.measurer), PAD)
    shares = tuple(share / width for share in widths)
    return replace(table, rows=rows, widths=shares, size=size, padding=padding, bars=bars)


def _large(table: Table, slot: Slot, context: Context) -> Table | None:
    """A table of few rows in larger type, as long as each of its rows is one line or much room is left; None for
    others."""
    if slot.box.width < WIDE * context.theme.width:
        return None
    width, height = slot.box.width / EMU_PER_PT, slot.box.height / EMU_PER_PT
    for size in (round(size * context.theme.scale) for size in LARGE):
        done = _at(table, width, size, PAD_Y, context)
        roomy = _with_room(done.rows, size, height)
        line = size * context.theme.cell_leading + 2 * PAD_Y
        high = sum(row.height for row in done.rows)
        short = all(row.height < line + 1 for row in done.rows) and sum(row.height for row in roomy) <= height - AIR
        if short or high <= SPARSE * height:
            return replace(done, rows=roomy)
    return None


def column_widths(table: Table, width: float, size: float, context: Context) -> list[float]:
    """Widths in points that add up to `width`: those asked for; of the others, what they need unbroken where it fits,
    else each at least its longest word and the rest by need."""
    count = len(table.widths)
    wanted, least = [0.0] * count, [0.0] * count
    for row in table.rows:
        bold = row.kind is not RowKind.BODY
        for column, cell in row.placed:
            if cell.span == 1:
                full = natural_width(cell.text, size, context.measurer, bold=bold) + PAD + SLACK
                word = longest_word(cell.text, size, context.measurer, bold=bold) + PAD + SLACK
                wanted[column], least[column] = max(wanted[column], full), max(least[column], word)
    wanted, least = with_bars(wanted, least, numbers_beside(table, size, context.measurer), size, PAD)
    free = [index for index in range(count) if index not in table.asked]
    left = width - sum(width * table.widths[index] for index in table.asked)
    others = iter(shared_by_need([max(wanted[index], 20.0) for index in free], [least[index] for index in free], left))
    return [width * table.widths[index] if index in table.asked else next(others) for index in range(count)]


def shared_by_need(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths that add up to `width`: what columns want and a share of the room that is left; or else at least their
    longest words, the rest by need."""
    total = sum(wanted)
    if total <= width:
        room = width - total
        return [value + room * value / total for value in wanted]
    if sum(least) >= width:
        most = _cap(least, width)
        return [min(value, most) for value in least]
    return _shared(wanted, least, width)


def _cap(needs: Sequence[float], width: float) -> float:
    """How much the widest may have so that all add up to `width` and no more of them than must are cut."""
    left, waiting = width, len(needs)
    for need in sorted(needs):
        if need * waiting >= left:
            break
        left, waiting = left - need, waiting - 1
    return left / max(waiting, 1)


def _shared(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Short columns keep what they need unbroken; the long ones share what is left, each at least its longest word."""
    kept = _short(wanted, width)
    long = [index for index in range(len(wanted)) if index not in kept]
    left = width - sum(wanted[index] for index in kept)
    spare = left - sum(least[index] for index in long)
    if spare < 0:
        need = [full - word for full, word in zip(wanted, least, strict=True)]
        spare = width - sum(least)
        return [word + spare * share / sum(need) for word, share in zip(least, need, strict=True)]
    total = sum(wanted[index] - least[index] for index in long) or 1.0
    return [
        full if index in kept else word + spare * (full - word) / total
        for index, (full, word) in enumerate(zip(wanted, least, strict=True))
    ]


def _short(wanted: Sequence[float], width: float) -> set[int]:
    """The columns that need no more than their share of what the shorter ones leave; one long one is left."""
    kept: set[int] = set()
    while True:
        long = [index for index in range(len(wanted)) if index not in kept]
        left = width - sum(wanted[index] for index in kept)
        short = {index for index in long if wanted[index] <= left / len(long) and len(long) > 1}
        if not short:
            return kept
        kept |= short


def measured_rows(
    table: Table, widths: Sequence[float], size: float, context: Context, padding: float = PAD_Y
) -> tuple[TableRow, ...]:
    """The rows with the heights that their texts need."""
    rows: list[TableRow] = []
    for row in table.rows:
        bold = row.kind is not RowKind.BODY
        lines = 1
        for column, cell in row.placed:
            room = sum(widths[column : column + cell.span]) - PAD
            lines = max(lines, break_lines(cell.text, room, size, context.measurer, bold=bold).count)
        rows.append(replace(row, height=lines * size * context.theme.cell_leading + 2 * padding))
    return tuple(rows)


def _tell_broken_words(table: Table, widths: Sequence[float], slide: Slide, context: Context) -> None:
    """Words and numbers that PowerPoint will break where their column ends."""
    for row in table.rows:
        for column, cell in row.placed:
            room = sum(widths[column : column + cell.span]) - PAD
            bold = row.kind is not RowKind.BODY
            for word in break_lines(cell.text, room, table.size, context.measurer, bold=bold).broken_words:
                context.report.warning(
                    "RD532",
                    f"slide `{slide.id}` ({context.target.code}): “{word}” is longer than a line of its column",
                    slide.span,
                )


def _with_room(rows: Sequence[TableRow], size: float, height: float) -> tuple[TableRow, ...]:
    """Rows as high as the slot allows, up to a comfortable height for one line."""
    spare = height - sum(row.height for row in rows)
    extra = min(max(spare, 0.0) / len(rows), max(ROOMY * size - min(row.height for row in rows), 0.0)) if rows else 0.0
    return tuple(replace(row, height=round(row.height + extra, 2)) for row in rows)
