"""What came back from a translator, whatever the form of the file, taken into a catalog's entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.gaps import shortened
from ria_deck.i18n.merge import Entry, merge

FIRST_LINE = 10_000_000
"""Entries that came back have lines from here on, in the order of the rows, so that faults are told at a row's own place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One text of a file that came back. `checked` says that the translator has marked it as done, so that an unchanged
    translation is no longer fuzzy."""

    place: Span
    source: str
    translation: str
    context: str
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The entries with what came back in them, and how many have changed."""

    entries: tuple[Entry, ...]
    changed: int


def take(entries: Sequence[Entry], rows: Sequence[Returned], report: Report) -> Taken:
    """A row whose translation is empty or unchanged leaves its entry as it is, unless it is marked as done; a changed one is
    no longer fuzzy. A row whose source text has moved or changed since is taken as `i18n update` would, never over a
    translation; what is left is told."""
    found = list(entries)
    by_key = {(entry.context, entry.text): index for index, entry in enumerate(entries)}
    seen: dict[tuple[str, str], Returned] = {}
    strays: dict[int, Returned] = {}
    for number, row in enumerate(rows, start=FIRST_LINE):
        key = (row.context, row.source)
        before = seen.setdefault(key, row)
        if before is not row and before.translation != row.translation:
            report.error(
                "RD444",
                f"“{shortened(row.source)}” has two translations",
                row.place,
                hint=f"keep one of them; the other is at {before.place}",
                related=((before.place, "the first"),),
            )
        elif key not in by_key:
            strays[number] = row
        elif before is row:
            index = by_key[key]
            found[index] = _with(found[index], row, number)
    _take_strays(found, strays, report)
    changed = sum(old != new for old, new in zip(entries, found, strict=True))
    return Taken(entries=tuple(found), changed=changed)


def _with(entry: Entry, row: Returned, number: int) -> Entry:
    if not row.translation.strip() or (row.translation == entry.translation and not (row.checked and entry.fuzzy)):
        return entry
    return replace(entry, translation=row.translation, fuzzy=False, previous="", line=number, pieces=(), misplaced="")


def _take_strays(found: list[Entry], strays: Mapping[int, Returned], report: Report) -> None:
    """Rows whose message isn't there any more, for entries that nobody has translated."""
    open_ones = [index for index, entry in enumerate(found) if not entry.translation]
    messages = [
        Message(context=found[index].context, text=found[index].text, span=Span(path=found[index].places[0][0]))
        for index in open_ones
    ]
    old = [
        Entry(context=row.context, text=row.source, translation=row.translation, line=number)
        for number, row in strays.items()
        if row.translation.strip()
    ]
    used: set[int] = set()
    for index, made in zip(open_ones, merge(old, messages)[0] if old and messages else (), strict=False):
        if made.line >= FIRST_LINE:
            used.add(made.line)
            found[index] = _taken(found[index], made, strays[made.line], report)
    for one in old:
        if one.line not in used:
            row = strays[one.line]
            words = f"the message “{shortened(row.source, 50)}” at `{row.context}` no longer exists; the row is skipped"
            hint = "leave source and place as they were exported; what has changed since is in a new export"
            report.warning("RD440", words, row.place, hint=hint)


def _taken(entry: Entry, made: Entry, row: Returned, report: Report) -> Entry:
    """An entry with the translation of a row that was about another text, or one elsewhere."""
    if made.fuzzy:
        report.warning(
            "RD440",
            f"the text at `{row.context}` is another one now; its translation is marked fuzzy",
            row.place,
            hint=f"check it against “{shortened(entry.text)}”",
        )
    return replace(entry, translation=made.translation, fuzzy=made.fuzzy, previous=made.previous, line=made.line)
