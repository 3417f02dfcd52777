"""A language goes in, the program's own words in it come out: from the project's catalog, else those that ship."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ria_deck.content.spec import Message
from ria_deck.diagnostics import Span
from ria_deck.i18n.language import PSEUDO
from ria_deck.i18n.pseudo import pseudo
from ria_deck.i18n.translation import Catalog, State
from ria_deck.model.words import WORD_KEYS

SHIPPED = Path(__file__).resolve().parent / "locale"


def words_of(language: str, catalog: Catalog) -> dict[str, str]:
    """Every key of `WORD_KEYS` in a language. A word that nobody has translated stays English."""
    shipped = _shipped(language)
    words: dict[str, str] = {}
    for message in word_messages():
        key = message.context.removeprefix("words/")
        found = catalog.lookup(message)
        own = found.state is State.TRANSLATED and language != PSEUDO
        words[key] = found.text if own else shipped.get(key, message.text)
    if language == PSEUDO:
        return {key: text if "{" in text or len(text) < 2 else pseudo(text) for key, text in words.items()}
    return words


def has_words(language: str) -> bool:
    """Whether the program ships its words in a language (a catalog may still change them)."""
    return language.partition("-")[0] == "en" or bool(_shipped(language))


def word_messages() -> list[Message]:
    """The words as messages, for the catalogs of languages that the program doesn't ship."""
    place = Span(path="ria-deck")
    return [Message(text=text, context=f"words/{key}", span=place) for key, text in WORD_KEYS.items()]


@cache
def _shipped(language: str) -> Mapping[str, str]:
    for name in (language, language.replace("-", "_").partition("_")[0]):
        path = SHIPPED / f"{name}.po"
        if path.is_file():
            import polib

            entries = polib.pofile(path.read_text("utf-8"))
            return {entry.msgctxt.removeprefix("words/"): entry.msgstr for entry in entries if entry.msgstr}
    return {}
