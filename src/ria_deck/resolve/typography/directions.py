"""Marks of direction (UAX #9) in paragraphs that are written from right to left.

Where stretches from left to right stand in such a paragraph (listings, names from a table, texts that nobody has translated),
their brackets and stops would go to the wrong side and a number after them would be taken for a part of them. U+200E
and U+200F, which every program knows, keep them together; isolates are newer than many of those.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ria_deck.i18n.language import is_leftwards
from ria_deck.model.text import Run, TextMark

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"


def with_directions(runs: Sequence[Run]) -> list[Run]:
    """The runs of a paragraph with marks around each stretch from left to right, and before each footnote's number."""
    kept: list[Run] = []
    for rightwards, stretch in groupby(runs, key=_is_rightwards):
        found = list(stretch)
        kept += _held(found) if rightwards else found
    marked: list[Run] = []
    for run in kept:
        if run.footnote is not None and marked and not _ends_in_letter(marked[-1].text):
            marked[-1] = replace(marked[-1], text=marked[-1].text + RIGHT_TO_LEFT)  # else its stop joins two numbers
        marked.append(run)
    return marked


def _is_rightwards(run: Run) -> bool:
    if run.footnote is not None:
        return False
    if not is_leftwards(run.lang):
        return True
    apart = run.value is not None or TextMark.CODE in run.marks
    return apart and {unicodedata.bidirectional(char) for char in run.text}.isdisjoint(("R", "AL")) and _has_letter(run)


def _has_letter(run: Run) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in run.text)


def _held(stretch: list[Run]) -> list[Run]:
    first, *_ = stretch
    if unicodedata.bidirectional(first.text[0]) != "L":
        stretch[0] = replace(first, text=LEFT_TO_RIGHT + first.text)
    last = stretch[-1]
    closing = "" if unicodedata.bidirectional(last.text[-1]) == "L" else LEFT_TO_RIGHT
    stretch[-1] = replace(last, text=f"{last.text}{closing}{RIGHT_TO_LEFT}")
    return stretch


def _ends_in_letter(text: str) -> bool:
    return text.endswith(RIGHT_TO_LEFT) or unicodedata.bidirectional(text[-1:] or "\n") in ("R", "AL")
