"""The program's own words in a language: from the project's catalog, else those that ship."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Span
from ria_deck.i18n.checks import places_of
from ria_deck.i18n.language import PSEUDO, language
from ria_deck.i18n.pseudo import pseudo
from ria_deck.i18n.translation import WORDS, Catalog, State
from ria_deck.model.words import WORD_KEYS

SHIPPED = Path(__file__).resolve().parent / "locale"


def words_of(code: str, catalog: Catalog) -> dict[str, str]:
    """Every key of `WORD_KEYS` in a language. A word that nobody has translated stays English."""
    shipped = _shipped(code)
    words: dict[str, str] = {}
    for message in word_messages():
        key = message.context.removeprefix(WORDS)
        found = catalog.lookup(message)
        whole = places_of(found.text) == places_of(message.text)  # another one is an error of the catalog
        own = found.state is State.TRANSLATED and code != PSEUDO and whole
        words[key] = found.text if own else shipped.get(key, message.text)
    if code == PSEUDO:
        return {key: text if "{" in text or len(text) < 2 else pseudo(text) for key, text in words.items()}
    return words


def has_words(code: str) -> bool:
    """Whether the program ships its words in a language (a catalog may still change them)."""
    return language(code).locale.partition("_")[0] == "en" or bool(_shipped(code))


def word_messages() -> list[Message]:
    """The words as messages, for the catalogs of languages that the program doesn't ship."""
    place = Span(path="ria-deck")
    return [Message(text=text, context=f"{WORDS}{key}", span=place) for key, text in WORD_KEYS.items()]


@cache
def _shipped(code: str) -> Mapping[str, str]:
    """The words that ship for a language in the script that the code asks for: `zh-TW` has those of `zh_Hant`."""
    asked = language(code)
    base = asked.locale.partition("_")[0]
    names = [asked.locale, f"{base}_{asked.script}"]
    if language(base).script == asked.script:
        names.append(base)
    for name in names:
        path = SHIPPED / f"{name}.po"
        if path.is_file():
            import polib

            entries = polib.pofile(path.read_text("utf-8"))
            return {entry.msgctxt.removeprefix(WORDS): entry.msgstr for entry in entries if entry.msgstr}
    return {}
