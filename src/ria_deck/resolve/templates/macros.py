"""Macros of a template, and the templates that it includes and imports."""

from __future__ import annotations

from dataclasses import replace
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


class TemplateMacros(TemplateValues):
    """The part of a run that makes functions of macros and reads other templates."""

    def _macro(self, node: nodes.Macro | nodes.CallBlock, name: str, level: Level) -> Bound:
        """A macro as a function: it sees the names of its template and its arguments."""
        names = [argument.name for argument in node.args]
        first = len(names) - len(node.defaults)
        uses = {found.name for found in node.find_all(nodes.Name)}

        def call(*arguments: Any, **named: Any) -> Fragment:
            self._deeper(level.depth, level.tree.source.span(*level.tree.place(node)))
            scope = Scope(level.scope)
            given = dict(zip(names, arguments, strict=False))
            for key in [key for key in named if key in names]:
                if key in given:
                    hint = f"it takes {', '.join(f'`{one}`' for one in names)}, each once"
                    raise OperandError("RD213", f"the macro `{name}` has `{key}` twice", at=key, hint=hint)
                given[key] = named.pop(key)
            further = arguments[len(names) :]
            if further and "varargs" not in uses:
                hint = f"it takes {', '.join(f'`{one}`' for one in names) or 'no arguments'}"
                raise OperandError("RD213", f"the macro `{name}` takes no {len(names) + 1}. argument", hint=hint)
            caller = named.pop("caller", None)
            if named and "kwargs" not in uses:
                key = next(iter(named))
                hint = f"it takes {', '.join(f'`{one}`' for one in names) or 'no arguments'}"
                raise OperandError("RD213", f"the macro `{name}` takes no argument `{key}`", at=key, hint=hint)
            inner = replace(level, scope=scope, depth=level.depth + 1)
            for index, argument in enumerate(names):
                if argument in given:
                    scope.names[argument] = given[argument]
                elif index >= first:
                    scope.names[argument] = self._value(node.defaults[index - first], inner)
                else:
                    hint = f"it takes {', '.join(f'`{one}`' for one in names)}"
                    raise OperandError("RD213", f"the macro `{name}` needs `{argument}`", hint=hint)
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
