"""Formulas of a chart's workbook: numbers that follow from others follow an edit, in the native chart and its labels.

Ends of floating bars, levels and sums of waterfalls, lengths of error bars and totals over stacks are reckoned from the
columns that a person would type: https://support.microsoft.com/office/formulas. Renderers only place them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.content.specs.figures import SheetColumn
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Formula, Mark, Plot, Point, Series
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.axes import Drawn, format_of
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.expressions.arithmetic import total_of

_SUM = "Total"


def title_of(data: LayerData, field: str, resolving: Resolving) -> str:
    """What a column of a layer's table is called in the deck's language."""
    return resolving.text(column_message(data.table.name, data.table.field(field))).text


def closing_rows(data: LayerData) -> set[object]:
    """The categories whose row is the sum of those above it."""
    roles = {role for role, sign in data.layer.signs if not sign}
    return {raw for (raw, _), role in data.colors.items() if role in roles}


def reckoned(
    drawn: Sequence[Drawn], categories: Categories, resolving: Resolving
) -> tuple[list[Drawn], tuple[Series, ...]]:
    """The plots with formulas where their numbers have some, and the columns that those need beside the series."""
    columns = _columns(drawn, categories, resolving)
    shown = [series.name for one in drawn for series in one.plot.series if not series.silent and not series.tint]
    taken = {*columns, *shown}
    found: list[Drawn] = []
    for one in drawn:
        stack = next((other.plot for other in drawn if other.data is one.data and other.plot is not one.plot), one.plot)
        series = tuple(_named(_series(one, own, shown, stack, resolving), taken) for own in one.plot.series)
        series = tuple(_reaching(one, own, shown, columns, resolving) for own in series)
        found.append(replace(one, plot=replace(one.plot, series=series)))
    sums = _sum_column(found)
    return found, (*columns.values(), *((sums,) if sums else ()))


def _columns(drawn: Sequence[Drawn], categories: Categories, resolving: Resolving) -> dict[str, Series]:
    """The columns of all layers by their names."""
    layers = {id(one.data): one.data for one in drawn}.values()
    made = [_column(data, column, categories, resolving) for data in layers for column in data.layer.columns]
    return {column.name: column for column in made}


def _column(data: LayerData, column: SheetColumn, categories: Categories, resolving: Resolving) -> Series:
    form = format_of(data, resolving)
    closing = closing_rows(data) if column.closing else set()
    of = tuple(title_of(data, name, resolving) for name in column.of)
    values = [data.extras[column.field].get((raw, None), Value(raw=None)) for raw in categories.raws]
    formulas = []
    for raw, value in zip(categories.raws, values, strict=True):
        text = column.closing if raw in closing else column.formula
        formulas.append(Formula(text=text, of=of) if text and value.raw is not None else None)
    code = form.code([value.raw for value in values if value.raw is not None])
    if column.signed:
        code = replace(code, code=f"+{code.code};-{code.code};{code.code}" if ";" not in code.code else code.code)
    return Series(
        name=title_of(data, column.field, resolving),
        color="ink",
        points=tuple(Point(value=None if value.raw is None else value) for value in values),
        format=code,
        formulas=tuple(formulas),
        silent=True,
    )


def _series(one: Drawn, series: Series, shown: Sequence[str], stack: Plot, resolving: Resolving) -> Series:
    """An invisible line or a sum over a stack with its formula."""
    layer = one.data.layer
    if layer.labels == "total" and series.silent and one.plot.mark is Mark.LINE:
        return _summed(series, stack)
    if not layer.formula or not series.hidden or one.plot.mark is not Mark.LINE:
        return series
    text, *fields = layer.formula
    titles = tuple(title_of(one.data, name, resolving) for name in fields)
    of = titles or _ends(shown)
    name = f"({'max ' if text.startswith('MAX') else ''}{', '.join(titles)})".replace(" )", ")")
    words = title_of(one.data, layer.label.field, resolving) if layer.label and _are_words(one.data) else ""
    formula = Formula(text=text, of=of)
    return replace(series, name=name, formulas=_where_known(series, formula), words=words)


def _are_words(data: LayerData) -> bool:
    """Whether what stands at the points isn't the number that they are drawn at."""
    label = data.layer.label
    assert label is not None
    known = {key[0]: value.raw for key, value in data.extras[label.field].items()}
    drawn = {key[0]: value.raw for key, value in data.cells.items()}
    return label.signed or any(number != known[raw] for raw, number in drawn.items() if number is not None)


def _summed(series: Series, stack: Plot) -> Series:
    """The sum over a stack: written where the parts above zero end, which is lower than that where some are negative."""
    values = [point.value for part in stack.series for point in part.points if point.value is not None]
    ends = _ends([part.name for part in stack.series])
    if all(value.raw >= 0 for value in values):
        return replace(series, formulas=_where_known(series, Formula(text="SUM({0.here}:{1.here})", of=ends)))
    above = Formula(text='SUMIF({0.here}:{1.here},">0")', of=ends)
    return replace(series, name=f"({_SUM} > 0)", formulas=_where_known(series, above), words=_SUM)


def _sum_column(drawn: Sequence[Drawn]) -> Series | None:
    """The column of sums that labels over stacks show where it isn't the place of the label."""
    for one in drawn:
        for series in one.plot.series:
            if series.words == _SUM:
                return _sums(drawn, one, series)
    return None


def _sums(drawn: Sequence[Drawn], one: Drawn, series: Series) -> Series:
    stack = next(other.plot for other in drawn if other.data is one.data and other.plot is not one.plot)
    points = tuple(_sum_of(stack, index) for index in range(len(series.points)))
    ends = _ends([part.name for part in stack.series])
    formula = Formula(text="SUM({0.here}:{1.here})", of=ends)
    made = Series(name=_SUM, color="ink", points=points, format=series.format, silent=True)
    return replace(made, formulas=_where_known(made, formula))


def _sum_of(stack: Plot, index: int) -> Point:
    values = [value for part in stack.series if (value := part.points[index].value) is not None]
    if not values:
        return Point(value=None)
    raw = total_of([value.raw for value in values])
    return Point(value=Value(raw=raw, cells=union(*(value.cells for value in values))))


def _where_known(series: Series, formula: Formula) -> tuple[Formula | None, ...]:
    return tuple(None if point.value is None else formula for point in series.points)


def _ends(shown: Sequence[str]) -> tuple[str, ...]:
    return (shown[0], shown[-1]) if shown else ()


def _named(series: Series, taken: set[str]) -> Series:
    """A series that nobody sees, under a name that no other column has."""
    if not series.silent:
        return series
    name, number = series.name, 1
    while name in taken:
        number += 1
        name = f"{series.name} {number}"
    taken.add(name)
    return replace(series, name=name)


def _reaching(
    one: Drawn, series: Series, shown: Sequence[str], columns: dict[str, Series], resolving: Resolving
) -> Series:
    """A series with error bars, and how long those are."""
    if not any(series.errors) or one.data.layer.errors is None:
        return series

    def reach(field: str) -> Formula | None:
        if not field:
            return None
        title = title_of(one.data, field, resolving)
        if title in columns:
            return Formula(text="ABS({0.here}-{1.here})", of=(series.name, title))
        return Formula(text="{0.here}-MIN({1.here}:{2.here})", of=(series.name, *_ends(shown)))

    low, high = one.data.layer.errors
    return replace(series, reaches=(reach(low), reach(high)))
