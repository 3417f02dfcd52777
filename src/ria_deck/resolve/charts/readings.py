"""What composite marks say beside what they draw: lengths of error bars, and the numbers that tables of the data show."""

from __future__ import annotations

from typing import Any

from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Point, Series
from ria_deck.model.value import Value
from ria_deck.resolve.charts.axes import format_of
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import LayerData, Resolving


def errors_of(data: LayerData, key: Any, categories: Categories) -> tuple[tuple[float, float] | None, ...]:
    """How far error bars reach below and above each point."""
    if data.layer.errors is None:
        return ()
    found: list[tuple[float, float] | None] = []
    for raw in categories.raws:
        value = data.cells.get((raw, key), Value(raw=None))
        ends = [data.extras[name].get((raw, key), Value(raw=None)) if name else value for name in data.layer.errors]
        if any(one.raw is None for one in (value, *ends)):
            found.append(None)
            continue
        low, high = (float(f"{abs(float(value) - float(end)):.12g}") for end in ends)
        found.append((low, high))
    return tuple(found)


def readings_of(data: LayerData, categories: Categories, resolving: Resolving) -> list[Series]:
    """The columns that a table of the data shows for a layer of a composite mark."""
    form = format_of(data, resolving)
    found: list[Series] = []
    for name in data.layer.readings or ():
        values = [data.extras[name].get((raw, None), Value(raw=None)) for raw in categories.raws]
        points = tuple(
            Point(value=value.formatted(form.text(value.raw)) if value.raw is not None else None) for value in values
        )
        title = resolving.text(column_message(data.table.name, data.table.field(name))).text
        found.append(Series(name=title, color="ink", points=points))
    return found
