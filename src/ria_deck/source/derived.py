"""Text that was made of other texts: Markdown written from a YAML topic or by a template, with its places in these.

Everything that reads a topic works on the derived text; every place that a diagnostic names is in the file that the
author wrote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText


@dataclass(frozen=True, slots=True)
class CopiedStretch:
    """`text[at:…]` of a derived text up to the next stretch: `source.text[start:end]`, letter by letter where it is
    `copied`, else words that were made on account of that place."""

    at: int
    source: SourceText
    start: int
    end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """What a template's `{{ … }}` printed at `text[at:end]` of a derived text: the expression itself with the `names` that
    it is to be evaluated with, or, where only plain text can be, its value; `symbol` is the expression in braces."""

    at: int
    end: int
    symbol: str
    names: Mapping[str, Any]
    literal: bool


@dataclass(frozen=True, slots=True)
class DerivedText(SourceText):
    """A text with the way back to the texts that it was made of. `stretches` cover it from its first character on."""

    stretches: tuple[CopiedStretch, ...] = field(default=(), compare=False, repr=False)
    printed: tuple[PrintedValue, ...] = field(default=(), compare=False, repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]` in the file that its first character comes from."""
        if not self.stretches:
            return Span(path=self.path)
        first = self._stretch(start)
        last = self._stretch(max(start, end - 1))
        begin = min(first.start + (start - first.at if first.copied else 0), first.end)
        if last.source is not first.source:
            return first.source.span(begin, first.end)
        stop = min(last.start + end - last.at, last.end) if last.copied else last.end
        if end <= start:
            stop = begin if first.copied else first.end
        return first.source.span(min(begin, stop), max(begin, stop))

    def positions(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """For each part of `text[start:end]` that was copied as a whole, its distance from `start`, its line and column;
        parts from another file than the first one's are left out."""
        if not self.stretches:
            return
        index = bisect_right(self.stretches, start, key=lambda stretch: stretch.at) - 1
        home = self.stretches[max(index, 0)].source
        for stretch in self.stretches[max(index, 0) :]:
            if stretch.at >= max(end, start + 1):
                return
            at = max(start, stretch.at)
            if stretch.source is home:
                place = stretch.source.span(stretch.start + (at - stretch.at if stretch.copied else 0), stretch.end)
                yield at - start, place.line, place.column

    def names(self, start: int, end: int) -> Mapping[str, Any]:
        """The names that the expressions in `text[start:end]` are evaluated with, besides those of the deck."""
        found: dict[str, Any] = {}
        for value in self._printed(start, end):
            if not value.literal:
                found.update(value.names)
        return found

    def symbolic(self, start: int, end: int) -> str:
        """`text[start:end]` with the expressions themselves where values were printed: the same for every row."""
        parts, cursor = [], start
        for value in self._printed(start, end):
            parts += [self.text[cursor : value.at], value.symbol if value.literal else self.text[value.at : value.end]]
            cursor = value.end
        return "".join([*parts, self.text[cursor:end]])

    def _printed(self, start: int, end: int) -> Iterator[PrintedValue]:
        index = bisect_right(self.printed, start, key=lambda value: value.end)
        while index < len(self.printed) and self.printed[index].at < end:
            yield self.printed[index]
            index += 1

    def _stretch(self, offset: int) -> CopiedStretch:
        return self.stretches[max(bisect_right(self.stretches, offset, key=lambda stretch: stretch.at) - 1, 0)]


class Derivation:
    """A derived text that grows from its beginning to its end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stretches: list[CopiedStretch] = []
        self._length = 0
        self.printed: list[PrintedValue] = []

    @property
    def length(self) -> int:
        """How many characters there are."""
        return self._length

    @property
    def text(self) -> str:
        """What there is."""
        return "".join(self._parts)

    def copy(self, source: SourceText, start: int, end: int) -> None:
        """Take `source.text[start:end]` as it is."""
        self._add(source.text[start:end], source, start, end, copied=True)

    def make(self, text: str, source: SourceText, start: int, end: int) -> None:
        """Add words on account of a place."""
        self._add(text, source, start, end, copied=False)

    def _add(self, text: str, source: SourceText, start: int, end: int, *, copied: bool) -> None:
        if text:
            self._stretches.append(CopiedStretch(self._length, source, start, end, copied))
            self._parts.append(text)
            self._length += len(text)

    def derived(self, path: str) -> DerivedText:
        """The finished text; `path` is that of the file that the topic stands in."""
        return DerivedText(path, self.text, stretches=tuple(self._stretches), printed=tuple(self.printed))
