"""Cells and types of the table that a chart's numbers become."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from ria_deck.importing.charts.values import ChartValues
from ria_deck.ooxml.workbook import shown_number

_YEAR = re.compile(r"[12]\d{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def cell_text(numbers: Sequence[float | None], index: int) -> str:
    """The cell of a number; empty where it is missing."""
    number = numbers[index] if index < len(numbers) else None
    return "" if number is None else shown_number(number)


def drawn_places(series: Sequence[ChartValues], names: Sequence[str], *, parts: bool) -> tuple[list[int], list[str]]:
    """The places of the categories that a chart can show, and the names of the others: the parts of a pie need a number."""
    if not parts:
        return list(range(len(names))), []
    numbers = series[0].numbers
    kept = [index for index in range(len(names)) if cell_text(numbers, index)]
    return kept, [name for index, name in enumerate(names) if index not in kept]


def hatching(column: str, names: Sequence[str], hatched: Sequence[int]) -> str:
    """The expression that holds at hatched points, by their categories; empty without any."""
    found = [names[index] for index in hatched if index < len(names)]
    if not found or type_of(names) == "date":
        return ""
    listed = ", ".join(found if type_of(names) == "year" else [json.dumps(name, ensure_ascii=False) for name in found])
    return f"{column} in [{listed}]"


def type_of(names: Sequence[str]) -> str:
    """The type of a column of categories."""
    for type_, pattern in (("year", _YEAR), ("date", _DATE)):
        if all(pattern.fullmatch(name) for name in names):
            return type_
    return "string"


def unique_names(levels: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Category names, with those of outer levels where a name occurs twice, then numbered; and what was changed."""
    changes: list[str] = []
    names = list(levels[0])
    if len(levels) > 1:
        outer = [" ".join(filter(None, reversed(level))) for level in zip(*levels[1:], strict=True)]
        names = [f"{before} {name}".strip() for before, name in zip(outer, names, strict=True)]
        changes.append("its levels of categories are one")
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    if any(count > 1 and name for name, count in seen.items()):
        changes.append("categories of one name are numbered")
    return [name or f"({index})" for index, name in enumerate(found, start=1)], changes
