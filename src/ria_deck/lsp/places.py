"""Places of the program (lines and columns of normalised text) as an editor counts them, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types
from pygls.workspace import PositionCodec
from pygls.workspace.position_codec import ServerTextPosition

from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText, normalise


@dataclass(frozen=True, slots=True)
class EditorText:
    """A file as the editor has it, and as the program reads it."""

    lines: Sequence[str]
    source: SourceText
    codec: PositionCodec

    @classmethod
    def of(cls, path: str, text: str, codec: PositionCodec) -> EditorText:
        """The text of a file; `path` is relative to the project."""
        source = SourceText(path, normalise(text))
        return cls(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), source, codec)

    def offset(self, position: types.Position) -> int:
        """The offset in the program's text of a place in the editor."""
        if position.line >= len(self.lines):
            return len(self.source.text)
        place = self.codec.position_from_client_units(self.lines, position)
        line = self.lines[place.line]
        column = len(_composed(line[: place.character], first=place.line == 0)) + 1
        return self.source.offset(place.line + 1, column)

    def position(self, line: int, column: int) -> types.Position:
        """The place in the editor of a line and column, both from 1, of the program's text."""
        if not 1 <= line <= len(self.lines):
            return types.Position(line=max(line - 1, 0), character=0)
        text = self.lines[line - 1]
        place = ServerTextPosition(line=line - 1, character=_original(text, column - 1, first=line == 1))
        return self.codec.position_to_client_units(self.lines, place)

    def range(self, start: int, end: int) -> types.Range:
        """The editor's range of `source.text[start:end]`."""
        return self.span_range(self.source.span(start, end))

    def span_range(self, span: Span) -> types.Range:
        """The editor's range of a span; one without an end goes to the end of its line."""
        if span.end_line:
            start, end = (span.line, span.column), (span.end_line, span.end_column)
        else:
            start, end = (span.line, span.column), (span.line, len(self.source.line(span.line)) + 1)
        return types.Range(start=self.position(*start), end=self.position(*end))


def _composed(line: str, *, first: bool) -> str:
    text = line.removeprefix("\ufeff") if first else line
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _original(line: str, column: int, *, first: bool) -> int:
    """Where a column (from 0) of the composed line is in the line as it was typed."""
    if _composed(line, first=first) == line:
        return min(column, len(line))
    return next((end for end in range(len(line) + 1) if len(_composed(line[:end], first=first)) >= column), len(line))
