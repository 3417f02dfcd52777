"""The operators of expressions; their results keep the cells of all operands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from jinja2 import nodes

from ria_deck.resolve.expressions.arithmetic import arithmetic
from ria_deck.resolve.expressions.comparisons import MissingError, compare, missing
from ria_deck.resolve.expressions.filters import Library
from ria_deck.resolve.expressions.operands import (
    OperandError,
    cells_of,
    checked,
    is_gap,
    is_text,
    number_of,
    truth,
    with_cells,
)
from ria_deck.resolve.expressions.parser import ExpressionError, Parsed
from ria_deck.resolve.expressions.table_view import TableView


@dataclass(frozen=True, slots=True)
class Bound:
    """A function that an expression can call, with the table that it belongs to."""

    name: str
    call: Callable[..., Any]
    table: TableView | None = None


class Purpose(Enum):
    """What an expression is for: it decides what a missing cell means in a comparison."""

    TEXT = "text"  # an error
    CLAIM = "claim"  # an error, also where only its truth is asked
    FILTER = "filter"  # neither true nor false


class _Unknown:
    """What a comparison with a missing cell gives in a filter: neither true nor false."""

    def __bool__(self) -> bool:
        return False


UNKNOWN = _Unknown()


@dataclass(slots=True, kw_only=True)
class Operations:
    """Evaluates operators; what stands between them is evaluated by the class made from this one."""

    parsed: Parsed
    vocabulary: Library
    purpose: Purpose = Purpose.TEXT

    def evaluate(self, node: nodes.Node) -> Any:
        """The value of a node."""
        raise NotImplementedError

    def operation(self, node: nodes.Node) -> Any:
        """The value of an operator and its operands."""
        match node:
            case nodes.And() | nodes.Or():
                return self._joined(node)
            case nodes.BinExpr():
                return self._arithmetic(node)
            case nodes.Not():
                operand = self.evaluate(node.node)
                if operand is UNKNOWN:
                    return UNKNOWN
                return with_cells(not self._truth(node.node, operand), cells_of(operand))
            case nodes.Neg() | nodes.Pos():
                return self._signed(node)
            case nodes.Compare():
                return self._compare(node)
            case nodes.Concat():
                parts = [(item, self.evaluate(item)) for item in node.nodes]
                text = "".join(self._shown(item, value) for item, value in parts)
                return self._checked(node, with_cells(text, cells_of([value for _, value in parts])))
            case nodes.CondExpr():
                condition = self.evaluate(node.test)
                if self._truth(node.test, condition):
                    return with_cells(self.evaluate(node.expr1), cells_of(condition))
                return with_cells(self.evaluate(node.expr2) if node.expr2 is not None else "", cells_of(condition))
            case _:
                raise self._fault(node, "RD201", "this isn't allowed in an expression")

    def _signed(self, node: nodes.Neg | nodes.Pos) -> Any:
        operand = self.evaluate(node.node)
        try:
            number_of(operand)
        except OperandError as fault:
            raise self._at(node.node, fault) from None
        return -operand if isinstance(node, nodes.Neg) else operand

    def _joined(self, node: nodes.And | nodes.Or) -> Any:
        left = self.evaluate(node.left)
        deciding = isinstance(node, nodes.Or)
        if left is not UNKNOWN and self._truth(node.left, left) == deciding:
            return left
        right = self.evaluate(node.right)
        if right is UNKNOWN or self._truth(node.right, right) == deciding:
            return right
        return UNKNOWN if left is UNKNOWN else with_cells(right, cells_of(left))

    def _truth(self, node: nodes.Node, operand: Any) -> bool:
        if self.purpose is Purpose.CLAIM and is_gap(operand):
            raise self._at(node, missing(operand))
        return truth(operand)

    def _arithmetic(self, node: nodes.BinExpr) -> Any:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        sides = (node.left, node.right)
        if isinstance(node, nodes.Add) and is_text(left) and is_text(right):
            text = self._shown(node.left, left) + self._shown(node.right, right)
            return self._checked(node, with_cells(text, cells_of(left, right)))
        for side, operand in zip(sides, (left, right), strict=True):
            if isinstance(operand, (TableView, Bound)):
                self._shown(side, operand)
        try:
            return arithmetic(_SIGNS[type(node)], left, right)
        except OperandError as fault:
            raise self._at(sides[fault.at] if isinstance(fault.at, int) else node, fault) from None

    def _compare(self, node: nodes.Compare) -> Any:
        left = self.evaluate(node.expr)
        cells = cells_of(left)
        for operand in node.ops:
            right = self.evaluate(operand.expr)
            cells = cells_of(with_cells(True, cells), right)
            try:
                holds = compare(operand.op, left, right, lenient=self.purpose is Purpose.FILTER)
            except MissingError as fault:
                if self.purpose is Purpose.FILTER:
                    return UNKNOWN
                raise self._at(node, fault) from None
            except OperandError as fault:
                raise self._at(node, fault) from None
            if not holds:
                return with_cells(False, cells)
            left = right
        return with_cells(True, cells)

    def _checked(self, node: nodes.Node, result: Any) -> Any:
        try:
            return checked(result)
        except OperandError as fault:
            raise self._at(node, fault) from None

    def _fault(self, node: nodes.Node, code: str, message: str, *, label: str = "", hint: str = "") -> ExpressionError:
        start, end = self.parsed.place(node)
        return ExpressionError(code, message, start, end, label=label, hint=hint)

    def _shown(self, node: nodes.Node, operand: Any) -> str:
        if isinstance(operand, (TableView, Bound)):
            name = operand.table.identifier if isinstance(operand, TableView) else operand.name
            raise self._fault(
                node, "RD215", f"`{name}` can't be shown as text", hint='write cars.value("units", year=2008)'
            )
        try:
            return self.vocabulary.shown(operand)
        except OperandError as fault:
            raise self._at(node, fault) from None

    def _at(self, node: nodes.Node, fault: OperandError) -> ExpressionError:
        start, end = self.parsed.place(node)
        return ExpressionError(fault.code, fault.message, start, end, label=fault.label, hint=fault.hint)


_SIGNS: Mapping[type[nodes.Node], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
}


def wrong_arguments(name: str, problem: str) -> str:
    """Python's complaint about arguments, in words for authors."""
    word = re.search(r"'(\w+)'", problem)
    quoted = f"`{word[1]}`" if word else "something"
    if problem.startswith("missing"):
        return f"`{name}` needs {quoted}"
    if "unexpected keyword" in problem:
        return f"`{name}` has no argument {quoted}"
    if "multiple values" in problem:
        return f"`{name}` gets {quoted} twice"
    return f"`{name}` has too many arguments"
