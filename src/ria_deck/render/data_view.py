"""Charts and timelines go in, the tables of the handout's appendix come out: everything that they draw, readable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ria_deck.i18n.formats import Formatter
from ria_deck.model.chart import Chart, Mark, Plot, Point, Series
from ria_deck.model.deck import Block, Deck
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline

SHORT = 12  # rows that need no folding
ROOM = 50.0  # em across a page in the table's size
GAP = 3.0  # em between two columns of numbers, and between strips
PAGE = 40  # rows that one page holds


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A chart or timeline as a table: `head` names the columns, each row is its header and its cells, which are `texts`
    or numbers."""

    number: int
    name: str
    caption: Paragraph | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: bool = False

    @property
    def strips(self) -> int:
        """Into how many strips, side by side, a long narrow table is folded to stand on one page."""
        if len(self.rows) < SHORT or len(self.head) > 3 or self.texts:
            return 1
        width = sum(max(_em(row[index]) for row in self.rows) for index in range(len(self.head)))
        wanted = min(-(-len(self.rows) // SHORT), 4)
        return max(1, min(wanted, int(ROOM // (max(width, *(_em(head) / 2 for head in self.head)) + GAP))))

    @property
    def folded(self) -> tuple[tuple[str, ...], ...]:
        """The rows, strip beside strip: the first row of each strip, then the second of each. Short strips end in rows
        of empty cells."""
        height = -(-len(self.rows) // self.strips)
        empty = ("",) * len(self.head)
        padded = (*self.rows, *(empty for _ in range(height * self.strips - len(self.rows))))
        return tuple(
            tuple(cell for strip in range(self.strips) for cell in padded[strip * height + number])
            for number in range(height)
        )

    @property
    def whole(self) -> bool:
        """Whether it must not break: a folded table is read down its strips, a short one needs no second page."""
        return len(self.folded) <= (PAGE if self.strips > 1 else SHORT)


def _em(text: str) -> float:
    """About how wide a text is: wide East Asian characters are an em, others half of it."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.55 for character in text)


def data_tables(deck: Deck) -> tuple[DataTable, ...]:
    """One for each chart and timeline, in the order of their numbers."""
    return tuple(_table(figure, deck) if isinstance(figure, Chart) else _events(figure) for figure in _figures(deck))


def _figures(deck: Deck) -> Iterator[Chart | Timeline]:
    """Every chart and timeline of the slides and of the handout's own blocks."""
    for slide in deck.slides:
        blocks: list[Block] = [*(placed.block for placed in slide.placements), *slide.handout]
        for block in blocks:
            if isinstance(block, (Chart, Timeline)):
                yield block


def _events(drawn: Timeline) -> DataTable:
    """A timeline's dates and texts, with their groups."""
    grouped = len(drawn.heads) > 2
    return DataTable(
        number=drawn.number,
        name=drawn.name,
        caption=drawn.caption,
        head=drawn.heads,
        rows=tuple((event.date.text, event.label.text, *((event.group,) if grouped else ())) for event in drawn.events),
        texts=True,
    )


def _table(chart: Chart, deck: Deck) -> DataTable:
    formatter = Formatter(deck.language)
    missing = deck.words["no_value"]
    plots = [(plot, series) for plot in chart.plots for series in plot.series if not series.tint]
    if all(plot.mark is Mark.POINT for plot, _ in plots):
        return _pairs(chart, plots, formatter, missing)
    head = (chart.categories.title, *(_title(chart, plot, series, len(plots)) for plot, series in plots))
    rows = tuple(
        (label, *(value_text(series.points[index], formatter, missing) for _, series in plots))
        for index, label in enumerate(chart.categories.labels)
    )
    return DataTable(number=chart.number, name=chart.name, caption=chart.caption, head=head, rows=rows)


def _pairs(chart: Chart, plots: Sequence[tuple[Plot, Series]], formatter: Formatter, missing: str) -> DataTable:
    """A scatter as pairs of numbers, before them the points' names, and the series' where there are several."""
    axis = chart.axes[0].title if chart.axes else ""
    named = len(plots) > 1
    labelled = any(point.label for _, series in plots for point in series.points)
    rows = tuple(
        (
            *((point.label,) if labelled else ()),
            *((series.name,) if named else ()),
            point.x.text or formatter.number(point.x.raw) if point.x is not None else missing,
            value_text(point, formatter, missing),
        )
        for _, series in plots
        for point in series.points
    )
    head = (*(("",) * (labelled + named)), chart.categories.title, axis)
    return DataTable(number=chart.number, name=chart.name, caption=chart.caption, head=head, rows=rows)


def _title(chart: Chart, plot: Plot, series: Series, count: int) -> str:
    """A column's title: the series' name, with its axis' where that says more."""
    axis = chart.axes[plot.axis].title if plot.axis < len(chart.axes) else ""
    if not series.name or (count == 1 and axis):
        return axis or series.name
    return series.name


def value_text(point: Point, formatter: Formatter, missing: str) -> str:
    """The point's number in full."""
    if point.value is None or point.value.raw is None:
        return missing
    return point.value.text or formatter.number(point.value.raw)
