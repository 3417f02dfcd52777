"""The smallest things that an author writes: texts and expressions, each with its place in a file."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import Span

_BEYOND = sys.maxsize


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text that readers see, whole, with its inline Markdown and its `{{ … }}` as written: one entry of a catalog.

    `context` is the stable place (`<slide id>/<kind>`, the catalog's msgctxt): the same text in two places is two
    messages. `span` covers the text in its file. `literal` texts (a number, a code) need no translation. `pieces` are
    the stretches that stand in the file as they stand in the text: (index in the text, line, column). `names` are those
    that its expressions have from a template, besides the deck's. `remark` has lines for its translators.
    """

    text: str
    context: str
    span: Span
    literal: bool = False
    pieces: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)
    names: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    remark: str = field(default="", compare=False, repr=False)

    def place(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the file; the whole text's where that isn't known."""
        if not self.pieces:
            if self.span.line != self.span.end_line or self.span.end_column - self.span.column != len(self.text):
                return self.span
            return self._span(self.span.line, self.span.column + start, self.span.line, self.span.column + end)
        first = self.pieces[bisect_right(self.pieces, (start, _BEYOND, 0)) - 1]
        last = self.pieces[bisect_right(self.pieces, (max(start, end - 1), _BEYOND, 0)) - 1]
        return self._span(first[1], first[2] + start - first[0], last[1], last[2] + end - last[0])

    def _span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        return Span(
            path=self.span.path,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            place=self.span.place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression as written (without braces) with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCondition:
    """A Vega-Lite predicate as a mapping (`{field, equal: …}`, `{and: (…)}` …, expressions within) with its place."""

    predicate: Mapping[str, Any]
    span: Span


Condition = Expression | FieldCondition
"""What chooses rows of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpec:
    """A number that is typed on purpose, with words around it, and why."""

    text: str
    because: str
    span: Span
