"""Turn cells into values by Table Schema's types; nothing is guessed.

Texts follow https://datapackage.org/standard/table-schema/#field-types: ISO dates unless a format is declared, numbers
in ASCII digits, whole numbers as int, other numbers as exact Decimal. Cells that a file has typed itself (Excel, JSON,
Parquet) must have the field's type already. The functions raise ValueError with the words for the user.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ria_deck.data.descriptor import Field
from ria_deck.data.moments import fiscal_year_of, quarter_of, year_of

Convert = Callable[[Any], Any]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_YEAR = re.compile(r"[0-9]{4}")
_YEARMONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_AROUND_NUMBER = re.compile(r"^[^0-9+\-.]*|[^0-9.]*$")
_MINUS = re.compile(r"^\s*[△▲−–‒]\s?(?=[0-9.])")
_BOOKED = re.compile(r"\((\s*[^()]*[0-9][^()]*)\)")  # negative numbers as accountants write them
_MOST_DIGITS = 300

_NUMBERS = ("integer", "number", "year")

NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date",
    "datetime": "a date and time",
    "year": "a year",
    "yearmonth": "a month",
    "quarter": "a quarter",
    "fiscalyear": "a fiscal year",
    "any": "a value",
}
"""What a type's values are called in messages."""


def text_converter(field: Field) -> Convert:
    """The function from a cell's text to its value."""
    match field.type:
        case "integer":
            return lambda text: _integer(_bare(text, field))
        case "number":
            return lambda text: _number(_bare(text, field))
        case "boolean":
            return lambda text: _boolean(text, field)
        case "date":
            return lambda text: _date(text, field.format)
        case "datetime":
            return lambda text: _datetime(text, field.format)
        case "year":
            return _era_year if field.format == "era" else _year
        case "yearmonth":
            return _yearmonth
        case "quarter":
            return quarter_of
        case "fiscalyear":
            return fiscal_year_of
        case _:
            return str


def _bare(text: str, field: Field) -> str:
    text = _MINUS.sub("-", text)
    booked = _BOOKED.fullmatch(text.strip())
    if booked and not field.bare_number:
        text = "-" + booked[1].strip()
    if field.group_char:
        text = text.replace(field.group_char, "")
    if field.decimal_char != ".":
        if "." in text:
            raise ValueError(f"has a `.`, but the declared decimal sign is `{field.decimal_char}`")
        text = text.replace(field.decimal_char, ".")
    return text if field.bare_number else _AROUND_NUMBER.sub("", text)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("is not a whole number")
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"has more than {_MOST_DIGITS} digits")
    return int(text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError("is not a number")
    number = Decimal(text)
    if len(text) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("is not a finite number")
    return number


def _boolean(text: str, field: Field) -> bool:
    if text in field.true_values:
        return True
    if text in field.false_values:
        return False
    raise ValueError("is neither true nor false")


def _date(text: str, pattern: str) -> dt.date:
    if pattern in ("default", ""):
        if not _DATE.fullmatch(text):
            raise ValueError("is not a date like 2026-06-22")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError("is not a day of the calendar") from None
    return _parsed(text, pattern).date()


def _datetime(text: str, pattern: str) -> dt.datetime:
    if pattern in ("default", ""):
        if not _DATETIME.fullmatch(text):
            raise ValueError("is not a time like 2026-06-22T12:30:00Z")
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            raise ValueError("is not a valid time") from None
    return _parsed(text, pattern)


def _parsed(text: str, pattern: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(text, pattern)
    except ValueError:
        raise ValueError(f"doesn't match the declared format `{pattern}`") from None


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError("is not a year of four digits")
    return int(text)


def _yearmonth(text: str) -> str:
    if not _YEARMONTH.fullmatch(text):
        raise ValueError("is not a month like 2026-06")
    return text


def _era_year(text: str) -> int:
    found = year_of(text)
    return _year(text) if found is None else found


def native_converter(field: Field, *, sheet: bool = False) -> Convert:
    """The function from a cell that its file has typed (str, int, float, Decimal, bool, date, datetime) to its value.

    A text in such a file is read as a CSV's would be, except where it stands for a number or a yes or no: that is so in a
    `sheet` only, for Excel keeps many a number as text.
    """
    from_text = text_converter(field)

    def convert(cell: Any) -> Any:
        if isinstance(cell, str) and sheet:
            return from_text(cell.strip() if field.type in _NUMBERS else cell)
        if isinstance(cell, str) and field.type in ("integer", "number", "boolean") and field.bare_number:
            raise ValueError(f"is text, not {NAMES[field.type]}")
        if isinstance(cell, str):
            return from_text(cell)
        if field.type == "any":
            return _plain(cell)
        return _NATIVE[field.type](cell)

    return convert


def _plain(cell: Any) -> Any:
    if not isinstance(cell, (str, int, float, Decimal, dt.date)):
        raise ValueError(f"is {_kind(cell)}, which tables can't contain")
    return _native_number(cell) if isinstance(cell, (float, Decimal)) else cell


def _native_number(cell: Any) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        raise ValueError(f"is {_kind(cell)}, not a number")
    if isinstance(cell, float) and not math.isfinite(cell):
        raise ValueError("is not a finite number")
    number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("is not a finite number")
    if isinstance(cell, float) and number == number.to_integral_value():
        return number.quantize(Decimal(1)) if number.adjusted() < 27 else number
    return number


def _native_integer(cell: Any) -> int:
    number = _native_number(cell)
    if number != number.to_integral_value():
        raise ValueError("is not a whole number")
    return int(number)


def _native_boolean(cell: Any) -> bool:
    if not isinstance(cell, bool):
        raise ValueError(f"is {_kind(cell)}, not true or false")
    return cell


def _native_date(cell: Any) -> dt.date:
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise ValueError("is a date with a time, not a day")
        return cell.date()
    if not isinstance(cell, dt.date):
        raise ValueError(f"is {_kind(cell)}, not a date")
    return cell


def _native_datetime(cell: Any) -> dt.datetime:
    if isinstance(cell, dt.datetime):
        return cell
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    raise ValueError(f"is {_kind(cell)}, not a date and time")


def _native_year(cell: Any) -> int:
    return _year(str(_native_integer(cell)))


def _native_yearmonth(cell: Any) -> str:
    if isinstance(cell, dt.date) and cell.day == 1:
        return f"{cell.year:04}-{cell.month:02}"
    raise ValueError(f"is {_kind(cell)}, not a month")


def _native_quarter(cell: Any) -> str:
    if isinstance(cell, dt.date) and cell.day == 1 and cell.month % 3 == 1:
        return f"{cell.year:04}Q{(cell.month + 2) // 3}"
    raise ValueError(f"is {_kind(cell)}, not a quarter")


def _native_fiscal_year(cell: Any) -> str:
    return f"FY{_native_year(cell):04}"


def _native_string(cell: Any) -> str:
    raise ValueError(f"is {_kind(cell)}, but the declared type is text")


_NATIVE: dict[str, Convert] = {
    "string": _native_string,
    "integer": _native_integer,
    "number": _native_number,
    "boolean": _native_boolean,
    "date": _native_date,
    "datetime": _native_datetime,
    "year": _native_year,
    "yearmonth": _native_yearmonth,
    "quarter": _native_quarter,
    "fiscalyear": _native_fiscal_year,
}


def _kind(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true or false"
    if isinstance(cell, (int, float, Decimal)):
        return "a number"
    if isinstance(cell, dt.datetime):
        return "a date and time"
    if isinstance(cell, dt.date):
        return "a date"
    if isinstance(cell, dt.time):
        return "a time"
    if isinstance(cell, dt.timedelta):
        return "a duration"
    return "text" if isinstance(cell, str) else "a list or an object"


def is_date(cell: Any) -> bool:
    """Whether a cell is a day, or a text that is one in ISO form."""
    try:
        return bool(_date(cell, "default") if isinstance(cell, str) else _native_date(cell))
    except ValueError:
        return False
