"""Resolve a `{table}` block or a Markdown table into a `Table` with every string decided."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ria_deck.content.specs.slides import ColumnSpec, MarkdownTableSpec, Message, TableSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.data.tables import Tables
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.data_messages import column_message
from ria_deck.i18n.forms.formats import FormatError, Formatter
from ria_deck.model.deck import RowKind, Table, TableCell, TableRow
from ria_deck.model.text import Paragraph, Run, TextMark
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.arithmetic import total_of
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.key_index import read_cell
from ria_deck.resolve.expressions.operands import cells_of, raw_of
from ria_deck.resolve.expressions.table_rows import cell_text, chosen_rows, tell_no_rows
from ria_deck.resolve.transforms.engine import transformed
from ria_deck.source.nearest import did_you_mean

Text = Callable[[Message], Paragraph]

MOST_ROWS = 1_000  # sixty slides of a table that is split; beyond them nobody reads
_NUMERIC = ("integer", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column to show; `spec` is the author's or made for a column of the table."""

    spec: ColumnSpec
    align: str
    head: Paragraph | None


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
        widths=_widths(rows, len(spec.align), [None] * len(spec.align)),
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
    total: str = "",
) -> Table | None:
    """The table's rows chosen, sorted, grouped and formatted; None, told in the report, where something is wrong.

    Every cell that comes from data carries its value. A gap shows as “–”. Texts with a translated column show the one
    of the formatter's language; others are marked as being in the language `source_tag` (BCP 47). `total` is the word
    that heads the row of totals.
    """
    table = tables.find(spec.data, spec.data_span)
    if table is not None and spec.transform:
        table = transformed(table, spec.transform, tables.find, evaluator, report)
    if table is None or not _known_columns(spec, table, report):
        return None
    rows = chosen_rows(table, evaluator, spec.where, spec.sort, spec.limit, spec.span)
    if rows is None:
        return None
    if not rows:
        tell_no_rows("RD610", "table", spec.data, spec.where, spec.data_span, evaluator)
        return None
    if len(rows) > MOST_ROWS:
        report.error(
            "RD624",
            f"{len(rows):,} rows of `{spec.data}` are too many for a table",
            spec.where.span if spec.where else spec.data_span,
            hint=f"select some with `where` or `limit`; the limit is {MOST_ROWS:,} rows",
        )
        return None
    builder = _TableBuilder(
        spec=spec,
        table=table,
        formatter=formatter,
        text=text,
        report=report,
        columns=_columns(spec, table, text),
        source_tag=source_tag or formatter.language.tag,
        total=total,
    )
    body = builder.body(rows)
    return None if body is None else builder.table_of(body)


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
        numeric = table.field(column.field).type in _NUMERIC
        title = column.title or column_message(table.name, table.field(column.field))
        columns.append(
            _Column(
                spec=column,
                align=column.align or ("end" if numeric else "start"),
                head=text(title) if title.text else None,
            )
        )
    return columns


@dataclass(slots=True, kw_only=True)
class _TableBuilder:
    spec: TableSpec
    table: DataTable
    formatter: Formatter
    text: Text
    report: Report
    columns: list[_Column]
    source_tag: str
    total: str

    def body(self, rows: Sequence[Row]) -> list[TableRow] | None:
        """Head, groups, rows and total; None when a format doesn't suit a column."""
        made: list[TableRow] = []
        if not (self.spec.group_by and self.spec.group_head):
            made.append(self._head())
        for group, members in self._groups(rows):
            if group is not None:
                made.append(self._group(group))
            made.extend(TableRow(cells=tuple(self._cell(column, row) for column in self.columns)) for row in members)
        if self.spec.total:
            made.append(self._total(rows))
        return None if self.report.failed else made

    def table_of(self, rows: Sequence[TableRow]) -> Table:
        """The finished table."""
        spec = self.spec
        return Table(
            name=spec.name,
            rows=tuple(rows),
            widths=_widths(rows, len(self.columns), [column.spec.width for column in self.columns]),
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

    def _head(self) -> TableRow:
        cells = tuple(TableCell(text=column.head or Paragraph(runs=()), align=column.align) for column in self.columns)
        return TableRow(cells=cells, kind=RowKind.HEAD)

    def _group(self, row: Row) -> TableRow:
        """The row that heads a group: its name over the whole width, or, with `group_head`, over the columns that have
        no title of their own, and the titles of the others."""
        name = self._paragraph(read_cell(self.table, row.index, self.spec.group_by, self.formatter.language.code), "")
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

    def _cell(self, column: _Column, row: Row) -> TableCell:
        value = read_cell(self.table, row.index, column.spec.field, self.formatter.language.code)
        return TableCell(text=self._paragraph(value, column.spec.format, column.spec.span), align=column.align)

    def _paragraph(self, value: Value, form: str, span: Span | None = None) -> Paragraph:
        try:
            return cell_text(value, form, self.formatter, self.source_tag)
        except FormatError as problem:
            self.report.error("RD214", str(problem), span or self.spec.span, hint=problem.hint)
            return Paragraph(runs=())

    def _total(self, rows: Sequence[Row]) -> TableRow:
        """Sums under the columns of numbers; under keys, years, texts and dates nothing, but the word for it in the first.
        A sum over an empty cell is none: it would pass for the whole."""
        cells = [TableCell(text=self._sum(column, rows), align=column.align) for column in self.columns]
        if self.total and not cells[0].text.runs:
            word = Run(text=self.total, lang=self.formatter.language.tag, marks=frozenset({TextMark.STRONG}))
            cells[0] = TableCell(text=Paragraph(runs=(word,)), align=cells[0].align)
        return TableRow(cells=tuple(cells), kind=RowKind.TOTAL)

    def _sum(self, column: _Column, rows: Sequence[Row]) -> Paragraph:
        name = column.spec.field
        if self.table.field(name).type not in _NUMERIC or name in self.table.key:
            return Paragraph(runs=())
        values = [row[name] for row in rows]
        total = total_of([value.raw for value in values if value.raw is not None])
        sum_ = Value(raw=raw_of(total), unit=self.table.unit(name), cells=cells_of(values))
        gap = next((row for row in rows if row.raw(name) is None), None)
        if gap is not None:
            self._tell_gap(gap, column)
            sum_ = Value(raw=None, unit=sum_.unit, cells=sum_.cells)
        return _strong(self._paragraph(sum_, column.spec.format or self.table.field(name).form, column.spec.span))

    def _tell_gap(self, row: Row, column: _Column) -> None:
        name = column.spec.field
        self.report.warning(
            "RD626",
            f"`{name}` of `{self.table.name}` has no total: a cell is empty",
            column.spec.span,
            hint=f"fill in the cell, or leave the row out: `where: '{name} is not none'`",
            related=((self.table.span_of(row.index, name), "this cell"),),
        )


def _strong(paragraph: Paragraph) -> Paragraph:
    return Paragraph(
        runs=tuple(
            Run(text=run.text, lang=run.lang, marks=run.marks | {TextMark.STRONG}, value=run.value)
            for run in paragraph.runs
        )
    )


def _widths(rows: Sequence[TableRow], count: int, asked: Sequence[float | None]) -> tuple[float, ...]:
    """Shares of the width: those asked for, the rest by the columns' longest texts (wide signs counted twice), damped
    so that a column of short numbers isn't squeezed by one of sentences."""
    given = [width for width in asked if width is not None]
    scale = 100.0 if max(given, default=0.0) > 1 else 1.0
    fixed = [None if width is None else width / scale for width in asked]
    left = max(1.0 - sum(width / scale for width in given), 0.0)
    weights = [
        length**0.7 if width is None else 0.0 for length, width in zip(_longest(rows, count), fixed, strict=True)
    ]
    whole = sum(weights) or 1.0
    shares = [left * weight / whole if width is None else width for weight, width in zip(weights, fixed, strict=True)]
    total = sum(shares) or 1.0
    return tuple(share / total for share in shares)


def _longest(rows: Sequence[TableRow], count: int) -> list[float]:
    """The length of the longest text of each column, of cells that stand in one only."""
    longest = [1.0] * count
    for row in rows:
        starts = accumulate((cell.span for cell in row.cells), initial=0)
        for cell, at in zip(row.cells, starts, strict=False):
            if cell.span == 1 and at < count:
                longest[at] = max(longest[at], _length(cell.text.text))
    return longest


def _length(text: str) -> float:
    """The length of a text's longest line in Latin letters."""
    return max(
        (sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in line) for line in text.split("\n")),
        default=1.0,
    )
