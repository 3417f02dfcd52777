"""The `encoding` of a layer and of its chart in; the layer's channels, its one colour and its highlights out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.channels import Given, read_channel
from ria_deck.content.blocks.chart_shape import Channel, ChartBlock, Encoding, Layer
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.specs.message import Condition
from ria_deck.content.specs.slides import ChannelSpec
from ria_deck.source.yaml import Loc

CHANNELS = (  # as they are written, and the attribute of each
    ("x", "x"),
    ("y", "y"),
    ("color", "color"),
    ("xOffset", "x_offset"),
    ("yOffset", "y_offset"),
    ("theta", "theta"),
    ("text", "text"),
    ("size", "size"),
    ("y2", "y2"),
)

Highlights = tuple[tuple[Condition, str], ...]


@dataclass(frozen=True, slots=True)
class LayerSource:
    """The place of a layer's words: the layer itself, or the chart when it is its only layer."""

    entry: Layer | ChartBlock
    loc: Loc


def read_encoding(reader: BlockReader, places: list[LayerSource]) -> tuple[dict[str, ChannelSpec], str, Highlights]:
    """The channels, the first place's words over the later ones', the layer's one colour and its highlights, if any."""
    found: dict[str, ChannelSpec] = {}
    color = ""
    highlights: Highlights = ()
    for name, attribute in CHANNELS:
        given = _given(reader, name, attribute, places)
        conditions = next((one for one in given if one.channel.condition is not None), None)
        if conditions is not None:
            highlights = _highlights(reader, name, conditions)
        spec, own = _channel(reader, name, given, conditional=conditions is not None)
        color = color if own is None else own
        if spec is not None:
            found["xOffset" if name == "yOffset" else name] = spec
    return found, color, highlights


def _channel(
    reader: BlockReader, name: str, given: list[Given], *, conditional: bool
) -> tuple[ChannelSpec | None, str | None]:
    """The channel where it tells rows apart, and the one colour of those that no condition takes."""
    of_rows = any(one.channel.field for one in given)
    value, loc = next(filter(None, map(_value, given)), (None, ()))
    only_color = name == "color" and value is not None and not of_rows
    color = None
    if conditional or only_color:
        color = "grey" if value is None else reader.color(loc, value)
    if not given or only_color or (conditional and not of_rows):
        return None, color
    return read_channel(reader, name, given), color


def _value(given: Given) -> tuple[Any, Loc] | None:
    """The one value that a channel sets for all rows, with its place."""
    value = given.channel.value
    return None if value is None else (value, (*given.loc, "value"))


def _given(reader: BlockReader, name: str, attribute: str, places: list[LayerSource]) -> list[Given]:
    """What the places say about one channel."""
    given = []
    for place in places:
        channels: Encoding | None = place.entry.encoding
        channel = getattr(channels, attribute) if channels is not None else None
        loc = (*place.loc, "encoding", name)
        if channel == "":
            reader.report.error("RD024", f"`{name}` can't be empty", reader.document.span(loc))
        elif isinstance(channel, str):
            given.append(Given(Channel(field=channel), loc, short=True))
        elif channel is not None:
            given.append(Given(channel, loc, short=False))
    return given


def _highlights(reader: BlockReader, name: str, given: Given) -> Highlights:
    conditions = given.channel.condition
    if name != "color":
        place = given.place("condition")
        reader.report.error("RD044", f"`{name}` can't have a `condition`", reader.document.span(place, key=True))
        return ()
    found: list[tuple[Condition, str]] = []
    several = isinstance(conditions, tuple)
    for index, one in enumerate(conditions if isinstance(conditions, tuple) else (conditions,)):
        loc = (*given.place("condition"), *((index,) if several else ()))
        test = read_where(reader, (*loc, "test"), one.test) if one is not None else None
        if one is not None and test is not None:
            found.append((test, reader.color((*loc, "value"), one.value)))
    return tuple(found)
