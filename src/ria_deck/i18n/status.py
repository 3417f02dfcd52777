"""How far each language is: translated, stale, missing, with the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report
from ria_deck.i18n.catalog import merged, po_path
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.pofile import format_po, read_written
from ria_deck.source.files import write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of one language's catalog against today's messages."""

    language: str
    translated: tuple[Entry, ...]
    stale: tuple[Entry, ...]
    missing: tuple[Entry, ...]
    obsolete: int

    @property
    def total(self) -> int:
        """The number of today's messages."""
        return len(self.translated) + len(self.stale) + len(self.missing)

    @property
    def complete(self) -> bool:
        """Whether nothing is stale or missing."""
        return not self.stale and not self.missing


def state_of(entry: Entry) -> str:
    """`missing`, `stale`, `unreviewed` or `translated`."""
    if not entry.translation:
        return "missing"
    return "stale" if entry.stale else "unreviewed" if entry.unreviewed else "translated"


def status_of(root: Path, language: str, messages: Sequence[Message], report: Report) -> Status | None:
    """The status of one language; None for a damaged catalog (told in the report)."""
    found = merged(root, language, messages, report)
    if found is None:
        return None
    entries, obsolete = found
    return Status(
        language=language,
        translated=tuple(entry for entry in entries if entry.translation and not entry.fuzzy),
        stale=tuple(entry for entry in entries if entry.translation and entry.fuzzy),
        missing=tuple(entry for entry in entries if not entry.translation),
        obsolete=len(obsolete),
    )


def update(root: Path, language: str, messages: Sequence[Message], project: str, report: Report) -> Status | None:
    """Bring a language's catalog up to date and write it; a file that would not change is left alone."""
    found = merged(root, language, messages, report)
    if found is None:
        return None
    path = root / po_path(language)
    data = format_po(*found, language, project, read_written(path))
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return status_of(root, language, messages, report)
