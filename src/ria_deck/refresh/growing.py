"""A chart's references made longer or shorter: formulas, caches, formats of points and the workbook move together."""

from __future__ import annotations

from ria_deck.ooxml.charts import ChartPart, ChartReference, ChartSeries
from ria_deck.ooxml.formulas import Area, CellAddress, letters
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.spans import Edit, Element, attribute, removed, with_text
from ria_deck.ooxml.workbook import Workbook
from ria_deck.refresh.change import RefusedError

_IN_THE_WAY = ("errBars", "trendline", "datalabelsRange", "fullRef", "filteredSeries")
_GROWN = ("cat", "val")


def resized(
    chart: ChartPart, workbook: Workbook, cells: dict[ChartReference, list[CellAddress]], wanted: int
) -> list[Edit]:
    """Edits that give every category and value reference `wanted` points; `cells` has their new cells afterwards, and
    the cells that are left out are emptied in the workbook. Raises RefusedError (RD843)."""
    for one in chart.root.iter(*_IN_THE_WAY):
        raise RefusedError("RD843", f"a chart with `c:{one.name}` can't grow or shrink")
    edits: list[Edit] = []
    seen: dict[tuple[str, int], int] = {}  # (sheet, column) → its old last row
    for series in chart.series:
        for role, reference in series.references.items():
            if role in _GROWN:
                area = _column_area(chart, workbook, reference)
                seen[area.sheet, area.left] = area.bottom
                edits += _longer(chart, reference, area, wanted)
                cells[reference] = [CellAddress(area.sheet, area.top + index, area.left) for index in range(wanted)]
        edits += _formats_beyond(series, wanted)
    bottoms = {(sheet, bottom) for (sheet, _), bottom in seen.items()}
    if len(bottoms) != 1:
        raise RefusedError("RD843", "the chart can't grow: its series end in different rows")
    sheet, old = bottoms.pop()
    _move_end(workbook, sheet, [column for _, column in seen], old, _last_row(cells, sheet))
    return edits


def _last_row(cells: dict[ChartReference, list[CellAddress]], sheet: str) -> int:
    rows = [
        found[-1].row for reference, found in cells.items() if reference.role in _GROWN and found[-1].sheet == sheet
    ]
    return max(rows)


def _column_area(chart: ChartPart, workbook: Workbook, reference: ChartReference) -> Area:
    found = reference.areas()
    if len(found) != 1 or found[0].left != found[0].right:
        raise RefusedError("RD843", f"the chart can't grow: `{reference.formula}` is not one column")
    area = found[0]
    sheet = workbook.sheet(area.sheet)
    if chart.visible_only and (sheet.hidden_rows or area.left in sheet.hidden_columns):
        raise RefusedError("RD843", "the chart can't grow: its sheet has hidden rows or columns")
    return area


def _longer(chart: ChartPart, reference: ChartReference, area: Area, wanted: int) -> list[Edit]:
    data = chart.package.parts[chart.part]
    formula = reference.element.child("f")
    count = reference.cache.child("ptCount") if reference.cache is not None else None
    if formula is None or count is None:
        raise RefusedError("RD843", "the chart can't grow: one of its caches has no count")
    sheet = reference.formula.rpartition("!")[0]
    column = letters(area.left)
    text = f"{sheet}!${column}${area.top}:${column}${area.top + wanted - 1}"
    edits = [with_text(formula, text), attribute(data, count, "val", str(wanted))]
    return edits + [removed(point) for index, point in reference.points.items() if index >= wanted]


def _formats_beyond(series: ChartSeries, wanted: int) -> list[Edit]:
    """Formats and labels of points that are no longer there."""
    holders: list[Element] = [series.element, *series.element.all("dLbls")]
    found = [one for holder in holders for name in ("dPt", "dLbl") for one in holder.all(name)]
    return [
        removed(one)
        for one in found
        if (index := one.child("idx")) is not None and int(index.get("val", "0")) >= wanted
    ]


def _move_end(workbook: Workbook, sheet: str, columns: list[int], old: int, new: int) -> None:
    """Empty the cells that are left out, or see that those below are free; the sheet's table object moves along."""
    for row in range(min(old, new) + 1, max(old, new) + 1):
        for column in columns:
            cell = CellAddress(sheet, row, column)
            if new < old:
                workbook.put(cell, None)
            elif workbook.content(cell) is not None:
                raise RefusedError("RD843", f"the chart can't grow: {cell} below its data is in use")
    try:
        workbook.move_end(sheet, old, new)
    except OfficePackageError as error:
        raise RefusedError("RD843", f"the chart can't grow: {error}") from error
