"""Text as readers see it: runs with marks, links, languages and values, in paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from ria_deck.diagnostics import Span
from ria_deck.model.value import Value


class TextMark(Enum):
    """Inline emphasis, by the names of HTML's elements."""

    STRONG = "strong"
    EMPHASIS = "em"
    CODE = "code"
    STRIKE = "s"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"


class ParagraphKind(Enum):
    """What stands before the first line."""

    PLAIN = "plain"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one form. A newline in `text` is a line break inside the paragraph.

    `lang` is a BCP 47 tag (`ja-JP`); `value` is set where the text is a resolved `{{ … }}`; `footnote` is the
    footnote's number where the run is a reference to it.
    """

    text: str
    lang: str
    marks: frozenset[TextMark] = frozenset()
    href: str = ""
    value: Value | None = None
    footnote: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The message that a paragraph was made from: its id in catalogs (`context` and `text`) and its place, the text that
    was `shown` (a translation, or itself) in the language `language`, and what each `{{ … }}` of that gave, in order;
    `written` is where a translation is written; `literal`: the text is as it stands, not Markdown."""

    context: str
    text: str
    span: Span
    shown: str
    language: str
    values: tuple[tuple[str, Value | None], ...] = ()
    written: Span | None = None
    literal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs that wrap together. `level` counts from 0, and a plain paragraph of a level above it goes on in an item of the
    one before; `number` is the ordinal of a numbered item, `numbered` how many numbered lists it stands in the items
    of; `digits` are those that the numbers of its own list have above two, `wider` the same for the lists it stands in;
    `quote` is set for somebody's words, which stand apart: the mark that hangs before them, or nothing; `tracking` is what
    its letters stand farther apart on the slide, `before` the room above it there that its style doesn't have, in points;
    `origin` is None where no single message says what it says; `parts` are then those that it puts together, in order."""

    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.PLAIN
    level: int = 0
    number: int = 0
    numbered: int = 0
    digits: int = 0
    wider: int = 0
    quote: str | None = None
    tracking: float = 0.0
    before: float = 0.0
    origin: Origin | None = field(default=None, compare=False, repr=False)
    parts: tuple[Origin, ...] = field(default=(), compare=False, repr=False)

    @property
    def depth(self) -> int:
        """The level whose size and spacing it has."""
        return max(self.level - 1, 0) if self.kind is ParagraphKind.PLAIN else self.level

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The messages that it says, in order."""
        return (self.origin,) if self.origin is not None else self.parts

    @property
    def text(self) -> str:
        """The plain text, footnote references left out."""
        return "".join(run.text for run in self.runs if run.footnote is None)


def plain(text: str, lang: str, parts: tuple[Origin, ...] = ()) -> Paragraph:
    """A paragraph of one unmarked run."""
    return Paragraph(runs=(Run(text=text, lang=lang),) if text else (), parts=parts)


def origins_of(paragraphs: Iterable[Paragraph]) -> tuple[Origin, ...]:
    """The messages that some paragraphs say, for one that puts them together."""
    return tuple(origin for paragraph in paragraphs for origin in paragraph.origins)
