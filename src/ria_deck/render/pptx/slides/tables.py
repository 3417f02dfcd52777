"""A table as DrawingML's `a:tbl`: a real head row, groups that span, hairlines by the style."""

from __future__ import annotations

from ria_deck.model.deck import RowKind, Table, TableCell, TableRow
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.text import RunSettings, paragraph_xml
from ria_deck.render.pptx.master.table_style import style_id
from ria_deck.render.pptx.slides.shapes import ShapeContext, frame

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
PAD_X = 91_440  # EMU inside of a cell, left and right


def table_shape(canvas: ShapeContext, slot: Slot, table: Table) -> str:
    """The table in its placeholder. Column widths and row heights are the table's own."""
    widths = _widths(table, slot)
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    first = ' firstRow="1"' if table.rows and table.rows[0].kind is RowKind.HEAD else ""
    last = ' lastRow="1"' if table.rows and table.rows[-1].kind is RowKind.TOTAL else ""
    styled = {id(table.rows[0])} if first else set()
    if last:
        styled.add(id(table.rows[-1]))
    rows = "".join(_row(canvas, table, row, styled=id(row) in styled) for row in table.rows)
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


def _row(canvas: ShapeContext, table: Table, row: TableRow, *, styled: bool) -> str:
    cells = "".join(_cell(canvas, table, row, cell, styled=styled) for cell in row.cells)
    return f'<a:tr h="{round(row.height * EMU_PER_PT)}">{cells}</a:tr>'


def _cell(canvas: ShapeContext, table: Table, row: TableRow, cell: TableCell, *, styled: bool) -> str:
    """A cell, and the ones that it covers; a row that the table style knows has its look from there."""
    theme = canvas.deck.theme
    head = row.kind in {RowKind.HEAD, RowKind.GROUP}
    setting = RunSettings(
        theme=theme,
        link=canvas.link,
        ground=canvas.layout.ground,
        size=table.size,
        color="sea" if head and not styled and "sea" in theme.colors else "",
        bold=True if (head or row.kind is RowKind.TOTAL) and not styled else None,
        pitch=table.size * theme.cell_leading if theme.exact else 0.0,
    )
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    rule = ""
    if row.kind is RowKind.GROUP:
        role = "sea" if "sea" in theme.colors else "ink"
        rule = f'<a:lnB w="{round(EMU_PER_PT)}" cmpd="sng">{fill_xml(role, theme)}</a:lnB>'
    anchor = "b" if head else "ctr"
    above = round(table.padding * EMU_PER_PT)
    padding = f'marL="{PAD_X}" marR="{PAD_X}" marT="{above}" marB="{above}" anchor="{anchor}"'
    properties = f"<a:tcPr {padding}>{rule}</a:tcPr>" if rule else f"<a:tcPr {padding}/>"
    # a template's text outside of placeholders may be centred unless it says otherwise
    align = "left" if theme.template and cell.align == "start" else cell.align
    text = paragraph_xml(cell.text, setting, align) if cell.text.runs else _empty(canvas, table)
    covered = (
        f'<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/>{_empty(canvas, table)}</a:txBody>{properties}</a:tc>'
    ) * (cell.span - 1)
    return f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>{properties}</a:tc>{covered}"


def _empty(canvas: ShapeContext, table: Table) -> str:
    return f'<a:p><a:endParaRPr lang="{canvas.deck.lang}" sz="{round(table.size * 100)}"/></a:p>'
