"""What a layer needs beside its channels: further columns, the rows that are highlighted, a number of points in bounds."""

from __future__ import annotations

from ria_deck.content.specs.message import FieldCondition
from ria_deck.content.specs.slides import LayerSpec
from ria_deck.diagnostics import Report
from ria_deck.resolve.charts.transforms import ChartTable, Holds, flags_over

MOST_POINTS = 2_000  # PowerPoint takes seconds from here on, and no reader sees so many


def extra_columns(layer: LayerSpec) -> tuple[str, ...]:
    """The columns that a layer needs beside those of its channels."""
    label = (layer.label.field,) if layer.label else ()
    return tuple(dict.fromkeys(filter(None, (*layer.ends, *(layer.errors or ()), *label, *(layer.readings or ())))))


def highlighted_rows(layer: LayerSpec, table: ChartTable, holds: Holds, report: Report) -> dict[int, str] | None:
    """The colours of the rows that a highlight's condition chooses, the first one's before the others'."""
    found: dict[int, str] = {}
    for condition, role in layer.highlights:
        plain = condition.predicate if isinstance(condition, FieldCondition) else condition
        flags = flags_over(plain, layer, table, holds, report)
        if flags is None:
            return None
        for index, flag in enumerate(flags):
            if flag:
                found.setdefault(index, role)
    return found


def few_points(count: int, layer: LayerSpec, report: Report) -> bool:
    """Whether a chart can show so many points; more are reported."""
    if count <= MOST_POINTS:
        return True
    report.error(
        "RD606",
        f"too many points: {count:,}; the limit is {MOST_POINTS:,}",
        layer.span,
        hint="filter them, or group by a coarser column with `aggregate`",
    )
    return False
