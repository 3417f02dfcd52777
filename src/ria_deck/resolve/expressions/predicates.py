"""Vega-Lite's predicates over the cells of a table: the one reading of them for charts, tables, maps and timelines.

https://vega.github.io/vega-lite/docs/predicate.html. Numbers and texts that look alike are the same (`"2009"` is the
year 2009 too), a missing value passes no predicate but `valid: false`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import not_
from typing import Any

from ria_deck.content.specs.message import Expression

Flags = Sequence[bool]
"""For each row of a table whether a condition holds."""


class UnknownColumnError(Exception):
    """A predicate names a column that the table lacks."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


class MismatchError(Exception):
    """A predicate compares a column with a value of another kind."""

    def __init__(self, column: str, value: Any) -> None:
        super().__init__(column)
        self.column, self.value = column, value


def flags_of(
    condition: Mapping[str, Any] | Expression | str,
    columns: Mapping[str, Sequence[Any]],
    holds: Callable[[Expression | str], Flags | None],
) -> Flags | None:
    """Which rows pass a predicate over bare cells by column; `holds` evaluates expressions within it.

    None where an expression failed, which `holds` has reported. Raises UnknownColumnError and MismatchError.
    """
    if isinstance(condition, (Expression, str)):
        return holds(condition)
    if "not" in condition:
        inner = flags_of(condition["not"], columns, holds)
        return None if inner is None else list(map(not_, inner))
    for name, join in (("and", all), ("or", any)):
        if name in condition:
            parts = [flags_of(part, columns, holds) for part in condition[name]]
            return None if None in parts else list(map(join, zip(*filter(None, parts), strict=True)))
    return _flags_of_column(condition, columns)


def _flags_of_column(condition: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> Flags:
    """Which rows pass a comparison with one column."""
    column = str(condition["field"])
    if column not in columns:
        raise UnknownColumnError(column)
    try:
        return [passes(condition, raw) for raw in columns[column]]
    except TypeError:
        raise MismatchError(column, next(value for name, value in condition.items() if name != "field")) from None


def passes(condition: Mapping[str, Any], raw: Any) -> bool:
    """Whether a cell passes a predicate on its field. Raises TypeError for kinds without an order between them."""
    match condition:
        case {"valid": valid}:
            return (raw is not None) is bool(valid)
        case _ if raw is None:
            return False
        case {"equal": other}:
            return same(raw, other)
        case {"oneOf": others}:
            return any(same(raw, other) for other in others)
        case {"lt": other}:
            return less(raw, other)
        case {"lte": other}:
            return not less(other, raw)
        case {"gt": other}:
            return less(other, raw)
        case {"gte": other}:
            return not less(raw, other)
        case {"range": (low, high)}:
            return (low is None or not less(raw, low)) and (high is None or not less(high, raw))
        case _:
            raise ValueError(f"no predicate: {dict(condition)}")


def same(raw: Any, other: Any) -> bool:
    """Whether a cell and a word of the author are the same; `2009` in quotes is the year 2009 too."""
    a, b = _alike(raw, other)
    if isinstance(a, bool) != isinstance(b, bool):
        return str(a).lower() == str(b).lower()
    return bool(a == b)


def less(left: Any, right: Any) -> bool:
    """Whether one value comes before another. Raises TypeError for kinds without an order between them."""
    a, b = _alike(left, right)
    return bool(a < b)


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Both in forms that compare: a number beside its digits, a date or time beside its ISO text, exact numbers."""
    if isinstance(left, str) and not isinstance(right, str):
        left = _as(right, left)
    elif isinstance(right, str) and not isinstance(left, str):
        right = _as(left, right)
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        return _moments(left, right)
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(repr(left)), right
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    return left, right


def _as(model: Any, text: str) -> Any:
    """A text read as a value of the model's kind; the text itself where it is none."""
    try:
        if isinstance(model, dt.datetime):
            return dt.datetime.fromisoformat(text)
        if isinstance(model, dt.date):
            return dt.date.fromisoformat(text)
        if isinstance(model, (int, float, Decimal)) and not isinstance(model, bool):
            number = Decimal(text)
            return number if number.is_finite() else text
    except (ValueError, InvalidOperation):
        pass  # not of that kind, so never the same
    return text


def _moments(left: dt.date, right: dt.date) -> tuple[dt.date, dt.date]:
    """Two dates or times alike: a day is its midnight, a time without a zone has the other's."""
    if not isinstance(left, dt.datetime) and not isinstance(right, dt.datetime):
        return left, right
    first, second = (
        one if isinstance(one, dt.datetime) else dt.datetime(one.year, one.month, one.day) for one in (left, right)
    )
    zone = first.tzinfo or second.tzinfo
    return first.replace(tzinfo=first.tzinfo or zone), second.replace(tzinfo=second.tzinfo or zone)
