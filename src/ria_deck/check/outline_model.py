"""What a deck says, as plain values: the same shape from a deck, from a PPTX and from a PDF."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOutline:
    """A row of numbers: its name, its categories (or the x of each point, as text), and its values, None at a gap."""

    name: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOutline:
    """A figure in a PDF: its words for those who don't see it, and the strings drawn inside."""

    alt: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePart:
    """A slide, or a part of a handout.

    `texts` are whole paragraphs, `alts` alternative texts of charts, maps, pictures and tables. Only an expected
    outline has `phrases`, strings that stand inside of some paragraph, and `orders`, rows of texts in their order.
    """

    id: str
    title: str = ""
    texts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()
    tables: tuple[Rows, ...] = ()
    series: tuple[SeriesOutline, ...] = ()
    figures: tuple[FigureOutline, ...] = ()
    alts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: bool = False

    def joined(self, more: OutlinePart) -> OutlinePart:
        """A part of a page together with what another page has of it."""
        return OutlinePart(
            id=self.id,
            title=self.title or more.title,
            texts=self.texts + more.texts,
            tables=self.tables + more.tables,
            figures=self.figures + more.figures,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An output's parts in order. `output` is `pptx` or `pdf`; `headings` are all of a PDF's headings, in an expected
    outline those that must be among them; `secrets` are texts that must stand nowhere in it."""

    output: str
    title: str
    lang: str
    parts: tuple[OutlinePart, ...]
    headings: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


_INVISIBLE = dict.fromkeys(
    (
        0x00AD,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        *range(0x2066, 0x206A),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0x02,
    )
)
_SPACES = re.compile(r"\s+")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Pairs that faces draw with one glyph: a PDF can't tell which was meant.
_TWINS = str.maketrans(
    {"\u2212": "-", "\uff0d": "-", "\u2015": "\u2014", "\u301c": "~", "\uff5e": "~", "\u2225": "\u2016", "\u2010": None}
)


def plain_text(text: str) -> str:
    """One line without what nobody sees: soft hyphens, zero widths, kinds of space, ligatures (NFC)."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_LIGATURES)).strip()


@lru_cache(maxsize=16384)  # a text is looked for in many
def key(text: str) -> str:
    """What two texts share that read alike in print: no white space (a line's end hides it), compatible characters
    folded (NFKC), twins of one glyph as one."""
    folded = unicodedata.normalize("NFKC", plain_text(text).translate(_TWINS))
    return _SPACES.sub("", folded.translate(_TWINS))
