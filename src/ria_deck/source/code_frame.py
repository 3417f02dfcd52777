"""A line of a file and a stretch of it in; the line as a terminal shows it, and the marks under the stretch, out.

Columns are display columns: wide East Asian characters (UAX #11, W and F) take two, combining marks none, a tab four.
Characters that would act on the terminal are shown as pictures, so that a file can't write into it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ria_deck.diagnostics import Report, Span
from ria_deck.source.files import CACHE
from ria_deck.source.text import SourceText, normalise, read_bytes

TAB = "    "
# what turns text around, and what nobody sees and words of no script need
_UNSEEN = frozenset("\u00ad\u180e\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFrame:
    """`text` is the line, shortened with … around the mark when it is long; `mark` starts after `indent` columns."""

    number: int
    text: str
    indent: int
    marks: int


class Files:
    """The lines of a project's files, for showing; files that can't be shown have none."""

    def __init__(self, root: Path | None, texts: Mapping[str, SourceText] | None = None) -> None:
        self._root = root
        self._texts: dict[str, SourceText | None] = dict(texts or {})

    def line(self, span: Span) -> str | None:
        """The line a span starts on; None when there is none to show."""
        if span.place or f"/{CACHE}/" in span.path:  # what was fetched may be no table, and secret
            return None
        if span.path not in self._texts:
            self._texts[span.path] = self._read(span.path)
        source = self._texts[span.path]
        if source is None or span.line > source.lines:
            return None
        line = source.line(span.line)
        return None if not line.strip() or "\ufffd" in line else line

    def _read(self, path: str) -> SourceText | None:
        if self._root is None or "\x00" in path:
            return None
        data = read_bytes(self._root, path, Report())  # what is wrong with the file has been told
        return None if data is None else SourceText(path, normalise(data.decode("utf-8", errors="replace")))


def visible(text: str) -> str:
    """Text with tabs as spaces and without characters that act on a terminal."""
    return "".join(map(_shown, text))


def width(text: str) -> int:
    """The columns that a terminal needs for text that `visible` has been through."""
    return sum(_columns(character) for character in text)


def frame(line: str, span: Span, columns: int) -> CodeFrame:
    """The frame of the line that `span` starts on, at most `columns` wide."""
    start = min(span.column - 1, len(line))
    on_line = span.end_line == span.line and span.end_column
    end = max(span.end_column - 1, start) if on_line else len(line.rstrip()) if span.end_line else start
    before, marked, after = (visible(part) for part in (line[:start], line[start:end], line[max(start, end) :]))
    indent, marks = width(before), max(1, width(marked))
    if width(before + marked + after) <= columns:
        return CodeFrame(number=span.line, text=(before + marked + after).rstrip(), indent=indent, marks=marks)
    room = columns - 1
    if indent + min(marks, columns // 2) > room - columns // 6:
        before = "…" + _last_columns(before, columns // 3)
        indent = width(before)
    text = _first_columns(before + marked + after, room)
    cut = text != before + marked + after
    return CodeFrame(
        number=span.line,
        text=text + ("…" if cut else ""),
        indent=indent,
        marks=max(1, min(marks, width(text) - indent)),
    )


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if 0x7F <= code < 0xA0 or character in _UNSEEN or unicodedata.category(character) in ("Cs", "Zl", "Zp"):
        return "\ufffd"
    return character


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _first_columns(text: str, columns: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return text[:index]
    return text


def _last_columns(text: str, columns: int) -> str:
    taken = 0
    for index in range(len(text) - 1, -1, -1):
        taken += _columns(text[index])
        if taken > columns:
            return text[index + 1 :]
    return text
