"""Replace the words of a text in a YAML or Markdown file, character by character.

A text stands in Markdown, in a scalar of YAML (plain, quoted, folded, in Markdown's front matter and fences too) or in a
cell of a pipe table; each has its own way to write some characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ria_deck.content.specs.slides import Message
from ria_deck.pull.splices import Splice
from ria_deck.source.text import SourceText

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_NO_PLAIN = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]|^(true|false|yes|no|null|~|[\d.+-]+)$", re.IGNORECASE)
_FLOW, _FLOWS = re.compile(r"[,\[\]{}]"), re.compile(r"\s*[,\]}]")  # in a mapping or list in brackets
_AFTER_KEY = re.compile(r"(:|^\s*-|[\[{,])\s+$")
_CELLS = ("cell", "head")
_LINES = ("text", "item", "notes", "handout", "quote", "footnote")


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where each character of a message stands in the file: from, to."""

    starts: Sequence[int]
    ends: Sequence[int]


def splices_for(message: Message, markdown: str, language: str, source: SourceText) -> list[Splice] | None:
    """What to replace in the file so that a message says other Markdown in a language; None where its place can't say
    that."""
    place = _place(message, language, source)
    if place is None or not message.text:
        return None
    start, end = place.starts[0], place.ends[-1]
    style = _style(message, source, start, end)
    kind = message.context.rpartition("/")[2]
    if "\\\n" in markdown and "\\\n" not in message.text and (style or kind not in _LINES):
        return None
    if style == "plain" and (_NO_PLAIN.search(markdown) or (_FLOWS.match(source.text, end) and _FLOW.search(markdown))):
        return [Splice(start, end, '"' + _quoted(markdown, '"') + '"')]
    return [
        _splice(place, first, last, _written(new, style, kind, source, message))
        for first, last, new in _changed(message.text, markdown)
    ]


def _splice(place: _Standing, first: int, last: int, text: str) -> Splice:
    """Put `text` in place of some characters of a message, or between two where `first` is `last`."""
    if first == last:
        at = place.ends[first - 1] if first else place.starts[0]
        return Splice(at, at, text)
    return Splice(place.starts[first], place.ends[last - 1], text)


def _written(text: str, style: str, kind: str, source: SourceText, message: Message) -> str:
    if style in ("'", '"'):
        return _quoted(text, style)
    if kind in _CELLS:
        return re.sub(r"(?<!\\)\|", r"\\|", text)
    indent = source.line(message.span.line)[: message.span.column - 1]
    return text.replace("\n", "\n" + re.sub(r"[^>\s]", " ", indent))


def _quoted(text: str, quote: str) -> str:
    return text.replace("'", "''") if quote == "'" else text.replace("\\", "\\\\").replace('"', '\\"')


def _style(message: Message, source: SourceText, start: int, end: int) -> str:
    """How YAML writes the text: a quotation mark, `plain`, or empty where it isn't YAML's to say."""
    yaml = not message.pieces or source.path.endswith((".yaml", ".yml"))
    if not yaml:
        return ""
    before, after = source.text[start - 1 : start], source.text[end : end + 1]
    if before == after and before in ("'", '"'):
        return before
    line, _ = source.position(start)
    lead = source.text[source.line_start(line) : start]
    kind = message.context.rpartition("/")[2]
    block = message.pieces and kind in (*_LINES, *_CELLS)
    return "plain" if _AFTER_KEY.search(lead) and "\n" not in source.text[start:end] and not block else ""


def _place(message: Message, language: str, source: SourceText) -> _Standing | None:
    if message.pieces:
        return _from_pieces(message, source)
    return _walked(message, source) or _titled(message, language, source)


def _titled(message: Message, language: str, source: SourceText) -> _Standing | None:
    """A title of the data's descriptor, the one for the language before its own: the first of the entry that has it."""
    start = source.line_start(message.span.line)
    end = source.text.find("\n" + source.line(message.span.line).partition("-")[0] + "- ", start)
    entry = source.text[start : end if end > 0 else len(source.text)]
    for key in (re.escape(language), "title"):
        text = f"(?P<text>{re.escape(message.text)})"
        match = re.search(rf"""\b{key}["']?:[ \t]+["']?{text}(?=["',}}\]]|[ \t]*(#|$))""", entry, re.M)
        if match is not None:
            first, last = match.span("text")
            return _Standing(range(start + first, start + last), range(start + first + 1, start + last + 1))
    return None


def _from_pieces(message: Message, source: SourceText) -> _Standing | None:
    starts: list[int] = []
    pieces = message.pieces
    for number, (index, line, column) in enumerate(pieces):
        stop = pieces[number + 1][0] if number + 1 < len(pieces) else len(message.text)
        offset = source.line_start(line) + column - 1
        starts += range(offset, offset + stop - index)
    if len(starts) != len(message.text) or any(after < before for before, after in pairwise(starts)):
        return None
    ends = [start + 1 for start in starts]
    for index in range(len(starts) - 1):
        if source.text[starts[index] : starts[index] + 1] == "\n":
            ends[index] = starts[index + 1]
    return _Standing(starts, ends)


def _walked(message: Message, source: SourceText) -> _Standing | None:
    """A scalar of YAML, character by character: line ends stand for spaces, quotation marks have their escapes."""
    span = message.span
    if not span.end_line:
        return None
    at = source.offset(span.line, span.column)
    stop = source.offset(span.end_line, span.end_column)
    starts: list[int] = []
    ends: list[int] = []
    for char in message.text:
        token = _token(source.text, at, stop, char)
        if token is None:
            return None
        starts.append(at)
        at = token
        ends.append(at)
    return _Standing(starts, ends)


def _token(text: str, at: int, stop: int, char: str) -> int | None:
    """Where the stretch that stands for a character ends."""
    if at >= stop:
        return None
    if char == " " and (match := re.compile(r"[ \t]*\n[ \t]*").match(text, at, stop)):
        return match.end()
    for written in (char, {"'": "''", '"': '\\"', "\\": "\\\\"}.get(char, char)):
        if text.startswith(written, at) and not (char == "\\" and text.startswith('\\"', at)):
            double = char in "'\\" and text.startswith(char * 2, at)
            return at + (2 if double else len(written))
    return None


def _changed(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of a text that change, by words, and what comes there."""
    first, second = _TOKENS.findall(old), _TOKENS.findall(new)
    starts = [0]
    for token in first:
        starts.append(starts[-1] + len(token))
    for kind, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            yield starts[i], starts[j], "".join(second[k:m])
