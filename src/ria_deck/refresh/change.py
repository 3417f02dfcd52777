"""What a refresh changes: one value of one shape, old and new, with the cells that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.diagnostics import Span
from ria_deck.model.value import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that is new in the deck. `at` says which: a cell of a workbook or table, a text, a picture; `slide`
    counts from 1."""

    slide: int
    shape: str
    at: str
    old: str
    new: str
    cells: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapePlace:
    """A shape of a deck as diagnostics name it: the file, the slide from 1, the shape's name."""

    deck: str
    slide: int
    shape: str

    @property
    def span(self) -> Span:
        """Where it is, for people."""
        return Span(path=self.deck, place=f"slide {self.slide}, {self.shape}")


class RefusedError(Exception):
    """A shape that can't be refreshed safely: the code, what is in the way, and what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
