"""What a catalog answers for a message: the text to show, its state and its language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Span

WORDS = "words/"  # what the contexts of the program's own words begin with


class State(Enum):
    """SOURCE: the deck is in the source language, or the text needs no translation."""

    SOURCE = "source"
    TRANSLATED = "translated"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """`language` is that of `text`: the source's where it stands in for a missing translation. `span` is where the
    text is written: in the catalog for a translation, else the message's own place."""

    text: str
    state: State
    language: str
    span: Span
    written: Message | None = None  # the message itself where its own text is shown
    own: Message | None = None  # the translation with its places in the catalog

    def place(self, start: int, end: int) -> Span:
        """The place of a stretch of the text."""
        message = self.written or self.own
        return message.place(start, end) if message else self.span


class Catalog(Protocol):
    """Translations of one language."""

    @property
    def language(self) -> str:
        """The code of the language."""
        ...

    def lookup(self, message: Message) -> Translation:
        """The text for a message, by context first; never fails."""
        ...


@dataclass(frozen=True, slots=True)
class SourceCatalog:
    """The catalog of the language that the content is written in: every message is its own translation, but for the
    program's own `words`, where it doesn't ship them in this language."""

    language: str
    words: Catalog | None = None

    def lookup(self, message: Message) -> Translation:
        """The message as written."""
        if self.words is not None and message.context.startswith(WORDS):
            return self.words.lookup(message)
        return Translation(
            text=message.text, state=State.SOURCE, language=self.language, span=message.span, written=message
        )
