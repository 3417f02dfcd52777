"""A plain YAML scalar's text in, its value out: the core schema of YAML 1.2 (section 10.3), and ISO dates.

Two things differ on purpose. Digits with leading zeros (`0123`) stay text, since they are codes and not amounts; and a
date (`2026-11-01`) becomes a date when there is such a day. `NO`, `yes` and `12:30` are text, as the core schema says.
"""

from __future__ import annotations

import datetime as dt
import re

Scalar = str | int | float | bool | dt.date | None
"""What a scalar can be."""

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MOST_DIGITS = 300


_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def joined_pairs(text: str) -> str:
    """The text with each pair of surrogates, as JSON escapes characters beyond U+FFFF (RFC 8259, 7), as one character."""
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def resolve_scalar(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar; ValueError, in words for people, for a number that is none here."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if len(text) > _MOST_DIGITS and any(form.fullmatch(text) for form in (_INTEGER, _FLOAT, _OCTAL, _HEXADECIMAL)):
        raise ValueError(f"a number with more than {_MOST_DIGITS} digits")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if number in (float("inf"), float("-inf")):
            raise ValueError(f"`{text}` is too large a number")
        return number
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text  # no such day: whoever expects a date says so, with this text
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"`{text}` is not a finite number")
    return text
