"""A table as DrawingML's `a:tbl`: a real head row, groups that span, hairlines by the style."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from ria_deck.model.chart import Rect
from ria_deck.model.deck import RowKind, Table, TableCell, TableRow
from ria_deck.model.theme import EMU_PER_PT, Slot, Theme
from ria_deck.model.tint import CellBar
from ria_deck.render.pptx.drawingml.colors import fill_xml, tint_xml
from ria_deck.render.pptx.drawingml.text import RunSettings, paragraph_xml
from ria_deck.render.pptx.master.table_style import style_id
from ria_deck.render.pptx.slides.drawing import Pen
from ria_deck.render.pptx.slides.shapes import ShapeContext, frame

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
PAD_X = 91_440  # EMU inside of a cell, left and right
BAR = 0.62  # of a row's height, at most
GAP = 0.3  # between a bar and its number, as a multiple of the size


def table_shape(canvas: ShapeContext, slot: Slot, table: Table) -> str:
    """The table in its placeholder. Column widths and row heights are the table's own."""
    widths = _widths(table, slot)
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    first = ' firstRow="1"' if table.rows and table.rows[0].kind is RowKind.HEAD else ""
    last = ' lastRow="1"' if table.rows and table.rows[-1].kind is RowKind.TOTAL else ""
    styled = {id(table.rows[0])} if first else set()
    if last:
        styled.add(id(table.rows[-1]))
    rows = "".join(_row(canvas, slot, table, row, styled=id(row) in styled) for row in table.rows)
    style = style_id(canvas.deck.theme, canvas.layout)
    graphic = (
        f"<a:tbl><a:tblPr{first}{last}><a:tableStyleId>{style}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
    )
    height = sum(round(row.height * EMU_PER_PT) for row in table.rows)
    return frame(canvas, slot, f"Table {table.name}", table.alt, graphic, URI, height=height)


def _widths(table: Table, slot: Slot) -> list[int]:
    widths = [int(share * slot.box.width) for share in table.widths]
    widths[-1] += slot.box.width - sum(widths)
    return widths


def cell_bars(canvas: ShapeContext, slot: Slot, table: Table) -> list[str]:
    """Bars before the numbers of their cells: rectangles over the table, which leaves them room."""
    pen = Pen(canvas=canvas, x=slot.box.x, y=slot.box.y)
    edges = [0.0, *accumulate(width / EMU_PER_PT for width in _widths(table, slot))]
    tops = accumulate((row.height for row in table.rows), initial=0.0)
    return [
        _bar(pen, table, cell, cell.bar, edges[column : column + 2], (top, row.height), column)
        for row, top in zip(table.rows, tops, strict=False)
        for column, cell in row.placed
        if cell.bar is not None
    ]


def _bar(
    pen: Pen,
    table: Table,
    cell: TableCell,
    bar: CellBar,
    edges: Sequence[float],
    place: tuple[float, float],
    column: int,
) -> str:
    """A bar in a row's `place`, its top and height."""
    left, right = edges
    pad = PAD_X / EMU_PER_PT
    room = (right - left - 2 * pad) * table.bars[column]
    high = min(place[1] * BAR, table.size)
    box = Rect(
        x=left + pad + room * bar.start,
        y=place[0] + (place[1] - high) / 2,
        width=room * (bar.end - bar.start),
        height=high,
    )
    return pen.rectangle(f"Bar of {cell.text.text}", box, fill=bar.role)


def _row(canvas: ShapeContext, slot: Slot, table: Table, row: TableRow, *, styled: bool) -> str:
    cells = "".join(
        _cell(canvas, table, row, cell, before=_before(table, cell, column, slot), styled=styled)
        for column, cell in row.placed
    )
    return f'<a:tr h="{round(row.height * EMU_PER_PT)}">{cells}</a:tr>'


def _before(table: Table, cell: TableCell, column: int, slot: Slot) -> int:
    """What stands before a cell's text, in EMU: its margin, and its bar."""
    if cell.bar is None:
        return PAD_X
    inside = table.widths[column] * slot.box.width - 2 * PAD_X
    return round(PAD_X + inside * table.bars[column] * cell.bar.end + GAP * table.size * EMU_PER_PT)


def _cell(canvas: ShapeContext, table: Table, row: TableRow, cell: TableCell, *, before: int, styled: bool) -> str:
    """A cell, and the ones that it covers; a row that the table style knows has its look from there."""
    theme = canvas.deck.theme
    head = row.kind in {RowKind.HEAD, RowKind.GROUP}
    setting = RunSettings(
        theme=theme,
        link=canvas.link,
        ground=canvas.layout.ground,
        size=table.size,
        color="sea" if head and not styled and "sea" in theme.colors else "",
        bold=True if (head or row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL)) and not styled else None,
        pitch=table.size * theme.cell_leading if theme.exact else 0.0,
    )
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    rule = _rule(table, row, cell, theme)
    anchor = "b" if head else "ctr"
    above = round(table.padding * EMU_PER_PT)
    padding = f'marL="{before}" marR="{PAD_X}" marT="{above}" marB="{above}" anchor="{anchor}"'
    ground = tint_xml(cell.ground.tint(theme.colors), theme) if cell.ground is not None else ""
    properties = f"<a:tcPr {padding}>{rule}{ground}</a:tcPr>" if rule or ground else f"<a:tcPr {padding}/>"
    # a template's text outside of placeholders may be centred unless it says otherwise
    align = "left" if theme.template and cell.align == "start" else cell.align
    text = paragraph_xml(cell.text, setting, align) if cell.text.runs else _empty(canvas, table)
    covered = (
        f'<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/>{_empty(canvas, table)}</a:txBody>{properties}</a:tc>'
    ) * (cell.span - 1)
    return f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>{properties}</a:tc>{covered}"


def _rule(table: Table, row: TableRow, cell: TableCell, theme: Theme) -> str:
    """The line at a cell's edge that the table's style doesn't give: over a group's sums, under a group's head and, of heads
    in two rows, under the shared ones and the last row."""
    if row.kind is RowKind.SUBTOTAL:
        return f'<a:lnT w="{round(EMU_PER_PT)}" cmpd="sng">{fill_xml("ink", theme)}</a:lnT>'
    heads = [one for one in table.rows if one.kind is RowKind.HEAD]
    if row.kind is not RowKind.GROUP and (row.kind is not RowKind.HEAD or len(heads) == 1):
        return ""
    if row.kind is RowKind.HEAD and row is not heads[-1] and cell.span == 1:
        return "<a:lnB><a:noFill/></a:lnB>"
    role = "sea" if "sea" in theme.colors else "ink"
    return f'<a:lnB w="{round(EMU_PER_PT)}" cmpd="sng">{fill_xml(role, theme)}</a:lnB>'


def _empty(canvas: ShapeContext, table: Table) -> str:
    return f'<a:p><a:endParaRPr lang="{canvas.deck.lang}" sz="{round(table.size * 100)}"/></a:p>'
