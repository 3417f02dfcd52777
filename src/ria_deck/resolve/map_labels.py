"""Dots, arcs and a frame go in, a label beside each dot comes out that covers none of the others."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.design.measure import Measurer
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.resolve.label_ground import grown
from ria_deck.resolve.segments import Segment, cross, crosses

Arc = tuple[float, float, float, float, float, float]
ATTEMPTS = 6  # rounds of placing
NOWHERE = 1000.0  # the cost of no place at all
FAR = 12.0  # the cost of a place that is worth another's moving aside
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
# points that a label may stand away from its dot, with a leader line
_REACHES = (0.0, 9.0, 18.0, 28.0, 40.0, 54.0, 70.0, 90.0, 115.0, 145.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A dot that wants a label; lengths in points."""

    x: float
    y: float
    radius: float
    text: str
    color: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """A label for each spot (empty text for the `crowded` ones that found no room) and the leader lines."""

    labels: tuple[PlacedText, ...]
    leaders: tuple[tuple[float, float, float, float], ...]
    crowded: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    box: Rect
    align: str
    leader: Segment | None
    cost: float


@dataclass(slots=True)
class _Ground:
    """What labels must keep clear of."""

    width: float
    height: float
    dots: list[Rect]
    arc_points: list[tuple[float, float, int]]  # x, y, which arc; by x


def place_labels(
    spots: Sequence[Spot],
    arcs: Sequence[Arc],
    frame: tuple[float, float],
    size: float,
    measurer: Measurer,
    taken: Sequence[Rect] = (),
) -> Labels:
    """Labels placed greedily, those with the fewest free places first; each takes its cheapest place. Where one finds
    no room, all are placed anew with it among the first.

    A place is cheap when it is beside the dot, to its right, and off the arcs. Hard limits: the frame, other labels,
    leader lines, all dots. After E. Imhof's rules for point labels.
    """
    first: tuple[int, ...] = ()
    best: Labels | None = None
    for _ in range(ATTEMPTS):
        found = _placed(spots, arcs, frame, size, measurer, taken, first)
        if best is None or len(found.crowded) < len(best.crowded):
            best = found
        if not found.crowded:
            break
        first = tuple(dict.fromkeys((*found.crowded, *first)))
    assert best is not None
    return best


def _placed(
    spots: Sequence[Spot],
    arcs: Sequence[Arc],
    frame: tuple[float, float],
    size: float,
    measurer: Measurer,
    taken: Sequence[Rect],
    first: Sequence[int],
) -> Labels:
    """One round; the spots of `first` choose before the others."""
    ground = _Ground(
        width=frame[0],
        height=frame[1],
        dots=[Rect(x=s.x - s.radius, y=s.y - s.radius, width=2 * s.radius, height=2 * s.radius) for s in spots],
        arc_points=sorted((x, y, index) for index, arc in enumerate(arcs) for x, y in _along(arc)),
    )
    options = [_candidates(spot, index, size, measurer, ground) for index, spot in enumerate(spots)]
    chosen: dict[int, _Candidate] = {}
    waiting = sorted(range(len(spots)), key=lambda i: (i not in first, not spots[i].bold, _freedom(options[i]), i))
    for index in waiting:
        best = _cheapest(index, waiting, options, chosen, taken)
        if best is not None:
            chosen[index] = best
    _improve(options, chosen, taken)
    return Labels(
        labels=tuple(_text(spots[i], chosen.get(i), size) for i in range(len(spots))),
        leaders=tuple(leader for i in sorted(chosen) if (leader := chosen[i].leader) is not None),
        crowded=tuple(sorted(set(waiting) - set(chosen))),
    )


def _improve(options: Sequence[Sequence[_Candidate]], chosen: dict[int, _Candidate], taken: Sequence[Rect]) -> None:
    """Let each label that found no place, or one far from its dot, change places with another where both together
    stand better then."""

    def price(index: int) -> float:
        found = chosen.get(index)
        rest = {i: place for i, place in chosen.items() if i != index}
        return NOWHERE if found is None else found.cost + _crossings(found, rest)

    for index in sorted(range(len(options)), key=lambda i: (-price(i), i)):
        for other in sorted(chosen, key=lambda i: (chosen[i].cost, i)):
            before = price(index) + price(other)
            if other == index or price(index) <= FAR:
                continue
            rest = {i: place for i, place in chosen.items() if i not in (index, other)}
            moved, cost = _best(options[index], rest, taken, before)
            if moved is None:
                continue
            yielded, further = _best(options[other], {**rest, index: moved}, taken, before - cost)
            if yielded is not None and cost + further < before:
                chosen[index], chosen[other] = moved, yielded


def _best(
    options: Sequence[_Candidate], chosen: dict[int, _Candidate], taken: Sequence[Rect], limit: float
) -> tuple[_Candidate | None, float]:
    """The free place of the lowest price below `limit`, with its price."""
    best: _Candidate | None = None
    for option in options:
        if option.cost >= limit:
            break
        if _is_free(option, chosen, taken):
            price = option.cost + _crossings(option, chosen)
            if price < limit:
                best, limit = option, price
    return best, limit


def _freedom(options: Sequence[_Candidate]) -> int:
    return sum(1 for option in options if option.leader is None)


def _cheapest(
    index: int,
    waiting: Sequence[int],
    options: Sequence[Sequence[_Candidate]],
    chosen: dict[int, _Candidate],
    taken: Sequence[Rect],
) -> _Candidate | None:
    """The free place with the lowest price. Places come by their own cost, to which foresight only adds: the search
    ends where that alone is too much."""
    best: _Candidate | None = None
    lowest = math.inf
    for option in options[index]:
        if option.cost >= lowest:
            break
        if _is_free(option, chosen, taken):
            price = option.cost + _crossings(option, chosen) + _foresight(option, index, waiting, options, chosen)
            if price < lowest:
                best, lowest = option, price
    return best


def _is_free(option: _Candidate, chosen: dict[int, _Candidate], taken: Sequence[Rect]) -> bool:
    """Whether a place meets no other label, its leader line none, and no other leader line it."""
    boxes = [*taken, *(other.box for other in chosen.values())]
    wide = Rect(x=option.box.x - APART, y=option.box.y, width=option.box.width + 2 * APART, height=option.box.height)
    if any(wide.meets(box) for box in boxes):
        return False
    leader = option.leader
    if leader is not None and any(crosses(leader, box) for box in boxes):
        return False
    return not any(other.leader is not None and crosses(other.leader, option.box) for other in chosen.values())


def _crossings(option: _Candidate, chosen: dict[int, _Candidate]) -> float:
    """The price of the leader lines that a place's own line crosses."""
    leader = option.leader
    if leader is None:
        return 0.0
    return sum(12.0 for other in chosen.values() if other.leader is not None and cross(leader, other.leader))


def _foresight(
    option: _Candidate,
    index: int,
    waiting: Sequence[int],
    options: Sequence[Sequence[_Candidate]],
    chosen: dict[int, _Candidate],
) -> float:
    """A small price for every good place of a label still to come that this place would take away."""
    price = 0.0
    for other in waiting:
        if other != index and other not in chosen:
            price += sum(2.0 for rival in options[other][:4] if rival.leader is None and rival.box.meets(option.box))
    return price


def _candidates(spot: Spot, index: int, size: float, measurer: Measurer, ground: _Ground) -> list[_Candidate]:
    width = measurer.width(spot.text, size, bold=spot.bold) + 1.0
    height = size * 1.2
    found: list[_Candidate] = []
    for reach_cost, reach in enumerate(_REACHES):
        for rank, (dx, dy) in enumerate(_DIRECTIONS):
            away = spot.radius + GAP + reach
            x = spot.x + dx * away
            y = spot.y + dy * away
            left = x if dx > 0 else x - width if dx < 0 else x - width / 2
            top = y - height / 2 if dy == 0 else y if dy > 0 else y - height
            box = Rect(x=left, y=top, width=width, height=height)
            if not _fits(box, ground):
                continue
            if any(box.meets(dot) for i, dot in enumerate(ground.dots) if i != index or reach):
                continue
            leader = (spot.x + dx * spot.radius, spot.y + dy * spot.radius, x, y) if reach else None
            align = "start" if dx > 0 else "end" if dx < 0 else "center"
            others = [dot for i, dot in enumerate(ground.dots) if i != index]
            near = grown(box, BESIDE)
            taken_for = sum(1 for dot in others if near.meets(dot)) * (14.0 if leader is None else 40.0)
            if leader is not None:
                taken_for += 40.0 * sum(1 for dot in others if crosses(leader, dot))
            cost = min(rank, 8) * 0.6 + reach_cost * 9.0 + _covered(box, size, ground) + taken_for
            found.append(_Candidate(box=box, align=align, leader=leader, cost=cost))
    return sorted(found, key=lambda option: option.cost)


def _covered(box: Rect, size: float, ground: _Ground) -> float:
    """What it costs that arcs pass through a label, or nearer than CLEAR."""
    room, points = grown(box, CLEAR), ground.arc_points
    first, last = bisect_left(points, (room.x,)), bisect_right(points, (room.right,))
    met = [arc for _, y, arc in points[first:last] if room.y <= y <= room.bottom]
    return TOUCHED * (len(set(met)) + len(met) * STEP / size) if met else 0.0


def _fits(box: Rect, ground: _Ground) -> bool:
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


def _text(spot: Spot, placed: _Candidate | None, size: float) -> PlacedText:
    if placed is None:
        box = Rect(x=spot.x, y=spot.y, width=0.0, height=0.0)
        return PlacedText(text="", box=box, size=size, color=spot.color)
    box = Rect(
        x=round(placed.box.x, 2),
        y=round(placed.box.y, 2),
        width=math.ceil(placed.box.width * 100) / 100,
        height=placed.box.height,
    )
    return PlacedText(text=spot.text, box=box, size=size, color=spot.color, bold=spot.bold, align=placed.align)
