"""Read a {chart} block: layers with every inherited channel filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import AnnotationEntry, ChartBlock, Encoding, Layer, MarkDef
from ria_deck.content.blocks.encodings import CHANNELS, LayerSource, read_encoding
from ria_deck.content.blocks.facets import read_facet
from ria_deck.content.blocks.guides import GUIDES, read_guide
from ria_deck.content.blocks.transforms import read_transform
from ria_deck.content.marks import MARKS, MarkKind
from ria_deck.content.specs.figures import GuideSpec, UprightMark
from ria_deck.content.specs.slides import AnnotationSpec, ChannelSpec, ChartSpec, LayerSpec, Message
from ria_deck.content.specs.transforms import FilterStep
from ria_deck.diagnostics import Span
from ria_deck.model.chart import Mark
from ria_deck.source.nearest import listing
from ria_deck.source.yaml import Loc

_UPRIGHT = ("line", "area", "boxplot", "waterfall", "slope", "dumbbell", "errorbar")  # they have no lying form


def read_chart(reader: BlockReader, block: ChartBlock, name: str) -> ChartSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    alt = reader.needed_text(("alt",), block.alt, "chart.alt")
    layers, guides = _layers(reader, block)
    annotations = _annotations(reader, block)
    facet = read_facet(reader, block)
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
        facet=facet,
        **spec_texts,
    )


def _layers(reader: BlockReader, block: ChartBlock) -> tuple[list[LayerSpec], list[GuideSpec]]:
    """The layers that are drawn, composite marks as the simple ones that they stand for, and the guides."""
    sources = [LayerSource(block, ())]
    if block.layer is not None:
        sources = [LayerSource(entry, ("layer", i)) for i, entry in enumerate(block.layer)]
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


def _span(reader: BlockReader, source: LayerSource) -> Span:
    return reader.document.span(source.loc)


def _mark_of(reader: BlockReader, source: LayerSource) -> str:
    """The mark's name; empty, reported, where it is missing."""
    mark = source.entry.mark
    if mark is None:
        names = listing((*MARKS, *GUIDES))
        reader.report.error("RD021", "the key `mark` is missing", _span(reader, source), hint=f"one of {names}")
        return ""
    return mark.type if isinstance(mark, MarkDef) else mark


def _layer(reader: BlockReader, block: ChartBlock, source: LayerSource, kind: MarkKind) -> tuple[LayerSpec, ...]:
    entry, loc = source.entry, source.loc
    span = reader.document.span(loc)
    places = [source] if not loc else [source, LayerSource(block, ())]
    data = _first_said("data", places)
    if data is None:
        hint = "the table's name in data/datapackage.yaml"
        reader.report.error("RD021", "the key `data` is missing", span, hint=hint)
        return ()
    table, data_span = reader.data(data[1], data[0])
    encoding, color, highlights = read_encoding(reader, places)
    complete = _check_channels(reader, kind, encoding, places)
    steps = read_transform(reader, ("transform",), block.transform)
    if loc:
        steps += read_transform(reader, (*loc, "transform"), entry.transform)
    filters = tuple(step.condition for step in steps if isinstance(step, FilterStep))
    mark = entry.mark if isinstance(entry.mark, MarkDef) else None
    color, color_at = _color(reader, color, mark, places)
    breaks: Any = (_first_said("breaks", places) or ((),))[0]
    labels: Any = (_first_said("labels", places) or ("",))[0]
    pattern = _first_said("pattern", places)
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
        color_span=color_at,
        pattern=reader.expression(pattern[1], pattern[0]) if pattern else None,
        breaks=breaks if isinstance(breaks, tuple) else (breaks,),
        highlights=highlights,
        dashed=mark is not None and bool(mark.stroke_dash),
    )
    if not complete:
        return (layer,)
    if kind.name in _UPRIGHT:
        layer = replace(layer, upright=UprightMark(name=kind.name, x=encoding["x"], y=encoding["y"]))
    return kind.normalise(layer)


def _color(
    reader: BlockReader, encoded: str, mark: MarkDef | None, places: list[LayerSource]
) -> tuple[str, Span | None]:
    """The one colour of a layer, and where it or the encoding's colours are written: `color` beside the mark goes before
    that of the encoding, and that before the mark's own."""
    if said := _first_said("color", places):
        return reader.color(said[1], said[0]), reader.document.span(said[1])
    if mark is not None and mark.color is not None:
        at = (*places[0].loc, "mark", "color")
        own = reader.color(at, mark.color)
        if not encoded:
            return own, reader.document.span(at)
    coloured = (one for one in places if one.entry.encoding is not None and one.entry.encoding.color is not None)
    at = next(((*one.loc, "encoding", "color") for one in coloured), ())
    return encoded, reader.document.span(at) if at else None


def _first_said(part: str, places: list[LayerSource]) -> tuple[Any, Loc] | None:
    """What the first place that has the key says, and where; None where none has it."""
    said = ((getattr(place.entry, part), (*place.loc, part)) for place in places)
    return next(((value, loc) for value, loc in said if value is not None), None)


def _series_name(reader: BlockReader, source: LayerSource) -> Message | None:
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


def _check_channels(
    reader: BlockReader, kind: MarkKind, encoding: dict[str, ChannelSpec], places: list[LayerSource]
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
    return {name for name, attribute in CHANNELS if getattr(encoding, attribute) is not None}


def _annotations(reader: BlockReader, block: ChartBlock) -> tuple[AnnotationSpec, ...]:
    read = [_annotation(reader, entry, ("annotations", index)) for index, entry in enumerate(block.annotations)]
    return tuple(found for found in read if found is not None)


def _annotation(reader: BlockReader, entry: AnnotationEntry, loc: Loc) -> AnnotationSpec | None:
    change = entry.kind == "change"
    text = reader.text((*loc, "text"), entry.text, "annotation")
    if text is None and not change:
        place = reader.document.span(loc if entry.text is None else (*loc, "text"))
        words = "the key `text` is missing" if entry.text is None else "`text` can't be empty"
        reader.report.error("RD021" if entry.text is None else "RD024", words, place, hint="the words in the chart")
    _check_change(reader, entry, loc)
    if entry.kind == "rule" and entry.y is not None:
        reader.report.error(
            "RD044",
            "a rule crosses the whole chart and can't have `y`",
            reader.document.span((*loc, "y"), key=True),
            hint="leave out `y`, or write `kind: point`",
        )
    if text is None and not change:
        return None
    return AnnotationSpec(
        text=text,
        x=entry.x,
        span=reader.document.span(loc),
        y=entry.y,
        kind=entry.kind or "",
        x2=entry.x2,
        series=entry.series or "",
        format=reader.format((*loc, "format"), entry.format) if entry.format is not None else "",
    )


def _check_change(reader: BlockReader, entry: AnnotationEntry, loc: Loc) -> None:
    """Whether an annotation has what a change needs, and no other one has it."""
    if entry.kind == "change":
        if entry.x2 is None:
            hint = "write `{kind: change, x: 2019, x2: 2024}`"
            reader.report.error("RD021", "the key `x2` is missing", reader.document.span(loc), hint=hint)
        if entry.y is not None:
            hint = "leave it out: the change is reckoned from the data"
            place = reader.document.span((*loc, "y"), key=True)
            reader.report.error("RD044", "a change can't have `y`", place, hint=hint)
        return
    for name in ("x2", "series", "format"):
        if getattr(entry, name) is not None:
            place = reader.document.span((*loc, name), key=True)
            hint = f"write `kind: change` beside it, or leave `{name}` out"
            reader.report.error("RD044", f"only a change has `{name}`", place, hint=hint)
