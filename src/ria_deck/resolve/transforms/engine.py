"""Carries out the steps of a `transform`: pandas groups, orders, joins and reshapes rows; values keep their cells.

Rows go through pandas by their numbers: what it decides is which rows belong together and in which order. The numbers
themselves are computed exactly (`summaries`), so that a sum here is the sum that an expression gives.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any, assert_never

from ria_deck.content.specs.transforms import (
    AggregateStep,
    BinStep,
    CalculateStep,
    CountStep,
    FilterStep,
    FoldStep,
    LookupStep,
    PivotStep,
    TimeUnitStep,
    TotalStep,
    TransformStep,
    WindowStep,
)
from ria_deck.data.descriptor import Field
from ria_deck.data.moments import periods_of
from ria_deck.data.table import DataTable, Rows
from ria_deck.diagnostics import Report, Span
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.operands import OperandError
from ria_deck.resolve.transforms.cells import as_value, raws_of, resting_on, title_of, type_of
from ria_deck.resolve.transforms.classes import binned, counted, in_unit
from ria_deck.resolve.transforms.derived import Columns, Titled, columns_of, raws_in, table_of, taken, with_titles
from ria_deck.resolve.transforms.summaries import field_of, summary
from ria_deck.resolve.transforms.windows import windowed
from ria_deck.source.nearest import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_000_000
_MOST_PIVOTED = 200  # columns
_NUMERIC = ("integer", "number")

Find = Callable[[str, Span], DataTable | None]


class _FailedError(Exception):
    """A step that can't be carried out; reported."""


def transformed(
    table: DataTable,
    steps: Sequence[TransformStep],
    find: Find,
    evaluator: Evaluator,
    report: Report,
    *,
    total: str = "",
    titled: Titled | None = None,
) -> DataTable | None:
    """The table after the steps, under the same name; None where one fails, which has been reported. `find` gives other
    tables by name, `total` is the word for a row of sums, `titled` the title of a column in the deck's language."""
    if not steps:
        return table
    engine = _Engine(table, find, evaluator, report, total)
    first = steps[0]
    try:
        # Of a table of thousands of rows, a deck made for one of them needs few: values are made of those.
        rows = engine.passing(first, table).indices if isinstance(first, FilterStep) else None
        columns = columns_of(table, rows)
        for step in steps if rows is None else steps[1:]:
            columns = engine.after(step, columns)
    except _FailedError:
        return None
    made = table_of(columns, table)
    return (
        made if titled is None else with_titles(made, columns, engine.folded, titled, evaluator.formatter.language.code)
    )


@dataclass(slots=True)
class _Engine:
    base: DataTable
    find: Find
    evaluator: Evaluator
    report: Report
    total: str
    folded: dict[str, list[Field]] = dataclass_field(default_factory=dict)  # by the column that their titles are in

    def after(self, step: TransformStep, columns: Columns) -> Columns:
        """The columns after one step."""
        try:
            return self._after(step, columns)
        except OperandError as fault:
            self.report.error(fault.code, fault.message, step.span, hint=fault.hint)
            raise _FailedError from None

    def _after(self, step: TransformStep, columns: Columns) -> Columns:
        match step:
            case FilterStep():
                return self._filtered(step, columns)
            case CalculateStep():
                return self._calculated(step, columns)
            case AggregateStep():
                return self._aggregated(step, columns)
            case FoldStep():
                return self._folded(step, columns)
            case PivotStep():
                return self._pivoted(step, columns)
            case LookupStep():
                return self._looked_up(step, columns)
            case WindowStep():
                names = [summary.field for summary in step.summaries if summary.field]
                self._check([*names, *step.groups, *(name for name, _ in step.sort)], columns, step.span)
                groups = list(self._groups(step.groups, columns))
                return windowed(step, columns, groups, self._ordered(step.sort, columns), self._blank(step.span))
            case TimeUnitStep():
                self._check([step.field], columns, step.span)
                return in_unit(step, columns, self._blank(step.span))
            case BinStep():
                self._check([step.field], columns, step.span)
                return binned(step, columns, self.evaluator.formatter)
            case CountStep():
                self._check([step.field], columns, step.span)
                return counted(step, columns, self._blank(step.span), self.evaluator.formatter)
            case TotalStep():
                return self._totalled(step, columns)
            case _:
                assert_never(step)

    def passing(self, step: FilterStep, table: DataTable) -> Rows:
        """The rows that a filter leaves."""
        condition = step.condition
        text = condition.text if not isinstance(condition, dict) and hasattr(condition, "text") else condition
        found = self.evaluator.where(text, getattr(condition, "span", step.span), table)
        if found is None:
            raise _FailedError
        return found

    def _filtered(self, step: FilterStep, columns: Columns) -> Columns:
        return columns.taken(list(self.passing(step, table_of(columns, self.base)).indices))

    def _calculated(self, step: CalculateStep, columns: Columns) -> Columns:
        found = self.evaluator.each(step.expression, table_of(columns, self.base))
        if found is None:
            raise _FailedError
        values = [as_value(result) for result in found]
        known = [value for value in values if value.raw is not None]
        unit = known[0].unit if known and len({value.unit for value in known}) == 1 else ""
        made = replace(self._blank(step.span), name=step.name, type=type_of(known), unit=unit)
        return columns.with_column(made, values)

    def _aggregated(self, step: AggregateStep, columns: Columns) -> Columns:
        names = [one.field for one in step.summaries if one.field]
        self._check([*names, *step.groups], columns, step.span)
        groups = list(self._groups(step.groups, columns))
        result = columns if step.joined else columns.taken([rows[0] for rows in groups]).only(step.groups)
        for one in step.summaries:
            held = columns.values[one.field or next(iter(columns.fields))]
            found = [summary(one.op, taken(held, rows)) for rows in groups]
            if step.joined:
                by_row = {row: value for rows, value in zip(groups, found, strict=True) for row in rows}
                found = list(map(by_row.__getitem__, range(columns.count)))
            source = columns.fields.get(one.field)
            result = result.with_column(field_of(one.op, one.name, source, self._blank(step.span)), found)
        return result

    def _folded(self, step: FoldStep, columns: Columns) -> Columns:
        self._check(step.fields, columns, step.span)
        others = [name for name in columns.fields if name not in step.fields]
        rows = [row for row in range(columns.count) for _ in step.fields]
        result = columns.taken(rows).only(others)
        key, heads = self._heads(step, columns)
        keys = [Value(raw=head) for head in heads] * columns.count
        cells = [columns.values[name][row] for row in range(columns.count) for name in step.fields]
        types = {columns.fields[name].type for name in step.fields}
        first = columns.fields[step.fields[0]]
        kind = first.type if len(types) == 1 else "number" if types <= {"integer", "number"} else "any"
        unit = first.unit if len({columns.fields[name].unit for name in step.fields}) == 1 else ""
        value = replace(self._blank(step.span), name=step.value, type=kind, unit=unit, form=first.form)
        return result.with_column(key, keys).with_column(value, cells)

    def _heads(self, step: FoldStep, columns: Columns) -> tuple[Field, list[Any]]:
        """The column of the folded columns' titles, and its cells for one row: periods where the titles name some."""
        fields = [columns.fields[name] for name in step.fields]
        kind, heads = periods_of([title_of(field) for field in fields])
        if kind == "string":
            self.folded[step.key] = fields
        return replace(self._blank(step.span), name=step.key, type=kind), heads

    def _pivoted(self, step: PivotStep, columns: Columns) -> Columns:
        self._check([step.field, step.value, *step.groups], columns, step.span)
        heads = [raw for raw in dict.fromkeys(raws_in(columns.values[step.field])) if raw is not None]
        if len(heads) > _MOST_PIVOTED:
            words = f"`{step.field}` has {len(heads)} values, too many for columns"
            self._fail(words, step.span, f"at most {_MOST_PIVOTED}; filter them first")
        groups = list(self._groups(step.groups, columns))
        result = columns.taken([rows[0] for rows in groups]).only(step.groups)
        own, held = raws_in(columns.values[step.field]), columns.values[step.value]
        for raw in heads:
            found = [taken(held, [row for row in rows if own[row] == raw]) for rows in groups]
            values = [summary(step.op, some) if some else Value(raw=None) for some in found]
            made = field_of(step.op, str(raw), columns.fields[step.value], self._blank(step.span))
            result = result.with_column(made, values)
        return result

    def _looked_up(self, step: LookupStep, columns: Columns) -> Columns:
        import pandas as pd

        self._check([step.field], columns, step.span)
        other = self.find(step.table, step.span)
        if other is None:
            raise _FailedError
        held = columns_of(other)
        self._check([step.key, *step.fields], held, step.span, step.table)
        right = pd.DataFrame({"key": raws_of(held, step.key), "right": range(held.count)}).dropna(subset=["key"])
        twice = right[right["key"].duplicated()]
        if len(twice):
            words = f"`{step.key}` of `{step.table}` has `{twice['key'].iloc[0]}` more than once"
            self._fail(words, step.span, "look up by a column whose values are unique")
        left = pd.DataFrame({"key": raws_of(columns, step.field), "left": range(columns.count)})
        joined = left.merge(right, on="key", how="left").sort_values("left")
        places = [None if pd.isna(place) else int(place) for place in joined["right"]]
        for source, name in zip(step.fields, step.names, strict=True):
            values = [
                Value(raw=None)
                if place is None
                else resting_on(held.values[source][place], columns.values[step.field][row])
                for row, place in enumerate(places)
            ]
            columns = columns.with_column(replace(held.fields[source], name=name), values)
        return columns

    def _totalled(self, step: TotalStep, columns: Columns) -> Columns:
        self._check([step.field, step.label], columns, step.span)
        flag = replace(self._blank(step.span), name=step.flag, type="boolean")
        flagged = columns.with_column(flag, [Value(raw=False)] * columns.count)
        if columns.fields[step.label].type != "string":
            return flagged
        total = summary("sum", columns.values[step.field])
        last = {name: Value(raw=None) for name in columns.fields}
        last |= dict.fromkeys((name for name in columns.fields if columns.fields[name].type in _NUMERIC), total)
        last |= {step.label: Value(raw=self.total), step.flag: Value(raw=True)}
        values = {name: [*held, last[name]] for name, held in flagged.values.items()}
        return Columns(flagged.fields, values, columns.count + 1)

    def _groups(self, names: Sequence[str], columns: Columns) -> Iterator[Sequence[int]]:
        """The rows of each group, groups in the order in which they first appear."""
        if not names:
            if columns.count:
                yield range(columns.count)
            return
        codes = self._frame(names, columns).groupby(list(names), sort=False, dropna=False).ngroup()
        found: dict[int, array[int]] = {}
        for row, code in enumerate(codes):
            found.setdefault(code, array("l")).append(row)
        yield from found.values()

    def _ordered(self, sort: Sequence[tuple[str, bool]], columns: Columns) -> Sequence[int]:
        """The rows in an order, gaps last."""
        if not sort:
            return range(columns.count)
        frame = self._frame([name for name, _ in sort], columns)
        try:
            for name, descending in reversed(sort):
                frame = frame.sort_values(name, ascending=not descending, kind="stable", na_position="last")
        except TypeError:
            raise OperandError("RD211", "values of several kinds have no order between them") from None
        return [int(row) for row in frame.index]

    def _frame(self, names: Sequence[str], columns: Columns) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame({name: pd.Series(raws_of(columns, name), dtype=object) for name in dict.fromkeys(names)})

    def _check(self, names: Sequence[str], columns: Columns, span: Span, table: str = "") -> None:
        for name in names:
            if name not in columns.fields:
                words = f"`{table or self.base.name}` has no column `{name}` at this step"
                known = tuple(columns.fields)
                hint = f"its columns: {', '.join(known)}"
                self.report.error("RD601", words, span, label=did_you_mean(name, known), hint=hint)
                raise _FailedError

    def _fail(self, words: str, span: Span, hint: str) -> None:
        self.report.error("RD625", words, span, hint=hint)
        raise _FailedError

    def _blank(self, span: Span) -> Field:
        return Field(name="", span=span)
