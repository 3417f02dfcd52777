"""The places of a section's marks: how far a talk has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ria_deck.model.theme import EMU_PER_INCH, Box

LONGEST = round(0.5 * EMU_PER_INCH)
GAP = round(0.09 * EMU_PER_INCH)
DIM = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressMark:
    """A mark; `share` is how much of its colour shows over the ground: all of it where it is the present topic's."""

    box: Box
    share: float


def progress_marks(box: Box, progress: tuple[int, int]) -> Iterator[ProgressMark]:
    """A mark for each topic, in a box from its left edge."""
    present, count = progress
    long = min(LONGEST, (box.width + GAP) // count - GAP) if count else 0
    for index in range(count if long > 0 else 0):
        place = Box(x=box.x + index * (long + GAP), y=box.y, width=long, height=box.height)
        yield ProgressMark(box=place, share=1.0 if index == present else DIM)
