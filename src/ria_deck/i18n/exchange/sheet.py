"""An Excel sheet for translators, written from a catalog and read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.catalog import merged, po_path
from ria_deck.i18n.checks import check_translation
from ria_deck.i18n.glossary import load_glossary
from ria_deck.i18n.pofile import format_po, read_written
from ria_deck.i18n.status import Status
from ria_deck.source.files import write_atomically

HEADS = ("Source", "Translation", "State", "Place")
_WIDTHS = (60, 60, 12, 34, 60)
_MORE = "Previous source"  # of a stale text; not read back
MAX_ROWS = 50_000


def write_sheet(status: Status, *, everything: bool) -> bytes:
    """An .xlsx with a row for each message: source, translation, state, place (context); texts, never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(status.language)
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    faint = book.add_format({"valign": "top", "font_color": "#5E6E7D"})
    for column, (name, width) in enumerate(zip((*HEADS, _MORE), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    rows = [("missing", entry) for entry in status.missing] + [("stale", entry) for entry in status.stale]
    if everything:
        rows += [("translated", entry) for entry in status.translated]
    for row, (state, entry) in enumerate(sorted(rows, key=lambda row: (row[1].places, row[1].context)), start=1):
        sheet.write_string(row, 0, entry.text, text)
        sheet.write_string(row, 1, entry.translation, text)
        sheet.write_string(row, 2, state, faint)
        sheet.write_string(row, 3, entry.context, faint)
        sheet.write_string(row, 4, entry.previous if entry.stale else "", faint)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One text of a file that came back from a translator."""

    place: Span
    source: str
    translation: str
    context: str


def import_rows(
    root: Path, language: str, rows: Sequence[Returned], messages: Sequence[Message], project: str, report: Report
) -> int | None:
    """Take translations into the catalog and return how many changed; None, with nothing written, when one is at fault
    (told in the report).

    A row whose translation is empty or unchanged leaves its entry as it is, a changed one is no longer fuzzy.
    """
    found = merged(root, language, messages, report)
    if found is None:
        return None
    entries, obsolete = found
    by_key = {(entry.context, entry.text): index for index, entry in enumerate(entries)}
    sources = {(message.context, message.text): message.span for message in messages}
    glossary = load_glossary(root, language, report)
    changed = 0
    for row in rows:
        index = by_key.get((row.context, row.source))
        if index is None:
            words = f"the message “{row.source[:50]}” at `{row.context}` no longer exists; the row is skipped"
            report.warning("RD440", words, row.place)
            continue
        entry = entries[index]
        if not row.translation.strip() or row.translation == entry.translation:
            continue
        taken = replace(entry, translation=row.translation, fuzzy=False, previous="")
        check_translation(taken, row.place, sources[row.context, row.source], report, glossary)
        entries[index] = taken
        changed += 1
    if report.failed:
        return None
    path = root / po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, format_po(entries, obsolete, language, project, read_written(path)))
    return changed


def read_sheet(file: Path, language: str, report: Report) -> list[Returned] | None:
    """The rows of a sheet that came back; None, told, when it can't be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    place = Span(path=file.name)
    try:
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        report.error(
            "RD441",
            f"the sheet can't be read: {error}",
            place,
            hint="import an .xlsx file written by `ria-deck i18n export`",
        )
        return None
    if not cells or tuple(str(cell) for cell in cells[0][:4]) != HEADS or len(cells) > MAX_ROWS:
        report.error("RD442", f"the first row must be {', '.join(HEADS)}", place)
        return None
    found: list[Returned] = []
    for number, row in enumerate(cells[1:], start=2):
        texts = [str(cell) for cell in (*row, "", "", "", "")[:4]]
        bad = next((char for text in texts for char in text if ord(char) < 32 and char not in "\n\t"), None)
        if bad is not None:
            report.error(
                "RD407", f"control character U+{ord(bad):04X}", Span(path=file.name, line=number, place=f"row {number}")
            )
        if texts[0].strip():
            cell = Span(path=file.name, line=number, end_line=number, place=f"{language}!B{number}")
            found.append(
                Returned(place=cell, source=texts[0], translation=texts[1].replace("\r\n", "\n"), context=texts[3])
            )
    return found
