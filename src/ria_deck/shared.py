"""What the decks of a build share: content, theme, tables and catalogs, each read and checked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ria_deck.content.specs.slides import Content, Message
from ria_deck.data import Tables
from ria_deck.data.package import load_package
from ria_deck.data.table_reader import TableReader
from ria_deck.design import ChosenTheme, load_theme
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.i18n.catalog import open_catalog, read_entries
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.translation import Catalog
from ria_deck.model.theme import Theme
from ria_deck.resolve.batch import Batch, read_batch

_T = TypeVar("_T")


class SharedInputs:
    """The files of a project as one build reads them.

    Whoever asks for a part gives a report of its own, which gets that part's diagnostics each time: of two decks that
    read one broken table, both know it, and the table is read once. The whole can be sent to another process.
    """

    def __init__(self, root: Path, content: Content, entries: Mapping[str, list[Entry]] | None = None) -> None:
        """`entries` stand in for the catalogs of languages."""
        self.root = root
        self.content = content
        self._entries = entries or {}
        self._read: dict[Hashable, tuple[Any, tuple[Diagnostic, ...]]] = {}

    def theme(self, edition: str, report: Report) -> Theme:
        """The theme of an edition."""
        spec = self.content.reports[edition]
        chosen = ChosenTheme(spec.theme, spec.theme_span or spec.span)
        return self._once(("theme", chosen), lambda own: load_theme(self.root, own, chosen), report)

    def tables(self, report: Report) -> Tables:
        """The tables of data/, for one deck: their errors go to its report when it asks for them."""
        return Tables(self._reader(report), report)

    def entries(self, language: str, report: Report) -> list[Entry] | None:
        """The entries of a language's catalog; None for a damaged one."""
        if language in self._entries:
            return self._entries[language]
        return self._once(("entries", language), lambda own: read_entries(self.root, language, own), report)

    def batch(self, edition: str, report: Report) -> Batch:
        """The rows that an edition's decks are made for."""

        def read(own: Report) -> Batch:
            return read_batch(self.content.reports[edition], self.tables(own), own)

        return self._once(("batch", edition), read, report)

    def catalog(self, language: str, source: str, messages: tuple[Message, ...], report: Report) -> Catalog | None:
        """The catalog of a language for these messages, its translations checked; None for a damaged one."""

        def opened(own: Report) -> Catalog | None:
            return open_catalog(self.root, language, source, messages, own, entries=self.entries)

        return self._once(("catalog", language, source, messages), opened, report)

    def records(self, names: Iterable[str]) -> dict[str, Any]:
        """The manifest's records of these tables, by their resources' names."""
        tables = self.tables(Report())
        for name in names:
            tables[tables.package.resources[name].identifier]
        return tables.records()

    def read_all(self) -> None:
        """Read what every deck needs, before it is sent to the processes that make them."""
        self._reader(Report()).read_all()
        for edition in self.content.reports:
            self.theme(edition, Report())
            self.batch(edition, Report())

    def _reader(self, report: Report) -> TableReader:
        return self._once("tables", lambda own: TableReader(self.root, load_package(self.root, own)), report)

    def _once(self, key: Hashable, read: Callable[[Report], _T], report: Report) -> _T:
        if key not in self._read:
            own = Report()
            value = read(own)
            self._read[key] = (value, tuple(own.diagnostics))
        found, diagnostics = self._read[key]
        report.extend(diagnostics)
        return found  # type: ignore[no-any-return]
