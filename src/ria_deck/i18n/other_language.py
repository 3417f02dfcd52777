"""Translations that are in another language than their catalog's: in a script of another, or the source itself."""

from __future__ import annotations

import re
import unicodedata

from babel import Locale

from ria_deck.content.specs.slides import Message
from ria_deck.design.scripts import SCRIPTS
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.i18n.language import language
from ria_deck.i18n.merge import Entry

_HAN = frozenset({"CJK"})
_NAMES = {script.code: frozenset({script.title.upper()}) for script in SCRIPTS.values()} | {
    "Latn": frozenset({"LATIN"}),
    "Cyrl": frozenset({"CYRILLIC"}),
    "Grek": frozenset({"GREEK"}),
    "Jpan": _HAN | {"HIRAGANA", "KATAKANA"},
    "Kore": _HAN | {"HANGUL"},
    "Hans": _HAN,
    "Hant": _HAN,
}
"""What Unicode's names of a script's letters begin with, by ISO 15924 code."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\([^()\s]*\)|\[\^[^\]]*\]", re.DOTALL)
_SENTENCE = 4  # words of a text that isn't a name
_WORK = re.compile(r"\*[^*]+\*.*\b(?:1[5-9]|20)[0-9]{2}\b", re.DOTALL)  # a publication: a title in italics, a year
_OFTEN_KEPT = ("source/", "licence/", "credits/")  # titles of publications, names


def tell_other_language(
    entry: Entry, written: Message, code: str, report: Report, related: tuple[tuple[Span, str], ...]
) -> None:
    """A warning for letters that only other languages have, a note for a sentence that repeats its source."""
    own = _NAMES.get(language(code).script)
    said, original = _EXPRESSION.sub("", entry.translation), _EXPRESSION.sub("", entry.text)
    scripts = _scripts(said)
    name = Locale.parse(language(code).locale).get_display_name("en")
    if own is not None and not scripts & own and scripts - {"LATIN"} - _scripts(original):
        report.warning(
            "RD437",
            f"the translation has no {name} letter",
            written.span,
            hint="is it another language's? Texts of sheets move when rows are sorted without their neighbours",
            related=related,
        )
    elif (
        said.strip() == original.strip()
        and len(_WORD.findall(original)) >= _SENTENCE
        and not entry.context.startswith(_OFTEN_KEPT)
        and not _WORK.search(entry.text)
    ):
        report.add(
            Severity.NOTE,
            "RD437",
            f"the {name} translation repeats its source",
            written.span,
            hint="translate it, or empty it, so that it counts as missing",
            related=related,
        )


def _scripts(text: str) -> frozenset[str]:
    return frozenset(unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
