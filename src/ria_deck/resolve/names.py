"""A name that isn't there goes in, the likeliest one that is comes out, in the words of a hint."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein


def suggest(name: str, known: Iterable[str]) -> str:
    """``did you mean `units`?`` for a name at most a third of its letters away from a known one, else empty."""
    limit = max(1, len(name) // 3)
    found = process.extractOne(
        name, sorted(known), scorer=DamerauLevenshtein.distance, score_cutoff=limit, processor=str.casefold
    )
    return f"did you mean `{found[0]}`?" if found else ""
