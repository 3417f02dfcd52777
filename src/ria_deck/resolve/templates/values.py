"""Expressions of a template: their values, and what they print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.evaluator import Evaluator, TableFaultError
from ria_deck.resolve.expressions.filters import Library
from ria_deck.resolve.expressions.operands import OperandError, is_gap, raw_of, truth
from ria_deck.resolve.expressions.operators import Bound
from ria_deck.resolve.expressions.parser import ExpressionError, Parsed
from ria_deck.resolve.expressions.table_view import TableView
from ria_deck.resolve.templates.limits import Allowance, Load, TemplateRun
from ria_deck.resolve.templates.pieces import (
    MOST_TOKENS,
    Fragment,
    Piece,
    PrintedText,
    ValuePiece,
    has_tokens,
    pieces_of,
)
from ria_deck.resolve.templates.scope import (
    FailedNameError,
    Level,
    Namespace,
    Scope,
    TemplateInterpreter,
    literal_of,
)


class TemplateLibrary(Library):
    """The filters of expressions, over fragments too, and `markdown`, which prints a text of the topic as Markdown."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__(formatter)
        self.read_fragment = False  # whether a text of the template has become a part of a value
        self.filters = {**self.filters, "markdown": self._markdown, "indent": self._indented}

    def shown(self, operand: Any) -> str:
        """An operand as readers see it."""
        if isinstance(operand, Fragment):
            self.read_fragment = True
            return operand.as_text()
        return super().shown(operand)

    def _markdown(self, value: Any) -> Any:
        text = raw_of(value)
        if isinstance(value, Fragment):
            return value
        if not isinstance(text, str):
            raise OperandError("RD211", "`markdown` needs a text", hint="print the value itself: `{{ value }}`")
        return MarkdownText(text, getattr(value, "message", None))

    def _indented(self, value: Any, width: Any = 4, first: Any = False) -> str:
        blank = " " * min(max(int(raw_of(width)), 0), 40)
        return (blank if truth(first) else "") + self.shown(value).replace("\n", "\n" + blank)


class MarkdownText:
    """A text that is printed as Markdown; `message` tells where the topic has it."""

    def __init__(self, text: str, message: Any) -> None:
        self.text = text
        self.message = None
        self.origin = message


def _not_a_text(value: TableView | Bound, start: int, end: int) -> ExpressionError:
    """What to say, and what to write, where a table or a function is printed."""
    name = value.table.identifier if isinstance(value, TableView) else value.name
    hint = 'write cars.value("units", year=2008)' if isinstance(value, TableView) else "call it: `name(…)`"
    return ExpressionError("RD215", f"`{name}` can't be shown as text", start, end, hint=hint)


class TemplateValues(TemplateRun):
    """The part of a run that evaluates and prints."""

    def __init__(
        self, evaluator: Evaluator, load: Load, report: Report, used_at: Span, allowance: Allowance | None = None
    ) -> None:
        super().__init__(evaluator, load, report, used_at, allowance)
        self._library = TemplateLibrary(evaluator.formatter)

    def _output(self, node: nodes.Output, level: Level) -> list[Piece]:
        printed: list[Piece] = []
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                start = level.tree.text_offset(part)
                source = level.tree.source
                end = start + len(part.data)
                printed.append(PrintedText(source.text[start:end], source, start, end, copied=True))
                self._count(len(part.data), level, node)
                continue
            try:
                printed += self._pieces(self._value(part, level), part, level)
            except ExpressionError as fault:
                self._fault(fault, level.tree)
            except FailedNameError:
                pass  # reported already
            except TableFaultError:
                self.incomplete = True
        return printed

    def _pieces(self, value: Any, node: nodes.Node, level: Level) -> list[Piece]:
        """A printed value: a fragment as it is, anything else as the expression that it came from."""
        parsed = level.tree.expression(node)
        start, end = parsed.place(node)
        source = level.tree.source
        if isinstance(value, Fragment):
            letters = (len(piece.text) if isinstance(piece, PrintedText) else 1 for piece in value.pieces)
            self._count(sum(letters), level, node)
            return list(value.pieces)
        if isinstance(value, MarkdownText):
            self._count(len(value.text), level, node)
            return [_markdown_piece(value, source, start, end)]
        if isinstance(value, (TableView, Bound)):
            raise _not_a_text(value, start, end)
        if isinstance(value, str) and (self._library.read_fragment or has_tokens(value) or not value):
            self._count(len(value), level, node)
            return list(pieces_of(value, self._tokens, source, start, end))
        if is_gap(value):
            hint = 'write a fallback with `| default("–")`, or ask with `is none`'
            raise ExpressionError("RD208", "this value is missing", start, end, hint=hint)
        try:
            shown = self._library.shown(value)
        except OperandError as fault:
            raise ExpressionError(fault.code, fault.message, start, end, label=fault.label, hint=fault.hint) from None
        literal, is_text = literal_of(value, shown)
        names, places = self._names_in(node, parsed, start, level)
        self._count(1, level, node)
        if len(self._tokens) >= MOST_TOKENS:
            self._end("the template prints too many values", source.span(start, end))
        return [
            ValuePiece(
                expression=source.text[start:end],
                source=source,
                start=start,
                end=end,
                names=names,
                places=places,
                literal=literal,
                is_text=is_text,
                asked=self._asked,
            )
        ]

    def _names_in(
        self, node: nodes.Node, parsed: Parsed, start: int, level: Level
    ) -> tuple[dict[str, Any], tuple[tuple[int, str], ...]]:
        """The template's own names in an expression: their values, and where they are in it."""
        found: dict[str, Any] = {}
        places: list[tuple[int, str]] = []
        for name in (node, *node.find_all(nodes.Name)):
            if not isinstance(name, nodes.Name):
                continue
            try:
                value = level.scope.find(name.name)
            except KeyError:
                continue  # the deck's
            found[name.name] = Namespace(value) if isinstance(value, Namespace) else value
            places.append((parsed.place(name)[0] - start, name.name))
        return found, tuple(sorted(set(places)))

    def _value(self, node: nodes.Node, level: Level, more: Mapping[str, Any] | None = None) -> Any:
        scope = Scope(level.scope, dict(more)) if more else level.scope

        def lookup(name: str) -> Any:
            try:
                return scope.find(name)
            except KeyError:
                return self._functions[name] if name in self._functions else self.evaluator.lookup(name)

        interpreter = TemplateInterpreter(
            parsed=level.tree.expression(node),
            vocabulary=self._library,
            lookup=lookup,
            known=lambda: sorted({*scope.all_names(), *self._functions, *self.evaluator.known()}),
            work=self._work,
            source=level.tree.source,
        )
        self._library.read_fragment = False
        try:
            result = interpreter.run()
        except ExpressionError as fault:
            if fault.code == "RD216":
                self._end(
                    "the template takes too long", level.tree.source.span(*level.tree.expression(node).place(node))
                )
            raise
        self._asked = tuple(interpreter.asked)
        return result


def _markdown_piece(value: MarkdownText, source: Any, start: int, end: int) -> PrintedText:
    """A text printed as Markdown: its place is the topic's where it stands there letter by letter."""
    return PrintedText(value.text, source, start, end, copied=False)
