"""Keep on one line what belongs together, and give breaks to words that no line can hold.

A word joiner (U+2060) or a zero-width space (U+200B) says so to the typesetter: neither has a glyph, so that who reads the
file finds the text as it was, its spaces too. Listings and attributes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ria_deck.i18n.phrases import JOINER, joined_phrases
from ria_deck.i18n.syllables import is_thai, stretches

_Rule = tuple[re.Pattern[str], str]  # what to look for, what stands there then
_JOIN, _SPACE, _BREAK = JOINER, f" {JOINER}", "\u200b"
_LONG = re.compile(
    r"[^\s<>&;/\u2010-\u2015\u200b\u2e80-\uffef-]{40,}"
)  # nobody's word; CSS breaks it in vain where it is first
_UNSPACED = re.compile("[\u0e80-\u0eff\u1000-\u109f\u1780-\u17dd\u200c\u200d]{16,}")  # in which Pango breaks no line
_HANGUL = re.compile("(?<![가-힣])[가-힣]{2,8}(?![가-힣])")  # a word, which headings and captions don't divide
_PIECE = 12  # characters of it that stay together
_SHORT = 10  # characters of a word that stands with the label before it; a longer one would break the label's line
_TAG = re.compile(r"(<[^>]*>)")
_LETTER = r"[\u3005\u3040-\u30ff\u3400-\u9fff\uff10-\uff5a]"
_END_OF_BLOCK = frozenset({"</p>", "</li>", "</figcaption>", "</td>", "</th>", "</h1>", "</h2>", "</h3>"})
_END_IN_LINE = frozenset({"</strong>", "</em>", "</a>", "</span>", "</code>"})

_EVERYWHERE: Sequence[_Rule] = (
    (re.compile(r"(?<=\d)([–~〜～])(?=\d)"), rf"{_JOIN}\1{_JOIN}"),  # 2009–2020
    (re.compile(r" (?=[–—] )"), _SPACE),  # no line begins with a dash
    (re.compile(r"(?<=https://)|(?<=http://)"), _JOIN),
    (re.compile(r"\b(CC) (BY(?:-[A-Z]{2})*) (?=\d)"), rf"\1{_SPACE}\2{_SPACE}"),
    (re.compile(r"\b(CC0) (?=\d)"), rf"\1{_SPACE}"),
)
_IN: dict[str, Sequence[_Rule]] = {
    "ja": ((re.compile(r"(?<=\d)(?=[年月日人件台回度名隻校社県市港国か万億千百%％])"), _JOIN),),
    "ko": ((re.compile(r"(?<=\d)(?=[가-힣])"), _JOIN),),
    "ru": (
        (re.compile(r"(?<![\w-])([авикосуяАВИКОСУЯ]) (?=\S)"), rf"\1{_SPACE}"),
        (re.compile(r"(?<=\d) (?=(?:гг?|тыс|млн|млрд|руб|км|м|т|%)\b|г\.|%)"), _SPACE),
    ),
}
_ENDS: Sequence[_Rule] = (
    (re.compile(rf"({_LETTER})({_LETTER})({_LETTER}[。．、！？）」』]*)$"), rf"\1{_JOIN}\2{_JOIN}\3"),
)
_QUOTE: Sequence[_Rule] = ((re.compile(r"(\S+ \S+) (\S{1,12})$"), rf"\1{_SPACE}\2"),)  # no word alone on a line
_APART = re.compile(r"</?(?:blockquote|h[1-3]|figcaption)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a text stands: at its block's end, in a quotation, in what isn't running text (quotations, headings,
    captions), behind other words of its line."""

    ends: bool
    quoted: bool
    apart: bool
    goes_on: bool


def kept_together(html: str, lang: str, labels: Sequence[str]) -> str:
    """The page for printing. `labels` begin lines and stand with what follows them: “Source: ”."""
    rules = (*_EVERYWHERE, *_IN.get(lang, ()), *(_label(label) for label in labels if label))

    def joined(text: str, place: _Place) -> str:
        for rule, kept in (*rules, *(_ENDS if place.ends else ()), *(_QUOTE if place.ends and place.quoted else ())):
            text = rule.sub(kept, text)
        if lang == "ja" and place.apart:
            text = joined_phrases(text, goes_on=place.goes_on)
        if lang == "ko" and place.apart:
            text = _HANGUL.sub(lambda word: _JOIN.join(word[0]), text)
        return _with_breaks(text)

    return _each_text(html, joined)


def with_breaks(html: str) -> str:
    """The page with places to break in words that no line can hold."""
    return _each_text(html, lambda text, _place: _with_breaks(text))


def _with_breaks(text: str) -> str:
    text = _UNSPACED.sub(lambda run: _BREAK.join(stretches(run[0])), text)
    return _LONG.sub(_in_pieces, text)


def _each_text(html: str, change: Callable[[str, _Place], str]) -> str:
    """The page with its texts changed, each by its place."""
    head, body, rest = html.partition("<body")
    if not body:
        return html
    pieces = _TAG.split(rest)
    shut = quoted = apart = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            shut += piece.startswith(("<pre", "<code", "<style")) - piece.startswith(("</pre", "</code", "</style"))
            quoted += piece.startswith("<blockquote") - piece.startswith("</blockquote")
            if _APART.match(piece):
                apart += -1 if piece.startswith("</") else 1
        elif index and piece and not piece.isspace() and not shut:
            place = _Place(
                ends=_closes(pieces, index + 1) in _END_OF_BLOCK,
                quoted=quoted > 0,
                apart=apart > 0,
                goes_on=pieces[index - 1].startswith("</") and pieces[index - 1] not in _END_OF_BLOCK,
            )
            pieces[index] = change(piece, place)
    return head + body + "".join(pieces)


def _closes(pieces: Sequence[str], index: int) -> str:
    """The tag at this piece; or the tag after those that only close inline elements."""
    while index + 2 < len(pieces) and pieces[index] in _END_IN_LINE and not pieces[index + 1]:
        index += 2
    return pieces[index] if index < len(pieces) else ""


def _in_pieces(word: re.Match[str]) -> str:
    if is_thai(word[0]):
        return word[0]
    return _BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))


def _label(label: str) -> _Rule:
    """“Source: ”, 「出典：」: a joiner behind it, where a space stands only before a short word."""
    bare = label.rstrip(" ")
    if bare == label:
        return re.compile(re.escape(label)), bare + _JOIN
    return re.compile(rf"{re.escape(label)}(?=\S{{0,{_SHORT}}}(?:\s|$))"), bare + _SPACE
