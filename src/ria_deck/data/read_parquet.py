"""A Parquet file goes in, a `Grid` of its typed cells comes out; faults name the row and the column."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Faults
from ria_deck.data.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Grid, check_texts
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import normalise, read_bytes

MAX_BYTES = 256 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ParquetPlaces:
    """Cells by row number, from 1, and column."""

    path: str
    names: tuple[str, ...]

    def line(self, mark: int) -> int:
        """The row number: the mark."""
        return mark

    def cell(self, mark: int, column: int) -> Span:
        """The place, in words; mark 0 is the column as a whole."""
        name = self.names[column] if column < len(self.names) else ""
        return Span(path=self.path, line=mark, place=f"row {mark}, column {name}" if mark else f"column {name}")


def read_parquet(root: Path, resource: Resource, report: Report, faults: Faults) -> Grid | None:
    """The file's columns; None, with an error, where it can't be read or holds more than a table."""
    data = read_bytes(root, resource.file, report, limit=MAX_BYTES)
    if data is None:
        return None
    import pyarrow
    import pyarrow.parquet

    where = Span(path=resource.file)
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        rows, width = file.metadata.num_rows, file.metadata.num_columns
        if rows > MAX_ROWS or width > MAX_COLUMNS or rows * width > MAX_CELLS or size > MAX_UNPACKED:
            report.error("RD317", f"`{resource.file}` has {rows:,} rows of {width:,} columns: too many", where)
            return None
        table = file.read()
        names = tuple(table.column_names)
        columns = tuple(tuple(_cell(cell) for cell in table.column(index).to_pylist()) for index in range(len(names)))
    except (pyarrow.ArrowException, OSError, ValueError) as problem:
        report.error("RD316", f"`{resource.file}` is no Parquet file that can be read: {problem}", where)
        return None
    places = ParquetPlaces(resource.file, names)
    grid = Grid(names=names, columns=columns, marks=range(1, rows + 1), places=places, typed=True, header_mark=0)
    check_texts(grid, faults)
    return grid


def _cell(cell: Any) -> Any:
    return normalise(cell) if isinstance(cell, str) else cell
