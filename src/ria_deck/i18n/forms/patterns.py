"""CLDR patterns for Babel from number patterns as authors write them (Excel's and CLDR's common part)."""

from __future__ import annotations

import re
from functools import lru_cache


class FormatError(ValueError):
    """A form that there isn't, or that doesn't suit a value; the message is for the author, `hint` says what would."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


_NUMBER = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?(?:E[+-]?0+)?|\.[#0?]+")
_PIECES = re.compile(r"\"[^\"]*\"|'[^']*'|\\.|[^\"'\\]", re.DOTALL)
_LITERAL = re.compile(r"[\s%‰+\-()$€£¥₽/年月日人台回件万億]")
_HINT = "write a format such as `#,##0`, `0.0%` or `+0.0;-0.0`, with literal text in quotes"


@lru_cache(maxsize=256)
def sections(pattern: str) -> tuple[str, str | None, str | None]:
    """The pattern's forms for positive, negative and zero numbers as single CLDR patterns.

    A missing negative form is None (the positive one with a minus sign), and so is a missing zero form. Raises
    FormatError for a pattern that is none.
    """
    parts = _split(pattern)
    if len(parts) > 3:
        raise FormatError(
            f"`{pattern}` has more than three sections", hint="write at most three: positive; negative; zero"
        )
    forms = [_form(part, pattern) for part in parts]
    return (forms[0], forms[1] if len(forms) > 1 else None, forms[2] if len(forms) > 2 else None)


@lru_cache(maxsize=256)
def thousands(pattern: str) -> int:
    """How often a pattern divides by a thousand: Excel's commas after the last digit (`#,##0,` once, `0.0,,` twice)."""
    digits = "".join(piece if len(piece) == 1 else "\x00" for piece in _split(pattern)[0])
    match = _NUMBER.search(digits)
    return _commas(digits[match.end() :]) if match else 0


def _commas(text: str) -> int:
    return len(text) - len(text.lstrip(","))


def _split(pattern: str) -> list[list[str]]:
    """The sections, each as its pieces: quoted texts whole, other characters one by one."""
    pieces = _PIECES.findall(pattern)
    if "".join(pieces) != pattern or not pattern:
        raise FormatError(
            f"a quotation mark in `{pattern}` is never closed" if pattern else "the number format is empty"
        )
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _form(pieces: list[str], pattern: str) -> str:
    """One section as a CLDR pattern: exactly one stretch of digits, literals around it quoted CLDR's way."""
    digits = "".join(piece if len(piece) == 1 else "\x00" for piece in pieces)
    match = _NUMBER.search(digits)
    if not match:
        raise FormatError(f"`{pattern}` has no `0` or `#` for the digits", hint=_HINT)
    number = match[0].replace("?", "#")
    end = match.end() + _commas(digits[match.end() :])
    before = [_literal(piece, pattern) for piece in pieces[: match.start()]]
    after = [_literal(piece, pattern) for piece in pieces[end:]]
    return "".join(before) + _tidy(number, pattern) + "".join(after)


def _literal(piece: str, pattern: str) -> str:
    if len(piece) == 1:
        if not _LITERAL.fullmatch(piece):
            raise FormatError(f"invalid number format `{pattern}`: `{piece}` has no meaning", hint=_HINT)
        return piece
    text = piece[1:] if piece[0] == "\\" else piece[1:-1]
    return "'" + text.replace("'", "''") + "'" if text else ""


def _tidy(number: str, pattern: str) -> str:
    """The digits with grouping as CLDR writes it, checked for sense."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.partition("E")[0]
    if re.search("#0|#.*0", fraction) or re.search("0.*#", whole.replace(",", "")):
        raise FormatError(
            f"invalid number format `{pattern}`: a `#` is closer to the decimal point than a `0`", hint=_HINT
        )
    if len(fraction) > 12 or len(whole) > 24:
        raise FormatError(f"`{pattern}` has too many digits")
    if "," in whole and not re.fullmatch(r"[#0,]*,[#0]{3}", whole):
        raise FormatError(f"`{pattern}` doesn't group digits by thousands", hint="write `#,##0`")
    return number
