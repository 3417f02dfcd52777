"""What binds a shape to a table: a mark in its name or alternative text, or an entry of refresh.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ria_deck.diagnostics import Span
from ria_deck.ooxml.presentation import SlideShape
from ria_deck.refresh.change import RefusedError, ShapePlace
from ria_deck.source.decode import Shape
from ria_deck.source.nearest import did_you_mean

FILE = "refresh.yaml"
MARK = "ria:"
_KEYS = ("x", "y", "color", "where", "columns", "rows", "format", "grow", "image")
_PART = re.compile(r"""(?P<key>\w+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>\S+))|(?P<word>\S+)""")
_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "＝": "="})


class BoundShape(Shape):
    """A shape of the deck and what it shows."""

    shape: str
    """The shape's name, as PowerPoint's selection pane shows it."""
    slide: int | None = None
    """The slide's number, where several slides have a shape of that name."""
    data: str | None = None
    """The table of data/."""
    x: str | None = None
    """The column of a chart's categories (of a scatter chart: its x values)."""
    y: str | tuple[str, ...] | None = None
    """The column of a chart's values; several: a series each, in the chart's order."""
    color: str | None = None
    """The column whose values are the series' names."""
    where: str | None = None
    """Only the rows for which this expression over the columns holds."""
    columns: tuple[str, ...] | None = None
    """The columns of a table, from left to right; without them, those that its head names."""
    rows: str | None = None
    """The column whose values the table's first column has: each row of the deck's table is found by it."""
    format: str | None = None
    """The form of a table's numbers: a pattern such as `#,##0.0`."""
    grow: bool = False
    """Whether categories and rows may become more or fewer."""
    image: str | None = None
    """The picture file of the project that stands in for the shape's picture."""


class RefreshClaim(Shape):
    """A sentence of the deck and what must hold for it."""

    that: str
    """An expression that is true or false."""
    says: str
    """The sentence, as it is in the deck."""


class RefreshFile(Shape):
    """refresh.yaml: what binds shapes of a deck to tables, beside the marks in the deck itself."""

    language: str | None = None
    """The deck's language (default: that of each text)."""
    shapes: tuple[BoundShape, ...] = ()
    """The shapes that have no mark."""
    claims: tuple[RefreshClaim, ...] = ()
    """What the deck says and the data must bear out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What one shape shows. `span` is where that is written; `place` names the shape for diagnostics."""

    place: ShapePlace
    span: Span
    data: str
    x: str = ""
    y: tuple[str, ...] = ()
    color: str = ""
    where: str = ""
    columns: tuple[str, ...] = ()
    rows: str = ""
    format: str = ""
    grow: bool = False
    image: str = ""


def mark_of(shape: SlideShape) -> str:
    """The mark of a shape: its name, or the first line of its alternative text; empty where neither is one."""
    for text in (shape.name, re.split(r"[\r\n\v]|_x000a_|_x000d_", shape.alternative, maxsplit=1)[0]):
        if text.strip().lower().startswith(MARK):
            return text.strip()
    return ""


def read_mark(mark: str, place: ShapePlace) -> Binding:
    """`ria: cars x=year y=units,ships where="year > 2019"` as a binding. Raises RefusedError (RD841)."""
    table, values = "", dict[str, str]()
    for part in _PART.finditer(mark.translate(_TYPED)[len(MARK) :]):
        key, word = part["key"], part["word"]
        if key is None and word == "grow":
            values["grow"] = "true"
        elif key is None and table:
            raise _unreadable(mark, f"`{word}` is neither a table nor `key=value`")
        elif key is None:
            table = word
        elif key not in _KEYS:
            raise _unreadable(mark, f"`{key}` is not a key; {did_you_mean(key, _KEYS)}".rstrip("; "))
        else:
            values[key] = next(text for text in part.group("double", "single", "plain") if text is not None)
    if not table and "image" not in values:
        raise _unreadable(mark, "it doesn't name a table")
    return _binding(table, values, place, place.span)


def from_file(entry: BoundShape, place: ShapePlace, span: Span) -> Binding:
    """An entry of refresh.yaml as a binding."""
    y = (entry.y,) if isinstance(entry.y, str) else entry.y or ()
    return Binding(
        place=place,
        span=span,
        data=entry.data or "",
        x=entry.x or "",
        y=y,
        color=entry.color or "",
        where=entry.where or "",
        columns=entry.columns or (),
        rows=entry.rows or "",
        format=entry.format or "",
        grow=entry.grow,
        image=entry.image or "",
    )


def _binding(table: str, values: Mapping[str, str], place: ShapePlace, span: Span) -> Binding:
    return Binding(
        place=place,
        span=span,
        data=table,
        x=values.get("x", ""),
        y=_names(values.get("y", "")),
        color=values.get("color", ""),
        where=values.get("where", ""),
        columns=_names(values.get("columns", "")),
        rows=values.get("rows", ""),
        format=values.get("format", ""),
        grow=values.get("grow", "") == "true",
        image=values.get("image", ""),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _unreadable(mark: str, why: str) -> RefusedError:
    return RefusedError(
        "RD841",
        f"the mark `{mark}` can't be read: {why}",
        "write `ria: TABLE x=COLUMN y=COLUMN` for a chart, `ria: TABLE columns=a,b,c` for a table",
    )
