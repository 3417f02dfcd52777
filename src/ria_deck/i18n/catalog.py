"""The catalog of content/locale/<lang>.po, which answers for every message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report
from ria_deck.i18n.checks import check_translation, check_unsafe
from ria_deck.i18n.glossary import load_glossary
from ria_deck.i18n.language import PSEUDO
from ria_deck.i18n.merge import Entry, merge
from ria_deck.i18n.other_language import tell_other_language
from ria_deck.i18n.pofile import read_po
from ria_deck.i18n.pseudo import PseudoCatalog
from ria_deck.i18n.translation import WORDS, Catalog, SourceCatalog, State, Translation

LOCALE = "content/locale"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoCatalog:
    """The translations of one language. `entries` are by context and text, for every message of today."""

    language: str
    source: str
    path: str
    entries: Mapping[tuple[str, str], Entry]

    def lookup(self, message: Message) -> Translation:
        """The translation, or the source text where there is none."""
        missing = Translation(
            text=message.text, state=State.MISSING, language=self.source, span=message.span, written=message
        )
        if message.literal or not message.text.strip():
            return Translation(text=message.text, state=State.SOURCE, language=self.language, span=message.span)
        entry = self.entries.get((message.context, message.text))
        if entry is None or not entry.translation:
            return missing
        state = State.STALE if entry.fuzzy else State.TRANSLATED
        own = entry.written(self.path)
        return Translation(text=own.text, state=state, language=self.language, span=own.span, own=own)


def po_path(language: str) -> str:
    """The project path of a language's catalog."""
    return f"{LOCALE}/{language}.po"


def merged(
    root: Path, language: str, messages: Sequence[Message], report: Report
) -> tuple[list[Entry], list[Entry]] | None:
    """Today's entries and the obsolete ones of a language; None for a damaged file (told in the report)."""
    old = read_entries(root, language, report)
    return None if old is None else merge(old, messages)


def read_entries(root: Path, language: str, report: Report) -> list[Entry] | None:
    """The entries of a language's file, none where it has no file; None for a damaged one, which is in the report."""
    own = Report()
    found = read_po(root, po_path(language), own, language)
    report.extend(own.diagnostics)
    return None if found is None and own.failed else found or []


def open_catalog(
    root: Path,
    language: str,
    source: str,
    messages: Sequence[Message],
    report: Report,
    *,
    entries: Callable[[str, Report], list[Entry] | None],
) -> Catalog | None:
    """The catalog of a language, checked; None for a damaged one. A language without a file is all missing; that of
    the content may have one with the program's own words. `entries` reads a language's file."""
    if language == PSEUDO:
        return PseudoCatalog(PSEUDO)
    if language == source:
        messages = [message for message in messages if message.context.startswith(WORDS)]
        if not messages:
            return SourceCatalog(source)
    old = entries(language, report)
    if old is None:
        return None
    found = merge(old, messages)
    catalog = PoCatalog(
        language=language,
        source=source,
        path=po_path(language),
        entries={(entry.context, entry.text): entry for entry in found[0]},
    )
    check_entries(root, language, found[0], messages, report)
    return SourceCatalog(source, words=catalog) if language == source else catalog


def check_entries(
    root: Path, language: str, entries: Sequence[Entry], messages: Sequence[Message], report: Report
) -> None:
    """Hold every translation that is in use against its source text and the glossary; told in `report`."""
    glossary = load_glossary(root, language, report)
    sources = {(message.context, message.text): message.span for message in messages}
    for entry in entries:
        if not entry.translation:
            continue
        place = entry.written(po_path(language))
        if entry.fuzzy:  # shown where the policy keeps stale translations: at least nothing unsafe may stand in it
            check_unsafe(entry, place, report)
        else:
            source = sources[entry.context, entry.text]
            check_translation(entry, place, source, report, glossary)
            tell_other_language(entry, place, language, report, ((source, "the source text"),))
