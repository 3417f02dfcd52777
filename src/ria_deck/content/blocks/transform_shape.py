"""The form of the steps of a `transform`: Vega-Lite's words for what is computed between a table and a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from ria_deck.content.blocks.filter_shape import Predicate
from ria_deck.source.decode import Shape, key

AggregateOp = Literal[
    "count",
    "valid",
    "missing",
    "distinct",
    "sum",
    "mean",
    "average",
    "median",
    "min",
    "max",
    "q1",
    "q3",
    "stdev",
]
WindowOp = AggregateOp | Literal["row_number", "rank", "dense_rank", "lag", "lead", "first_value", "last_value"]


class AggregateField(Shape):
    """One number of a group of rows."""

    op: AggregateOp
    """count, sum, mean, median, min, max, q1, q3, stdev, distinct, valid or missing."""
    field: str | None = key(None, min_length=1)
    """The column; `count` needs none."""
    name: str = key(alias="as", min_length=1)
    """The new column's name."""


class WindowField(Shape):
    """One number of the rows around each row."""

    op: WindowOp
    """rank, row_number, lag, lead, first_value, last_value, or an aggregate such as sum."""
    field: str | None = key(None, min_length=1)
    """The column; ranks and `count` need none."""
    param: int = key(1, ge=1)
    """How many rows away `lag` and `lead` look."""
    name: str = key(alias="as", min_length=1)
    """The new column's name."""


class SortField(Shape):
    """An order of rows."""

    field: str = key(min_length=1)
    """The column to go by."""
    order: Literal["ascending", "descending"] = "ascending"
    """`ascending` or `descending`."""


class BinParams(Shape):
    """How numbers are divided into classes."""

    step: float | None = key(None, gt=0)
    """The width of a class."""
    maxbins: int = key(10, ge=2, le=100)
    """How many classes at most, where `step` is left out."""


class LookupFrom(Shape):
    """Where a lookup takes its columns from."""

    data: str = key(min_length=1)
    """The other table's name in data/datapackage.yaml."""
    key_: str = key(alias="key", min_length=1)
    """Its column that holds what is looked up."""
    fields: tuple[str, ...] = key(min_length=1)
    """Its columns that are taken."""


class Transform(Shape):
    """A step between the table and the figure: `filter`, `aggregate`, `calculate`, `fold`, `pivot`, `joinaggregate`,
    `lookup`, `window`, `timeUnit` or `bin`."""

    foreign: ClassVar[Mapping[str, str]] = {
        "flatten": "a table has one value in a cell: write the rows into data/",
        "impute": "a missing value is a gap, never made up",
        "regression": "compute it in data/: a table holds what is drawn",
        "loess": "compute it in data/: a table holds what is drawn",
        "density": "write `mark: histogram`",
        "quantile": "write `aggregate` with `op: q1`, `median` or `q3`",
        "sample": "a chart shows all the rows that a filter leaves",
        "stack": "write `stack: zero` (normalize, none) in a channel",
    }

    filter: str | Predicate | None = None
    """An expression over the columns ("harbour == 'Kure'") or a predicate ({field: harbour, equal: Kure})."""
    aggregate: tuple[AggregateField, ...] | None = key(None, min_length=1)
    """One row for each group: [{op: sum, field: units, as: total}], with `groupby`."""
    joinaggregate: tuple[AggregateField, ...] | None = key(None, min_length=1)
    """Every row with the numbers of its group: [{op: sum, field: units, as: total}], with `groupby`."""
    groupby: tuple[str, ...] = ()
    """The columns whose values make the groups."""
    calculate: str | None = key(None, min_length=1)
    """An expression over the columns (`units / total`); `as` names the new column."""
    fold: tuple[str, ...] | None = key(None, min_length=1)
    """Columns that become rows; `as: [key, value]` names the two new columns."""
    pivot: str | None = key(None, min_length=1)
    """The column whose values become columns, with `value` and `groupby`."""
    value: str | None = key(None, min_length=1)
    """For `pivot`: the column that fills the new ones."""
    op: AggregateOp | None = None
    """For `pivot`: what several cells become; `sum` where it is left out."""
    lookup: str | None = key(None, min_length=1)
    """The column to look up in another table; `from: {data, key, fields}`."""
    source: LookupFrom | None = key(None, alias="from")
    """For `lookup`: the other table, its key and the columns that are taken."""
    window: tuple[WindowField, ...] | None = key(None, min_length=1)
    """Numbers of the rows around each row: [{op: sum, field: units, as: so_far}], with `sort`, `groupby`, `frame`."""
    sort: tuple[SortField, ...] = ()
    """For `window`: the order of the rows."""
    frame: tuple[int | None, int | None] = (None, 0)
    """For `window`: rows before (negative) and after that count; null for all. [null, 0] sums up to the row itself."""
    time_unit: Literal["year", "yearquarter", "yearmonth", "quarter", "month", "day", "hours"] | None = key(
        None, alias="timeUnit"
    )
    """A coarser unit of time of the column `field`, as the new column `as`."""
    bin: bool | BinParams | None = None
    """Classes of the numbers of `field`; `as: [start, end, name]` names the new columns."""
    field: str | None = key(None, min_length=1)
    """For `timeUnit` and `bin`: the column."""
    names: str | tuple[str, ...] | None = key(None, alias="as")
    """The new column's name, or the new columns' names."""
