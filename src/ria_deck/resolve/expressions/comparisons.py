"""Comparisons of expressions: of two things of one kind, never over a missing cell.

A sentence about a cell that is empty is neither true nor false. In a claim that is an error; in a filter over rows the
row is left out, whatever `not`, `and` and `or` make of the rest (SQL's three-valued logic).
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.data.table import Row, Rows
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.operands import OperandError, kind_of, number_of, raw_of

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


class MissingError(OperandError):
    """A comparison with a cell that is empty."""


def compare(name: str, left: Any, right: Any, *, lenient: bool = False) -> bool:
    """`left name right`, where name is eq, ne, lt, lteq, gt, gteq, in or notin.

    Only the word `none` may be compared with a missing value. A date compares with an ISO text. With `lenient` (filters
    over rows), a number equals the text of itself. Raises MissingError for an empty cell, OperandError for things of two
    kinds.
    """
    if name in ("in", "notin"):
        return _contains(right, left, lenient) == (name == "in")
    equality = name in ("eq", "ne")
    for operand in (left, right):
        if isinstance(operand, Value) and operand.text is not None and not isinstance(operand.raw, (str, type(None))):
            number_of(operand, "this")  # raises: a formatted number is text
    if equality and (left is None or right is None):
        return bool(_COMPARISONS[name](raw_of(left), raw_of(right)))
    for operand in (left, right):
        if raw_of(operand) is None:
            raise missing(operand)
    a, b = _alike(left, right, lenient)
    if _kind(a) != _kind(b):
        between = "can't be compared" if equality else "can't be compared by order"
        raise OperandError("RD211", f"{kind_of(left)} and {kind_of(right)} {between}", hint=_hint(a, b))
    try:
        return bool(_COMPARISONS[name](a, b))
    except TypeError:
        raise OperandError("RD211", f"{kind_of(left)} and {kind_of(right)} can't be compared by order") from None


def missing(operand: Any) -> MissingError:
    """The error for a missing value, with the place of its cell."""
    cell = operand.cells[0] if isinstance(operand, Value) and operand.cells else None
    if cell is None:
        return MissingError("RD208", "a missing value can't be compared", hint="ask with `is none`")
    place = f"{cell.path}:{cell.line}" if cell.line else cell.path
    words = f"`{cell.column}` is empty in the row {cell.row} of `{cell.table}` ({place})"
    return MissingError("RD208", words, hint="ask `is none` first, or leave such rows out: `is not none`")


def _kind(raw: Any) -> str:
    if isinstance(raw, bool):
        return "boolean"
    if isinstance(raw, (int, float, Decimal, Fraction)):
        return "number"
    if isinstance(raw, dt.datetime):
        return "datetime"
    kinds: tuple[tuple[Any, str], ...] = ((dt.date, "date"), (str, "text"), (Row, "row"), (Mapping, "mapping"))
    return next((name for type_, name in kinds if isinstance(raw, type_)), "list")


def _hint(left: Any, right: Any) -> str:
    kinds = {_kind(left), _kind(right)}
    if kinds == {"number", "text"}:
        text = left if isinstance(left, str) else right
        return f"write {text.strip()} without quotation marks" if _NUMBER.fullmatch(text.strip()) else ""
    if kinds == {"number", "boolean"}:
        return "a comparison is true or false by itself: write `a < b`, not `(a < b) == 1`"
    return ""


def _alike(left: Any, right: Any, lenient: bool) -> tuple[Any, Any]:
    """Both in forms that compare: exact numbers, dates for ISO texts beside a date."""
    a, b = raw_of(left), raw_of(right)
    if isinstance(a, str) != isinstance(b, str):
        a, b = _read_beside(a, b, lenient), _read_beside(b, a, lenient)
    if isinstance(a, dt.datetime) and isinstance(b, dt.datetime) and (a.tzinfo is None) != (b.tzinfo is None):
        raise OperandError("RD211", f"{kind_of(left)} and {kind_of(right)}: only one of them names its time zone")
    inexact = isinstance(a, (float, Fraction)) or isinstance(b, (float, Fraction))
    return (_exact(a), _exact(b)) if inexact else (a, b)


def _exact(raw: Any) -> Any:
    if isinstance(raw, float):
        return Fraction(repr(raw))
    return Fraction(raw) if isinstance(raw, Decimal) else raw


def _read_beside(raw: Any, other: Any, lenient: bool) -> Any:
    """A text as the date or number that stands beside it."""
    if not isinstance(raw, str):
        return raw
    if isinstance(other, dt.date):
        try:
            return type(other).fromisoformat(raw)
        except ValueError:
            words = f"the text “{raw[:40]}” is not a date"
            raise OperandError("RD211", words, hint="dates are written 2026-06-22") from None
    number = not isinstance(other, bool) and isinstance(other, (int, float, Decimal, Fraction))
    return Decimal(raw.strip()) if lenient and number and _NUMBER.fullmatch(raw.strip()) else raw


def _contains(container: Any, item: Any, lenient: bool) -> bool:
    held = raw_of(container)
    if held is None:
        raise missing(container)
    if isinstance(held, str):
        if isinstance(item, Value) and item.raw is None:
            raise missing(item)
        if not isinstance(raw_of(item), str):
            raise OperandError("RD211", f"a text can't contain {kind_of(item)}")
        return str(raw_of(item)) in held
    if isinstance(held, Mapping):
        return isinstance(raw_of(item), (str, int)) and raw_of(item) in held
    if isinstance(held, Sequence) and not isinstance(held, Rows):
        return _in_list(held, item, lenient)
    raise OperandError("RD211", f"`in` needs a list or text, not {kind_of(container)}")


def _in_list(held: Sequence[Any], item: Any, lenient: bool) -> bool:
    """Whether an item is in a list; a gap in the list matters only where the item isn't found beside it."""
    gap: MissingError | None = None
    for entry in held:
        try:
            if compare("eq", item, entry, lenient=lenient):
                return True
        except MissingError as fault:
            gap = fault
    if gap is not None:
        raise gap
    return False
