"""The form of a {process} block: the steps of something, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ria_deck.source.decode import Shape, key


class StepEntry(Shape):
    """A step: words in an arrow, and words below it."""

    foreign: ClassVar[Mapping[str, str]] = {
        "title": "write `label`",
        "name": "write `label`",
        "step": "write `label`; steps are numbered by themselves",
        "number": "leave it out: steps are numbered by themselves",
        "description": "write `text`",
        "note": "write `text`",
        "caption": "write `text`",
        "highlight": "write `color: accent`",
    }

    label: str = key(min_length=1)
    """The words in the arrow: as few as say which step it is."""
    text: str | None = None
    """What happens there, under the arrow."""
    color: str | None = None
    """A colour by its role in the theme; the first series' without it."""
