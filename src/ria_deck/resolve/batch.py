"""The rows that an edition's decks are made for, each with the id that tells it from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.markdown.expression_scanner import expression_end
from ria_deck.content.report.names import file_name_problem
from ria_deck.content.specs.report_parts import BatchSpec
from ria_deck.content.specs.slides import ReportSpec
from ria_deck.data import Tables
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.evaluator import Evaluator, part_of
from ria_deck.resolve.expressions.operands import kind_of
from ria_deck.resolve.names import NO_ROW, DeckRow, deck_names
from ria_deck.resolve.templates.scope import literal_of

MOST_ROWS = 10_000
_MOST_TOLD = 5  # ids that are wrong; the rest is alike
_OF_THE_BUILD = ("manifest.json", "batch.html")  # what build/ holds beside the rows' folders


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of an edition by their batch ids, in the order of `for`; one without a batch has a row that is none, one
    with a mistake has no rows. `tables` are those that were read to choose them."""

    variable: str = ""
    rows: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    def row(self, batch_id: str, tables: Tables) -> DeckRow:
        """A row for the expressions of its deck, which has then read what the batch read."""
        if not self.variable:
            return NO_ROW
        for name in self.tables:
            tables[name]
        return DeckRow(batch_id, {self.variable: self.rows[batch_id]})

    @property
    def all_rows(self) -> tuple[DeckRow, ...]:
        """Every row as its deck has it."""
        return tuple(DeckRow(name, {self.variable: row}) if name else NO_ROW for name, row in self.rows.items())


WITHOUT = Batch(rows={"": None})
"""Of an edition without a batch."""


def read_batch(spec: ReportSpec, tables: Tables, report: Report) -> Batch:
    """The rows of an edition; without any where its batch has a mistake (reported). Ids are the same in every language: they
    have values as the table has them."""
    batch = spec.batch
    if batch is None:
        return WITHOUT
    evaluator = Evaluator(
        tables, Formatter(spec.language, spec.forms), deck_names(spec, spec.edition, spec.language), own := Report()
    )
    rows = evaluator.evaluate(batch.rows.text, batch.rows.span)
    if rows is not None:
        _check_rows(rows, batch, own)
    found: dict[str, Any] = {}
    seen: dict[str, str] = {}  # as file systems that don't tell capital letters apart have them
    twice: set[str] = set()
    for number, row in enumerate(rows if rows is not None and not own.failed else (), start=1):
        called = _called(row, number)
        name = _id(batch, evaluator.with_names({batch.variable: row}), own)
        if name is None:
            break  # the others have the same mistake
        if len(own.diagnostics) < _MOST_TOLD and name.casefold() not in twice:
            twice |= {name.casefold()} & seen.keys()
            _check_id(name, called, seen, batch, own)
        found[name] = row
        seen.setdefault(name.casefold(), called)
    report.extend(own.diagnostics)
    if own.failed:
        return Batch(variable=batch.variable)
    return Batch(variable=batch.variable, rows=found, tables=tuple(tables.asked))


def _check_rows(rows: Any, batch: BatchSpec, report: Report) -> None:
    span = batch.rows.span
    if isinstance(rows, (str, Mapping)) or not isinstance(rows, Sequence):
        words = f"`for` needs rows of a table, not {kind_of(rows)}"
        report.error("RD210", words, span, hint=f'write `for: "{batch.variable} in table.rows()"`')
    elif not rows:
        words = f"`{batch.rows.text}` has no rows: the batch makes no deck"
        report.error("RD038", words, span, hint="select rows that there are, or remove `batch`")
    elif len(rows) > MOST_ROWS:
        words = f"the batch has {len(rows):,} rows: more than {MOST_ROWS:,}"
        report.error("RD038", words, span, hint="select rows: table.rows(key=…)")


def _called(row: Any, number: int) -> str:
    """A row as its table knows it, for messages."""
    table = getattr(row, "table", None)
    return f"row {table.row_key(row.index)} of `{table.identifier}`" if table is not None else f"row {number}"


def _check_id(name: str, called: str, seen: Mapping[str, str], batch: BatchSpec, report: Report) -> None:
    comma = "can't contain `,`: it separates ids" if "," in name else ""
    problem = file_name_problem(name) or comma or ("is a file of the build" if name.casefold() in _OF_THE_BUILD else "")
    if problem:
        report.error(
            "RD031",
            f"the batch id `{name}` ({called}) {problem}",
            batch.id_span,
            hint="the build makes a folder of this name: use a column of codes",
        )
    elif name.casefold() in seen:
        hint = "capital letters don't count; add what tells the rows apart, like `{{ r.code }}-{{ r.year }}`".replace(
            "r.", f"{batch.variable}."
        )
        words = f"the batch id `{name}` is given twice: to {seen[name.casefold()]} and to {called}"
        report.error("RD037", words, batch.id_span, hint=hint)


def _id(batch: BatchSpec, evaluator: Evaluator, report: Report) -> str | None:
    """The id of a row, values as the table has them; None where one of its expressions fails (reported)."""
    parts: list[str] = []
    for text, start in _pieces(batch.id):
        if start < 0:
            parts.append(text)
            continue
        value = evaluator.evaluate(text, span := part_of(batch.id_span, batch.id, start, start + len(text)))
        shown, _ = evaluator.value_text(value, span)
        if value is None or report.failed:
            return None
        parts.append(literal_of(value, shown)[0])
    return "".join(parts).strip()


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Texts with -1, and each expression in braces with its place."""
    at = 0
    while (start := text.find("{{", at)) >= 0 and (end := expression_end(text, start)) >= 0:
        yield text[at:start], -1
        yield text[start + 2 : end - 2], start + 2
        at = end
    yield text[at:], -1
