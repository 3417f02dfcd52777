"""Faults of a table's cells go in as they are found, diagnostics in the order of the file come out, capped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ria_deck.diagnostics import Report, Span

MOST_TOLD = 200
"""How many faults of one table are told; the rest is counted."""

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row` and `column` count from 0 in the table (-1: its header or the row as a whole)."""

    row: int
    column: int
    code: str
    message: str
    span: Callable[[], Span]
    label: str = ""
    hint: str = ""
    related: Callable[[], tuple[tuple[Span, str], ...]] = tuple


@dataclass(slots=True)
class Faults:
    """The faults of one table."""

    found: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, fault: Fault) -> None:
        """Keep a fault; beyond some thousands they are only counted."""
        self.count += 1
        if len(self.found) < _MOST_KEPT:
            self.found.append(fault)

    def tell(self, report: Report, path: str) -> None:
        """Report them in the order of the file, at most `MOST_TOLD`, and then how many more there are."""
        for fault in sorted(self.found, key=lambda fault: (fault.row, fault.column))[:MOST_TOLD]:
            report.error(
                fault.code,
                fault.message,
                fault.span(),
                label=fault.label,
                hint=fault.hint,
                related=tuple(fault.related()),
            )
        if self.count > MOST_TOLD:
            report.error(
                "RD331",
                f"{self.count - MOST_TOLD} more errors in `{path}`",
                Span(path=path),
                hint="check the declared file, delimiter, sheet and schema",
            )
