"""The workbook that `Edit data` opens, and where in it each series is."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from ria_deck.model.chart import Chart, Formula, NumberFormat, Series
from ria_deck.model.chart_frame import is_sized
from ria_deck.model.value import Value
from ria_deck.render.pptx.charts.point_labels import notes_of
from ria_deck.render.pptx.charts.xml import ChartContext
from ria_deck.render.pptx.package.normalise import normalised

SHEET = "Sheet1"
_LETTERS = 26
_HELPER = "#7F7F7F"  # of numbers that the sheet reckons itself


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRanges:
    """A series' ranges in the workbook, as absolute references: `Sheet1!$B$1`, `Sheet1!$B$2:$B$7`; `notes` are
    the cells of its points' notes, empty where it has none, `reaches` those
    of the lengths of its error bars below and above."""

    name: str
    categories: str
    values: str
    sizes: str = ""
    notes: str = ""
    reaches: tuple[str, str] = ("", "")


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
    column = 0 if scatter else 1 + len(chart.columns)
    for place, (axis, series) in every.items():
        if not series.tint:
            x, y = (column, column + 1) if scatter else (0, column)
            wide = y + is_sized(chart)
            found[place] = lines[axis, series.name] = SeriesRanges(
                name=f"{SHEET}!${_letters(y)}$1",
                categories=f"{SHEET}!${_letters(x)}$2:${_letters(x)}${last}",
                values=f"{SHEET}!${_letters(y)}$2:${_letters(y)}${last}",
                sizes=_cells_of(wide, last) if wide > y else "",
            )
            column = wide + 1
    found |= {place: lines[axis, series.name] for place, (axis, series) in every.items() if series.tint}
    for place, side, reach_column in _reach_columns(chart):
        below, above = found[place].reaches
        cells = _cells_of(reach_column, last)
        found[place] = replace(found[place], reaches=(cells, above) if side == 0 else (below, cells))
    for place, note_column in _note_columns(drawing).items():
        found[place] = replace(found[place], notes=_cells_of(note_column, last))
    return found


def _cells_of(column: int, last: int) -> str:
    return f"{SHEET}!${_letters(column)}$2:${_letters(column)}${last}"


def _reach_columns(chart: Chart) -> list[tuple[tuple[int, int], int, int]]:
    """(plot, series), side (0 below, 1 above) and column of the lengths of error bars, behind all numbers."""
    first = len(_series(chart)) + 1 + len(chart.columns)
    sides = [
        ((plot, number), side)
        for plot, one in enumerate(chart.plots)
        for number, series in enumerate(one.series)
        for side in (0, 1)
        if any(reach and reach[side] for reach in series.errors)
    ]
    return [(place, side, first + number) for number, (place, side) in enumerate(sides)]


def _note_columns(drawing: ChartContext) -> dict[tuple[int, int], int]:
    """(plot, series) → the column of its notes, behind all numbers."""
    chart = drawing.chart
    places = [(plot, series) for plot, one in enumerate(chart.plots) for series in range(len(one.series))]
    noted = [place for place in places if notes_of(drawing, *place)]
    headers = [column.name for column in chart.columns]
    scatter = chart.x_axis is not None
    first = len(_series(chart)) * (2 + is_sized(chart)) if scatter else len(_series(chart)) + 1
    first += len(headers) + len(_reach_columns(chart))
    words = {place: chart.plots[place[0]].series[place[1]].words for place in noted}
    typed = [place for place in noted if not words[place]]
    return {place: headers.index(words[place]) + 1 for place in noted if words[place]} | {
        place: first + number for number, place in enumerate(typed)
    }


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
        letters = {header: _letters(number) for number, header in enumerate(headers)}
        named = [_table_column(column, letters) for column in columns]
        look = {"autofilter": False, "style": "Table Style Light 1", "name": "Data", "columns": named}
        sheet.add_table(0, 0, last, len(headers) - 1, look)
    letters = {column.header: _letters(number) for number, column in reversed(list(enumerate(columns)))}
    for number, column in enumerate(columns):
        look = {"num_format": column.code} if column.code else {}
        look |= {"font_color": _HELPER} if any(column.formulas) else {}
        form = book.add_format(look) if look else None
        sheet.write_string(0, number, column.header)
        _write_column(sheet, number, column, letters, form)
        sheet.set_column(number, number, _width(column))
    book.close()
    return normalised(out.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetColumn:
    header: str
    cells: Sequence[object]
    code: str = ""
    formulas: Sequence[Formula | None] = ()


class _SheetPlace:
    """A column in a row: its cell there, its cells from the first row to it, those before it, that of any row."""

    def __init__(self, letter: str, row: int) -> None:
        self._letter = letter
        self.here = f"{letter}{row}"
        self.upto = f"{letter}$2:{letter}{row}"
        self.above = f"{letter}$2:INDEX({letter}:{letter},ROW()-1)"  # of rows that are inserted right above too

    def __getitem__(self, row: int) -> str:
        return f"${self._letter}${row + 2}"


def reckoned(formula: Formula, letters: Mapping[str, str], row: int) -> str:
    """A formula in the cells of a row."""
    return "=" + formula.text.format(*(_SheetPlace(letters[name], row) for name in formula.of))


def _table_column(column: _SheetColumn, letters: Mapping[str, str]) -> dict[str, str]:
    """A column of the Excel table; rows that are added have the formula that most rows have."""
    known = Counter(formula for formula in column.formulas if formula is not None and "[" not in formula.text)
    common, count = known.most_common(1)[0] if known else (None, 0)
    if common is None or count <= len(column.cells) / 2:
        return {"header": column.header}
    return {"header": column.header, "formula": reckoned(common, letters, 2)}


def _cells(drawing: ChartContext) -> list[_SheetColumn]:
    """The columns of the sheet from the left."""
    chart = drawing.chart
    found: list[_SheetColumn] = []
    series = _series(chart)
    if chart.x_axis is None:
        time = chart.dated
        names: Sequence[object] = time.days if time else chart.categories.labels
        found.append(_SheetColumn(header=chart.categories.title, cells=names, code=time.code if time else ""))
    found += [_numbers(one) for one in chart.columns]
    for one in series:
        found += (
            _scattered(chart, one, "" if len(series) == 1 else f" ({one.name})") if chart.x_axis else [_numbers(one)]
        )
    found += [_lengths(chart.plots[plot].series[number], side) for (plot, number), side, _ in _reach_columns(chart)]
    return [*found, *_columns_of_notes(drawing)]


def _columns_of_notes(drawing: ChartContext) -> list[_SheetColumn]:
    """The columns of notes that somebody wrote; others are columns of numbers."""
    plots = drawing.chart.plots
    places = list(_note_columns(drawing))
    return [_column_of_notes(drawing, plot, number) for plot, number in places if not plots[plot].series[number].words]


def _numbers(series: Series) -> _SheetColumn:
    """The column of a series."""
    column = _column(series.name, (point.value for point in series.points), series.format)
    return replace(column, formulas=series.formulas)


def _scattered(chart: Chart, series: Series, name: str) -> list[_SheetColumn]:
    """The columns of a scatter's series; `name` tells their headers from those of the others."""
    assert chart.x_axis is not None
    across = _column(f"{chart.x_axis.title}{name}", (point.x for point in series.points), chart.x_axis.format)
    sizes = _column(f"{chart.sizes}{name}", (point.size for point in series.points), NumberFormat())
    return [across, _numbers(series), *([sizes] if is_sized(chart) else [])]


def _lengths(series: Series, side: int) -> _SheetColumn:
    """The lengths of a series' error bars on one side."""
    formula = series.reaches[side]
    cells = [None if reach is None else reach[side] for reach in series.errors]
    formulas = [None if cell is None else formula for cell in cells]
    header = f"({series.name.strip('()')} {chr(0x2212) if side == 0 else '+'})"
    return _SheetColumn(header=header, cells=cells, code=code_of(series.format), formulas=formulas)


def _column_of_notes(drawing: ChartContext, plot: int, number: int) -> _SheetColumn:
    """The notes at the points of a series."""
    notes = notes_of(drawing, plot, number)
    name = drawing.chart.plots[plot].series[number].name
    return _SheetColumn(header=f"({name})", cells=list(map(notes.get, range(most_points(drawing.chart)))))


def _column(header: str, values: Iterable[Value | None], form: NumberFormat) -> _SheetColumn:
    """A column of numbers; None where there is none."""
    cells = [None if value is None else value.raw for value in values]
    return _SheetColumn(header=header, cells=cells, code=code_of(form))


def _write_column(sheet: Any, number: int, column: _SheetColumn, letters: Mapping[str, str], form: Any) -> None:
    for row, cell in enumerate(column.cells, start=1):
        if formula := column.formulas[row - 1] if column.formulas else None:
            sheet.write_formula(row, number, reckoned(formula, letters, row + 1), form, 0 if cell is None else cell)
        elif cell is None and form is not None:
            sheet.write_blank(row, number, None, form)  # the table may have put its formula there
        else:
            _write(sheet, row, number, cell, form)


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
