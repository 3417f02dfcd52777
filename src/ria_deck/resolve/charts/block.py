"""Resolve a `{chart}` block with what its deck has: tables, language, theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.content.specs.slides import ChartSpec, Expression, LayerSpec, Message
from ria_deck.data.table import DataTable
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Chart
from ria_deck.model.kpi import Multiples
from ria_deck.model.text import Paragraph
from ria_deck.resolve.charts.chart import resolve_chart
from ria_deck.resolve.charts.layer_data import Resolving
from ria_deck.resolve.charts.multiples.panels import resolve_multiples
from ria_deck.resolve.charts.transforms import KINDS, ChartTable
from ria_deck.resolve.context import Context
from ria_deck.resolve.text import resolve_text
from ria_deck.resolve.transforms.engine import transformed


def chart_block(spec: ChartSpec, context: Context) -> Chart | None:
    """The chart, not yet laid out; faults are told in the report and give None."""
    texts: list[Paragraph] = []
    resolving = _resolving(context, texts)
    chart = resolve_chart(
        spec,
        tables=resolving.tables,
        holds=resolving.holds,
        text=resolving.text,
        formatter=resolving.formatter,
        theme=resolving.theme,
        report=resolving.report,
    )
    return None if chart is None else replace(chart, strings=tuple(texts))


def multiples_block(spec: ChartSpec, context: Context) -> Multiples | None:
    """The panels of a chart with a facet, not yet laid out; faults are told in the report and give None."""
    texts: list[Paragraph] = []
    found = resolve_multiples(spec, _resolving(context, texts))
    return None if found is None else replace(found, strings=tuple(dict.fromkeys(texts)))


def _resolving(context: Context, texts: list[Paragraph]) -> Resolving:
    """What charts are resolved with; every text that is resolved joins `texts`."""

    def text(message: Message) -> Paragraph:
        texts.append(resolve_text(message, context))
        return texts[-1]

    found: dict[tuple[str, int], DataTable | None] = {}

    def table(layer: LayerSpec) -> DataTable | None:
        """The layer's table; panels ask for it again and again."""
        made_of = (layer.data, id(layer.transform))
        if made_of not in found:
            found[made_of] = _table(layer, context)
        return found[made_of]

    return Resolving(
        tables=table,
        holds=lambda condition, table: _holds(condition, table, context),
        text=text,
        formatter=context.formatter,
        theme=context.theme,
        report=context.report,
    )


def _table(layer: LayerSpec, context: Context) -> DataTable | None:
    table = context.tables.find(layer.data, layer.data_span)
    if table is None or _lies(layer, table, context):
        return None
    return transformed(
        table,
        layer.transform,
        context.tables.find,
        context.evaluator,
        context.report,
        total=context.words["total"],
        titled=lambda field: resolve_text(column_message(table.name, field), context).text,
    )


def _lies(layer: LayerSpec, table: DataTable, context: Context) -> bool:
    """Whether a mark without a lying form has its names on `y` and its numbers on `x`, which is reported."""
    mark = layer.upright
    if mark is None:
        return False
    known = [channel.field in table.column_names for channel in (mark.x, mark.y)]
    kinds = [
        channel.type or KINDS.get(table.field(channel.field).type, "nominal") if there else ""
        for channel, there in zip((mark.x, mark.y), known, strict=True)
    ]
    if kinds[0] != "quantitative" or kinds[1] in ("", "quantitative"):
        return False
    context.report.error(
        "RD618",
        f"the mark `{mark.name}` can't lie: `{mark.y.field}` on `y` has no numbers",
        mark.y.span,
        hint=f"write `x: {mark.y.field}, y: {mark.x.field}`; horizontal forms are drawn with the mark `bar`",
    )
    return True


def _holds(condition: Expression, table: ChartTable, context: Context) -> Sequence[bool] | None:
    """For each row of a table whether an expression over its columns holds."""
    assert isinstance(table, DataTable)
    kept = context.evaluator.where(condition.text, condition.span, table)
    if kept is None:
        return None
    indices = set(kept.indices)
    return [index in indices for index in range(len(table.rows))]
