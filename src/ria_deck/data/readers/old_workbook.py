"""Sheets of .xls workbooks (BIFF), by xlrd, which tells errors from empty cells."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Any

from ria_deck.data.readers.workbook import MAX_AREA, Extent, WorkbookError, column_name

MAGIC = b"\xd0\xcf\x11\xe0"
"""What the files begin with; so do encrypted .xlsx files."""


@dataclass(frozen=True, slots=True)
class OldWorkbook:
    """An .xls workbook; `sheets` are the names of its sheets with whether they are hidden."""

    book: Any
    sheets: dict[str, bool]

    @classmethod
    def open(cls, data: bytes) -> OldWorkbook:
        """The workbook in a file's bytes; raises WorkbookError."""
        import xlrd

        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
            sheets = {name: book.sheet_by_name(name).visibility != 0 for name in book.sheet_names()}
        except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as problem:
            raise WorkbookError(f"it is damaged, or encrypted: save it without a password ({problem})") from None
        except (struct.error, LookupError, ValueError, AssertionError, MemoryError) as problem:
            raise WorkbookError(f"it is damaged: {problem}") from None
        return cls(book, sheets)

    def read(self, name: str) -> tuple[list[list[Any]], Extent]:
        """A sheet's cells from A1 (empty ones are empty texts), and its extent."""
        import xlrd

        sheet = self.book.sheet_by_name(name)
        if sheet.nrows * sheet.ncols > MAX_AREA:
            last = f"{column_name(sheet.ncols)}{sheet.nrows}"
            raise WorkbookError(f"its cells extend to {last}: more than {MAX_AREA:,} cells, counting the empty ones")
        extent = Extent(rows=sheet.nrows, columns=sheet.ncols)
        # xlrd's ends are those behind the last row and column
        extent.merged += [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        rows = []
        for row in range(sheet.nrows):
            cells: list[Any] = []
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    error = xlrd.error_text_from_code.get(cell.value, "#N/A")
                    extent.errors.append((row + 1, column + 1, error))
                cells.append(self._value(cell))
            rows.append(cells)
        return rows, extent

    def _value(self, cell: Any) -> Any:
        import xlrd

        if cell.ctype == xlrd.XL_CELL_DATE:
            try:
                moment = xlrd.xldate.xldate_as_datetime(cell.value, self.book.datemode)
            except (xlrd.xldate.XLDateError, OverflowError, ValueError):
                return cell.value
            if 0 <= cell.value < 1:
                return moment.time()
            return moment.date() if float(cell.value).is_integer() else moment
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        return "" if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) else cell.value
