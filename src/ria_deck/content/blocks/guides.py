"""`rule` and `rect` layers: lines and shaded spans at values that the author names with `datum`."""

from __future__ import annotations

from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import Channel, ChartBlock, Layer, MarkDef
from ria_deck.content.specs.figures import GuideSpec
from ria_deck.source.yaml import Loc

GUIDES = ("rule", "rect")


def read_guide(reader: BlockReader, entry: Layer | ChartBlock, loc: Loc, *, shaded: bool) -> GuideSpec:
    """The guide of a layer; what it lacks is reported. A rule has one of `x` and `y`, a rect both ends of one."""
    span = reader.document.span(loc)
    values = {name: _datum(reader, entry, loc, name) for name in ("x", "x2", "y", "y2")}
    given = {name for name, value in values.items() if value is not None}
    fits = given in ({"x", "x2"}, {"y", "y2"}) if shaded else given in ({"x"}, {"y"})
    if not fits:
        words = "a `rect` goes from `x` to `x2` or from `y` to `y2`" if shaded else "a `rule` is at one `x` or one `y`"
        example = "{x: {datum: 2008}, x2: {datum: 2010}}" if shaded else "{y: {datum: 100}}"
        reader.report.error("RD041", words, span, hint=f"write `encoding: {example}`")
    color = entry.color or (entry.mark.color if isinstance(entry.mark, MarkDef) else None) or ""
    channel = entry.encoding.color if entry.encoding is not None else None
    if isinstance(channel, Channel) and channel.value:
        color = channel.value
    title = entry.title if isinstance(entry, Layer) else None
    return GuideSpec(
        span=span,
        shaded=shaded,
        text=reader.text((*loc, "title" if title else "name"), title or entry.name, "annotation"),
        color=reader.color(loc, color) if color else "",
        **values,
    )


def _datum(reader: BlockReader, entry: Layer | ChartBlock, loc: Loc, name: str) -> Any:
    channel = getattr(entry.encoding, name) if entry.encoding is not None else None
    if channel is None:
        return None
    if not isinstance(channel, Channel) or channel.datum is None:
        hint = "write {datum: 100}; for lines at every row, write `mark: line`"
        if isinstance(channel, Channel) and channel.field and channel.aggregate:
            op, field = channel.aggregate, channel.field
            hint = (
                f"write {{datum: 100}}; for the {op} of the data, a line of its own: `{{mark: line, name: {op.capitalize()}, "
                f"transform: [{{joinaggregate: [{{op: {op}, field: {field}, as: {op}}}]}}], encoding: {{{name}: {op}}}}}`"
            )
        reader.report.error(
            "RD041", f"`{name}` needs a `datum` here", reader.document.span((*loc, "encoding", name)), hint=hint
        )
        return None
    return channel.datum
