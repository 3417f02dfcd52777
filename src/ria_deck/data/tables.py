"""A data package goes in, its tables come out by name, each read and checked when it is first asked for."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ria_deck.data.checks import infer_fields, typed_columns
from ria_deck.data.descriptor import DataPackage, ForeignKey, Resource
from ria_deck.data.faults import Fault, Faults
from ria_deck.data.grid import Grid
from ria_deck.data.package import FOLDER, load_package
from ria_deck.data.resources import FORMATS
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import resolve_inside

_MOST_FILES = 12  # files of data/ that a hint lists


class Tables(Mapping[str, DataTable | None]):
    """The tables of a project by their names in expressions.

    A table that can't be read, or breaks its schema, is None: its faults have then been told, once, in the report.
    """

    def __init__(self, root: Path, package: DataPackage, report: Report) -> None:
        self.package = package
        self._root = root
        self._report = report
        self._resources = {resource.identifier: resource for resource in package.resources.values()}
        self._read: dict[str, DataTable | None] = {}

    def __getitem__(self, name: str) -> DataTable | None:
        resource = self._resources[name]
        if name not in self._read:
            self._read[name] = None  # tables may refer to each other in a circle
            self._read[name] = self._load(resource)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)

    def __contains__(self, name: object) -> bool:
        return name in self._resources

    def find(self, name: str, span: Span) -> DataTable | None:
        """The table that a block names, by its name in the package or in expressions; None, told, for none."""
        resource = self.package.resources.get(name) or self._resources.get(name)
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
        for entry in sorted((self._root / FOLDER).glob("*")):
            ending = entry.suffix.lstrip(".").lower()
            file = f"{FOLDER}/{entry.name}"
            if ending in FORMATS and file not in listed and re.sub(r"\W+", "_", entry.stem).strip("_").lower() == plain:
                return f"`{file}` is there but not listed: `ria-deck data add {file}` drafts its entry"
        return ""

    @property
    def failed(self) -> bool:
        """Whether a mistake of a table, or in naming one, has been told."""
        return self._report.failed

    def read_all(self, *, except_for: Collection[str] = ()) -> None:
        """Read and check every table, those that nothing uses too, but for those named."""
        for name, resource in self._resources.items():
            if resource.name not in except_for:
                self[name]

    def records(self) -> dict[str, Any]:
        """The manifest's record of every table that was read, by the resource's name."""
        return {table.name: table.record() for table in self._read.values() if table is not None}

    def _load(self, resource: Resource) -> DataTable | None:
        faults = Faults()
        if not resource.sound or not self._check_file(resource):
            return None
        grid = read_grid(self._root, resource, self._report, faults)
        if grid is None:
            faults.tell(self._report, resource.file)
            return None
        columns = typed_columns(grid, resource, faults)
        fields = resource.fields
        if fields is None:
            fields = infer_fields(grid, resource)
            listed = ", ".join(f"{field.name} ({field.type})" for field in fields)
            self._report.warning(
                "RD309",
                f"the table `{resource.name}` has no schema",
                resource.span,
                hint=f"its columns are read as: {listed}; declare them under `schema: {{fields: …}}`",
            )
        if not faults.count:
            for key in resource.foreign_keys:
                self._check_foreign_key(key, resource, grid, columns, faults)
        faults.tell(self._report, resource.file)
        if faults.count:
            return None
        return DataTable(
            resource=resource,
            fields=fields,
            columns=columns,
            lines=array("l", (grid.places.line(mark) for mark in grid.marks)),
            marks=array("l", grid.marks),
            places=grid.places,
            file_columns={name: grid.names.index(name) for name in columns},
            _by_name={field.name: field for field in fields},
        )

    def _check_file(self, resource: Resource) -> bool:
        path = resolve_inside(self._root, resource.file, self._report, resource.path_span)
        if path is None:
            return False
        if not path.is_file():
            if resource.url:
                words = f"the table `{resource.name}` has not been fetched yet"
                hint = f"run `ria-deck fetch {resource.name}` to download it"
            else:
                words = f"the file `{resource.file}` doesn't exist"
                near = [entry.name for entry in sorted(path.parent.glob("*"))] if path.parent.is_dir() else []
                there = [name for name in near if name != "datapackage.yaml"]
                hint = did_you_mean(path.name, near) or (
                    f"{path.parent.name}/ contains {listing(there, 'and')}" if 0 < len(there) <= _MOST_FILES else ""
                )
            self._report.error("RD310", words, resource.path_span, hint=hint)
            return False
        if resource.hash:
            algorithm, _, digest = resource.hash.partition(":")
            if hashlib.new(algorithm, path.read_bytes(), usedforsecurity=False).hexdigest() != digest:
                self._report.warning(
                    "RD332",
                    f"`{resource.file}` doesn't match the `hash` in its description",
                    resource.hash_span or resource.span,
                    hint=f"run `ria-deck fetch {resource.name}` to download it again"
                    if resource.url
                    else "update the hash",
                )
        return True

    def _check_foreign_key(
        self, key: ForeignKey, resource: Resource, grid: Grid, columns: Mapping[str, list[Any]], faults: Faults
    ) -> None:
        if key.resource:
            target = self.package.resources.get(key.resource)
            other = self[target.identifier] if target else None
            if other is None:
                return  # told already
            wanted: Mapping[str, Any] = other.columns
        else:
            wanted = columns
        if not all(name in wanted for name in key.reference_fields):
            return
        known = set(zip(*(wanted[name] for name in key.reference_fields), strict=True))
        index = grid.names.index(key.fields[0])
        for row, found in enumerate(zip(*(columns[name] for name in key.fields), strict=True)):
            if None in found or found in known:
                continue
            shown = ", ".join(f"`{part}`" for part in found)
            choices = [str(entry[0]) for entry in known if len(entry) == 1 and entry[0] is not None]
            faults.add(
                Fault(
                    row,
                    index,
                    "RD328",
                    f"{shown} is not in `{key.resource or resource.name}`",
                    lambda row=row: grid.span(row, index),  # type: ignore[misc]
                    label=did_you_mean(str(found[0]), sorted(choices)) if 0 < len(choices) <= 5000 else "",
                    hint=f"use a value of `{', '.join(key.fields)}` that is in its `{', '.join(key.reference_fields)}`",
                )
            )


def read_grid(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """The file's cells, by the reader of its format; each is imported when a table needs it."""
    match resource.format:
        case "xlsx":
            from ria_deck.data.read_excel import read_excel

            return read_excel(root, resource, report, faults)
        case "json":
            from ria_deck.data.read_json import read_json

            return read_json(root, resource, report, faults)
        case "parquet":
            from ria_deck.data.read_parquet import read_parquet

            return read_parquet(root, resource, report, faults)
        case _:
            from ria_deck.data.read_csv import read_csv

            return read_csv(root, resource, report, faults)


def load_tables(root: Path, report: Report) -> Tables:
    """The tables of the project at `root`, by the names they have in expressions; faults are told in `report`."""
    return Tables(root, load_package(root, report), report)


def tell_table_errors(root: Path, report: Report) -> None:
    """The errors of all tables, for where the content has some too: nothing reads tables before those are mended. A
    folder that was refused is not told again by its files."""
    if any(told.span is not None and told.span.path == FOLDER for told in report.diagnostics):
        return
    found = Report()
    load_tables(root, found).read_all()
    report.extend(told for told in found.diagnostics if told.severity is Severity.ERROR)
