"""A chart of a deck as a `{chart}` block over a CSV table of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ria_deck.importing.charts.axes import ChartAxes, axes_of, drawn_words, title_of
from ria_deck.importing.charts.cells import cell_text, drawn_places, hatching, type_of, unique_names
from ria_deck.importing.charts.number_formats import pattern_of
from ria_deck.importing.charts.values import ChartNumbers, ChartPlot, ChartValues
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.talk import PartKind, ShapeFrame, SlidePart, TableFile
from ria_deck.importing.yaml_text import YamlValue, block
from ria_deck.ooxml.charts import ChartPart

MARKS = {
    "barChart": "bar",
    "bar3DChart": "bar",
    "lineChart": "line",
    "line3DChart": "line",
    "areaChart": "area",
    "area3DChart": "area",
    "pieChart": "pie",
    "pie3DChart": "pie",
    "ofPieChart": "pie",
    "doughnutChart": "arc",
    "scatterChart": "point",
    "bubbleChart": "point",
    "radarChart": "line",
    "stockChart": "line",
    "surfaceChart": "line",
    "surface3DChart": "line",
}
_CHANGED = {
    "bar3DChart": "drawn flat",
    "line3DChart": "drawn flat",
    "area3DChart": "drawn flat",
    "pie3DChart": "drawn flat",
    "ofPieChart": "drawn as one pie",
    "bubbleChart": "drawn as points of one size; the sizes are a column of the table",
    "radarChart": "a radar chart, drawn as lines",
    "stockChart": "a stock chart, drawn as lines",
} | dict.fromkeys(("surfaceChart", "surface3DChart"), "a surface, drawn as lines")
_PARTS = ("pie", "arc")
_MOST_ROWS = 12
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChart:
    """A chart's block with its table, and what was changed about it, in words."""

    part: SlidePart
    table: TableFile
    changes: tuple[str, ...] = ()


def import_chart(
    chart: ChartPart, table_name: str, alternative: str, name: str, frame: ShapeFrame | None, roles: ColorRoles
) -> ImportedChart | str:
    """The chart as a block; a sentence where its kind has none. `table_name` is free in data/."""
    numbers = ChartNumbers(chart)
    plots = [plot for plot in numbers.plots() if any(has_numbers(series) for series in plot.series)]
    unknown = next((plot.kind for plot in plots if plot.kind not in MARKS), "")
    if not plots or unknown:
        return f"a chart of a kind that has no mark ({unknown})" if unknown else "it has no numbers"
    axes = axes_of(chart, plots)
    changes = [_CHANGED[plot.kind] for plot in plots if plot.kind in _CHANGED]
    if numbers.differences:
        changes.append("its workbook has other numbers than it shows: those that it shows were taken")
    changes += drawn_words(chart)
    writer = ChartBlockWriter(plots, axes, table_name, roles, title_of(chart))
    if plots[0].kind in ("scatterChart", "bubbleChart") or any(series.x for plot in plots for series in plot.series):
        spec, table = writer.points()
        changes += ["lines between its points are left out"] * any(s.lined for plot in plots for s in plot.series)
    else:
        spec, table = writer.categories()
    changes += writer.changes
    alt = alternative or _alternative(spec, table)
    text = f"```{{chart #{name}}}\n{block(spec | {'alt': alt})}\n```"
    shown: dict[str, YamlValue] = {"data": table_name, "alt": alt}
    if len(table.rows) > _MOST_ROWS:
        shown["limit"] = _MOST_ROWS
    plain = f"```{{table #{name}}}\n{block(shown)}\n```"
    simpler = SlidePart(
        kind=PartKind.TABLE,
        markdown=plain,
        frame=frame,
        name=name,
        tables=(table_name,),
        loss="a chart, shown as a table",
    )
    part = SlidePart(kind=PartKind.CHART, markdown=text, frame=frame, name=name, simpler=simpler, tables=(table_name,))
    return ImportedChart(part=part, table=table, changes=tuple(dict.fromkeys(changes)))


def _point_cells(series: ChartValues) -> Iterator[tuple[str, str, str]]:
    """The x, y and size of each point that has both; points without an x are counted from 1."""
    numbers = series.numbers
    xs = series.x if any(x is not None for x in series.x) else tuple(float(i + 1) for i in range(len(numbers)))
    for index, (x, number) in enumerate(zip(xs, numbers, strict=False)):
        if x is not None and number is not None:
            yield cell_text(xs, index), cell_text(numbers, index), cell_text(series.sizes, index)


class ChartBlockWriter:
    """Writes the block and the table of one chart."""

    def __init__(self, plots: Sequence[ChartPlot], axes: ChartAxes, table: str, roles: ColorRoles, title: str) -> None:
        self.plots, self.axes, self.table, self.roles, self.title = plots, axes, table, roles, title
        self.changes: list[str] = []
        self.names: Sequence[str] = ()
        self.kept: Sequence[int] = ()  # the places of the categories that the table has

    def categories(self) -> tuple[dict[str, YamlValue], TableFile]:
        """A wide table, a column for each series."""
        series = [one for plot in self.plots for one in plot.series]
        longest = max(series, key=lambda one: (len(one.categories[0]) if one.categories else 0, len(one.numbers)))
        count = max([len(one.numbers) for one in series] + [len(longest.categories[0]) if longest.categories else 0])
        levels = [[*level[:count], *([""] * (count - len(level)))] for level in longest.categories] or [
            [str(i + 1) for i in range(count)]
        ]
        names, changes = unique_names(levels)
        self.changes += changes
        columns = self._columns(series)
        head = self._category_column([*columns])
        self.kept, gone = drawn_places(series, names, parts=MARKS[self.plots[0].kind] in _PARTS)
        self.changes += [f"parts without a number are left out: {', '.join(gone)}"] * bool(gone)
        rows = [(names[index], *(cell_text(one.numbers, index) for one in series)) for index in self.kept]
        fields = [(head, type_of(names), self.axes.category or ""), *self._number_fields(columns, rows)]
        table = TableFile(
            name=self.table,
            title=self.title,
            rows=((head, *columns), *rows),
            fields=tuple(fields),
            key=(head,),
        )
        self.names = names
        named = dict(zip(map(id, series), columns, strict=True))
        return self._spec(head, [[named[id(one)] for one in plot.series] for plot in self.plots]), table

    def points(self) -> tuple[dict[str, YamlValue], TableFile]:
        """A long table: series, x, y, and sizes of bubbles."""
        series = [one for plot in self.plots for one in plot.series]
        sized = any(one.sizes for one in series)
        rows = [
            (name, *(cells if sized else cells[:2]))
            for name, one in zip(self._columns(series), series, strict=True)
            for cells in _point_cells(one)
        ]
        titles = (self.axes.category, next(iter(self.axes.titles), ""))
        fields = [("series", "string", ""), ("x", "number", titles[0]), ("y", "number", titles[1])]
        if sized:
            fields.append(("size", "number", ""))
        head = tuple(name for name, *_ in fields)
        table = TableFile(name=self.table, title=self.title, rows=(head, *rows), fields=tuple(fields))
        y: dict[str, YamlValue] = {"field": "y", "type": "quantitative", "title": titles[1] or None}
        x: dict[str, YamlValue] = {"field": "x", "type": "quantitative", "title": titles[0] or None}
        encoding: dict[str, YamlValue] = {"x": x, "y": y | self._format(0, series)}
        if len(series) > 1:
            color: dict[str, YamlValue] = {"field": "series", "type": "nominal"}
            encoding["color"] = color | self._range(series)
        spec: dict[str, YamlValue] = {"data": self.table, "mark": "point", "encoding": encoding}
        return spec | self._head(), table

    def _spec(self, head: str, columns: Sequence[Sequence[str]]) -> dict[str, YamlValue]:
        first = self.plots[0]
        spec: dict[str, YamlValue] = {"data": self.table}
        if MARKS[first.kind] in _PARTS:
            return spec | self._parts(head, columns[0])
        if len(self.plots) == 1:
            return spec | self._layer(first, head, columns[0], alone=True) | self._head()
        layers = [self._layer(plot, head, own, alone=False) for plot, own in zip(self.plots, columns, strict=True)]
        spec["layer"] = layers
        if len(self.axes.groups) > 1:
            spec["resolve"] = {"scale": {"y": "independent"}}
        return spec | self._head()

    def _parts(self, head: str, columns: Sequence[str]) -> dict[str, YamlValue]:
        series = self.plots[0].series[0]
        if len(self.plots[0].series) > 1 or len(self.plots) > 1:
            self.changes.append("only its first series is drawn; all are in the table")
        points = dict(series.points)
        roles = [self.roles.role(points.get(index, "")) for index in self.kept]
        color: dict[str, YamlValue] = {"field": head, "type": "nominal"}
        if all(roles) and len(set(roles)) == len(roles) and roles != self.roles.series[: len(roles)]:
            color["scale"] = {"range": roles}
        elif len(roles) > len(self.roles.series):
            color["scale"] = {"range": self.roles.several(len(roles))}
        theta: dict[str, YamlValue] = {"field": columns[0], "type": "quantitative"}
        encoding: dict[str, YamlValue] = {"theta": theta | self._format(0, [series]), "color": color}
        spec: dict[str, YamlValue] = {"mark": MARKS[self.plots[0].kind], "encoding": encoding}
        return spec | self._head()

    def _layer(self, plot: ChartPlot, head: str, columns: Sequence[str], *, alone: bool) -> dict[str, YamlValue]:
        mark = MARKS[plot.kind]
        category: dict[str, YamlValue] = {"field": head, "type": "ordinal"}
        if self.axes.category:
            category["title"] = self.axes.category
        value = self._value(plot, columns, alone=alone)
        stacked = {"stacked": "zero", "percentStacked": "normalize"}.get(plot.grouping, "")
        x, y = ("y", "x") if plot.horizontal and mark == "bar" else ("x", "y")
        encoding: dict[str, YamlValue] = {x: category, y: value}
        layer: dict[str, YamlValue] = {"mark": mark, "encoding": encoding}
        if len(columns) == 1:
            layer |= self._look(plot, head, columns[0], alone=alone)
        else:
            layer["transform"] = [{"fold": list(columns), "as": ["series", "value"]}]
            color: dict[str, YamlValue] = {"field": "series", "type": "nominal"}
            encoding["color"] = color | self._range(plot.series)
            if mark == "bar" and not stacked:
                encoding[f"{x}Offset"] = "series"
            elif mark != "line" and (stacked or mark == "area"):
                value["stack"] = stacked or "none"
        if mark != "area":
            layer["labels"] = "all" if any(one.labelled for one in plot.series) else "none"
        return layer

    def _value(self, plot: ChartPlot, columns: Sequence[str], *, alone: bool) -> dict[str, YamlValue]:
        """The channel of a layer's numbers: its title where it isn't plain, its format, its scale."""
        number = next((i for i, group in enumerate(self.axes.groups) if plot.axes == group), 0)
        title = self.axes.titles[number] if number < len(self.axes.titles) else ""
        several = len(columns) > 1
        own = sum(one.axes == plot.axes for one in self.plots)
        if not alone and not title and own == 1 and not several:
            title = columns[0]
        value: dict[str, YamlValue] = {"field": "value" if several else columns[0], "type": "quantitative"}
        if title or several or not alone:
            value["title"] = title or None
        value |= self._format(number, plot.series)
        if self.axes.log and not plot.grouping.endswith("tacked"):
            value["scale"] = {"type": "log"}
        return value

    def _look(self, plot: ChartPlot, head: str, column: str, *, alone: bool) -> dict[str, YamlValue]:
        """The name, the colour and the hatched points of a layer with one series."""
        series = plot.series[0]
        found: dict[str, YamlValue] = {} if alone else {"name": series.name or column}
        role = self.roles.role(series.color)
        if role and (not alone or role != self.roles.series[0]):
            found["color"] = role
        if pattern := hatching(head, self.names, series.hatched):
            found["pattern"] = pattern
        return found

    def _range(self, series: Sequence[ChartValues]) -> dict[str, YamlValue]:
        roles = [self.roles.role(one.color) for one in series]
        if len(roles) > len(self.roles.series):
            return {"scale": {"range": self.roles.several(len(roles))}}
        if all(roles) and len(set(roles)) == len(roles) and roles != self.roles.series[: len(roles)]:
            return {"scale": {"range": roles}}
        return {}

    def _format(self, axis: int, series: Sequence[ChartValues]) -> dict[str, YamlValue]:
        """The format of an axis, or of its numbers where the axis takes theirs."""
        found = self.axes.formats[axis] if axis < len(self.axes.formats) else ""
        pattern = pattern_of((found, *(one.format for one in series)))
        return {"format": pattern} if pattern else {}

    def _head(self) -> dict[str, YamlValue]:
        shown = {one.name for plot in self.plots for one in plot.series} | set(self.axes.titles)
        return {"title": self.title} if self.title and self.title not in shown else {}

    def _columns(self, series: Sequence[ChartValues]) -> list[str]:
        """A name for each series, no two alike."""
        found: list[str] = []
        for index, one in enumerate(series, start=1):
            name = one.name or f"Series {index}"
            if not one.name and len(series) > 1:
                self.changes.append(f"its series {index} has no name: it is called `{name}`")
            further = (f"{name} ({count})" for count in range(2, len(series) + 2))
            found.append(name if name not in found else next(other for other in further if other not in found))
        return found

    def _category_column(self, columns: Sequence[str]) -> str:
        name = "category"
        while name in columns:
            name += "_"
        return name

    def _number_fields(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, str, str]]:
        found = []
        for index, name in enumerate(columns, start=1):
            cells = [row[index] for row in rows if row[index]]
            found.append((name, "integer" if all(map(_WHOLE.fullmatch, cells)) else "number", ""))
        return found


def has_numbers(series: ChartValues) -> bool:
    """Whether a series has a number."""
    return any(number is not None for number in series.numbers)


def _alternative(spec: Mapping[str, YamlValue], table: TableFile) -> str:
    """A first alternative text from what the chart shows, to be bettered by hand."""
    what = spec.get("title") or ", ".join(field[0] for field in table.fields[1:4])
    return f"TODO: describe this chart ({what})"
