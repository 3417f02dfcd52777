"""The rows of sums that close a table and its groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ria_deck.content.specs.slides import ColumnSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.deck import RowKind, TableCell, TableRow
from ria_deck.model.text import Paragraph, Run, TextMark
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.arithmetic import total_of
from ria_deck.resolve.expressions.operands import cells_of, raw_of
from ria_deck.resolve.tables.even_decimals import has_numbers

NUMERIC = ("integer", "number")
_SHARES = ("%", "‰", "percent")  # in a unit or a form: of numbers that have no sum
_RATES = re.compile(r"/|\bper\b")  # in a unit: so much of one thing for each of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums rows of a table; `word` heads their row, `paragraph` gives a value the form of its column."""

    table: DataTable
    formatter: Formatter
    paragraph: Callable[[Value, str, Span | None], Paragraph]
    report: Report
    word: str

    def row(
        self, columns: Sequence[tuple[ColumnSpec, str]], rows: Sequence[Row], kind: RowKind, group: str = ""
    ) -> TableRow:
        """Sums under the columns of numbers; under keys, years, texts, dates, shares and rates nothing, but the word for it
        in the first, with the name of its group. A sum over an empty cell is none: it would pass for the whole."""
        cells = [TableCell(text=self._sum(column, rows), align=align) for column, align in columns]
        if self.word and not cells[0].text.runs:
            words = f"{self.word} ({group})" if group else self.word
            word = Run(text=words, lang=self.formatter.language.tag, marks=frozenset({TextMark.STRONG}))
            cells[0] = TableCell(text=Paragraph(runs=(word,)), align=cells[0].align)
        return TableRow(cells=tuple(cells), kind=kind)

    def _sum(self, column: ColumnSpec, rows: Sequence[Row]) -> Paragraph:
        name = column.field
        if not self._is_summed(column, rows):
            return Paragraph(runs=())
        values = [row[name] for row in rows]
        total = total_of([value.raw for value in values if value.raw is not None])
        sum_ = Value(raw=raw_of(total), unit=self.table.unit(name), cells=cells_of(values))
        gap = next((row for row in rows if row.raw(name) is None), None)
        if gap is not None:
            self._tell_gap(gap, column)
            sum_ = Value(raw=None, unit=sum_.unit, cells=sum_.cells)
        return _strong(self.paragraph(sum_, column.format or self.table.field(name).form, column.span))

    def _is_summed(self, column: ColumnSpec, rows: Sequence[Row]) -> bool:
        """Whether a column has a sum: numbers that count something, unless the author leaves it out."""
        name = column.field
        field, unit = self.table.field(name), self.table.unit(name)
        if column.total is False or not (column.total or (field.type in NUMERIC and name not in self.table.key)):
            return False
        if not has_numbers(rows, name):
            if column.total and any(row.raw(name) is not None for row in rows):
                words = f"`{name}` of `{self.table.name}` has no numbers for `total`"
                self.report.error("RD602", words, column.total_span or column.span)
            return field.type in NUMERIC
        forms = (unit, column.format, field.form)
        shares = any(sign in form for form in forms for sign in _SHARES) or bool(_RATES.search(unit))
        if shares and column.total:
            self.report.error(
                "RD629",
                f"`{name}` of `{self.table.name}` holds shares or rates, which have no sum",
                column.total_span or column.span,
                hint="leave `total` out, or compute the share of the whole in a column of its own",
            )
        return not shares

    def _tell_gap(self, row: Row, column: ColumnSpec) -> None:
        name = column.field
        self.report.warning(
            "RD626",
            f"`{name}` of `{self.table.name}` has no total: a cell is empty",
            column.span,
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
