"""The YAML of a {chart} block goes in, its spec comes out: layers with every inherited channel filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.channels import Given, read_channel
from ria_deck.content.blocks.chart_shape import Channel, ChartBlock, Encoding, Layer, MarkDef
from ria_deck.content.blocks.transforms import read_transform
from ria_deck.content.specs.slides import AnnotationSpec, ChannelSpec, ChartSpec, LayerSpec, Message
from ria_deck.content.specs.transforms import FilterStep
from ria_deck.source.yaml import Loc

_CHANNELS = (
    ("x", "x"),
    ("y", "y"),
    ("color", "color"),
    ("xOffset", "x_offset"),
    ("yOffset", "y_offset"),
    ("theta", "theta"),
    ("text", "text"),
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a layer's words stand: the layer itself, or the chart when it is its only layer."""

    entry: Layer | ChartBlock
    loc: Loc


def read_chart(reader: BlockReader, block: ChartBlock, name: str) -> ChartSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    alt = reader.needed_text(("alt",), block.alt, "chart.alt")
    layers = _layers(reader, block)
    annotations = _annotations(reader, block)
    independent = block.resolve is not None and block.resolve.scale.y == "independent"
    if independent and len(layers) < 2:
        reader.report.error(
            "RD041",
            "a separate axis needs a second layer",
            reader.document.span(("resolve",), key=True),
            hint="write the marks as `layer: [{mark: bar, …}, {mark: line, …}]`",
        )
    spec_texts = {
        part: reader.text((part,), getattr(block, part), kind)
        for part, kind in (
            ("caption", "caption"),
            ("title", "chart.title"),
            ("note", "note"),
            ("source", "source"),
            ("gap_text", "gap"),
        )
    }
    if alt is None or reader.report.failed:
        return None
    return ChartSpec(
        name=name,
        layers=tuple(layers),
        alt=alt,
        span=reader.document.span(),
        independent_y=independent,
        annotations=annotations,
        every=block.every or (),
        **spec_texts,
    )


def _layers(reader: BlockReader, block: ChartBlock) -> list[LayerSpec]:
    if block.layer is None:
        found = _layer(reader, block, _Source(block, ()))
        return [found] if found is not None else []
    if block.mark is not None:
        reader.report.error(
            "RD044",
            "with `layer`, every layer has its own `mark`",
            reader.document.span(("mark",), key=True),
            label="move it into the layers",
        )
    layers = (_layer(reader, block, _Source(entry, ("layer", i))) for i, entry in enumerate(block.layer))
    return [layer for layer in layers if layer is not None]


def _layer(reader: BlockReader, block: ChartBlock, source: _Source) -> LayerSpec | None:
    entry, loc = source.entry, source.loc
    span = reader.document.span(loc)
    if entry.mark is None:
        reader.report.error("RD021", "the key `mark` is missing", span, hint="one of bar, line, area, point and arc")
        return None
    mark = entry.mark.type if isinstance(entry.mark, MarkDef) else entry.mark
    places = [source] if not loc else [source, _Source(block, ())]
    data = next(((place.entry.data, (*place.loc, "data")) for place in places if place.entry.data is not None), None)
    if data is None:
        reader.report.error(
            "RD021", "the key `data` is missing", span, hint="the table's name in data/datapackage.yaml"
        )
        return None
    table, data_span = reader.data(data[1], data[0])
    encoding, color = _encoding(reader, places)
    _check_channels(reader, mark, encoding, places)
    steps = read_transform(reader, ("transform",), block.transform)
    if loc:
        steps += read_transform(reader, (*loc, "transform"), entry.transform)
    filters = tuple(step.condition for step in steps if isinstance(step, FilterStep))
    if isinstance(entry.mark, MarkDef) and entry.mark.color is not None:
        color = color or reader.color((*loc, "mark", "color"), entry.mark.color)
    plain = {
        part: next(
            ((getattr(p.entry, part), (*p.loc, part)) for p in places if getattr(p.entry, part) is not None), None
        )
        for part in ("color", "labels", "pattern", "breaks")
    }
    if plain["color"]:
        color = reader.color(plain["color"][1], plain["color"][0])
    breaks: Any = plain["breaks"][0] if plain["breaks"] else ()
    labels: Any = plain["labels"][0] if plain["labels"] else ""
    pattern = plain["pattern"]
    return LayerSpec(
        mark=mark,
        data=table,
        data_span=data_span,
        span=span,
        encoding=encoding,
        filters=filters if len(filters) == len(steps) else (),
        transform=() if len(filters) == len(steps) else steps,
        labels={True: "all", False: "none"}.get(labels, labels) if labels != "" else "",
        name=_series_name(reader, source),
        color=color,
        pattern=reader.expression(pattern[1], pattern[0]) if pattern else None,
        breaks=breaks if isinstance(breaks, tuple) else (breaks,),
    )


def _series_name(reader: BlockReader, source: _Source) -> Message | None:
    entry, loc = source.entry, source.loc
    title = entry.title if isinstance(entry, Layer) else None
    if entry.name is not None and title is not None:
        reader.report.error(
            "RD044",
            "`name` and `title` of a layer do the same",
            reader.document.span((*loc, "title"), key=True),
            label="keep one of them",
        )
    return reader.text((*loc, "title"), title, "series") if title else reader.text((*loc, "name"), entry.name, "series")


def _encoding(reader: BlockReader, places: list[_Source]) -> tuple[dict[str, ChannelSpec], str]:
    """The channels, the first place's words over the later ones', and the layer's one colour, if any."""
    found: dict[str, ChannelSpec] = {}
    color = ""
    for name, attribute in _CHANNELS:
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
        if not given:
            continue
        value = next(((g.channel.value, (*g.loc, "value")) for g in given if g.channel.value is not None), None)
        if name == "color" and value is not None and not any(g.channel.field for g in given):
            color = reader.color(value[1], value[0])
            continue
        spec = read_channel(reader, name, given)
        if spec is not None:
            found["xOffset" if name == "yOffset" else name] = spec
    return found, color


def _check_channels(reader: BlockReader, mark: str, encoding: dict[str, ChannelSpec], places: list[_Source]) -> None:
    needed = ("theta", "color") if mark == "arc" else ("x", "y")
    more = {"arc": (), "bar": ("xOffset", "color"), "point": ("color", "text")}
    taken = (*needed, *more.get(mark, ("color",)))
    where = reader.document.span((*places[0].loc, "mark"))
    tried = {name for place in places if place.entry.encoding for name in _written_channels(place.entry.encoding)}
    for name in needed:
        if name not in encoding and name not in tried:
            reader.report.error(
                "RD041",
                f"the mark `{mark}` needs the channel `{name}`",
                where,
                hint=f"write `encoding: {{{name}: {{field: …}}}}`",
            )
    for name, channel in encoding.items():
        if name not in taken:
            reader.report.error(
                "RD041",
                f"the mark `{mark}` doesn't support the channel `{name}`",
                channel.span,
                hint=f"{mark} supports {', '.join(taken)}",
            )


def _written_channels(encoding: Encoding) -> set[str]:
    return {name for name, attribute in _CHANNELS if getattr(encoding, attribute) is not None}


def _annotations(reader: BlockReader, block: ChartBlock) -> tuple[AnnotationSpec, ...]:
    found = []
    for index, entry in enumerate(block.annotations):
        loc: Loc = ("annotations", index)
        text = reader.needed_text((*loc, "text"), entry.text, "annotation")
        if entry.kind == "rule" and entry.y is not None:
            reader.report.error(
                "RD044",
                "a rule crosses the whole chart and can't have `y`",
                reader.document.span((*loc, "y"), key=True),
                hint="leave out `y`, or write `kind: point`",
            )
        if text is not None:
            found.append(
                AnnotationSpec(text=text, x=entry.x, span=reader.document.span(loc), y=entry.y, kind=entry.kind or "")
            )
    return tuple(found)
