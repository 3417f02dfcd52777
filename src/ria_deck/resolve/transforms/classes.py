"""`timeUnit` and `bin` of a transform: coarser units of time, and classes of numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.content.specs.transforms import BinStep, CountStep, TimeUnitStep
from ria_deck.data.descriptor import Field
from ria_deck.data.moments import moment_of
from ria_deck.data.schema import usual_form
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.operands import OperandError
from ria_deck.resolve.transforms.derived import Columns

_TYPES = {"year": "year", "yearmonth": "yearmonth", "month": "integer", "day": "integer", "hours": "integer"}
_UNITS: dict[str, Callable[[dt.datetime], Any]] = {
    "year": lambda day: day.year,
    "yearquarter": lambda day: f"{day.year:04}Q{(day.month + 2) // 3}",
    "yearmonth": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"Q{(day.month + 2) // 3}",
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "hours": lambda day: day.hour,
}
_FINEST = {"time": 3, "day": 2, "month": 1, "quarter": 0, "year": 0}  # what of a time its form names
_NEEDED = {"year": 0, "yearquarter": 1, "yearmonth": 1, "quarter": 1, "month": 1, "day": 2, "hours": 3}


def in_unit(step: TimeUnitStep, columns: Columns, base: Field) -> Columns:
    """The columns with one of a coarser unit of time. Raises OperandError for cells that are no such time."""
    values = [_coarser(value, step) for value in columns.values[step.field]]
    type_ = _TYPES.get(step.unit, "string")
    return columns.with_column(replace(base, name=step.name, type=type_, form=usual_form(step.name, type_)), values)


def _coarser(value: Value, step: TimeUnitStep) -> Value:
    raw = value.raw
    if raw is None:
        return Value(raw=None, cells=value.cells)
    day, known = _day(raw)
    quarters = (
        isinstance(raw, str) and "quarter" in step.unit and (moment := moment_of(raw)) and moment.family == "quarter"
    )
    if day is None or (known < _NEEDED[step.unit] and not quarters):
        raise OperandError("RD211", f"`{str(raw)[:40]}` of `{step.field}` has no `{step.unit}`")
    return Value(raw=_UNITS[step.unit](day), cells=value.cells, form="0" if step.unit == "year" else "")


def _day(raw: Any) -> tuple[dt.datetime | None, int]:
    """The beginning of a time, and how fine it is known."""
    if isinstance(raw, dt.datetime):
        return raw, 3
    if isinstance(raw, dt.date):
        return dt.datetime(raw.year, raw.month, raw.day), 2
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 9999:
        return dt.datetime(raw, 1, 1), 0
    moment = moment_of(raw)
    if moment is None or moment.family not in _FINEST:
        return None, 0
    if moment.family == "day":
        return dt.datetime.fromordinal(moment.place), 2
    parts = {"month": 12, "quarter": 4}.get(moment.family, 1)
    year, part = divmod(moment.place, parts)
    return dt.datetime(year, part * (12 // parts) + 1, 1), _FINEST[moment.family]


def binned(step: BinStep, columns: Columns, formatter: Formatter) -> Columns:
    """The columns with the beginning, the end and the name of each number's class; the last class takes its end in.

    Raises OperandError for what is not a number.
    """
    held = columns.values[step.field]
    exact = [None if value.raw is None else _exact(value.raw, step.field) for value in held]
    numbers = [number for number in exact if number is not None]
    width = _width(step, numbers)
    ends = (min(numbers), max(numbers)) if numbers else (Fraction(0), Fraction(0))
    classes = [(None, None, None) if number is None else _class(number, width, ends, formatter) for number in exact]
    source = columns.fields[step.field]
    for place, (name, kind) in enumerate(zip(step.names, ("number", "number", "string"), strict=True)):
        field = replace(
            source, name=name, type=kind, title="", title_span=None, unit=source.unit if kind == "number" else ""
        )
        values = [
            Value(raw=found[place], cells=value.cells, unit=value.unit if kind == "number" else "")
            for value, found in zip(held, classes, strict=True)
        ]
        columns = columns.with_column(field, values)
    return columns


def _exact(raw: Any, field: str) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise OperandError("RD211", f"`{str(raw)[:40]}` of `{field}` is not a number")
    return Fraction(repr(raw)) if isinstance(raw, float) else Fraction(raw)


def _class(
    number: Fraction, width: Fraction, ends: tuple[Fraction, Fraction], formatter: Formatter
) -> tuple[Any, Any, str]:
    """The beginning, the end and the name of a number's class. The greatest one of all stands at the end of its class
    where it would begin one."""
    start = math.floor(number / width) * width
    if number == ends[1] == start and number > ends[0]:
        start -= width
    low, high = _settled(start), _settled(start + width)
    return low, high, _name(low, high, formatter)


def _name(low: int | Decimal, high: int | Decimal, formatter: Formatter) -> str:
    """`0–10`; with blanks where a minus sign would run into the dash."""
    dash = " – " if low < 0 else "–"
    return f"{formatter.number(low)}{dash}{formatter.number(high)}"


def _width(step: BinStep, numbers: list[Fraction]) -> Fraction:
    """The width of a class: the author's, or the smallest round one that makes at most so many classes."""
    if step.step is not None:
        return Fraction(repr(step.step))
    low, high = (min(numbers), max(numbers)) if numbers else (Fraction(0), Fraction(1))
    span = high - low or Fraction(1)
    power = Fraction(10) ** math.floor(math.log10(span / step.most))
    for factor in (1, 2, Fraction(5, 2), 5, 10, 20):
        width = factor * power
        if math.ceil(high / width) - math.floor(low / width) <= step.most:
            return width
    return 50 * power


def _settled(number: Fraction) -> int | Decimal:
    if number.denominator == 1:
        return int(number)
    text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return Decimal(re.sub(r"0+$", "", text) if "." in text else text)


def counted(step: CountStep, columns: Columns, base: Field, formatter: Formatter) -> Columns:
    """One row for each class from the lowest number's to the highest's, with how many numbers fall into it."""
    made = BinStep(field=step.field, names=("start", "end", "name"), span=step.span, step=step.step, most=step.most)
    classes = binned(made, columns, formatter)
    starts, ends = classes.values["start"], classes.values["end"]
    known = [row for row in range(columns.count) if starts[row].raw is not None]
    if not known:
        return Columns({}, {}, 0)
    width = Fraction(ends[known[0]].raw) - Fraction(starts[known[0]].raw)
    low = min(Fraction(starts[row].raw) for row in known)
    most = round((max(Fraction(starts[row].raw) for row in known) - low) / width) + 1
    names: list[Value] = []
    counts: list[Value] = []
    for index in range(most):
        start = low + index * width
        inside = [row for row in known if Fraction(starts[row].raw) == start]
        cells = union(*(columns.values[step.field][row].cells for row in inside)) if inside else ()
        words = _name(_settled(start), _settled(start + width), formatter)
        names.append(Value(raw=words, cells=cells))
        counts.append(Value(raw=len(inside), cells=cells))
    fields = {
        step.name: replace(columns.fields[step.field], name=step.name, type="string", unit="", form=""),
        step.count: replace(base, name=step.count, type="integer"),
    }
    return Columns(fields, {step.name: names, step.count: counts}, most)
