"""A sandboxed Jinja environment for the project's templates, with limits of time and output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from ria_deck.render.html.nesting import MEASURE, Measures, measured, measuring
from ria_deck.source.limits import limited

MOST_STEPS = 1_000_000  # turns of loops, calls and includes in one page; the built-in handout takes some thousands
LONGEST_TEXT = 5_000_000  # characters that one expression may make
MOST_CHARACTERS = 100_000_000  # that a page's expressions may print, with what is kept in variables
MOST_SECONDS = 10.0  # of CPU time, and as much memory as this above what there was
MOST_MEGABYTES = 500
_TICK, _BOUND = "__step__", "__bounded__"


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which loops, calls and includes are counted and no text grows without end.

    Rendering raises OverflowError when a page takes too many steps or too long, or asks for what is too large, and
    MemoryError when all of it together takes too much.
    """

    intercepted_binops = frozenset(["*", "**", "%", "+", "-", "/", "//"])

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=self._printed, **options)
        self._steps = 0
        self._characters = 0
        self.globals[_TICK] = self._step
        self.globals[_BOUND] = _not_too_long
        self.globals[MEASURE] = measured
        self.globals.pop("lipsum")
        for name in ("center", "indent", "wordwrap"):
            self.filters[name] = _bounded(self.filters[name])
        del self.filters["format"]
        self.filters["sum"] = _sum_of_numbers(self.filters["sum"])
        for functions in (self.filters, self.tests):
            functions |= {name: measuring(function) for name, function in functions.items()}

    @contextmanager
    def budget(self) -> Iterator[None]:
        """One page: counting starts anew."""
        self._steps = self._characters = 0
        with limited(seconds=MOST_SECONDS, megabytes=MOST_MEGABYTES):
            yield

    def _step(self, characters: int = 0) -> str:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise OverflowError(f"more than {MOST_STEPS:,} turns of loops: does one never end?")
        self._count(characters)
        return ""

    def _printed(self, value: Any) -> str:
        text = value if isinstance(value, str) else str(measured(value))
        self._count(len(text))
        return text

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise OverflowError(f"more than {MOST_CHARACTERS:,} characters")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Joins().visit(Measures().visit(super()._parse(source, name, filename)))
        for node in (template, *template.find_all((nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block))):
            assert isinstance(node, (nodes.Template, nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block))
            fixed = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
            call = nodes.Call(nodes.Name(_TICK, "load"), [nodes.Const(fixed)], [], None, None)
            # `extends` must come first
            at = next((n for n, child in enumerate(node.body, 1) if isinstance(child, nodes.Extends)), 0)
            node.body.insert(at, nodes.ExprStmt(call).set_lineno(node.lineno))
        return template

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, but for the formats of a text, whose widths nothing counts."""
        if isinstance(obj, str) and attribute in ("format", "format_map"):
            raise OverflowError(f"`{attribute}` of a text: write `~` to join texts")
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What a list or mapping has under a key, which is hashed."""
        return super().getitem(obj, measured(argument))

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a call, unless it asks for a text too long (`"x".ljust(10**9)`)."""
        _check_sizes(args, kwargs)
        if not isinstance(function, Macro) and function is not measured:
            for one in (getattr(function, "__self__", None), *args, *kwargs.values()):
                measured(one)
        return super().call(context, function, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of `left operator right`, unless it would be too large."""
        measured(left), measured(right)
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise OverflowError("a power too large")
        if operator == "%" and isinstance(left, str):
            raise OverflowError("`%` on a text: write `~` to join texts")
        if operator == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
            _check_size(len(left) + len(right))
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                if hasattr(text, "__len__") and isinstance(times, int):
                    _check_size(len(text) * times)
        return super().call_binop(context, operator, left, right)


class _Joins(NodeTransformer):
    """Texts joined by `~` are held against the limit, as those of `+` are."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja finds it by this name
        self.generic_visit(node)
        call = nodes.Call(nodes.Name(_BOUND, "load"), [node], [], None, None)
        return call.set_lineno(node.lineno)


def _not_too_long(text: str) -> str:
    _check_size(len(text))
    return text


def _check_size(size: int) -> None:
    if size > LONGEST_TEXT:
        raise OverflowError("a text or list too long")


def _bounded(function: Any) -> Any:
    @wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        _check_sizes(args, kwargs)
        return function(*args, **kwargs)

    return bounded


def _sum_of_numbers(function: Any) -> Any:
    """Lists are not summed: each step would copy all before it, in a call that nothing breaks off."""

    @wraps(function)
    def bounded(environment: Any, iterable: Any, attribute: Any = None, start: float = 0) -> Any:
        if not isinstance(start, (int, float)):
            raise TypeError("`sum` adds numbers")
        return function(environment, iterable, attribute, start)

    return bounded


def _check_sizes(args: Iterable[Any], kwargs: Mapping[str, Any]) -> None:
    for one in (*args, *kwargs.values()):
        if isinstance(one, int):
            _check_size(one)
