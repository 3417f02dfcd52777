"""The language of a talk: by the script of its characters, then by the tags of its runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from ria_deck.i18n.language import language
from ria_deck.importing.talk import LeftBehind
from ria_deck.ooxml.presentation import Presentation

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SCRIPTS: Mapping[str, tuple[re.Pattern[str], frozenset[str]]] = {
    "ja": (_KANA, frozenset({"ja"})),
    "ko": (_HANGUL, frozenset({"ko"})),
    "zh": (_HAN, frozenset({"zh", "ja"})),
    "ru": (_CYRILLIC, frozenset({"ru", "uk", "bg", "sr", "be", "kk", "mk", "mn"})),
    "el": (_GREEK, frozenset({"el"})),
    "ar": (_ARABIC, frozenset({"ar", "fa", "ur"})),
}


def deck_language(deck: Presentation) -> tuple[str, list[LeftBehind]]:
    """The language of most characters, by their script and the runs' tags; the others are listed."""
    tags: Counter[str] = Counter()
    text: list[str] = []
    for slide in deck.slides:
        for run in slide.root.iter("r"):
            words = "".join(one.text for one in run.all("t"))
            form = run.child("rPr")
            tag = (form.get("lang") if form is not None else "").partition("-")[0].lower()
            tags[tag] += len(words)
            text.append(words)
    code = language_of("".join(text), tags)
    total = sum(tags.values()) or 1
    others = [tag for tag, count in tags.items() if tag and tag != code and count > total / 20]
    listed = [LeftBehind(0, "", f"texts tagged as other languages ({', '.join(sorted(others))}): taken as they are")]
    return code, listed if others else []


def language_of(text: str, tags: Mapping[str, int]) -> str:
    """The language of a text: by its script, then by the tags of its runs."""
    latin = len(_LATIN.findall(text))
    for code, (pattern, family) in _SCRIPTS.items():
        count = len(pattern.findall(text))
        if count * (8 if code == "ja" else 2) > latin and count > 3:
            return code if code in ("ja", "ko") else _most_used(tags, family, code)
    scripts = {tag for _, family in _SCRIPTS.values() for tag in family}
    return _most_used(tags, [tag for tag in tags if tag and tag not in scripts and _known(tag)], "en")


def _most_used(tags: Mapping[str, int], among: Collection[str], other: str) -> str:
    """The tag of the most text among some; `other` where none of them is used."""
    named = [tag for tag in tags if tag in among]
    return max(named, key=tags.__getitem__, default=other)


def _known(code: str) -> bool:
    try:
        language(code)
    except ValueError:
        return False
    return True
