"""The form of a {timeline} block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ria_deck.content.blocks.chart_shape import DataRef
from ria_deck.content.blocks.filter_shape import Predicate
from ria_deck.content.blocks.shapes import OrderBy
from ria_deck.source.decode import Shape, key


class TimelineBlock(Shape):
    """What happened when: rows of a table of data/ at their places on a line of time."""

    foreign: ClassVar[Mapping[str, str]] = {
        "x": "write `date` for the column of dates",
        "when": "write `date` for the column of dates",
        "time": "write `date` for the column of dates",
        "text": "write `label` for the column of texts",
        "event": "write `label` for the column of texts",
        "color": "write `group`: each group gets a theme colour",
        "filter": "write `where`",
        "end": "write `until` for the column of last dates",
        "x2": "write `until` for the column of last dates",
        "columns": "write `date` and `label`; `columns` belong to a {table}",
        "encoding": "write `date` and `label`; an encoding belongs to a {chart}",
        "width": "leave it out: the slot and the page decide the size",
        "height": "leave it out: the slot and the page decide the size",
        "description": "write `alt`: screen readers read it to people who can't see the timeline",
    }

    id: str | None = key(None, pattern=r"^[\w:.-]+$")
    """The block's name on its slide; in Markdown also ```{timeline #name}."""
    alt: str = key(min_length=1)
    """A sentence that says what the timeline shows, for readers who can't see it."""
    data: str | DataRef
    """The table's name in data/datapackage.yaml."""
    date: str = key(min_length=1)
    """The column of dates, months or years."""
    label: str = key(min_length=1)
    """The column of texts: what happened."""
    until: str | None = key(None, min_length=1)
    """The column of the dates until which something lasted: rows that have one are bars, the others points."""
    group: str | None = key(None, min_length=1)
    """The column whose values give colours."""
    format: str | None = None
    """The form of the dates: a style (long, medium, month, year), or a pattern (yyyy-MM-dd)."""
    where: str | Predicate | None = None
    """Which rows: an expression over the columns, or a predicate."""
    sort: str | OrderBy | tuple[str | OrderBy, ...] | None = None
    """The order of the rows of one date, and of those that `limit` keeps: a column, `-column` for descending."""
    limit: int | None = key(None, gt=0)
    """How many rows at most."""
    caption: str | None = None
    """The caption below the figure in the handout."""
    title: str | None = None
    """The same as `caption`."""
    note: str | None = None
    """A note below the figure."""
    source: str | None = None
    """The source line, printed as written; without it, it is made from the table's sources."""
