"""The forms of time that a cell may have, and where each stands among others of its form.

Known are what Table Schema types (dates, times, years, months) and what offices write as text (`ria_deck.data.moments`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import heapq
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ria_deck.data.moments import FORMS, PARTS, moment_of


def moments_of(raws: Sequence[Any]) -> dict[Any, int] | None:
    """The place of each cell where all of them are moments of one form; None otherwise, and for whole numbers."""
    found = {raw: moment_of(raw) for raw in raws}
    known = {raw: moment for raw, moment in found.items() if moment is not None}
    if not known or len(known) < len(found) or len({moment.family for moment in known.values()}) > 1:
        return None
    return {raw: moment.place for raw, moment in known.items()}


@dataclass(frozen=True, slots=True)
class Spacing:
    """Cells of a time axis at their distances: `places` in the axis' unit, `step` that divides all distances, `at` the
    cell that belongs at a place (None where there is no way to write it). `workdays` says that only weekends lack."""

    places: Mapping[Any, int]
    step: int
    at: Callable[[int], Any]
    workdays: bool = False

    @property
    def slots(self) -> range:
        """The places from the first to the last."""
        found = self.places.values()
        return range(min(found), max(found) + 1, self.step)

    @property
    def steady(self) -> bool:
        """Whether most cells follow each other by one step, so that a place without one is a hole in a row."""
        gaps = [after - before for before, after in pairwise(sorted(self.places.values()))]
        return 3 * sum(gap == self.step for gap in gaps) >= 2 * len(gaps)


def spacing_of(raws: Sequence[Any]) -> Spacing | None:
    """The spacing of years (whole numbers), months, dates or times; None for cells whose distances aren't known."""
    if len(raws) < 2:
        return None
    if all(isinstance(raw, int) and not isinstance(raw, bool) for raw in raws):
        return _spaced({raw: raw for raw in raws}, int)
    if all(isinstance(raw, dt.datetime) for raw in raws):
        zone = raws[0].tzinfo
        times = {raw: moment.place for raw in raws if (moment := moment_of(raw))}
        return _spaced(times, lambda place: dt.datetime.fromtimestamp(place, zone or dt.UTC).replace(tzinfo=zone))
    if all(isinstance(raw, dt.date) and not isinstance(raw, dt.datetime) for raw in raws):
        return _of_dates(raws)
    places = moments_of(raws)
    return None if places is None else _spaced(places, _writer(raws[0]))


def _spaced(places: Mapping[Any, int], at: Callable[[int], Any], *, workdays: bool = False) -> Spacing | None:
    step = math.gcd(*(place - min(places.values()) for place in places.values()))
    return Spacing(places, step, at, workdays) if step else None


def _of_dates(raws: Sequence[dt.date]) -> Spacing | None:
    """Dates by years where all are one day of the year, by months where all are one day of a month, else by days."""
    if len({(raw.month, raw.day) for raw in raws}) == 1:
        return _spaced({raw: raw.year for raw in raws}, raws[0].replace)
    ends = all(raw.day == calendar.monthrange(raw.year, raw.month)[1] for raw in raws)
    if ends or len({raw.day for raw in raws}) == 1:

        def at(place: int) -> dt.date:
            year, month = divmod(place, 12)
            last = calendar.monthrange(year, month + 1)[1]
            return dt.date(year, month + 1, last if ends else min(raws[0].day, last))

        return _spaced({raw: raw.year * 12 + raw.month - 1 for raw in raws}, at)
    places = {raw: raw.toordinal() for raw in raws}
    missing = set(range(min(places.values()), max(places.values()) + 1)) - set(places.values())
    workdays = bool(missing) and all(dt.date.fromordinal(place).weekday() >= 5 for place in missing)
    return _spaced(places, dt.date.fromordinal, workdays=workdays)


def _writer(like: str) -> Callable[[int], Any]:
    """Writes the moment at a place as a cell of the same form; None for forms that can't be written so."""
    moment = moment_of(like)
    forms = [form.fullmatch(like) for family, form in FORMS if moment is not None and family == moment.family]
    match = next((match for match in forms if match), None)
    if match is None or moment is None or "next" in match.groupdict() or not match.groupdict().get("year"):
        return _unwritable
    spans = [(*match.span(name), name) for name in ("year", "part") if name in match.groupdict()]

    def at(place: int) -> str:
        text = like
        year, part = _calendar(moment.family, place)
        for start, end, name in sorted(spans, reverse=True):
            number = year if name == "year" else part
            text = f"{text[:start]}{number:0{end - start}}{text[end:]}"
        return text

    return at


def _unwritable(place: int) -> None:
    """No cell for a place: the form has more than one way to write it."""


def _calendar(family: str, place: int) -> tuple[int, int]:
    if family == "week":
        year, week, _ = dt.date.fromordinal(place * 7 + 1).isocalendar()
        return year, week
    year, part = divmod(place, PARTS.get(family, 1))
    return year, part + 1


def merged_order(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """One order of all items that keeps the order of each row where the rows agree; first come, first, where free."""
    ranks = {item: rank for rank, item in enumerate(dict.fromkeys(item for row in rows for item in row))}
    after: dict[Any, set[Any]] = {item: set() for item in ranks}
    for row in rows:
        for first, second in pairwise(row):
            after[first].add(second)
    waiting = dict.fromkeys(ranks, 0)
    for followers in after.values():
        for item in followers:
            waiting[item] += 1
    return list(_released(ranks, after, waiting)) if len(rows) > 1 else list(ranks)


def _released(ranks: Mapping[Any, int], after: Mapping[Any, set[Any]], waiting: dict[Any, int]) -> Iterator[Any]:
    """Items one after the other, each when none that comes before it is left; of a circle, the first come."""
    items = list(ranks)
    left = dict(ranks)
    free = [rank for item, rank in ranks.items() if not waiting[item]]
    while left:
        item = items[heapq.heappop(free)] if free else next(iter(left))
        if left.pop(item, None) is None:
            continue
        for follower in after[item]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(free, ranks[follower])
        yield item
