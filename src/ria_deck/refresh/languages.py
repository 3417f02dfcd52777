"""The language of a deck's text runs as the program writes languages."""

from __future__ import annotations

from ria_deck.i18n.language import language


def language_code(tag: str) -> str:
    """The language that numbers are formed in, from a run's tag: `ja-JP` → `ja`; English where CLDR doesn't know it."""
    for code in (tag.partition("-")[0], tag):
        try:
            return language(code).code
        except ValueError:
            continue
    return "en"
