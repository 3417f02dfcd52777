"""Which rows of a batch have errors, as a table for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ria_deck.diagnostics import Diagnostic, Severity

FALSE_CLAIM = "RD240"
MOST_SHOWN = 20
_WIDEST = 60

_SAYS = re.compile("“(.*)”", re.DOTALL)


def claim_of(found: Diagnostic) -> str:
    """The words of a claim that is false."""
    match = _SAYS.search(found.message)
    return " ".join((match[1] if match else found.message).split())


def place_of(found: Diagnostic) -> str:
    """The file and line of a fault; empty for one without a place."""
    span = found.span
    return "" if span is None else f"{span.path}:{span.place or span.line}"


def rows_table(diagnostics: Iterable[Diagnostic], where_all: str = "") -> str:
    """The rows with errors that not all rows have, each with its false claims and other errors; empty for none. Of many,
    the first are shown, `where_all` is where the others are."""
    claims: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for found in diagnostics:
        if found.severity is not Severity.ERROR or found.rows is None or len(found.rows.ids) == found.rows.of:
            continue
        for row in found.rows.ids:
            claims.setdefault(row, [])
            others.setdefault(row, [])
            if found.code == FALSE_CLAIM:
                claims[row].append(f"{_short(claim_of(found))} ({place_of(found)})")
            else:
                others[row].append(" ".join(filter(None, (found.code, place_of(found)))))
    rows = sorted(claims)
    if not rows:
        return ""
    lines = [("row", "claims that are false", "other errors")]
    for row in rows[:MOST_SHOWN]:
        count = max(len(claims[row]), len(others[row]))
        for index in range(count):
            told = tuple(found[row][index] if index < len(found[row]) else "" for found in (claims, others))
            lines.append((row if index == 0 else "", told[0], told[1]))
    if len(rows) > MOST_SHOWN:
        lines.append(("…", f"and {len(rows) - MOST_SHOWN} more rows{f': {where_all}' if where_all else ''}", ""))
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"
