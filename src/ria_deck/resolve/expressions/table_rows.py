"""Choose and order rows of a table, and show its cells to readers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ria_deck.content.specs.message import Condition
from ria_deck.content.specs.slides import MapPointsSpec, MapRegionsSpec, TableSpec, TimelineSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.i18n.forms.formats import MISSING, Formatter
from ria_deck.model.text import Paragraph, Run
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.evaluator import Evaluator


def chosen_rows(
    table: DataTable,
    evaluator: Evaluator,
    where: Condition | None,
    sort: Sequence[tuple[str, bool]],
    limit: int | None,
    span: Span,
) -> list[Row] | None:
    """The rows that a block at `span` asks for, in its order, gaps last; None where its condition or order makes no sense,
    which has been reported."""
    found = evaluator.chosen(where, table) if where else table.rows
    if found is None:
        return None
    rows = list(found)
    for name, descending in reversed(sort):
        known = [row for row in rows if row.raw(name) is not None]
        try:
            known.sort(key=lambda row: row.raw(name), reverse=descending)
        except TypeError:
            words = f"the values of `{name}` in `{table.name}` are of different kinds, which have no order between them"
            evaluator.report.error("RD605", words, span, hint="sort by another column, or give its cells one type")
            return None
        rows = known + [row for row in rows if row.raw(name) is None]
    return rows[:limit] if limit is not None else rows


def tell_no_rows(
    code: str, kind: str, spec: TableSpec | TimelineSpec | MapPointsSpec | MapRegionsSpec, report: Report
) -> None:
    """One error for a block of a `kind` (“table”, “map”) that no row is left for, at its filter or else its data."""
    words = f"no rows of `{spec.data}` match this {kind}'s filters" if spec.where else f"`{spec.data}` has no rows"
    report.error(code, words, spec.where.span if spec.where else spec.data_span)


def number_in(row: Row, column: str) -> float | None:
    """The number in a cell; None for a gap and for anything else."""
    raw = row.raw(column)
    return float(raw) if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) else None


def cell_text(value: Value, form: str, formatter: Formatter, source_tag: str) -> Paragraph:
    """A cell in a form: its text in the formatter's language where it has one, else as it stands, marked as being in the
    language `source_tag` (BCP 47). A gap is “–”. Raises FormatError for a form that doesn't suit it."""
    lang = formatter.language.tag
    if value.raw is None:
        return Paragraph(runs=(Run(text=MISSING, lang=lang),))
    if value.text is not None:  # the column of the language
        return Paragraph(runs=(Run(text=value.text, lang=lang, value=value),))
    if isinstance(value.raw, str) and not form:
        lang = source_tag
    shown = formatter.form(value.raw, form or value.form, value.unit)
    return Paragraph(runs=(Run(text=shown, lang=lang, value=value.formatted(shown)),) if shown else ())


def tell_no_highlight(condition: Condition, report: Report) -> None:
    """Note a highlight for which no row is there: a name may be mistyped, or the data have changed."""
    hint = "compare with the values as the table has them, capitals too; or leave the highlight out"
    report.add(Severity.NOTE, "RD635", "the highlight chooses none of the rows", condition.span, hint=hint)
