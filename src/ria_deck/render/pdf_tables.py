"""A table's HTML goes in; for each cell its place, its scope as a header, and the headers it belongs to come out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`scope` is PDF's (`Column`, `Row`) for a header, else empty; `id` names a header; `headers` are ids."""

    element: HtmlElement
    id: str
    scope: str
    columns: int
    rows: int
    headers: tuple[str, ...]


def cells_of(table: HtmlElement) -> dict[HtmlElement, Cell]:
    """Every cell by its element. A header of columns rules the cells below it until another one covers its column:
    the head of a group ends where the next group begins."""
    name = _name(table)
    cells: dict[HtmlElement, Cell] = {}
    heads: dict[int, list[str]] = defaultdict(list)  # of the table's head, by column
    groups: dict[int, str] = {}  # of the group that the row is in, by column
    covered: dict[int, int] = {}  # column -> rows still covered from above
    for number, row in enumerate(table.iter("tr")):
        in_head = row.getparent().tag == "thead"
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
            cells[cell] = Cell(element=cell, id=own, scope=scope, columns=columns, rows=rows, headers=headers)
            for place in range(column, column + columns):
                covered[place] = rows - 1
            column += columns
    return cells


def _name(table: HtmlElement) -> str:
    """A name for its headers' ids, unique on the page."""
    return next(f"t{index}" for index, other in enumerate(table.getroottree().iter("table"), start=1) if other is table)
