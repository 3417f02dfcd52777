"""Texts as letters with their marks: of a message's Markdown, of a paragraph of a deck, and back to Markdown.

What an expression gave, and the mark of a footnote, is one letter that no edit may go into: `source` is what stands for
it in Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import or_

from ria_deck.content.markdown.inline import (
    CodeSpan,
    Emphasis,
    Expr,
    FootnoteRef,
    Image,
    Inline,
    LineBreak,
    Link,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    parse_inline,
)
from ria_deck.i18n.smart import respellings
from ria_deck.model.text import TextMark

_MARKS: dict[type, TextMark] = {
    Strong: TextMark.STRONG,
    Emphasis: TextMark.EMPHASIS,
    Strike: TextMark.STRIKE,
    Superscript: TextMark.SUPERSCRIPT,
    Subscript: TextMark.SUBSCRIPT,
}
_DELIMITERS = (
    (TextMark.STRONG, "**"),
    (TextMark.EMPHASIS, "*"),
    (TextMark.STRIKE, "~~"),
    (TextMark.SUPERSCRIPT, "^"),
    (TextMark.SUBSCRIPT, "~"),
)
_LIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-"}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\v": "\n"}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPECIAL = re.compile(r"[\\`*_\[\]<>~^$@]|\{(?=\{)|\}(?=\})|-(?=-)|\.(?=\.\.)")
_BLOCK = re.compile(r"(#{1,6} |[-+] |\d{1,9}[.)] |>|\||:::|---|===)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a text, or a hole: what an expression gave, the mark of a footnote.

    `source` is the Markdown of a hole, empty for a character; `value` is the number of a hole's expression in
    its text; `start` and `end` are its place in the Markdown, -1 where that isn't known.
    """

    text: str
    marks: frozenset[TextMark] = frozenset()
    href: str = ""
    source: str = ""
    value: int = -1
    start: int = -1
    end: int = -1

    @property
    def like(self) -> str:
        """The character as far as programs that correct while one types leave it."""
        return self.text.translate(_LIKE)

    @property
    def form(self) -> tuple[frozenset[TextMark], str]:
        """Its marks and where it leads."""
        return self.marks, self.href


def text_of(letters: Sequence[Letter]) -> str:
    """The words."""
    return "".join(letter.text for letter in letters)


def plain_letters(text: str) -> list[Letter]:
    """The letters of a text without marks."""
    return [Letter(char) for char in text]


def seen(text: str) -> str:
    """A text of a deck without what nobody sees, composed (NFC)."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def alike(first: str, second: str) -> bool:
    """Whether two texts are the same but for spaces at their ends and what programs correct by themselves."""
    return seen(first).translate(_LIKE).strip() == seen(second).translate(_LIKE).strip()


def holds(text: str, part: str) -> bool:
    """Whether a text has another in it, but for what programs correct by themselves."""
    return seen(part).translate(_LIKE).strip() in seen(text).translate(_LIKE)


def letters_of(shown: str, values: Sequence[str], notes: Mapping[str, str], locale: str) -> list[Letter]:
    """The letters of a message: `values` are what its expressions gave, in order, `notes` the numbers of footnotes. Quotes,
    dashes and dots are those of the language."""
    return _respelled(_MessageReading(shown, values, notes).read(), locale)


def _respelled(letters: Sequence[Letter], locale: str) -> list[Letter]:
    whole = [(letter, char) for letter in letters for char in letter.text]  # a hole may have several characters
    fixed = [bool(one.source) or TextMark.CODE in one.marks or one.end - one.start == 2 for one, _ in whole]
    fixed = list(map(or_, fixed, _in_addresses([one for one, _ in whole])))
    signs = {sign.start: sign for sign in respellings("".join(char for _, char in whole), fixed, locale)}
    found: list[Letter] = []
    at = skip = 0
    for letter in letters:
        sign = signs.get(at)
        if sign is not None:
            last = whole[sign.end - 1][0]
            skip = sign.end
            found += [replace(letter, text=char, end=last.end) for char in sign.text]
        elif at >= skip:
            found.append(letter)
        at += len(letter.text)
    return found


def _in_addresses(letters: Sequence[Letter]) -> Iterator[bool]:
    """Of each letter, whether it is part of an address that links to itself."""
    for href, part in groupby(letters, lambda letter: letter.href):
        whole = list(part)
        shown = text_of(whole)
        yield from [bool(href) and href in (shown, f"mailto:{shown}")] * len(whole)


class _MessageReading:
    """One message being read, with a cursor in its Markdown."""

    def __init__(self, shown: str, values: Sequence[str], notes: Mapping[str, str]) -> None:
        self.shown = shown
        self.values = list(values)
        self.notes = notes
        self.at = 0
        self.count = 0
        self.letters: list[Letter] = []
        self.stopped = False  # whether an expression has just ended in a stop, which ends the sentence too

    def read(self) -> list[Letter]:
        self._walk(parse_inline(self.shown), Letter(""))
        return self.letters

    def _walk(self, inlines: Sequence[Inline], form: Letter) -> None:
        for inline in inlines:
            stopped, self.stopped = self.stopped, False
            match inline:
                case Text(text=text):
                    ends = stopped and text.startswith(".") and not text.startswith("..")
                    self._characters(text[1:] if ends else text, form)
                case CodeSpan(text=text):
                    self._characters(text, replace(form, marks=form.marks | {TextMark.CODE}))
                case LineBreak():
                    self._characters("\n", form)
                case Expr(start=start, end=end):
                    self._expression(start, end, form)
                case FootnoteRef(label=label):
                    self._hole(f"[^{label}]", self.notes.get(label, ""), -1, form, TextMark.SUPERSCRIPT)
                case Link(href=href, children=children):
                    self._walk(children, replace(form, href=href))
                case Strong() | Emphasis() | Strike() | Superscript() | Subscript():
                    self._walk(inline.children, replace(form, marks=form.marks | {_MARKS[type(inline)]}))
                case Image():
                    pass

    def _expression(self, start: int, end: int, form: Letter) -> None:
        text = self.values[self.count] if self.count < len(self.values) else ""
        self.at = start
        self._hole(self.shown[start:end], text, self.count, form)
        self.count += 1
        self.stopped = text.endswith(".") and text[-2:-1].isalpha()

    def _hole(self, source: str, text: str, value: int, form: Letter, *marks: TextMark) -> None:
        start = self.shown.find(source, self.at)
        self.at = start + len(source) if start >= 0 else self.at
        all_marks = form.marks | frozenset(marks)
        self.letters.append(
            replace(form, text=text, marks=all_marks, source=source, value=value, start=start, end=self.at)
        )

    def _characters(self, text: str, form: Letter) -> None:
        for char in text:
            start, end = self._place(char)
            self.letters.append(replace(form, text=char, start=start, end=end))
            self.at = end if end >= 0 else self.at

    def _place(self, char: str) -> tuple[int, int]:
        if char == "\n":
            start = self.shown.find("\\\n", self.at)
            return (start, start + 2) if start >= 0 else (-1, -1)
        if char == " ":
            found = re.compile(r"\s+").search(self.shown, self.at)
            return found.span() if found else (-1, -1)
        start = self.shown.find(char, self.at)
        if start < 0:
            return -1, -1
        escaped = start > self.at and self.shown[start - 1] == "\\" and not char.isalnum()
        return start - escaped, start + 1


def same(first: Sequence[Letter], second: Sequence[Letter]) -> bool:
    """Whether two texts have the same words and holes with the same marks and links; those of spaces don't count, nor
    whether quotes are straight."""
    if len(first) != len(second):
        return False
    return all(
        one.source == two.source
        and (one.source or one.text == two.text or (one.like == two.like and one.like in "\"'"))
        and (one.form == two.form or (one.text.isspace() and not one.source and one.href == two.href))
        for one, two in zip(first, second, strict=True)
    )


def to_markdown(letters: Sequence[Letter]) -> str:
    """A text in Markdown."""
    return "".join(_linked(_even(letters)))


def escaped(text: str, *, begins: bool = False) -> str:
    """Characters that Markdown leaves as they are; `begins`: at the beginning of a text."""
    shown = _SPECIAL.sub(lambda match: "\\" + match[0], text).replace("\n", "\\\n")
    if begins and (match := _BLOCK.match(shown)):
        at = match.end() - 2 if match[0][0].isdigit() else 0
        shown = shown[:at] + "\\" + shown[at:]
    return shown


def _even(letters: Sequence[Letter]) -> list[Letter]:
    """The letters, spaces with the marks that both of their neighbours have."""
    found = list(letters)
    for index, letter in enumerate(found):
        if letter.text.isspace() and not letter.source:
            before = found[index - 1].marks if index else frozenset()
            after = next((one.marks for one in found[index + 1 :] if not one.text.isspace()), frozenset())
            found[index] = replace(letter, marks=before & after)
    return found


def _linked(letters: Sequence[Letter]) -> Iterator[str]:
    for href, part in _runs(letters, lambda letter: letter.href):
        inner = _marked(part, 0)
        yield f"[{inner}]({href})" if href else inner


def _marked(letters: Sequence[Letter], depth: int) -> str:
    if depth == len(_DELIMITERS):
        return "".join(
            _code(part) if code else "".join(_with_holes(part))
            for code, part in _runs(letters, lambda letter: TextMark.CODE in letter.marks)
        )
    mark, delimiter = _DELIMITERS[depth]
    # the mark of a footnote is raised without its Markdown saying so
    parts = _runs(letters, lambda letter: mark in letter.marks and not letter.source.startswith("[^"))
    return "".join(
        f"{delimiter}{_marked(part, depth + 1)}{delimiter}" if on else _marked(part, depth + 1) for on, part in parts
    )


def _with_holes(letters: Sequence[Letter]) -> Iterator[str]:
    for hole, part in _runs(letters, lambda letter: bool(letter.source)):
        yield "".join(letter.source for letter in part) if hole else escaped(text_of(part))


def _code(letters: Sequence[Letter]) -> str:
    text = text_of(letters)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _runs(letters: Sequence[Letter], key: object) -> Iterator[tuple[object, list[Letter]]]:
    for value, group in groupby(letters, key):  # type: ignore[call-overload]
        yield value, list(group)
