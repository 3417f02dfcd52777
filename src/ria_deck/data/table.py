"""A checked table: typed columns, and rows of values with their cells made when asked for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, overload

from ria_deck.data.descriptor import Field, Resource
from ria_deck.data.grid import Places
from ria_deck.diagnostics import Span
from ria_deck.model.cells import MANY, Cell, CellRun, ManyCells
from ria_deck.model.value import Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DataTable:
    """A table that keeps its schema.

    `name` is the resource's, `identifier` its name in expressions; `path` the file, relative to the project. `columns`
    holds the typed cells by column, None for a gap; `lines` the line (or row number) of each row in the file, `marks`
    what `places` knows it by.
    """

    resource: Resource
    fields: tuple[Field, ...]
    columns: Mapping[str, Sequence[Any]]
    lines: Sequence[int]
    marks: Sequence[int]
    places: Places
    file_columns: Mapping[str, int]  # a column's place in the file, from 0
    _by_name: Mapping[str, Field] = field(default_factory=dict)
    _texts_of: Mapping[str, str] = field(default_factory=dict)  # columns that a catalog has added, with their own

    @property
    def name(self) -> str:
        """The resource's name."""
        return self.resource.name

    @property
    def identifier(self) -> str:
        """The name in expressions."""
        return self.resource.identifier

    @property
    def path(self) -> str:
        """The file, relative to the project."""
        return self.resource.file

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key; empty where there is none."""
        return self.resource.primary_key

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the table's sources."""
        return self.resource.sources

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns, in the schema's order."""
        return tuple(name for name in self.columns if name not in self._texts_of)

    @property
    def rows(self) -> Rows:
        """All rows, made when they are asked for."""
        return Rows(self, range(len(self.lines)))

    def field(self, column: str) -> Field:
        """The field of a column; KeyError when there is none."""
        return self._by_name[column]

    def unit(self, column: str) -> str:
        """The unit that the schema declares for a column; empty for none."""
        return self._by_name[column].unit

    def localised(self, column: str, language: str) -> str:
        """The column with a column's texts in a language: its translation where the package names one, else itself.

        A language with a region or script (`pt-BR`) falls back to the bare one.
        """
        languages = self.resource.translations.get(column, {})
        for code in (language, language.replace("_", "-").partition("-")[0]):
            other = languages.get(code)
            if other in self.columns:
                return str(other)
        return column

    def row_key(self, row: int) -> str:
        """The row's key as `year=2008, harbour=Kure`; `row=5`, counted from 1, in a table without a primary key."""
        if not self.key:
            return f"row={row + 1}"
        return ", ".join(f"{name}={_plain(self.columns[name][row])}" for name in self.key)

    def cell(self, row: int, column: str) -> Cell:
        """Where a value comes from."""
        own = self._texts_of.get(column, column)
        return Cell(table=self.name, path=self.path, row=self.row_key(row), column=own, line=self.lines[row])

    def cells_of(self, column: str, rows: Sequence[int]) -> Sequence[Cell]:
        """Where the values of rows come from."""
        if len(rows) < MANY:
            return tuple(self.cell(row, column) for row in rows)
        return ManyCells([CellRun(self, self._texts_of.get(column, column), rows)])

    def row_of(self, cell: Cell) -> int | None:
        """The number of the row of a cell; None where the table doesn't have it."""
        lines = self.lines  # in order, but for those of a JSON file, where several rows may share one
        for row in range(bisect_left(lines, cell.line), len(lines)):
            if lines[row] != cell.line:
                break
            if self.row_key(row) == cell.row:
                return row
        return None

    def value(self, row: int, column: str) -> Value:
        """The value of a cell; its `raw` is None for a gap."""
        found = self._by_name[column]
        return Value(raw=self.columns[column][row], unit=found.unit, cells=(self.cell(row, column),), form=found.form)

    def span_of(self, row: int, column: str) -> Span:
        """Where a cell stands in the file."""
        return self.places.cell(self.marks[row], self.file_columns[self._texts_of.get(column, column)])

    def to_translate(self, language: str) -> tuple[str, ...]:
        """The columns whose texts the catalog of a language has, because no other column has them."""
        codes = {language, language.replace("_", "-").partition("-")[0]}
        named = self.resource.translations.items()
        return tuple(column for column, others in named if codes.isdisjoint(others) and column in self.columns)

    def with_texts(self, language: str, texts: Mapping[str, Mapping[str, str]]) -> DataTable:
        """The table with the texts of columns in a language, by column and own text."""
        added = {column: f"{column}@{language}" for column in texts}
        if not added:
            return self
        held = {name: [texts[column].get(raw) for raw in self.columns[column]] for column, name in added.items()}
        languages = {
            column: {**named, **({language: added[column]} if column in added else {})}
            for column, named in self.resource.translations.items()
        }
        return replace(
            self,
            resource=replace(self.resource, translations=languages),
            columns={**self.columns, **held},
            _by_name={**self._by_name, **{name: self._by_name[column] for column, name in added.items()}},
            _texts_of={name: column for column, name in added.items()},
        )

    def record(self) -> dict[str, Any]:
        """What the manifest keeps of the table: file, columns, key, and every row with plain JSON values."""
        columns = [_plain_column(self.columns[name]) for name in self.column_names]
        rows = PlainRows(columns)
        return {
            "path": self.path,
            "columns": list(self.column_names),
            "types": [item.type for item in self.fields],
            "units": [item.unit for item in self.fields],
            "key": list(self.key),
            "rows": rows if len(rows) * len(columns) >= LARGE else list(rows),
        }


LARGE = 50_000  # cells, from which on the rows of a record are made when they are asked for
_PLAIN = {int, str, bool, float, type(None)}


def _plain_column(column: Sequence[Any]) -> Sequence[Any]:
    """Cells as JSON has them."""
    return column if set(map(type, column)) <= _PLAIN else [_plain(cell) for cell in column]


class PlainRows(Sequence[Sequence[Any]]):
    """Columns as rows, which are made when they are asked for."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self._columns = columns

    @overload
    def __getitem__(self, index: int) -> Sequence[Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Any]]: ...

    def __getitem__(self, index: int | slice) -> Sequence[Any]:
        if isinstance(index, slice):
            return list(map(list, zip(*(column[index] for column in self._columns), strict=True)))
        return [column[index] for column in self._columns]

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return map(list, zip(*self._columns, strict=True))


def _plain(raw: Any) -> Any:
    """A raw cell as JSON has it. Decimals keep their digits where a float would lose them, as text."""
    if isinstance(raw, Decimal):
        if raw == raw.to_integral_value() and abs(raw.adjusted()) < 15:
            return int(raw)
        return float(raw) if Decimal(repr(float(raw))) == raw else str(raw)
    return raw.isoformat() if isinstance(raw, dt.date) else raw


@dataclass(frozen=True, slots=True, eq=False)
class Row(Mapping[str, Value]):
    """One row: a mapping of columns to values with their cells."""

    table: DataTable
    index: int

    @property
    def row_key(self) -> str:
        """The values of the row's key joined by `-`; empty in a table without one."""
        return "-".join(str(_plain(self.table.columns[name][self.index])) for name in self.table.key)

    @property
    def line(self) -> int:
        """The line (or row number) in the file."""
        return self.table.lines[self.index]

    def __getitem__(self, column: str) -> Value:
        return self.table.value(self.index, column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.table.columns)

    def __len__(self) -> int:
        return len(self.table.columns)

    def raw(self, column: str) -> Any:
        """The bare cell, None for a gap."""
        return self.table.columns[column][self.index]


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Sequence[Row]):
    """Rows of one table, by their numbers (from 0)."""

    table: DataTable
    indices: Sequence[int]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Rows: ...

    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self.table, self.indices[index])
        return Row(self.table, self.indices[index])

    def __len__(self) -> int:
        return len(self.indices)
