"""Decode the YAML of fenced blocks: charts, tables, maps, timelines, key figures, processes, claims.

Mistakes go to the report, all at once; what has one is None. `name` is the block's id, `context` the slide's, which
begins the contexts of all its messages: `<slide>/chart.alt`, `chart.title`, `axis.x`, `axis.y`, `color`, `series`,
`annotation`, `gap`, `column.<field>`, `table.alt`, `map.alt`, `map.inset`, `timeline.alt`, `kpi.value`, `kpi.label`,
`kpi.change`, `kpi.note`, `process.label`, `process.text`, `caption`, `note`, `source`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import ChartBlock
from ria_deck.content.blocks.charts import read_chart
from ria_deck.content.blocks.kpi_shape import KpiEntry
from ria_deck.content.blocks.kpis import read_kpi
from ria_deck.content.blocks.map_shape import MapBlock
from ria_deck.content.blocks.maps import read_map
from ria_deck.content.blocks.process_shape import StepEntry
from ria_deck.content.blocks.processes import read_process
from ria_deck.content.blocks.shapes import ClaimEntry, PrintedClaimEntry, TableBlock, TypedEntry
from ria_deck.content.blocks.tables import read_table
from ria_deck.content.blocks.timeline_shape import TimelineBlock
from ria_deck.content.blocks.timelines import read_timeline
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.slides import (
    ChartSpec,
    ClaimListSpec,
    KpiSpec,
    MapSpec,
    PrintedClaim,
    ProcessSpec,
    TableSpec,
    TimelineSpec,
    TypedSpec,
)
from ria_deck.diagnostics import Report, Span
from ria_deck.source.decode import decode
from ria_deck.source.yaml import Loc, YamlDocument

PRINTED_CLAIMS = "/claims"
"""The end of the contexts of what a `{claims print}` block prints."""


_Shape = TypeVar("_Shape")
_Spec = TypeVar("_Spec")


def decode_chart(document: YamlDocument, name: str, context: str, report: Report) -> ChartSpec | None:
    """The spec of a {chart} block."""
    return _decoded(ChartBlock, read_chart, document, name, context, report)


def decode_table(document: YamlDocument, name: str, context: str, report: Report) -> TableSpec | None:
    """The spec of a {table} block."""
    return _decoded(TableBlock, read_table, document, name, context, report)


def decode_map(document: YamlDocument, name: str, context: str, report: Report) -> MapSpec | None:
    """The spec of a {map} block."""
    return _decoded(MapBlock, read_map, document, name, context, report)


def decode_timeline(document: YamlDocument, name: str, context: str, report: Report) -> TimelineSpec | None:
    """The spec of a {timeline} block."""
    return _decoded(TimelineBlock, read_timeline, document, name, context, report)


def decode_kpi(document: YamlDocument, name: str, context: str, report: Report) -> KpiSpec | None:
    """The spec of a {kpi} block."""
    return _decoded(tuple[KpiEntry, ...], read_kpi, document, name, context, report)


def decode_process(document: YamlDocument, name: str, context: str, report: Report) -> ProcessSpec | None:
    """The spec of a {process} block."""
    return _decoded(tuple[StepEntry, ...], read_process, document, name, context, report)


def _decoded(
    shape: type[_Shape],
    read: Callable[[BlockReader, _Shape, str], _Spec | None],
    document: YamlDocument,
    name: str,
    context: str,
    report: Report,
) -> _Spec | None:
    """A block in its YAML form, read with a report of its own: whether it is sound follows from its own mistakes."""
    block = decode(shape, document, report)
    if block is None:
        return None
    reader = BlockReader(document, context, Report())
    spec = read(reader, block, name)
    report.extend(reader.report.diagnostics)
    return spec


def decode_claims(document: YamlDocument, report: Report, *, at: Loc = ()) -> tuple[ClaimDraft, ...]:
    """The claims of a {claims} block, or of the key `at` of a front matter, none without such a key."""
    if at and not document.has(at):
        return ()
    return _drafts(decode(tuple[ClaimEntry, ...], document, report, at=at) or (), document, at)


def decode_printed_claims(
    document: YamlDocument, name: str, context: str, span: Span, report: Report
) -> tuple[ClaimListSpec, tuple[ClaimDraft, ...]] | None:
    """A `{claims print}` block: what the handout prints, and its claims as those of any other block."""
    entries = decode(tuple[PrintedClaimEntry, ...], document, report)
    if not entries:
        return None
    reader = BlockReader(document, context, report)
    printed: list[PrintedClaim] = []
    for index, entry in enumerate(entries):
        says = reader.needed_text((index, "says"), entry.says, "claims")
        that = reader.expression((index, "that"), entry.that)
        if says is not None:
            printed.append(PrintedClaim(that=that, says=says, now=reader.text((index, "now"), entry.now, "claims")))
    drafts = (replace(draft, printed=True) for draft in _drafts(entries, document, ()))
    return ClaimListSpec(name=name, claims=tuple(printed), span=span), tuple(drafts)


def _drafts(entries: Sequence[ClaimEntry], document: YamlDocument, at: Loc) -> tuple[ClaimDraft, ...]:
    return tuple(
        ClaimDraft(
            that=entry.that.strip(),
            says=" ".join(entry.says.split()),
            span=document.text_span((*at, index, "that")),
            says_span=document.text_span((*at, index, "says")),
        )
        for index, entry in enumerate(entries)
    )


def decode_typed(document: YamlDocument, report: Report) -> tuple[TypedSpec, ...]:
    """The numbers that a front matter's `typed` accepts."""
    entries = decode(tuple[TypedEntry, ...], document, report, at=("typed",))
    return tuple(
        TypedSpec(
            text=" ".join(entry.text.split()), because=entry.because, span=document.text_span(("typed", index, "text"))
        )
        for index, entry in enumerate(entries or ())
    )
