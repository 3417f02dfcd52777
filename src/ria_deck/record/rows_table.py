"""Which rows of a batch have errors, as a table for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

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
    faults = _by_row(filter(_is_of_some_rows, diagnostics))
    if not faults:
        return ""
    lines = [("row", "claims that are false", "other errors")]
    for row in sorted(faults)[:MOST_SHOWN]:
        for index, (claim, other) in enumerate(zip_longest(*faults[row], fillvalue="")):
            lines.append((row if index == 0 else "", claim, other))
    if len(faults) > MOST_SHOWN:
        lines.append(("…", f"and {len(faults) - MOST_SHOWN} more rows{f': {where_all}' if where_all else ''}", ""))
    return _aligned(lines)


def _by_row(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[list[str], list[str]]]:
    """The false claims and the other errors of each row."""
    faults: dict[str, tuple[list[str], list[str]]] = {}
    for found in diagnostics:
        for row in found.rows.ids if found.rows else ():
            claims, others = faults.setdefault(row, ([], []))
            if found.code == FALSE_CLAIM:
                claims.append(f"{_short(claim_of(found))} ({place_of(found)})")
            else:
                others.append(" ".join(filter(None, (found.code, place_of(found)))))
    return faults


def _is_of_some_rows(found: Diagnostic) -> bool:
    """Whether this is an error that some rows of a batch have and others don't."""
    return found.severity is Severity.ERROR and found.rows is not None and len(found.rows.ids) != found.rows.of


def _aligned(lines: Sequence[tuple[str, str, str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = ("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in shown)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"
