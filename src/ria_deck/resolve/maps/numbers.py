"""Numbered points of a map: numbers in the dots, and a list beside the map that says what they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Map, MapList, MapPoint
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.projection import Point
from ria_deck.resolve.maps.word_lines import broken

LIST = 0.36  # of the figure's width
AIR = 0.03  # of it, between map and list
BADGE = 0.66  # radius of a number's disc, as a multiple of the text's size
NUMBER = 0.78  # size of a number in it, likewise
DETAIL = 0.84  # size of the words under a name
LINE = 1.28  # line height
PAD = (0.75, 0.35)  # over and under a row: as much as there is room for, at least
INDENT = 2.0  # of a name, after its number
_SIZES = (1.4, 1.2, 1.0, 0.92, 0.84)  # multiples of the labels' size that are tried


def map_width(base: Map, width: float) -> float:
    """What a list leaves of the figure's width."""
    return width * (1 - LIST - AIR) if is_listed(base) else width


def is_listed(base: Map) -> bool:
    """Whether the points stand in a list."""
    return any(point.number for point in base.points)


def badges(base: Map, spots: Sequence[Point], shown: Sequence[int], size: float) -> frozenset[int]:
    """The points that have their number in the dot: those whose disc touches no other. The others have it beside."""
    radius = BADGE * size
    near = {
        index
        for index in shown
        for other in shown
        if other != index and math.dist(spots[index], spots[other]) < 2 * radius + 1
    }
    return frozenset(index for index in shown if base.points[index].number and index not in near)


def badge(point: MapPoint, spot: Point, size: float, colors: Mapping[str, str]) -> PlacedText:
    """A number in the middle of a disc."""
    half = BADGE * size
    box = Rect(x=spot[0] - half, y=spot[1] - half, width=2 * half, height=2 * half)
    return PlacedText(
        text=str(point.number), box=box, size=NUMBER * size, color=_on(point.color, colors), bold=True, align="center"
    )


def _on(role: str, colors: Mapping[str, str]) -> str:
    return "paper" if contrast(colors["paper"], colors[role]) >= TEXT_CONTRAST else "ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListedRow:
    """A point as the list has it: its name and details in lines."""

    point: MapPoint
    name: tuple[str, ...]
    detail: tuple[str, ...]

    def height(self, size: float) -> float:
        """Of the lines, without the air around them."""
        return LINE * size * (len(self.name) + DETAIL * len(self.detail))


def place_list(
    base: Map, width: float, height: float, label_size: float, colors: Mapping[str, str], context: Context
) -> tuple[MapList, bool] | None:
    """The list at the right of a figure, and whether it fits; None for a map without numbers."""
    if not is_listed(base):
        return None
    left, right = width * (1 - LIST), width
    for scale in _SIZES:
        size = label_size * scale
        rows = _rows(base, right - left, size, context)
        least = sum(row.height(size) for row in rows) + 2 * PAD[1] * size * len(rows)
        if least <= height and (scale <= 1 or all(len(row.name) == 1 >= len(row.detail) for row in rows)):
            break
    room = sum(row.height(size) for row in rows) + sum(PAD) * size * len(rows)
    pads = PAD if room <= height else (PAD[1], PAD[1])
    return _placed(rows, left, right, size, pads, colors, context), least <= height


def _rows(base: Map, width: float, size: float, context: Context) -> list[_ListedRow]:
    measurer = context.measurer.unkerned
    widest = max((measurer.width(point.value_text, size, bold=True) for point in base.points), default=0.0)
    inside = width - INDENT * size - (widest + 0.6 * size if widest else 0.0)
    return [
        _ListedRow(
            point=point,
            name=tuple(broken(point.label, size, inside, measurer, bold=True)),
            detail=tuple(broken(point.detail, DETAIL * size, inside, measurer, bold=False)),
        )
        for point in base.points
        if point.number
    ]


def _placed(
    rows: Sequence[_ListedRow],
    left: float,
    right: float,
    size: float,
    pads: tuple[float, float],
    colors: Mapping[str, str],
    context: Context,
) -> MapList:
    texts: list[PlacedText] = []
    dots: list[tuple[float, float, float]] = []
    rules: list[tuple[float, float, float, float]] = []
    y = 0.0
    for number, row in enumerate(rows):
        if number:
            rules.append((left, y, right, y))
            y += pads[0] * size
        middle = y + LINE * size / 2
        spot = (left + BADGE * size, middle)
        dots.append((*spot, BADGE * size))
        texts.append(badge(row.point, spot, size, colors))
        if row.point.value_text:
            box = Rect(x=left, y=y, width=right - left, height=LINE * size)
            value = PlacedText(text=row.point.value_text, box=box, size=size, color="accent", bold=True, align="end")
            wide = context.measurer.unkerned.width(value.text, size, bold=True) + 1
            texts.append(_narrow(value, right - wide, wide))
        for line, scale, bold in [
            *((one, 1.0, True) for one in row.name),
            *((one, DETAIL, False) for one in row.detail),
        ]:
            box = Rect(x=left + INDENT * size, y=y, width=right - left - INDENT * size, height=LINE * size * scale)
            texts.append(PlacedText(text=line, box=box, size=size * scale, color="ink" if bold else "grey", bold=bold))
            y += LINE * size * scale
        y += pads[1] * size
    return MapList(
        roles=tuple(row.point.color for row in rows), dots=tuple(dots), texts=tuple(texts), rules=tuple(rules)
    )


def _narrow(placed: PlacedText, x: float, width: float) -> PlacedText:
    box = Rect(x=x, y=placed.box.y, width=width, height=placed.box.height)
    return PlacedText(
        text=placed.text, box=box, size=placed.size, color=placed.color, bold=placed.bold, align=placed.align
    )
