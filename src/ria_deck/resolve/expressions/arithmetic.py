"""Exact arithmetic of expressions: whole numbers, decimals and fractions, never binary floating point.

Sums, differences and products of decimals keep the digits that the decimals have (2.50 + 2.50 is 5.00). A quotient is a
decimal where it has an end (145/1000 is 0.145) and a fraction where it has none (1/3), so that no tie is lost before it
is rounded: `change(1000, 1145) * 100 | round` and `change(1000, 1145) | percent(0)` are of one number.
"""

from __future__ import annotations

import datetime as dt
import decimal
import math
from collections.abc import Callable, Sequence
from decimal import Decimal, DecimalException
from fractions import Fraction
from typing import Any

from ria_deck.model.value import Value, as_fraction
from ria_deck.resolve.expressions.operands import (
    OperandError,
    cells_of,
    checked,
    kind_of,
    number_of,
    raw_of,
    with_cells,
)

_LARGEST_EXPONENT = 64
_WIDE = decimal.Context(prec=1_000, rounding=decimal.ROUND_HALF_UP)
_WORDS = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "//": "divided", "%": "divided"}


def arithmetic(sign: str, left: Any, right: Any) -> Any:
    """`left sign right` with the cells of both; two dates can be subtracted, which gives days."""
    if sign == "-" and isinstance(raw_of(left), dt.date) and isinstance(raw_of(right), dt.date):
        return with_cells(_days(raw_of(left), raw_of(right)), cells_of(left, right))
    raws = [_operand(sign, position, operand) for position, operand in enumerate((left, right))]
    if sign in ("/", "//", "%") and raws[1] == 0:
        raise OperandError("RD209", "division by zero", at=1, label="this is 0")
    try:
        raw = _COMPUTED[sign](*raws)
    except (OverflowError, DecimalException):
        raise OperandError("RD212", "the number is too large") from None
    cells, form = cells_of(left, right), ""
    if sign in ("+", "-"):  # a year and a number make a year
        form = next((operand.form for operand in (left, right) if isinstance(operand, Value) and operand.form), "")
    unit = left.unit if isinstance(left, Value) and sign not in ("/", "**") else ""
    return checked(Value(raw=raw, unit=unit, cells=cells, form=form) if cells or form else raw)


def _operand(sign: str, position: int, operand: Any) -> Any:
    """The number of an operand, without binary floating point."""
    try:
        raw = checked(number_of(operand))
    except OperandError as fault:
        if fault.code != "RD211":
            raise OperandError(fault.code, fault.message, at=position, hint=fault.hint) from None
        words = f"{kind_of(operand)} can't be {_WORDS.get(sign, 'used')}"
        hint = fault.hint or ("join texts with `~`" if sign == "+" else "")
        raise OperandError(fault.code, words, at=position, hint=hint) from None
    return decimal_of(raw) if isinstance(raw, float) else raw


def decimal_of(raw: float) -> Decimal:
    """A float as the decimal that it is written as: 0.1 is 0.1, and 2.0 is 2."""
    number = Decimal(repr(raw))
    if number.is_finite() and number == number.to_integral_value():
        return number.quantize(Decimal(1), context=_WIDE)
    return number


def total_of(raws: Sequence[Any]) -> Any:
    """The sum of bare numbers: what `arithmetic` gives, of many."""
    if not {type(raw) for raw in raws} <= {int, Decimal}:
        total: Any = 0
        for raw in raws:
            total = arithmetic("+", total, raw)
        return total
    try:
        with decimal.localcontext(_WIDE):
            return checked(sum(raws))
    except DecimalException:
        raise OperandError("RD212", "the number is too large") from None


def _by(
    whole: Callable[[int, int], int],
    decimals: Callable[[decimal.Context, Decimal | int, Decimal | int], Decimal],
    fractions: Callable[[Fraction, Fraction], Fraction],
) -> Callable[[Any, Any], Any]:
    """An operation that stays among whole numbers, then among decimals, then among fractions."""

    def compute(left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(right, int):
            return whole(left, right)
        if isinstance(left, Fraction) or isinstance(right, Fraction):
            return _settled(fractions(as_fraction(left), as_fraction(right)))
        return decimals(_WIDE, left, right)

    return compute


def _quotient(left: Any, right: Any) -> Any:
    if not isinstance(left, Fraction) and not isinstance(right, Fraction):
        context = _WIDE.copy()
        context.clear_flags()
        found = context.divide(left, right)
        if not context.flags[decimal.Inexact]:
            return found
    return _settled(as_fraction(left) / as_fraction(right))


def _settled(number: Fraction) -> int | Decimal | Fraction:
    """A fraction as a whole number or decimal where it is one."""
    if number.denominator == 1:
        return number.numerator
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return number if rest > 1 else _WIDE.divide(number.numerator, number.denominator)


def _floored(left: Any, right: Any) -> int:
    return math.floor(as_fraction(left) / as_fraction(right))


def _modulo(left: Any, right: Any) -> Any:
    return _settled(as_fraction(left) % as_fraction(right))


def _power(base: Any, exponent: Any) -> Any:
    if abs(exponent) > _LARGEST_EXPONENT:
        raise OperandError("RD212", f"the exponent is larger than {_LARGEST_EXPONENT}", at=1)
    if base == 0 and exponent < 0:
        raise OperandError("RD209", "division by zero", at=0, label="this is 0")
    if exponent != int(exponent):
        if base < 0:
            raise OperandError("RD211", "the root of a negative number is undefined", at=0)
        return decimal_of(float(base) ** float(exponent))
    times = abs(int(exponent))
    raised = _WIDE.power(base, times) if isinstance(base, Decimal) and (base or times) else base**times
    return _quotient(1, raised) if exponent < 0 else raised


_COMPUTED: dict[str, Callable[[Any, Any], Any]] = {
    "+": _by(int.__add__, decimal.Context.add, Fraction.__add__),
    "-": _by(int.__sub__, decimal.Context.subtract, Fraction.__sub__),
    "*": _by(int.__mul__, decimal.Context.multiply, Fraction.__mul__),
    "/": _quotient,
    "//": _floored,
    "%": _modulo,
    "**": _power,
}


def _days(left: dt.date, right: dt.date) -> int:
    first = left.date() if isinstance(left, dt.datetime) else left
    second = right.date() if isinstance(right, dt.datetime) else right
    return (first - second).days
