"""Find the rows of a table by keys, and its columns by the names that expressions use."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, product
from operator import mul
from typing import Any

from ria_deck.data.table import DataTable, Rows
from ria_deck.model.cells import MANY, Cell, union
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.operands import OperandError, kind_of, raw_of
from ria_deck.source.nearest import did_you_mean, listing

Key = Mapping[str, Any]

_LARGE = 100_000  # rows: an index of such a table takes more memory than the table
_MOST_LOOKS = 20  # times that it is gone through before it gets one


_NUMBERS = (int, Decimal, float)
_SUITING: dict[str, tuple[type, ...]] = {  # what a key may be for a column's type; a text for all others
    "integer": _NUMBERS,
    "number": _NUMBERS,
    "year": _NUMBERS,
    "boolean": (bool,),
    "date": (dt.date,),
    "datetime": (dt.datetime,),
}


def _day(raw: str, kind: str, at: str) -> dt.date:
    try:
        return (dt.datetime if kind == "datetime" else dt.date).fromisoformat(raw)
    except ValueError:
        raise OperandError("RD211", f"`{raw}` is not a date", at=at, hint="write dates like 2026-06-22") from None


class KeyIndex:
    """Finds the rows of one table by the values of some of their columns."""

    def __init__(self, table: DataTable) -> None:
        self._table = table
        self._rows: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}
        self._looks: Counter[tuple[str, ...]] = Counter()

    def fitting(self, key: Key) -> Sequence[int]:
        """The rows whose columns have the key's values; a list of values takes any of them."""
        wanted: dict[str, Any] = {}
        for name, value in key.items():
            column = column_of(self._table, name)
            if column is None:
                raise no_column(self._table, name, at=name)
            wanted[column] = self._wanted(column, value, name)
        if not wanted:
            return range(len(self._table.lines))
        if any(count > 10_000 for count in accumulate(map(len, wanted.values()), mul)):
            raise OperandError("RD212", "a key with more than 10,000 combinations")
        columns, choices = tuple(wanted), set(product(*wanted.values()))
        if len(self._table.lines) > _LARGE and columns not in self._rows and self._looks[columns] < _MOST_LOOKS:
            self._looks[columns] += 1
            held = zip(*(self._table.columns[column] for column in columns), strict=True)
            return array("l", (row for row, found in enumerate(held) if found in choices))
        index = self._index(columns)
        return sorted({row for one in choices for row in index.get(one, ())})

    def _index(self, columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[int]]:
        """The rows by their values in some columns, made when it is first asked for."""
        if columns not in self._rows:
            index: dict[tuple[Any, ...], list[int]] = {}
            for row, found in enumerate(zip(*(self._table.columns[column] for column in columns), strict=True)):
                index.setdefault(found, []).append(row)
            self._rows[columns] = index
        return self._rows[columns]

    def unheard(self, key: Key) -> str:
        """The first name of a key whose value no row has at all, empty where there is none: a slip of the pen more
        likely than a case that didn't come up."""
        return next((name for name in key if not self.fitting({name: key[name]})), "")

    def _wanted(self, column: str, value: Any, at: str) -> list[Any]:
        raw = raw_of(value)
        if isinstance(raw, (list, tuple)):
            return [choice for item in raw for choice in self._wanted(column, item, at)]
        kind = self._table.field(column).type
        if not isinstance(raw, (str, int, float, Decimal, dt.date, type(None))):
            raise OperandError("RD211", f"{kind_of(value)} can't be used as a key", at=at)
        if raw is None or kind == "any":
            return [raw]
        if kind in ("date", "datetime") and isinstance(raw, str):
            return [_day(raw, kind, at)]
        if kind == "number" and isinstance(raw, float):
            return [Decimal(repr(raw))]
        if not isinstance(raw, _SUITING.get(kind, (str,))) or (isinstance(raw, bool) and kind != "boolean"):
            example = {"string": '"…"', "yearmonth": '"2026-06"'}.get(kind, "without quotes")
            raise OperandError(
                "RD211",
                f"type mismatch: `{column}` contains {HOLDS.get(kind, 'texts')}, but this is {kind_of(value)}",
                at=at,
                hint=f"write {example}" if isinstance(raw, (str, int, float)) else "",
            )
        return [raw]


def column_of(table: DataTable, name: str) -> str | None:
    """The column of a name as expressions have it (`-`, `.` and blanks are `_`); None when there is none."""
    if name in table.columns:
        return name
    return next((column for column in table.columns if identifier(column) == name), None)


def no_column(table: DataTable, name: str, at: int | str | None = None) -> OperandError:
    """The error for a column that there isn't."""
    columns = table.column_names
    return OperandError(
        "RD203",
        f"table `{table.identifier}` has no column `{name}`",
        at=at,
        label=did_you_mean(name, columns),
        hint="" if did_you_mean(name, columns) else f"columns: {listing(columns, 'and')}",
    )


def read_cell(table: DataTable, row: int, column: str, language: str) -> Value:
    """A cell as readers are to see it: a text with translations shows the one of the language, and is compared by
    the one of the column itself."""
    value = table.value(row, column)
    shown = table.localised(column, language)
    if shown == column or value.raw is None:
        return value
    other = table.value(row, shown)
    if other.raw is None:
        return value
    return Value(raw=value.raw, unit=value.unit, cells=(*other.cells, *value.cells), text=str(other.raw))


HOLDS = {
    "string": "texts",
    "integer": "whole numbers",
    "number": "numbers",
    "boolean": "true or false",
    "date": "dates",
    "datetime": "times",
    "year": "years",
    "yearmonth": "months",
}


def identifier(column: str) -> str:
    """A column's name as expressions write it."""
    return column.replace("-", "_").replace(".", "_").replace(" ", "_")


def key_cells(rows: Rows) -> Sequence[Cell]:
    """The cells by which rows are known: their keys, the first column in a table without one."""
    table = rows.table
    columns = table.key or table.column_names[:1]
    if len(rows) >= MANY:
        return union(*(table.cells_of(column, rows.indices) for column in columns))
    return tuple(table.cell(row, column) for row in rows.indices for column in columns)
