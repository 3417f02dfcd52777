"""Take a translator's file into the catalog, with the checks of a build: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ria_deck.choosing import Options, variants_of
from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report, Span
from ria_deck.i18n.catalog import check_entries, merged, po_path
from ria_deck.i18n.exchange.rows import FIRST_LINE, Returned, take
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.pofile import format_po, read_written
from ria_deck.proofreading.lenient import lenient
from ria_deck.shared import SharedInputs
from ria_deck.source.files import write_atomically
from ria_deck.translations import Messages
from ria_deck.variant import assembled


def import_rows(root: Path, language: str, rows: Sequence[Returned], found: Messages, report: Report) -> int | None:
    """Take translations into the catalog and return how many changed; None, with nothing written, when one is at fault
    (told in the report)."""
    old = merged(root, language, found.to(language), report)
    if old is None:
        return None
    taken = take(old[0], rows, report)
    _check(root, language, taken.entries, rows, found, report)
    if report.failed:
        return None
    if taken.changed:
        path = root / po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = format_po(taken.entries, old[1], language, found.project, read_written(path))
        write_atomically(path, data)
    return taken.changed


def _check(
    root: Path, language: str, entries: Sequence[Entry], rows: Sequence[Returned], found: Messages, report: Report
) -> None:
    """What a build would tell about the rows: of each translation by itself, and where it stands in the decks."""
    told = Report()
    check_entries(root, language, entries, found.to(language), told)
    content = lenient(load_content(root, Report()))
    shared = SharedInputs(root, content, {language: list(entries)})
    editions = tuple(name for name, spec in content.reports.items() if language in spec.languages)
    options = Options(output=root / "build", languages=(language,), editions=editions)
    for variant in variants_of(shared, options):
        assembled(shared, replace(variant, outputs=()), told, claims=False)
    for one in dict.fromkeys(told.diagnostics):
        place = _place(one, language, rows)
        if place is not None:
            report.extend([replace(one, span=place)])


def _place(one: Diagnostic, language: str, rows: Sequence[Returned]) -> Span | None:
    if one.span is None or one.span.path != po_path(language) or one.span.line < FIRST_LINE:
        return None
    return rows[one.span.line - FIRST_LINE].place
