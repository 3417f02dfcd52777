"""Charts go in, the tables of the handout's appendix come out: every number that a chart draws, readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ria_deck.i18n.formats import Formatter
from ria_deck.model.chart import Chart, Mark, Plot, Point, Series
from ria_deck.model.deck import Block, Deck
from ria_deck.model.text import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A chart as a table: `head` names the columns, each row is its header and its cells."""

    number: int
    name: str
    caption: Paragraph | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """How many stand side by side on a page: long narrow tables run in columns of their own."""
        width = sum(max(len(row[index]) for row in (self.head, *self.rows)) for index in range(len(self.head)))
        if len(self.rows) < 12 or len(self.head) > 4:
            return 1
        return 3 if width <= 34 and len(self.head) <= 3 else 2 if width <= 64 else 1


def data_tables(deck: Deck) -> tuple[DataTable, ...]:
    """One for each chart, in the order of their numbers."""
    return tuple(_table(chart, deck) for chart in charts_of(deck))


def charts_of(deck: Deck) -> Iterator[Chart]:
    """Every chart of the slides and of the handout's own blocks."""
    for slide in deck.slides:
        blocks: list[Block] = [*(placed.block for placed in slide.placements), *slide.handout]
        for block in blocks:
            if isinstance(block, Chart):
                yield block


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
    """A scatter as pairs of numbers, the series' name before them."""
    axis = chart.axes[0].title if chart.axes else ""
    rows = tuple(
        (
            series.name,
            point.x.text or formatter.number(point.x) if point.x is not None else missing,
            value_text(point, formatter, missing),
        )
        for _, series in plots
        for point in series.points
    )
    head = ("", chart.categories.title, axis)
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
    return point.value.text or formatter.number(point.value)
