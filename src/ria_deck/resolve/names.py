"""The names that every expression of a deck knows, beside tables and functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ria_deck.content.specs.slides import ReportSpec


def deck_names(spec: ReportSpec, edition: str, language: str) -> Mapping[str, Any]:
    """`report`, `params`, `edition` and `language` of one deck."""
    return {"report": dict(spec.values), "params": dict(spec.params), "edition": edition, "language": language}
