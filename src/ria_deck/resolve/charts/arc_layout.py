"""Lay out a ring or pie: its square, and the names of the parts around it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import Chart, Rect, SeriesLabel
from ria_deck.resolve.labels.occupancy import Setter, spread

_AWAY = 0.7  # of the size: between the ring and the names
_SIDE = 0.36  # share of the width for the names of one side


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The ring's square, the names around it, and those that found no room."""

    plot: Rect
    names: tuple[SeriesLabel, ...]
    crowded: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    index: int
    share: float
    angle: float  # of its middle, in radians clockwise from the top
    name: str
    number: str
    color: str


def place_ring(chart: Chart, area: Rect, setter: Setter) -> Ring:
    """Names to the right and left of the ring at the height of their parts, each with its number: a native
    chart has one label a part."""
    size = setter.size
    parts = sorted(_parts(chart), key=lambda part: -math.cos(part.angle))
    right = [part for part in parts if math.sin(part.angle) >= -1e-9]
    left = [part for part in parts if math.sin(part.angle) < -1e-9]
    radius = min(area.height / 2 - 0.2 * size, area.width * (0.5 - _SIDE / 2))
    widest_right, widest_left = (_widest(group, area.width * _SIDE, setter) for group in (right, left))
    free = area.width - widest_right - widest_left - 2 * _AWAY * size
    radius = max(min(radius, free / 2), 0.0)
    middle = (area.x + widest_left + _AWAY * size + max(free, 0.0) / 2, area.y + area.height / 2)
    names: list[SeriesLabel] = []
    crowded: list[str] = []
    for group, side in ((right, 1), (left, -1)):
        placed = _names_beside(group, side, (middle, radius), area, setter)
        if placed is None:
            crowded += [part.name for part in group]
        else:
            names += placed
    box = Rect(x=middle[0] - radius, y=middle[1] - radius, width=2 * radius, height=2 * radius)
    return Ring(plot=box, names=tuple(names), crowded=tuple(crowded))


def _names_beside(
    group: Sequence[_Part], side: int, ring: tuple[tuple[float, float], float], area: Rect, setter: Setter
) -> list[SeriesLabel] | None:
    """The names of the parts on the right (1) or the left (-1); None where they are too high for the area together."""
    middle, radius = ring
    texts = [_words(part, area.width * _SIDE, setter) for part in group]
    wanted = [middle[1] - math.cos(part.angle) * (radius + 0.2 * setter.size) for part in group]
    heights = [setter.height(text) + 0.25 * setter.size for text in texts]
    if sum(heights) > area.height + 0.01:
        return None
    names: list[SeriesLabel] = []
    for part, text, y in zip(group, texts, spread(wanted, heights, area.y, area.bottom), strict=True):
        nearest = max(abs(y - middle[1]) - setter.height(text) / 2, 0.0)
        reach = _edge(radius, nearest) + _AWAY * setter.size
        align = "start" if side > 0 else "end"
        placed = setter.middle(text, middle[0] + side * reach, y, part.color, align=align, bold=True)
        names.append(SeriesLabel(plot=0, series=0, point=part.index, text=placed, numbered=bool(part.number)))
    return names


def _parts(chart: Chart) -> list[_Part]:
    series = chart.plots[0].series[0]
    values = [float(point.value) if point.value is not None else 0.0 for point in series.points]
    total = sum(values)
    found: list[_Part] = []
    before = 0.0
    for index, (value, point) in enumerate(zip(values, series.points, strict=True)):
        if value > 0:
            angle = (before + value / 2) / total * 2 * math.pi
            name = chart.categories.labels[index]
            color = point.color or series.color
            found.append(
                _Part(index=index, share=value / total, angle=angle, name=name, number=point.label, color=color)
            )
        before += value
    return found


def _words(part: _Part, room: float, setter: Setter) -> str:
    """The part's name in lines, with its number below it."""
    name = setter.wrapped(part.name, room, bold=True, most=3) or part.name
    return f"{name}\n{part.number}" if part.number else name


def _widest(parts: Sequence[_Part], room: float, setter: Setter) -> float:
    """The width that the names of one side need."""
    words = [setter.wrapped(part.name, room, bold=True, most=3) or part.name for part in parts]
    return max((setter.width(text, bold=True) for text in [*words, *(part.number for part in parts)]), default=0.0)


def _edge(radius: float, y: float) -> float:
    """How far the ring reaches to the side at a height over its middle."""
    return math.sqrt(max(radius * radius - y * y, 0.0)) if abs(y) < radius else 0.0
