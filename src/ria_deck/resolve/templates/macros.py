"""Macros of a template, and the templates that it includes and imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import nodes

from ria_deck.diagnostics import Span
from ria_deck.resolve.expressions.operands import OperandError, raw_of
from ria_deck.resolve.expressions.operators import Bound
from ria_deck.resolve.templates.pieces import (
    Fragment,
    Piece,
)
from ria_deck.resolve.templates.scope import (
    FAILED,
    Caller,
    Level,
    Module,
    Scope,
)
from ria_deck.resolve.templates.syntax import TemplateTree
from ria_deck.resolve.templates.values import TemplateValues


@dataclass(frozen=True, slots=True)
class _Signature:
    """A macro's arguments, and the names that its body uses: `varargs` and `kwargs` take what it doesn't name."""

    macro: str
    names: tuple[str, ...]
    uses: frozenset[str]

    def take(self, arguments: Sequence[Any], named: dict[str, Any]) -> tuple[dict[str, Any], Sequence[Any], Any]:
        """The arguments by name, those by place beyond them, and the caller; `named` keeps the names beyond them.

        Raises OperandError for an argument that the macro doesn't take."""
        given = dict(zip(self.names, arguments, strict=False))
        for key in [key for key in named if key in self.names]:
            if key in given:
                raise self.fault(f"has `{key}` twice", at=key, each=", each once")
            given[key] = named.pop(key)
        further = arguments[len(self.names) :]
        if further and "varargs" not in self.uses:
            raise self.fault(f"takes no {len(self.names) + 1}. argument")
        caller = named.pop("caller", None)
        if named and "kwargs" not in self.uses:
            key = next(iter(named))
            raise self.fault(f"takes no argument `{key}`", at=key)
        return given, further, caller

    def fault(self, words: str, at: str | None = None, each: str = "") -> OperandError:
        """What is wrong with a call, with the arguments that the macro takes as a hint."""
        hint = f"it takes {', '.join(f'`{one}`' for one in self.names) or 'no arguments'}{each}"
        return OperandError("RD213", f"the macro `{self.macro}` {words}", at=at, hint=hint)


class TemplateMacros(TemplateValues):
    """The part of a run that makes functions of macros and reads other templates."""

    def _macro(self, node: nodes.Macro | nodes.CallBlock, name: str, level: Level) -> Bound:
        """A macro as a function: it sees the names of its template and its arguments."""
        names = [argument.name for argument in node.args]
        first = len(names) - len(node.defaults)
        signature = _Signature(name, tuple(names), frozenset(found.name for found in node.find_all(nodes.Name)))

        def call(*arguments: Any, **named: Any) -> Fragment:
            self._deeper(level.depth, level.tree.source.span(*level.tree.place(node)))
            scope = Scope(level.scope)
            given, further, caller = signature.take(arguments, named)
            inner = replace(level, scope=scope, depth=level.depth + 1)
            for index, argument in enumerate(names):
                if argument in given:
                    scope.names[argument] = given[argument]
                elif index >= first:
                    scope.names[argument] = self._value(node.defaults[index - first], inner)
                else:
                    raise signature.fault(f"needs `{argument}`")
            scope.names |= {"varargs": list(further), "kwargs": dict(named)}
            if caller is not None:
                scope.names["caller"] = caller.function if isinstance(caller, Caller) else caller
            return Fragment(self._all(node.body, inner), self._tokens)

        def counted(*arguments: Any, **named: Any) -> Fragment:
            self._depth += 1
            try:
                self._deeper(self._depth, level.tree.source.span(*level.tree.place(node)))
                return call(*arguments, **named)
            finally:
                self._depth -= 1

        return Bound(name, counted)

    def _include(self, node: nodes.Include, level: Level) -> list[Piece]:
        tree = self._named(node.template, level, ignore_missing=node.ignore_missing)
        if tree is None:
            return []
        scope = Scope(level.scope) if node.with_context else Scope()
        return self._template(tree, scope, {}, level.depth + 1)

    def _module(self, node: nodes.Node, level: Level, *, with_context: bool) -> Any:
        tree = self._named(node, level)
        if tree is None:
            return FAILED
        top = Scope(level.top if with_context else None)
        self._template(tree, top, {}, level.depth + 1)
        return Module(tree.source.path, top.names).names

    def _from_import(self, node: nodes.FromImport, level: Level) -> None:
        found = self._module(node.template, level, with_context=node.with_context)
        for entry in node.names:
            name, alias = entry if isinstance(entry, tuple) else (entry, entry)
            if found is FAILED:
                level.scope.names[alias] = FAILED
            elif name in found:
                level.scope.names[alias] = found[name]
            else:
                level.scope.names[alias] = FAILED
                self._missing_name(name, list(found), node, level)

    def _missing_name(self, name: str, there: list[str], node: nodes.Node, level: Level) -> None:
        from ria_deck.source.nearest import did_you_mean, listing

        start, end = level.tree.place(node)
        tokens = [token for token in level.tree.tokens if token.start >= start and token.text == name]
        span = level.tree.source.span(tokens[0].start, tokens[0].end) if tokens else level.tree.source.span(start, end)
        label = did_you_mean(name, there)
        hint = "" if label or not there else f"it has {listing(there, 'and')}"
        self._tell("RD274", f"the template has no macro `{name}`", span, label=label, hint=hint)

    def _named(self, node: nodes.Node, level: Level, *, ignore_missing: bool = False) -> TemplateTree | None:
        """The template that an expression names (or the first there is of a list of names)."""
        value = self._value(node, level)
        span = level.tree.source.span(*level.tree.expression(node).place(node))
        names = [raw_of(one) for one in (raw_of(value) if isinstance(raw_of(value), list) else [value])]
        if not names or not all(isinstance(name, str) for name in names):
            self._tell("RD270", "a template is named by a text", span, hint='write "region.md.j2"')
            return None
        for name in names[:-1]:
            quiet = self._quietly(name, span)
            if quiet is not None:
                return quiet
        return self._quietly(names[-1], span) if ignore_missing else self._load(names[-1], span)

    def _quietly(self, name: str, span: Span) -> TemplateTree | None:
        kept = list(self.report.diagnostics)
        found = self._load(name, span)
        if (
            found is None
            and self.report.diagnostics[len(kept) :][-1:]
            and (self.report.diagnostics[-1].code == "RD270")
        ):
            self.report.diagnostics[:] = kept
        return found
