"""The columns of a table in; the names that an expression over its rows may use, with one row's values, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ria_deck.data.table import DataTable
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.key_index import identifier
from ria_deck.resolve.expressions.operators import Purpose


class RowNames:
    """The names of one row, which `row` moves from; a name that no column has is looked up outside."""

    def __init__(self, table: DataTable, purpose: Purpose, outside: Callable[[str], Any]) -> None:
        self.table = table
        self.purpose = purpose
        self.outside = outside
        self.names = {identifier(name): name for name in table.column_names}
        self.columns = {name: table.columns[column] for name, column in self.names.items()}
        self.row = 0

    def find(self, name: str) -> Any:
        """A name's value; raises KeyError where there is none. Filters take bare values, and their gaps with a cell."""
        if name not in self.columns:
            return self.outside(name)
        if self.purpose is not Purpose.FILTER:
            return self.table.value(self.row, self.names[name])
        raw = self.columns[name][self.row]
        return Value(raw=None, cells=(self.table.cell(self.row, self.names[name]),)) if raw is None else raw
