"""A table computed from others: values that come from many cells, with a schema of its own."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

from ria_deck.data.descriptor import Field
from ria_deck.data.table import DataTable
from ria_deck.model.cells import MANY, Cell
from ria_deck.model.value import Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DerivedTable(DataTable):
    """A table whose `values` by column know all cells that they come from. It keeps the name of the table that it begins
    with; its rows have numbers instead of keys."""

    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)

    def value(self, row: int, column: str) -> Value:
        """The value of a cell; its `raw` is None for a gap."""
        return self.values[column][row]

    def cell(self, row: int, column: str) -> Cell:
        """The first cell that a value comes from; where it comes from none, a place in the derived table."""
        cells = self.values[column][row].cells
        return cells[0] if cells else Cell(table=self.name, path=self.path, row=f"row={row + 1}", column=column)


@dataclass(frozen=True, slots=True, eq=False)
class TableColumn(Sequence[Value]):
    """What a column of a large table has in some rows: values that are made when they are asked for."""

    table: DataTable
    column: str
    rows: Sequence[int]

    @overload
    def __getitem__(self, index: int) -> Value: ...

    @overload
    def __getitem__(self, index: slice) -> TableColumn: ...

    def __getitem__(self, index: int | slice) -> Value | TableColumn:
        if isinstance(index, slice):
            return TableColumn(self.table, self.column, self.rows[index])
        return self.table.value(self.rows[index], self.column)

    def __len__(self) -> int:
        return len(self.rows)

    def taken(self, rows: Sequence[int]) -> TableColumn:
        """The values of some of its rows, in this order."""
        return TableColumn(self.table, self.column, array("l", map(self.rows.__getitem__, rows)))

    @property
    def raws(self) -> list[Any]:
        """The bare values."""
        return list(map(self.table.columns[self.column].__getitem__, self.rows))

    @property
    def cells(self) -> Sequence[Cell]:
        """All cells that the values come from."""
        return self.table.cells_of(self.column, self.rows)


def taken(held: Sequence[Value], rows: Sequence[int]) -> Sequence[Value]:
    """Some of a column's values, in this order."""
    return held.taken(rows) if isinstance(held, TableColumn) else list(map(held.__getitem__, rows))


def raws_in(held: Sequence[Value]) -> list[Any]:
    """The bare values of a column."""
    return held.raws if isinstance(held, TableColumn) else [value.raw for value in held]


Titled = Callable[[Field], str]  # the title of a column in the deck's language


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of values with their fields, between two steps; every column has `count` values."""

    fields: Mapping[str, Field]
    values: Mapping[str, Sequence[Value]]
    count: int

    def with_column(self, made: Field, values: Sequence[Value]) -> Columns:
        """The columns and one more, or another in the place of one of its name."""
        return Columns({**self.fields, made.name: made}, {**self.values, made.name: values}, self.count)

    def only(self, names: Sequence[str]) -> Columns:
        """Some of the columns, in this order."""
        return Columns({n: self.fields[n] for n in names}, {n: self.values[n] for n in names}, self.count)

    def taken(self, rows: Sequence[int]) -> Columns:
        """Some of the rows, in this order."""
        return Columns(self.fields, {n: taken(held, rows) for n, held in self.values.items()}, len(rows))


def columns_of(table: DataTable, rows: Sequence[int] | None = None) -> Columns:
    """The columns of a table, of certain rows where they are given."""
    numbers = range(len(table.lines)) if rows is None else rows
    fields = {name: table.field(name) for name in table.columns}
    if len(numbers) >= MANY and not isinstance(table, DerivedTable):
        return Columns(fields, {name: TableColumn(table, name, numbers) for name in fields}, len(numbers))
    return Columns(fields, {name: [table.value(row, name) for row in numbers] for name in fields}, len(numbers))


def table_of(columns: Columns, base: DataTable) -> DerivedTable:
    """The columns as a table that goes under the name of the one that they come from."""
    kept = {
        name: {code: other for code, other in languages.items() if other in columns.fields}
        for name, languages in base.resource.translations.items()
        if name in columns.fields
    }
    return DerivedTable(
        resource=replace(base.resource, primary_key=(), translations=kept),
        fields=tuple(columns.fields.values()),
        columns={name: raws_in(held) for name, held in columns.values.items()},
        lines=[0] * columns.count,
        marks=[0] * columns.count,
        places=base.places,
        file_columns=base.file_columns,
        values=columns.values,
        _by_name=columns.fields,
    )


def with_titles(
    made: DerivedTable, columns: Columns, folded: Mapping[str, Sequence[Field]], titled: Titled, language: str
) -> DerivedTable:
    """The table with the titles of columns that were folded into rows as the deck's language has them."""
    for key, fields in folded.items():
        texts = {field.title or field.name: titled(field) for field in fields}
        if key in columns.fields and any(own != text for own, text in texts.items()):
            name = f"{key}@{language}"
            shown = [replace(value, raw=texts.get(value.raw, value.raw)) for value in columns.values[key]]
            columns = columns.with_column(replace(columns.fields[key], name=name), shown)
            resource = replace(made.resource, translations={**made.resource.translations, key: {language: name}})
            made = replace(table_of(columns, made), resource=resource)
    return made
