"""Dates as a language's readers expect them, by CLDR (Babel), in the calendar and digits that they have there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Self

from babel import Locale
from babel.dates import format_date, format_time

from ria_deck.i18n.forms.native import native_of
from ria_deck.i18n.forms.partial_dates import as_date, in_common_spaces
from ria_deck.i18n.forms.patterns import FormatError
from ria_deck.i18n.language import language
from ria_deck.model.words import LanguageForms

DATE_STYLES = ("full", "long", "medium", "short")
_SKELETONS = {"year": "y", "month": "yMMMM", "month_short": "yMMM", "day": "MMMMd", "quarter": "yQQQ"}


class DateForms:
    """Forms of dates and times of one language."""

    def __init__(self, code: str, forms: Mapping[str, LanguageForms] | None = None) -> None:
        """`forms` are those that languages have otherwise than usual."""
        self._forms = forms or {}
        self.language = language(code)
        self.locale = Locale.parse(self.language.locale)
        self.native = native_of(self.locale, self._forms.get(code, LanguageForms()))

    def in_language(self, code: str) -> Self:
        """The forms of another language of the same report."""
        return type(self)(code, self._forms)

    def date(self, raw: Any, style: str = "long") -> str:
        """A date. `style` is full, long, medium, short, year, month, month_short, day, quarter, a CLDR skeleton
        (`yMMM`) or a pattern (`yyyy-MM-dd`). A date known to the month or year only (`2022-04`, `1973`) shows no more
        than that in the styles that name a day."""
        day, known = as_date(raw)
        if style in DATE_STYLES:
            if known == "day":
                return self._dated(day, str(self.locale.date_formats[style].pattern), known)
            style = {"year": "year", "month": "month_short" if style in ("medium", "short") else "month"}[known]
        skeleton = _SKELETONS.get(style, style)
        wanted = set(skeleton)
        if (known == "year" and wanted & set("MLdEQq")) or (known == "month" and wanted & set("dE")):
            unit = "month" if known == "year" else "day"
            raise FormatError(f"`{raw}` has no {unit}, so it can't be shown as `{style}`")
        if skeleton in self.locale.datetime_skeletons:
            return self._dated(day, str(self.locale.datetime_skeletons[skeleton].pattern), known)
        if not re.fullmatch(r"(?:[GyMLdEQqw\s./,:\-年月日]|'[^']*')+", skeleton) or not wanted & set("yMLdEQq"):
            hint = f"write one of {', '.join([*DATE_STYLES, *_SKELETONS])}, or a pattern such as yyyy-MM-dd"
            raise FormatError(f"unknown date style `{style}`", hint=hint)
        return self._dated(day, skeleton, known)

    def _dated(self, day: dt.date, pattern: str, known: str) -> str:
        text = format_date(day, self.native.years(pattern, day, known), locale=self.locale)
        return self.native.text(in_common_spaces(text))

    def clock(self, raw: dt.datetime) -> str:
        """The hour of a time, by a clock of 24 hours."""
        pattern = self.locale.datetime_skeletons["Hm"]
        return self.native.text(in_common_spaces(format_time(raw, pattern, tzinfo=raw.tzinfo, locale=self.locale)))

    def moment(self, raw: dt.datetime, style: str = "long") -> str:
        """A time with its day; at midnight the day alone."""
        day = self.date(raw.date(), style)
        if raw.time() == dt.time():
            return day
        return str(self.locale.datetime_formats["medium"].format(self.clock(raw), day)).replace("'", "")
