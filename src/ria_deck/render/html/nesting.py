"""Refuse template values too large or deep for one call that nothing can interrupt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

MOST_ITEMS = 1_000_000  # of a list with those in it, each counted as often as it is there
DEEPEST = 100  # levels of lists in lists
MEASURE = "__measured__"
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_NESTS = (list, tuple, dict, set, frozenset, *_VIEWS)


def measured(value: Any) -> Any:
    """The value. Raises OverflowError where comparing, hashing or printing it would take too many steps: a list that
    holds one list twice, which holds another twice, and so on, is small in memory and endless to compare."""
    if isinstance(value, _NESTS):
        _weigh(value, {}, 1)
    return value


def _weigh(value: Any, seen: dict[int, tuple[int, Any]], depth: int) -> int:
    """How many items there are, in all levels. `seen` keeps what was weighed, and so its identity."""
    if not isinstance(value, _NESTS):
        return 1
    if id(value) in seen:
        return seen[id(value)][0]
    if depth > DEEPEST:
        raise OverflowError(f"lists nested deeper than {DEEPEST} levels")
    nest: Any = value
    parts = [*nest, *nest.values()] if isinstance(nest, dict) else list(nest)
    weight = 1
    for part in parts:
        weight += _weigh(part, seen, depth + 1)
        if weight > MOST_ITEMS:
            raise OverflowError(f"lists in lists with more than {MOST_ITEMS:,} items")
    seen[id(value)] = weight, (value, parts)
    return weight


def measuring(function: Any) -> Any:
    """A filter or test whose arguments, and what it yields, are measured."""

    @wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        for one in (*args, *kwargs.values()):
            measured(one)
        result = function(*args, **kwargs)
        return _each_measured(result) if isinstance(result, Iterator) else result

    return bounded


def _each_measured(values: Iterator[Any]) -> Iterator[Any]:
    for value in values:
        yield measured(value)


class Measures(NodeTransformer):
    """What is compared, joined or made a key is measured first."""

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - Jinja finds it by this name
        """Both sides of a comparison, and each of a chain."""
        self.generic_visit(node)
        node.expr = _measure(node.expr)
        for operand in node.ops:
            operand.expr = _measure(operand.expr)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Texts joined by `~`, each printed first."""
        self.generic_visit(node)
        node.nodes = [_measure(one) for one in node.nodes]
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802
        """The keys of a mapping, which are hashed."""
        self.generic_visit(node)
        node.key = _measure(node.key)
        return node


def _measure(value: nodes.Expr) -> nodes.Expr:
    if isinstance(value, (nodes.Const, nodes.TemplateData)):
        return value
    call = nodes.Call(nodes.Name(MEASURE, "load"), [value], [], None, None)
    call.set_lineno(value.lineno)
    return call
