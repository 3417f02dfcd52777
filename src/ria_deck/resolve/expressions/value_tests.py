"""The tests of expressions, such as `is odd` and `is none`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.resolve.expressions.comparisons import compare
from ria_deck.resolve.expressions.operands import is_gap, is_text, number_of, raw_of

Function = Callable[..., Any]


def _is_number(value: Any) -> bool:
    raw = raw_of(value)
    return isinstance(raw, (int, float, Decimal, Fraction)) and not isinstance(raw, bool) and not is_text(value)


def _order(name: str) -> Function:
    return lambda value, other: compare(name, value, other)


TESTS: Mapping[str, Function] = {
    "defined": lambda _: True,
    "undefined": lambda _: False,
    "none": is_gap,
    "number": _is_number,
    "string": is_text,
    "boolean": lambda value: isinstance(raw_of(value), bool),
    "true": lambda value: raw_of(value) is True,
    "false": lambda value: raw_of(value) is False,
    "odd": lambda value: number_of(value) % 2 == 1,
    "even": lambda value: number_of(value) % 2 == 0,
    "divisibleby": lambda value, other: number_of(value) % number_of(other) == 0,
    "in": lambda value, other: compare("in", value, other),
    **{name: _order("eq") for name in ("eq", "equalto", "==")},
    **{name: _order("ne") for name in ("ne", "!=")},
    **{name: _order("lt") for name in ("lt", "lessthan", "<")},
    **{name: _order("lteq") for name in ("le", "<=")},
    **{name: _order("gt") for name in ("gt", "greaterthan", ">")},
    **{name: _order("gteq") for name in ("ge", ">=")},
}
"""Jinja's tests that fit numbers and texts."""
