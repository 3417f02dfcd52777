"""Numbers as exact decimals, rounded half away from zero, before any language gives them a form."""

from __future__ import annotations

import decimal
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.i18n.forms.patterns import FormatError

ASCII_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(0x660, 0x1FFFF) if chr(code).isdecimal()}
"""The digits of every script, full-width ones too, as those of English."""


@contextmanager
def half_away() -> Iterator[None]:
    """Decimal arithmetic that rounds half away from zero, with room for long numbers."""
    with decimal.localcontext(decimal.Context(prec=400, rounding=decimal.ROUND_HALF_UP)):
        yield


def without_minus_zero(form: Callable[[Decimal], str], number: Decimal) -> str:
    """The form of a number; one that rounds to zero has no sign."""
    text = form(number)
    return form(abs(number)) if number.is_signed() and not re.search("[1-9]", text.translate(ASCII_DIGITS)) else text


def as_decimal(raw: Any) -> Decimal:
    """A number as a decimal; FormatError for anything else, and for one that no reader could be shown."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal, Fraction)):
        kind = {str: "text", bool: "true or false", type(None): "missing"}.get(type(raw), type(raw).__name__)
        shown = f"`{str(raw)[:40]}`" if raw is not None else "the value"
        raise FormatError(f"{shown} is {kind}, not a number")
    number = _exact(raw)
    if not number.is_finite() or number.adjusted() > 300:
        raise FormatError(f"`{raw}` can't be shown as a number")
    return number if number else number.copy_abs()  # no minus zero


def _exact(raw: int | float | Decimal | Fraction) -> Decimal:
    """A number as a decimal; a fraction without an end with far more digits than any form shows."""
    if isinstance(raw, Fraction):
        with decimal.localcontext(decimal.Context(prec=400)):
            return Decimal(raw.numerator) / raw.denominator
    return Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
