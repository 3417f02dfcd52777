"""The state of a template's run: its limits, and mistakes, each reported once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jinja2 import nodes

from ria_deck.content.specs.template import Authored
from ria_deck.diagnostics import Report, Span
from ria_deck.resolve.expressions.budget import Work
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.parser import ExpressionError
from ria_deck.resolve.templates.pieces import (
    Piece,
    ValuePiece,
)
from ria_deck.resolve.templates.scope import (
    Level,
    Scope,
    global_functions,
)
from ria_deck.resolve.templates.syntax import TemplateTree

MOST_WORK = 1_000_000  # steps of one topic's templates
MOST_WORK_OF_A_DECK = 10_000_000  # and of all topics
MOST_OUTPUT = 500_000  # characters of a topic's Markdown
DEEPEST = 25  # of macros, blocks and includes in each other

Load = Callable[[str, Span], TemplateTree | None]


class TemplateEndError(Exception):
    """The run can't go on: the reason has been reported."""


class LoopEndError(Exception):
    """`{% continue %}`, or `{% break %}`, which ends the `whole` loop; `pieces` are what was printed before."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self.whole = whole
        self.pieces: list[Piece] = []


class Allowance:
    """What the templates of a topic may do in all: the steps that are left of its own and of the deck's, what they have
    printed. It has `ended` once a run has gone beyond it."""

    def __init__(self, deck: Work | None = None) -> None:
        self._deck = deck or Work(MOST_WORK_OF_A_DECK)
        self._most = max(min(MOST_WORK, self._deck.left), 0)
        self.work = Work(self._most)
        self.printed = 0
        self.ended = False

    def settle(self) -> None:
        """Take what was spent from the deck's."""
        self._deck.left -= self._most - self.work.left
        self._most = self.work.left


class TemplateRun:
    """What all parts of a run share: the work that is left, what was printed, what was reported."""

    def __init__(
        self, evaluator: Evaluator, load: Load, report: Report, used_at: Span, allowance: Allowance | None = None
    ) -> None:
        self.evaluator = evaluator
        self.report = report
        self._asked: tuple[Authored, ...] = ()  # of the expression that was evaluated last
        self._load = load
        self._used_at = used_at
        self._functions = global_functions()
        self._allowance = allowance or Allowance()
        self._work = self._allowance.work
        self._tokens: list[ValuePiece] = []
        self._depth = 0  # of macros that call each other
        self._told: set[tuple[str, Span | None]] = set()
        self.incomplete = (
            False  # whether something isn't printed because a table can't be read, which its file's error tells
        )

    def _template(
        self,
        tree: TemplateTree,
        top: Scope,
        below: Mapping[str, list[tuple[nodes.Block, TemplateTree]]],
        depth: int,
    ) -> list[Piece]:
        """What a whole template prints."""
        raise NotImplementedError

    def _all(self, body: Sequence[nodes.Node], level: Level) -> list[Piece]:
        """What some statements print, one after the other."""
        raise NotImplementedError

    def _deeper(self, depth: int, span: Span) -> None:
        if depth > DEEPEST:
            words = f"macros, blocks and includes are nested more than {DEEPEST} deep"
            self._end(words, span, hint="does one of them call itself? Give it an end with `{% if … %}`")

    def _spend(self, steps: int, level: Level, node: nodes.Node) -> None:
        try:
            self._work.spend(steps)
        except ExpressionError:
            self._end("the template takes too long", level.tree.source.span(*level.tree.place(node)))

    def _count(self, characters: int, level: Level, node: nodes.Node) -> None:
        """Count what is printed, into fragments too."""
        self._allowance.printed += characters
        self._spend(1 + characters // 100, level, node)
        if self._allowance.printed > 4 * MOST_OUTPUT:
            self._end("the template prints too much", level.tree.source.span(*level.tree.place(node)))

    def _end(
        self, words: str, span: Span, *, hint: str = "is there a loop that goes over far more than it should?"
    ) -> None:
        self._tell("RD272", words, span, hint=hint)
        self._allowance.ended = True
        raise TemplateEndError

    def _fault(self, fault: ExpressionError, tree: TemplateTree) -> None:
        span = tree.source.span(fault.start, max(fault.end, fault.start + 1))
        self._tell(fault.code, fault.message, span, label=fault.label, hint=fault.hint)

    def _tell(self, code: str, message: str, span: Span, *, label: str = "", hint: str = "") -> None:
        """Report a mistake at its place in the template, once however often it is met, with the topic that uses it."""
        if (code, span) in self._told:
            return
        related = ((self._used_at, "the topic that uses this template"),)
        self.report.error(code, message, span, label=label, hint=hint, related=related)
        self._told.add(
            (code, span)
        )  # after it: deep in a template that calls itself, reporting may fail and is tried anew
