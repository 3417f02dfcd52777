"""What forms of numbers are made of: the filter that a form names, the digits and units that a number needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel import Locale

from ria_deck.i18n.forms.patterns import FormatError

DEFAULT_DIGITS = 3
_TINIEST = 9  # leading zeros: what is smaller is mostly left over from arithmetic
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|[^'\"]+|.")
_CALL = re.compile(r"([a-z_]+)\s*(?:\((.*)\))?")

FORMATS = ("number", "percent", "compact", "currency", "date", "signed")
"""The filters that a column or axis can name as its format."""


def is_share(spec: str) -> bool:
    """Whether a form shows a number as a share of a hundred."""
    return parse_spec(spec)[0] == "percent" or any("%" in part for part in QUOTED.findall(spec) if part[0] not in "'\"")


def needed_digits(number: Decimal) -> int:
    """How many decimals a number is shown with at most: three, and for tiny ones two that aren't leading zeros."""
    return max(DEFAULT_DIGITS, 1 - number.adjusted()) if number and number.adjusted() >= -_TINIEST else DEFAULT_DIGITS


def parse_spec(spec: str) -> tuple[str, tuple[Any, ...]]:
    """The filter that a format names, with its arguments; an empty name for a pattern."""
    match = _CALL.fullmatch(spec.strip())
    if not match or match[1] not in FORMATS:
        return "", ()
    arguments: list[Any] = []
    for part in filter(None, (piece.strip() for piece in (match[2] or "").split(","))):
        bare = part.strip("\"'")
        arguments.append(int(bare) if re.fullmatch(r"-?[0-9]{1,4}", part) else bare)
    least = 1 if match[1] == "currency" else 0
    if not least <= len(arguments) <= 2:
        raise FormatError(
            (f"`{spec}` needs a currency code" if least and not arguments else f"`{spec}` has more than two arguments"),
            hint="write `currency(JPY)`" if least and not arguments else "",
        )
    return match[1], tuple(arguments)


def unit_of(formats: Mapping[str, Any], whole: int) -> int:
    """The largest power of ten with a short form that a number reaches; 0 for none."""
    return max((int(key) for key in formats if int(key) <= whole), default=0)


def unit_digits(locale: Locale, number: Decimal) -> int:
    """How many digits a short form shows before its unit (3 for `123K`); 0 where it is written out."""
    formats = locale.compact_decimal_formats["short"]["other"]
    whole = int(abs(number))
    largest = unit_of(formats, whole)
    pattern = str(formats[str(largest)].pattern) if largest else "0"
    if pattern.strip("0") == "":
        return 0
    return pattern.count("0") + (len(str(whole)) - len(str(largest)))


def whole_categories(locale: Locale) -> list[str]:
    """The plural categories that whole numbers take in a language, CLDR's order."""
    found = {locale.plural_form(number) for number in [*range(201), 1000, 1_000_000]}
    return [name for name in ("zero", "one", "two", "few", "many", "other") if name in found]
