"""The steps between a table and what is drawn of it, in Vega-Lite's words (https://vega.github.io/vega-lite/docs/transform.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ria_deck.content.specs.message import Expression
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterStep:
    """Rows that pass a predicate or expression."""

    condition: Mapping[str, Any] | Expression
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One number of a group of rows: `op` over a column, under a new name. `count` needs no column; `param` is the
    distance of `lag` and `lead`."""

    op: str
    name: str
    field: str = ""
    param: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateStep:
    """One row for each group of rows, with its summaries; `joined`: all rows, each with the summaries of its group."""

    summaries: tuple[Summary, ...]
    groups: tuple[str, ...]
    span: Span
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculateStep:
    """A new column from an expression over the others."""

    expression: Expression
    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldStep:
    """A row for each of some columns: its name as `key`, its cell as `value`."""

    fields: tuple[str, ...]
    key: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotStep:
    """A column for each value of a column, filled with another's cells, `op` of them where there are several."""

    field: str
    value: str
    groups: tuple[str, ...]
    op: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupStep:
    """Columns of another table, by the row whose `key` is the cell of `field`."""

    field: str
    table: str
    key: str
    fields: tuple[str, ...]
    names: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStep:
    """Summaries over the rows around each row of its group, in an order of (column, descending). `frame` counts rows
    before (negative) and after it, None for all of them."""

    summaries: tuple[Summary, ...]
    groups: tuple[str, ...]
    sort: tuple[tuple[str, bool], ...]
    frame: tuple[int | None, int | None]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUnitStep:
    """A coarser unit of time of a column: `year`, `yearquarter`, `yearmonth`, `quarter`, `month`, `day` or `hours`."""

    unit: str
    field: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BinStep:
    """The class of a number: its beginning, its end and its name, classes being `step` wide or at most `most`."""

    field: str
    names: tuple[str, str, str]
    span: Span
    step: float | None = None
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStep:
    """One row for each class of a column's numbers, from the lowest to the highest, those without a number too: its name
    and how many numbers are in it."""

    field: str
    name: str
    count: str
    span: Span
    step: float | None = None
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalStep:
    """A last row with the sum of a column, named by the word for it in the column `label`, where that holds texts. `flag`
    is a new column, true in that row only."""

    field: str
    label: str
    flag: str
    span: Span


TransformStep = (
    FilterStep
    | AggregateStep
    | CalculateStep
    | FoldStep
    | PivotStep
    | LookupStep
    | WindowStep
    | TimeUnitStep
    | BinStep
    | CountStep
    | TotalStep
)
