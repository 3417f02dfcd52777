"""Interpret a parsed expression, collecting all the cells of its value.

The expression is walked, not compiled: nothing of Python can be reached but what stands here, every step is counted,
and every fault knows the word it is about. Meaning follows Jinja's manual (“Expressions”), with these differences:
unknown names are errors, rounding is half away from zero, numbers are exact, only values of one kind are compared, and
a missing value only with `none`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from jinja2 import nodes

from ria_deck.data.table import Row, Rows
from ria_deck.resolve.expressions.arithmetic import decimal_of
from ria_deck.resolve.expressions.budget import A_CELL, Work, size_of
from ria_deck.resolve.expressions.comparisons import MissingError
from ria_deck.resolve.expressions.filters import NO_FILTERS
from ria_deck.resolve.expressions.key_index import column_of
from ria_deck.resolve.expressions.operands import (
    ARGUMENTS,
    OperandError,
    cells_of,
    checked,
    flatten,
    is_text,
    kind_of,
    raw_of,
    with_cells,
)
from ria_deck.resolve.expressions.operators import UNKNOWN, Bound, Operations, Purpose, wrong_arguments
from ria_deck.resolve.expressions.parameters import parameter
from ria_deck.resolve.expressions.parser import ExpressionError, MissingCellError
from ria_deck.resolve.expressions.parts import part_of
from ria_deck.resolve.expressions.table_view import TableView
from ria_deck.resolve.expressions.value_tests import TESTS
from ria_deck.source.nearest import did_you_mean, listing

MOST_STEPS = 20_000
_MISSING_NAMES = ("RD202", "RD204")


@dataclass(slots=True, kw_only=True)
class Interpreter(Operations):
    """Evaluates one expression. `seen` are the table accesses it made: their text and what they gave."""

    lookup: Callable[[str], Any]  # a name's value; KeyError when there is none
    known: Callable[[], list[str]]  # all names, for hints
    work: Work  # what is left to it and to the others of its deck
    unlisted: Callable[[str], str] | None = None  # a hint for a name that may be a table's, else empty
    unknown_name: str = "unknown name `{name}`"
    steps: int = 0
    seen: list[tuple[str, Any]] = field(default_factory=list)

    def run(self) -> Any:
        """The expression's value; raises ExpressionError."""
        try:
            return self.evaluate(self.parsed.node)
        except RecursionError:
            raise ExpressionError("RD212", "an expression nested too deeply", 0, len(self.parsed.text)) from None

    def evaluate(self, node: nodes.Node) -> Any:
        """The value of a node."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise ExpressionError("RD212", "the expression takes too long", 0, len(self.parsed.text))
        self.work.spend(1)
        result = self._evaluated(node)
        self.work.spend_on(result)
        return result

    def _evaluated(self, node: nodes.Node) -> Any:
        match node:
            case nodes.Const():
                return self._checked(node, decimal_of(node.value)) if isinstance(node.value, float) else node.value
            case nodes.Name():
                return self._name(node)
            case nodes.Getattr():
                return self._attribute(node)
            case nodes.Getitem():
                return self._item(node)
            case nodes.Call():
                return self._call(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                return self._test(node)
            case nodes.BinExpr() | nodes.UnaryExpr() | nodes.Compare() | nodes.Concat() | nodes.CondExpr():
                return self.operation(node)
            case nodes.List() | nodes.Tuple():
                return [self.evaluate(item) for item in node.items]
            case nodes.Dict():
                return {self._dict_key(pair.key): self.evaluate(pair.value) for pair in node.items}
            case _:
                raise self._fault(node, "RD201", "this isn't allowed in an expression")

    def _name(self, node: nodes.Name) -> Any:
        try:
            return self.lookup(node.name)
        except KeyError:
            known = self.known()
            label = did_you_mean(node.name, known)
            names = "" if label or not known else f"names: {listing(known, 'and')}"
            hint = (self.unlisted(node.name) if self.unlisted else "") or names
            raise self._fault(node, "RD202", self.unknown_name.format(name=node.name), label=label, hint=hint) from None

    def _attribute(self, node: nodes.Getattr) -> Any:
        holder = self.evaluate(node.node)
        start, end = self.parsed.own_token(node)
        if isinstance(holder, TableView):
            functions = holder.functions
            if node.attr in functions:
                return Bound(node.attr, functions[node.attr], holder)
            column = column_of(holder.table, node.attr)
            raise ExpressionError(
                "RD204",
                f"tables have no function `{node.attr}`",
                start,
                end,
                label=did_you_mean(node.attr, functions),
                hint=f'write {holder.table.identifier}.value("{column}", …)'
                if column
                else f"functions: {listing(functions, 'and')}",
            )
        if isinstance(node.node, nodes.Name) and node.node.name == "params" and isinstance(holder, Mapping):
            return parameter(holder, node.attr, start, end)
        return self._part(holder, node.attr, start, end, node.node)

    def _part(self, holder: Any, name: Any, start: int, end: int, asked: nodes.Node) -> Any:
        return part_of(holder, name, (start, end), asked, self.vocabulary.formatter.language.code)

    def _item(self, node: nodes.Getitem) -> Any:
        holder = self.evaluate(node.node)
        if isinstance(node.arg, nodes.Slice):
            ends = [None if end is None else self._index(end) for end in (node.arg.start, node.arg.stop, node.arg.step)]
            if ends[2] == 0:
                raise self._fault(node, "RD211", "the step can't be 0")
            if is_text(holder):
                return with_cells(self._shown(node.node, holder)[slice(*ends)], cells_of(holder))
            return self._items(node.node, holder)[slice(*ends)]
        key = self.evaluate(node.arg)
        start, end = self.parsed.place(node.arg)
        if isinstance(raw_of(holder), (Row, Mapping)):
            return with_cells(self._part(holder, raw_of(key), start, end, node.node), cells_of(key))
        if isinstance(holder, (TableView, Bound)):
            raise self._fault(
                node, "RD204", "use a table through its functions", hint='write cars.value("units", year=2008)'
            )
        index = self._index(node.arg)
        items = self._shown(node.node, holder) if is_text(holder) else self._items(node.node, holder)
        if not -len(items) <= index < len(items):
            raise ExpressionError("RD204", f"item {index} doesn't exist; there are {len(items)}", start, end)
        return with_cells(items[index], cells_of(holder if is_text(holder) else None, key))

    def _dict_key(self, node: nodes.Node) -> str | int:
        key = raw_of(self.evaluate(node))
        if not isinstance(key, (str, int)):
            raise self._fault(node, "RD211", f"a key must be text, not {kind_of(key)}")
        return key

    def _index(self, node: nodes.Node) -> int:
        index = raw_of(self.evaluate(node))
        if not isinstance(index, int) or isinstance(index, bool):
            raise self._fault(node, "RD211", f"an index must be a whole number, not {kind_of(index)}")
        return index

    def _items(self, node: nodes.Node, holder: Any) -> Any:
        try:
            found = flatten(holder)
        except OperandError as fault:
            raise self._at(node, fault) from None
        return found if isinstance(found, Rows) else list(found)

    def _call(self, node: nodes.Call) -> Any:
        callee = self.evaluate(node.node)
        if isinstance(callee, Bound):
            try:
                result = self._apply(node, callee.name, callee.call, [], node.args)
            except ExpressionError:
                if callee.table is not None:  # it may have gone through all rows before it found what is wrong
                    self.work.spend(A_CELL * len(callee.table.table.lines))
                raise
            if callee.table is not None:
                self.seen.append((self.parsed.source(node), result))
            return result
        hint = "use a table through its functions: write .rows() and the like" if isinstance(callee, TableView) else ""
        raise self._fault(node.node, "RD204", "this can't be called", hint=hint)

    def _filter(self, node: nodes.Filter) -> Any:
        start, end = self.parsed.own_token(node)
        filters = self.vocabulary.claim_filters if self.purpose is Purpose.CLAIM else self.vocabulary.filters
        if node.name not in filters:
            label = did_you_mean(node.name, filters)
            hint = NO_FILTERS.get(node.name, "" if label else f"filters: {', '.join(sorted(filters))}")
            raise ExpressionError("RD205", f"unknown filter `{node.name}`", start, end, label=label, hint=hint)
        if node.node is None:
            raise ExpressionError("RD201", "this filter has no value before it", start, end)
        try:
            value = self.evaluate(node.node)
        except ExpressionError as fault:
            if node.name not in ("default", "d") or fault.code not in _MISSING_NAMES:
                raise
            value = None
        if isinstance(value, (TableView, Bound)):
            self._shown(node.node, value)
        return self._apply(node, node.name, filters[node.name], [(node.node, value)], node.args)

    def _test(self, node: nodes.Test) -> Any:
        if node.name not in TESTS:
            start, end = self.parsed.own_token(node)
            label = did_you_mean(node.name, TESTS)
            raise ExpressionError("RD205", f"unknown test `{node.name}`", start, end, label=label)
        try:
            value = self.evaluate(node.node)
        except ExpressionError as fault:
            if node.name not in ("defined", "undefined") or fault.code not in _MISSING_NAMES:
                raise
            return node.name == "undefined"
        if value is UNKNOWN:
            return UNKNOWN
        try:
            found = self._apply(node, node.name, TESTS[node.name], [(node.node, value)], node.args)
        except MissingCellError:
            if self.purpose is Purpose.FILTER:
                return UNKNOWN
            raise
        return with_cells(bool(raw_of(found)), cells_of(value, found))

    def _apply(
        self,
        node: nodes.Call | nodes.Filter | nodes.Test,
        name: str,
        function: Callable[..., Any],
        first: list[tuple[nodes.Node, Any]],
        arguments: list[nodes.Expr],
    ) -> Any:
        """Call a function with evaluated arguments; a fault is told at the argument that it is about."""
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise self._fault(node, "RD201", "`*` and `**` aren't supported before an argument")
        placed, named = self._arguments(node, first, arguments)
        values = [value for _, value in placed]
        keywords = {key: value for key, (_, value) in named.items()}
        try:
            signature(function).bind(*values, **keywords)
        except TypeError as problem:
            words, hint = wrong_arguments(name, str(problem)), ARGUMENTS.get(name, "")
            raise ExpressionError("RD213", words, *self._call_place(node), hint=hint) from None
        try:
            return checked(function(*values, **keywords))
        except OperandError as fault:
            self.work.spend(A_CELL * sum(map(size_of, values)))
            if isinstance(fault.at, str) and fault.at in named:
                place = self.parsed.keyword(named[fault.at][0])
            elif isinstance(fault.at, int) and fault.at < len(placed):
                place = self._inside(placed[fault.at][0])
            else:
                place = self._call_place(node)
            kind = MissingCellError if isinstance(fault, MissingError) else ExpressionError
            raise kind(fault.code, fault.message, *place, label=fault.label, hint=fault.hint) from None

    def _arguments(
        self,
        node: nodes.Call | nodes.Filter | nodes.Test,
        first: list[tuple[nodes.Node, Any]],
        arguments: list[nodes.Expr],
    ) -> tuple[list[tuple[nodes.Node, Any]], dict[str, tuple[nodes.Keyword, Any]]]:
        """The arguments of a call with their values, by place and by name; a table or function is none."""
        placed = first + [(argument, self.evaluate(argument)) for argument in arguments]
        pairs = [pair for pair in node.kwargs if isinstance(pair, nodes.Keyword)]
        named = {pair.key: (pair, self.evaluate(pair.value)) for pair in pairs}
        for argument, value in [*placed, *named.values()]:
            if isinstance(value, (TableView, Bound)):
                self._shown(argument, value)
        return placed, named

    def _call_place(self, node: nodes.Call | nodes.Filter | nodes.Test) -> tuple[int, int]:
        """The place of a call; of a filter from its own name on."""
        start, end = self.parsed.place(node)
        return (self.parsed.own_token(node)[0] if isinstance(node, nodes.Filter) else start), end

    def _inside(self, node: nodes.Node) -> tuple[int, int]:
        """The place of an argument; for a text, the part inside its quotes."""
        start, end = self.parsed.place(node)
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and end - start == len(node.value) + 2:
            return start + 1, end - 1
        return start, end
