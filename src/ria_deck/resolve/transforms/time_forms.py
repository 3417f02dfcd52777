"""The forms of time that a cell may have, and where each stands among others of its form.

Known are what Table Schema types (dates, times, years, months) and what offices write as text: `2024Q1`, `2024-W07`,
`FY2024`, `2024年度`, `令和6年4月` … Years of Japanese eras count as years of the common calendar.
"""

from __future__ import annotations

import calendar
import datetime as dt
import heapq
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # the year before each era's first
_JAPANESE = rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<eyear>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))年"
_YEAR = r"(?P<year>(?:1[89]|20|21)[0-9]{2})"


def _forms(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, re.compile(pattern, re.IGNORECASE)) for family, pattern in pairs)


_FORMS = _forms(
    ("month", rf"{_YEAR}-(?P<part>0[1-9]|1[0-2])"),
    ("month", rf"{_YEAR}M(?P<part>0?[1-9]|1[0-2])"),
    ("month", rf"{_JAPANESE}(?P<part>0?[1-9]|1[0-2])月"),
    ("quarter", rf"{_YEAR}[-/ ]?Q(?P<part>[1-4])"),
    ("quarter", rf"Q(?P<part>[1-4])[-/ ]?{_YEAR}"),
    ("quarter", rf"(?P<part>[1-4])Q[-/ ]?{_YEAR}"),
    ("quarter", rf"{_JAPANESE}第?(?P<part>[1-4])四半期"),
    ("quarter", rf"(?P<part>[1-4]) ?кв(?:\.|артал) ?{_YEAR}(?: ?г\.?)?"),
    ("half year", rf"{_YEAR}[-/ ]?H(?P<part>[12])"),
    ("half year", rf"H(?P<part>[12])[-/ ]?{_YEAR}"),
    ("week", rf"{_YEAR}-?W(?P<part>0?[1-9]|[1-4][0-9]|5[0-3])"),
    ("fiscal year", rf"FY[-/ ]?{_YEAR}"),
    ("fiscal year", rf"{_JAPANESE}度"),
    ("fiscal year", rf"{_YEAR}[-–/](?P<next>[0-9]{{2}}|[0-9]{{4}})"),
    ("year", rf"{_YEAR}(?: ?(?:г|год)\.?)?"),
    ("year", _JAPANESE),
)
_PARTS = {"month": 12, "quarter": 4, "half year": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """A cell's form of time and its place in it, counted in the form's own unit."""

    family: str
    place: int


def moment_of(raw: Any) -> Moment | None:
    """The moment that a cell is; None for what is no time. A bare whole number may be a year or anything else: None."""
    if isinstance(raw, dt.datetime):
        return Moment("time", round(raw.replace(tzinfo=raw.tzinfo or dt.UTC).timestamp()))
    if isinstance(raw, dt.date):
        return Moment("day", raw.toordinal())
    if not isinstance(raw, str):
        return None
    try:
        return Moment("day", dt.date.fromisoformat(raw).toordinal()) if len(raw) == 10 else _written(raw.strip())
    except ValueError:
        return _written(raw.strip())


def _written(text: str) -> Moment | None:
    for family, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        found = match.groupdict()
        year = int(found["year"]) if found.get("year") else _era_year(found["era"], found["eyear"])
        if "next" in found and int(found["next"]) not in (year + 1, (year + 1) % 100):
            continue
        if family == "week":
            try:
                return Moment(family, dt.date.fromisocalendar(year, int(found["part"]), 1).toordinal() // 7)
            except ValueError:
                return None  # a year without a week 53
        parts = _PARTS.get(family, 1)
        return Moment(family, year * parts + int(found["part"]) - 1 if parts > 1 else year)
    return None


def _era_year(era: str, year: str) -> int:
    return _ERAS[era] + (1 if year == "元" else int(year))


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
    forms = [form.fullmatch(like) for family, form in _FORMS if moment is not None and family == moment.family]
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
    year, part = divmod(place, _PARTS.get(family, 1))
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
