"""The handout's page: its size, margins and columns; everything that is laid out for print reads them here."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

PT_PER_MM = 72 / 25.4
GUTTER = 22.7  # pt between two columns: 8 mm
ASIDE = 33.0  # mm: the column beside the text
ASIDE_GAP = 6.0  # mm between it and the text
_COVER_RIGHT = 7.0  # mm more than the right margin is free beside a cover's title
_SIDES = 330.0  # pt of text that two texts or pictures side by side need


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutPage:
    """A4 unless the theme says otherwise. `width`, `height` and `margins` (top, right, bottom, left) in millimetres;
    `aside` is the column that stands before the text, with what goes with figures (0: none, all is in the text);
    `columns` of running prose, one where the text has no room for two."""

    width: float = 210.0
    height: float = 297.0
    margins: tuple[float, float, float, float] = (25.0, 18.0, 20.0, 18.0)
    aside: float = ASIDE
    columns: int = 1

    @property
    def indent(self) -> float:
        """Millimetres from the left margin to the text: the column beside it and the gap between them."""
        return self.aside + ASIDE_GAP if self.aside else 0.0

    @property
    def full_width(self) -> float:
        """Points between the side margins, whole ones."""
        return float(floor((self.width - self.margins[1] - self.margins[3]) * PT_PER_MM))

    @property
    def text_width(self) -> float:
        """Points across the text, whole ones."""
        return float(floor((self.width - self.margins[1] - self.margins[3] - self.indent) * PT_PER_MM))

    @property
    def sides(self) -> bool:
        """Whether the page is wide enough for two texts or pictures side by side."""
        return self.text_width >= _SIDES

    @property
    def text_height(self) -> float:
        """Points between the upper and the lower margin, whole ones."""
        return float(floor((self.height - self.margins[0] - self.margins[2]) * PT_PER_MM))

    @property
    def cover_width(self) -> float:
        """Points that a cover's title has, whole ones."""
        return float(floor((self.width - self.margins[3] - self.cover_right) * PT_PER_MM))

    @property
    def cover_right(self) -> float:
        """Millimetres beside a cover's title."""
        return self.margins[1] + _COVER_RIGHT

    @property
    def tallest_picture(self) -> float:
        """Points that a picture may be high: about a third of the page."""
        return float(floor(self.text_height * 9 / 28))

    @property
    def chart_height(self) -> float:
        """Points that a chart is high, so that two of them share a page."""
        return float(floor(self.text_height * 37 / 140))

    @property
    def map_height(self) -> float:
        """Points that a map is high."""
        return float(floor(self.text_height * 5 / 14))

    @property
    def tallest_timeline(self) -> float:
        """Points that a timeline may be high: most of the page."""
        return float(floor(self.text_height * 6 / 7))

    @property
    def rows(self) -> int:
        """Rows of a data table that one page holds."""
        return floor(self.text_height * 2 / 35)


A4 = HandoutPage()
