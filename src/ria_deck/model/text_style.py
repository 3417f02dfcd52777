"""How text in a slot is set, and was made to fit it; the marks of its lists."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from ria_deck.model.text import Paragraph, ParagraphKind

DIGIT = 0.56  # of the text's size: a digit
QUOTE_INDENT = 22.5  # points before somebody's words
LARGE = 32.0  # points: text of this size has no marks of lists
DASH_INDENT = 22.5  # points before text with a dash, for each level
NUMBER_INDENT = 36.0  # points before text with a number of two digits
SINGLE = 1.2  # em: PowerPoint's line at 100 %, whatever the face (measured by others in its exports)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMark:
    """What stands before a list's items at a level, in a user's template: a character or one of OOXML's kinds of numbers, or
    nothing; its face, colour (`RRGGBB`) and size (share of the text's) where they aren't the text's own. `hanging` is how
    far it stands before the text, in points."""

    char: str = ""
    numbers: str = ""
    face: str = ""
    color: str = ""
    size: float = 1.0
    hanging: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How text in a slot is set. Sizes in points; `leading` as a multiple of the size (CSS line-height);
    `color` is a role of the theme; `min_size` is how far fit may go down; `space_after` in points."""

    size: float
    bold: bool = False
    color: str = "ink"
    leading: float = 1.2
    min_size: float = 14.0
    align: str = "start"  # start | center | end
    anchor: str = "top"  # top | middle | bottom
    space_after: float = 0.0
    bullet_color: str = "accent"
    strong_color: str = ""  # role that strong text takes; empty: the text's own
    caps: bool = False  # set in capitals
    sizes: tuple[float, ...] = ()  # by level, in a user's template; empty: two points less for each
    indents: tuple[float, ...] = ()  # points before items by level, in a user's template; empty: those of a dash
    marks: tuple[LevelMark, ...] = ()  # of lists by level, in a text box that looks as a user's template; empty: dashes

    def size_at(self, level: int) -> float:
        """The size of a nested paragraph, 0 being the outermost level."""
        if self.sizes:
            return self.sizes[min(level, len(self.sizes) - 1)]
        return max(self.size - 2 * level, min(self.size, self.min_size))

    def indent(self, paragraph: Paragraph) -> float:
        """Points before the lines of a paragraph, where the slot's lists have marks."""
        more = (NUMBER_INDENT - DASH_INDENT) * paragraph.numbered + self._digits(paragraph, paragraph.wider)
        more += QUOTE_INDENT if paragraph.quote is not None and self.size < LARGE else 0.0
        match paragraph.kind:
            case ParagraphKind.NUMBER:
                return self.hang(paragraph) + DASH_INDENT * paragraph.level + more
            case ParagraphKind.PLAIN if not paragraph.level:
                return more
            case ParagraphKind.BULLET | ParagraphKind.PLAIN:
                own = self.indents[min(paragraph.depth, len(self.indents) - 1)] if self.indents else None
                return (DASH_INDENT * (paragraph.depth + 1) if own is None else own) + more

    def hang(self, paragraph: Paragraph) -> float:
        """Points that the number of an item hangs out of its lines."""
        return NUMBER_INDENT + self._digits(paragraph, paragraph.digits)

    def _digits(self, paragraph: Paragraph, count: int) -> float:
        return round(DIGIT * self.size_at(paragraph.depth) * count, 1)

    def gap(self, level: int, scale: int = 100_000) -> float:
        """Points after a paragraph, at a scale of the text in thousandths of a percent; a user's template has its own."""
        after = self.space_after * (1.0 if level == 0 else 0.6)
        return after if self.sizes else after * scale / 100_000

    def pitch(self, reduction: int = 0) -> float:
        """The line height in sizes of the text, less `reduction` thousandths of a percent (`lnSpcReduction`)."""
        return self.leading - reduction / 100_000 * SINGLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How text was made to fit its slot: OOXML's `normAutofit` numbers and what they lead to.

    `font_scale` and `line_reduction` in thousandths of a percent (100000 and 0: as the theme has it); `lines` as
    measured at that size; `tight` when one more line would not fit; `share` of the slot's width is what the text takes.
    """

    font_scale: int = 100_000
    line_reduction: int = 0
    lines: int = 0
    tight: bool = False
    share: float = 1.0

    def size(self, size: float) -> float:
        """A size as it comes out: one that is scaled is a whole number of points, as PowerPoint paints it."""
        return size if self.font_scale == 100_000 else floor(size * self.font_scale / 100_000 + 0.5)

    @property
    def larger(self) -> float:
        """How many times as large the text is where it was made larger, else 1: the indents of its lists grow with it."""
        return max(self.font_scale, 100_000) / 100_000


AS_SET = Fit()
"""Text that fits as the theme has it."""


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
