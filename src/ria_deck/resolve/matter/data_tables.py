"""Tables of the handout's appendix: everything that charts and timelines draw, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.model.back_matter import FigureTable
from ria_deck.model.chart import Chart, Plot, Point, Series
from ria_deck.model.deck import Block, Slide
from ria_deck.model.kpi import Multiples, charts_of
from ria_deck.model.map import Map
from ria_deck.model.text import plain
from ria_deck.model.timeline import Timeline
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.tables.layout import SLACK, shared_by_need
from ria_deck.resolve.tables.printed_widths import GAP, needed
from ria_deck.resolve.typography.line_breaking import narrowest

SIZE = 8.6  # pt: as the style sheet has it
SHORT = 12  # rows that need no folding
STRIPS = 4
INDENT = 13.5  # pt more before a strip than between its columns


def data_tables(slides: Sequence[Slide], context: Context) -> tuple[FigureTable, ...]:
    """One for each chart, spark, timeline and map of regions, in the order of their numbers."""
    made = [_numbers(figure, context) for figure in _figures(slides)]
    return tuple(_laid_out(part, context) for numbers in made for part in _parts(numbers, context))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """A figure as a table, not yet laid out."""

    figure: Chart | Multiples | Timeline | Map
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: bool = False


def _parts(numbers: _Numbers, context: Context) -> Iterator[_Numbers]:
    """The table in a form whose longest words the page is wide enough for: as it is, turned (a row for each series), or
    cut into some of its columns each, with the first in all."""
    if _fits(numbers, context):
        yield numbers
        return
    head, *rows = _columns(numbers)
    turned = replace(numbers, head=head, rows=tuple(rows))
    if not numbers.texts and _fits(turned, context):
        yield turned
        return
    first, *others = _columns(numbers)
    part: list[tuple[str, ...]] = []
    for column in others:
        if part and not _fits(_of_columns(numbers, [first, *part, column]), context):
            yield _of_columns(numbers, [first, *part])
            part = []
        part.append(column)
    yield _of_columns(numbers, [first, *part])


def _columns(numbers: _Numbers) -> list[tuple[str, ...]]:
    """Each with its head."""
    return list(zip(numbers.head, *numbers.rows, strict=True))


def _of_columns(numbers: _Numbers, columns: Sequence[tuple[str, ...]]) -> _Numbers:
    head, *rows = zip(*columns, strict=True)
    return replace(numbers, head=head, rows=tuple(rows))


def _fits(numbers: _Numbers, context: Context) -> bool:
    """Whether the page is wide enough for the longest words of all columns."""
    columns = _columns(numbers)
    gaps = sum(_gap(index, len(columns), len(columns)) for index in range(len(columns)))
    return sum(_needs(column, context)[2] for column in columns) + gaps <= context.theme.page.full_width


def _laid_out(numbers: _Numbers, context: Context) -> FigureTable:
    page = context.theme.page.full_width
    columns = _columns(numbers)
    wanted, whole, least = zip(*(_needs(column, context) for column in columns), strict=True)
    strips = 1
    if len(numbers.rows) >= SHORT and len(columns) <= 3 and not numbers.texts:
        strip = sum(whole) + GAP * len(columns) + INDENT
        strips = max(1, min(-(-len(numbers.rows) // SHORT), STRIPS, int((page + INDENT) // strip)))
    gaps = [_gap(index, len(columns), len(columns) * strips) for index in range(len(columns) * strips)]
    room = (page - sum(gaps)) / strips
    fewest = whole if sum(whole) <= room else least
    texts = list(wanted) if sum(wanted) <= room else shared_by_need(wanted, fewest, room)
    widths = [width + gap for width, gap in zip(texts * strips, gaps, strict=True)]
    rows = _folded(numbers.rows, strips)
    return FigureTable(
        number=numbers.figure.number,
        name=numbers.figure.name,
        caption=numbers.figure.caption,
        head=numbers.head,
        rows=rows,
        widths=tuple(width / page for width in widths),
        strips=strips,
        texts=numbers.texts,
        # a folded table is read down its strips, a short one needs no second page
        whole=len(rows) <= (context.theme.page.rows if strips > 1 else SHORT),
    )


def _needs(column: Sequence[str], context: Context) -> tuple[float, float, float]:
    """What a column takes, in points: unbroken, with its cells unbroken under a head in two lines, and at its longest
    word."""
    title, *texts = (plain(text, context.target.tag) for text in dict.fromkeys(column))
    head, word = needed(title, SIZE, context.measurer, bold=True)
    cells = [needed(text, SIZE, context.measurer, bold=False) for text in texts]
    full = max((full for full, _ in cells), default=0.0)
    folded = narrowest(title, 2, head, SIZE, context.measurer, bold=True) + SLACK
    return max(head, full), max(full, folded), max(word, *(word for _, word in cells), 0.0)


def _gap(index: int, columns: int, count: int) -> float:
    """The room around a column's text: half a gap at each side, none at the table's edges, more before a strip."""
    edges = (index == 0) + (index == count - 1)
    return GAP - edges * GAP / 2 + (INDENT if index and index % columns == 0 else 0.0)


def _folded(rows: Sequence[tuple[str, ...]], strips: int) -> tuple[tuple[str, ...], ...]:
    """The rows, strip beside strip: the first row of each strip, then the second of each. Short strips end in rows
    of empty cells."""
    height = -(-len(rows) // strips)
    empty = ("",) * len(rows[0]) if rows else ()
    padded = (*rows, *(empty for _ in range(height * strips - len(rows))))
    return tuple(
        tuple(cell for strip in range(strips) for cell in padded[strip * height + number]) for number in range(height)
    )


def _figures(slides: Sequence[Slide]) -> Iterator[Chart | Multiples | Timeline | Map]:
    """Every chart, timeline and map of regions of the slides and of the handout's own blocks."""
    for slide in slides:
        blocks: list[Block] = [*(placed.block for placed in slide.placements), *slide.handout]
        for block in blocks:
            if isinstance(block, Multiples) and block.panels[0].x_axis is None:
                yield block
            else:
                yield from charts_of(block)
            if isinstance(block, Timeline) or (isinstance(block, Map) and block.regions is not None):
                yield block


def _numbers(figure: Chart | Multiples | Timeline | Map, context: Context) -> _Numbers:
    match figure:
        case Chart():
            return _table(figure, context)
        case Multiples():
            return _of_panels(figure, context)
        case Timeline():
            return _events(figure)
        case Map():
            return _regions(figure, context)


def _regions(drawn: Map, context: Context) -> _Numbers:
    """The regions that have a row, with their numbers."""
    regions = drawn.regions
    assert regions is not None, "only maps of regions have numbers"
    rows = tuple(
        (area.name, area.text or context.words["no_value"]) for area in regions.areas if area.value is not None
    )
    return _Numbers(figure=drawn, head=regions.head, rows=rows)


def _events(drawn: Timeline) -> _Numbers:
    """A timeline's dates and texts, with their groups."""
    grouped = len(drawn.heads) > 2
    rows = tuple((event.date.text, event.label.text, *((event.group,) if grouped else ())) for event in drawn.events)
    return _Numbers(figure=drawn, head=drawn.heads, rows=rows, texts=True)


def _table(chart: Chart, context: Context) -> _Numbers:
    plots = [(plot, series) for plot in chart.plots for series in plot.series if not series.tint and not series.silent]
    plots = [*((chart.plots[0], series) for series in chart.readings), *plots]
    if chart.x_axis is not None:
        return _pairs(chart, plots, context)
    head = (chart.categories.title, *(_title(chart, plot, series, len(plots)) for plot, series in plots))
    rows = tuple(
        (label, *(_text(series.points[index], context) for _, series in plots))
        for index, label in enumerate(chart.categories.labels)
        if index not in chart.categories.absent
    )
    return _Numbers(figure=chart, head=head, rows=rows)


def _of_panels(block: Multiples, context: Context) -> _Numbers:
    """The numbers of all panels in one table: a column for each panel, or for each series of each."""
    tables = [_table(panel, context) for panel in block.panels]
    single = all(len(table.head) == 2 for table in tables)
    heads = [
        panel.title if single else f"{panel.title} · {head}"
        for panel, table in zip(block.panels, tables, strict=True)
        for head in table.head[1:]
    ]
    lines = zip(*(table.rows for table in tables), strict=True)
    rows = tuple((line[0][0], *(cell for row in line for cell in row[1:])) for line in lines)
    return _Numbers(figure=block, head=(tables[0].head[0], *heads), rows=rows)


def _pairs(chart: Chart, plots: Sequence[tuple[Plot, Series]], context: Context) -> _Numbers:
    """A scatter as pairs of numbers, before them the points' names, and the series' where there are several."""
    axis = chart.axes[0].title if chart.axes else ""
    named = len(plots) > 1
    labelled = any(point.label for _, series in plots for point in series.points)
    rows = tuple(
        (
            *((point.label,) if labelled else ()),
            *((series.name,) if named else ()),
            _written(point.x, context),
            _text(point, context),
            *((_written(point.size, context),) if point.size is not None else ()),
        )
        for _, series in plots
        for point in series.points
    )
    axis = axis.removesuffix(f" · \N{BLACK CIRCLE} {chart.sizes}") if chart.sizes else axis
    sizes = (chart.sizes,) if chart.sizes else ()
    head = (*(("",) * (labelled + named)), chart.categories.title, axis, *sizes)
    return _Numbers(figure=chart, head=head, rows=rows)


def _title(chart: Chart, plot: Plot, series: Series, count: int) -> str:
    """A column's title: the series' name, with its axis' where that says more."""
    axis = chart.axes[plot.axis].title if plot.axis < len(chart.axes) else ""
    if not series.name or (count == 1 and axis):
        return axis or series.name
    return series.name


def _text(point: Point, context: Context) -> str:
    return _written(point.value, context)


def _written(value: Value | None, context: Context) -> str:
    """The number in full."""
    if value is None or value.raw is None:
        return context.words["no_value"]
    return value.text or context.formatter.number(value.raw)
