"""What a table says over time: its last period, the same rows a year before, whether a column rises or peaks.

Rows are gathered by a column (`by`), the table's column of time unless another is named; several rows of one period
are added up. A missing cell is an error, as everywhere, unless `missing="skip"` leaves it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ria_deck.data.table import Rows
from ria_deck.i18n.forms.formats import FormatError, Formatter
from ria_deck.i18n.forms.prose_forms import interval
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.arithmetic import arithmetic
from ria_deck.resolve.expressions.key_index import Key, column_of
from ria_deck.resolve.expressions.operands import OperandError, cells_of, number_of, raw_of, with_cells

if TYPE_CHECKING:
    from ria_deck.resolve.expressions.table_view import TableView

TIME_TYPES = ("yearmonth", "date", "datetime", "year", "quarter", "fiscalyear")
"""Types of columns that hold periods, the finest that a table usually has first."""


class TableSeries:
    """The functions of one table that ask about periods and the order of values."""

    def __init__(self, view: TableView, formatter: Formatter) -> None:
        self._view = view
        self._table = view.table
        self._formatter = formatter

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """What can be called on a table, by name."""
        return {
            "span": self.span,
            "latest": self.latest,
            "last_rows": self.last_rows,
            "year_ago": self.year_ago,
            "rises": self.rises,
            "falls": self.falls,
            "is_max": self.is_max,
            "is_min": self.is_min,
            "peak": self.peak,
            "every": self.every,
        }

    def span(self, column: Any, style: Any = "", **key: Any) -> Value:
        """The first and last period of a column as readers name a range: “January–April 2026”. `raw` is the ISO 8601
        interval; `style` a style of dates, the whole period by default."""
        first = self._view.min(column, missing="skip", **key)
        last = self._view.max(column, missing="skip", **key)
        cells = union(cells_of(first), cells_of(last))
        try:
            text = interval(self._formatter, first.raw, last.raw, str(raw_of(style)))
        except FormatError as problem:
            raise OperandError("RD214", str(problem), at=0, hint=problem.hint) from None
        return Value(raw=f"{_iso(first.raw)}/{_iso(last.raw)}", cells=cells, text=text)

    def latest(self, column: Any, **key: Any) -> Any:
        """The last period of a column of time; of another column, the value in the row of the last period."""
        name = self._view.column(column)
        if self._table.field(name).type in TIME_TYPES or name == self._time(key, "", wanted=False):
            return self._view.max(column, missing="skip", **key)
        return self._view.last(column, by=self._time(key, ""), **key)

    def last_rows(self, n: Any, by: Any = "", **key: Any) -> Rows:
        """The last `n` rows that fit the key, in the order of `by`; rows without it are left out."""
        count = number_of(n, "the number of rows")
        if not isinstance(count, int) or count < 1:
            raise OperandError("RD213", "the number of rows is a whole number from 1 on", at=0)
        order = self._time(key, by)
        held = self._table.columns[order]
        known = sorted((row for row in self._view.fitting(key) if held[row] is not None), key=lambda row: held[row])
        if len(known) < count:
            words = f"`{self._table.identifier}` has {len(known)} rows for this, not {count}"
            raise OperandError("RD206", words, at=0)
        return Rows(self._table, known[-count:])

    def year_ago(self, column: Any, missing: Any = "error", **key: Any) -> Any:
        """The sum of `column` over the same periods one year before those that fit the key; an error where the table
        lacks one of them."""
        name, time = self._view.column(column), self._time({}, "")
        others = [part for part in self._table.key if self._table.field(part).type not in TIME_TYPES]
        held = self._table.columns[time]
        there = {
            (held[row], *(self._table.columns[part][row] for part in others)): row
            for row in range(len(self._table.lines))
        }
        before: list[Value] = []
        rows = self._view.fitting(key)
        if not rows:
            raise self._view.no_row(key)
        for row in rows:
            wanted = _a_year_before(held[row])
            found = there.get((wanted, *(self._table.columns[part][row] for part in others)))
            if found is None:
                raise OperandError("RD206", f"`{self._table.identifier}` has no row for {_iso(wanted)}", at=0)
            before.append(self._view.read(found, name, missing))
        total = Value(raw=0, unit=self._table.field(name).unit)
        for value in before:
            total = total if value.raw is None else arithmetic("+", total, value)
        return with_cells(total, cells_of(list(key.values())))

    def rises(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """Whether each period's value is greater than the one before."""
        return self._ordered(column, by, missing, key, lambda before, after: bool(before < after))

    def falls(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """Whether each period's value is less than the one before."""
        return self._ordered(column, by, missing, key, lambda before, after: bool(before > after))

    def is_max(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """Whether the period that the key names has the greatest value, and alone."""
        return self._outermost(column, by, missing, key, lambda own, other: bool(own > other))

    def is_min(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """Whether the period that the key names has the least value, and alone."""
        return self._outermost(column, by, missing, key, lambda own, other: bool(own < other))

    def peak(self, column: Any, by: Any = "", missing: Any = "error", **key: Any) -> Any:
        """The period of the greatest value; an error where two share it."""
        order = self._time(key, by)
        groups = self._groups(column, order, missing, key)
        best = max(groups, key=lambda group: group[1].raw)
        if sum(group[1].raw == best[1].raw for group in groups) > 1:
            raise OperandError("RD207", f"several values of `{order}` share the greatest `{raw_of(column)}`", at=0)
        return with_cells(best[0], union(*(cells_of(total) for _, total in groups)))

    def every(self, n: Any, by: Any = "", **key: Any) -> Any:
        """Whether the values of `by` in the rows that fit follow each other at steps of `n`."""
        step, order = number_of(n, "the step"), self._time(key, by)
        rows = self._view.fitting(key)
        if len(rows) < 2:
            raise OperandError("RD206", f"`every` compares two rows or more; {len(rows)} fit")
        values = sorted((self._view.read(row, order, "error") for row in rows), key=lambda value: value.raw)
        steps = [_distance(before.raw, after.raw) for before, after in pairwise(values)]
        return with_cells(all(found == step for found in steps), union(*(value.cells for value in values)))

    def _ordered(self, column: Any, by: Any, missing: Any, key: Key, holds: Callable[[Any, Any], bool]) -> Any:
        groups = self._groups(column, self._time(key, by), missing, key)
        if len(groups) < 2:
            raise OperandError("RD206", f"an order needs two values or more; {len(groups)} fit")
        found = all(holds(before.raw, after.raw) for (_, before), (_, after) in pairwise(groups))
        return with_cells(found, union(*(cells_of(total) for _, total in groups)))

    def _outermost(self, column: Any, by: Any, missing: Any, key: Key, beats: Callable[[Any, Any], bool]) -> Any:
        order = self._time(key, by, compared=True)
        own = next((name for name in key if column_of(self._table, name) == order), None)
        if own is None:
            hint = f'write `{order}=…`, or name another column with `by="…"`'
            raise OperandError("RD213", f"nothing says which `{order}` is compared with the others", hint=hint)
        others = {name: value for name, value in key.items() if name != own}
        mine = self._groups(column, order, missing, key)
        if len(mine) != 1:
            raise OperandError("RD207", f"`{own}` names {len(mine)} values, not one", at=own)
        groups = self._groups(column, order, missing, others)
        if len(groups) < 2:
            raise OperandError("RD206", f"`{order}` has no other value to compare with", at=own)
        rest = [total for period, total in groups if period.raw != mine[0][0].raw]
        found = all(beats(mine[0][1].raw, other.raw) for other in rest)
        return with_cells(found, union(cells_of(mine[0][1]), *(cells_of(total) for total in rest)))

    def _groups(self, column: Any, order: str, missing: Any, key: Key) -> list[tuple[Value, Value]]:
        """Each period with its total, in order."""
        name = self._view.column(column)
        held = self._table.columns[order]
        rows: dict[Any, list[int]] = {}
        for row in self._view.fitting(key):
            if held[row] is not None and (self._view.read(row, name, missing).raw is not None):
                rows.setdefault(held[row], []).append(row)
        if not rows:
            raise self._view.no_row(key)
        groups: list[tuple[Value, Value]] = []
        for period in sorted(rows):
            values = [self._view.read(row, name, missing) for row in rows[period]]
            total = values[0]
            for value in values[1:]:
                total = arithmetic("+", total, value)
            groups.append((self._view.read(rows[period][0], order, "error"), total))
        return groups

    def _time(self, key: Key, by: Any, *, wanted: bool = True, compared: bool = False) -> str:
        """The column of time: the one named, else one of which the key names several periods (where it is `compared`,
        one is enough), else the table's finest one that the key leaves free."""
        if raw_of(by):
            return self._view.column(by, at="by")
        times = [field.name for field in self._table.fields if field.type in TIME_TYPES]
        named = {column: value for name, value in key.items() if (column := column_of(self._table, name)) in times}
        if len(named) == 1 and (compared or _several(next(iter(named.values())))):
            return str(next(iter(named)))
        free = [name for name in times if name not in named or _several(named[name])] or times
        primary = [name for name in free if name in self._table.key] or free
        if primary:
            return min(primary, key=lambda name: TIME_TYPES.index(self._table.field(name).type))
        if not wanted:
            return ""
        raise OperandError(
            "RD213", f"`{self._table.identifier}` has no column of time", at="by", hint='name the order: by="…"'
        )


def _several(value: Any) -> bool:
    return isinstance(raw_of(value), (list, tuple)) and len(raw_of(value)) > 1


def _iso(raw: Any) -> str:
    return raw.isoformat() if isinstance(raw, dt.date) else str(raw)


def _a_year_before(raw: Any) -> Any:
    if isinstance(raw, dt.date):
        leap = raw.month == 2 and raw.day == 29
        return raw.replace(year=raw.year - 1, day=28 if leap else raw.day)
    if isinstance(raw, int):
        return raw - 1
    text = str(raw)
    if len(text) >= 4 and text[:4].isdigit():
        return f"{int(text[:4]) - 1:04d}{text[4:]}"
    raise OperandError("RD211", f"`{text}` names no year to go back from", at=0)


def _distance(before: Any, after: Any) -> Any:
    """How far two values are apart: years by number, months by month, dates by day."""
    if isinstance(before, dt.date):
        return (after - before).days
    if isinstance(before, str):
        months: Sequence[int] = [12 * int(text[:4]) + int(text[5:7]) for text in (before, after)]
        return months[1] - months[0]
    return after - before
