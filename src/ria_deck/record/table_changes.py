"""Two states of the tables compared: cells revised, rows and columns that came, went or were renamed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

from ria_deck.record.rows_beside import RowsBeside

_Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell of a table. `old` is None for a row that is new, `new` for one that is gone (the column is then empty)."""

    table: str
    path: str
    row: str
    column: str
    old: Any = None
    new: Any = None

    @property
    def share(self) -> float | None:
        """How far a number moved, as a share of the old one; None where that has no meaning."""
        return moved(self.old, self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """A table: rows and columns that came, went or were renamed, cells that were revised, rows in another order."""

    name: str
    path: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    revised: tuple[CellChange, ...] = ()
    renamed_columns: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # rows whose key alone is another
    reordered: bool = False
    status: str = "changed"  # changed | new | gone

    @property
    def nothing(self) -> bool:
        """Whether the table is the same on both sides."""
        parts = (self.added, self.removed, self.added_columns, self.removed_columns, self.revised)
        if self.renamed_columns or self.renamed or self.reordered:
            return False
        return self.status == "changed" and not any(parts)


def moved(old: Any, new: Any) -> float | None:
    """(new − old) / |old| for two numbers, None where it is not defined."""
    numbers = (int, float)
    if isinstance(old, bool) or isinstance(new, bool) or not isinstance(old, numbers) or not isinstance(new, numbers):
        return None
    return None if old == 0 else (new - old) / abs(old)


def compare_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[TableChange, ...]:
    """What changed from one set of tables, recorded by name as a manifest has them, to another."""
    return tuple(_tables(before, after))


def _tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[TableChange]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            there = new or old
            assert there is not None
            yield TableChange(name=name, path=there["path"], status="gone" if new is None else "new")
            continue
        change = _table(name, old, new)
        if not change.nothing:
            yield change


def _table(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> TableChange:
    alike = _both_beside(old, new)
    before, after, moved_rows = _unlike_rows(old, new) if alike else (_rows(old), _rows(new), False)
    columns = () if alike else _renamed_columns(old, new)
    back = {now: then for then, now in columns}
    names = [back.get(column, column) for column in new["columns"]]
    if columns:
        after = _rows({**new, "columns": names, "key": old["key"]})
    rows = _renamed_rows(before, after, old.get("key") or ())
    gone, come = {then for then, _ in rows}, {now for _, now in rows}
    kept = [row for row in before if row in after]
    revised = [
        CellChange(table=name, path=new["path"], row=row, column=column, old=before[row].get(column), new=value)
        for row in kept
        for column, value in after[row].items()
        if column in before[row] and before[row][column] != value
    ]
    return TableChange(
        name=name,
        path=new["path"],
        added_columns=_missing_in(names, old["columns"]),
        removed_columns=_missing_in(old["columns"], names),
        added=_missing_in(after, (*before, *come)),
        removed=_missing_in(before, (*after, *gone)),
        revised=tuple(revised),
        renamed_columns=columns,
        renamed=rows,
        reordered=moved_rows or kept != [row for row in after if row in before],
    )


def _both_beside(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether both are large tables with the same columns."""
    large = isinstance(old["rows"], RowsBeside) and isinstance(new["rows"], RowsBeside)
    return large and all(old[part] == new[part] for part in ("columns", "key"))


def _missing_in(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The names that aren't among others."""
    there = set(others)
    return tuple(name for name in names if name not in there)


def _renamed_columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Columns that are called otherwise and hold the same cells."""
    if not old["rows"] or len(old["rows"]) != len(new["rows"]):
        return ()
    gone = [column for column in old["columns"] if column not in new["columns"]]
    come = [column for column in new["columns"] if column not in old["columns"]]
    pairs: list[tuple[str, str]] = []
    for column in gone:
        cells = _cells_of(old, column)
        same = [other for other in come if _cells_of(new, other) == cells]
        if len(same) == 1:
            pairs.append((column, same[0]))
            come.remove(same[0])
    return tuple(pairs)


def _cells_of(table: Mapping[str, Any], column: str) -> list[Any]:
    place = table["columns"].index(column)
    return [row[place] for row in table["rows"]]


def _renamed_rows(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], key: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Rows that have another key and otherwise the same cells, where that is unmistakable."""
    if not key:
        return ()
    gone = {name: _beside_key(row, key) for name, row in before.items() if name not in after}
    come = {name: _beside_key(row, key) for name, row in after.items() if name not in before}
    pairs: list[tuple[str, str]] = []
    for name, cells in gone.items():
        same = [other for other, others in come.items() if others == cells and cells]
        if len(same) == 1 and list(gone.values()).count(cells) == 1:
            pairs.append((name, same[0]))
    return tuple(pairs)


def _beside_key(row: Mapping[str, Any], key: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((column, repr(cell)) for column, cell in row.items() if column not in key))


def _rows(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows by key (`year=2008`), or by number where the table has none."""
    columns = table["columns"]
    return {name: dict(zip(columns, cells, strict=True)) for name, cells in _named_rows(table)}


def _named_rows(table: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The rows with their names: the key (`year=2008`), or the number where the table has none."""
    keys = [(key, table["columns"].index(key)) for key in table.get("key") or ()]
    for number, cells in enumerate(table["rows"], start=1):
        yield ", ".join(f"{key}={cells[at]}" for key, at in keys) if keys else f"row {number}", cells


def _unlike_rows(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[_Rows, _Rows, bool]:
    """The rows of two tables with the same columns that aren't the same in both, by name; and whether rows that both have
    stand in another order. Both are gone through side by side: what waits for its counterpart is what was moved."""
    if old["rows"] == new["rows"]:
        return {}, {}, False
    sides = _Sides()
    for place, both in enumerate(zip_longest(_named_rows(old), _named_rows(new))):
        for side, found in enumerate(both):
            if found is not None:
                sides.take(side, place, *found)
    before, after = (
        {name: dict(zip(old["columns"], cells, strict=True)) for name, cells in one.items()} for one in sides.unlike()
    )
    return before, after, sides.crossed


class _Sides:
    """The rows of two tables as far as they have been gone through."""

    def __init__(self) -> None:
        self._waiting: tuple[dict[str, tuple[int, Sequence[Any]]], ...] = ({}, {})
        self._unlike: tuple[dict[str, Sequence[Any]], ...] = ({}, {})
        self._old, self._new = array("l"), array("l")  # where rows stand that both have

    def take(self, side: int, place: int, name: str, cells: Sequence[Any]) -> None:
        """A row of one side: it waits for the other side's, or has it."""
        if name not in self._waiting[1 - side]:
            self._waiting[side][name] = place, cells
            return
        other_place, other = self._waiting[1 - side].pop(name)
        self._old.append(other_place if side else place)
        self._new.append(place if side else other_place)
        if other != cells:
            self._unlike[side][name], self._unlike[1 - side][name] = cells, other

    def unlike(self) -> Iterator[dict[str, Sequence[Any]]]:
        """What is otherwise or not there on the other side, for each side."""
        for unlike, waiting in zip(self._unlike, self._waiting, strict=True):
            yield {**unlike, **{name: cells for name, (_, cells) in waiting.items()}}

    @property
    def crossed(self) -> bool:
        """Whether any two rows change places."""
        order = sorted(range(len(self._old)), key=self._old.__getitem__)
        return any(self._new[one] > self._new[two] for one, two in pairwise(order))
