"""Times as offices write them (`2024Q1`, `FY2024`, `令和6年4月` …), and where each stands among others of its form.

Years of Japanese eras count as years of the common calendar.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # the year before each era's first
_JAPANESE = rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<eyear>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))年"
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_SHORT_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)}|[MTSHR])\.?\s?(?P<year>元|[0-9]{{1,2}})\s?(?:年|年度)?", re.IGNORECASE
)
_YEAR = r"(?P<year>(?:1[89]|20|21)[0-9]{2})"


def _forms(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, re.compile(pattern, re.IGNORECASE)) for family, pattern in pairs)


FORMS = _forms(
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
PARTS = {"month": 12, "quarter": 4, "half year": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """A cell's form of time and its place in it, counted in the form's own unit."""

    family: str
    place: int


def moment_of(raw: Any) -> Moment | None:
    """The moment that a cell is; None for anything but a time. A bare whole number may be a year or anything else: None."""
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
    for family, pattern in FORMS:
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
        parts = PARTS.get(family, 1)
        return Moment(family, year * parts + int(found["part"]) - 1 if parts > 1 else year)
    return None


def _era_year(era: str, year: str) -> int:
    return _ERAS[era] + (1 if year == "元" else int(year))


def year_of(text: str) -> int | None:
    """The year that a text in an era's form names: `令和6年`, `R6`, `平成31`; None for another text."""
    match = _SHORT_ERA.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    era = _LETTERS.get(match["era"].upper(), match["era"])
    return _era_year(era, match["year"])


def quarter_of(text: str) -> str:
    """A quarter as `2024Q1`; ValueError for a text that names none."""
    moment = moment_of(text)
    if moment is None or moment.family != "quarter":
        raise ValueError("is not a quarter like 2026Q1")
    year, part = divmod(moment.place, PARTS["quarter"])
    return f"{year:04}Q{part + 1}"


def fiscal_year_of(text: str) -> str:
    """A fiscal year by the year that it begins in: `FY2024`; ValueError for a text that names none."""
    moment = moment_of(text)
    if moment is None or moment.family != "fiscal year":
        raise ValueError("is not a fiscal year like FY2026, 2026–27 or 2026年度")
    return f"FY{moment.place:04}"


def periods_of(texts: Sequence[str]) -> tuple[str, list[Any]]:
    """The type of a column of these texts and its cells: years, quarters, months, fiscal years or days where each text
    names one, in whatever form; otherwise the texts as they are."""
    moments = [moment_of(text) for text in texts]
    families = {moment.family if moment is not None else "" for moment in moments}
    if len(families) != 1 or (family := families.pop()) not in _TYPES:
        return "string", list(texts)
    kind, cell = _TYPES[family]
    return kind, [cell(moment.place) for moment in moments if moment is not None]


def _month(place: int) -> str:
    return f"{place // 12:04}-{place % 12 + 1:02}"


def _quarter(place: int) -> str:
    return f"{place // 4:04}Q{place % 4 + 1}"


_TYPES: dict[str, tuple[str, Callable[[int], Any]]] = {
    "year": ("year", int),
    "month": ("yearmonth", _month),
    "quarter": ("quarter", _quarter),
    "fiscal year": ("fiscalyear", lambda place: f"FY{place:04}"),
    "day": ("date", dt.date.fromordinal),
}
"""For each form of time, the column's type and what makes a cell of it."""
