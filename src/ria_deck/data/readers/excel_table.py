"""Read one sheet of an .xlsx or .xls file into a `Grid` of the cells as Excel types them; faults name the cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Fault, Faults
from ria_deck.data.grid import BROKEN, Grid, check_texts, make_grid
from ria_deck.data.readers.area import SheetArea, area_of
from ria_deck.data.readers.merged import Merged, MergedFault
from ria_deck.data.readers.old_workbook import MAGIC, OldWorkbook
from ria_deck.data.readers.workbook import (
    MAX_BYTES,
    Extent,
    WorkbookError,
    column_name,
    hidden_sheets,
    measure,
    open_workbook,
    sheet_parts,
)
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import normalise, read_bytes


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's cells from A1, what its XML says, and the part of it that is the table."""

    name: str
    rows: Sequence[Sequence[Any]]
    extent: Extent
    area: SheetArea


@dataclass(frozen=True, slots=True)
class SheetPlaces:
    """Cells of a sheet, by row number; `columns` are the sheet's columns (from 1) of the table's."""

    path: str
    sheet: str
    columns: tuple[int, ...]

    def line(self, mark: int) -> int:
        """The row number: the mark."""
        return mark

    def cell(self, mark: int, column: int) -> Span:
        """The place, with the cell's name (`Sheet1!B7`)."""
        at = self.columns[column] if column < len(self.columns) else (self.columns[-1] + 1 if self.columns else 1)
        return Span(path=self.path, line=mark, column=at, place=f"{self.sheet}!{column_name(at)}{mark}")


def read_excel(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """The cells of the sheet and range that the dialect names (the first sheet, all cells); None where it can't be."""
    data = read_bytes(root, resource.file, report, limit=MAX_BYTES)
    if data is None:
        return None
    try:
        book = _book(data)
        name = _sheet(resource, book.sheets, report)
        if name is None:
            return None
        rows, extent = book.read(name)
        area = _area(resource, extent, report)
        if area is None:
            return None
    except WorkbookError as problem:
        code = "RD317" if "cells" in str(problem) or "unpacks" in str(problem) else "RD316"
        report.error(code, f"can't read `{resource.file}`: {problem}", Span(path=resource.file))
        return None
    return _grid(_Sheet(name, rows, extent, area), resource, faults)


@dataclass(frozen=True, slots=True)
class _NewWorkbook:
    """An .xlsx workbook; `sheets` are the names of its sheets with whether they are hidden."""

    data: bytes
    archive: zipfile.ZipFile
    parts: Mapping[str, str]
    sheets: Mapping[str, bool]

    def read(self, name: str) -> tuple[Sequence[Sequence[Any]], Extent]:
        """A sheet's cells from A1 (empty ones are empty texts), and its extent."""
        extent = measure(self.archive, self.parts[name])
        return _cells(self.data, name), extent


def _book(data: bytes) -> _NewWorkbook | OldWorkbook:
    if data.startswith(MAGIC):
        return OldWorkbook.open(data)
    archive = open_workbook(data)
    parts = sheet_parts(archive)
    hidden = hidden_sheets(archive)
    return _NewWorkbook(data, archive, parts, {name: name in hidden for name in parts})


def sheets_of(data: bytes) -> Mapping[str, bool]:
    """The names of a workbook's sheets with whether they are hidden; raises WorkbookError."""
    return _book(data).sheets


def rows_of(data: bytes, sheet: str) -> tuple[Sequence[Sequence[Any]], Extent]:
    """A sheet's cells from A1 and its extent; raises WorkbookError."""
    return _book(data).read(sheet)


def _sheet(resource: Resource, sheets: Mapping[str, bool], report: Report) -> str | None:
    wanted, names = resource.dialect.sheet, list(sheets)
    if isinstance(wanted, int):
        if 1 <= wanted <= len(names):
            return names[wanted - 1]
    elif wanted in names:
        return wanted
    elif not wanted:
        shown = [name for name, hidden in sheets.items() if not hidden]
        if shown:
            return shown[0]
        report.error(
            "RD318",
            f"all sheets of `{resource.file}` are hidden",
            resource.dialect.span or resource.path_span,
            hint=f"to take one of them, name it: `dialect: {{sheet: {names[0]}}}`",
        )
        return None
    report.error(
        "RD318",
        f"`{resource.file}` has no sheet `{wanted}`",
        resource.dialect.span or resource.path_span,
        label=did_you_mean(str(wanted), names),
        hint=f"sheets: {listing(names, 'and')}",
    )
    return None


def _area(resource: Resource, extent: Extent, report: Report) -> SheetArea | None:
    text = resource.dialect.range
    if not text:
        if not extent.rows:
            report.error(
                "RD312", f"`{resource.file}` is empty: the first row must name the columns", Span(path=resource.file)
            )
            return None
        return SheetArea(1, 1, extent.rows, extent.columns)
    return area_of(resource, report, (extent.rows, extent.columns))


def _cells(data: bytes, sheet: str) -> list[list[Any]]:
    """The sheet's rows from A1, by calamine; empty cells are empty texts there."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as problem:
        raise WorkbookError(f"its sheet `{sheet}` is damaged: {problem}") from None


def _grid(sheet: _Sheet, resource: Resource, faults: Faults) -> Grid:
    extent, area = sheet.extent, sheet.area
    broken = dict.fromkeys(extent.uncomputed, "")
    broken |= {(row, column): error for row, column, error in extent.errors}
    cells = _cells_of(sheet, resource, broken)
    merged = Merged(extent.merged, area, cells, resource)
    if resource.fill_merged:
        merged.fill()
    elif len(resource.dialect.header_rows) > 1:
        merged.fill(heads_only=True)  # the name over a group of columns is part of each one's
    used = sorted({column for row in cells.values() for column, cell in row.items() if cell is not None})
    where = SheetPlaces(resource.file, sheet.name, tuple(used))
    records = [
        (row, [held.get(column) for column in used])
        for row, held in cells.items()
        if any(c is not None for c in held.values()) or row - area.top < resource.dialect.title_rows()
    ]
    grid = make_grid(records, resource, where, faults, typed=True)
    _tell_cells(grid, where, broken, () if resource.fill_merged else merged.faults(), area, faults)
    check_texts(grid, faults)
    return grid


def _tell_cells(
    grid: Grid,
    where: SheetPlaces,
    broken: Mapping[tuple[int, int], str],
    merged: Iterable[tuple[int, int, MergedFault]],
    area: SheetArea,
    faults: Faults,
) -> None:
    """Report the cells in the area without a value, and those that are merged over rows or columns."""
    at = {mark: index for index, mark in enumerate(grid.marks)}
    place_of = {column: place for place, column in enumerate(where.columns)}
    for (row, column), error in broken.items():
        place = place_of.get(column)
        if place is not None and area.top <= row <= area.bottom:
            faults.add(_broken(at.get(row, -1), place, error, _later(where, row, place)))
    for row, column, fault in merged:
        place = place_of[column]
        span = replace(where.cell(row, place), place=f"{where.sheet}!{fault.address}")
        faults.add(fault.told(at.get(row, -1), place, span))


def _cells_of(sheet: _Sheet, resource: Resource, broken: Collection[tuple[int, int]]) -> dict[int, dict[int, Any]]:
    """The cells of the table's area by row and column, without the rows that are skipped below its title."""
    rows, area, dialect = sheet.rows, sheet.area, resource.dialect
    return {
        row: {
            column: BROKEN if (row, column) in broken else _cell(rows[row - 1][column - 1])
            for column in range(area.left, min(area.right, len(rows[row - 1])) + 1)
        }
        for row in range(area.top, min(area.bottom, len(rows)) + 1)
        if row - area.top < dialect.title_rows() or not dialect.skips(row)
    }


def _later(places: SheetPlaces, mark: int, column: int) -> Callable[[], Span]:
    return lambda: places.cell(mark, column)


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return normalise(cell) if cell.strip() else None  # blanks look like an empty cell
    return cell


def _broken(row: int, column: int, error: str, span: Callable[[], Span]) -> Fault:
    if error:
        return Fault(
            row, column, "RD330", f"the cell contains the error {error}", span, hint="fix the formula in Excel"
        )
    return Fault(
        row,
        column,
        "RD329",
        "the cell's formula was never computed",
        span,
        hint="open the workbook in Excel or LibreOffice and save it, or replace the formula with its value",
    )
