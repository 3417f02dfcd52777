"""The digits and the calendar in which a language writes numbers and dates: CLDR's, or those that report.yaml asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from babel import Locale

from ria_deck.i18n.forms.patterns import FormatError
from ria_deck.model.words import LanguageForms

_ZEROS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "gujr": 0x0AE6, "guru": 0x0A66, "khmr": 0x17E0,
    "knda": 0x0CE6, "laoo": 0x0ED0, "mlym": 0x0D66, "mymr": 0x1040, "orya": 0x0B66, "tamldec": 0x0BE6, "telu": 0x0C66,
    "thai": 0x0E50, "tibt": 0x0F20,
}  # fmt: skip
"""The code of the zero in CLDR's numbering systems that count in tens."""

_EXCEL = {
    "arab": 2, "arabext": 3, "deva": 4, "beng": 5, "guru": 6, "gujr": 7, "orya": 8, "tamldec": 9, "telu": 0xA, "knda": 0xB,
    "mlym": 0xC, "thai": 0xD, "laoo": 0xE, "tibt": 0xF, "mymr": 0x10, "khmr": 0x12,
}  # fmt: skip
"""The digits' number in the region of an Excel code: `[$-3000429]`."""

_ERAS = (  # first day, name, letter
    (dt.date(1868, 1, 25), "明治", "M"),
    (dt.date(1912, 7, 30), "大正", "T"),
    (dt.date(1926, 12, 25), "昭和", "S"),
    (dt.date(1989, 1, 8), "平成", "H"),
    (dt.date(2019, 5, 1), "令和", "R"),
)
_BUDDHIST = {"th": "พ.ศ.", "km": "ព.ស.", "lo": "ພ.ສ."}

_TOKEN = re.compile(r"'[^']*'|G+|y+|[^'Gy]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """`numbering` is CLDR's numbering system, `digits` what English digits become in it, `calendar` the years' own."""

    numbering: str = "latn"
    digits: Mapping[int, str] = field(default_factory=dict)
    calendar: str = "gregorian"
    language: str = ""

    def text(self, text: str) -> str:
        """A text of the program's with the language's digits."""
        return text.translate(self.digits) if self.digits else text

    @property
    def excel(self) -> int:
        """What the region of an Excel code has before the language: digits and calendar."""
        buddhist = self.calendar == "buddhist"
        return (_EXCEL.get(self.numbering, 1 if buddhist else 0) << 24) + (0x7 << 16 if buddhist else 0)

    def years(self, pattern: str, day: dt.date, known: str) -> str:
        """A date's pattern with its year as a literal of the calendar; as it is for the common one. Of a month or year, the
        era is that of its last day."""
        if self.calendar == "gregorian":
            return pattern
        tokens: list[str] = _TOKEN.findall(pattern)
        return "".join(
            self._token(token, tokens[index + 1 : index + 2], day, known) for index, token in enumerate(tokens)
        )

    def _token(self, token: str, following: list[str], day: dt.date, known: str) -> str:
        if token[0] not in "Gy":
            return token
        counted = bool(following) and following[0].lstrip("'").startswith("年")
        if self.calendar == "buddhist":
            year = str(day.year + 543)
            return f"'{_BUDDHIST[self.language] if token[0] == 'G' else year[-2:] if len(token) == 2 else year}'"
        if self.calendar == "minguo":
            return f"'{'民國' if counted else ''}{day.year - 1911}'" if token[0] == "y" else ""
        name, letter, year = _era(_last(day, known))
        return (f"'{name}{year}'" if counted else f"'{letter}{1 if year == '元' else year}'") if token[0] == "y" else ""


def native_of(locale: Locale, forms: LanguageForms) -> Native:
    """How a language writes digits and years."""
    numbering = locale.default_numbering_system or "latn"
    if forms.digits:
        numbering = "latn" if forms.digits == "latin" else locale.other_numbering_systems.get("native", numbering)
    return Native(
        numbering=numbering if numbering in _ZEROS else "latn",
        digits=digits_of(numbering),
        calendar=forms.calendar,
        language=locale.language,
    )


def digits_of(numbering: str) -> Mapping[int, str]:
    """What English digits become in a numbering system; empty for their own."""
    zero = _ZEROS.get(numbering)
    return {ord(str(digit)): chr(zero + digit) for digit in range(10)} if zero else {}


def numbering_of(region: int) -> str:
    """The numbering system that the region of an Excel code names."""
    return next((name for name, number in _EXCEL.items() if number == region >> 24), "latn")


def _last(day: dt.date, known: str) -> dt.date:
    """The last day of what is known of a date."""
    if known == "year":
        return dt.date(day.year, 12, 31)
    if known == "month" and day.month < 12:
        return dt.date(day.year, day.month + 1, 1) - dt.timedelta(days=1)
    return day.replace(day=31) if known == "month" else day


def _era(day: dt.date) -> tuple[str, str, str]:
    """The era of a day with its letter, and the year in it."""
    found = [era for era in _ERAS if day >= era[0]]
    if not found:
        raise FormatError(f"{day.year} is before the first era of the Japanese calendar (1868)")
    first, name, letter = found[-1]
    year = day.year - first.year + 1
    return name, letter, "元" if year == 1 else str(year)
