"""Changes of slides, those that are the same in several rows of a batch together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ria_deck.record.changes import SlideChange

MOST_NAMED = 5
MOST_SHOWN = 3  # of rows whose changes of one slide differ, as sentences with their names do

Group = tuple[tuple[str, ...], tuple[SlideChange, ...]]
"""The batch ids of rows, and the changes of a slide in all its languages that they have."""


def shown_of(slides: Iterable[SlideChange]) -> list[tuple[Group, tuple[str, ...]]]:
    """The groups to show, the first few of each slide; with the last of them, the rows of those that aren't."""
    shown: list[tuple[Group, tuple[str, ...]]] = []
    for _, same_slide in groupby(in_rows(slides), key=lambda group: (group[1][0].edition, group[1][0].slide)):
        groups = list(same_slide)
        rest = tuple(row for rows, _ in groups[MOST_SHOWN:] for row in rows)
        first = groups[:MOST_SHOWN]
        shown += [(group, rest if group is first[-1] else ()) for group in first]
    return shown


def in_rows(slides: Iterable[SlideChange]) -> list[Group]:
    """The changes of each slide in all its languages, with the batch ids of the rows that have exactly these; no ids for
    decks without rows."""
    found: dict[tuple[SlideChange, ...], tuple[list[str], tuple[SlideChange, ...]]] = {}
    ordered = sorted(slides, key=lambda change: (change.edition, change.source, change.slide, change.batch_id))
    for _, group in groupby(ordered, key=lambda change: (change.edition, change.slide, change.batch_id)):
        languages = tuple(group)
        apart = tuple(
            replace(one, batch_id="", title=one.title if one.status != "changed" else "") for one in languages
        )
        rows, _ = found.setdefault(apart, ([], languages))
        rows += [languages[0].batch_id] if languages[0].batch_id else []
    return [(tuple(rows), languages) for rows, languages in found.values()]


def rows_in_words(rows: Sequence[str]) -> str:
    """`row 15201`, or how many rows and the first of them."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    more = f" and {len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else ""
    return f"{len(rows)} rows: {', '.join(rows[:MOST_NAMED])}{more}"
