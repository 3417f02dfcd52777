"""Dates of which only the year, or year and month, may be known."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ria_deck.i18n.forms.patterns import FormatError

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def as_date(raw: Any) -> tuple[dt.date, str]:
    """A date and what of it is known: day, month or year."""
    if isinstance(raw, dt.datetime):
        return raw.date(), "day"
    if isinstance(raw, dt.date):
        return raw, "day"
    text = str(raw) if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    match = _PARTIAL_DATE.fullmatch(text)
    if match:
        year, month, day = match.groups()
        try:
            return dt.date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"
        except ValueError:
            raise FormatError(f"`{text}` is not a date of the calendar") from None
    raise FormatError(f"`{str(raw)[:40]}` is not a date", hint="write 2026-06-22, 2026-06 or 2026")


def day_after(date: dt.date, known: str) -> int:
    """The day after the last one of a day, a month or a year, counted from 1 January of the year 1."""
    if known == "day":
        return date.toordinal() + 1
    years, month = divmod(date.month, 12) if known == "month" else (1, 0)
    if date.year + years > dt.MAXYEAR:
        return dt.date.max.toordinal()
    return dt.date(date.year + years, month + 1, 1).toordinal()


def in_common_spaces(text: str) -> str:
    """CLDR's narrow space that doesn't break (“2026\u202fг.”) as a common one: not every face that stands in for Arial
    has it, and dates written by hand have the common one."""
    return text.replace("\u202f", "\u00a0")
