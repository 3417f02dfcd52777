"""The parts of a title slide and a cover: people, logo, title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person of the title slide."""

    name: str
    affiliation: str = ""
    place: str = ""

    def home(self, words: Mapping[str, str]) -> str:
        """“Institute (place)”, the brackets the language's own; only one of the two where the other is empty."""
        if self.affiliation and self.place:
            return words["in_place"].format(name=self.affiliation, place=self.place)
        return self.affiliation or self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The logo: its normalised file (absolute), its size in pixels, its place on the title slide."""

    path: str
    width: int
    height: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverTitle:
    """The title of the handout's cover: its text, with line breaks, its size and the width of its lines in points."""

    text: Paragraph
    size: float
    width: float
