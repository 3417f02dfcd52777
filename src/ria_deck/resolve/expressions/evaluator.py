"""Evaluate expressions into values that know their cells.

An expression reaches tables, the names it is given, and the functions and filters of `filters`: nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import nodes

from ria_deck.content.specs.message import Condition, Expression
from ria_deck.data.table import DataTable, Rows
from ria_deck.data.tables import Tables
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import MISSING, Formatter
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.budget import A_CELL_SHOWN, Work, count_of
from ria_deck.resolve.expressions.filters import Library
from ria_deck.resolve.expressions.interpreter import Interpreter
from ria_deck.resolve.expressions.key_index import identifier
from ria_deck.resolve.expressions.narrowing import possible_rows
from ria_deck.resolve.expressions.operands import OperandError, cells_of, is_gap, truth
from ria_deck.resolve.expressions.operators import Bound, Purpose
from ria_deck.resolve.expressions.parser import ExpressionError, Parsed, parse
from ria_deck.resolve.expressions.predicates import Flags, MismatchError, UnknownColumnError, flags_of
from ria_deck.resolve.expressions.row_names import RowNames
from ria_deck.resolve.expressions.table_view import TableView
from ria_deck.source.nearest import did_you_mean


class Evaluator:
    """Evaluates the expressions of one deck: its tables, language and names (`report`, `edition`, loop variables)."""

    def __init__(
        self,
        tables: Tables,
        formatter: Formatter,
        names: Mapping[str, Any],
        report: Report,
        work: Work | None = None,
    ) -> None:
        self.tables = tables
        self.formatter = formatter
        self.report = report
        self._work = work or Work()
        self._names = dict(names)
        self._library = Library(formatter)
        self._views: dict[str, TableView] = {}
        self._functions = {name: Bound(name, function) for name, function in self._library.functions.items()}

    def with_names(self, names: Mapping[str, Any]) -> Evaluator:
        """An evaluator that knows these names too (a loop's row)."""
        return self._with({**self._names, **names}, self.report)

    def reporting_to(self, report: Report) -> Evaluator:
        """The same evaluator, its mistakes in another report."""
        return self._with(self._names, report)

    def _with(self, names: Mapping[str, Any], report: Report) -> Evaluator:
        other = Evaluator(self.tables, self.formatter, names, report, self._work)
        other._library, other._functions, other._views = self._library, self._functions, self._views
        return other

    def in_language(self, code: str) -> Evaluator:
        """An evaluator that forms values in another language, for texts that stand there untranslated."""
        return Evaluator(self.tables, self.formatter.in_language(code), self._names, self.report, self._work)

    def evaluate(self, text: str, span: Span) -> Any | None:
        """The value of an expression that stands at `span` (with or without its braces): a Value where it comes from
        tables, a plain value, list, Row or Rows otherwise; None when it failed, which the report then tells."""
        return self._evaluate(text, span, None)

    def observe(self, text: str, span: Span, seen: list[tuple[str, Any]]) -> Any | None:
        """As `evaluate`; adds each table access, as written, with what it gave to `seen`."""
        return self._evaluate(text, span, seen)

    def value_text(self, result: Any, span: Span | None = None) -> tuple[str, Value | None]:
        """A result as readers see it, and the Value to record where it comes from tables."""
        if result is None:
            return "", None
        try:
            self._work.spend(A_CELL_SHOWN * count_of(cells_of(result)))
            text = self._library.shown(result)
        except OperandError as fault:
            self.report.error(fault.code, fault.message, span, label=fault.label, hint=fault.hint)
            return "", None
        except ExpressionError as fault:
            if not self._work.told:
                self._work.told = True
                self.report.error(fault.code, fault.message, span, hint=fault.hint)
            return "", None
        if isinstance(result, (list, tuple)):
            cells = cells_of(result)
            return text, Value(raw=text, cells=cells, text=text) if cells else None
        return text, result.formatted(text) if isinstance(result, Value) and result.cells else None

    def chosen(self, condition: Condition, table: DataTable) -> Rows | None:
        """The rows of a table that a block's condition chooses; None where it failed, which the report then tells."""
        if isinstance(condition, Expression):
            return self.where(condition.text, condition.span, table)
        return self.where(condition.predicate, condition.span, table)

    def where(self, condition: str | Mapping[str, Any], span: Span, table: DataTable) -> Rows | None:
        """The rows of a table for which an expression over its columns holds, or a Vega-Lite predicate; None when it
        failed. A row is left out where a comparison needs a cell that is empty."""
        if isinstance(condition, str):
            return self._where(condition, span, table)
        try:
            flags = flags_of(condition, table.columns, lambda part: self._flags(part, span, table))
        except UnknownColumnError as fault:
            words = f"table `{table.identifier}` has no column `{fault.column}`"
            known = table.column_names
            self.report.error(
                "RD203", words, span, label=did_you_mean(fault.column, known), hint=f"its columns: {', '.join(known)}"
            )
            return None
        except MismatchError as fault:
            kind = table.field(fault.column).type
            words = f"`{fault.column}` is a column of the type {kind} and can't be compared with {fault.value!r}"
            self.report.error("RD211", words, span)
            return None
        return None if flags is None else Rows(table, [index for index, flag in enumerate(flags) if flag])

    def _flags(self, part: Expression | str, span: Span, table: DataTable) -> Flags | None:
        text, place = (part.text, part.span) if isinstance(part, Expression) else (part, span)
        found = self._where(text, place, table)
        kept = set(found.indices) if found is not None else set()
        return None if found is None else [index in kept for index in range(len(table.lines))]

    def _where(self, text: str, span: Span, table: DataTable) -> Rows | None:
        parsed = self._parsed(text, span)
        if parsed is None:
            return None
        columns = {identifier(name): name for name in table.column_names}
        rows = possible_rows(parsed.node, table, columns, lambda part: self._quietly(parsed, part))
        found = self._over_rows(text, span, table, Purpose.FILTER, rows)
        if found is None:
            return None
        return Rows(table, [index for index, result in zip(rows, found, strict=True) if truth(result)])

    def _quietly(self, parsed: Parsed, part: nodes.Node) -> Any:
        """The value of a part of an expression; None where it has none, which is told where it is needed."""
        interpreter = Interpreter(
            parsed=parsed,
            vocabulary=self._library,
            lookup=self.lookup,
            known=self.known,
            work=self._work,
            purpose=Purpose.FILTER,
        )
        try:
            return interpreter.evaluate(part)
        except (ExpressionError, TableFaultError, RecursionError):
            return None

    def each(self, expression: Expression, table: DataTable) -> list[Any] | None:
        """What an expression over the columns gives in each row of a table, a gap where it needs a cell that is empty;
        None where it failed, which the report then tells."""
        return self._over_rows(expression.text, expression.span, table, Purpose.TEXT, range(len(table.lines)))

    def _over_rows(
        self, text: str, span: Span, table: DataTable, purpose: Purpose, rows: Sequence[int]
    ) -> list[Any] | None:
        parsed = self._parsed(text, span)
        if parsed is None:
            return None
        names = RowNames(table, purpose, self.lookup)
        found: list[Any] = []
        for names.row in rows:
            interpreter = Interpreter(
                parsed=parsed,
                vocabulary=self._library,
                lookup=names.find,
                known=lambda: [*names.columns, *self.known()],
                work=self._work,
                purpose=purpose,
                unknown_name=f"table `{table.identifier}` has no column `{{name}}`",
            )
            try:
                found.append(interpreter.run())
            except ExpressionError as fault:
                if fault.code != "RD208" or purpose is Purpose.FILTER:
                    self._tell(fault, "RD203" if fault.code == "RD202" else fault.code, text, span)
                    return None
                found.append(Value(raw=None))
            except TableFaultError:
                return None
        return found

    def _evaluate(self, text: str, span: Span, seen: list[tuple[str, Any]] | None) -> Any | None:
        parsed = self._parsed(text, span)
        if parsed is None:
            return None
        interpreter = Interpreter(
            parsed=parsed,
            vocabulary=self._library,
            lookup=self.lookup,
            known=self.known,
            unlisted=self.tables.unlisted,
            work=self._work,
            purpose=Purpose.TEXT if seen is None else Purpose.CLAIM,
        )
        try:
            result = interpreter.run()
            if isinstance(result, (TableView, Bound)):
                raise ExpressionError(
                    "RD215",
                    f"`{text.strip()}` is {'a table' if isinstance(result, TableView) else 'a function'}, not a value",
                    *parsed.place(parsed.node),
                    hint='write for example cars.value("units", year=2008)',
                )
            if is_gap(result) and not (isinstance(result, Value) and result.text == MISSING):
                raise ExpressionError(
                    "RD208",
                    "this value is missing",
                    *parsed.place(parsed.node),
                    hint='write a fallback with `| default("–")`, or test with `is none`',
                )
        except ExpressionError as fault:
            self._tell(fault, fault.code, text, span)
            return None
        except TableFaultError:
            return None  # told when the table was read
        finally:
            if seen is not None:
                seen.extend(interpreter.seen)
        return result

    def _parsed(self, text: str, span: Span) -> Parsed | None:
        try:
            return parse(text)
        except ExpressionError as fault:
            self._tell(fault, fault.code, text, span)
            return None

    def lookup(self, name: str) -> Any:
        """What a name stands for; KeyError where there is nothing of the name."""
        if name in self._names:
            return self._names[name]
        if name in self._functions:
            return self._functions[name]
        if name not in self._views:
            table = self.tables[name]  # KeyError: the interpreter tells it
            if table is None:
                raise TableFaultError
            self._views[name] = TableView(table, self.formatter)
        return self._views[name]

    def known(self) -> list[str]:
        """The names there are, for hints."""
        return sorted({*self._names, *self._functions, *self.tables})

    def _tell(self, fault: ExpressionError, code: str, text: str, span: Span) -> None:
        if code == "RD216":
            if self._work.told:
                return  # the others found no budget left: one message is enough
            self._work.told = True
            fault.end = len(text)
        self.report.error(
            code, fault.message, part_of(span, text, fault.start, fault.end), label=fault.label, hint=fault.hint
        )


class TableFaultError(Exception):
    """A table that couldn't be read; its faults have been told."""


def part_of(span: Span, text: str, start: int, end: int) -> Span:
    """The place of `text[start:end]` where `text` stands at `span`, with or without the braces around it.

    The whole span where the text stands there in another form: over several lines, or with escapes.
    """
    around = span.end_column - span.column - len(text)
    if span.line != span.end_line or "\n" in text or around < 0 or around > 8 or around % 2:
        return span
    column = span.column + around // 2
    return Span(
        path=span.path,
        line=span.line,
        column=column + start,
        end_line=span.line,
        end_column=column + max(end, start + 1),
        place=span.place,
    )
