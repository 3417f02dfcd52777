"""The names that every expression of a deck knows, beside tables and functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.specs.slides import ReportSpec


@dataclass(frozen=True, slots=True)
class DeckRow:
    """The row that a deck is made for: its batch id, and the row by its name in expressions; both empty in a report
    without a batch."""

    id: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)


NO_ROW = DeckRow()


def deck_names(spec: ReportSpec, edition: str, language: str, row: DeckRow = NO_ROW) -> Mapping[str, Any]:
    """`report`, `params`, `edition` and `language` of one deck, and its row by the name that the batch gives it."""
    known = {"report": dict(spec.values), "params": dict(spec.params), "edition": edition, "language": language}
    return {**known, **row.names}
