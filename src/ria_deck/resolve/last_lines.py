"""A paragraph and its room go in; what keeps its last line from being a lone word or character comes out.

Slides can't balance lines, and a break by hand would stay when the text changes. Japanese and Chinese break almost anywhere,
so a last line is often a single character: letters that stand a few hundredths of an em apart move one more down. A title
whose last line is a short word gets a narrower box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ria_deck.design.measure import Measurer
from ria_deck.model.text import Paragraph
from ria_deck.resolve.lines import break_lines, narrowest

STEPS = (0.01, 0.02, 0.03, 0.04, 0.05)  # em; beyond it, the text would look spaced out
SHORT = 0.4  # of the longest line: a last line below it looks forgotten
SPARE = 0.3  # em
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


def balanced(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool) -> float:
    """The least of the room, in points, that a title takes in as many lines, a little more for programs that measure
    otherwise; all of it where its last line is long enough."""

    texts = break_lines(paragraph, room, size, measurer, bold=bold, heading=True).texts
    if len(texts) < 2 or len(texts[-1]) >= SHORT * max(map(len, texts)):
        return room
    width = narrowest(paragraph, len(texts), room, size, measurer, bold=bold, heading=True)
    return min(width + SPARE * size, room)


def _alone(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool) -> bool:
    """Whether the last of several lines is one character, punctuation aside."""
    lines = break_lines(paragraph, room, size, measurer, bold=bold).texts
    return len(lines) > 1 and sum(unicodedata.category(character)[0] in "LN" for character in lines[-1]) <= 1
