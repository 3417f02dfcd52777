"""An Excel sheet for translators, written from a catalog and read back."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ria_deck.data.readers.workbook import WorkbookError, measure, open_workbook, sheet_parts
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.exchange.rows import Returned
from ria_deck.i18n.status import Status, state_of

HEADS = ("Source", "Translation", "State", "Place")
_MORE = ("Previous source", "Notes")  # of a stale text; for the translator: not read back
_WIDTHS = (60, 60, 12, 34, 60, 60)
_DONE = frozenset({"translated", "reviewed", "final", "done", "ok"})
_KEPT = re.compile(r"(\{\{.*?\}\}|\[\^[^\]\s]+\]|(?<=\])\([^()\s]*\))", re.DOTALL)
_HINT = "import an .xlsx file written by `ria-deck i18n export`"
MAX_ROWS = 50_000
MAX_BYTES = 20 * 1024 * 1024


def write_sheet(status: Status, *, everything: bool) -> bytes:
    """An .xlsx with a row for each message: source, translation, state, place (context); texts, never formulas. Only the
    translation and its state can be typed over; what has to stay in it has a colour in the source."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(status.language)
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    own = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "locked": False})
    faint = book.add_format({"valign": "top", "font_color": "#5E6E7D", "text_wrap": True})
    state = book.add_format({"valign": "top", "font_color": "#5E6E7D", "locked": False})
    kept = book.add_format({"font_color": "#A0522D"})
    for column, (name, width) in enumerate(zip((*HEADS, *_MORE), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True})
    rows = [*status.missing, *status.stale, *(status.translated if everything else ())]
    for row, entry in enumerate(sorted(rows, key=lambda one: (one.places, one.context)), start=1):
        _write_source(sheet, row, entry.text, text, kept)
        sheet.write_string(row, 1, entry.translation, own)
        sheet.write_string(row, 2, state_of(entry), state)
        sheet.write_string(row, 3, entry.context, faint)
        sheet.write_string(row, 4, entry.previous if entry.stale else "", faint)
        sheet.write_string(row, 5, entry.notes, faint)
    book.close()
    return out.getvalue()


def _write_source(sheet: Any, row: int, source: str, text: Any, kept: Any) -> None:
    """The source of a message, with what has to stay in its translation in a colour."""
    parts = [(part, index % 2 == 1) for index, part in enumerate(_KEPT.split(source)) if part]  # every other one stays
    if len(parts) > 1:
        marked = [one for part, stays in parts for one in ((kept, part) if stays else (part,))]
        sheet.write_rich_string(row, 0, *marked, text)
    else:
        sheet.write_string(row, 0, source, text)


def read_sheet(file: Path, language: str, others: Sequence[str], report: Report) -> list[Returned] | None:
    """The rows of a sheet that came back; None, told, when it can't be read or is named after one of the `others`."""
    from python_calamine import CalamineError, CalamineWorkbook

    place = Span(path=file.name)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise WorkbookError(f"it is larger than {MAX_BYTES // 2**20} MiB")
        data = file.read_bytes()
        archive = open_workbook(data)
        parts = sheet_parts(archive)
        name = language if language in parts else next(iter(parts))
        extent = measure(archive, parts[name])
        cells = (
            CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError, ValueError) as error:
        report.error("RD441", f"the sheet can't be read: {error}", place, hint=_HINT)
        return None
    if not cells or tuple(str(cell) for cell in cells[0][:4]) != HEADS or len(cells) > MAX_ROWS:
        row = Span(path=file.name, place=f"{name}!1")
        report.error("RD442", f"the first row must be {', '.join(HEADS)}", row, hint=_HINT)
        return None
    if name in others:
        words = f"the sheet is in `{name}`, not in `{language}`"
        report.error("RD443", words, Span(path=file.name, place=name), hint=f"write `--lang {name}`")
        return None
    bad = dict.fromkeys(extent.formulas, "a formula") | {(row, column): what for row, column, what in extent.errors}
    found: list[Returned] = []
    for number, cell in enumerate(cells[1:], start=2):
        here = Span(path=file.name, line=number, end_line=number, place=f"{name}!B{number}")
        returned = _returned([*cell, "", "", "", ""][:4], bad.get((number, 2), ""), here, report)
        found += [returned] if returned.source.strip() else []
    return found


def _returned(cells: Sequence[Any], fault: str, place: Span, report: Report) -> Returned:
    texts = [_text(cell) for cell in cells]
    what = fault or _no_text(cells[1])
    control = next((char for text in texts for char in text if ord(char) < 32 and char not in "\n\t"), None)
    if what:
        words = f"the cell holds {what}" if what.startswith("a ") else f"the cell holds the error {what}"
        report.error("RD445", words, place, hint="write it as text: in Excel, begin with an apostrophe: '=…")
    elif control is not None:
        words = f"control character U+{ord(control):04X}"
        report.error("RD407", words, place, hint="delete it, or write the text anew")
    return Returned(
        place=place,
        source=texts[0],
        translation="" if what else texts[1].replace("\r\n", "\n"),
        context=texts[3],
        checked=texts[2].strip().casefold() in _DONE,
    )


def _no_text(value: Any) -> str:
    if isinstance(value, bool):
        return "a truth value"
    return "a date or time" if isinstance(value, (dt.date, dt.time, dt.timedelta)) else ""


def _text(value: Any) -> str:
    """A cell's text; Excel makes a number of a text that is one."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
