"""Number formats of charts as patterns of this program."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ria_deck.i18n.forms.formats import FormatError, Formatter

_GENERAL = ("", "general", "@", "standard")
_SPACING = re.compile(r"_.|\*.|\[[^\]]*\]|(?<!\\)[()]")
_DIGIT = re.compile("[0#]")
_DATES = re.compile("[yYmMdDhHsS]")
_QUOTED = re.compile(r'"[^"]*"|\\.')


def pattern_of(codes: Iterable[str]) -> str:
    """The first of some codes that says how numbers are written, without alignment and colours; empty where none does."""
    for code in codes:
        if code.lower() in _GENERAL:
            continue
        plain = _SPACING.sub("", code.partition(";")[0]).replace("\\", "").strip()
        if not _DIGIT.search(plain) or _DATES.search(_QUOTED.sub("", plain)):
            return ""
        try:
            Formatter("en").form(1234.5, plain)
        except FormatError:
            return ""
        return plain
    return ""
