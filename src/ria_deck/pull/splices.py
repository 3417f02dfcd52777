"""Changes to a text by the offsets of what they replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters that replace `text[start:end]`."""

    start: int
    end: int
    text: str


def applied(text: str, splices: Sequence[Splice]) -> str:
    """The text with all splices made; they are in order and don't overlap."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        if splice.start < at:
            return text  # what was read in another order than it stands: another way has to be found
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])
