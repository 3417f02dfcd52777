"""Operands of expressions: what a value's cells, number, text and truth are, and how results keep the cells."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.data.table import Row, Rows
from ria_deck.model.value import Cell, Value, union

LONGEST_TEXT = 20_000
_LARGEST = 10**308  # what a double holds: charts, workbooks and the manifest have no more
_LARGEST_DENOMINATOR = 4_096  # bits
_EXPONENTS = range(-400, 308)


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


def cells_of(*operands: Any) -> Sequence[Cell]:
    """The cells that operands come from, those inside of lists and mappings too."""
    found: list[Sequence[Cell]] = []
    for operand in operands:
        if isinstance(operand, Value):
            found.append(operand.cells)
        elif isinstance(operand, (list, tuple)):
            found.append(cells_of(*operand))
        elif isinstance(operand, Mapping) and not isinstance(operand, Row):
            found.append(cells_of(*operand.values()))
    return union(*found) if found else ()


def with_cells(result: Any, cells: Sequence[Cell]) -> Any:
    """The result with further cells; a plain one becomes a value where there are any."""
    if not cells:
        return result
    if isinstance(result, Value):
        return replace(result, cells=union(result.cells, cells))
    if isinstance(result, (list, tuple)):
        return [with_cells(item, cells) for item in result]
    if result is None or isinstance(result, (str, int, float, Decimal, Fraction, dt.date)):
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
        raise OperandError("RD208", f"{what} is missing", hint="write a fallback with `| default(…)`")
    if isinstance(operand, Value) and operand.text is not None:
        raise OperandError(
            "RD211",
            f"{what} is already the text “{operand.text}”, not a number",
            hint="put formats such as `percent` last: `abs` and `round` before them",
        )
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal, Fraction)):
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
        (Fraction, f"the number {float(raw) if isinstance(raw, Fraction) else raw}"),
        (dt.datetime, f"the time {raw}"),
        (dt.date, f"the date {raw}"),
        (Rows, "rows of a table"),
        (Row, "a row of a table"),
        ((list, tuple), "a list"),
        (Mapping, "a mapping"),
    )
    return next((words for kind, words in names if isinstance(raw, kind)), "another kind of value")


def checked(result: Any) -> Any:
    """A result within the limits of size; raises OperandError for a result beyond them or NaN."""
    raw: Any = raw_of(result)
    if isinstance(raw, str) and len(raw) > LONGEST_TEXT:
        raise OperandError("RD212", f"a text of more than {LONGEST_TEXT:,} characters")
    if isinstance(raw, Fraction) and raw.denominator.bit_length() > _LARGEST_DENOMINATOR:
        raise OperandError("RD212", "a fraction of too many digits", hint="round it before you go on: `| round(6)`")
    if isinstance(raw, (int, Fraction)) and abs(raw.numerator) >= _LARGEST * raw.denominator:
        raise OperandError("RD212", "the number is too large")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise OperandError("RD212", "the number is too large")
    if isinstance(raw, Decimal) and (not raw.is_finite() or raw.adjusted() not in _EXPONENTS):
        raise OperandError("RD212", "the number is too large")
    return result


def flatten(items: Any) -> Iterable[Any]:
    """The items of a list or of rows; raises OperandError for anything else."""
    held = raw_of(items)
    if isinstance(held, Mapping) and not isinstance(held, Row):
        return list(held)
    if isinstance(held, Sequence) and not isinstance(held, str):
        return held
    raise OperandError("RD211", f"this needs a list or rows, not {kind_of(items)}")


ARGUMENTS = {
    "number": 'write a pattern: `number("0.0")` for one decimal, `number("#,##0")` for none',
    "percent": "write the number of decimals: `percent(1)`",
    "compact": "write the number of digits: `compact(2)`",
    "currency": "write the currency's code: `currency('JPY')`",
    "date": "write a style: `date('long')`",
    "unit": "write the unit's name: `unit('kilometer')`",
}
"""What to type as the argument of a filter that makes a text of a number."""
