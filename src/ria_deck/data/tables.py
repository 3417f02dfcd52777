"""The tables of a data package by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ria_deck.data.package import FOLDER, load_package
from ria_deck.data.resources import FORMATS
from ria_deck.data.table import DataTable
from ria_deck.data.table_reader import TableReader
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing

Turned = Callable[[DataTable], DataTable]
"""What is done with each table that is asked for."""


class Tables(Mapping[str, DataTable | None]):
    """The tables of a project by their names in expressions, as one deck sees them.

    A table that can't be read, or breaks its schema, is None. What is wrong with a table is reported when it is first
    asked for; the reader may have read it before, for another deck.
    """

    def __init__(self, reader: TableReader, report: Report, turned: Turned | None = None) -> None:
        self.package = reader.package
        self._reader = reader
        self._report = report
        self._turned = turned
        self._used: dict[str, DataTable | None] = {}

    def __getitem__(self, name: str) -> DataTable | None:
        if name not in self._used:
            found = self._reader.read(name)
            turned = self._turned if found.table is not None else None
            self._used[name] = turned(found.table) if turned and found.table is not None else found.table
            for other in found.others:
                self[other]
            self._report.extend(found.diagnostics)
        return self._used[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._reader.resources)

    def __len__(self) -> int:
        return len(self._reader.resources)

    def __contains__(self, name: object) -> bool:
        return name in self._reader.resources

    def turned(self, change: Turned) -> Tables:
        """The tables, each changed; they are read and told of once."""
        return Tables(self._reader, self._report, change)

    def find(self, name: str, span: Span) -> DataTable | None:
        """The table that a block names, by its name in the package or in expressions; None, told, for none."""
        resource = self.package.resources.get(name) or self._reader.resources.get(name)
        if resource is not None:
            return self[resource.identifier]
        known = list(self.package.resources)
        self._report.error(
            "RD600",
            f"unknown table `{name}`",
            span,
            label=did_you_mean(name, known),
            hint=self.unlisted(name)
            or (f"tables: {listing(sorted(known), 'and')}" if known else "list tables in data/datapackage.yaml"),
        )
        return None

    def unlisted(self, name: str) -> str:
        """A hint where a file of data/ that isn't listed has the name of a table; else empty."""
        plain = name.lower().replace("-", "_")
        listed = {resource.file for resource in self.package.resources.values()}
        for entry in sorted((self._reader.root / FOLDER).glob("*")):
            ending = entry.suffix.lstrip(".").lower()
            file = f"{FOLDER}/{entry.name}"
            if ending in FORMATS and file not in listed and re.sub(r"\W+", "_", entry.stem).strip("_").lower() == plain:
                return f"`{file}` is there but not listed: `ria-deck data add {file}` drafts its entry"
        return ""

    def read_all(self, *, except_for: Collection[str] = ()) -> None:
        """Read and check every table, those that nothing uses too, but for those named."""
        for name, resource in self._reader.resources.items():
            if resource.name not in except_for:
                self[name]

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the tables that were asked for."""
        return tuple(self._used)

    @property
    def names(self) -> tuple[str, ...]:
        """The resources of the tables that were read."""
        return tuple(table.name for table in self._used.values() if table is not None)

    def records(self) -> dict[str, Any]:
        """The manifest's record of every table that was read, by the resource's name."""
        return {table.name: table.record() for table in self._used.values() if table is not None}


def load_tables(root: Path, report: Report) -> Tables:
    """The tables of the project at `root`, by the names they have in expressions; faults are told in `report`."""
    return Tables(TableReader(root, load_package(root, report)), report)
