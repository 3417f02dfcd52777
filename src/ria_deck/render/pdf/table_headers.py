"""For each cell of a table its place, its scope as a header, and the headers it belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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
    cells: dict[Element, CellAttributes] = {}
    heads: dict[int, list[str]] = defaultdict(list)  # of the table's head, by column
    groups: dict[int, str] = {}  # of the group that the row is in, by column
    covered: dict[int, int] = {}  # column -> rows still covered from above
    rows_of = [(row, part.tag == "thead") for part in table if part.tag in _GROUPS for row in part if row.tag == "tr"]
    for number, (row, in_head) in enumerate(rows_of):
        column = 0
        row_heads: list[str] = []
        if not in_head and all(cell.tag == "th" for cell in row if cell.tag in ("th", "td")):
            groups.clear()
        for cell in row:
            if cell.tag not in ("th", "td"):
                continue
            while covered.get(column):
                covered[column] -= 1
                column += 1
            columns, rows = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            own = f"{name}-{number}-{column}"
            scope = ""
            headers: tuple[str, ...] = ()
            if cell.tag == "th":
                scope = "Row" if cell.get("scope") in ("row", "rowgroup") else "Column"
                for place in range(column, column + columns):
                    if in_head:
                        heads[place].append(own)
                    elif scope == "Column":
                        groups[place] = own
                if scope == "Row":
                    row_heads.append(own)
            else:
                above = [head for place in range(column, column + columns) for head in heads[place]]
                group = [groups[place] for place in range(column, column + columns) if place in groups]
                headers = tuple(dict.fromkeys([*above, *group, *row_heads]))
            cells[cell] = CellAttributes(element=cell, id=own, scope=scope, columns=columns, rows=rows, headers=headers)
            for place in range(column, column + columns):
                covered[place] = rows - 1
            column += columns
    return cells
