"""A small chart of a deck as the `spark` of a key figure."""

from __future__ import annotations

from ria_deck.importing.charts.axes import axes_of
from ria_deck.importing.charts.block import MARKS, ChartBlockWriter, has_numbers
from ria_deck.importing.charts.values import ChartNumbers
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.talk import TableFile
from ria_deck.importing.yaml_text import YamlValue
from ria_deck.ooxml.charts import ChartPart


def import_spark(chart: ChartPart, table_name: str, roles: ColorRoles) -> tuple[dict[str, YamlValue], TableFile] | None:
    """The spark of a chart of one series, and its table; None for another kind of chart."""
    plots = [plot for plot in ChartNumbers(chart).plots() if any(has_numbers(series) for series in plot.series)]
    marks = {MARKS.get(plot.kind, "") for plot in plots}
    names = {series.name for plot in plots for series in plot.series}
    if len(names) != 1 or not marks <= {"area", "line", "bar"} or any(plot.horizontal for plot in plots):
        return None
    _, table = ChartBlockWriter(plots[-1:], axes_of(chart, plots), table_name, roles, "").categories()
    category, number = (name for name, _, _ in table.fields)
    mark = next(mark for mark in ("area", "bar", "line") if mark in marks)
    spec: dict[str, YamlValue] = {"data": table_name, "x": category, "y": number}
    return spec | ({"mark": mark} if mark != "area" else {}), table
