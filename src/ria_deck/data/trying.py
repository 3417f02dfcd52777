"""Ways to read a table file that nothing is said about, tried one after the other until one has no fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Faults
from ria_deck.data.finding import TablePlace, find_table
from ria_deck.data.grid import Grid
from ria_deck.data.inferring import infer_type
from ria_deck.data.readers.excel_table import rows_of, sheets_of
from ria_deck.data.readers.workbook import WorkbookError
from ria_deck.data.table_reader import read_grid
from ria_deck.diagnostics import Report

NAMELESS = "label"  # a first column without a head
_MOST_SHEETS = 20
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableTable:
    """A table as it could be read: its description, its cells, a name for each column, and what was left out, in words."""

    resource: Resource
    grid: Grid
    names: tuple[str, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class _TriedSheet:
    name: str
    rows: Sequence[Sequence[Any]]
    place: TablePlace
    merged: bool  # whether cells between the numbers are merged
    groups: frozenset[int] = frozenset()  # rows with names that stand over several columns


def first_readable(root: Path, resource: Resource, data: bytes, report: Report) -> ReadableTable | None:
    """The first way to read the file that has no fault; None, with the faults of the plain way, where there is none."""
    plain, faults = Report(), Faults()
    grid = read_grid(root, resource, plain, faults)
    good = grid is not None and not faults.count
    sheets = _sheets(resource, data) if not good or _is_list(resource, grid) else []
    if grid is not None and good and not sheets:
        return ReadableTable(resource=resource, grid=grid, names=_named(grid.names))
    for sheet, way in ((one, way) for one in sheets for way in _ways(resource, one)):
        found = read_grid(root, way, Report(), tried := Faults())
        if found is not None and not tried.count and found.marks:
            names = _named(found.names if way.dialect.header_rows else _joined(sheet, len(found.names)))
            return ReadableTable(resource=way, grid=found, names=names, left_out=_left_out(sheet))
    report.extend(plain.diagnostics)
    faults.tell(report, resource.file)
    return None


def _is_list(resource: Resource, grid: Grid | None) -> bool:
    """Whether a workbook's first sheet has words only: a list of its sheets, mostly."""
    words = grid is not None and all(infer_type([cell for cell in cells if cell]) == "string" for cells in grid.columns)
    return resource.format == "xlsx" and not resource.dialect.sheet and words


def _sheets(resource: Resource, data: bytes) -> list[_TriedSheet]:
    """The sheets that may have the table: the first of the large ones first."""
    found = list(_found(resource, data))
    most = max((sheet.place.numbers for sheet in found), default=0)
    return sorted(found, key=lambda sheet: sheet.place.numbers * 10 < most)


def _found(resource: Resource, data: bytes) -> Iterator[_TriedSheet]:
    with suppress(csv.Error, UnicodeDecodeError, WorkbookError):  # the plain way has told
        if resource.format == "csv":
            text = data.decode(resource.encoding)
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=resource.dialect.delimiter))
            place = find_table(rows)
            if place is not None:
                yield _TriedSheet("", rows, place, merged=False)
        elif resource.format == "xlsx":
            yield from _in_workbook(resource, data)


def _in_workbook(resource: Resource, data: bytes) -> Iterator[_TriedSheet]:
    """The tables of the sheet that is asked for, or of those that aren't hidden."""
    wanted = resource.dialect.sheet
    names = [name for name, hidden in sheets_of(data).items() if name == wanted or not (wanted or hidden)]
    for name in names[:_MOST_SHEETS]:
        cells, extent = rows_of(data, name)
        place = find_table(cells)
        if place is not None:
            merged = any(place.first <= bottom and top <= place.last for top, _, bottom, _ in extent.merged)
            groups = frozenset(top for top, left, _, right in extent.merged if right > left)
            yield _TriedSheet(name, cells, place, merged, groups)


def _ways(resource: Resource, sheet: _TriedSheet) -> Iterator[Resource]:
    place = sheet.place
    aside = tuple((row, row) for row in place.aside)
    dialect = replace(resource.dialect, sheet=sheet.name, skip_rows=aside)
    for count in _counts(sheet):
        top = place.heads[-count]
        between = tuple((row, row) for row in range(place.heads[-1] + 1, place.first))
        yield replace(
            resource,
            fill_merged=sheet.merged,
            dialect=replace(
                dialect,
                range=place.range(top),
                header_rows=tuple(head - top + 1 for head in place.heads[-count:]),
                skip_rows=(*between, *aside),
            ),
        )
    yield replace(
        resource, fill_merged=sheet.merged, dialect=replace(dialect, range=place.range(place.first), header_rows=())
    )


def _counts(sheet: _TriedSheet) -> list[int]:
    """How many rows the head may have: few first, but those with names of groups of columns belong to it."""
    counts = list(range(1, len(sheet.place.heads) + 1))
    over = next(
        (count for count in counts if sheet.place.heads[-count] not in sheet.groups and count > 1), len(counts) + 1
    )
    wanted = over - 1
    return [*counts[wanted - 1 :], *counts[: wanted - 1]] if wanted > 1 else counts


def _joined(sheet: _TriedSheet, count: int) -> list[str]:
    """Names for columns whose heads are no names: what stands over them, and to the left of it."""
    place = sheet.place
    body = sheet.rows[place.first - 1 : place.last]
    columns = [
        column
        for column in range(place.left - 1, place.right)
        if any(column < len(row) and row[column] not in (None, "") for row in body)
    ]
    names = []
    for column in columns[:count]:
        words: list[str] = []
        for head in place.heads:
            row = sheet.rows[head - 1]
            over = next((row[at] for at in range(min(column, len(row) - 1), -1, -1) if row[at] not in (None, "")), "")
            words += [str(over).strip()] if str(over).strip() not in words else []
        names.append(" ".join(" ".join(words).split()))
    return names + [""] * (count - len(names))


def _named(names: Sequence[str]) -> tuple[str, ...]:
    """Names that tell the columns apart: `label` for a first column without one, numbers behind those of several."""
    found: dict[str, int] = {}
    made = []
    for index, name in enumerate(names):
        plain = name if name and name != "column1" else NAMELESS if index == 0 else f"column{index + 1}"
        found[plain] = found.get(plain, 0) + 1
        made.append(plain if found[plain] == 1 else f"{plain} {found[plain]}")
    return tuple(made)


def _left_out(sheet: _TriedSheet) -> str:
    """What of the sheet isn't read, for the author to look at."""
    place, told = sheet.place, []
    for row in place.aside[:_MOST_TOLD]:
        words = " ".join(str(cell).strip() for cell in sheet.rows[row - 1] if cell not in (None, ""))
        told.append(f"{row} ({words[:40]})")
    more = f" and {len(place.aside) - _MOST_TOLD} more" if len(place.aside) > _MOST_TOLD else ""
    parts = [f"rows without numbers, left out: {', '.join(told)}{more}"] if told else []
    below = sum(any(cell not in (None, "") for cell in row) for row in sheet.rows[place.last :])
    parts += [f"{below} row{'s' if below > 1 else ''} of notes below left out"] if below else []
    return "; ".join(parts).replace("\n", " ")
