"""Years, months and days in a steady row: the dates of a native time axis, the labels they have and the code for those."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ria_deck.i18n.forms.excel_dates import date_code
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart_parts import TimeRow
from ria_deck.resolve.charts.number_formats import is_month

FIRST_YEAR, LAST_YEAR = 1901, 2999  # that workbooks have as dates; Excel knows none before 1900


def time_row(raws: Sequence[Any]) -> TimeRow | None:
    """The row that whole years, months (`2019-04`) or dates make; None where they are anything else or uneven."""
    days = [_day(raw) for raw in raws]
    found = tuple(day for day in days if day is not None)
    if len(found) < len(raws) or len(found) < 2:
        return None
    apart = _steady([day.year * 12 + day.month for day in found])
    if apart and (len({day.day for day in found}) == 1 or all(map(_ends_month, found))):
        return (
            TimeRow(days=found, unit="years", apart=apart // 12)
            if apart % 12 == 0
            else TimeRow(days=found, unit="months", apart=apart)
        )
    apart = _steady([day.toordinal() for day in found])
    return TimeRow(days=found, unit="days", apart=apart) if apart else None


def period_names(raws: Sequence[Any], formatter: Formatter) -> tuple[str, ...]:
    """Labels of dates that stand for periods, the first days of years or months: only what differs. Nothing for others."""
    row = time_row(raws) if all(isinstance(raw, dt.date) for raw in raws) else None
    if row is None or row.unit == "days" or any(day.day > 1 for day in row.days):
        return ()
    if row.unit == "years" and row.days[0].month == 1:
        return tuple(formatter.native.text(str(day.year)) for day in row.days)
    return tuple(formatter.date(day, "month_short") for day in row.days)


def labelled(row: TimeRow, labels: Sequence[str], formatter: Formatter, *, bars: bool) -> TimeRow | None:
    """The row with the Excel code that shows its days as these labels; None where no time axis can show them.

    A workbook has no days before 1901, an axis of days counts no ends of months, and gives `bars` the width of a day.
    """
    first, last = row.days[0], row.days[-1]
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        return None
    if row.unit == "years" and list(labels) == [formatter.native.text(str(day.year)) for day in row.days]:
        found = replace(row, base="years", code=date_code(formatter, first.year))
    elif row.unit == "months" and list(labels) == [formatter.date(day, "month_short") for day in row.days]:
        found = replace(row, base="months", code=date_code(formatter, f"{first:%Y-%m}"))
    elif list(labels) == [formatter.date(day, "medium") for day in row.days]:
        if row.unit == "months" and first.day > 28:
            return None
        found = replace(row, base="days", code=date_code(formatter, first))
    else:
        return None
    return found if not bars or (found.unit, found.apart) == (found.base, 1) else None


def _day(raw: Any) -> dt.date | None:
    if isinstance(raw, dt.datetime):
        return None
    if isinstance(raw, dt.date):
        return raw
    if is_month(raw):
        return dt.date(int(raw[:4]), int(raw[5:]), 1)
    if isinstance(raw, int) and not isinstance(raw, bool) and 1000 <= raw <= LAST_YEAR:
        return dt.date(raw, 1, 1)
    return None


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _steady(places: Sequence[int]) -> int:
    """The step of places that follow each other evenly; 0 where they don't."""
    steps = {after - before for before, after in pairwise(places)}
    return max(steps.pop(), 0) if len(steps) == 1 else 0
