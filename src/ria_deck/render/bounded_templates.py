"""A template of the project goes in, an environment that renders it comes out: sandboxed, and with an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 1_000_000  # turns of loops and calls of macros in one page; the built-in handout takes some thousands
LONGEST_TEXT = 20_000_000  # characters that one expression may make
_TICK = "__step__"


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which loops and macros are counted and no text grows without end.

    Rendering raises OverflowError when a page takes more than `MOST_STEPS` steps or asks for what is too large.
    """

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._steps = 0
        self.globals[_TICK] = self._step
        for name in ("center", "indent", "wordwrap"):
            self.filters[name] = _bounded(self.filters[name])
        del self.filters["format"]

    @contextmanager
    def budget(self) -> Iterator[None]:
        """One page: counting starts anew."""
        self._steps = 0
        yield

    def _step(self) -> str:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise OverflowError(f"more than {MOST_STEPS:,} turns of loops: does one never end?")
        return ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for node in template.find_all((nodes.For, nodes.Macro, nodes.CallBlock)):
            assert isinstance(node, (nodes.For, nodes.Macro, nodes.CallBlock))
            call = nodes.Call(nodes.Name(_TICK, "load"), [], [], None, None)
            node.body.insert(0, nodes.ExprStmt(call).set_lineno(node.lineno))
        return template

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, but for the formats of a text, whose widths nothing counts."""
        if isinstance(obj, str) and attribute in ("format", "format_map"):
            raise OverflowError(f"`{attribute}` of a text: write `~` to join texts")
        return super().getattr(obj, attribute)

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a call, unless it asks for a text too long (`"x".ljust(10**9)`)."""
        _check_sizes(args, kwargs)
        return super().call(context, function, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of `left operator right`, unless it would be too large."""
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise OverflowError("a power too large")
        if operator == "%" and isinstance(left, str):
            raise OverflowError("`%` on a text: write `~` to join texts")
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                if hasattr(text, "__len__") and isinstance(times, int) and len(text) * times > LONGEST_TEXT:
                    raise OverflowError("a text or list too long")
        return super().call_binop(context, operator, left, right)


def _bounded(function: Any) -> Any:
    @wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        _check_sizes(args, kwargs)
        return function(*args, **kwargs)

    return bounded


def _check_sizes(args: Iterable[Any], kwargs: Mapping[str, Any]) -> None:
    if any(isinstance(one, int) and one > LONGEST_TEXT for one in (*args, *kwargs.values())):
        raise OverflowError("a text or list too long")
