"""Filter the rows of a table for a layer and take its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ria_deck.content.specs.slides import Expression, LayerSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.data_messages import Column
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.predicates import MismatchError, UnknownColumnError, flags_of
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
    def columns(self) -> Mapping[str, Sequence[Any]]:
        """The bare cells by column, None for a gap."""

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in order."""

    def field(self, column: str) -> ChartColumn:
        """The schema of a column."""

    def localised(self, column: str, language: str) -> str:
        """The column that has a column's texts in a language, or itself."""


KINDS = {
    "integer": "quantitative",
    "number": "quantitative",
    "year": "temporal",
    "yearmonth": "temporal",
    "date": "temporal",
    "datetime": "temporal",
    "quarter": "temporal",
    "fiscalyear": "temporal",
}
"""Vega-Lite's word for the columns of each Table Schema type; others are nominal."""

Holds = Callable[[Expression, ChartTable], Sequence[bool] | None]
"""An expression over a table's columns → for each of its rows whether it holds; None when that failed, and was told."""


def passing(layer: LayerSpec, table: ChartTable, holds: Holds, report: Report) -> list[int] | None:
    """The numbers of the rows that pass all filters; None when a filter makes no sense, which has been told."""
    flags = [True] * len(table.rows)
    for condition in layer.filters:
        found = flags_over(condition, layer, table, holds, report)
        if found is None:
            return None
        flags = [one and other for one, other in zip(flags, found, strict=True)]
    return [index for index, flag in enumerate(flags) if flag]


def flags_over(
    condition: Mapping[str, Any] | Expression, layer: LayerSpec, table: ChartTable, holds: Holds, report: Report
) -> Sequence[bool] | None:
    """For each row whether a predicate or expression holds; None, reported, where it makes no sense."""

    def of_expression(part: Expression | str) -> Sequence[bool] | None:
        return holds(part if isinstance(part, Expression) else Expression(text=part, span=layer.span), table)

    try:
        return flags_of(condition, table.columns, of_expression)
    except UnknownColumnError as fault:
        known_column(fault.column, layer.span, layer, table, report)
    except MismatchError as fault:
        report.error(
            "RD605",
            f"type mismatch: the filter compares `{fault.column}` with {fault.value!r}",
            layer.span,
            hint=f"`{fault.column}` is a column of the type {table.field(fault.column).type}",
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
