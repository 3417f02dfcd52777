"""The rows that a chart is bound to, as categories and series: what its references are to hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ria_deck.data.table import DataTable, Row
from ria_deck.model.value import Value
from ria_deck.refresh.change import RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """A series as the table has it: its name (None: as the chart has it) and a value for each category, None where the
    table has no row. For scatter charts `xs` are its own x values."""

    name: str | None
    values: tuple[Value | None, ...]
    xs: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewData:
    """What a chart is to show."""

    categories: tuple[Value, ...]
    series: tuple[NewSeries, ...]


def chart_data(table: DataTable, rows: Sequence[Row], x: str, y: tuple[str, ...], color: str) -> NewData:
    """Rows as categories and series, both in the order of the rows. Raises RefusedError (RD844)."""
    categories: dict[Any, Value] = {}
    for row in rows:
        categories.setdefault(row.raw(x), row[x])
    if None in categories:
        raise RefusedError("RD844", f"`{x}` is empty in a row of `{table.name}`", f'add where="{x} is not none"')
    if not color:
        return NewData(
            categories=tuple(categories.values()),
            series=tuple(_series(table, rows, list(categories), x, column, None) for column in y),
        )
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.raw(color), []).append(row)
    return NewData(
        categories=tuple(categories.values()),
        series=tuple(_series(table, of, list(categories), x, y[0], str(name)) for name, of in groups.items()),
    )


def _series(
    table: DataTable, rows: Sequence[Row], categories: Sequence[Any], x: str, column: str, name: str | None
) -> NewSeries:
    found: dict[Any, Row] = {}
    for row in rows:
        first = found.setdefault(row.raw(x), row)
        if first is not row:
            raise RefusedError(
                "RD844",
                f"`{table.name}` has two rows for {x} = {row.raw(x)} (lines {first.line} and {row.line})",
                "name the column of the series with `color=`, or leave rows out with `where=`",
            )
    return NewSeries(
        name=name,
        values=tuple(found[key][column] if key in found else None for key in categories),
        xs=tuple(row[x] for row in rows),
    )


def as_number(raw: Any, *, date1904: bool) -> float | None:
    """A raw value as a workbook's number; dates as serials; None for anything else."""
    match raw:
        case bool():
            return None
        case int() | float() | Decimal():
            return float(raw)
        case dt.datetime():
            return _serial(raw.date(), date1904=date1904) + (raw.hour * 3600 + raw.minute * 60 + raw.second) / 86_400
        case dt.date():
            return _serial(raw, date1904=date1904)
        case _:
            return None


def month_start(raw: Any) -> dt.date | None:
    """The first day of a month written as `2024-03`; None for other texts."""
    if isinstance(raw, str) and len(raw) == 7 and raw[4] == "-":
        try:
            return dt.date(int(raw[:4]), int(raw[5:]), 1)
        except ValueError:
            return None
    return None


def _serial(day: dt.date, *, date1904: bool) -> float:
    """Days since 30 December 1899 (1 January 1904 in workbooks of the Mac)."""
    start = dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)
    return float((day - start).days)
