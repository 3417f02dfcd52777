"""Rows of a table and a layer's filters go in, the numbers of the rows that pass come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from ria_deck.content.specs.slides import Expression, LayerSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.data_messages import Column
from ria_deck.model.value import Value
from ria_deck.source.nearest import did_you_mean


class ChartColumn(Column, Protocol):
    """What a schema says of a column: its words for readers and its Table Schema type."""

    @property
    def type(self) -> str:
        """`integer`, `number`, `year`, `yearmonth`, `date`, `string` …"""


class ChartTable(Protocol):
    """What a chart needs of a table; `ria_deck.data.DataTable` is one."""

    @property
    def name(self) -> str:
        """The table's name in the package."""

    @property
    def rows(self) -> Sequence[Mapping[str, Value]]:
        """All rows."""

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in order."""

    def field(self, column: str) -> ChartColumn:
        """The schema of a column."""

    def localised(self, column: str, language: str) -> str:
        """The column that has a column's texts in a language, or itself."""


Holds = Callable[[Expression, ChartTable], Sequence[bool] | None]
"""An expression over a table's columns → for each of its rows whether it holds; None when that failed, and was told."""


def passing(layer: LayerSpec, table: ChartTable, holds: Holds, report: Report) -> list[int] | None:
    """The numbers of the rows that pass all filters; None when a filter makes no sense, which has been told."""
    flags = [True] * len(table.rows)
    for condition in layer.filters:
        found = _flags(condition, layer, table, holds, report)
        if found is None:
            return None
        flags = [one and other for one, other in zip(flags, found, strict=True)]
    return [index for index, flag in enumerate(flags) if flag]


def _flags(
    condition: Mapping[str, Any] | Expression, layer: LayerSpec, table: ChartTable, holds: Holds, report: Report
) -> Sequence[bool] | None:
    if isinstance(condition, Expression):
        return holds(condition, table)
    if "not" in condition:
        inner = _flags(condition["not"], layer, table, holds, report)
        return None if inner is None else [not flag for flag in inner]
    for name, join in (("and", all), ("or", any)):
        if name in condition:
            parts = [_flags(part, layer, table, holds, report) for part in condition[name]]
            whole = [part for part in parts if part is not None]
            return [join(row) for row in zip(*whole, strict=True)] if len(whole) == len(parts) else None
    return _predicate(condition, layer, table, report)


def _predicate(
    condition: Mapping[str, Any], layer: LayerSpec, table: ChartTable, report: Report
) -> Sequence[bool] | None:
    column = str(condition["field"])
    if not known_column(column, layer.span, layer, table, report):
        return None
    try:
        return [_holds(condition, row[column].raw) for row in table.rows]
    except TypeError:
        wanted = next(value for name, value in condition.items() if name != "field")
        report.error(
            "RD605",
            f"the filter compares `{column}` with {wanted!r}, which is of another kind",
            layer.span,
            hint=f"`{column}` is a column of the type {table.field(column).type}",
        )
        return None


def known_column(column: str, span: Span, layer: LayerSpec, table: ChartTable, report: Report) -> bool:
    """Whether the table has the column; a missing one is told."""
    if column in table.column_names:
        return True
    report.error(
        "RD601",
        f"table `{layer.data}` has no column `{column}`",
        span,
        label=did_you_mean(column, table.column_names),
        hint=f"its columns: {', '.join(table.column_names)}",
    )
    return False


def _holds(condition: Mapping[str, Any], raw: Any) -> bool:
    """One of Vega-Lite's field predicates; a gap passes none of them but `valid: false`."""
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
            return bool(_plain(raw, other) < _plain(other, raw))
        case {"lte": other}:
            return bool(_plain(raw, other) <= _plain(other, raw))
        case {"gt": other}:
            return bool(_plain(raw, other) > _plain(other, raw))
        case {"gte": other}:
            return bool(_plain(raw, other) >= _plain(other, raw))
        case {"range": (low, high)}:
            above = low is None or _plain(raw, low) >= _plain(low, raw)
            return bool(above and (high is None or _plain(raw, high) <= _plain(high, raw)))
        case _:
            raise ValueError(f"no predicate: {dict(condition)}")


def same(raw: Any, other: Any) -> bool:
    """Whether a cell and a word of the author are the same; `2009` in quotes is the year 2009 too."""
    if isinstance(raw, dt.date) or isinstance(other, dt.date):
        return str(raw) == str(other)
    if isinstance(raw, str) != isinstance(other, str):
        return str(raw) == str(other)
    return bool(_plain(raw, other) == _plain(other, raw))


def _plain(raw: Any, other: Any) -> Any:
    """A cell in a form that compares with the other one: dates with dates or their ISO texts, numbers with numbers."""
    if isinstance(raw, dt.date) and isinstance(other, str):
        return raw.isoformat()
    if isinstance(raw, float) and isinstance(other, Decimal):
        return Decimal(repr(raw))
    return raw
