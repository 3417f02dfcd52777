"""A language's texts as plain values, for programs: state, source, translation, and where both are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ria_deck.i18n.catalog import po_path
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.messages import kind_of
from ria_deck.i18n.status import Status, state_of

STATES = ("missing", "stale", "unreviewed", "translated")


def status_record(status: Status) -> dict[str, Any]:
    """The status of a language: how many texts are in each state, and every text in the order of the content."""
    entries = sorted((*status.missing, *status.stale, *status.translated), key=lambda one: (one.places, one.context))
    states = [state_of(entry) for entry in entries]
    return {
        "language": status.language,
        "total": status.total,
        **{state: states.count(state) for state in STATES},
        "texts": list(_records(status.language, entries)),
    }


def _records(language: str, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        path, line = entry.places[0]
        state = state_of(entry)
        yield {
            "state": state,
            "slide": entry.context.rpartition("/")[0],
            "kind": kind_of(entry.context),
            "source": entry.text,
            **({"previous": entry.previous} if state == "stale" else {}),
            "translation": entry.translation,
            "notes": entry.notes,
            "content": {"path": path, "line": line},
            **({"catalog": {"path": po_path(language), "line": entry.line}} if entry.line else {}),
        }
