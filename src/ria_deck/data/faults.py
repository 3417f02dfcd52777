"""Diagnostics of a table's cells, in the order of the file, capped, and what to write instead of an unreadable one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ria_deck.data.descriptor import Field
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


_GAP_SIGNS = frozenset(["", "-", "–", "—", "…", "...", ".", "..", "x", "×"])
_GAP_WORDS = _GAP_SIGNS | {"na", "n/a", "nan", "null", "none", "n.a.", "n. a.", "k.a.", "#n/a"}


def hint_for(cell: Any, field: Field, gaps: set[str], *, in_sheet: bool) -> str:
    """What its author may have meant by a cell and how to say it; empty where nobody knows."""
    return _hint(cell, field, gaps) or (_hint_of_sheet(cell, field) if in_sheet else "")


def _hint(cell: Any, field: Field, gaps: set[str]) -> str:
    if not isinstance(cell, str):
        return "convert the cell to text, or change the column's type" if field.type == "string" else ""
    if cell.strip().casefold() in _GAP_WORDS:
        return f"if it means a missing value, add it: `missingValues: {[*sorted(gaps), cell]}`".replace("'", '"')
    if field.type in ("integer", "number"):
        return _hint_for_number(cell)
    if field.type == "date":
        return "write dates as 2026-06-22, or declare their format: `format: '%d.%m.%Y'`"
    return ""


def _hint_for_number(cell: str) -> str:
    """What to do about a text that should be a number."""
    plain = "".join(_ascii_digit(char) for char in unicodedata.normalize("NFKC", cell)).strip()
    if plain == cell.strip() != cell:
        return f"take out the blanks around it: `{plain}`"
    if plain != cell and re.fullmatch(r"[-+]?[0-9.,]+", plain):
        return f"write `{plain}`, in the digits 0 to 9"
    if re.fullmatch(r"\(\s*[0-9][0-9.,]*\s*\)", plain):
        return "write a negative number with `-`, or declare `bareNumber: false` on this field to read `(12)` as -12"
    if plain.endswith("%"):
        return "write the share itself (0.125), or declare `bareNumber: false` on this field to read `12.5%` as 12.5"
    if re.fullmatch(r"[-+]?[\d.,]+[eE][-+]?\d+", plain):
        return "write it out, or declare the column as `number`"
    if _WITH_UNIT.fullmatch(plain):
        return "declare `bareNumber: false` on this field: the unit beside the number is then left out"
    if any(mark in cell for mark in ",' \u00a0\u202f"):
        return "declare signs between digits as `groupChar` and another decimal sign as `decimalChar`"
    return ""


def _ascii_digit(char: str) -> str:
    """A digit of any script as one of 0 to 9."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


# A unit before a number is a sign or capitals (`US$`, `EUR`); behind it, it may be any word. `x0` and `0x1F` are names.
_BEFORE = r"(?:[A-Z]{0,3}[€$£¥₽₩₹฿]|[A-Z]{2,3})\s*"
_BEHIND = r"\s*(?:[%‰€$£¥₽₩₹°*†]|[^\W\d_][^\d]*)"
_WITH_UNIT = re.compile(rf"(?:{_BEFORE})?[-+]?\d[\d.,\s]*(?:{_BEHIND})|{_BEFORE}[-+]?\d[\d.,\s]*")


def _hint_of_sheet(cell: Any, field: Field) -> str:
    """A text where a sheet should have a number: one that only looks so, or a note below the table."""
    if not isinstance(cell, str) or field.type not in ("integer", "number", "year"):
        return ""
    return "if this is a note below the table, declare where the table ends: `dialect: {range: A1:C9}`"
