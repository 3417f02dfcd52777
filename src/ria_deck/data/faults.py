"""Diagnostics of a table's cells, in the order of the file, capped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ria_deck.diagnostics import Report, Severity, Span

MOST_TOLD = 200
"""How many faults of one table are told; the rest is counted."""

_FEW = 3
"""So many different faults of one kind in one column are reported one by one."""

MOST_POINTED = 3
"""How many further cells an error points to."""

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row` and `column` count from 0 in the table (-1: its header or the row as a whole); `of_row` where the row
    has it, whatever its cell."""

    row: int
    column: int
    code: str
    message: str
    span: Callable[[], Span]
    label: str = ""
    hint: str = ""
    related: Callable[[], tuple[tuple[Span, str], ...]] = tuple
    severity: Severity = Severity.ERROR
    of_row: bool = False


@dataclass(slots=True)
class Faults:
    """The faults of one table."""

    found: list[Fault] = field(default_factory=list)
    count: int = 0
    failed: bool = False  # one of them is an error

    def add(self, fault: Fault) -> None:
        """Keep a fault; beyond some thousands they are only counted."""
        self.count += 1
        self.failed |= fault.severity is Severity.ERROR
        if len(self.found) < _MOST_KEPT:
            self.found.append(fault)

    def clear(self) -> None:
        """Forget them."""
        self.found.clear()
        self.count, self.failed = 0, False

    def _grouped(self) -> list[tuple[Fault, list[Fault]]]:
        """The faults in the order of the file: those of one column that say the same, and many of one kind in one column, as
        the first with those like it."""
        kinds: dict[tuple[str, int], dict[tuple[str, str, str], list[Fault]]] = {}
        for fault in sorted(self.found, key=lambda fault: (fault.row, fault.column)):
            said = (fault.message, fault.label, fault.hint)
            kinds.setdefault((fault.code, fault.column), {}).setdefault(said, []).append(fault)
        told: list[tuple[Fault, list[Fault]]] = []
        for (_, column), equal in kinds.items():
            groups = list(equal.values())
            if len(groups) > _FEW and column >= 0:
                groups = [sorted((fault for group in groups for fault in group), key=lambda fault: fault.row)]
            told += [(group[0], group[1:]) for group in groups]
        return sorted(told, key=lambda pair: (pair[0].row, pair[0].column))

    def tell(self, report: Report, path: str) -> None:
        """Report them in the order of the file, at most `MOST_TOLD`, and then how many more there are."""
        told = self._grouped()
        for fault, like in told[:MOST_TOLD]:
            more = f" (and {_more(len(like), fault)})" if like else ""
            also = tuple((other.span(), "here too") for other in like[:MOST_POINTED])
            report.add(
                fault.severity,
                fault.code,
                fault.message + more,
                fault.span(),
                label=fault.label,
                hint=fault.hint,
                related=(*fault.related(), *also),
            )
        covered = sum(1 + len(like) for _, like in told[:MOST_TOLD])
        if self.count > covered:
            report.error(
                "RD331",
                f"{self.count - covered} more errors in `{path}`",
                Span(path=path),
                hint="check the declared file, delimiter, sheet and schema",
            )


def _more(count: int, fault: Fault) -> str:
    """How many more like a fault there are."""
    what, where = ("cell", " of this column") if fault.column >= 0 and not fault.of_row else ("row", "")
    return f"{count} more {what}{'' if count == 1 else 's'}{where}"
