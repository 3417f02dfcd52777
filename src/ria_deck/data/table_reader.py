"""The tables of a data package, each read and checked once, with what is wrong with each of them."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ria_deck.data.checks import typed_columns
from ria_deck.data.descriptor import DataPackage, Field, ForeignKey, Resource
from ria_deck.data.faults import Fault, Faults
from ria_deck.data.grid import Grid
from ria_deck.data.inferring import infer_fields
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import no_file, resolve_inside

_MOST_FILES = 12  # files of data/ that a hint lists


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A table as far as it has been read: its typed columns, the faults of its cells, and its diagnostics. It is `sound`
    if every cell is of its column's type."""

    grid: Grid | None = None
    fields: tuple[Field, ...] = ()
    columns: Mapping[str, list[Any]] = field(default_factory=dict)
    sound: bool = False
    faults: Faults = field(default_factory=Faults)
    report: Report = field(default_factory=Report)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A table that was read and checked. `table` is None where it has an error; `diagnostics` are its own; `others` names
    the tables that its foreign keys led to, which were read with it."""

    table: DataTable | None
    diagnostics: tuple[Diagnostic, ...]
    others: tuple[str, ...]


class TableReader:
    """Reads the tables of a package when they are first asked for, by their names in expressions.

    One reader may serve many decks and be sent to another process: what it has read goes with it.
    """

    def __init__(self, root: Path, package: DataPackage) -> None:
        self.root = root
        self.package = package
        self.resources = {resource.identifier: resource for resource in package.resources.values()}
        self._checked: dict[str, CheckedTable] = {}
        self._readings: dict[str, _Reading] = {}

    def read(self, name: str) -> CheckedTable:
        """A table with its diagnostics; KeyError for a name that the package doesn't have."""
        if name not in self._checked:
            self._checked[name] = self._check(self.resources[name])
        return self._checked[name]

    def read_all(self) -> None:
        """Read and check every table of the package."""
        for name in self.resources:
            self.read(name)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_readings": {}}  # what is half read stays here

    def _check(self, resource: Resource) -> CheckedTable:
        reading = self._reading(resource)
        targets: dict[str, None] = {}
        for key in resource.foreign_keys if reading.sound else ():
            target = self.package.resources.get(key.resource) if key.resource else None
            if target is not None:
                targets[target.identifier] = None
            self._check_foreign_key(key, resource, reading, target)
        reading.faults.tell(reading.report, resource.file)
        grid, reading.grid = reading.grid, None  # of those that lead here, keys need only the columns
        return CheckedTable(
            table=_table(resource, reading, grid) if grid is not None and not reading.faults.failed else None,
            diagnostics=tuple(reading.report.diagnostics),
            others=tuple(targets),
        )

    def _reading(self, resource: Resource) -> _Reading:
        """The table's cells, of their types; tables may refer to each other in a circle, so this follows no key."""
        name = resource.identifier
        if name not in self._readings:
            self._readings[name] = reading = _Reading()
            if resource.sound and self._has_file(resource, reading.report):
                reading.grid = read_grid(self.root, resource, reading.report, reading.faults)
            if reading.grid is not None:
                _type(reading, reading.grid, resource)
        return self._readings[name]

    def _has_file(self, resource: Resource, report: Report) -> bool:
        path = resolve_inside(self.root, resource.file, report, resource.path_span)
        if path is None:
            return False
        if not path.is_file():
            words, hint = _absent(resource, path)
            report.error("RD310", words, resource.path_span, hint=hint)
            return False
        algorithm, _, digest = resource.hash.partition(":")
        if digest and hashlib.new(algorithm, path.read_bytes(), usedforsecurity=False).hexdigest() != digest:
            again = f"run `ria-deck fetch {resource.name}` to download it again"
            report.warning(
                "RD332",
                f"`{resource.file}` doesn't match the `hash` in its description",
                resource.hash_span or resource.span,
                hint=again if resource.url else "update the hash",
            )
        return True

    def _check_foreign_key(
        self, key: ForeignKey, resource: Resource, reading: _Reading, target: Resource | None
    ) -> None:
        wanted = reading.columns
        if key.resource:
            other = self._reading(target) if target else None
            if other is None or not other.sound:
                return  # reported already
            wanted = other.columns
        if not all(name in wanted for name in key.reference_fields):
            return
        grid = reading.grid
        assert grid is not None
        known = set(zip(*(wanted[name] for name in key.reference_fields), strict=True))
        index = grid.names.index(key.fields[0])
        for row, found in enumerate(zip(*(reading.columns[name] for name in key.fields), strict=True)):
            if None not in found and found not in known:
                reading.faults.add(_unknown_key(key, resource.name, grid, (row, index), found, known))


def _absent(resource: Resource, path: Path) -> tuple[str, str]:
    """What to say, and what to do, about a table whose file isn't there."""
    if resource.url:
        words = f"the table `{resource.name}` has not been fetched yet"
        return words, f"run `ria-deck fetch {resource.name}` to download it"
    if path.exists():
        return f"`{resource.file}` {no_file(path)}", ""
    near = [entry.name for entry in sorted(path.parent.glob("*"))] if path.parent.is_dir() else []
    there = [name for name in near if name != "datapackage.yaml"]
    contents = f"{path.parent.name}/ contains {listing(there, 'and')}" if 0 < len(there) <= _MOST_FILES else ""
    return f"the file `{resource.file}` doesn't exist", did_you_mean(path.name, near) or contents


def _unknown_key(
    key: ForeignKey,
    table: str,
    grid: Grid,
    cell: tuple[int, int],
    found: tuple[Any, ...],
    known: Collection[tuple[Any, ...]],
) -> Fault:
    """A row whose foreign key leads to no row of the other table."""
    row, column = cell
    choices = [str(entry[0]) for entry in known if len(entry) == 1 and entry[0] is not None]
    return Fault(
        row,
        column,
        "RD328",
        f"{', '.join(f'`{part}`' for part in found)} is not in `{key.resource or table}`",
        lambda: grid.span(row, column),
        label=did_you_mean(str(found[0]), sorted(choices)) if 0 < len(choices) <= 5000 else "",
        hint=f"use a value of `{', '.join(key.fields)}` that is in its `{', '.join(key.reference_fields)}`",
    )


def _type(reading: _Reading, grid: Grid, resource: Resource) -> None:
    """Give the cells their columns' types, or infer types where the package declares none."""
    reading.columns = typed_columns(grid, resource, reading.faults)
    reading.sound = not reading.faults.count
    if resource.fields is not None:
        reading.fields = resource.fields
        return
    reading.fields = infer_fields(grid, resource)
    listed = ", ".join(f"{field.name} ({field.type})" for field in reading.fields)
    reading.report.warning(
        "RD309",
        f"the table `{resource.name}` has no schema",
        resource.span,
        hint=f"its columns are read as: {listed}; declare them under `schema: {{fields: …}}`",
    )


def _table(resource: Resource, reading: _Reading, grid: Grid) -> DataTable:
    return DataTable(
        resource=resource,
        fields=reading.fields,
        columns=reading.columns,
        lines=array("l", (grid.places.line(mark) for mark in grid.marks)),
        marks=array("l", grid.marks),
        places=grid.places,
        file_columns={name: grid.names.index(name) for name in reading.columns},
        _by_name={field.name: field for field in reading.fields},
    )


def read_grid(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """The file's cells, by the reader of its format; each is imported when a table needs it."""
    match resource.format:
        case "xlsx":
            from ria_deck.data.readers.excel_table import read_excel

            return read_excel(root, resource, report, faults)
        case "json":
            from ria_deck.data.readers.json_table import read_json

            return read_json(root, resource, report, faults)
        case "parquet":
            from ria_deck.data.readers.parquet_table import read_parquet

            return read_parquet(root, resource, report, faults)
        case _:
            from ria_deck.data.readers.csv_table import read_csv

            return read_csv(root, resource, report, faults)
