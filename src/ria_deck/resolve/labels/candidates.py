"""Candidate places for the label of a dot, the cheapest first."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from ria_deck.design.measure import Measurer
from ria_deck.model.chart import Rect
from ria_deck.resolve.labels.occupancy import grown
from ria_deck.resolve.labels.segments import Segment, crosses

Arc = tuple[float, float, float, float, float, float]
BESIDE = 4.0  # points between a label and a dot that it might be taken to belong to
APART = 2.0  # points between two labels on a line
GAP = 2.5  # points between a dot and its label
CLEAR = 1.5  # points between a label and an arc
STEP = 2.0  # points between the places of an arc that are looked at: less than CLEAR and half of a label's height
TOUCHED = 9.0  # the cost of an arc through a label, and of each em that it covers
_DIRECTIONS = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.72, -0.72), (0.72, 0.72), (-0.72, -0.72), (-0.72, 0.72),
    (0.92, -0.4), (0.92, 0.4), (-0.92, -0.4), (-0.92, 0.4), (0.4, -0.92), (0.4, 0.92), (-0.4, -0.92), (-0.4, 0.92),
    (0.98, -0.2), (0.98, 0.2), (-0.98, -0.2), (-0.98, 0.2), (0.83, -0.56), (0.83, 0.56), (-0.83, -0.56), (-0.83, 0.56),
)  # fmt: skip
# points between a label and its dot, with a leader line
_REACHES = (0.0, 9.0, 18.0, 28.0, 40.0, 54.0, 70.0, 90.0, 115.0, 145.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDot:
    """A dot that wants a label; lengths in points."""

    x: float
    y: float
    radius: float
    text: str
    color: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSite:
    """A box for a label, the line that leads there from the dot where it stands away from it, and what it costs."""

    box: Rect
    wide: Rect  # with the room to the labels beside it
    align: str
    leader: Segment | None
    cost: float


@dataclass(slots=True)
class Obstacles:
    """What labels must keep clear of."""

    width: float
    height: float
    dots: list[tuple[float, Rect, int]]  # the left edge, the dot, which spot's; from left to right
    widest: float  # of the dots
    arc_points: list[tuple[float, float, int]]  # x, y, which arc; by x

    @classmethod
    def of(cls, spots: Sequence[LabelledDot], arcs: Sequence[Arc], frame: tuple[float, float]) -> Obstacles:
        """The ground of a map of a size (width, height)."""
        return cls(
            width=frame[0],
            height=frame[1],
            dots=sorted(((s.x - s.radius, _dot(s), index) for index, s in enumerate(spots)), key=itemgetter(0)),
            widest=2 * max((spot.radius for spot in spots), default=0.0),
            arc_points=sorted((x, y, index) for index, arc in enumerate(arcs) for x, y in _along(arc)),
        )

    def between(self, left: float, right: float) -> list[tuple[Rect, int]]:
        """The dots that may reach between two x, and the spots they belong to."""
        first = bisect_left(self.dots, left - self.widest, key=itemgetter(0))
        last = bisect_right(self.dots, right, key=itemgetter(0))
        return [(dot, index) for _, dot, index in self.dots[first:last]]


_ALIGNED = {1: "start", -1: "end", 0: "center"}
"""How a label to the right, to the left, above or below its dot is aligned."""


def label_places(spot: LabelledDot, index: int, size: float, measurer: Measurer, ground: Obstacles) -> list[LabelSite]:
    """Beside the dot and, with a leader line, away from it, where no dot is; `index` is the spot's, sizes are in points."""
    width = measurer.width(spot.text, size, bold=spot.bold) + 1.0
    height = size * 1.2
    found: list[LabelSite] = []
    for reach_cost, reach in enumerate(_REACHES):
        for rank, direction in enumerate(_DIRECTIONS):
            box, leader = _beside(spot, direction, reach, (width, height))
            taken_for = _crowding(spot, index, box, leader, ground) if _fits(box, ground) else None
            if taken_for is None:
                continue
            cost = min(rank, 8) * 0.6 + reach_cost * 9.0 + _covered(box, size, ground) + taken_for
            align = _ALIGNED[(direction[0] > 0) - (direction[0] < 0)]
            wide = Rect(x=box.x - APART, y=box.y, width=box.width + 2 * APART, height=box.height)
            found.append(LabelSite(box=box, wide=wide, align=align, leader=leader, cost=cost))
    return sorted(found, key=lambda option: option.cost)


def _beside(
    spot: LabelledDot, direction: tuple[float, float], reach: float, size: tuple[float, float]
) -> tuple[Rect, Segment | None]:
    """The box of a label so far from its dot, and the line that leads to it; none to one right beside the dot."""
    dx, dy = direction
    width, height = size
    away = spot.radius + GAP + reach
    x = spot.x + dx * away
    y = spot.y + dy * away
    left = x if dx > 0 else x - width if dx < 0 else x - width / 2
    top = y - height / 2 if dy == 0 else y if dy > 0 else y - height
    leader = (spot.x + dx * spot.radius, spot.y + dy * spot.radius, x, y) if reach else None
    return Rect(x=left, y=top, width=width, height=height), leader


def _crowding(spot: LabelledDot, index: int, box: Rect, leader: Segment | None, ground: Obstacles) -> float | None:
    """What it costs that other dots are near, which the label may be taken for, or under the leader line; None where the
    label would cover a dot."""
    near = grown(box, BESIDE)
    dots = ground.between(min(near.x, spot.x), max(near.right, spot.x))
    if any(box.meets(dot) for dot, i in dots if i != index or leader is not None):
        return None
    others = [dot for dot, i in dots if i != index]
    beside = sum(1 for dot in others if near.meets(dot))
    if leader is None:
        return beside * 14.0
    return beside * 40.0 + 40.0 * sum(1 for dot in others if crosses(leader, dot))


def _covered(box: Rect, size: float, ground: Obstacles) -> float:
    """What it costs that arcs pass through a label, or nearer than CLEAR."""
    room, points = grown(box, CLEAR), ground.arc_points
    first, last = bisect_left(points, (room.x,)), bisect_right(points, (room.right,))
    met = [arc for _, y, arc in points[first:last] if room.y <= y <= room.bottom]
    return TOUCHED * (len(set(met)) + len(met) * STEP / size) if met else 0.0


def _dot(spot: LabelledDot) -> Rect:
    return Rect(x=spot.x - spot.radius, y=spot.y - spot.radius, width=2 * spot.radius, height=2 * spot.radius)


def _fits(box: Rect, ground: Obstacles) -> bool:
    return box.x >= 1 and box.y >= 1 and box.right <= ground.width - 1 and box.bottom <= ground.height - 1


def _along(arc: Arc) -> list[tuple[float, float]]:
    """Places on an arc between its ends, at most STEP apart."""
    x0, y0, cx, cy, x1, y1 = arc
    count = math.ceil((math.hypot(cx - x0, cy - y0) + math.hypot(x1 - cx, y1 - cy)) / STEP)
    return [_on_arc(arc, i / count) for i in range(1, count)]


def _on_arc(arc: Arc, t: float) -> tuple[float, float]:
    x0, y0, cx, cy, x1, y1 = arc
    s = 1 - t
    return s * s * x0 + 2 * s * t * cx + t * t * x1, s * s * y0 + 2 * s * t * cy + t * t * y1
