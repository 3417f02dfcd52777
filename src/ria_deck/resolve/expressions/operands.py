"""Operands of expressions: what a value's cells, number, text and truth are, and how results keep the cells."""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, DecimalException
from typing import Any

from ria_deck.data.table import Row, Rows
from ria_deck.model.value import Cell, Value, union

LONGEST_TEXT = 20_000
_LARGEST_INT = 4_096  # bits
_LARGEST_EXPONENT = 64


class OperandError(Exception):
    """Operands that don't go together. `at` says which argument is at fault: a position, a keyword, or None."""

    def __init__(
        self, code: str, message: str, *, at: int | str | None = None, label: str = "", hint: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        self.label = label
        self.hint = hint


def cells_of(*operands: Any) -> tuple[Cell, ...]:
    """The cells that operands come from, those inside of lists and mappings too."""
    found: list[tuple[Cell, ...]] = []
    for operand in operands:
        if isinstance(operand, Value):
            found.append(operand.cells)
        elif isinstance(operand, (list, tuple)):
            found.append(cells_of(*operand))
        elif isinstance(operand, Mapping) and not isinstance(operand, Row):
            found.append(cells_of(*operand.values()))
    return union(*found) if found else ()


def with_cells(result: Any, cells: tuple[Cell, ...]) -> Any:
    """The result with further cells; a plain one becomes a value where there are any."""
    if not cells:
        return result
    if isinstance(result, Value):
        return replace(result, cells=union(result.cells, cells))
    if isinstance(result, (list, tuple)):
        return [with_cells(item, cells) for item in result]
    if result is None or isinstance(result, (str, int, float, Decimal, dt.date)):
        return Value(raw=result, cells=cells)
    return result


def raw_of(operand: Any) -> Any:
    """The bare value, None for a gap."""
    return operand.raw if isinstance(operand, Value) else operand


def is_text(operand: Any) -> bool:
    """Whether an operand is text: a string, or a number that a filter has given its form."""
    if isinstance(operand, Value):
        return isinstance(operand.raw, str) or operand.text is not None
    return isinstance(operand, str)


def is_gap(operand: Any) -> bool:
    """Whether an operand is a missing value."""
    return raw_of(operand) is None


def truth(operand: Any) -> bool:
    """Whether an operand counts as true: not zero, empty, false or missing."""
    return bool(raw_of(operand)) if not isinstance(operand, (Rows, Row)) else len(operand) > 0


def number_of(operand: Any, what: str = "this") -> Any:
    """The bare number; raises OperandError for anything else."""
    raw = raw_of(operand)
    if raw is None:
        raise OperandError("RD208", f"{what} is missing", hint="give a stand-in with `| default(…)`")
    if isinstance(operand, Value) and operand.text is not None:
        raise OperandError(
            "RD211",
            f"{what} is the text “{operand.text}” already, not a number",
            hint="formats such as `percent` come last: put `abs` or `round` before them",
        )
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise OperandError("RD211", f"{what} is {kind_of(operand)}, not a number")
    return raw


def kind_of(operand: Any) -> str:
    """What an operand is, in words."""
    raw = raw_of(operand)
    if is_text(operand):
        shown = operand.text if isinstance(operand, Value) and operand.text is not None else str(raw)
        return f"the text “{shown[:40]}{'…' if len(shown) > 40 else ''}”"
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (type(None), "missing"),
        (bool, "true or false"),
        ((int, float, Decimal), f"the number {raw}"),
        (dt.datetime, f"the time {raw}"),
        (dt.date, f"the date {raw}"),
        (Rows, "rows of a table"),
        (Row, "a row of a table"),
        ((list, tuple), "a list"),
        (Mapping, "a mapping"),
    )
    return next((words for kind, words in names if isinstance(raw, kind)), "something else")


def checked(result: Any) -> Any:
    """A result within the limits of size; raises OperandError for one beyond them or that is no number."""
    raw = raw_of(result)
    if isinstance(raw, str) and len(raw) > LONGEST_TEXT:
        raise OperandError("RD212", f"a text of more than {LONGEST_TEXT:,} characters")
    if isinstance(raw, int) and raw.bit_length() > _LARGEST_INT:
        raise OperandError("RD212", "a number that is too large")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise OperandError("RD212", "a number that is too large")
    if isinstance(raw, Decimal) and (not raw.is_finite() or abs(raw.adjusted()) > 400):
        raise OperandError("RD212", "a number that is too large")
    return result


_WORDS = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "//": "divided", "%": "divided"}
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


def arithmetic(sign: str, left: Any, right: Any) -> Any:
    """`left sign right` with the cells of both; two dates can be subtracted, which gives days."""
    if sign == "-" and isinstance(raw_of(left), dt.date) and isinstance(raw_of(right), dt.date):
        return with_cells(_days(raw_of(left), raw_of(right)), cells_of(left, right))
    operands = []
    for position, operand in enumerate((left, right)):
        try:
            raw = number_of(operand)
        except OperandError as fault:
            words, hint = fault.message, fault.hint
            if fault.code != "RD208":
                words = f"{kind_of(operand)} can't be {_WORDS.get(sign, 'used')}"
                hint = hint or ("texts are joined by `~`" if sign == "+" else "")
            raise OperandError(fault.code, words, at=position, hint=hint) from None
        operands.append(operand if isinstance(operand, Value) else Value(raw=raw))
    if sign == "**":
        result: Any = _power(*operands)
    else:
        if sign in ("/", "//", "%") and operands[1].raw == 0:
            raise OperandError("RD209", "division by zero", at=1, label="this is 0")
        result = _computed(_OPERATORS[sign], *operands)
        if sign in ("+", "-"):  # a year and a number make a year
            result = replace(result, form=operands[0].form or operands[1].form)
    return checked(result if result.cells or result.form else result.raw)


def total_of(raws: Sequence[Any]) -> Any:
    """The sum of bare numbers, added one after the other: what `arithmetic` gives, of many."""
    if not {type(raw) for raw in raws} <= _EXACT:
        total: Any = 0
        for raw in raws:
            total = arithmetic("+", total, raw)
        return total
    try:
        return checked(sum(raws))
    except DecimalException:
        raise OperandError("RD212", "a number that is too large") from None


_EXACT = frozenset((int, Decimal))


def _computed(compute: Callable[[Any, Any], Any], left: Value, right: Value) -> Any:
    try:
        return compute(left, right)
    except (OverflowError, DecimalException):
        raise OperandError("RD212", "a number that is too large") from None


def _power(base: Value, exponent: Value) -> Value:
    if abs(exponent.raw) > _LARGEST_EXPONENT:
        raise OperandError("RD212", f"an exponent beyond {_LARGEST_EXPONENT}", at=1)
    if base.raw == 0 and exponent.raw < 0:
        raise OperandError("RD209", "division by zero", at=0, label="this is 0")
    try:
        raw = base.raw ** float(exponent.raw) if isinstance(base.raw, float) else base.raw**exponent.raw
    except (OverflowError, DecimalException, TypeError):
        raise OperandError("RD212", "a number that is too large") from None
    if isinstance(raw, complex):
        raise OperandError("RD211", "a root of a negative number", at=0)
    return Value(raw=raw, cells=union(base.cells, exponent.cells))


def _days(left: dt.date, right: dt.date) -> int:
    first = left.date() if isinstance(left, dt.datetime) else left
    second = right.date() if isinstance(right, dt.datetime) else right
    return (first - second).days


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}


def compare(name: str, left: Any, right: Any) -> bool:
    """`left name right`. A missing value is neither less nor more than anything, and equal to nothing but `none`; a
    date compares with an ISO text; numbers and texts have no order between them (OperandError)."""
    if name in ("in", "notin"):
        return _contains(right, left) == (name == "in")
    for operand in (left, right):
        if isinstance(operand, Value) and operand.text is not None and not isinstance(operand.raw, (str, type(None))):
            number_of(operand, "this")  # raises: a formatted number is text
    a, b = _alike(raw_of(left), raw_of(right))
    if name in ("eq", "ne"):
        return bool(_COMPARISONS[name](a, b))
    if a is None or b is None:
        return False
    try:
        return bool(_COMPARISONS[name](a, b))
    except TypeError:
        raise OperandError("RD211", f"{kind_of(left)} and {kind_of(right)} have no order between them") from None


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Both in forms that compare: exact numbers, dates for ISO texts beside a date."""
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(repr(left)), right
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    if isinstance(left, dt.date) and isinstance(right, str):
        return left, _date_like(right, left)
    if isinstance(left, str) and isinstance(right, dt.date):
        return _date_like(left, right), right
    return left, right


def _date_like(text: str, model: dt.date) -> Any:
    try:
        return type(model).fromisoformat(text)
    except ValueError:
        return text


def _contains(container: Any, item: Any) -> bool:
    held = raw_of(container)
    if isinstance(held, str):
        if not isinstance(raw_of(item), str):
            raise OperandError("RD211", f"{kind_of(item)} can't be in a text")
        return str(raw_of(item)) in held
    if isinstance(held, Mapping):
        return isinstance(raw_of(item), (str, int)) and raw_of(item) in held
    if isinstance(held, Sequence) and not isinstance(held, Rows):
        return any(compare("eq", item, entry) for entry in held)
    raise OperandError("RD211", f"`in` needs a list or a text, and this is {kind_of(container)}")


def flatten(items: Any) -> Iterable[Any]:
    """The items of a list or of rows; raises OperandError for anything else."""
    held = raw_of(items)
    if isinstance(held, Mapping) and not isinstance(held, Row):
        return list(held)
    if isinstance(held, Sequence) and not isinstance(held, str):
        return held
    raise OperandError("RD211", f"this needs a list or rows, and has {kind_of(items)}")
