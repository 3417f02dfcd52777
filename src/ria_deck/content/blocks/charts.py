"""Read a {chart} block: layers with every inherited channel filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.channels import Given, read_channel
from ria_deck.content.blocks.chart_shape import Channel, ChartBlock, Encoding, Layer, MarkDef
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.guides import GUIDES, read_guide
from ria_deck.content.blocks.transforms import read_transform
from ria_deck.content.marks import MARKS, MarkKind
from ria_deck.content.specs.figures import GuideSpec
from ria_deck.content.specs.message import Condition
from ria_deck.content.specs.slides import AnnotationSpec, ChannelSpec, ChartSpec, LayerSpec, Message
from ria_deck.content.specs.transforms import FilterStep
from ria_deck.diagnostics import Span
from ria_deck.model.chart import Mark
from ria_deck.source.nearest import listing
from ria_deck.source.yaml import Loc

_CHANNELS = (
    ("x", "x"),
    ("y", "y"),
    ("color", "color"),
    ("xOffset", "x_offset"),
    ("yOffset", "y_offset"),
    ("theta", "theta"),
    ("text", "text"),
    ("y2", "y2"),
)

Highlights = tuple[tuple[Condition, str], ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a layer's words stand: the layer itself, or the chart when it is its only layer."""

    entry: Layer | ChartBlock
    loc: Loc


def read_chart(reader: BlockReader, block: ChartBlock, name: str) -> ChartSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    alt = reader.needed_text(("alt",), block.alt, "chart.alt")
    layers, guides = _layers(reader, block)
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
        guides=tuple(guides),
        alt=alt,
        span=reader.document.span(),
        independent_y=independent,
        annotations=annotations,
        every=block.every or (),
        **spec_texts,
    )


def _layers(reader: BlockReader, block: ChartBlock) -> tuple[list[LayerSpec], list[GuideSpec]]:
    """The layers that are drawn, composite marks as the simple ones that they stand for, and the guides."""
    sources = [_Source(block, ())]
    if block.layer is not None:
        sources = [_Source(entry, ("layer", i)) for i, entry in enumerate(block.layer)]
        if block.mark is not None:
            reader.report.error(
                "RD044",
                "with `layer`, every layer has its own `mark`",
                reader.document.span(("mark",), key=True),
                label="move it into the layers",
            )
    layers: list[LayerSpec] = []
    guides: list[GuideSpec] = []
    for source in sources:
        mark = _mark_of(reader, source)
        if mark in GUIDES and source.loc:
            guides.append(read_guide(reader, source.entry, source.loc, shaded=mark == "rect"))
        elif mark in GUIDES:
            hint = "write `layer: [{mark: bar, …}, {mark: rule, encoding: {y: {datum: 100}}}]`"
            reader.report.error("RD041", f"`{mark}` needs a layer to be drawn with", _span(reader, source), hint=hint)
        elif mark:
            layers += _layer(reader, block, source, MARKS[mark])
    return layers, guides


def _span(reader: BlockReader, source: _Source) -> Span:
    return reader.document.span(source.loc)


def _mark_of(reader: BlockReader, source: _Source) -> str:
    """The mark's name; empty, reported, where it is missing."""
    mark = source.entry.mark
    if mark is None:
        names = listing((*MARKS, *GUIDES))
        reader.report.error("RD021", "the key `mark` is missing", _span(reader, source), hint=f"one of {names}")
        return ""
    return mark.type if isinstance(mark, MarkDef) else mark


def _layer(reader: BlockReader, block: ChartBlock, source: _Source, kind: MarkKind) -> tuple[LayerSpec, ...]:
    entry, loc = source.entry, source.loc
    span = reader.document.span(loc)
    places = [source] if not loc else [source, _Source(block, ())]
    data = next(((place.entry.data, (*place.loc, "data")) for place in places if place.entry.data is not None), None)
    if data is None:
        reader.report.error(
            "RD021", "the key `data` is missing", span, hint="the table's name in data/datapackage.yaml"
        )
        return ()
    table, data_span = reader.data(data[1], data[0])
    encoding, color, highlights = _encoding(reader, places)
    complete = _check_channels(reader, kind, encoding, places)
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
    layer = LayerSpec(
        mark=Mark.BAR,
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
        highlights=highlights,
        dashed=isinstance(entry.mark, MarkDef) and bool(entry.mark.stroke_dash),
    )
    return kind.normalise(layer) if complete else (layer,)


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


def _encoding(reader: BlockReader, places: list[_Source]) -> tuple[dict[str, ChannelSpec], str, Highlights]:
    """The channels, the first place's words over the later ones', the layer's one colour and its highlights, if any."""
    found: dict[str, ChannelSpec] = {}
    color = ""
    highlights: Highlights = ()
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
        conditions = next((g for g in given if g.channel.condition is not None), None)
        if conditions is not None:
            highlights = _highlights(reader, name, conditions)
        value = next(((g.channel.value, (*g.loc, "value")) for g in given if g.channel.value is not None), None)
        if name == "color" and value is not None and not any(g.channel.field for g in given):
            color = reader.color(value[1], value[0])
            continue
        if conditions is not None:
            color = reader.color(value[1], value[0]) if value else "grey"
            if not any(g.channel.field for g in given):
                continue
        spec = read_channel(reader, name, given)
        if spec is not None:
            found["xOffset" if name == "yOffset" else name] = spec
    return found, color, highlights


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


def _check_channels(
    reader: BlockReader, kind: MarkKind, encoding: dict[str, ChannelSpec], places: list[_Source]
) -> bool:
    """Whether a mark has the channels that it needs, and no others."""
    taken = (*kind.needs, *kind.takes)
    where = reader.document.span((*places[0].loc, "mark"))
    tried = {name for place in places if place.entry.encoding for name in _written_channels(place.entry.encoding)}
    for name in kind.needs:
        if name not in encoding and name not in tried:
            reader.report.error(
                "RD041",
                f"the mark `{kind.name}` needs the channel `{name}`",
                where,
                hint=f"write `encoding: {{{name}: {{field: …}}}}`",
            )
    for name, channel in encoding.items():
        if name not in taken:
            reader.report.error(
                "RD041",
                f"the mark `{kind.name}` doesn't support the channel `{name}`",
                channel.span,
                hint=f"{kind.name} supports {', '.join(taken)}",
            )
    return all(name in encoding for name in kind.needs) and all(name in taken for name in encoding)


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
