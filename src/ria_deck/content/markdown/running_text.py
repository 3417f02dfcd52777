"""Join the lines of a block into one text that knows the place of each character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.content.markdown.inline import line_join
from ria_deck.content.markdown.opaque import Kind, Opaque
from ria_deck.source.text import SourceText
from ria_deck.source.window import Window

_HARD_BREAK = re.compile(r"(?P<space>[ \t]* {2,}|(?P<marks>\\+))$")
_MARKS = "*_~"


class _Flow:
    """A text that grows by stretches of the file, and by joints that stand for what was between them."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = ""
        self.starts: list[int] = []
        self.origins: list[int] = []

    def take(self, start: int, end: int) -> None:
        self.join(self.source.text[start:end], start)

    def join(self, text: str, origin: int) -> None:
        if text:
            self.starts.append(len(self.text))
            self.origins.append(origin)
            self.text += text

    def window(self) -> Window:
        return Window(self.source, self.text, tuple(self.starts) or (0,), tuple(self.origins) or (0,))


def running_text(lines: Sequence[tuple[int, int]], source: SourceText, opaque: Opaque) -> Window:
    """The text of some lines, given by their offsets: comments left out, a line break in the source as what it stands
    for (a space; nothing in Chinese and Japanese), a hard break as a backslash at a line's end."""
    flow = _Flow(source)
    hard = False
    previous = newline = 0
    for number, (start, end) in enumerate(lines, start=1):
        parts = _visible(start, end, source, opaque)
        if not parts:
            continue
        if flow.text:
            following = source.text[parts[0][0] : parts[-1][1]]
            flow.join(_joint(flow.text, following, hard=hard, inside=_inside(newline, opaque)), previous)
        marks = "" if _inside(end, opaque) else _break_at_end(source.text[start:end])
        hard = bool(marks)
        # What would be a hard break stays a backslash at the end of the block, as in CommonMark.
        if marks.endswith("\\") and any(_visible(*line, source, opaque) for line in lines[number:]):
            last_start, last_end = parts[-1]
            parts[-1] = (last_start, last_start + len(source.text[last_start : last_end - 1].rstrip()))
        previous, newline = parts[-1][1], end
        for begin, stop in parts:
            doubled = flow.text.endswith(" ") and source.text[begin] == " "  # a comment between two spaces leaves one
            flow.take(begin + doubled, stop)
    return flow.window()


def _break_at_end(line: str) -> str:
    """The spaces or backslashes that make a hard break, empty for none: of two backslashes one is a text."""
    found = _HARD_BREAK.search(line)
    even = found is not None and bool(found["marks"]) and len(found["marks"]) % 2 == 0
    return "" if found is None or even else found[0]


def _joint(before: str, following: str, *, hard: bool, inside: bool) -> str:
    """What stands for a line break between two texts: one that was written, a space, or nothing."""
    if hard:
        return "\\\n"
    first = following.lstrip(_MARKS)
    # Marks on both sides stay apart: `**` and `**` would be a run of four.
    joinable = first and not (before[-1] in _MARKS and following[0] in _MARKS)
    return line_join(before.rstrip(_MARKS)[-1:] or " ", first[0]) if joinable and not inside else " "


def _visible(start: int, end: int, source: SourceText, opaque: Opaque) -> list[tuple[int, int]]:
    """What is left of a line without comments, and without white space at its ends."""
    parts: list[tuple[int, int]] = []
    index = start
    for stretch in opaque.within(start, end):
        if stretch.kind is Kind.COMMENT:
            parts.append((index, max(index, stretch.start)))
            index = min(stretch.end, end)
    parts.append((index, end))
    text = source.text
    while parts and not text[parts[0][0] : parts[0][1]].strip():
        parts.pop(0)
    while parts and not text[parts[-1][0] : parts[-1][1]].strip():
        parts.pop()
    if parts:
        begin, stop = parts[0]
        parts[0] = (stop - len(text[begin:stop].lstrip()), stop)
        begin, stop = parts[-1]
        parts[-1] = (begin, begin + len(text[begin:stop].rstrip()))
    return [part for part in parts if part[0] < part[1]]


def _inside(line_end: int, opaque: Opaque) -> bool:
    """Whether a line's end stands inside of an expression or a code span."""
    stretch = opaque.at(line_end)
    return stretch is not None and stretch.kind is not Kind.COMMENT


def cut(window: Window, start: int, end: int) -> Window:
    """The part `text[start:end]` of a running text."""
    starts, origins = [], []
    for index, begin in enumerate(window.starts):
        stop = window.starts[index + 1] if index + 1 < len(window.starts) else len(window.text)
        if begin < end and stop > start:
            starts.append(max(begin - start, 0))
            origins.append(window.origins[index] + max(start - begin, 0))
    return Window(window.source, window.text[start:end], tuple(starts) or (0,), tuple(origins) or (0,))


def with_changes(window: Window, changes: Sequence[tuple[int, int, str]]) -> Window:
    """A running text with other words in the place of some stretches: (start, end, words), in order."""
    text = ""
    starts: list[int] = []
    origins: list[int] = []
    cursor = 0
    for start, end, words in (*changes, (len(window.text), len(window.text), "")):
        kept = cut(window, cursor, start)
        if kept.text:
            starts += [len(text) + begin for begin in kept.starts]
            origins += kept.origins
            text += kept.text
        if words:
            starts.append(len(text))
            origins.append(window.to_source(start))
            text += words
        cursor = end
    return Window(window.source, text, tuple(starts) or (0,), tuple(origins) or window.origins[:1])
