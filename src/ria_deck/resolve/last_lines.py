"""A paragraph and its room go in; it comes out with its letters a little farther apart where one would end alone.

Japanese and Chinese break almost anywhere, so a last line is often a single character. Slides can't balance lines, and a
break by hand would stay when the text changes; letters that stand a few hundredths of an em apart move one more down.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ria_deck.model.text import Paragraph
from ria_deck.resolve.lines import break_lines
from ria_deck.resolve.measure import Measurer

STEPS = (0.01, 0.02, 0.03, 0.04, 0.05)  # em; beyond it, the text would look spaced out
DOUBT = 0.003  # of the width: by so much programs may differ in where a line ends


def without_orphan(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool) -> Paragraph:
    """The paragraph, with the least `tracking` that gives its last line a second character, if one is to be had."""
    if not _alone(paragraph, room, size, measurer, bold=bold):
        return paragraph
    count = break_lines(paragraph, room, size, measurer, bold=bold).count
    for step in STEPS:
        spaced = replace(paragraph, tracking=round(step * size, 2))
        doubtful = [room * (1 - DOUBT), room, room * (1 + DOUBT)]
        if all(break_lines(spaced, width, size, measurer, bold=bold).count == count for width in doubtful) and not any(
            _alone(spaced, width, size, measurer, bold=bold) for width in doubtful
        ):
            return spaced
    return paragraph


def _alone(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool) -> bool:
    """Whether the last of several lines is one character, punctuation aside."""
    lines = break_lines(paragraph, room, size, measurer, bold=bold).texts
    return len(lines) > 1 and sum(unicodedata.category(character)[0] in "LN" for character in lines[-1]) <= 1
