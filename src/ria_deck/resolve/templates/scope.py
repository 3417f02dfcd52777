"""Names of a template while it runs: what a name stands for, and what macros and loops are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from ria_deck.content.specs.message import Message
from ria_deck.content.specs.template import Authored
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.interpreter import Interpreter
from ria_deck.resolve.expressions.operands import OperandError, flatten, raw_of
from ria_deck.resolve.expressions.operators import Bound
from ria_deck.resolve.templates.syntax import TemplateTree
from ria_deck.source.text import SourceText

MOST_NUMBERS = 10_000  # of `range`


class Failed:
    """What a name stands for whose value could not be computed, which has been reported."""


FAILED = Failed()


class FailedNameError(Exception):
    """A name whose value failed: its mistake has been reported."""


@dataclass(slots=True)
class Scope:
    """Names and, where they don't have it, those around them."""

    outer: Scope | None = None
    names: dict[str, Any] = field(default_factory=dict)

    def find(self, name: str) -> Any:
        """The value of a name; KeyError where there is none."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        raise KeyError(name)

    def all_names(self) -> Iterator[str]:
        """Every name that can be found."""
        scope: Scope | None = self
        while scope is not None:
            yield from scope.names
            scope = scope.outer


@dataclass(slots=True, kw_only=True)
class TemplateInterpreter(Interpreter):
    """Evaluates an expression of a template; `asked` are the texts of the topic that it came across."""

    source: SourceText
    asked: list[Authored] = field(default_factory=list)

    def evaluate(self, node: nodes.Node) -> Any:
        """The value of a node."""
        result = Interpreter.evaluate(self, node)
        if isinstance(result, Failed):
            raise FailedNameError
        if isinstance(result, Authored) and not isinstance(node, nodes.Const):
            self.asked.append(result)
        if isinstance(node, nodes.Const) and isinstance(result, str):
            return self._words(result, node)
        return result

    def _words(self, text: str, node: nodes.Const) -> Authored:
        """A text that the template itself has: translators get it where a macro or a name hands it on to be printed."""
        source = self.source
        start, end = self.parsed.place(node)
        context = f"{source.path.removeprefix('templates/')}/words"
        return Authored(text, Message(text=text, context=context, span=source.span(start + 1, max(end - 1, start + 1))))


@dataclass(frozen=True, slots=True)
class Caller:
    """The body of a `{% call %}` tag on its way to the macro that it calls."""

    function: Bound


class Namespace(dict[str, Any]):
    """`namespace(…)`: what loops may change with `{% set ns.name = … %}`."""


@dataclass(frozen=True, slots=True)
class Module:
    """A template that was imported: its macros and the names that it sets."""

    name: str
    names: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Level:
    """Where the runner is: a template, its blocks from the innermost child to the outermost parent, and names."""

    tree: TemplateTree
    scope: Scope
    top: Scope
    blocks: Mapping[str, list[tuple[nodes.Block, TemplateTree]]]
    depth: int = 0


def global_functions() -> dict[str, Bound]:
    """The functions of Jinja that templates have besides those of expressions."""
    return {
        "range": Bound("range", _range),
        "namespace": Bound("namespace", lambda **values: Namespace(values)),
        "dict": Bound("dict", lambda **values: dict(values)),
    }


def _range(first: Any, stop: Any = None, step: Any = 1) -> list[int]:
    numbers = [raw_of(value) for value in (first, stop, step)]
    if not all(isinstance(number, int) or number is None for number in numbers) or numbers[2] in (0, None):
        raise OperandError("RD213", "`range` takes whole numbers", at=0, hint="write `range(3)` or `range(1, 4)`")
    found = range(numbers[0]) if numbers[1] is None else range(*numbers)
    if len(found) > MOST_NUMBERS:
        hint = "loop over the rows of a table: `for row in table.rows()`"
        raise OperandError("RD212", f"a range of more than {MOST_NUMBERS:,} numbers", at=0, hint=hint)
    return list(found)


def loop_view(items: list[Any], index: int, depth: int, recurse: Bound | None) -> dict[str, Any]:
    """`loop` within a loop."""
    last = len(items) - 1

    def cycle(*values: Any) -> Any:
        if not values:
            raise OperandError("RD213", "`cycle` needs values", hint="write `loop.cycle('odd', 'even')`")
        return values[index % len(values)]

    view: dict[str, Any] = {
        "index": index + 1,
        "index0": index,
        "revindex": last - index + 1,
        "revindex0": last - index,
        "first": index == 0,
        "last": index == last,
        "length": last + 1,
        "depth": depth + 1,
        "depth0": depth,
        "cycle": Bound("cycle", cycle),
    }
    if index > 0:
        view["previtem"] = items[index - 1]
    if index < last:
        view["nextitem"] = items[index + 1]
    return view | ({"recurse": recurse} if recurse else {})


def items_of(value: Any) -> list[Any]:
    """What a loop goes through; raises OperandError for what it can't."""
    held = raw_of(value)
    if isinstance(held, Mapping) and not hasattr(held, "row_key"):
        return list(held)
    return list(flatten(value))


def literal_of(value: Any, shown: str) -> tuple[str, bool]:
    """A value where only plain text can be: as the table has it, unless a filter gave it a form; and whether it is text
    rather than a number, date or truth value."""
    raw = raw_of(value)
    if isinstance(value, Value) and value.text is not None and not isinstance(raw, str):
        return shown, True
    if isinstance(raw, bool):
        return ("true" if raw else "false"), False
    if isinstance(raw, str):
        return str(raw), True
    return (raw.isoformat() if hasattr(raw, "isoformat") else str(raw) if not isinstance(raw, list) else shown), False
