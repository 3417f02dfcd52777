"""Forms of numbers and periods for sentences: ranges of periods, “about 43,000”, “27% more”, in a language."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from babel.dates import format_interval

from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.forms.partial_dates import as_date, in_common_spaces
from ria_deck.i18n.forms.patterns import FormatError
from ria_deck.i18n.forms.rounding import as_decimal
from ria_deck.i18n.forms.wording import about_in, change_words, myriads

MOST_DIGITS = 12
_WHOLE = {"year": "y", "month": "yMMMM", "day": "yMMMd"}  # CLDR has no intervals of days with long months
_STYLES = {"year": "y", "month": "yMMMM", "month_short": "yMMM"}
_CLOSED = re.compile(r"(\S+)\u2009–\u2009(\S+)( [0-9]{4})?")  # single words have a closed dash between them


def interval(formatter: Formatter, first: Any, last: Any, style: str = "") -> str:
    """A range of dates, months or years: `January–April 2026`, `2026年1月～4月`; one period where both are the same.
    `style` is year, month, month_short or a CLDR skeleton; all that is known by default. Raises FormatError."""
    (start, known), (end, also) = as_date(first), as_date(last)
    if known != also:
        raise FormatError(
            f"a range needs two dates of the same precision: `{first}` is a {known}, `{last}` is a {also}"
        )
    skeleton = _STYLES.get(style, style) or _WHOLE[known]
    if formatter.date(first, skeleton) == formatter.date(last, skeleton):
        return formatter.date(first, skeleton)
    if formatter.native.calendar != "gregorian":
        dash = "～" if formatter.language.script in ("Jpan", "Hant") else " – "
        return f"{formatter.date(first, skeleton)}{dash}{formatter.date(last, skeleton)}"
    text = in_common_spaces(str(format_interval(start, end, skeleton, locale=formatter.locale)))
    closed = _CLOSED.fullmatch(text)
    text = f"{closed[1]}–{closed[2]}{closed[3] or ''}" if closed else text.replace("\u2009", " ")
    return formatter.native.text(text)


def about(formatter: Formatter, raw: Any, digits: Any = 2) -> str:
    """A number rounded to significant digits after the language's “about”: `about 43,000`, `約4万3,000`."""
    if not isinstance(digits, int) or isinstance(digits, bool) or not 1 <= digits <= MOST_DIGITS:
        raise FormatError(f"the number of significant digits must be between 1 and {MOST_DIGITS}")
    number = as_decimal(raw)
    if number:
        context = Context(prec=digits, rounding=ROUND_HALF_UP)
        number = context.plus(number)
    whole = number == number.to_integral_value()
    shown: int | Decimal = int(number) if whole else number
    grouped = myriads(formatter.language.code, shown) if isinstance(shown, int) else ""
    return about_in(formatter.language.code).replace("{n}", grouped or formatter.number(shown))


def change_in_words(formatter: Formatter, raw: Any, text: str) -> str:
    """A change as words say it, from its amount without a sign: `27% more`, `27%増`, `на 27 % больше`."""
    direction = (raw > 0) - (raw < 0) if any(char.isdigit() and char not in "0٠۰०" for char in text) else 0
    return change_words(formatter.language.code, direction).replace("{n}", text)
