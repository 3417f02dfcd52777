"""A chart's caches and the cells of its workbook given new values; everything else of it stays byte for byte."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.value import Cell, Value
from ria_deck.ooxml.charts import ChartPart, ChartReference, ChartSeries, agree, shown
from ria_deck.ooxml.formulas import CellAddress, ReferenceFormError
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.spans import Edit, spliced
from ria_deck.ooxml.workbook import CellContent, Workbook
from ria_deck.refresh.binding import Binding
from ria_deck.refresh.caches import cache_edit, equal
from ria_deck.refresh.change import Change, RefusedError
from ria_deck.refresh.chart_data import NewData, as_number, month_start
from ria_deck.refresh.growing import resized

_LEVELS = "multiLvlStrRef"
_REFUSED = ("stockChart", "surfaceChart", "surface3DChart", "ofPieChart")


def _check_cell(workbook: Workbook, cell: CellAddress, cached: str | None) -> None:
    """Refuse a cell that can't be written alone, or that holds something else than the chart shows."""
    sheet = workbook.sheet(cell.sheet)
    if sheet.has_formula(cell.row, cell.column):
        raise RefusedError("RD843", f"{cell} contains a formula, which Excel would recalculate")
    if (cell.row, cell.column) in sheet.merged:
        raise RefusedError("RD843", f"{cell} is merged with others")
    there = workbook.content(cell)
    if not agree(there, cached):
        raise RefusedError(
            "RD845",
            f"the chart shows {shown(cached)}, but its workbook has {shown(there)} in {cell}",
            "open the chart's data in PowerPoint once, so that the chart is updated from the workbook, and save",
        )


@dataclass(slots=True)
class ChartRefresh:
    """One chart being refreshed: what is put into its workbook, or into its caches where it has none."""

    chart: ChartPart
    binding: Binding
    formatter: Formatter
    report: Report
    workbook: Workbook | None = None
    values: list[Change] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    _cells: dict[ChartReference, list[CellAddress]] = field(default_factory=dict)

    def put(self, data: NewData) -> None:
        """Give the chart its new data. Raises RefusedError for what can't be done safely."""
        chart = self.chart
        for one in chart.root.iter(*_REFUSED, "pivotSource"):
            raise RefusedError("RD843", f"charts with `c:{one.name}` can't be refreshed")
        if not chart.series:
            raise RefusedError("RD843", "the chart has no series")
        try:
            if chart.workbook_relation is not None and self.workbook is None:
                self.workbook = chart.workbook()
            self._check_agreement()
        except (OfficePackageError, ReferenceFormError) as error:
            raise RefusedError("RD843", f"the chart can't be refreshed: {error}") from error
        if self.workbook is None:
            self._warn("the chart has no workbook: its numbers were updated, but PowerPoint can't edit them")
        pairs = self._paired(data)
        self._check_counts(data, pairs)
        for series, new in pairs:
            self._put_series(series, new.name, new.values, data.categories, new.xs)
        self._look_at_bounds(data)

    def take_cells(self) -> None:
        """Learn which cells the chart's references have, for a chart that nothing binds itself."""
        if self.workbook is not None:
            for reference in _references(self.chart):
                self._cells[reference] = self.chart.cells(reference, self.workbook)

    def cache_edits(self) -> list[Edit]:
        """The edits of the chart's part: every cached point whose cell has changed, in whichever reference it is."""
        if self.workbook is None:
            return self.edits
        edits = list(self.edits)
        touched = {(edit.start, edit.end) for edit in self.edits}
        for reference in _references(self.chart):
            for index, cell in enumerate(self._cells.get(reference, ())):
                if cell in self.workbook.changes and reference.cache is not None:
                    edit = cache_edit(reference, index, self.workbook.changes[cell], reference.numbers)
                    if edit is not None and (edit.start, edit.end) not in touched:
                        edits.append(edit)
        return edits

    def _check_agreement(self) -> None:
        """Cache and workbook must say the same before anything is written: else the cells aren't understood."""
        if self.workbook is None:
            return
        for reference in _references(self.chart):
            if reference.element.name == _LEVELS and reference.cache is None:
                raise RefusedError("RD843", "multi-level categories can't be refreshed")
            if not reference.formula:
                raise RefusedError("RD843", "a reference of the chart has no formula")
            cells = self._cells[reference] = self.chart.cells(reference, self.workbook)
            for index, cell in enumerate(cells):
                _check_cell(self.workbook, cell, reference.text(index))

    def _paired(self, data: NewData) -> list[tuple[ChartSeries, Any]]:
        """Series of the chart with series of the table: by name where all names are known, else by their order."""
        there = self.chart.series
        if len(there) != len(data.series):
            raise RefusedError(
                "RD844",
                f"the chart has {len(there)} series, but the table gives {len(data.series)}",
                "add or remove series in PowerPoint, or choose them with `where=` and `y=`",
            )
        by_name = {series.name: series for series in there}
        names = [new.name for new in data.series]
        if None not in names and set(names) == set(by_name) and len(by_name) == len(there):
            return [(by_name[str(new.name)], new) for new in data.series]
        return list(zip(there, data.series, strict=True))

    def _check_counts(self, data: NewData, pairs: Sequence[tuple[ChartSeries, Any]]) -> None:
        wanted = len(data.categories)
        found = {
            self._count(reference)
            for series, _ in pairs
            for role, reference in series.references.items()
            if role in ("cat", "val")
        }
        if not found or found == {wanted}:
            return
        there = max(found)
        if not self.binding.grow:
            raise RefusedError(
                "RD844",
                f"the chart has {there} categories, but the table gives {wanted}",
                "choose rows with `where=`, or let the chart grow: `grow` in the mark, `grow: true`, or --grow",
            )
        levels = any(reference.element.name == _LEVELS for reference in _references(self.chart))
        if self.workbook is None or len(found) != 1 or levels:
            raise RefusedError(
                "RD843",
                "the chart can't grow: its series differ in length, its categories have levels, or it has no workbook",
            )
        self.edits += resized(self.chart, self.workbook, self._cells, wanted)

    def _count(self, reference: ChartReference) -> int:
        return len(self._cells[reference]) if self.workbook is not None else reference.count

    def _put_series(
        self,
        series: ChartSeries,
        name: str | None,
        values: Sequence[Value | None],
        categories: Sequence[Value],
        xs: Sequence[Value],
    ) -> None:
        for role, reference in series.references.items():
            match role:
                case "tx" if name is not None:
                    self._put(reference, 0, name, (), series)
                case "cat":
                    for index, category in enumerate(categories):
                        self._put_value(reference, index, category, series)
                case "val":
                    for index, value in enumerate(values):
                        self._put_value(reference, index, value, series)
                case "xVal" | "yVal":
                    self._put_points(reference, role, values if role == "yVal" else xs, series)
                case "bubbleSize":
                    raise RefusedError("RD843", "bubble charts can't be refreshed")
                case _:
                    pass  # a name that stays as it is

    def _put_points(
        self, reference: ChartReference, role: str, values: Sequence[Value | None], series: ChartSeries
    ) -> None:
        given = [value for value in values if value is not None]
        if len(given) != self._count(reference):
            words = f"`{series.name}` has {self._count(reference)} points, but the table gives {len(given)}"
            raise RefusedError("RD844", words, "choose rows with `where=`")
        for index, value in enumerate(given):
            self._put_value(reference, index, value, series, quantitative=role == "yVal")

    def _put_value(
        self,
        reference: ChartReference,
        index: int,
        value: Value | None,
        series: ChartSeries,
        *,
        quantitative: bool = False,
    ) -> None:
        cells = value.cells if value is not None else ()
        if value is None or value.raw is None:
            self._put(reference, index, None, cells, series)
            return
        number = as_number(value.raw, date1904=self.workbook.date1904 if self.workbook else False)
        if reference.role in ("val", "yVal") or quantitative:
            if number is None or not math.isfinite(number):
                raise RefusedError("RD844", f"`{value.raw}` of {cells[0]} is not a number")
            self._put(reference, index, number, cells, series)
            return
        month = month_start(value.raw)
        if reference.numbers:
            serial = as_number(month, date1904=self.workbook.date1904 if self.workbook else False) if month else number
            if serial is None:
                raise RefusedError("RD844", f"the chart's categories are numbers, but `{value.raw}` is text")
            self._put(reference, index, serial, cells, series)
        else:
            self._put(reference, index, value.text or self._category(value), cells, series)

    def _category(self, value: Value) -> str:
        if isinstance(value.raw, str):
            return value.raw
        if isinstance(value.raw, int) and not value.form:
            return str(value.raw)
        return self.formatter.form(value.raw, value.form)

    def _put(
        self, reference: ChartReference, index: int, content: CellContent, cells: Sequence[Cell], series: ChartSeries
    ) -> None:
        cell = self._cells[reference][index] if self.workbook is not None else None
        if cell is not None and self.workbook is not None:
            old = self._put_into(self.workbook, cell, content)
        else:
            old = self._put_into_cache(reference, index, content)
        at = str(cell) if cell is not None else f"{series.name or reference.role} {index + 1}"
        self._note(at, content if equal(old, content) else old, content, cells)

    def _put_into(self, workbook: Workbook, cell: CellAddress, content: CellContent) -> CellContent:
        """Write a cell of the chart's workbook; returns what it held."""
        old = workbook.content(cell)
        if isinstance(old, str) and isinstance(content, float):
            raise RefusedError("RD843", f"{cell} contains text, but the table has a number")
        if not equal(old, content):
            self._put_cell(workbook, cell, content)
        return old

    def _put_into_cache(self, reference: ChartReference, index: int, content: CellContent) -> CellContent:
        """Write a point of the chart's cache; returns what it held."""
        text = reference.text(index)
        old = float(text) if text is not None and reference.numbers else text
        edit = None if equal(old, content) else cache_edit(reference, index, content, reference.numbers)
        self.edits += [edit] if edit is not None else []
        return old

    def _put_cell(self, workbook: Workbook, cell: CellAddress, content: CellContent) -> None:
        try:
            workbook.put(cell, content)
        except ValueError as error:
            raise RefusedError("RD843", f"two shapes give one cell different values: {error}") from error

    def _note(self, at: str, old: CellContent, content: CellContent, cells: Sequence[Cell]) -> None:
        place = self.binding.place
        change = Change(slide=place.slide, shape=place.shape, at=at, old=shown(old), new=shown(content), cells=cells)
        if change not in self.values:  # categories that several series share
            self.values.append(change)

    def _look_at_bounds(self, data: NewData) -> None:
        """Fixed bounds hide a value beyond them; formats of points stay by position where categories have moved."""
        numbers = [float(value.raw) for one in data.series for value in one.values if value and value.raw is not None]
        for axis in self.chart.root.iter("valAx"):
            bound = axis.child("scaling", "max")
            if bound is not None and numbers and max(numbers) > float(bound.get("val", "inf")):
                self._warn(f"the axis ends at {bound.get('val')}, but a value is {max(numbers):g}")
        if any(True for _ in self.chart.root.iter("dPt")) and any(
            "!A" in one.at and one.old != one.new for one in self.values
        ):
            self._warn("the categories have changed, but formats of single points stay where they were")

    def _warn(self, message: str) -> None:
        self.report.warning("RD849", message, self.binding.place.span)


def chart_bytes(refreshed: ChartRefresh) -> dict[str, bytes]:
    """The parts that a refreshed chart changes: its own and its workbook's."""
    chart = refreshed.chart
    edits = refreshed.cache_edits()
    found = {chart.part: spliced(chart.package.parts[chart.part], edits)} if edits else {}
    relation = chart.workbook_relation
    if refreshed.workbook is not None and refreshed.workbook.changes and relation is not None:
        found[relation.target] = refreshed.workbook.rewritten()
    return found


def _references(chart: ChartPart) -> Iterator[ChartReference]:
    for series in chart.series:
        yield from series.references.values()
