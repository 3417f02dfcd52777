"""For each cell of a table its place, its scope as a header, and the headers it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAttributes:
    """`scope` is PDF's (`Column`, `Row`) for a header, else empty; `id` names a header; `headers` are ids."""

    element: Element
    id: str
    scope: str
    columns: int
    rows: int
    headers: tuple[str, ...]


def cells_of(table: Element, name: str) -> dict[Element, CellAttributes]:
    """Every cell by its element; `name` begins the ids. A header of columns rules the cells below it until another one
    covers its column: the head of a group ends where the next group begins."""
    reading = _Heads(name=name)
    rows = [(row, part.tag == "thead") for part in table if part.tag in _GROUPS for row in part if row.tag == "tr"]
    found = (cell for number, (row, in_head) in enumerate(rows) for cell in reading.row(number, row, in_head=in_head))
    return {cell.element: cell for cell in found}


@dataclass(slots=True, kw_only=True)
class _Heads:
    """The headers that rule the next cell of a table, read row by row."""

    name: str
    heads: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # of the table's head, by column
    groups: dict[int, str] = field(default_factory=dict)  # of the group that the row is in, by column
    covered: dict[int, int] = field(default_factory=dict)  # column -> rows still covered from above

    def row(self, number: int, row: Element, *, in_head: bool) -> Iterator[CellAttributes]:
        """The cells of a row."""
        own_cells = [cell for cell in row if cell.tag in ("th", "td")]
        if not in_head and all(cell.tag == "th" for cell in own_cells):
            self.groups.clear()
        column = 0
        row_heads: list[str] = []
        for cell in own_cells:
            while self.covered.get(column):
                self.covered[column] -= 1
                column += 1
            columns, rows = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            own, places = f"{self.name}-{number}-{column}", range(column, column + columns)
            scope = self._scope(cell, own, places, in_head=in_head)
            headers = () if scope else self._above(places, row_heads)
            if scope == "Row":
                row_heads.append(own)
            yield CellAttributes(element=cell, id=own, scope=scope, columns=columns, rows=rows, headers=headers)
            self.covered.update(dict.fromkeys(places, rows - 1))
            column += columns

    def _scope(self, cell: Element, own: str, places: Sequence[int], *, in_head: bool) -> str:
        """What a header rules (empty: the cell is none), noted for the cells below it."""
        if cell.tag != "th":
            return ""
        scope = "Row" if cell.get("scope") in ("row", "rowgroup") else "Column"
        if in_head:
            for place in places:
                self.heads[place].append(own)
        elif scope == "Column":
            self.groups.update(dict.fromkeys(places, own))
        return scope

    def _above(self, places: Sequence[int], row_heads: Sequence[str]) -> tuple[str, ...]:
        above = [head for place in places for head in self.heads[place]]
        group = [self.groups[place] for place in places if place in self.groups]
        return tuple(dict.fromkeys([*above, *group, *row_heads]))
