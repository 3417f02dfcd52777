"""Set the title of the handout's cover: hard line breaks, size, width."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ria_deck.design.measure import Measurer
from ria_deck.i18n.phrases import joined_phrases
from ria_deck.model.front_matter import CoverTitle
from ria_deck.model.page import A4, HandoutPage
from ria_deck.model.text import Paragraph
from ria_deck.resolve.typography.line_breaking import break_lines
from ria_deck.resolve.typography.widows import evened

SIZES = (34.0, 28.0, 25.0)  # pt
FULL_WIDTH_SIZES = (30.0, 25.0, 22.0)  # pt: signs that fill their em look larger
MOST_LINES = 3
SPARE = 0.3  # em: WeasyPrint may measure a line a little wider
_COLONS = (": ", "：")
_SHORT = (8, 3)  # characters before and after a colon that don't make a line of their own


def cover_title(title: Paragraph, measurer: Measurer, *, page: HandoutPage = A4, japanese: bool = False) -> CoverTitle:
    """The title with a line of its own for what follows its colon, in the largest size that needs no more than three
    lines, the smallest where none does, and in a width in which they end well and are alike. Footnotes are left out."""
    text = _after_colon(replace(title, runs=tuple(run for run in title.runs if run.footnote is None)))
    if japanese:
        joined = (joined_phrases(run.text, goes_on=place > 0) for place, run in enumerate(text.runs))
        text = replace(text, runs=tuple(replace(run, text=words) for run, words in zip(text.runs, joined, strict=True)))

    def count(size: float) -> int:
        return break_lines(text, page.cover_width - SPARE * size, size, measurer, bold=True, heading=True).count

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text.text)
    sizes = FULL_WIDTH_SIZES if 2 * wide > len(text.text) else SIZES
    size = next((size for size in sizes if count(size) <= MOST_LINES), sizes[-1])
    width = SPARE * size + evened(text, page.cover_width - SPARE * size, size, measurer, bold=True, heading=True)
    return CoverTitle(text=text, size=size, width=round(width, 1))


def _after_colon(title: Paragraph) -> Paragraph:
    """A long title broken after its first colon."""
    before, after = _SHORT
    place = min((at + len(colon) for colon in _COLONS if (at := title.text.find(colon)) > before), default=0)
    if not place or len(title.text[place:].strip()) <= after:
        return title
    runs = list(title.runs)
    start = 0
    for index, run in enumerate(runs):
        if start < place <= start + len(run.text):
            before_it, behind_it = run.text[: place - start].rstrip(), run.text[place - start :].lstrip()
            runs[index] = replace(run, text=f"{before_it}\n{behind_it}")
        start += len(run.text)
    return replace(title, runs=tuple(runs))
