"""Tables as expressions see them: calls such as `cars.value("units", year=2008)` give values with cells."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ria_deck.data.table import DataTable, Rows
from ria_deck.diagnostics import spelled
from ria_deck.i18n.forms.formats import MISSING, Formatter
from ria_deck.model.cells import MANY, Cell, union
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.arithmetic import arithmetic, total_of
from ria_deck.resolve.expressions.key_index import (
    HOLDS,
    Key,
    KeyIndex,
    column_of,
    identifier,
    key_cells,
    no_column,
    read_cell,
)
from ria_deck.resolve.expressions.operands import (
    OperandError,
    cells_of,
    kind_of,
    raw_of,
    with_cells,
)
from ria_deck.resolve.expressions.table_series import TableSeries
from ria_deck.source.nearest import did_you_mean, listing

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Held:
    """What a column has in some rows, and the cells that it comes from."""

    rows: Sequence[int]
    raws: Sequence[Any]
    cells: Sequence[Cell]


class TableView:
    """A table's functions. The formatter's language chooses the columns that translate others' texts."""

    def __init__(self, table: DataTable, formatter: Formatter) -> None:
        self.table = table
        self._language = formatter.language.code
        self._series = TableSeries(self, formatter)
        self._keys = KeyIndex(table)
        self._read_once: dict[str, dict[int, Value]] = {}  # column → row → value: totals go over the same cells

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """What can be called on a table, by name."""
        return {
            "value": self.value,
            "sum": self.sum,
            "mean": self.mean,
            "min": self.min,
            "max": self.max,
            "first": self.first,
            "last": self.last,
            "rows": self.rows,
            "count": self.count,
            "has": self.has,
            **self._series.functions,
        }

    def value(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The cell of `column` in the one row that fits the key."""
        name = self.column(column)
        rows = self._keys.fitting(key)
        if not rows:
            raise self.no_row(key)
        if len(rows) > 1:
            raise self._several(key, rows)
        return with_cells(self._read(rows[0], name, _skips(missing)), cells_of(list(key.values())))

    def sum(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The sum over the rows that fit the key; 0 where none does, though rows have each of its values."""
        numbers = self._numbers(column, missing, key)
        if not numbers.raws and self._keys.unheard(key):
            raise self.no_row(key)
        return self._gathered(total_of(numbers.raws), column, numbers, key)

    def mean(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The mean over the rows that fit the key."""
        numbers = self._numbers(column, missing, key)
        if not numbers.raws:
            raise self.no_row(key)
        total = total_of(numbers.raws)
        return self._gathered(arithmetic("/", total, len(numbers.raws)), column, numbers, key)

    def min(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The least value over the rows that fit the key; its own cell stands first among its cells."""
        return self._extreme(min, column, missing, key)

    def max(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The greatest value over the rows that fit the key; its own cell stands first among its cells."""
        return self._extreme(max, column, missing, key)

    def first(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """The cell of `column` in the first row of those that fit the key: in the order of `by`, else of the file."""
        return self._end(0, column, by, missing, key)

    def last(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """The cell of `column` in the last row of those that fit the key."""
        return self._end(-1, column, by, missing, key)

    def rows(self, **key: Any) -> Rows:
        """The rows that fit the key, all without one, in the order of the file."""
        return Rows(self.table, self._keys.fitting(key))

    def count(self, **key: Any) -> Any:
        """How many rows fit the key; comes from the cells of their keys."""
        rows = self._keys.fitting(key)
        return with_cells(Value(raw=len(rows), cells=key_cells(Rows(self.table, rows))), cells_of(list(key.values())))

    def has(self, **key: Any) -> Any:
        """Whether any row fits the key."""
        rows = self._keys.fitting(key)
        return with_cells(bool(rows), union(key_cells(Rows(self.table, rows[:1])), cells_of(list(key.values()))))

    def fitting(self, key: Key) -> Sequence[int]:
        """The rows, by number, that fit a key."""
        return self._keys.fitting(key)

    def read(self, row: int, column: str, missing: Any = "error") -> Value:
        """A cell; an error for a missing one, unless `missing` is "skip"."""
        return self._read(row, column, _skips(missing))

    def column(self, column: Any, at: int | str = 0) -> str:
        """The name of a column that an expression gives; an error for one that the table doesn't have."""
        name = raw_of(column)
        if not isinstance(name, str):
            raise OperandError("RD213", f"a column name must be text, not {kind_of(column)}", at=at)
        if name not in self.table.columns:
            raise no_column(self.table, name, at)
        return name

    def _numbers(self, column: Any, missing: Any, key: Key) -> _Held:
        name = self.column(column)
        kind = self.table.field(name).type
        if kind not in ("integer", "number", "any"):
            holds = HOLDS.get(kind, "texts")
            raise OperandError("RD211", f"`{name}` contains {holds}, which can't be added up", at=0)
        return self._held(name, missing, key)

    def _held(self, name: str, missing: Any, key: Key) -> _Held:
        """What a column has in the rows that fit a key, without gaps."""
        skip, held = _skips(missing), self.table.columns[name]
        rows = self._without_gaps(self._keys.fitting(key), name, skip)
        if len(rows) >= MANY:
            return _Held(rows, [held[row] for row in rows], self.table.cells_of(name, rows))
        known = self._read_once.setdefault(name, {})
        for row in rows:
            if row not in known:
                known[row] = self._read(row, name, skip)
        values = [known[row] for row in rows]
        return _Held(rows, [value.raw for value in values], union(*(value.cells for value in values)) if values else ())

    def _without_gaps(self, rows: Sequence[int], name: str, skip: bool) -> Sequence[int]:
        """The rows that have a value in a column; an error for one that hasn't, unless they are to be skipped."""
        held = self.table.columns[name]
        gap = next((row for row in rows if held[row] is None), None)
        if gap is None:
            return rows
        if not skip:
            self._read(gap, name, skip)  # raises
        return array("l", (row for row in rows if held[row] is not None))

    def _extreme(self, choose: Callable[..., int], column: Any, missing: Any, key: Key) -> Any:
        name = self.column(column)
        found = self._held(name, missing, key)
        if not found.raws:
            raise self.no_row(key)
        try:
            at = choose(range(len(found.raws)), key=found.raws.__getitem__)
        except TypeError:
            raise OperandError("RD211", f"the values of `{name}` can't be ordered", at=0) from None
        value = self._read(found.rows[at], name, _skips(missing))
        return with_cells(value, union(found.cells, cells_of(list(key.values()))))

    def _end(self, position: int, column: Any, by: Any, missing: Any, key: Key) -> Any:
        name = self.column(column)
        rows = self._keys.fitting(key)
        if not rows:
            raise self.no_row(key)
        if raw_of(by):
            rows = [self._at_end(rows, self.column(by, at="by"), first=position == 0)]
        return with_cells(self._read(rows[position], name, _skips(missing)), cells_of(list(key.values())))

    def _at_end(self, rows: Sequence[int], order: str, *, first: bool) -> int:
        """The one row with the lowest or the highest value of a column."""
        held = self.table.columns[order]
        known = [row for row in rows if held[row] is not None]
        if not known:
            raise OperandError("RD208", f"`{order}` is empty in every row", at="by")
        try:
            extreme = (min if first else max)(held[row] for row in known)
        except TypeError:
            raise OperandError("RD211", f"the values of `{order}` can't be ordered", at="by") from None
        best = [row for row in known if held[row] == extreme]
        if len(best) > 1:
            words = f"{len(best)} rows of `{self.table.identifier}` are equally {'first' if first else 'last'}"
            raise OperandError("RD207", f"{words} by `{order}`", hint="add a key that leaves one of them")
        return best[0]

    def _read(self, row: int, column: str, skip: bool) -> Value:
        value = read_cell(self.table, row, column, self._language)
        if value.raw is None:
            if not skip:
                cell = value.cells[0]
                raise OperandError(
                    "RD208",
                    f"`{column}` is empty in the row {cell.row} of `{self.table.identifier}` ({cell.path}:{cell.line})",
                    at=0,
                    hint='to skip missing values, write `missing="skip"`',
                )
            return value.formatted(MISSING)
        return value

    def _gathered(self, raw: Any, column: Any, numbers: _Held, key: Key) -> Value:
        """A number over many cells, in the column's unit."""
        found = self.table.field(self.column(column))
        cells = union(numbers.cells, cells_of(list(key.values())))
        return Value(raw=raw, unit=found.unit, cells=cells, form=found.form)

    def no_row(self, key: Key) -> OperandError:
        """The error for a key that no row fits."""
        words = _described(key)
        name, at = self.table.identifier, (next(iter(key)) if len(key) == 1 else self._keys.unheard(key))
        if not key:
            return OperandError("RD206", f"table `{name}` has no rows")
        hint = ""
        if at:
            column = column_of(self.table, at) or at
            there = list(dict.fromkeys(str(cell) for cell in self.table.columns[column] if cell is not None))
            meant = did_you_mean(str(raw_of(key[at])), there) if isinstance(raw_of(key[at]), str) else ""
            hint = meant or f"values of `{column}`: {_some(there)}"
        return OperandError("RD206", f"no row of `{name}` has {words}", at=at or None, hint=hint)

    def _several(self, key: Key, rows: Sequence[int]) -> OperandError:
        name = self.table.identifier
        lines = ", ".join(str(self.table.lines[row]) for row in rows[:_MOST_SHOWN])
        lacking = [column for column in self.table.key if identifier(column) not in key and column not in key]
        hint = f"say which one: add {listing([f'{column}=…' for column in lacking], 'and')}" if lacking else "add a key"
        words = f"have {_described(key)}" if key else "match without a key"
        more = ", …" if len(rows) > _MOST_SHOWN else ""
        return OperandError(
            "RD207", f"{len(rows)} rows of `{name}` {words}, not one", label=f"lines {lines}{more}", hint=hint
        )


def _skips(missing: Any) -> bool:
    word = raw_of(missing)
    if word not in ("error", "skip"):
        raise OperandError("RD213", f"`missing` can't be {kind_of(missing)}", at="missing", hint='write missing="skip"')
    return bool(word == "skip")


def _described(key: Key) -> str:
    return ", ".join(f"{name}={raw_of(value)}" for name, value in key.items())


def _some(values: Sequence[str]) -> str:
    """The first values and the last one; quoted where some have blanks or characters that nobody sees."""
    shown = values if len(values) <= _MOST_SHOWN else [*values[: _MOST_SHOWN - 1], "…", values[-1]]
    if any(value != value.strip() or spelled(f"`{value}`") != f"`{value}`" for value in values):
        shown = [f"`{value}`" for value in shown]
    return ", ".join(shown)
