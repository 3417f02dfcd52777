"""Read a CSV file into a `Grid` of texts; nothing is converted, every fault has its line and column."""

from __future__ import annotations

import csv
import io
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ria_deck.data.descriptor import Dialect, Resource
from ria_deck.data.faults import Faults
from ria_deck.data.grid import Grid, make_grid, too_many
from ria_deck.data.readers.area import SheetArea, area_of
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import REFUSED, describe_character, normalise, read_bytes

MAX_BYTES = 96 * 1024 * 1024
_LONGEST_CELL = 1_000_000
_MOST_CHARACTERS_TOLD = 20


def read_csv(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """The cells of a delimited text file, as texts; None, with errors, when it can't be read at all."""
    text = read_text(root, resource, report, MAX_BYTES)
    if text is None:
        return None
    area = None
    if resource.dialect.range:
        area = area_of(resource, report)
        if area is None:
            return None
    places = CsvPlaces(resource.file, text, resource.dialect, area.left - 1 if area else 0)
    try:
        return make_grid(_records(text, resource, area, report), resource, places, faults, typed=False)
    except _UnreadableError:
        faults.clear()  # of rows in front of what can't be read
        return None


def read_text(root: Path, resource: Resource, report: Report, limit: int) -> str | None:
    """A file's text in the declared encoding, normalised; characters that no output can carry are refused."""
    data = read_bytes(root, resource.file, report, limit=limit)
    if data is None:
        return None
    try:
        text = normalise(data.decode(resource.encoding))
    except UnicodeDecodeError as problem:
        before = normalise(data[: problem.start].decode(resource.encoding, errors="replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        report.error(
            "RD311",
            f"`{resource.file}` is not {resource.encoding}: byte 0x{data[problem.start]:02X}",
            Span(path=resource.file, line=line, column=column, end_line=line, end_column=column + 1),
            hint=_guess(data, resource.encoding),
        )
        return None
    found = list(REFUSED.finditer(text))
    for match in found[:_MOST_CHARACTERS_TOLD]:
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        report.error(
            "RD333",
            f"unsupported control character: {describe_character(match[0])}",
            Span(path=resource.file, line=line, column=column, end_line=line, end_column=column + 1),
            label="delete it",
            hint="is this a text file?" if len(found) > _MOST_CHARACTERS_TOLD else "",
        )
    return None if found else text


def _guess(data: bytes, declared: str) -> str:
    """The encoding that the bytes look like, as advice; nothing is read in it unless it is declared."""
    encoding, words = guess_encoding(data, declared)
    if encoding == "utf-16":
        return "it looks like UTF-16: save it as UTF-8, or declare `encoding: utf-16`"
    if encoding:
        return f"it looks like {words} text: declare `encoding: {encoding}`, or save it as UTF-8"
    return "declare its actual `encoding`, or save it as UTF-8"


def guess_encoding(data: bytes, declared: str) -> tuple[str, str]:
    """The encoding that the bytes look like, other than the declared one, and the language; empty where none fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ""
    for encoding, words, scripts in (
        ("cp932", "Japanese", ("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC")),
        ("cp1251", "Russian", ("CYRILLIC",)),
    ):
        if encoding == declared:
            continue
        try:
            foreign = {character for character in data.decode(encoding) if ord(character) > 127}
        except UnicodeDecodeError:
            continue
        fitting = [c for c in foreign if unicodedata.name(c, "").startswith(scripts)]
        if fitting and 2 * len(fitting) >= len(foreign):
            return encoding, words
    return "", ""


class _UnreadableError(Exception):
    """A file that can't be read to its end, which has been told."""


def _records(text: str, resource: Resource, area: SheetArea | None, report: Report) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines, one by one. Raises `_UnreadableError`."""
    dialect = resource.dialect
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape or None,
        skipinitialspace=dialect.skip_initial_space,
        strict=True,
    )
    line, width, count = 1, 0, 0
    try:
        for row, whole in enumerate(reader, start=1):
            record = whole if area is None else area.cut(row, whole)
            comment = dialect.comment and record and record[0].startswith(dialect.comment)
            blank = record is None or (
                len(record) != 1 and not any(cell.strip() for cell in record)
            )  # a line of commas too
            if record is not None and (not blank or count < dialect.title_rows()) and not comment:
                count += 1
                width = max(width, len(record))
                if much := too_many(count, width):
                    report.error("RD317", much, Span(path=resource.file, line=line), hint="split it")
                    raise _UnreadableError
                yield line, record
            line = reader.line_num + 1
    except csv.Error as problem:
        report.error("RD316", _explain(str(problem), dialect), Span(path=resource.file, line=line))
        raise _UnreadableError from None
    if not count:
        report.error(
            "RD312",
            f"`{resource.file}` is empty",
            Span(path=resource.file),
            hint="the first line must name the columns",
        )
        raise _UnreadableError


def _explain(problem: str, dialect: Dialect) -> str:
    if "end of data" in problem:
        return f"the quotation mark (`{dialect.quote}`) opened in this row is never closed"
    if "expected after" in problem:
        return f"text after a closing `{dialect.quote}`; write a `{dialect.quote}` inside text twice"
    if "field larger" in problem:
        return f"a cell of more than {_LONGEST_CELL:,} characters: is a quotation mark never closed?"
    return f"can't read this row: {problem}"


@dataclass(slots=True)
class CsvPlaces:
    """Finds cells in the text again, once there is something to tell about them."""

    path: str
    text: str
    dialect: Dialect
    left: int = 0  # the first column of the table, from 0
    _starts: list[int] = field(default_factory=list)

    def line(self, mark: int) -> int:
        """The line a record starts on: its mark."""
        return mark

    def cell(self, mark: int, column: int) -> Span:
        """The cell's place, quotes included."""
        if not self._starts:
            self._starts = [0, *(index + 1 for index, character in enumerate(self.text) if character == "\n")]
        start = self._starts[mark - 1] if mark <= len(self._starts) else len(self.text)
        for _ in range(column + self.left):
            end = self._end(start)
            if self.text[end : end + 1] != self.dialect.delimiter:
                break
            start = end + 1
        end = self._end(start)
        first_line, first = self._position(start)
        last_line, last = self._position(end)
        return Span(path=self.path, line=first_line, column=first, end_line=last_line, end_column=last)

    def _end(self, start: int) -> int:
        """Where the cell that starts at an offset stops: at a delimiter or line end outside of quotes."""
        text, quote = self.text, self.dialect.quote
        at = start
        if text[at : at + 1] == quote:
            at += 1
            while at < len(text):
                if self.dialect.escape and text[at] == self.dialect.escape:
                    at += 2
                elif text[at] != quote:
                    at += 1
                elif self.dialect.double_quote and text[at + 1 : at + 2] == quote:
                    at += 2
                else:
                    break
        while at < len(text) and text[at] not in (self.dialect.delimiter, "\n"):
            at += 1
        return at

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
