"""A text as it is set: its size, weight, colour and the room above it."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import SINGLE


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """A paragraph of a figure made of words: `size` and the room `before` it in points, `color` a role; its lines are
    `pitch` sizes high."""

    text: Paragraph
    size: float
    color: str
    bold: bool = False
    before: float = 0.0
    pitch: float = SINGLE

    @property
    def leading(self) -> float:
        """The height of its lines in points."""
        return self.size * self.pitch
