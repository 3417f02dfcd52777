"""Faults of decks that are made for rows, each told once with the rows that have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ria_deck.diagnostics import Diagnostic, InRows
from ria_deck.model.deck_name import DeckName

Told = tuple[DeckName, Sequence[Diagnostic]]


def told_by_row(found: Iterable[Told]) -> list[Diagnostic]:
    """The faults of all decks. One that stands at the same place in several rows is told once, as the first row has it;
    those of decks without rows stay as they are."""
    decks = list(found)
    rows = {name.batch_id for name, _ in decks if name.batch_id}
    first: dict[_Place, Diagnostic] = {}
    ids: dict[_Place, dict[str, None]] = {}
    varied: set[_Place] = set()
    for name, key, one in _placed(decks):
        if first.setdefault(key, one) != one:
            varied.add(key)
        ids.setdefault(key, {})[name.batch_id] = None
    merged: dict[Diagnostic, dict[str, None]] = {}  # of the languages and editions that have the same
    for key, one in first.items():
        merged.setdefault(one, {}).update(ids[key])
    unlike = {first[key] for key in varied}
    return [
        one if "" in have else replace(one, rows=InRows(ids=tuple(have), of=len(rows), varied=one in unlike))
        for one, have in merged.items()
    ]


_Place = tuple[object, ...]
"""What a fault has in common with the same one in another row."""


def _placed(decks: Iterable[Told]) -> Iterator[tuple[DeckName, _Place, Diagnostic]]:
    """Each fault with its place; of several at one place the first, the second … are taken for the same."""
    for name, diagnostics in decks:
        count: Counter[_Place] = Counter()
        for one in diagnostics:
            place = (one.code, one.severity, one.span, one.message if one.span is None else "")
            count[place] += 1
            yield name, (name.edition, name.language, bool(name.batch_id), *place, count[place]), one
