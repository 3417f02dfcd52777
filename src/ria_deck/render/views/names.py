"""Names that a page template asks for, held against what pages get: what isn't there is found without printing a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, get_args, get_origin

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from ria_deck.render.views.pages import PageTemplate
from ria_deck.render.views.schema import branches, keys_of_view

_ALWAYS = frozenset((*DEFAULT_NAMESPACE, "loop", "super", "self", "caller", "varargs", "kwargs"))
_PASS = frozenset(("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "batch"))
"""Filters whose value has the items of what they are given."""


@dataclass(frozen=True, slots=True)
class UnknownUse:
    """A name that a template asks for at a line: of the page, where `there` is None, or of what has the names `there`."""

    name: str
    line: int
    there: tuple[str, ...] | None


@dataclass(slots=True)
class _TypedNames:
    """Names that a part of a template knows, with their types; Any where nothing is known."""

    known: dict[str, Any]
    outer: _TypedNames | None = None

    def find(self, name: str) -> Any:
        """The type of a name; KeyError where there is none."""
        if name in self.known:
            return self.known[name]
        if self.outer is None:
            raise KeyError(name)
        return self.outer.find(name)


@dataclass(slots=True)
class _NameReading:
    page: PageTemplate
    macros: Mapping[str, Mapping[str, Any]]
    everywhere: frozenset[str]  # names that the template gives to something, wherever
    found: list[UnknownUse] = field(default_factory=list)
    spared: set[int] = field(default_factory=set)  # nodes that may be undefined: `x is defined`, `x | default("")`


def unknown_names(
    tree: nodes.Template, page: PageTemplate, macros: Mapping[str, Mapping[str, Any]]
) -> list[UnknownUse]:
    """What a page's template asks for and doesn't get. `macros` are the types of its macros' arguments."""
    reading = _NameReading(page, macros, frozenset(_given(tree)))
    for node in tree.find_all((nodes.Test, nodes.Filter)):
        if node.name in ("defined", "undefined", "default", "d") and node.node is not None:
            reading.spared.add(id(node.node))
    _statements(tree.body, _TypedNames(dict(keys_of_view(page.view))), reading)
    return sorted(set(reading.found), key=lambda one: (one.line, one.name))


def _given(tree: nodes.Template) -> Iterator[str]:
    for name in tree.find_all(nodes.Name):
        if name.ctx in ("store", "param"):
            yield name.name
    for node in tree.find_all((nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (one[1] if isinstance(one, tuple) else one for one in node.names)


def _statements(body: Sequence[nodes.Node], names: _TypedNames, reading: _NameReading) -> None:
    for node in body:
        _statement(node, names, reading)


def _statement(node: nodes.Node, names: _TypedNames, reading: _NameReading) -> None:
    match node:
        case nodes.For():
            inner = _TypedNames({}, names)
            _bind(node.target, _item_of(_type(node.iter, names, reading)), inner)
            if node.test is not None:
                _type(node.test, inner, reading)
            _statements(node.body, inner, reading)
            _statements(node.else_, names, reading)
        case nodes.Assign():
            _bind(node.target, _type(node.node, names, reading), names)
        case nodes.AssignBlock():
            _bind(node.target, Any, names)
            _statements(node.body, _TypedNames({}, names), reading)
        case nodes.With():
            inner = _TypedNames({}, names)
            for target, value in zip(node.targets, node.values, strict=True):
                _bind(target, _type(value, names, reading), inner)
            _statements(node.body, inner, reading)
        case nodes.Macro():
            types = reading.macros.get(node.name, {})
            inner = _TypedNames({argument.name: types.get(argument.name, Any) for argument in node.args}, names)
            _statements(node.body, inner, reading)
        case nodes.CallBlock():
            _type(node.call, names, reading)
            _statements(node.body, _TypedNames({argument.name: Any for argument in node.args}, names), reading)
        case nodes.Block():
            block = reading.page.blocks.get(node.name)
            _statements(node.body, _TypedNames(dict(block.names) if block else {}, names), reading)
        case nodes.If():
            _type(node.test, names, reading)
            for body in (node.body, list[nodes.Node](node.elif_), node.else_):
                _statements(body, names, reading)
        case nodes.Output():
            for printed in node.nodes:
                _type(printed, names, reading)
        case nodes.Expr():
            _type(node, names, reading)
        case _:
            _statements(list(node.iter_child_nodes()), names, reading)


def _bind(target: nodes.Node, kind: Any, names: _TypedNames) -> None:
    if isinstance(target, nodes.Name):
        names.known[target.name] = kind
    else:
        for one in target.find_all(nodes.Name):
            names.known[one.name] = Any


def _type(node: nodes.Node, names: _TypedNames, reading: _NameReading) -> Any:
    """The type of an expression, Any where nothing is known; names in it that aren't there are noted."""
    match node:
        case nodes.Name():
            return _type_of_name(node, names, reading)
        case nodes.Getattr():
            return _part(_type(node.node, names, reading), node.attr, node, reading)
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            return _part(_type(node.node, names, reading), key, node, reading)
        case nodes.Getitem():
            holder = _type(node.node, names, reading)
            _type(node.arg, names, reading)
            return holder if isinstance(node.arg, nodes.Slice) else _item_of(holder)
        case nodes.Filter() if node.node is not None:
            holder = _type(node.node, names, reading)
            _children(node, names, reading, but=node.node)
            return _filtered(holder, node.name)
        case nodes.CondExpr():
            _type(node.test, names, reading)
            found = _type(node.expr1, names, reading)
            other = _type(node.expr2, names, reading) if node.expr2 is not None else found
            return found if found == other else Any
        case nodes.List():
            kinds = {_type(item, names, reading) for item in node.items}
            return list[kinds.pop()] if len(kinds) == 1 and Any not in kinds else Any  # type: ignore[misc]
        case _:
            _children(node, names, reading)
            return Any


def _filtered(holder: Any, name: str) -> Any:
    """What a filter makes of a value."""
    if name in ("first", "last", "random"):
        return _item_of(holder)
    return holder if name in _PASS and name in FILTERS else Any


def _type_of_name(node: nodes.Name, names: _TypedNames, reading: _NameReading) -> Any:
    try:
        return names.find(node.name)
    except KeyError:
        known = node.name in _ALWAYS or node.name in reading.everywhere
        if not known and id(node) not in reading.spared:
            reading.found.append(UnknownUse(node.name, node.lineno, None))
        return Any


def _children(node: nodes.Node, names: _TypedNames, reading: _NameReading, *, but: nodes.Node | None = None) -> None:
    for child in node.iter_child_nodes():
        if child is not but:
            _type(child, names, reading)


def _part(holder: Any, name: str, node: nodes.Expr, reading: _NameReading) -> Any:
    """What a value has under a name: the types that it has in every view that the value can be."""
    kinds = [one for one in branches(holder) if one is not type(None)]
    views = list(filter(None, map(keys_of_view, kinds)))
    if not views or len(views) < len(kinds):
        return str if get_origin(holder) is dict else Any
    found = [view[name] for view in views if name in view]
    if not found:
        if id(node) not in reading.spared:
            there = tuple(dict.fromkeys(chain.from_iterable(views)))
            reading.found.append(UnknownUse(name, node.lineno, there))
        return Any
    alternatives = tuple(dict.fromkeys(chain.from_iterable(map(branches, found))))
    return found[0] if len(set(map(repr, found))) == 1 else _union(alternatives)


def _union(kinds: tuple[Any, ...]) -> Any:
    made = kinds[0]
    for one in kinds[1:]:
        made = made | one
    return made


def _item_of(kind: Any) -> Any:
    parts = [get_args(one)[0] for one in branches(kind) if get_origin(one) is list]
    return _union(tuple(part for one in parts for part in branches(one))) if parts else Any
