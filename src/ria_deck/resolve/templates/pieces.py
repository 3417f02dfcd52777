"""What a template prints: texts with their places, and values that stay expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ria_deck.content.specs.template import Authored
from ria_deck.source.text import SourceText

FIRST_TOKEN = 0xF0000
"""Values that pass through a filter as a part of a text are characters of a plane for private use meanwhile."""

MOST_TOKENS = 65_000


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text: `source.text[start:end]` where it is `copied`, else made on account of that place."""

    text: str
    source: SourceText
    start: int
    end: int
    copied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePiece:
    """A printed value: the expression as written at `source.text[start:end]`, the names of the template in it with their
    values and places (offsets in the expression), and what is printed where only plain text can be. `asked` are the texts
    to translate that its value is made of."""

    expression: str
    source: SourceText
    start: int
    end: int
    names: Mapping[str, Any]
    places: tuple[tuple[int, str], ...]
    literal: str
    is_text: bool
    asked: tuple[Authored, ...] = ()


Piece = PrintedText | ValuePiece


class Fragment:
    """A part of a template's output: what a macro, `caller()`, `super()` or a `{% set %}` block gives."""

    __slots__ = ("_tokens", "pieces")

    def __init__(self, pieces: Iterable[Piece], tokens: list[ValuePiece]) -> None:
        self.pieces = tuple(pieces)
        self._tokens = tokens

    def __bool__(self) -> bool:
        return any(isinstance(piece, ValuePiece) or piece.text for piece in self.pieces)

    def as_text(self) -> str:
        """The fragment as one text; each value is a character for private use."""
        parts: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, PrintedText):
                parts.append(piece.text)
            else:
                self._tokens.append(piece)
                parts.append(chr(FIRST_TOKEN + len(self._tokens) - 1))
        return "".join(parts)


def has_tokens(text: str) -> bool:
    """Whether a text holds values of fragments."""
    return any(FIRST_TOKEN <= ord(char) < FIRST_TOKEN + MOST_TOKENS for char in text)


def pieces_of(text: str, tokens: list[ValuePiece], source: SourceText, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a text that was made of fragments, on account of a place."""
    begin = 0
    for index, char in enumerate(text):
        number = ord(char) - FIRST_TOKEN
        if 0 <= number < len(tokens):
            if index > begin:
                yield PrintedText(text[begin:index], source, start, end, copied=False)
            yield tokens[number]
            begin = index + 1
    if begin < len(text):
        yield PrintedText(text[begin:], source, start, end, copied=False)
