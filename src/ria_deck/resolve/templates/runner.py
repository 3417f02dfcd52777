"""A template run: its tree is walked, statement by statement, and what it prints is kept with its places.

Nothing is compiled and nothing of Python can be reached: expressions are those of content (`expressions/interpreter.py`),
statements are Jinja's, files are those that the loader gives. Steps, texts and nesting are counted, not timed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from ria_deck.resolve.expressions.evaluator import TableFaultError
from ria_deck.resolve.expressions.operands import OperandError, truth
from ria_deck.resolve.expressions.operators import Bound
from ria_deck.resolve.expressions.parser import ExpressionError
from ria_deck.resolve.templates.limits import LoopEndError
from ria_deck.resolve.templates.macros import TemplateMacros
from ria_deck.resolve.templates.pieces import (
    Fragment,
    Piece,
)
from ria_deck.resolve.templates.scope import (
    FAILED,
    Caller,
    FailedNameError,
    Level,
    Namespace,
    Scope,
    items_of,
    loop_view,
)
from ria_deck.resolve.templates.syntax import TemplateTree
from ria_deck.resolve.templates.unprinted import Blocks, text_outside, unprinted_blocks
from ria_deck.source.nearest import did_you_mean, listing


class Runner(TemplateMacros):
    """Runs the template of one topic. Mistakes go to `report`, each once."""

    def run(self, tree: TemplateTree, names: Mapping[str, Any]) -> list[Piece]:
        """What a template prints with these names; TemplateEndError where it can't be run to its end."""
        top = Scope(names=dict(names))
        try:
            return self._template(tree, top, {}, 0)
        except RecursionError:
            hint = "does a macro, block or include call itself? Give it an end with `{% if … %}`"
            self._end("the template calls itself too often", tree.source.span(0, 0), hint=hint)
            raise AssertionError from None

    def _template(
        self,
        tree: TemplateTree,
        top: Scope,
        below: Blocks,
        depth: int,
    ) -> list[Piece]:
        self._deeper(depth, tree.source.span(0, 0))
        blocks: dict[str, list[tuple[nodes.Block, TemplateTree]]] = {name: list(found) for name, found in below.items()}
        for block in tree.root.find_all(nodes.Block):
            blocks.setdefault(block.name, []).append((block, tree))
        level = Level(tree, top, top, blocks, depth)
        extends = next((node for node in tree.root.body if isinstance(node, nodes.Extends)), None)
        if extends is None:
            self._tell_unprinted(tree, blocks)
            return self._all(tree.root.body, level)
        self._tell_outside(tree)
        for node in tree.root.body:
            if not isinstance(node, (nodes.Output, nodes.Block, nodes.Extends)):
                self._statement(node, level)
        parent = self._named(extends.template, level)
        return self._template(parent, top, blocks, depth + 1) if parent else []

    def _tell_unprinted(self, tree: TemplateTree, blocks: Blocks) -> None:
        there = sorted({block.name for block in tree.root.find_all(nodes.Block)})
        for name, span in unprinted_blocks(tree, blocks):
            hint = f"its blocks: {listing(there, 'and')}" if there else "it has no blocks"
            words = f"`{tree.source.path}` has no block `{name}`, and nothing prints it"
            self._tell("RD276", words, span, label=did_you_mean(name, there), hint=hint)

    def _tell_outside(self, tree: TemplateTree) -> None:
        for span in text_outside(tree):
            hint = "move it into a block, or make it a comment: `{# … #}`"
            words = "nothing prints what is outside of the blocks of a template that extends another"
            self._tell("RD276", words, span, hint=hint)

    def _all(self, body: Sequence[nodes.Node], level: Level) -> list[Piece]:
        printed: list[Piece] = []
        for node in body:
            try:
                printed += self._statement(node, level)
            except LoopEndError as end:
                end.pieces = [*printed, *end.pieces]
                raise
        return printed

    def _statement(self, node: nodes.Node, level: Level) -> list[Piece]:
        """What a statement prints; a mistake in it is reported, and the next one goes on."""
        self._spend(4, level, node)
        try:
            return self._run(node, level)
        except ExpressionError as fault:
            self._fault(fault, level.tree)
        except FailedNameError:
            pass  # reported already
        except TableFaultError:
            self.incomplete = True
        return []

    def _run(self, node: nodes.Node, level: Level) -> list[Piece]:  # noqa: C901  one case for each statement of Jinja
        match node:
            case nodes.Output():
                return self._output(node, level)
            case nodes.If():
                return self._if(node, level)
            case nodes.For():
                return self._for(node, level)
            case nodes.Assign() | nodes.AssignBlock():
                self._assign(node, level)
            case nodes.With():
                within = replace(level, scope=Scope(level.scope))
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self._value(value, level), within, within.scope)
                return self._all(node.body, within)
            case nodes.Macro():
                level.scope.names[node.name] = self._macro(node, node.name, level)
            case nodes.CallBlock():
                call = _with_caller(node.call)
                names = {_CALLER: Caller(self._macro(node, "caller", level))}
                return self._pieces(self._value(call, level, names), node.call, level)
            case nodes.FilterBlock():
                inner = replace(level, scope=Scope(level.scope))
                block = Fragment(self._all(node.body, inner), self._tokens)
                filled = _filled(node.filter, nodes.Name("·", "load", lineno=node.lineno))
                return self._pieces(self._value(filled, level, {"·": block}), filled, level)
            case nodes.Block():
                return self._block(node.name, 0, level, scoped=node.scoped)
            case nodes.Include():
                return self._include(node, level)
            case nodes.Import():
                level.scope.names[node.target] = self._module(node.template, level, with_context=node.with_context)
            case nodes.FromImport():
                self._from_import(node, level)
            case nodes.ExprStmt():
                self._value(node.node, level)
            case nodes.ScopedEvalContextModifier() | nodes.Scope():
                return self._all(node.body, level)
            case nodes.Break():
                raise LoopEndError(whole=True)
            case nodes.Continue():
                raise LoopEndError(whole=False)
            case _:
                pass  # `extends` has been followed
        return []

    def _if(self, node: nodes.If, level: Level) -> list[Piece]:
        if truth(self._value(node.test, level)):
            return self._all(node.body, level)
        for other in node.elif_:
            if truth(self._value(other.test, level)):
                return self._all(other.body, level)
        return self._all(node.else_, level)

    def _for(self, node: nodes.For, level: Level, given: Any = None, depth: int = 0) -> list[Piece]:
        self._deeper(level.depth + depth, level.tree.source.span(*level.tree.place(node)))
        value = self._value(node.iter, level) if given is None else given
        try:
            items = items_of(value)
        except OperandError as fault:
            start, end = level.tree.expression(node.iter).place(node.iter)
            raise ExpressionError("RD210", fault.message, start, end, hint="write `for row in table.rows()`") from None
        if node.test is not None:
            items = [item for item in items if self._passes(node, node.test, item, level)]
        recurse = None
        if node.recursive:

            def again(more: Any) -> Fragment:
                return Fragment(self._for(node, level, more, depth + 1), self._tokens)

            recurse = Bound("loop", again)
        printed: list[Piece] = []
        for index, item in enumerate(items):
            self._spend(8, level, node)
            inner = replace(level, scope=Scope(level.scope))
            self._bind(node.target, item, inner, inner.scope)
            inner.scope.names["loop"] = loop_view(items, index, depth, recurse)
            try:
                printed += self._all(node.body, inner)
            except LoopEndError as end:
                printed += end.pieces
                if end.whole:
                    break
        return printed if items else self._all(node.else_, level)

    def _passes(self, node: nodes.For, test: nodes.Node, item: Any, level: Level) -> bool:
        """Whether an item of a loop passes its `if`."""
        inner = replace(level, scope=Scope(level.scope))
        self._bind(node.target, item, inner, inner.scope)
        return truth(self._value(test, inner))

    def _into(self, printed: list[Piece], body: Sequence[nodes.Node], level: Level) -> None:
        """Run statements whose output is kept even where `continue` or `break` ends them."""
        for node in body:
            printed += self._statement(node, level)

    def _assign(self, node: nodes.Assign | nodes.AssignBlock, level: Level) -> None:
        try:
            if isinstance(node, nodes.Assign):
                value = self._value(node.node, level)
            else:
                inner = replace(level, scope=Scope(level.scope))
                value = Fragment(self._all(node.body, inner), self._tokens)
                if node.filter is not None:
                    filled = _filled(node.filter, nodes.Name("·", "load", lineno=node.lineno))
                    value = Fragment(
                        self._pieces(self._value(filled, level, {"·": value}), filled, level), self._tokens
                    )
        except (ExpressionError, FailedNameError, TableFaultError):
            for name in (node.target, *node.target.find_all(nodes.Name)):
                if isinstance(name, nodes.Name):
                    level.scope.names[name.name] = FAILED
            raise
        self._bind(node.target, value, level, level.scope)

    def _bind(self, target: nodes.Node, value: Any, level: Level, scope: Scope) -> None:
        match target:
            case nodes.Name():
                scope.names[target.name] = value
            case nodes.NSRef():
                held = scope.find(target.name) if target.name in set(scope.all_names()) else None
                if not isinstance(held, Namespace):
                    start, end = level.tree.place(target)
                    words = f"`{target.name}` is not a namespace"
                    hint = f"write `{{% set {target.name} = namespace({target.attr}=…) %}}` before the loop"
                    raise ExpressionError("RD211", words, start, end, hint=hint)
                held[target.attr] = value
            case nodes.Tuple():
                start, end = level.tree.place(target)
                try:
                    parts = items_of(value)
                except OperandError as fault:
                    raise ExpressionError(fault.code, fault.message, start, end, hint=fault.hint) from None
                if len(parts) != len(target.items):
                    words = f"{len(target.items)} names for {len(parts)} values"
                    hint = "give each of the values a name: `for key, value in …`"
                    raise ExpressionError("RD211", words, start, end, hint=hint)
                for part, item in zip(target.items, parts, strict=True):
                    self._bind(part, item, level, scope)
            case _:
                pass

    def _block(self, name: str, index: int, level: Level, *, scoped: bool = False) -> list[Piece]:
        """What a block prints: the `index`-th of those of its name, counted from the innermost child."""
        block, tree = level.blocks[name][index]
        scope = Scope(level.scope if scoped else level.top)
        inner = replace(level, tree=tree, scope=scope, depth=level.depth + 1)
        self._deeper(inner.depth, tree.source.span(*tree.place(block)))
        if index + 1 < len(level.blocks[name]):
            scope.names["super"] = Bound(
                "super", lambda: Fragment(self._block(name, index + 1, level, scoped=scoped), self._tokens)
            )
        scope.names["self"] = {
            other: Bound(other, lambda other=other: Fragment(self._block(other, 0, level), self._tokens))
            for other in level.blocks
        }
        return self._all(block.body, inner)


_CALLER = "·caller"


def _with_caller(call: nodes.Call) -> nodes.Call:
    """The call of a `{% call %}` tag with the tag's body as its argument `caller`."""
    body = nodes.Keyword("caller", nodes.Name(_CALLER, "load", lineno=call.lineno), lineno=call.lineno)
    return nodes.Call(call.node, call.args, [*call.kwargs, body], call.dyn_args, call.dyn_kwargs, lineno=call.lineno)


def _filled(node: nodes.Filter, value: nodes.Expr) -> nodes.Filter:
    """A filter, or a chain of them, of a `{% filter %}` tag, with a value at its beginning."""
    inner = _filled(node.node, value) if isinstance(node.node, nodes.Filter) else value
    return nodes.Filter(inner, node.name, node.args, node.kwargs, node.dyn_args, node.dyn_kwargs, lineno=node.lineno)
