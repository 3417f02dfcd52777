"""Place a label beside each dot of a map so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ria_deck.design.measure import Measurer
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.resolve.labels.candidates import Arc, LabelledDot, LabelSite, Obstacles, label_places
from ria_deck.resolve.labels.segments import cross, crosses

ATTEMPTS = 6  # rounds of placing
HOPELESS = 20  # labels without a place: so many that moving others won't find them one
NOWHERE = 1000.0  # the cost of no place at all
FAR = 12.0  # the cost of a place that is worth another's moving aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """A label for each spot (empty text for the `crowded` ones that found no room) and the leader lines."""

    labels: tuple[PlacedText, ...]
    leaders: tuple[tuple[float, float, float, float], ...]
    crowded: tuple[int, ...]


_Way = tuple[LabelSite, int | None]  # a place, and whose label is in its way


def place_labels(
    spots: Sequence[LabelledDot],
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
    ground = Obstacles.of(spots, arcs, frame)
    options = [label_places(spot, index, size, measurer, ground) for index, spot in enumerate(spots)]
    for _ in range(ATTEMPTS):
        found = _placed(spots, options, size, taken, first)
        if best is None or len(found.crowded) < len(best.crowded):
            best = found
        if not 0 < len(found.crowded) <= HOPELESS:
            break
        first = tuple(dict.fromkeys((*found.crowded, *first)))
    assert best is not None
    return best


def _placed(
    spots: Sequence[LabelledDot],
    options: Sequence[Sequence[LabelSite]],
    size: float,
    taken: Sequence[Rect],
    first: Sequence[int],
) -> Labels:
    """One round; the spots of `first` choose before the others."""
    chosen: dict[int, LabelSite] = {}
    waiting = sorted(range(len(spots)), key=lambda i: (i not in first, not spots[i].bold, _freedom(options[i]), i))
    for index in waiting:
        best = _cheapest(index, waiting, options, chosen, taken)
        if best is not None:
            chosen[index] = best
    if len(options) - len(chosen) <= HOPELESS:
        _Exchange(options, chosen, taken).improve()
    return Labels(
        labels=tuple(_text(spots[i], chosen.get(i), size) for i in range(len(spots))),
        leaders=tuple(leader for i in sorted(chosen) if (leader := chosen[i].leader) is not None),
        crowded=tuple(sorted(set(waiting) - set(chosen))),
    )


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Places that labels may change with each other; `chosen` is what stands where, and changes."""

    options: Sequence[Sequence[LabelSite]]
    chosen: dict[int, LabelSite]
    taken: Sequence[Rect]

    def improve(self) -> None:
        """Let each label that found no place, or one far from its dot, change places with another where both together
        stand better then."""
        for index in sorted(range(len(self.options)), key=lambda i: (-self._price(i), i)):
            self._settle(index)

    def _settle(self, index: int) -> None:
        ways: list[_Way] | None = None
        for other in sorted(self.chosen, key=lambda i: (self.chosen[i].cost, i)):
            own = self._price(index)
            if own <= FAR:
                return
            if other == index:
                continue
            if ways is None:
                ways = _ways(self.options[index], self._without(index), self.taken)
            free = [place for place, owner in ways if owner in (None, other)]
            if self._changed(index, other, free, own + self._price(other)):
                ways = None

    def _changed(self, index: int, other: int, free: Sequence[LabelSite], before: float) -> bool:
        """Whether a label took one of its `free` places and another made room for it, both together cheaper than
        before."""
        rest = self._without(index, other)
        moved, cost = _best(free, rest, before)
        if moved is None:
            return False
        settled = {**rest, index: moved}
        limit = before - cost
        left = [place for place in self.options[other] if place.cost < limit and _is_free(place, settled, self.taken)]
        yielded, further = _best(left, settled, limit)
        if yielded is None or cost + further >= before:
            return False
        self.chosen[index], self.chosen[other] = moved, yielded
        return True

    def _price(self, index: int) -> float:
        found = self.chosen.get(index)
        return NOWHERE if found is None else found.cost + _crossings(found, self._without(index))

    def _without(self, *indices: int) -> dict[int, LabelSite]:
        return {i: place for i, place in self.chosen.items() if i not in indices}


def _ways(options: Sequence[LabelSite], chosen: dict[int, LabelSite], taken: Sequence[Rect]) -> list[_Way]:
    """The places that one other label, or none, is in the way of."""
    ways: list[_Way] = []
    for option in options:
        if any(option.wide.meets(box) or _led_through(option, box) for box in taken):
            continue
        owners = list(islice((i for i, place in chosen.items() if _collide(option, place)), 2))
        if len(owners) < 2:
            ways.append((option, owners[0] if owners else None))
    return ways


def _best(free: Sequence[LabelSite], chosen: dict[int, LabelSite], limit: float) -> tuple[LabelSite | None, float]:
    """The one of the free places that has the lowest price below `limit`, with its price."""
    best: LabelSite | None = None
    for option in free:
        if option.cost >= limit:
            break
        price = option.cost + _crossings(option, chosen)
        if price < limit:
            best, limit = option, price
    return best, limit


def _freedom(options: Sequence[LabelSite]) -> int:
    return sum(1 for option in options if option.leader is None)


def _cheapest(
    index: int,
    waiting: Sequence[int],
    options: Sequence[Sequence[LabelSite]],
    chosen: dict[int, LabelSite],
    taken: Sequence[Rect],
) -> LabelSite | None:
    """The free place with the lowest price. Places come by their own cost, to which foresight only adds: the search
    ends where that alone is too much."""
    best: LabelSite | None = None
    lowest = math.inf
    for option in options[index]:
        if option.cost >= lowest:
            break
        if _is_free(option, chosen, taken):
            price = option.cost + _crossings(option, chosen) + _foresight(option, index, waiting, options, chosen)
            if price < lowest:
                best, lowest = option, price
    return best


def _is_free(option: LabelSite, chosen: dict[int, LabelSite], taken: Sequence[Rect]) -> bool:
    """Whether a place meets no other label, its leader line none, and no other leader line it."""
    if any(option.wide.meets(box) or _led_through(option, box) for box in taken):
        return False
    return not any(_collide(option, other) for other in chosen.values())


def _led_through(option: LabelSite, box: Rect) -> bool:
    return option.leader is not None and crosses(option.leader, box)


def _collide(option: LabelSite, other: LabelSite) -> bool:
    return option.wide.meets(other.box) or _led_through(option, other.box) or _led_through(other, option.box)


def _crossings(option: LabelSite, chosen: dict[int, LabelSite]) -> float:
    """The price of the leader lines that a place's own line crosses."""
    leader = option.leader
    if leader is None:
        return 0.0
    return sum(12.0 for other in chosen.values() if other.leader is not None and cross(leader, other.leader))


def _foresight(
    option: LabelSite,
    index: int,
    waiting: Sequence[int],
    options: Sequence[Sequence[LabelSite]],
    chosen: dict[int, LabelSite],
) -> float:
    """A small price for every good place of a label still to come that this place would take away."""
    price = 0.0
    for other in waiting:
        if other != index and other not in chosen:
            price += sum(2.0 for rival in options[other][:4] if rival.leader is None and rival.box.meets(option.box))
    return price


def _text(spot: LabelledDot, placed: LabelSite | None, size: float) -> PlacedText:
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
