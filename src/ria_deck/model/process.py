"""A process with every arrow and word placed; coordinates in points from the figure's top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.chart import Rect
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import TypeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlace:
    """A step in its place: its number, the arrow with the words in it, and the box of the words below. The arrow of the
    first in a row is straight at its back (`first`)."""

    number: Rect
    number_line: TypeLine
    arrow: Rect
    label: TypeLine
    text: Rect
    line: TypeLine | None = None
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLayout:
    """The process for one size; `columns` of the steps stand in each row, `point` is how deep an arrow's point is, `inset`
    the room of an arrow's words from its notch and its point."""

    width: float
    height: float
    columns: int
    point: float
    inset: float
    steps: tuple[StepPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    """A step: words in an arrow of a colour (a role), and words below it."""

    label: Paragraph
    color: str
    text: Paragraph | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Steps in their order, numbered from 1; `slide` and `handout` are the two layouts."""

    name: str
    steps: tuple[ProcessStep, ...]
    slide: ProcessLayout | None = None
    handout: ProcessLayout | None = None

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """What its author wrote, in its order."""
        return tuple(text for step in self.steps for text in (step.label, step.text) if text is not None)
