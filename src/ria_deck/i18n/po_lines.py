"""Where the letters of a translation stand in a PO file: its strings go over lines and have escapes."""

from __future__ import annotations

import re
from collections.abc import Sequence

Piece = tuple[int, int, int]
"""(index in the text, line, column): from there on the text stands in the file as it is."""

_MARK = re.compile(r'(?:#~ ?)?(?:msgstr(?:\[\d+\])?\s*)?"')
_ESCAPE = re.compile(r"\\.")


def line_of_translation(lines: Sequence[str], first: int) -> int:
    """The line of the `msgstr` of the entry that begins in a line, both from 1: where a translator has to write."""
    for number, line in enumerate(lines[first - 1 :], start=first):
        if line.removeprefix("#~ ").startswith("msgstr"):
            return number
    return first


def pieces_of(lines: Sequence[str], first: int) -> tuple[Piece, ...]:
    """The stretches of the text whose `msgstr` is in a line."""
    found: list[Piece] = []
    index = 0
    for number, line in enumerate(lines[first - 1 :], start=first):
        mark = _MARK.match(line)
        if mark is None or (number > first and "msgstr" in mark[0]):
            break
        at, end = mark.end(), line.rindex('"')
        for escape in _ESCAPE.finditer(line, at, end):
            if escape.start() > at:
                found.append((index, number, at + 1))
            index += escape.start() - at
            found.append((index, number, escape.start() + 1))  # one character of the text, two of the file
            index, at = index + 1, escape.end()
        if end > at:
            found.append((index, number, at + 1))
            index += end - at
    return tuple(found)
