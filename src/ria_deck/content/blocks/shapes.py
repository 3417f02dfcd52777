"""The forms of {table} and {claims} blocks and of images/credits.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from ria_deck.content.blocks.chart_shape import DataRef, Order
from ria_deck.content.blocks.filter_shape import Predicate
from ria_deck.content.blocks.transform_shape import Transform
from ria_deck.source.decode import Shape, key


class HeatEntry(Shape):
    """How cells are coloured by their numbers."""

    color: str | None = None
    """The colour of what is much, by its role in the theme."""
    middle: float | None = None
    """The number that parts two colours, such as 0 for changes."""


class ColumnEntry(Shape):
    """A column of a table, or several under one head."""

    foreign: ClassVar[Mapping[str, str]] = {
        "name": "write `field` for the column, `title` for its heading",
        "sum": "write `total`",
        "color": "write `bar: accent` or `heat: accent`",
    }

    field: str | None = key(None, min_length=1)
    """The column's name in the table."""
    columns: tuple[str | ColumnEntry, ...] | None = key(None, min_length=1)
    """Columns under one head, in place of `field`: {title: 2025, columns: [ships, tons]}."""
    title: str | None = None
    """Its head; without it, the title in data/datapackage.yaml or the name."""
    format: str | None = None
    """An Excel/CLDR pattern (#,##0) or a filter's name (percent)."""
    align: Literal["start", "center", "end", "left", "right"] | None = None
    """left, center or right; without it, numbers right and texts left."""
    width: float | None = key(None, gt=0)
    """Its share of the width: 0.3 or 30 for 30%. Where all columns have one, they count against each other."""
    bar: bool | str = False
    """A bar before each number: true, or its colour by its role in the theme."""
    heat: bool | str | HeatEntry = False
    """Cells coloured by their numbers: true, a colour by its role, or {color, middle}."""
    total: bool | None = None
    """Whether `total` and `subtotals` sum the column; without it, columns of numbers but for shares are summed."""


class GroupBy(Shape):
    """Groups of rows under a heading row."""

    field: str = key(min_length=1)
    """The column whose values head the groups."""
    head: bool = False
    """Whether every group's heading row carries the columns' titles."""


class OrderBy(Shape):
    """An order of rows by a column."""

    field: str = key(min_length=1)
    """The column to go by."""
    order: Order = "ascending"
    """`ascending` or `descending`."""


class TableBlock(Shape):
    """Rows of a table of data/, as a native table."""

    foreign: ClassVar[Mapping[str, str]] = {
        "filter": "write `where`",
        "rows": "rows come from the table: select them with `where`, or write a table by hand in Markdown",
        "header": "write headings as the columns' titles: `columns: [{field: year, title: Year}]`",
        "width": "leave it out: the slot and the page decide the size",
        "order_by": "write `sort`",
        "format": 'write it in a column: `columns: [{field: n, format: "#,##0"}]`',
    }

    id: str | None = key(None, pattern=r"^[\w:.-]+$")
    """The block's name on its slide; in Markdown also ```{table #name}."""
    data: str | DataRef
    """The table's name in data/datapackage.yaml."""
    columns: tuple[str | ColumnEntry, ...] | None = key(None, min_length=1)
    """The columns in their order; without it, all."""
    where: str | Predicate | None = None
    """Which rows: an expression over the columns, or a predicate."""
    transform: tuple[Transform, ...] = ()
    """Computations between the data and the table, in order; `where` and `columns` see their result."""
    sort: str | OrderBy | tuple[str | OrderBy, ...] | None = None
    """The order of rows: a column, `-column` for descending, or several."""
    group_by: str | GroupBy | None = None
    """The column whose values head groups of rows."""
    limit: int | None = key(None, gt=0)
    """How many rows at most."""
    total: bool = False
    """A last row with sums."""
    subtotals: bool = False
    """A row with sums after each group."""
    highlight: str | Predicate | None = None
    """Rows that stand out: an expression over the columns, or a predicate."""
    alt: str | None = None
    """What the table shows, in a sentence."""
    caption: str | None = None
    """The caption of the table in the handout."""
    title: str | None = None
    """The same as `caption`."""
    note: str | None = None
    """A note below the table."""
    source: str | None = None
    """The source line, printed as written; without it, it is made from the table's sources."""


class TypedEntry(Shape):
    """Numbers that are typed on purpose, with the reason."""

    text: str = key(min_length=1)
    """The number, with as many words around it as say which one, as they are written in the topic."""
    because: str = key(min_length=1)
    """Why no table has it."""


class ClaimEntry(Shape):
    """A promise of a sentence: words that rest on an expression that must hold."""

    foreign: ClassVar[Mapping[str, str]] = {
        "if": "write `that`",
        "claim": "write `that`",
        "text": "write `says`",
        "say": "write `says`",
    }

    that: str = key(min_length=1)
    """An expression that must hold, like 'air.value("n", year=2010) < air.value("n", year=2008)'."""
    says: str = key(min_length=1)
    """The words of the text that rest on it."""


class PrintedClaimEntry(ClaimEntry):
    """A claim of a `{claims print}` block."""

    now: str | None = None
    """What the data say now, with expressions: "{{ air.value('n', year=2010) }} passengers"; without it the values that
    `that` compares are printed."""


class CreditEntry(Shape):
    """A picture's credit."""

    foreign: ClassVar[Mapping[str, str]] = {
        "license": "write `licence`",
        "author": "write `credit`",
        "url": "write `source`",
        "alt": "write the alt text where the image is shown: ![alt](images/x.jpg)",
    }

    credit: str = key(min_length=1)
    """Who made it, as it is printed."""
    licence: str = key(min_length=1)
    """What allows its use, like CC BY 4.0 or an SPDX identifier."""
    source: str = key(min_length=1)
    """Where it comes from: an address or a sentence."""
    title: str | None = None
    """What it is called."""
    included: bool = True
    """Whether it is shown; false for a picture that is only recorded."""


class CreditFileEntry(CreditEntry):
    """A picture's credit in a list."""

    file: str = key(min_length=1)
    """The picture's file in content/images/."""
