"""The days at which years, months or days begin, as many as have room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 12  # ticks of a line
FEWEST = 3  # under it, a finer unit is taken
YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
MONTHS = (1, 3, 6)
DAYS = (1, 7, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUnit:
    """A step of a line of time: so many years, months or days. `style` is how a date at a tick is written."""

    kind: str  # year | month | day
    step: int

    @property
    def style(self) -> str:
        """The date style that names the unit."""
        return {"year": "year", "month": "month_short", "day": "MMMd"}[self.kind]

    def floor(self, day: int) -> int:
        """The last tick at or before a day."""
        date = dt.date.fromordinal(day)
        match self.kind:
            case "year":
                return dt.date(max(date.year // self.step * self.step, 1), 1, 1).toordinal()
            case "month":
                return dt.date(date.year, (date.month - 1) // self.step * self.step + 1, 1).toordinal()
            case _:
                return day - (day - 1) % self.step

    def ticks(self, first: int, last: int) -> Iterator[int]:
        """The ticks from a day to another, both included."""
        tick = self.floor(first)
        while tick <= last:
            if tick >= first:
                yield tick
            after = self._after(tick)
            if after is None:
                return
            tick = after

    def _after(self, tick: int) -> int | None:
        date = dt.date.fromordinal(tick)
        if self.kind == "day":
            return tick + self.step if tick + self.step <= dt.date.max.toordinal() else None
        months = date.year * 12 + date.month - 1 + self.step * (12 if self.kind == "year" else 1)
        year, month = divmod(months, 12)
        if self.kind == "year" and year > self.step:
            year -= year % self.step  # after the year 1, which stands for the year 0 that there isn't
        return dt.date(year, month + 1, 1).toordinal() if dt.MINYEAR <= year <= dt.MAXYEAR else None


UNITS = tuple(
    TimeUnit(kind=kind, step=step)
    for kind, steps in (("day", DAYS), ("month", MONTHS), ("year", YEARS))
    for step in steps
)


def time_unit(first: int, last: int, most: int = MOST) -> TimeUnit:
    """The finest step of whole years with at most `most` ticks, where there are at least three; else of months or
    days."""
    fallback = UNITS[-1]
    for kind in ("year", "month", "day"):
        for unit in UNITS:
            if unit.kind != kind or (last - first) / _length(unit) > most:
                continue
            if sum(1 for _ in unit.ticks(first, last)) >= FEWEST:
                return unit
            fallback = unit
            break
    return fallback


def _length(unit: TimeUnit) -> float:
    return unit.step * {"year": 365.25, "month": 30.4, "day": 1.0}[unit.kind]
