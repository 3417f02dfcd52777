"""Find the table in a sheet as offices publish them: below a title, under heads of several rows, above notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ria_deck.data.readers.workbook import column_name

MARKERS = (
    "-",
    "–",
    "—",
    "－",
    "…",
    "...",
    "..",
    ".",
    ":",
    "n/a",
    "N/A",
    "NA",
    "na",
    "n.a.",
    "np",
    "x",
    "X",
    "c",
    "S",
    "***",
    "z",
    "‥",
)
"""What statistics offices write instead of a missing number."""

_NUMBER = re.compile(r"[△▲−+-]?\(?[0-9][0-9,. \u00a0\u202f]*\)?\s?%?[a-z]?")
_MOST_HEADS = 6
_MOST_BETWEEN = 3  # blank rows and names of groups between the head and the first number


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """Rows and columns from 1. `heads` are the rows above the numbers that may be the head, the nearest last; `aside` are
    rows between numbers that have none: names of groups, blanks."""

    first: int
    last: int
    left: int
    right: int
    heads: tuple[int, ...]
    aside: tuple[int, ...]
    numbers: int  # how many there are

    def range(self, top: int) -> str:
        """The cells from a head's row on, as a spreadsheet names them."""
        return f"{column_name(self.left)}{top}:{column_name(self.right)}{self.last}"


def find_table(rows: Sequence[Sequence[Any]]) -> TablePlace | None:
    """The largest table of numbers; None where there are fewer than two rows with any."""
    numbers = [0 if _is_head_of_years(row) else sum(map(_is_number, row)) for row in rows]
    counts = sorted(filter(None, numbers))
    if len(counts) < 2:
        return None
    usual = counts[len(counts) // 2]
    first, last = _longest_stretch(rows, numbers, max(1, usual // 2))
    inside = range(first, last + 1)
    body = [rows[index] for index in inside if numbers[index] * 4 >= usual]
    if len(body) < 2:
        return None
    used = sorted({index for row in body for index, cell in enumerate(row) if _filled(cell)})
    aside = [index for index in inside if numbers[index] * 4 < usual and any(map(_filled, rows[index]))]
    return TablePlace(
        first=first + 1,
        last=last + 1,
        left=used[0] + 1,
        right=used[-1] + 1,
        heads=_heads(rows, first),
        numbers=sum(numbers[first : last + 1]),
        aside=tuple(index + 1 for index in aside),
    )


def _longest_stretch(rows: Sequence[Sequence[Any]], numbers: Sequence[int], least: int) -> tuple[int, int]:
    """The first and the last row of the longest run of rows with numbers, and the sparse ones that belong to it."""
    data = [count >= least for count in numbers]
    filled = [sum(map(_filled, row)) for row in rows]
    widths = sorted(count for count, has in zip(filled, data, strict=True) if has)
    wide = max(3, widths[len(widths) // 2] // 2)  # a row of so many words is a new head
    first, last = _longest(data, [1 if 0 < count < wide else 5 if count else 0 for count in filled])
    return _with_sparse(rows, first, last), last


def _longest(data: Sequence[bool], weights: Sequence[int]) -> tuple[int, int]:
    """The first and last row of the run with most rows of numbers; a run ends where rows between weigh five or more."""
    best, start, last, count = (0, 0, 0), -1, -1, 0
    for index, has in enumerate(data):
        if not has:
            continue
        between = sum(weights[last + 1 : index]) if last >= 0 else 0
        if start < 0 or between > 4:
            start, count = index, 0
        last, count = index, count + 1
        best = max(best, (count, start, last), key=lambda one: one[0])
    return best[1], best[2]


def _with_sparse(rows: Sequence[Sequence[Any]], first: int, last: int) -> int:
    """The first row, where rows right above it have fewer numbers and no words among them: series that begin later."""
    body = rows[first : last + 1]
    width = max(map(len, body))
    numeric = [
        index
        for index in range(width)
        if 2 * sum(index < len(row) and _is_number(row[index]) for row in body) > len(body)
    ]
    while first > 0:
        cells = [rows[first - 1][index] for index in numeric if index < len(rows[first - 1])]
        held = [cell for cell in cells if _filled(cell)]
        if not held or not all(map(_is_number, held)) or _is_head_of_years(rows[first - 1]):
            return first
        first -= 1
    return first


def _heads(rows: Sequence[Sequence[Any]], first: int) -> tuple[int, ...]:
    found: list[int] = []
    between = 0
    for index in range(first - 1, -1, -1):
        count = sum(map(_filled, rows[index]))
        if count >= 2:
            found.append(index + 1)
            if len(found) == _MOST_HEADS:
                break
        elif found or between == _MOST_BETWEEN:
            break
        else:
            between += 1
    return tuple(reversed(found))


def _filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _is_number(cell: Any) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return True
    return isinstance(cell, str) and (bool(_NUMBER.fullmatch(cell.strip())) or cell.strip() in MARKERS)


def _is_head_of_years(row: Sequence[Any]) -> bool:
    """Whether the row's numbers are years, dates or 1, 2, 3 …: names of columns."""
    found = [cell for cell in row if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    texts = [cell for cell in row if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip())]
    found += [float(cell) for cell in texts if re.fullmatch("[0-9]{1,4}", cell.strip())]
    if len(found) < 2 or len(found) < len(texts) or any(isinstance(cell, dt.date) for cell in row[1:2]):
        return False
    years = all(1850 <= number <= 2150 and float(number).is_integer() for number in found)
    return years or found == list(range(1, len(found) + 1))
