"""The numbers of a layer by category and series, every cell checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec, ChartSpec, LayerSpec, Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart import Mark
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Theme
from ria_deck.model.value import Value
from ria_deck.resolve.charts.layer_extras import (
    GatheredRows,
    PointKey,
    ScatterRows,
    extra_columns,
    few_points,
    highlighted_rows,
)
from ria_deck.resolve.charts.number_formats import aggregated, category_name, first_known
from ria_deck.resolve.charts.transforms import KINDS, ChartTable, Holds, known_column, passing
from ria_deck.resolve.expressions.operands import OperandError


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolving:
    """What a chart is resolved with. `tables` gives a layer's table (None: not there, which it has told), `holds` what
    an expression says of each of its rows, `text` a message in the deck's language. None of them reads a file."""

    tables: Callable[[LayerSpec], ChartTable | None]
    holds: Holds
    text: Callable[[Message], Paragraph]
    formatter: Formatter
    theme: Theme
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerData:
    """A layer's numbers. `cells` maps (category, series) to a value, None at a gap; `hatched` are the points of another
    definition. Categories and series are raw cells, in the order in which the rows have them; a layer without series
    has the one series None. `names` are the words for categories and series; `pairs` are the points of a scatter,
    `point_names` what is written at them (empty: nothing), `sizes` what their discs show.
    `extras` are further columns by (category, series), `colors` the roles of the points that the author highlights.
    `category` and `measure` are the channels that give them, `kind` is the categories' type in Vega-Lite's words."""

    layer: LayerSpec
    table: ChartTable
    category: ChannelSpec
    measure: ChannelSpec
    kind: str
    series: tuple[Any, ...]
    names: Mapping[Any, str]
    horizontal: bool = False
    categories: tuple[Any, ...] = ()
    cells: Mapping[tuple[Any, Any], Value] = field(default_factory=dict)
    hatched: frozenset[tuple[Any, Any]] = frozenset()
    series_channel: ChannelSpec | None = None
    sort_by: Mapping[Any, Any] = field(default_factory=dict)
    pairs: tuple[tuple[Value, Value, Any], ...] = ()
    point_names: tuple[str, ...] = ()
    sizes: tuple[Value | None, ...] = ()
    extras: Mapping[str, Mapping[tuple[Any, Any], Value]] = field(default_factory=dict)
    colors: Mapping[tuple[Any, Any], str] = field(default_factory=dict)


def read_layer(spec: ChartSpec, layer: LayerSpec, resolving: Resolving) -> LayerData | None:
    """The layer's numbers; every fault is told in the report and gives None."""
    report = resolving.report
    table = resolving.tables(layer)
    if table is None:
        return None
    channels = {name: channel for name, channel in layer.encoding.items() if channel.field}
    known = [
        known_column(name, channel.span, layer, table, report)
        for channel in channels.values()
        for name in filter(None, (channel.field, channel.sort_field))
    ]
    known += [known_column(name, layer.span, layer, table, report) for name in extra_columns(layer)]
    if not all(known):
        return None
    chosen = passing(layer, table, resolving.holds, report)
    if chosen is None:
        return None
    if not chosen:
        report.error(
            "RD604",
            f"no rows of `{layer.data}` match this chart's filters" if layer.filters else f"`{layer.data}` has no rows",
            layer.data_span,
            hint="check the filters: no row passes them" if layer.filters else "",
        )
        return None
    return _Layer(spec, layer, table, chosen, resolving).read()


def word_of(row: Mapping[str, Value], channel: ChannelSpec, table: ChartTable, resolving: Resolving) -> str:
    """What a row's cell is called in the deck's language."""
    local = table.localised(channel.field, resolving.formatter.language.code)
    if local != channel.field and row[local].raw is not None:
        return str(row[local].raw)
    return category_name(row[channel.field], channel, resolving.formatter, resolving.report)


def tell_nameless(layer: LayerSpec, column: str, span: Span, report: Report) -> None:
    """Report a row without the category, series or panel that it belongs to."""
    hint = f"filter such rows out: transform: [{{filter: {{field: {column}, valid: true}}}}]"
    report.error("RD623", f"a row of `{layer.data}` has no value for `{column}`", span, hint=hint)


class _Layer:
    """Reads the chosen rows of one layer."""

    def __init__(
        self, spec: ChartSpec, layer: LayerSpec, table: ChartTable, chosen: Sequence[int], resolving: Resolving
    ) -> None:
        self.spec, self.layer, self.table, self.chosen = spec, layer, table, chosen
        self.resolving, self.report = resolving, resolving.report
        self.rows = table.rows
        self.names: dict[Any, str] = {}
        self.told: set[tuple[str, str]] = set()

    def read(self) -> LayerData | None:
        category, measure, horizontal = self._axes()
        kind = self.kind(category)
        if self.layer.mark is Mark.POINT and kind == "quantitative":
            return self._scatter(category, measure)
        series = self._series_channel(category)
        gathered = self._gathered(category, series, measure)
        cells = self._joined(gathered.values, measure) if gathered is not None else None
        if gathered is None or cells is None or not few_points(len(cells), self.layer, self.report):
            return None
        return LayerData(
            layer=self.layer,
            table=self.table,
            category=category.on_axis(),
            measure=measure,
            kind=kind,
            horizontal=horizontal,
            categories=tuple(dict.fromkeys(key[0] for key in gathered.values)),
            series=tuple(dict.fromkeys(key[1] for key in gathered.values)),
            cells=cells,
            hatched=frozenset(gathered.hatched),
            names=self.names,
            series_channel=series,
            sort_by={key: first_known(values) for key, values in gathered.sort_by.items()},
            extras=gathered.extras,
            colors=gathered.colors,
        )

    def _gathered(self, category: ChannelSpec, series: ChannelSpec | None, measure: ChannelSpec) -> GatheredRows | None:
        """The chosen rows by their points; None, reported, where one has no name, or no number."""
        hatched = self._pattern_rows()
        if hatched is None:
            return None
        highlighted = highlighted_rows(self.layer, self.table, self.resolving.holds, self.report)
        if highlighted is None:
            return None
        found = GatheredRows.with_columns(extra_columns(self.layer))
        sound = True
        for index in self.chosen:
            row = self.rows[index]
            key = self._key(category, series, row)
            value = self._number(row[measure.field], measure) if key is not None else None
            sound = sound and value is not None
            if key is None:
                continue
            found.take(key, Value(raw=None) if value is None else value, row, category.sort_field)
            if index in hatched:
                found.hatched.add(key)
            if index in highlighted:
                found.colors.setdefault(key, highlighted[index])
        return found if sound else None

    def _key(self, category: ChannelSpec, series: ChannelSpec | None, row: Mapping[str, Value]) -> PointKey | None:
        """The point that a row is of, its category and series named; None, reported, where one is empty."""
        key = (row[category.field].raw, row[series.field].raw if series else None)
        for channel, raw in ((category, key[0]), (series, key[1])):
            if channel is not None and raw is None:
                tell_nameless(self.layer, channel.field, channel.span, self.report)
                return None
        self._name(category, key[0], row)
        if series:
            self._name(series, key[1], row)
        return key

    def kind(self, channel: ChannelSpec) -> str:
        """The channel's type: the author's word, else what the schema's type says."""
        return channel.type or KINDS.get(self.table.field(channel.field).type, "nominal")

    def _axes(self) -> tuple[ChannelSpec, ChannelSpec, bool]:
        """The category channel, the number channel, and whether bars lie."""
        channels = self.layer.encoding
        if self.layer.mark is Mark.ARC:
            return channels["color"], channels["theta"], False
        x, y = channels["x"], channels["y"]
        lying = self.layer.mark is Mark.BAR and self.kind(y) != "quantitative" and self.kind(x) == "quantitative"
        return (y, x, True) if lying else (x, y, False)

    def _series_channel(self, category: ChannelSpec) -> ChannelSpec | None:
        if self.layer.mark is Mark.ARC:
            return None
        color, offset = self.layer.encoding.get("color"), self.layer.encoding.get("xOffset")
        if color is not None and offset is not None and color.field != offset.field:
            self.report.error(
                "RD618",
                f"`xOffset` ({offset.field}) and `color` ({color.field}) use different columns",
                offset.span,
                hint="use the same column for both: colours tell bars side by side apart",
            )
        channel = color or offset
        return None if channel is None or channel.field == category.field else channel

    def _pattern_rows(self) -> set[int] | None:
        if self.layer.pattern is None:
            return set()
        flags = self.resolving.holds(self.layer.pattern, self.table)
        return None if flags is None else {index for index, flag in enumerate(flags) if flag}

    def _name(self, channel: ChannelSpec, raw: Any, row: Mapping[str, Value]) -> None:
        if raw not in self.names:
            self.names[raw] = word_of(row, channel, self.table, self.resolving)

    def _number(self, value: Value, channel: ChannelSpec) -> Value | None:
        """The value as it is when it is a finite number or a gap; else None, told."""
        raw = value.raw
        if raw is None or (isinstance(raw, float) and math.isnan(raw)):
            return Value(raw=None, unit=value.unit, cells=value.cells)
        number = isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool)
        if number and math.isfinite(raw):
            return value
        what = f"`{channel.field}` of `{self.layer.data}`"
        where = f" ({value.cells[0]})" if value.cells else ""
        if number:
            self._tell("RD613", channel, f"{what} is not finite{where}", "")
        else:
            hint = "name a numeric column, or declare the column as `number`"
            self._tell("RD602", channel, f"{what} contains {str(raw)[:40]!r}{where}, which is not a number", hint)
        return None

    def _tell(self, code: str, channel: ChannelSpec, message: str, hint: str) -> None:
        """Tell the first wrong cell of a column; the others are wrong the same way."""
        if (code, channel.field) not in self.told:
            self.told.add((code, channel.field))
            self.report.error(code, message, channel.span, hint=hint)

    def _joined(self, rows: Mapping[tuple[Any, Any], list[Value]], measure: ChannelSpec) -> dict[Any, Value] | None:
        """One value for each point, aggregated where the author says how."""
        twice = [key for key, values in rows.items() if len(values) > 1]
        if twice and not measure.aggregate:
            of = ", ".join(self.names[part] for part in twice[0] if part is not None)
            self.report.error(
                "RD603",
                f"`{self.layer.data}` has {len(rows[twice[0]])} rows for {of}"
                + (f" and for {len(twice) - 1} more points" if len(twice) > 1 else ""),
                measure.span,
                hint="filter to one, distinguish them by `color`, or combine them: `aggregate: sum`",
            )
            return None
        try:
            return {key: aggregated(values, measure.aggregate) for key, values in rows.items()}
        except OperandError as fault:
            self.report.error(fault.code, f"`{measure.field}` of `{self.layer.data}`: {fault.message}", measure.span)
            return None

    def _scatter(self, x: ChannelSpec, y: ChannelSpec) -> LayerData | None:
        color, text = self.layer.encoding.get("color"), self.layer.encoding.get("text")
        measures = [x, y, *filter(None, (self.layer.encoding.get("size"),))]
        found, sound = ScatterRows(), True
        for row in map(self.rows.__getitem__, self.chosen):
            numbers = [value for one in measures if (value := self._number(row[one.field], one)) is not None]
            series = row[color.field].raw if color else None
            if color and series is not None:
                self._name(color, series, row)
            sound = sound and len(numbers) == len(measures)
            word = ""
            if text and row[text.field].raw is not None:
                word = word_of(row, text, self.table, self.resolving)
            found.take(numbers, series, word)
        if not sound or not few_points(len(found.pairs), self.layer, self.report):
            return None
        return LayerData(
            layer=self.layer,
            table=self.table,
            category=x.on_axis(),
            measure=y,
            kind="quantitative",
            series=tuple(dict.fromkeys(series for _, _, series in found.pairs)),
            names=self.names,
            series_channel=color,
            pairs=tuple(found.pairs),
            point_names=tuple(found.names),
            sizes=tuple(found.sizes),
        )
