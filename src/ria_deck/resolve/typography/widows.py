"""Keep the last line of a paragraph from being a lone word or character.

Slides can't balance lines, and a break by hand would stay when the text changes. Japanese and Chinese break almost anywhere,
so a last line is often a single character: letters that stand a few hundredths of an em apart move one more down. A title
whose last line is a short word gets a narrower box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import groupby

from ria_deck.design.measure import Measurer
from ria_deck.i18n.phrases import JOINER, parted
from ria_deck.model.text import Paragraph
from ria_deck.resolve.typography.line_breaking import HANGING, break_lines, narrowest

STEPS = (0.01, 0.02, 0.03, 0.04, 0.05)  # em; beyond it, the text would look spaced out
SHORT = 0.4  # of the longest line: a last line below it looks forgotten
SPARE = 0.3  # em
MOST_EVENED = 12  # lines: a longer text isn't a title
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


def balanced(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool, heading: bool) -> float:
    """The part of the room, in points, that a title takes in as many lines where they end better in it; all of the room
    where no phrase is parted and the last line is long enough in it."""
    lines = break_lines(paragraph, room, size, measurer, bold=bold, heading=heading).texts
    if _ends(lines)[:2] == (0, False):
        return room
    return evened(paragraph, room, size, measurer, bold=bold, heading=heading)


def evened(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool, heading: bool) -> float:
    """The part of the room in which as many lines end best: behind phrases, none of them short at the end, all alike."""

    def lines(width: float) -> tuple[str, ...]:
        return break_lines(paragraph, width, size, measurer, bold=bold, heading=heading).texts

    count = len(lines(room))
    if not 2 <= count <= MOST_EVENED:
        return room
    least = narrowest(paragraph, count, room, size, measurer, bold=bold, heading=heading)
    tried = [least + index * size / 8 for index in range(int((room - least) / size * 8) + 1)]
    groups = [(texts, [*widths]) for texts, widths in groupby((*tried, room), lines)]
    sure = [group for group in groups if len(group[1]) > 1] or groups  # the others end elsewhere in other programs
    best, widths = min(sure, key=lambda group: _ends(group[0]))
    play = widths[-1] - widths[0]
    # Not every program lets a comma hang beyond the line's end.
    hanging = any(line.endswith(tuple(HANGING)) for line in best)
    return min(widths[0] + (play * 3 / 4 if hanging else min(SPARE * size, play / 2)), room)


def _ends(lines: tuple[str, ...]) -> tuple[int, bool, int]:
    """How badly lines end: what they part, whether the last is short, how unlike they are."""
    lengths = [len(line.replace(JOINER, "").rstrip()) for line in lines]
    short = len(lines) > 1 and lengths[-1] < SHORT * max(lengths)
    return parted(lines), short, max(lengths, default=0) - min(lengths, default=0)


def _alone(paragraph: Paragraph, room: float, size: float, measurer: Measurer, *, bold: bool) -> bool:
    """Whether the last of several lines is one character, punctuation aside."""
    lines = break_lines(paragraph, room, size, measurer, bold=bold).texts
    return len(lines) > 1 and sum(unicodedata.category(character)[0] in "LN" for character in lines[-1]) <= 1
