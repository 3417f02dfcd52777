"""Numbers, dates and lists as a language's readers expect them, by CLDR (Babel).

One formatter decides the string for every output. Rounding is half away from zero, as in Excel and PowerPoint; a number
that rounds to zero has no sign; signs are the language's own in CLDR. Patterns are those that Excel and CLDR share
(`#,##0.0`, `0.0%`, `+0.0;-0.0`), always written with `,` and `.`: each language shows its own signs for them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    get_minus_sign_symbol,
    get_plus_sign_symbol,
    is_currency,
)
from babel.units import UnknownUnitError, format_unit

from ria_deck.i18n.forms.dates import DateForms
from ria_deck.i18n.forms.format_parts import (
    DEFAULT_DIGITS,
    QUOTED,
    is_share,
    needed_digits,
    parse_spec,
    unit_digits,
    unit_of,
    whole_categories,
)
from ria_deck.i18n.forms.patterns import FormatError, sections, thousands
from ria_deck.i18n.forms.rounding import ASCII_DIGITS, as_decimal, half_away, without_minus_zero
from ria_deck.i18n.forms.wording import quotation_marks

__all__ = ["MISSING", "FormatError", "Formatter"]

MISSING = "–"
"""What stands for a missing value in a table."""

_LENGTHS: Mapping[str, Literal["short", "long", "narrow"]] = {"long": "long", "short": "short", "narrow": "narrow"}
_MOST_DIGITS = 12
_LEAST_SHARE = Decimal("0.05")  # per cent: less would be shown as 0.0 %
_SIGN = "\ue025"  # stands for a per cent sign that is a word


class Formatter(DateForms):
    """Forms of one language. Every method raises FormatError, in words for the author, for what has no such form."""

    def number(self, raw: Any, pattern: str = "") -> str:
        """A number. Without a pattern: grouped, whole numbers whole, exact decimals with the digits they have, at most
        three, others with as many of three digits as are not zero; below 0.01, as many as two significant ones need."""
        number = as_decimal(raw)
        if pattern:
            return self._patterned(number, pattern)
        digits = max(-int(number.as_tuple().exponent), 0)
        if isinstance(raw, float) or digits > DEFAULT_DIGITS:
            return self._plain(number, "#,##0." + "#" * needed_digits(number))
        return self._plain(number, "#,##0" + ("." + "0" * digits if digits else ""))

    def percent(self, raw: Any, digits: int | None = None) -> str:
        """A share as per cent: 0.906 → `90.6%`, `90,6 %`. Without `digits`, one decimal, and as many as two significant
        digits need where that would show 0."""
        number, pattern = as_decimal(raw), self.locale.percent_formats[None].pattern
        if digits is not None:
            return self._plain(number, self._with_digits(pattern, digits))
        share = number.scaleb(2)
        tiny = needed_digits(share) if abs(share) < _LEAST_SHARE else 1
        return self._plain(number, self._with_digits(pattern, 1).replace("0.0", "0.0" + "#" * (tiny - 1)))

    def compact(self, raw: Any, digits: int | None = None, length: str = "short") -> str:
        """A short form: `1.2万`, `12 тыс.`, `1.2K`. Without `digits`, one decimal below ten units and none above. With
        `length` "long", in words: `1.2 thousand`."""
        if length not in ("short", "long"):
            raise FormatError(f"unknown length `{length}`", hint='write "short" or "long"')
        number = as_decimal(raw)
        with half_away():
            rounded = self._compacted(number, digits)
            again = self._compacted(rounded, digits)  # 999,999 rounds up to the next unit
            shown = unit_digits(self.locale, again)
            if not shown:
                pattern = "#,##0." + "#" * needed_digits(again) if digits is None else self._digits_pattern(digits)
                return self._plain(again, pattern)
            largest = 10 ** again.adjusted()
            mantissa = again.scaleb(shown - 1 - again.adjusted())
            text = self._plain(mantissa, "0.#" if digits is None else self._with_digits("0", digits))
            kinds = self.locale.compact_decimal_formats
            formats = kinds[length if length in kinds else "short"]  # the same in Chinese, Japanese, Korean
            category = self.locale.plural_form(abs(mantissa))
            pattern = (formats[category] if category in formats else formats["other"])[
                str(unit_of(formats["other"], largest))
            ]
            return re.sub("0+", lambda _: text, str(pattern.pattern).replace("'", ""), count=1)

    def currency(self, raw: Any, code: str, digits: int | None = None) -> str:
        """An amount of money in a currency by its ISO 4217 code; decimals as the currency has them unless given."""
        code = str(code).upper()
        if not is_currency(code):
            raise FormatError(f"unknown currency `{code}`", hint="write an ISO 4217 code such as JPY, RUB, USD or EUR")
        number = as_decimal(raw)
        pattern = None
        if digits is not None:
            pattern = self._with_digits(self.locale.currency_formats["standard"].pattern, digits)

        def formed(amount: Decimal) -> str:
            return str(
                format_currency(
                    amount,
                    code,
                    format=pattern,
                    locale=self.locale,
                    currency_digits=digits is None,
                    numbering_system=self.native.numbering,
                )
            )

        with half_away():
            return self.native.text(without_minus_zero(formed, number))

    def signed(self, raw: Any, pattern: str = "") -> str:
        """A change: `+3.2`, `-3.2`, `0`; the signs are CLDR's, a hyphen-minus in most languages, as charts have it."""
        number = as_decimal(raw)
        text = self.number(abs(number) if isinstance(raw, (int, Decimal)) else abs(raw), pattern)
        if number > 0 or not re.search("[1-9]", text.translate(ASCII_DIGITS)):
            return self.plus(number, text)
        return f"{get_minus_sign_symbol(self.locale, numbering_system=self.native.numbering)}{text}"

    def plus(self, number: Any, text: str) -> str:
        """A number's text with the plus sign, unless the number is negative or the text shows zero."""
        shows = as_decimal(number) > 0 and re.search("[1-9]", text.translate(ASCII_DIGITS))
        return f"{get_plus_sign_symbol(self.locale, numbering_system=self.native.numbering)}{text}" if shows else text

    def plural(self, raw: Any, forms: Mapping[str, str]) -> str:
        """The form of a word that goes with a number: {one: trip, other: trips}; `#` in it is the number itself.

        The categories are CLDR's for the language. Every one that whole numbers need must be given; `other`, which
        Slavic languages use for fractions only, falls back to `few` or `many`.
        """
        needed = whole_categories(self.locale)
        missing = [name for name in needed if name not in forms]
        if missing:
            raise FormatError(
                f"the plural form `{missing[0]}` is missing",
                hint=f'{self.locale.english_name} needs the forms {", ".join(needed)}: add `{missing[0]}="…"`',
            )
        number = as_decimal(raw)
        whole = number == number.to_integral_value()
        category = self.locale.plural_form(int(number) if whole else number)
        fallbacks = [name for name in (category, "few", "many", *needed) if name in forms]
        return forms[fallbacks[0]].replace("#", self.number(raw))

    def list(self, items: Sequence[str]) -> str:
        """`A, B, and C` the language's way."""
        return str(format_list(list(items), locale=self.locale)) if items else ""

    def quote(self, text: str) -> str:
        """The text in the language's quotation marks."""
        opening, closing = quotation_marks(self.language.code)
        return f"{opening}{text}{closing}"

    def unit(self, raw: Any, name: str, length: str = "short") -> str:
        """An amount with a CLDR unit (`kilometer`, `tonne`); `length` is long, short or narrow."""
        if length not in _LENGTHS:
            raise FormatError(f"unknown length `{length}`", hint='write "long", "short" or "narrow"')
        number = as_decimal(raw)
        try:
            with half_away():
                shown = int(number) if number == number.to_integral_value() else round(number, DEFAULT_DIGITS)
                numbering = self.native.numbering
                text = format_unit(shown or 0, name, _LENGTHS[length], locale=self.locale, numbering_system=numbering)
                return self.native.text(str(text))
        except (UnknownUnitError, KeyError):
            raise FormatError(
                f"unknown unit `{name}`", hint="write a CLDR unit such as kilometer, tonne or hour"
            ) from None

    def form(self, raw: Any, spec: str = "", unit: str = "") -> str:
        """A cell in the form that a column or axis names: a pattern, or a filter such as `percent` or `currency(JPY)`;
        without one, the usual form of a number, date or text. A gap is `MISSING`. Numbers with the unit `%` are per
        cents already: they get the sign and stay as they are."""
        if raw is None:
            return MISSING
        if isinstance(raw, str) and not spec:
            return raw
        if isinstance(raw, bool):
            hint = "declare the column as `string` to print its words, or leave it out"
            raise FormatError("true and false can't be formatted", hint=hint)
        spec = self.unscaled(spec) if unit == "%" else spec
        name, arguments = parse_spec(spec)
        if name:
            return str(getattr(self, name)(raw, *arguments))
        if isinstance(raw, dt.datetime) and not spec:
            return self.moment(raw)
        if isinstance(raw, (dt.date, str)):
            return self.date(raw, spec or "long")
        return self.number(raw, spec)

    def _plain(self, number: Decimal, pattern: str) -> str:
        if "%" in pattern:  # Babel takes a quoted sign for one that multiplies
            pattern = QUOTED.sub(lambda part: part[0].replace("%", _SIGN) if part[0][0] == "'" else part[0], pattern)
        return self._formatted(number, pattern).replace(_SIGN, "%")

    def _formatted(self, number: Decimal, pattern: str) -> str:
        with half_away():
            numbering, locale = self.native.numbering, self.locale
            return without_minus_zero(
                lambda value: self.native.text(format_decimal(value, pattern, locale, numbering_system=numbering)),
                number,
            )

    def _patterned(self, number: Decimal, pattern: str) -> str:
        positive, negative, zero = sections(self.own_percent(pattern))
        with half_away():
            number = number.scaleb(-3 * thousands(pattern))
        if number == 0 and zero is not None:
            return self._plain(number, zero)
        if number < 0 and negative is not None:
            text = self._plain(abs(number), negative)
            # a number that rounds to zero has no sign
            return (
                text if re.search("[1-9]", text.translate(ASCII_DIGITS)) else self._plain(Decimal(0), zero or positive)
            )
        return self._plain(number, positive)

    def own_percent(self, pattern: str) -> str:
        """A bare percent pattern (`0.0%`) with the sign where the language has it (`0.0 %`); others as they are."""
        match = re.fullmatch(r"([#0,]+(?:\.[#0]+)?)%", pattern)
        return re.sub(r"[#0,]*0", match[1], self.locale.percent_formats[None].pattern) if match else pattern

    def unscaled(self, spec: str) -> str:
        """A form of shares (`percent`, `0.0%`) as the pattern that gives per cents their sign and doesn't multiply them;
        other forms as they are."""
        name, arguments = parse_spec(spec)
        if name == "percent":
            spec = self._with_digits("0", arguments[0] if arguments else 1) + "%"
        elif name or not is_share(spec):
            return spec
        bare = self.own_percent(spec)
        return "".join(part if part[0] in "'\"" else part.replace("%", "'%'") for part in QUOTED.findall(bare))

    def _with_digits(self, pattern: str, digits: int) -> str:
        if not isinstance(digits, int) or isinstance(digits, bool):
            raise FormatError(
                f"the number of decimals is a whole number, not `{digits}`", hint="write `1` for one decimal"
            )
        if not 0 <= digits <= _MOST_DIGITS:
            raise FormatError(f"the number of decimals must be between 0 and {_MOST_DIGITS}")
        fraction = "." + "0" * digits if digits else ""
        return re.sub(r"0(\.[0#]+)?(?=[^0#.,]*(;|$))", "0" + fraction, pattern)

    def _digits_pattern(self, digits: int) -> str:
        return self._with_digits("#,##0", digits)

    def _compacted(self, number: Decimal, digits: int | None) -> Decimal:
        """The number rounded as its short form will show it."""
        shown = unit_digits(self.locale, number)
        before = number.adjusted() + 1 if number else 1
        scale = before - shown if shown else 0  # powers of ten that the unit's word stands for
        if digits is not None:
            self._digits_pattern(digits)  # checks them
            places = digits
        else:
            places = 1 if shown == 1 else 0
        if not shown and digits is None:
            places = max(1 - number.adjusted(), 0) if number else 0
        return number.quantize(Decimal(1).scaleb(scale - places))
