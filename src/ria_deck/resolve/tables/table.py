"""Resolve a `{table}` block or a Markdown table into a `Table` with every string decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ria_deck.content.specs.slides import ColumnSpec, MarkdownTableSpec, Message, TableSpec
from ria_deck.data.descriptor import Field
from ria_deck.data.table import DataTable, Row
from ria_deck.data.tables import Tables
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.data_messages import column_message
from ria_deck.i18n.forms.formats import FormatError, Formatter
from ria_deck.model.deck import RowKind, Table, TableCell, TableRow
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Theme
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.key_index import read_cell
from ria_deck.resolve.expressions.table_rows import cell_text, chosen_rows, tell_no_highlight, tell_no_rows
from ria_deck.resolve.tables.cell_marks import CellMarks, cell_marks
from ria_deck.resolve.tables.column_shares import column_shares
from ria_deck.resolve.tables.even_decimals import even_form, has_numbers
from ria_deck.resolve.tables.totals import NUMERIC, Totals
from ria_deck.resolve.transforms.engine import transformed
from ria_deck.source.nearest import did_you_mean

Text = Callable[[Message], Paragraph]

MOST_ROWS = 1_000  # sixty slides of a table that is split; beyond them nobody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column to show; `spec` is the author's or made for a column of the table."""

    spec: ColumnSpec
    align: str
    head: Paragraph | None
    form: str = ""  # of its numbers, so that all have the same decimals


def _title_of(table: str, text: Text, column: Field) -> str:
    return text(column_message(table, column)).text


def resolve_markdown_table(spec: MarkdownTableSpec, text: Text) -> Table:
    """The table as written: its first row is the head; columns are as wide as their longest texts ask for."""
    rows = [
        TableRow(
            cells=tuple(TableCell(text=text(cell), align=align) for cell, align in zip(row, spec.align, strict=True)),
            kind=RowKind.HEAD if index == 0 else RowKind.BODY,
        )
        for index, row in enumerate(spec.rows)
    ]
    return Table(
        name=spec.name,
        rows=tuple(rows),
        widths=column_shares(rows, len(spec.align), [None] * len(spec.align)),
        caption=text(spec.caption) if spec.caption else None,
    )


def resolve_table(
    spec: TableSpec,
    tables: Tables,
    evaluator: Evaluator,
    formatter: Formatter,
    text: Text,
    report: Report,
    *,
    source_tag: str = "",
    theme: Theme,
    total: str = "",
) -> Table | None:
    """The table's rows chosen, sorted, grouped and formatted; None, told in the report, where something is wrong.

    Every cell that comes from data carries its value. A gap shows as “–”. Texts with a translated column show the one
    of the formatter's language; others are marked as being in the language `source_tag` (BCP 47). `total` is the word
    that heads the row of totals.
    """
    table = tables.find(spec.data, spec.data_span)
    if table is not None and spec.transform:
        titled = partial(_title_of, table.name, text)
        table = transformed(table, spec.transform, tables.find, evaluator, report, titled=titled)
    if table is None or not _known_columns(spec, table, report):
        return None
    columns = _columns(spec, table, text)
    rows = _shown(spec, table, evaluator, report)
    if rows is None:
        return None
    columns = [_settled(column, table, rows) for column in columns]
    out = evaluator.chosen(spec.highlight, table) if spec.highlight is not None else ()
    if spec.highlight is not None and out is not None and not {row.index for row in out} & {row.index for row in rows}:
        tell_no_highlight(spec.highlight, report)
    marks = (
        cell_marks([column.spec for column in columns], table, rows, out, theme, report) if out is not None else None
    )
    if marks is None:
        return None
    builder = _TableBuilder(
        spec=spec,
        table=table,
        formatter=formatter,
        text=text,
        report=report,
        columns=columns,
        marks=marks,
        source_tag=source_tag or formatter.language.tag,
        total=total,
    )
    body = builder.body(rows)
    return None if body is None else builder.table_of(body)


def _shown(spec: TableSpec, table: DataTable, evaluator: Evaluator, report: Report) -> Sequence[Row] | None:
    """The rows to show; None, reported, for none at all and for more than anybody reads."""
    rows = chosen_rows(table, evaluator, spec.where, spec.sort, spec.limit, spec.span)
    if rows is None:
        return None
    if not rows:
        tell_no_rows("RD610", "table", spec, report)
        return None
    if len(rows) > MOST_ROWS:
        report.error(
            "RD624",
            f"{len(rows):,} rows of `{spec.data}` are too many for a table",
            spec.where.span if spec.where else spec.data_span,
            hint=f"select some with `where` or `limit`; the limit is {MOST_ROWS:,} rows",
        )
        return None
    return rows


def _known_columns(spec: TableSpec, table: DataTable, report: Report) -> bool:
    asked: list[tuple[str, Span]] = [(column.field, column.span) for column in spec.columns]
    asked += [(name, spec.sort_span or spec.span) for name, _ in spec.sort]
    asked += [(spec.group_by, spec.group_span or spec.span)] if spec.group_by else []
    unknown = [(name, span) for name, span in asked if name not in table.columns]
    for name, span in unknown:
        words = f"the table `{spec.data}` has no column `{name}`"
        report.error("RD601", words, span, label=did_you_mean(name, table.column_names))
    return not unknown


def _columns(spec: TableSpec, table: DataTable, text: Text) -> list[_Column]:
    translations = {other for languages in table.resource.translations.values() for other in languages.values()}
    specs = spec.columns or [
        ColumnSpec(field=name, span=spec.span)
        for name in table.column_names
        if name != spec.group_by and name not in translations
    ]
    columns: list[_Column] = []
    for column in specs:
        numeric = table.field(column.field).type in NUMERIC
        title = column.title or column_message(table.name, table.field(column.field))
        columns.append(
            _Column(
                spec=column,
                align="start" if column.bar else column.align or ("end" if numeric else "start"),
                head=text(title) if title.text else None,
            )
        )
    return columns


def _settled(column: _Column, table: DataTable, rows: Sequence[Row]) -> _Column:
    """The column as its rows ask for it: numbers that a step has computed stand at the right too, and all have the same
    decimals, where nobody says another form."""
    field = table.field(column.spec.field)
    if not has_numbers(rows, column.spec.field):
        return column
    align = "end" if field.type == "any" and not (column.spec.align or column.spec.bar) else column.align
    free = not column.spec.format and not field.form
    return replace(column, align=align, form=even_form(rows, column.spec.field) if free else "")


@dataclass(slots=True, kw_only=True)
class _TableBuilder:
    spec: TableSpec
    table: DataTable
    formatter: Formatter
    text: Text
    report: Report
    columns: list[_Column]
    marks: CellMarks
    source_tag: str
    total: str

    def body(self, rows: Sequence[Row]) -> list[TableRow] | None:
        """Head, groups, rows and total; None when a format doesn't suit a column."""
        made: list[TableRow] = []
        if not (self.spec.group_by and self.spec.group_head):
            made += [*self._shared_heads(), self._head()]
        totals = Totals(
            table=self.table, formatter=self.formatter, paragraph=self._paragraph, report=self.report, word=self.total
        )
        summed = [
            (replace(column.spec, format=column.spec.format or column.form), column.align) for column in self.columns
        ]
        for group, members in self._groups(rows):
            if group is not None:
                made.append(self._group(group))
            made.extend(TableRow(cells=tuple(self._cell(column, row) for column in self.columns)) for row in members)
            if self.spec.subtotals:
                made.append(totals.row(summed, members, RowKind.SUBTOTAL, self._name(members[0]).text))
        if self.spec.total:
            made.append(totals.row(summed, rows, RowKind.TOTAL))
        return None if self.report.failed else made

    def table_of(self, rows: Sequence[TableRow]) -> Table:
        """The finished table."""
        spec = self.spec
        return Table(
            name=spec.name,
            rows=tuple(rows),
            widths=column_shares(rows, len(self.columns), [column.spec.width for column in self.columns]),
            asked=frozenset(index for index, column in enumerate(self.columns) if column.spec.width is not None),
            alt=self.text(spec.alt).text if spec.alt else "",
            caption=self.text(spec.caption) if spec.caption else None,
            note=self.text(spec.note) if spec.note else None,
            source=self.text(spec.source) if spec.source else None,
        )

    def _groups(self, rows: Sequence[Row]) -> list[tuple[Row | None, list[Row]]]:
        """Rows by the value of `group_by`, groups in order of first appearance."""
        if not self.spec.group_by:
            return [(None, list(rows))]
        groups: dict[Any, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.raw(self.spec.group_by), []).append(row)
        return [(members[0], members) for members in groups.values()]

    def _shared_heads(self) -> list[TableRow]:
        """A row of the heads that several columns share."""
        if not self.spec.heads:
            return []
        cells: list[TableCell] = []
        at = 0
        for head in self.spec.heads:
            cells += [TableCell(text=Paragraph(runs=())) for _ in range(at, head.first)]
            cells.append(TableCell(text=self.text(head.title), align="center", span=head.last - head.first))
            at = head.last
        cells += [TableCell(text=Paragraph(runs=())) for _ in range(at, len(self.columns))]
        return [TableRow(cells=tuple(cells), kind=RowKind.HEAD)]

    def _head(self) -> TableRow:
        cells = tuple(TableCell(text=column.head or Paragraph(runs=()), align=column.align) for column in self.columns)
        return TableRow(cells=cells, kind=RowKind.HEAD)

    def _group(self, row: Row) -> TableRow:
        """The row that heads a group: its name over the whole width, or, with `group_head`, over the columns that have
        no title of their own, and the titles of the others."""
        name = self._name(row)
        if not self.spec.group_head:
            return TableRow(cells=(TableCell(text=name, span=len(self.columns)),), kind=RowKind.GROUP)
        untitled = [column.spec.title is None for column in self.columns]
        leading = untitled.index(False) if False in untitled else len(untitled)
        cells = [TableCell(text=name, span=max(leading, 1))]
        cells += [
            TableCell(text=(column.head if column.spec.title else None) or Paragraph(runs=()), align=column.align)
            for column in self.columns[max(leading, 1) :]
        ]
        return TableRow(cells=tuple(cells), kind=RowKind.GROUP)

    def _name(self, row: Row) -> Paragraph:
        """The name of a row's group."""
        return self._paragraph(read_cell(self.table, row.index, self.spec.group_by, self.formatter.language.code), "")

    def _cell(self, column: _Column, row: Row) -> TableCell:
        value = read_cell(self.table, row.index, column.spec.field, self.formatter.language.code)
        text = self._paragraph(value, column.spec.format or column.form, column.spec.span)
        return self.marks.marked(TableCell(text=text, align=column.align), column.spec, row)

    def _paragraph(self, value: Value, form: str, span: Span | None = None) -> Paragraph:
        try:
            return cell_text(value, form, self.formatter, self.source_tag)
        except FormatError as problem:
            unplaced = span in (None, self.spec.span) and value.cells  # no place names the column
            named = f"`{value.cells[0].column}`: " if unplaced else ""
            self.report.error("RD214", f"{named}{problem}", span or self.spec.span, hint=problem.hint)
            return Paragraph(runs=())
