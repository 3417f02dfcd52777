"""Summaries of values: exact sums, means and quantiles that keep the cells of all that they are over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.data.descriptor import Field
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.arithmetic import arithmetic, total_of
from ria_deck.resolve.expressions.operands import OperandError
from ria_deck.resolve.transforms.derived import TableColumn

COUNTS = ("count", "valid", "missing", "distinct", "row_number", "rank", "dense_rank")
_KEEPING = ("sum", "min", "max", "lag", "lead", "first_value", "last_value")
_NUMERIC = ("integer", "number")
_QUANTILES = {"q1": (1, 4), "median": (1, 2), "q3": (3, 4)}


def field_of(op: str, name: str, source: Field | None, base: Field) -> Field:
    """The field of a summary: counts are whole numbers, sums and extremes are what their column is, others numbers."""
    plain = Field(name=name, span=base.span)
    if op in COUNTS or source is None:
        return replace(plain, type="integer")
    if op in _KEEPING:
        return replace(source, name=name, title="", title_span=None)
    return replace(plain, type="number", unit=source.unit, form=source.form)


def summary(op: str, values: Sequence[Value]) -> Value:
    """One value of several. With a gap among them the result is a gap, but for counts: a part would pass for the whole.

    Quantiles lie between the two nearest values, as in R's type 7 and Excel's QUARTILE.INC; `stdev` is a sample's.
    Raises OperandError for texts and for numbers too large.
    """
    if isinstance(values, TableColumn):
        return _of_rows(op, values)
    cells = union(*(value.cells for value in values)) if values else ()
    known = [value for value in values if value.raw is not None]
    match op:
        case "count":
            return Value(raw=len(values), cells=cells)
        case "valid":
            return Value(raw=len(known), cells=cells)
        case "missing":
            return Value(raw=len(values) - len(known), cells=cells)
        case "distinct":
            return Value(raw=len({value.raw for value in known}), cells=cells)
        case _:
            pass
    if not values or len(known) < len(values):
        return replace(_like(values), raw=None, cells=cells)
    if op in ("min", "max"):
        try:
            return replace((min if op == "min" else max)(known), cells=cells)
        except TypeError:
            raise OperandError("RD211", "values of several kinds have no order between them") from None
    return replace(_like(values), raw=settled(_number(op, [_numeric(value.raw) for value in known])), cells=cells)


def _of_rows(op: str, values: TableColumn) -> Value:
    """The summary of a table's rows: what `summary` gives of their values."""
    raws, cells = values.raws, values.cells
    known = [raw for raw in raws if raw is not None]
    counts = {"count": len(raws), "valid": len(known), "missing": len(raws) - len(known)}
    if op in counts or op == "distinct":
        return Value(raw=counts[op] if op in counts else len(set(known)), cells=cells)
    like = values[:1]
    if not raws or len(known) < len(raws):
        return replace(_like(like), raw=None, cells=cells)
    if op in ("min", "max"):
        try:
            at = (min if op == "min" else max)(range(len(raws)), key=raws.__getitem__)
        except TypeError:
            raise OperandError("RD211", "values of several kinds have no order between them") from None
        return replace(values[at], cells=cells)
    return replace(_like(like), raw=settled(_number(op, [_numeric(raw) for raw in raws])), cells=cells)


def settled(raw: Any) -> Any:
    """A number as tables hold it: a fraction without an end with the digits of a decimal."""
    return Decimal(raw.numerator) / Decimal(raw.denominator) if isinstance(raw, Fraction) else raw


def _like(values: Sequence[Value]) -> Value:
    return replace(values[0], text=None) if values else Value(raw=None)


def _numeric(raw: Any) -> Any:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal, Fraction)):
        raise OperandError("RD211", f"`{str(raw)[:40]}` can't be added up: it is not a number")
    return raw


def _number(op: str, raws: Sequence[Any]) -> Any:
    if op == "sum":
        return total_of(raws)
    if op == "mean":
        return arithmetic("/", total_of(raws), len(raws))
    if op == "stdev":
        return _deviation(raws)
    return _quantile(sorted(raws), *_QUANTILES[op])


def _quantile(ordered: Sequence[Any], share: int, of: int) -> Any:
    place, rest = divmod((len(ordered) - 1) * share, of)
    if not rest:
        return ordered[place]
    step = arithmetic("-", ordered[place + 1], ordered[place])
    return arithmetic("+", ordered[place], arithmetic("/", arithmetic("*", step, rest), of))


def _deviation(raws: Sequence[Any]) -> Any:
    if len(raws) < 2:
        return None
    exact = [Fraction(raw) for raw in raws]
    mean = sum(exact, Fraction(0)) / len(exact)
    square = sum(((raw - mean) ** 2 for raw in exact), Fraction(0)) / (len(exact) - 1)
    return Decimal(repr(math.sqrt(square)))
