"""What was found on a slide, before a layout is chosen for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ria_deck.importing.talk import LeftBehind, SlidePart


@dataclass(slots=True)
class SlideReading:
    """What was found on a slide; `shapes` are the parts in reading order."""

    title: str = ""
    parts: list[SlidePart] = field(default_factory=list)
    notes: str = ""
    source: str = ""
    foot: list[str] = field(default_factory=list)
    left: list[LeftBehind] = field(default_factory=list)
