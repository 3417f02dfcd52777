"""Faults of decks that are made for rows, each told once with the rows that have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ria_deck.diagnostics import Diagnostic, InRows
from ria_deck.model.deck_name import DeckName

Told = tuple[DeckName, Sequence[Diagnostic]]


def told_by_row(found: Iterable[Told]) -> list[Diagnostic]:
    """The faults of all decks. One that stands at the same place in several rows is told once, as the first row has it;
    those of decks without rows stay as they are."""
    decks = list(found)
    rows = {name.batch_id for name, _ in decks if name.batch_id}
    first: dict[tuple[object, ...], Diagnostic] = {}
    ids: dict[tuple[object, ...], dict[str, None]] = {}
    varied: set[tuple[object, ...]] = set()
    for name, diagnostics in decks:
        count: dict[tuple[object, ...], int] = {}
        for one in diagnostics:
            place = (one.code, one.severity, one.span, one.message if one.span is None else "")
            count[place] = count.get(place, 0) + 1
            key: tuple[object, ...] = (name.edition, name.language, bool(name.batch_id), *place, count[place])
            if first.setdefault(key, one) != one:
                varied.add(key)
            ids.setdefault(key, {})[name.batch_id] = None
    merged: dict[Diagnostic, dict[str, None]] = {}  # of the languages and editions that have the same
    unlike: set[Diagnostic] = set()
    for key, one in first.items():
        merged.setdefault(one, {}).update(ids[key])
        if key in varied:
            unlike.add(one)
    return [
        one if "" in have else replace(one, rows=InRows(ids=tuple(have), of=len(rows), varied=one in unlike))
        for one, have in merged.items()
    ]
