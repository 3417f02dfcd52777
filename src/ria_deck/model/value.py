"""Numbers with a pedigree: raw values, the cells they came from, and arithmetic that keeps the cells."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.model.cells import Cell, union

__all__ = ["Cell", "Value", "as_fraction", "places_of", "round_half_away", "union"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """A value read or computed from tables.

    `raw` is what the cell holds (int, float, Decimal, str, bool, date or None for a gap), `unit` its unit as
    the table declares it, `cells` where it came from, `text` its form for the reader once a formatter has
    decided it (None before), `form` the pattern in which its table wants it shown (`0` for years; empty: the
    language's own). Arithmetic and comparisons take other values or plain numbers; results keep the union of the
    cells and drop `text` and `form`. Hashing and equality are by `raw`, as an author expects of a number.
    """

    raw: Any
    unit: str = ""
    cells: Sequence[Cell] = ()
    text: str | None = None
    form: str = ""

    def formatted(self, text: str) -> Value:
        """The same value with the string that readers see."""
        return replace(self, text=text)

    def _with(self, other: object, compute: Callable[[Any, Any], Any], swap: bool = False) -> Value:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        cells = union(self.cells, other.cells) if isinstance(other, Value) else self.cells
        return Value(raw=compute(right, left) if swap else compute(left, right), unit=self.unit, cells=cells)

    def __add__(self, other: object) -> Value:
        return self._with(other, operator.add)

    def __radd__(self, other: object) -> Value:
        return self._with(other, operator.add, swap=True)

    def __sub__(self, other: object) -> Value:
        return self._with(other, operator.sub)

    def __rsub__(self, other: object) -> Value:
        return self._with(other, operator.sub, swap=True)

    def __mul__(self, other: object) -> Value:
        return self._with(other, operator.mul)

    def __rmul__(self, other: object) -> Value:
        return self._with(other, operator.mul, swap=True)

    def __truediv__(self, other: object) -> Value:
        return replace(self._with(other, operator.truediv), unit="")

    def __rtruediv__(self, other: object) -> Value:
        return replace(self._with(other, operator.truediv, swap=True), unit="")

    def __floordiv__(self, other: object) -> Value:
        return self._with(other, operator.floordiv)

    def __mod__(self, other: object) -> Value:
        return self._with(other, operator.mod)

    def __neg__(self) -> Value:
        return replace(self, raw=-self.raw, text=None)

    def __abs__(self) -> Value:
        return replace(self, raw=abs(self.raw), text=None)

    def __round__(self, digits: int = 0) -> Value:
        return replace(self, raw=round_half_away(self.raw, digits), text=None)

    def __ceil__(self) -> Value:
        return replace(self, raw=math.ceil(self.raw), text=None)

    def __floor__(self) -> Value:
        return replace(self, raw=math.floor(self.raw), text=None)

    def __float__(self) -> float:
        return float(self.raw)

    def __int__(self) -> int:
        return int(self.raw)

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __eq__(self, other: object) -> bool:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        return bool(left == right)

    def __hash__(self) -> int:
        return hash(self.raw)

    def __lt__(self, other: object) -> bool:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        return bool(left < right)

    def __le__(self, other: object) -> bool:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        return bool(left <= right)

    def __gt__(self, other: object) -> bool:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        return bool(left > right)

    def __ge__(self, other: object) -> bool:
        left, right = _operands(self.raw, other.raw if isinstance(other, Value) else other)
        return bool(left >= right)

    def __str__(self) -> str:
        return self.text if self.text is not None else str(self.raw)


def _operands(left: Any, right: Any) -> tuple[Any, Any]:
    """Both as Decimal where one is Decimal and the other float: Decimal and float don't mix in Python."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(repr(left)), right
    return left, right


def as_fraction(raw: int | float | Decimal | Fraction) -> Fraction:
    """A number as an exact fraction; a float as the decimal that it is written as."""
    return Fraction(repr(raw)) if isinstance(raw, float) else Fraction(raw)


def round_half_away(raw: int | float | Decimal | Fraction, digits: int = 0) -> int | Decimal:
    """Round half away from zero, as Excel and PowerPoint do; an int when no digits are asked for."""
    exact = as_fraction(raw) * Fraction(10) ** digits
    whole = math.floor(abs(exact) + Fraction(1, 2))
    return places_of(-whole if exact < 0 else whole, digits)


def places_of(scaled: int, digits: int) -> int | Decimal:
    """The number of `scaled` units of the last of its decimal digits: 314 and 2 digits are 3.14."""
    if digits <= 0:
        return int(scaled * 10**-digits)
    return Decimal((int(scaled < 0), tuple(map(int, str(abs(scaled)))), -digits))
