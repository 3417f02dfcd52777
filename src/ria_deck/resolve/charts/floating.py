"""Floating bars: pieces between numbers, as stacks on a ground that isn't drawn, above and below zero alike.

A native chart has no bars that float. A stack does the same in every program: an unfilled series up to the lowest
number, then the pieces; what lies below zero goes into series of its own, which stack downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ria_deck.model.chart import Mark, NumberFormat, Plot, Point, Series, Stacking
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import LayerData


def floating_plot(data: LayerData, categories: Categories, color: str, axis: int, form: NumberFormat) -> Plot:
    """The plot of a layer with `ends`; nothing stands at a category where one of them is missing."""
    ends = [data.extras[name] for name in data.layer.ends]
    rows = [[held.get((raw, None), Value(raw=None)) for held in ends] for raw in categories.raws]
    stacks = list(map(_stack, rows))
    count = len(ends) - 1
    names = ["(base)", *(f"{first}–{last}" for first, last in pairwise(data.layer.ends))]
    series: list[Series] = []
    for index in range(2 * count + 1):
        numbers = [_part(stack, index) for stack in stacks]
        if index and not any(numbers):
            continue
        own = data.colors if index else {}
        points = tuple(map(_point, numbers, rows, (own.get((raw, None), "") for raw in categories.raws)))
        name = names[min(index, 2 * count + 1 - index)]
        series.append(Series(name=name, color=color, points=points, format=form, hidden=index == 0, silent=True))
    return Plot(
        mark=Mark.BAR,
        series=tuple(series),
        stacking=Stacking.ZERO,
        axis=axis,
        horizontal=data.horizontal,
        labels_asked=False,
        tight=data.layer.tight,
        seams=count > 1,
    )


def _part(stack: Sequence[Any] | None, index: int) -> Any:
    """A part of a stack; None where there is no stack, or nothing above its base."""
    return None if stack is None or (index and not stack[index]) else stack[index]


def _point(number: Any, row: Sequence[Value], color: str) -> Point:
    """A part of a bar with the cells of its row."""
    cells = union(*(value.cells for value in row))
    return Point(value=None if number is None else Value(raw=number, cells=cells).formatted(""), color=color)


def _stack(row: Sequence[Value]) -> list[float] | None:
    """The ground, the pieces above zero from below, then those below zero from above; None where a number is missing."""
    if any(value.raw is None for value in row):
        return None
    bounds = [float(value) for value in row]
    low, high = min(bounds), max(bounds)
    ground = low if low > 0 else min(high, 0.0)
    pieces = [(min(pair), max(pair)) for pair in pairwise(bounds)]
    above = [max(end, 0.0) - max(start, 0.0) for start, end in pieces]
    below = [min(start, 0.0) - min(end, 0.0) for start, end in pieces]
    return [_round(number) for number in (ground, *above, *reversed(below))]


def _round(number: float) -> float:
    """Without what binary fractions leave over, which nobody should meet in a workbook."""
    return float(f"{number:.12g}") + 0.0
