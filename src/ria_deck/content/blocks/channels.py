"""Merge a channel of a chart's encoding with a layer's, in a single spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import Channel, SortBy
from ria_deck.content.specs.slides import ChannelSpec
from ria_deck.source.yaml import Loc

_KINDS = {
    "x": "axis.x",
    "y": "axis.y",
    "color": "color",
    "xOffset": "offset",
    "yOffset": "offset",
    "theta": "theta",
    "text": "text",
    "size": "size",
    "x2": "axis.x",
    "y2": "axis.y",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A channel where it is written; `short` when only its field is (`x: year`)."""

    channel: Channel
    loc: Loc
    short: bool

    def place(self, *path: str) -> Loc:
        """The place of a property."""
        return self.loc if self.short else (*self.loc, *path)


def read_channel(reader: BlockReader, name: str, given: list[Given]) -> ChannelSpec | None:
    """The channel, its properties from the first place that gives them; None when it has no field."""
    field = _first(given, "field")
    if field is None or field[0] is None:
        reader.report.error(
            "RD021",
            f"the key `field` is missing in `{name}`",
            reader.document.span(given[0].loc, key=True),
            hint="the column to show",
        )
        return None
    title = _first(given, "axis", "title") or _first(given, "title")
    _check_twice(reader, given)
    on_axis = _first(given, "axis", "format")
    form = _first(given, "format") or on_axis
    asked = _first(given, "sort")
    sort, sort_values, sort_field = _sort(reader, asked)
    scale = {part: _first(given, "scale", part) for part in ("domain", "range", "zero", "type")}
    kind = _first(given, "type")
    aggregate = _first(given, "aggregate")
    value = _first(given, "value")
    if value is not None and not any(one.channel.condition for one in given):
        reader.report.error(
            "RD044",
            f"`{name}` has both a `field` and a `value`" if name == "color" else f"`{name}` doesn't accept `value`",
            reader.document.span(value[1], key=True),
            hint="leave out `value`: a `field` colours every value differently"
            if name == "color"
            else "name a column with `field`",
        )
    colors = scale["range"]
    return ChannelSpec(
        field=field[0],
        span=reader.document.text_span(field[1]),
        type=kind[0] or "" if kind else "",
        title=reader.switched_text(title[1], title[0], _KINDS[name], given=True) if title else None,
        sort=sort,
        sort_values=sort_values,
        sort_spans=tuple(reader.document.span((*asked[1], n)) for n in range(len(sort_values))) if asked else (),
        stack=_stack(_first(given, "stack")),
        format=reader.format(form[1], form[0]) if form and form[0] is not None else "",
        format_span=reader.document.text_span(form[1]) if form else None,
        axis_format=reader.format(on_axis[1], on_axis[0]) if on_axis and on_axis != form and on_axis[0] else "",
        axis_format_span=reader.document.text_span(on_axis[1]) if on_axis else None,
        domain=(scale["domain"][0] or ()) if scale["domain"] else (),
        range=_colors(reader, name, colors) if colors and colors[0] else (),
        range_span=reader.document.span(colors[1]) if colors else None,
        aggregate={"average": "mean", None: ""}.get(aggregate[0], aggregate[0]) if aggregate else "",
        sort_field=sort_field,
        zero=scale["zero"][0] if scale["zero"] else None,
        log=scale["type"] is not None and scale["type"][0] == "log",
    )


def _first(given: list[Given], *path: str) -> tuple[Any, Loc] | None:
    """The first written value of a property with its place."""
    for one in given:
        holder: Any = one.channel
        for step in path[:-1]:
            holder = getattr(holder, step) if holder is not None else None
        if holder is not None and holder.gives(path[-1]):
            return getattr(holder, path[-1]), one.place(*path)
    return None


def _check_twice(reader: BlockReader, given: list[Given]) -> None:
    """A title is written in the channel or in its axis; two different ones are an error."""
    for one in given:
        axis = one.channel.axis
        if axis is None or not axis.gives("title") or not one.channel.gives("title"):
            continue
        if axis.title != one.channel.title:
            reader.report.error(
                "RD044",
                "the channel and its axis have different values for `title`",
                reader.document.span(one.place("axis", "title")),
                label="keep one of them",
                related=((reader.document.span(one.place("title")), "the other value"),),
            )


def _sort(reader: BlockReader, given: tuple[Any, Loc] | None) -> tuple[str, tuple[str, ...], str]:
    """`sort`, `sort_values` and `sort_field` of a channel; null is the data's order, as in Vega-Lite."""
    if given is None:
        return "", (), ""
    value, loc = given
    match value:
        case None:
            return "", (), ""
        case str():
            return value, (), ""
        case tuple():
            return "", tuple(_text(item) for item in value), ""
        case SortBy(encoding=str() as channel, field=None):
            return ("-" if value.order == "descending" else "") + channel, (), ""
        case SortBy(field=str() as field, encoding=None):
            return value.order, (), field
        case _:
            reader.report.error(
                "RD044",
                "`sort` needs a `field` or an `encoding`",
                reader.document.span(loc),
                hint="write {field: units, order: descending} or {encoding: y, order: descending}",
            )
            return "", (), ""


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _stack(given: tuple[Any, Loc] | None) -> str:
    if given is None:
        return ""
    value = given[0]
    return value if isinstance(value, str) else "zero" if value else "none"


def _colors(reader: BlockReader, name: str, given: tuple[Any, Loc]) -> tuple[str, ...]:
    if name != "color":
        reader.report.error(
            "RD044",
            f"`range` isn't allowed in `{name}`: the figure's size decides it",
            reader.document.span(given[1], key=True),
            hint="write `domain` for where an axis starts and ends; `range` lists the colours of `color`",
        )
        return ()
    return tuple(reader.color((*given[1], index), value) for index, value in enumerate(given[0]))
