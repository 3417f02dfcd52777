"""A chart goes in, the workbook that `Edit data` opens comes out, and where in it each series stands."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ria_deck.model.chart import Chart, NumberFormat, Series
from ria_deck.render.pptx.package.normalise import normalised

SHEET = "Sheet1"
_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRanges:
    """A series' ranges in the workbook, as absolute references: `Sheet1!$B$1`, `Sheet1!$B$2:$B$7`."""

    name: str
    categories: str
    values: str


def columns_of(chart: Chart) -> dict[tuple[int, int], SeriesRanges]:
    """(plot, series) → its ranges. Series over categories share column A; a scatter's have a column of x each, all as
    long as the longest: LibreOffice draws no others. The ground under a line has the line's own column, so that both
    follow when a number is edited."""
    last = 1 + most_points(chart)
    found: dict[tuple[int, int], SeriesRanges] = {}
    scatter = chart.x_axis is not None
    column = 0 if scatter else 1
    lines: dict[tuple[int, str], SeriesRanges] = {}
    for plot_index, plot in enumerate(chart.plots):
        for series_index, series in enumerate(plot.series):
            if series.tint:
                continue
            x = column if scatter else 0
            y = column + 1 if scatter else column
            found[plot_index, series_index] = SeriesRanges(
                name=f"{SHEET}!${_letters(y)}$1",
                categories=f"{SHEET}!${_letters(x)}$2:${_letters(x)}${last}",
                values=f"{SHEET}!${_letters(y)}$2:${_letters(y)}${last}",
            )
            column += 2 if scatter else 1
            lines[plot.axis, series.name] = found[plot_index, series_index]
    for plot_index, plot in enumerate(chart.plots):
        for series_index, series in enumerate(plot.series):
            if series.tint:
                found[plot_index, series_index] = lines[plot.axis, series.name]
    return found


def most_points(chart: Chart) -> int:
    """How many points the longest series of a chart has."""
    return max((len(series.points) for plot in chart.plots for series in plot.series), default=0)


def workbook(chart: Chart, date: dt.date) -> bytes:
    """The numbers of a chart as .xlsx: names in row 1, categories in column A, gaps as empty cells.

    Text stays text: nothing becomes a formula, a number or a link. The same chart and date give the same bytes.
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
    if chart.x_axis is not None:
        _write_pairs(book, sheet, chart)
    else:
        sheet.write_string(0, 0, chart.categories.title)
        for row, label in enumerate(chart.categories.labels, start=1):
            sheet.write_string(row, 0, label)
        for column, series in enumerate(_series(chart), start=1):
            _write_column(book, sheet, column, series)
    sheet.set_column(0, 0, 18)
    book.close()
    return normalised(out.getvalue())


def _write_pairs(book: Any, sheet: Any, chart: Chart) -> None:
    assert chart.x_axis is not None
    form = book.add_format({"num_format": code_of(chart.x_axis.format)})
    for column, series in enumerate(_series(chart)):
        sheet.write_string(0, 2 * column, chart.x_axis.title)
        for row, point in enumerate(series.points, start=1):
            if point.x is not None and point.x.raw is not None:
                sheet.write_number(row, 2 * column, point.x.raw, form)
        _write_column(book, sheet, 2 * column + 1, series)


def _write_column(book: Any, sheet: Any, column: int, series: Series) -> None:
    form = book.add_format({"num_format": code_of(series.format)})
    sheet.write_string(0, column, series.name)
    for row, point in enumerate(series.points, start=1):
        raw = point.value.raw if point.value is not None else None
        if raw is not None:
            sheet.write_number(row, column, float(raw) if isinstance(raw, Decimal) else raw, form)


def _series(chart: Chart) -> list[Series]:
    return [series for plot in chart.plots for series in plot.series if not series.tint]


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
