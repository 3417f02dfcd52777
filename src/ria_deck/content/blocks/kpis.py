"""Read a {kpi} block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.channels import Given, read_channel
from ria_deck.content.blocks.chart_shape import Channel
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.kpi_shape import KpiEntry, Spark
from ria_deck.content.marks import MARKS
from ria_deck.content.specs.kpi import KeyFigureSpec, KpiSpec
from ria_deck.content.specs.message import Expression, Message
from ria_deck.content.specs.slides import ChannelSpec, ChartSpec, LayerSpec
from ria_deck.model.chart import Mark
from ria_deck.source.yaml import Loc

MOST = 6
"""Key figures in a row: more can't be read from a distance."""


def read_kpi(reader: BlockReader, entries: Sequence[KpiEntry], name: str) -> KpiSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    if not 1 <= len(entries) <= MOST:
        reader.report.error(
            "RD048",
            "a {kpi} block needs at least one figure"
            if not entries
            else f"{len(entries)} key figures are too many for a row; the limit is {MOST}",
            reader.document.span() if not entries else reader.document.span((MOST,)),
            hint="write `- {value: …, label: …}` for each" if not entries else "use several slides, or a {table}",
        )
        return None
    figures = [_figure(reader, index, entry, name) for index, entry in enumerate(entries)]
    found = tuple(figure for figure in figures if figure is not None)
    if len(found) < len(figures) or reader.report.failed:
        return None
    return KpiSpec(name=name, figures=found, span=reader.document.span())


def _figure(reader: BlockReader, index: int, entry: KpiEntry, name: str) -> KeyFigureSpec | None:
    at: Loc = (index,)
    value = reader.needed_text((*at, "value"), str(entry.value), "kpi.value")
    label = reader.needed_text((*at, "label"), entry.label, "kpi.label")
    color = reader.color((*at, "color"), entry.color) if entry.color is not None else ""
    spark = None
    if entry.spark is not None:
        spark = _spark(reader, (*at, "spark"), entry.spark, f"{name}-{index + 1}", color)
    if value is None or label is None or (spark is None and entry.spark is not None):
        return None
    return KeyFigureSpec(
        value=value,
        label=label,
        span=reader.document.span(at),
        change=reader.text((*at, "change"), entry.change, "kpi.change"),
        note=reader.text((*at, "note"), entry.note, "kpi.note"),
        source=reader.text((*at, "source"), entry.source, "source"),
        color=color,
        color_span=reader.document.span((*at, "color")) if color else None,
        spark=spark,
    )


def _spark(reader: BlockReader, loc: Loc, entry: Spark, name: str, color: str) -> ChartSpec | None:
    """The spark as a chart of one layer."""
    data, data_span = reader.data((*loc, "data"), entry.data)
    where = read_where(reader, (*loc, "where"), entry.where)
    channels = {axis: _channel(reader, (*loc, axis), axis, getattr(entry, axis)) for axis in ("x", "y")}
    encoding = {axis: channel for axis, channel in channels.items() if channel is not None}
    if entry.mark == "line" and "y" in encoding and encoding["y"].zero is None:  # its shape counts, not its height
        encoding["y"] = replace(encoding["y"], zero=False)
    span = reader.document.span(loc)
    if len(encoding) < len(channels):
        return None
    layer = LayerSpec(
        mark=Mark.BAR,
        data=data,
        data_span=data_span,
        span=span,
        encoding=encoding,
        filters=() if where is None else (where if isinstance(where, Expression) else where.predicate,),
        labels="none",
        color=color,
    )
    alt = reader.text((*loc, "alt"), entry.alt, "chart.alt")
    return ChartSpec(
        name=name,
        layers=MARKS[entry.mark].normalise(layer),
        alt=alt or Message(text="", context=f"{reader.context}/chart.alt", span=span, literal=True),
        span=span,
    )


def _channel(reader: BlockReader, loc: Loc, axis: str, given: str | Channel) -> ChannelSpec | None:
    if given == "":
        reader.report.error("RD024", f"`{axis}` can't be empty", reader.document.span(loc))
        return None
    one = Given(Channel(field=given), loc, short=True) if isinstance(given, str) else Given(given, loc, short=False)
    return read_channel(reader, axis, [one])
