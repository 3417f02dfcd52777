"""The rows of a layer in, one by one; what each of its points, (category, series), has of them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.model.value import Value

PointKey = tuple[Any, Any]
"""A point's category and series, as its cells have them."""


@dataclass(slots=True)
class GatheredRows:
    """The values of each point, the first of its further columns and its look; by category what it is sorted by."""

    extras: dict[str, dict[PointKey, Value]]
    values: dict[PointKey, list[Value]] = field(default_factory=dict)
    sort_by: dict[Any, list[Value]] = field(default_factory=dict)
    hatched: set[PointKey] = field(default_factory=set)
    colors: dict[PointKey, str] = field(default_factory=dict)

    @classmethod
    def with_columns(cls, names: Iterable[str]) -> GatheredRows:
        """Nothing yet; `names` are the further columns that are kept."""
        return cls(extras={name: {} for name in names})

    def take(self, key: PointKey, value: Value, row: Mapping[str, Value], sort_field: str | None) -> None:
        """Add a row."""
        self.values.setdefault(key, []).append(value)
        for name, held in self.extras.items():
            held.setdefault(key, row[name])
        if sort_field:
            self.sort_by.setdefault(key[0], []).append(row[sort_field])
