"""Straight quotes, hyphens in a row and three dots as a language sets them: “…”, «…», 「…」, – and …

What is no pair stays as it was typed: inches, gershayim, options of commands. Quotes by CLDR's delimiters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ria_deck.i18n.forms.wording import all_quotation_marks

_WIDE_DASH = {"ja", "zh", "yue"}  # their long dash and their dots are two characters
_LONG_BETWEEN = {"ru", "uk", "be", "kk", "ky", "mk", "sr", "bg"}  # their dash between words is the long one

_OPENING = "([{<«‹„‚“‘「『（［｛【《〈¿¡-–—/"
_DEEPEST = 8  # quotes that wait for their other at once
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)
_SIGNS = re.compile(r"[\"']|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)")
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Respelling:
    """What stands in the place of a stretch of a text."""

    start: int
    end: int
    text: str


def respellings(text: str, fixed: Sequence[bool], language: str) -> list[Respelling]:
    """What a text has otherwise in a language (a CLDR locale), in order; what is `fixed` (code, numbers) stays as it is."""
    if not _SIGNS.search(text):
        return []
    kept = list(fixed)
    for address in _ADDRESS.finditer(text):
        kept[address.start() : address.end()] = [True] * (address.end() - address.start())
    found = [*_Quotes(text, kept, language).read(), *_dashes(text, kept, language)]
    return sorted(found, key=lambda one: one.start)


def _dashes(text: str, kept: Sequence[bool], language: str) -> Iterator[Respelling]:
    name = language.partition("_")[0]
    double = 2 if name in _WIDE_DASH else 1
    for match in _SIGNS.finditer(text):
        start, end = match.span()
        if match[0][0] in "\"'" or any(kept[start:end]):
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if match[0] == "...":
            yield Respelling(start, end, "…" * double)
        elif after == ">" or before == "<" or (not before.strip() and after.strip()):
            continue  # an arrow, an option of a command
        elif match[0] == "---":
            yield Respelling(start, end, "—" * double)
        else:
            between = not before.strip() and not after.strip()
            yield Respelling(start, end, "—" if between and name in _LONG_BETWEEN else "–")


class _Quotes:
    """The straight quotes of one text, each paired with its other."""

    def __init__(self, text: str, kept: Sequence[bool], language: str) -> None:
        self.text = text
        self.kept = kept
        self.marks = all_quotation_marks(language)
        self.open: list[int] = []  # the places of those that wait for their other
        self.pairs: dict[int, int] = {}  # opening → closing
        self.apostrophes: list[int] = []
        closing = (at for at in range(len(text) - 1, 0, -1) if text[at] == "'" and not kept[at] and self._ends(at))
        self.last_single = next(closing, 0)

    def read(self) -> Iterator[Respelling]:
        for at, sign in enumerate(self.text):
            if sign in "\"'" and not self.kept[at]:
                self._read(at, sign)
        self.apostrophes += [at for at in self.open if self.text[at] == "'" and at not in self.pairs]
        yield from (Respelling(at, at + 1, "’") for at in self.apostrophes)
        around: list[tuple[int, tuple[str, str]]] = []  # (end, marks) of the pairs that stand around the next
        for opening, closing in sorted(self.pairs.items()):
            while around and around[-1][0] < opening:
                around.pop()
            marks = self._marks_within(around[-1][1] if around else None, self.text[opening])
            around.append((closing, marks))
            yield Respelling(opening, opening + 1, marks[0])
            yield Respelling(closing, closing + 1, marks[1])

    def _marks_within(self, outer: tuple[str, str] | None, sign: str) -> tuple[str, str]:
        """The marks of a pair: the language's first for double ones, its second within those, and for single ones where
        single ones alone are good style."""
        first, second = self.marks[:2], self.marks[2:]
        if outer is not None:
            return second if outer == first else first
        return first if sign == '"' or first[0][0] in "«「" else second

    def _read(self, at: int, sign: str) -> None:
        before, after = self.text[max(at - 1, 0) : at], self.text[at + 1 : at + 2]
        waiting = next((place for place in reversed(self.open) if self.text[place] == sign), None)
        starts = bool(after.strip()) and not _is_word(before)
        if sign == "'" and _is_word(before) and _is_word(after):
            self.apostrophes += [] if before.isdigit() and after.isdigit() else [at]
        elif waiting is not None and at > waiting + 1 and self._ends(at):
            self.pairs[waiting] = at
            del self.open[self.open.index(waiting) :]
        elif sign == "'" and starts and self._elided(at):
            self.apostrophes.append(at)
        elif starts and (sign == '"' or at < self.last_single):
            self.open = [*self.open[-_DEEPEST:], at]
        elif sign == "'" and (before.isalpha() or (starts and after.isalpha())):
            self.apostrophes.append(at)

    def _ends(self, at: int) -> bool:
        """Whether a quotation may end at a place: after something, and where no word goes on."""
        return bool(self.text[max(at - 1, 0) : at].strip()) and not _is_word(self.text[at + 1 : at + 2])

    def _elided(self, at: int) -> bool:
        """Whether letters are left out: ’90s, ’n’."""
        return re.match(r"'(?:\d0s\b|n'(?!\w))", self.text[at : at + 6]) is not None


def _is_word(char: str) -> bool:
    """Whether words go on with a character, in scripts that put blanks between words."""
    return char.isalnum() and not _UNSPACED.match(char)
