"""What a layer needs beside its channels: further columns, highlighted rows, a number of points in bounds; and what each
of its points has of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.specs.message import FieldCondition
from ria_deck.content.specs.slides import LayerSpec
from ria_deck.diagnostics import Report
from ria_deck.model.value import Value
from ria_deck.resolve.charts.transforms import ChartTable, Holds, flags_over
from ria_deck.resolve.expressions.table_rows import tell_no_highlight

MOST_POINTS = 2_000  # PowerPoint takes seconds from here on, and no reader sees so many


def extra_columns(layer: LayerSpec) -> tuple[str, ...]:
    """The columns that a layer needs beside those of its channels."""
    label = (layer.label.field,) if layer.label else ()
    sheet = (column.field for column in layer.columns)
    return tuple(
        dict.fromkeys(filter(None, (*sheet, *layer.ends, *(layer.errors or ()), *label, *(layer.readings or ()))))
    )


def highlighted_rows(layer: LayerSpec, table: ChartTable, holds: Holds, report: Report) -> dict[int, str] | None:
    """The colours of the rows that a highlight's condition chooses, the first one's before the others'."""
    found: dict[int, str] = {}
    for condition, role in layer.highlights:
        plain = condition.predicate if isinstance(condition, FieldCondition) else condition
        flags = flags_over(plain, layer, table, holds, report)
        if flags is None:
            return None
        if not any(flags) and not layer.ends:  # the colours of a waterfall are no author's
            tell_no_highlight(condition, report)
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


PointKey = tuple[Any, Any]
"""A point's category and series, as its cells have them."""


@dataclass(slots=True)
class GatheredRows:
    """The values of each point, the first of its further columns and its look; by category what it is sorted by."""

    extras: dict[str, dict[PointKey, Value]]
    values: dict[PointKey, list[Value]] = field(default_factory=dict)
    sort_by: dict[Any, list[Value]] = field(default_factory=dict)
    hatched: set[PointKey] = field(default_factory=set)
    colors: dict[PointKey, str] = field(default_factory=dict)

    @classmethod
    def with_columns(cls, names: Iterable[str]) -> GatheredRows:
        """Nothing yet; `names` are the further columns that are kept."""
        return cls(extras={name: {} for name in names})

    def take(self, key: PointKey, value: Value, row: Mapping[str, Value], sort_field: str | None) -> None:
        """Add a row."""
        self.values.setdefault(key, []).append(value)
        for name, held in self.extras.items():
            held.setdefault(key, row[name])
        if sort_field:
            self.sort_by.setdefault(key[0], []).append(row[sort_field])


@dataclass(slots=True)
class ScatterRows:
    """The points of a scatter: x, y and series of each, its name and what its disc shows."""

    pairs: list[tuple[Value, Value, Any]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sizes: list[Value | None] = field(default_factory=list)

    def take(self, numbers: Sequence[Value], series: Any, name: str) -> None:
        """Add a row's x, y and, where discs show something, that; nothing where one of them is missing."""
        if len(numbers) < 2 or any(number.raw is None for number in numbers):
            return
        self.pairs.append((numbers[0], numbers[1], series))
        self.names.append(name)
        self.sizes.append(numbers[2] if len(numbers) > 2 else None)
