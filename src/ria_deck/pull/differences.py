"""What `pull` finds between a deck as a person left it and the sources: patches, conflicts, and what is only listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Span
from ria_deck.model.deck import Deck
from ria_deck.model.value import Cell
from ria_deck.pull.splices import Move, Splice


class PullOutcome(Enum):
    """PATCH: the sources can say it; CONFLICT: they can't, or say otherwise; LISTED: for a person to look at."""

    PATCH = "patch"
    CONFLICT = "conflict"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the edited deck: the slide's id, its number there, and the shape or part of it."""

    slide: str
    number: int
    where: str

    def __str__(self) -> str:
        if not self.number:
            return f"the deck's {self.where}"
        name = f" ({self.slide})" if self.slide else ""
        return f"slide {self.number}{name}, {self.where}" if self.where else f"slide {self.number}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One edit: what it is, where, what was there and what is there now; `span` is where the sources say it, `cells` are
    those of the data that it contradicts."""

    outcome: PullOutcome
    code: str
    spot: Spot
    message: str
    old: str = ""
    new: str = ""
    span: Span | None = None
    cells: Sequence[Cell] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """A message whose shown text becomes another one: `markdown` is the new text of the source or the translation,
    `words` what readers then see at the place that was edited."""

    message: Message
    language: str  # of the text that was shown
    shown: str
    markdown: str
    words: str
    spot: Spot
    old: str

    @property
    def new(self) -> str:
        """What is there now."""
        return self.words

    @property
    def span(self) -> Span:
        """Where the message is written."""
        return self.message.span


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEdit:
    """Whole lines of a file that come, go or move: `words` are those of the paragraph, which is `gone` or there; `order`
    are the paragraphs of the slide, or the ids of the deck's slides, in the order that a move gives them; `check` says
    whether a deck has what was done, `message` says it in words."""

    path: str
    splices: tuple[Splice, ...] = ()
    moves: tuple[Move, ...] = ()
    check: Callable[[Deck], bool] | None = field(default=None, compare=False, repr=False)
    order: tuple[str, ...] = ()
    words: str
    gone: bool
    spot: Spot
    message: str
    span: Span

    @property
    def old(self) -> str:
        """What was there."""
        return self.words if self.gone else ""

    @property
    def new(self) -> str:
        """What is there now."""
        return "" if self.gone else self.words


SourceEdit = TextEdit | LineEdit


@dataclass(slots=True)
class Findings:
    """What has been found, while it is being found."""

    differences: list[Difference] = field(default_factory=list)
    edits: list[TextEdit] = field(default_factory=list)
    lines: list[LineEdit] = field(default_factory=list)
    kept: dict[tuple[str, str], list[Spot]] = field(default_factory=dict)  # messages that stand unedited on slides

    def add(self, difference: Difference) -> None:
        """Note a difference, once."""
        if difference not in self.differences:
            self.differences.append(difference)

    def conflict(self, code: str, spot: Spot, message: str, **more: object) -> None:
        """Note a conflict."""
        self.add(Difference(outcome=PullOutcome.CONFLICT, code=code, spot=spot, message=message, **more))  # type: ignore[arg-type]

    def listed(self, code: str, spot: Spot, message: str, **more: object) -> None:
        """Note what a person has to look at."""
        self.add(Difference(outcome=PullOutcome.LISTED, code=code, spot=spot, message=message, **more))  # type: ignore[arg-type]
