"""The form of a {kpi} block: a list of key figures, each with words and a small chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from ria_deck.content.blocks.chart_shape import Channel, DataRef
from ria_deck.content.blocks.filter_shape import Predicate
from ria_deck.source.decode import Shape, key


class Spark(Shape):
    """A small chart under a key figure, without axes: how its number came about."""

    foreign: ClassVar[Mapping[str, str]] = {
        "encoding": "write `x` and `y`: a spark has no other channels",
        "filter": "write `where`",
        "transform": "write `where` for rows, `y: {field: …, aggregate: sum}` for sums",
        "color": "write it beside `value`: number and spark have one colour",
        "title": "leave it out: the figure's `label` says what the spark shows",
        "labels": "leave it out: a spark names only its first and its last year, month or day",
        "type": "write `mark`: area, line or bar",
        "width": "leave it out: the slot and the page decide the size",
        "height": "leave it out: the slot and the page decide the size",
        "description": "write `alt`: screen readers read it to people who can't see the spark",
    }

    data: str | DataRef
    """The table's name in data/datapackage.yaml."""
    x: str | Channel
    """The column from left to right: years, months, days or names."""
    y: str | Channel
    """The column of numbers; `{field: persons, aggregate: sum}` where several rows make one number."""
    mark: Literal["area", "line", "bar"] = "area"
    """area, line or bar."""
    where: str | Predicate | None = None
    """Which rows: an expression over the columns, or a predicate."""
    alt: str | None = None
    """A sentence that says what the spark shows; without it, the figure's label and the first and last x."""


class KpiEntry(Shape):
    """A key figure: a number set large, and what it says."""

    foreign: ClassVar[Mapping[str, str]] = {
        "number": "write `value`",
        "figure": "write `value`",
        "title": "write `label`",
        "name": "write `label`",
        "text": "write `label` for what the number is, `note` for more",
        "delta": "write `change`",
        "trend": "write `change` for words, `spark` for a small chart",
        "chart": "write `spark`: {data, x, y}",
        "sparkline": "write `spark`: {data, x, y}",
        "caption": "write `note`",
        "sources": "write `source`, or `sources` on the slide",
    }

    value: str | int
    """The number, as a text with `{{ … }}`: "{{ visitors.latest('persons') | number }}"."""
    label: str = key(min_length=1)
    """What the number is."""
    change: str | None = None
    """How it has changed: "{{ change(a, b) | percent | signed }} against 2019"."""
    note: str | None = None
    """More about it, in small type."""
    source: str | None = None
    """The source line, printed as written; without it, it is made from the tables' sources."""
    color: str | None = None
    """A colour by its role in the theme; the first series' without it."""
    spark: Spark | None = None
    """A small chart under it: {data, x, y}, with `where` for one row at each x."""
