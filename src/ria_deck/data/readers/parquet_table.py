"""Read a Parquet file into a `Grid` of typed cells; faults name the row and the column."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Resource
from ria_deck.data.faults import Faults
from ria_deck.data.grid import Grid, check_texts, too_many, without_blank_rows
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import normalise, read_bytes

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 128 * 1024 * 1024
MAX_CHARACTERS = 64_000_000  # of all texts: a text that many rows share is stored once


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
        problem = _too_large(file)
        if problem:
            report.error(problem[0], f"`{resource.file}`: {problem[1]}", where)
            return None
        texts = [field.name for field in file.schema_arrow if _is_text(field.type)]
        table = pyarrow.parquet.ParquetFile(io.BytesIO(data), read_dictionary=texts).read()
        names = tuple(table.column_names)
        columns = tuple(tuple(_cells(table.column(index))) for index in range(len(names)))
    except (pyarrow.ArrowException, OSError, ValueError) as problem:
        report.error("RD316", f"can't read `{resource.file}` as Parquet: {problem}", where)
        return None
    if sum(len(cell) for column in columns for cell in column if isinstance(cell, str)) > MAX_CHARACTERS:
        report.error("RD317", f"`{resource.file}` has more than {MAX_CHARACTERS:,} characters", where)
        return None
    places = ParquetPlaces(resource.file, names)
    grid = Grid(
        names=names, columns=columns, marks=range(1, table.num_rows + 1), places=places, typed=True, header_mark=0
    )
    grid = without_blank_rows(grid)
    check_texts(grid, faults)
    return grid


def _too_large(file: Any) -> tuple[str, str] | None:
    """Code and words for what no table has, by the file's own account, before anything of it is unpacked."""
    nested = next((field.name for field in file.schema_arrow if field.type.num_fields), "")
    if nested:
        return "RD316", f"the column `{nested}` contains lists or records, not values"
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > MAX_UNPACKED:
        return "RD317", f"more than {MAX_UNPACKED // 2**20} MiB when decompressed"
    much = too_many(file.metadata.num_rows, file.metadata.num_columns)
    return ("RD317", much) if much else None


def _is_text(kind: Any) -> bool:
    import pyarrow.types

    return bool(pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind))


def _cells(column: Any) -> Iterator[Any]:
    """The values of a column. A text that stands in many rows is made once."""
    for chunk in column.chunks:
        if hasattr(chunk, "dictionary"):
            texts = [_cell(text) for text in chunk.dictionary.to_pylist()]
            yield from (None if index is None else texts[index] for index in chunk.indices.to_pylist())
        else:
            yield from (_cell(cell) for cell in chunk.to_pylist())


def _cell(cell: Any) -> Any:
    return normalise(cell) if isinstance(cell, str) else cell
