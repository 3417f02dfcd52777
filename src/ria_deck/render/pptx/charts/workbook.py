"""The workbook that `Edit data` opens, and where in it each series is."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from ria_deck.model.chart import Chart, NumberFormat, Series
from ria_deck.model.value import Value
from ria_deck.render.pptx.charts.point_labels import notes_of
from ria_deck.render.pptx.charts.xml import ChartContext
from ria_deck.render.pptx.package.normalise import normalised

SHEET = "Sheet1"
_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRanges:
    """A series' ranges in the workbook, as absolute references: `Sheet1!$B$1`, `Sheet1!$B$2:$B$7`; `notes` are
    the cells of its points' notes, empty where it has none."""

    name: str
    categories: str
    values: str
    notes: str = ""


def columns_of(drawing: ChartContext) -> dict[tuple[int, int], SeriesRanges]:
    """(plot, series) → its ranges. Series over categories share column A; a scatter's have a column of x each, all as
    long as the longest: LibreOffice draws no others. The ground under a line has the line's own column, so that both
    follow when a number is edited."""
    chart = drawing.chart
    last = 1 + most_points(chart)
    scatter = chart.x_axis is not None
    every = {
        (plot_index, index): (plot.axis, series)
        for plot_index, plot in enumerate(chart.plots)
        for index, series in enumerate(plot.series)
    }
    found: dict[tuple[int, int], SeriesRanges] = {}
    lines: dict[tuple[int, str], SeriesRanges] = {}
    column = 0 if scatter else 1
    for place, (axis, series) in every.items():
        if not series.tint:
            x, y = (column, column + 1) if scatter else (0, column)
            found[place] = lines[axis, series.name] = SeriesRanges(
                name=f"{SHEET}!${_letters(y)}$1",
                categories=f"{SHEET}!${_letters(x)}$2:${_letters(x)}${last}",
                values=f"{SHEET}!${_letters(y)}$2:${_letters(y)}${last}",
            )
            column = y + 1
    found |= {place: lines[axis, series.name] for place, (axis, series) in every.items() if series.tint}
    for place, note_column in _note_columns(drawing).items():
        cells = f"{SHEET}!${_letters(note_column)}$2:${_letters(note_column)}${last}"
        found[place] = replace(found[place], notes=cells)
    return found


def _note_columns(drawing: ChartContext) -> dict[tuple[int, int], int]:
    """(plot, series) → the column of its notes, behind all numbers."""
    chart = drawing.chart
    places = [(plot, series) for plot, one in enumerate(chart.plots) for series in range(len(one.series))]
    noted = [place for place in places if notes_of(drawing, *place)]
    first = len(_series(chart)) * (2 if chart.x_axis is not None else 1) + (0 if chart.x_axis is not None else 1)
    return {place: first + number for number, place in enumerate(noted)}


def most_points(chart: Chart) -> int:
    """How many points the longest series of a chart has."""
    return max((len(series.points) for plot in chart.plots for series in plot.series), default=0)


def workbook(drawing: ChartContext, date: dt.date) -> bytes:
    """The numbers of a chart as .xlsx: an Excel table with names in row 1, categories in column A, gaps as empty cells.

    Dates and numbers have their formats, columns the width of what is in them. Text stays text: nothing becomes a
    formula, a number or a link. The same chart and date give the same bytes.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(out, options)
    moment = dt.datetime(date.year, date.month, date.day)
    book.set_properties({"created": moment})
    sheet = book.add_worksheet(SHEET)
    columns = _cells(drawing)
    headers = [column.header for column in columns]
    last = most_points(drawing.chart)
    if last and all(headers) and len({header.casefold() for header in headers}) == len(headers):
        named = [{"header": header} for header in headers]
        look = {"autofilter": False, "style": "Table Style Light 1", "name": "Data", "columns": named}
        sheet.add_table(0, 0, last, len(headers) - 1, look)
    for number, column in enumerate(columns):
        form = book.add_format({"num_format": column.code}) if column.code else None
        sheet.write_string(0, number, column.header)
        for row, cell in enumerate(column.cells, start=1):
            _write(sheet, row, number, cell, form)
        sheet.set_column(number, number, _width(column))
    book.close()
    return normalised(out.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetColumn:
    header: str
    cells: Sequence[object]
    code: str = ""


def _cells(drawing: ChartContext) -> list[_SheetColumn]:
    """The columns of the sheet from the left."""
    chart = drawing.chart
    found: list[_SheetColumn] = []
    series = _series(chart)
    if chart.x_axis is None:
        time = chart.dated
        names: Sequence[object] = time.days if time else chart.categories.labels
        found.append(_SheetColumn(header=chart.categories.title, cells=names, code=time.code if time else ""))
    for one in series:
        if chart.x_axis is not None:
            title = chart.x_axis.title if len(series) == 1 else f"{chart.x_axis.title} ({one.name})"
            found.append(_column(title, (point.x for point in one.points), chart.x_axis.format))
        found.append(_column(one.name, (point.value for point in one.points), one.format))
    return [*found, *(_column_of_notes(drawing, plot, number) for plot, number in _note_columns(drawing))]


def _column_of_notes(drawing: ChartContext, plot: int, number: int) -> _SheetColumn:
    """The notes at the points of a series."""
    notes = notes_of(drawing, plot, number)
    name = drawing.chart.plots[plot].series[number].name
    return _SheetColumn(header=f"({name})", cells=list(map(notes.get, range(most_points(drawing.chart)))))


def _column(header: str, values: Iterable[Value | None], form: NumberFormat) -> _SheetColumn:
    """A column of numbers; None where there is none."""
    cells = [None if value is None else value.raw for value in values]
    return _SheetColumn(header=header, cells=cells, code=code_of(form))


def _write(sheet: Any, row: int, column: int, cell: object, form: Any) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case dt.date():
            sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), form)
        case _:
            sheet.write_number(row, column, float(cell) if isinstance(cell, Decimal) else cell, form)


def _width(column: _SheetColumn) -> float:
    """The width in signs of the standard face; East Asian signs are two wide."""
    texts = [column.header, *(str(cell) for cell in column.cells if cell is not None)]
    widest = max(sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text) for text in texts)
    return float(min(max(widest + 2, 9), 40))


def _series(chart: Chart) -> list[Series]:
    return [series for plot in chart.plots for series in plot.series if not series.tint]


def serial(day: dt.date) -> int:
    """The day as a workbook counts it (from 1 March 1900 on)."""
    return (day - dt.date(1899, 12, 30)).days


def code_of(form: NumberFormat) -> str:
    """The number format's code for cells and caches."""
    return form.code or "General"


def _letters(column: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + digit) + name
    return name
