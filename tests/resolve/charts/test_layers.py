"""Layers that say the same thing become one: an area brings its own line. Bars of several layers are one plot."""

from __future__ import annotations

from ria_deck.content.specs.slides import LayerSpec
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Mark
from tests.resolve.charts.literal_charts import channel, chart_spec, layer, resolved, table

VISITORS = table({"year": "year", "n": "integer"}, (2006, 7), (2007, 9), (2008, 12), n="Visitors")


def test_a_line_over_an_area_of_the_same_numbers_is_the_line_of_the_area() -> None:
    channels = {"x": channel("year", "temporal"), "y": channel("n", "quantitative")}
    chart = resolved(chart_spec(layer("area", **channels), layer("line", labels="last", **channels)), VISITORS)
    assert chart is not None
    assert [(plot.mark, len(plot.series)) for plot in chart.plots] == [(Mark.AREA, 1), (Mark.LINE, 1)]
    assert {series.color for plot in chart.plots for series in plot.series} == {"series-1"}
    assert [point.label for point in chart.plots[1].series[0].points] == ["", "", "12"]
    assert not any(series.direct_label for plot in chart.plots for series in plot.series)


def test_a_line_of_other_numbers_stays_beside_an_area() -> None:
    other = table({"year": "year", "n": "integer"}, (2006, 1), (2007, 2), (2008, 3), name="t2", n="Guests")
    channels = {"x": channel("year", "temporal"), "y": channel("n", "quantitative")}
    spec = chart_spec(layer("area", **channels), layer("line", data="t2", **channels))
    chart = resolved(spec, VISITORS, other)
    assert chart is not None
    assert [plot.mark for plot in chart.plots] == [Mark.AREA, Mark.LINE, Mark.LINE]


def bars(field: str, **encoding: str) -> LayerSpec:
    return layer("bar", x=channel("year", "ordinal"), y=channel(field, "quantitative", title=field, **encoding))


def test_bars_of_two_layers_stand_beside_each_other() -> None:
    plans = table({"year": "year", "plan": "integer", "done": "integer"}, (2006, 7, 6), (2007, 9, 9))
    chart = resolved(chart_spec(bars("plan"), bars("done")), plans)
    assert chart is not None
    (plot,) = chart.plots
    assert [series.direct_label for series in plot.series] == ["plan", "done"]
    assert [series.color for series in plot.series] == ["series-1", "series-2"]
    assert chart.axes[0].title == ""  # neither is what all of them are


def test_stacked_bars_are_told_beside_other_bars() -> None:
    plans = table({"year": "year", "kind": "string", "plan": "integer"}, (2006, "a", 7), (2006, "b", 9))
    stacked = layer(
        "bar",
        x=channel("year", "ordinal"),
        y=channel("plan", "quantitative", stack="zero"),
        color=channel("kind", "nominal"),
    )
    done = table({"year": "year", "done": "integer"}, (2006, 6), name="t2")
    beside = layer("bar", data="t2", x=channel("year", "ordinal"), y=channel("done", "quantitative"))
    report = Report()
    assert resolved(chart_spec(stacked, beside), plans, done, report=report) is None
    assert [told.code for told in report.diagnostics] == ["RD618"]
