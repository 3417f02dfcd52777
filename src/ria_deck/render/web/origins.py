"""Where the numbers of HTML slides come from: a list of values with their cells, which the page shows on a click."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ria_deck.model.cells import tables_of_cells
from ria_deck.model.chart import Chart, Series
from ria_deck.model.deck import Deck
from ria_deck.model.value import Value

_MOST_CELLS = 24
_MOST_ROWS = 400


def _rows(series: Series, labels: Sequence[str]) -> Iterator[list[str]]:
    """The name of a series, and each of its points: what it is at, the number and its cell."""
    for index, point in enumerate(series.points):
        if point.value is None or point.value.raw is None:
            continue
        name = labels[index] if index < len(labels) else str(point.x or "")
        cell = str(point.value.cells[0]) if point.value.cells else ""
        yield [series.name, name, str(point.value), cell]


class Origins:
    """The origins of a page's numbers, each once; `mark` gives the number by which the page knows one."""

    def __init__(self, deck: Deck) -> None:
        self._sources = {table: source for source in deck.sources for table in source.tables}
        self._found: dict[str, int] = {}
        self.listed: list[Mapping[str, Any]] = []

    def mark(self, value: Value) -> int | None:
        """The number of a value's origin; None for one that no table has."""
        if not value.cells:
            return None
        return self._number({"shown": str(value), **self._of(value)})

    def charts(self, name: str, charts: Sequence[Chart]) -> int | None:
        """The origin of a chart, or of one in panels: its numbers as a table, each with its cell."""
        rows = [
            [f"{chart.title} · {row[0]}" if len(charts) > 1 else row[0], *row[1:]]
            for chart in charts
            for plot in chart.plots
            for series in plot.series
            if not series.silent or len(charts) == 1
            for row in _rows(series, chart.categories.labels)
        ]
        if not rows:
            return None
        return self._number({"title": name, "rows": rows[:_MOST_ROWS], "more": max(len(rows) - _MOST_ROWS, 0)})

    def _of(self, value: Value) -> Mapping[str, Any]:
        cells = [
            {"table": cell.table, "file": cell.path, "row": cell.row, "column": cell.column, "line": cell.line}
            for cell in value.cells[:_MOST_CELLS]
        ]
        sources = dict.fromkeys(
            " · ".join(filter(None, (source.title, source.as_of)))
            for table in tables_of_cells(value.cells)
            if (source := self._sources.get(table)) is not None
        )
        return {"cells": cells, "more": max(len(value.cells) - _MOST_CELLS, 0), "sources": list(sources)}

    def _number(self, origin: Mapping[str, Any]) -> int:
        key = repr(origin)
        if key not in self._found:
            self._found[key] = len(self.listed)
            self.listed.append(origin)
        return self._found[key]
