"""Merge a catalog's entries with today's messages, each with what became of its translation.

The rules are msgmerge's with `--previous`, but a message is looked for in its own place first: the same context with
another wording is a revision, however little of the old sentence is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Span
from ria_deck.i18n.messages import kind_of
from ria_deck.i18n.notes import notes_for
from ria_deck.i18n.po_lines import Piece

LIKE = 75.0  # how like (in percent) a sentence from another place must be for its translation to be offered
REVISED = 35.0  # the same within one context


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a catalog, as PO has it. `previous` is the source text that a fuzzy translation was made from."""

    context: str
    text: str
    translation: str = ""
    fuzzy: bool = False
    previous: str = ""
    comment: str = ""  # the translator's
    line: int = 0  # of its `msgstr` in the PO file, 0 for a new entry
    places: tuple[tuple[str, int], ...] = ()
    obsolete: bool = False
    notes: str = ""  # for translators, PO's extracted comments: what the text is, what its expressions may become
    pieces: tuple[Piece, ...] = field(default=(), compare=False, repr=False)  # of the translation in the PO file
    misplaced: str = ""  # the context under which the file has this very text, where no text of today has that context

    def written(self, path: str) -> Message:
        """The translation as a text of its own, with its places in a file."""
        line = max(self.line, 1)
        if not self.pieces:
            return Message(text=self.translation, context=self.context, span=Span(path=path, line=line, end_line=line))
        _, line, column = self.pieces[0]
        last = [piece for piece in self.pieces if piece[1] == line][-1]
        following = next((piece[0] for piece in self.pieces if piece[1] > line), len(self.translation))
        end = last[2] + following - last[0]
        span = Span(path=path, line=line, column=column, end_line=line, end_column=end)
        return Message(text=self.translation, context=self.context, span=span, pieces=self.pieces)

    @property
    def without_context(self) -> bool:
        """Whether another program has dropped the context, or has put the name of the text's file in its place."""
        return not self.context or any(self.context == path for path, _ in self.places)

    @property
    def stale(self) -> bool:
        """Whether the source text has changed since the translation was made."""
        return self.fuzzy and bool(self.translation) and self.previous not in ("", self.text)

    @property
    def unreviewed(self) -> bool:
        """Whether the translation is marked fuzzy though its source text hasn't changed, as a machine's is."""
        return self.fuzzy and bool(self.translation) and not self.stale


def merge(old: Sequence[Entry], messages: Sequence[Message]) -> tuple[list[Entry], list[Entry]]:
    """(today's entries in the messages' order, obsolete entries).

    An entry with the message's context and text is kept as it is. Failing that, a translation is taken over as fuzzy
    from the likeliest entry that no message claims: first in the same context, then anywhere; a text that has only
    moved keeps its translation.
    """
    old = _with_contexts(old, messages)
    exact = {(entry.context, entry.text): entry for entry in old}
    wanted = {(message.context, message.text) for message in messages}
    free = [entry for entry in old if (entry.context, entry.text) not in wanted and entry.translation]
    found: dict[int, Entry] = {}
    missing: list[int] = []
    for index, message in enumerate(messages):
        entry = exact.get((message.context, message.text))
        if entry is not None:
            found[index] = replace(entry, places=_places(message), obsolete=False)
        else:
            missing.append(index)
    missing = _moved(messages, missing, free, found)
    missing = _revised(messages, missing, free, found)
    missing = _alike(messages, missing, free, found)
    for index in missing:
        message = messages[index]
        found[index] = Entry(context=message.context, text=message.text, places=_places(message))
    left = [replace(entry, obsolete=True, places=(), notes="") for entry in free]
    return [replace(found[index], notes=notes_for(message)) for index, message in enumerate(messages)], left


def _with_contexts(old: Sequence[Entry], messages: Sequence[Message]) -> list[Entry]:
    """The entries, those that another program has saved without contexts, or with a file's name instead, in the places of
    their texts: every place where one translation is all there is, and in their order where each place has its own."""
    strays: dict[str, list[Entry]] = {}
    for entry in old:
        if entry.without_context:
            strays.setdefault(entry.text, []).append(entry)
    known = {(entry.context, entry.text) for entry in old}
    places: dict[str, list[str]] = {}
    for message in messages:
        if message.text in strays and (message.context, message.text) not in known:
            places.setdefault(message.text, []).append(message.context)
    found = [entry for entry in old if not entry.without_context or entry.text not in places]
    for text, contexts in places.items():
        found += _spread(strays[text], contexts)
    return found


def _spread(entries: Sequence[Entry], contexts: Sequence[str]) -> Sequence[Entry]:
    """Entries of one text in these contexts: one translation in all, as many as there are in their order, else as they
    are."""
    if len({entry.translation for entry in entries}) == 1:
        return [replace(entries[0], context=context) for context in contexts]
    if len(entries) != len(contexts):
        return entries
    return [replace(entry, context=context) for entry, context in zip(entries, contexts, strict=True)]


def _places(message: Message) -> tuple[tuple[str, int], ...]:
    return ((message.span.path, message.span.line),)


def _moved(
    messages: Sequence[Message], missing: Iterable[int], free: list[Entry], found: dict[int, Entry]
) -> list[int]:
    """The same words in the same kind of place, under another slide's id."""
    still: list[int] = []
    by_text: dict[tuple[str, str], list[Entry]] = {}
    for entry in free:
        by_text.setdefault((kind_of(entry.context), entry.text), []).append(entry)
    for index in missing:
        message = messages[index]
        entries = by_text.get((kind_of(message.context), message.text))
        if entries:
            entry = entries.pop(0)
            free.remove(entry)
            found[index] = replace(entry, context=message.context, places=_places(message), obsolete=False)
        else:
            still.append(index)
    return still


def _revised(
    messages: Sequence[Message], missing: Iterable[int], free: list[Entry], found: dict[int, Entry]
) -> list[int]:
    """Another wording in the same place. Where the place had one text and has one text, they belong together."""
    still: list[int] = []
    contexts: dict[str, list[int]] = {}
    for index in missing:
        contexts.setdefault(messages[index].context, []).append(index)
    by_context: dict[str, list[Entry]] = {}
    for entry in free:
        by_context.setdefault(entry.context, []).append(entry)
    for context, indices in contexts.items():
        entries = by_context.get(context, [])
        alone = len(indices) == 1 and len(entries) == 1
        for index in indices:
            likeliest = _likeliest(messages[index].text, entries, 0.0 if alone else REVISED)
            if likeliest is None:
                still.append(index)
                continue
            entries.remove(likeliest)
            free.remove(likeliest)
            found[index] = _fuzzy(likeliest, messages[index])
    return sorted(still)


def _alike(
    messages: Sequence[Message], missing: Iterable[int], free: list[Entry], found: dict[int, Entry]
) -> list[int]:
    """A much like sentence from anywhere; the entry stays free for others too."""
    still: list[int] = []
    texts = [entry.text for entry in free]
    for index in missing:
        best = process.extractOne(messages[index].text, texts, scorer=fuzz.ratio, score_cutoff=LIKE) if texts else None
        if best is None:
            still.append(index)
        else:
            found[index] = _fuzzy(free[best[2]], messages[index])
    return still


def _likeliest(text: str, entries: Sequence[Entry], cutoff: float) -> Entry | None:
    best = process.extractOne(text, [entry.text for entry in entries], scorer=fuzz.ratio, score_cutoff=cutoff)
    return entries[best[2]] if best else None


def _fuzzy(entry: Entry, message: Message) -> Entry:
    return Entry(
        context=message.context,
        text=message.text,
        translation=entry.translation,
        fuzzy=True,
        previous=entry.previous if entry.fuzzy and entry.previous else entry.text,
        comment=entry.comment,
        line=entry.line,
        pieces=entry.pieces,
        places=_places(message),
        misplaced=entry.context if entry.text == message.text and not entry.fuzzy else "",
    )
