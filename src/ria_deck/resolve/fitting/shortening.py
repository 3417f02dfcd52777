"""Texts that repeat what stands whole elsewhere (running titles), cut to the room that they have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from ria_deck.model.text import Paragraph, Run

MOST = 400  # characters: more than any such slot has room for


def shortened(paragraph: Paragraph, fits: Callable[[Paragraph], bool]) -> Paragraph:
    """The paragraph as it is where it fits, else as many of its words as do, with “…” for what is left out; in scripts
    without blanks as many of its characters."""
    if fits(paragraph) or not paragraph.runs:
        return paragraph
    text = paragraph.text
    fitting = range(len(text[:MOST]))
    end = bisect_left(fitting, True, key=lambda end: not fits(_until(paragraph, end + 1)))
    in_a_word = " " not in text[max(end - 1, 0) : end + 1]
    shown = text[:end].rstrip()
    return _until(paragraph, len(shown.rpartition(" ")[0] if in_a_word and " " in shown else shown))


def _until(paragraph: Paragraph, end: int) -> Paragraph:
    """Its first characters and “…”. No message says what it says now, so that no edit of it is taken for one of that."""
    runs: list[Run] = []
    for run in paragraph.runs:
        kept = run.text[: max(end, 0)]
        end -= len(run.text)
        if kept:
            runs.append(run if kept == run.text else replace(run, text=kept, value=None))
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return replace(paragraph, runs=(*runs, Run(text="…", lang=paragraph.runs[0].lang)), origin=None)
