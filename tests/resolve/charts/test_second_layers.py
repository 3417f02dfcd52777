"""The second of something in a chart: layers after one with its own colours, gaps in one series, bounds beyond zero."""

from __future__ import annotations

import pytest

from ria_deck.content.specs.slides import ChartSpec
from ria_deck.diagnostics import Report
from ria_deck.resolve.charts.ticks import Range, nice_scales
from tests.resolve.charts.literal_charts import LiteralTable, channel, chart_spec, layer, resolved, table

KINDS = "abc"
DATA = table(
    {"year": "year", "k": "string", "n": "integer", "m": "integer"},
    *[(year, kind, 1, 2) for year in (2006, 2007) for kind in KINDS],
)


def over(*, own: tuple[str, ...] = (), line: tuple[str, ...] = ()) -> ChartSpec:
    """Bars of three series under a line, each with the colours that its author names."""
    x, m = channel("year", "ordinal"), channel("m", "quantitative", aggregate="sum")
    bars = layer("bar", x=x, y=channel("n", "quantitative"), color=channel("k", "nominal", range=own))
    if line:
        return chart_spec(bars, layer("line", x=x, y=m, color=channel("k", "nominal", range=line)))
    return chart_spec(bars, layer("line", x=x, y=m))


def colors(spec: ChartSpec, data: LiteralTable = DATA) -> list[str]:
    chart = resolved(spec, data)
    assert chart is not None
    return [series.color for plot in chart.plots for series in plot.series]


@pytest.mark.parametrize(
    ("own", "roles"),
    [
        ((), ["series-1", "series-2", "series-3", "series-4"]),
        (("ink",), ["ink", "series-1", "series-2", "series-3"]),
        (("series-3",), ["series-3", "series-1", "series-2", "series-4"]),
        (("series-1", "series-4"), ["series-1", "series-4", "series-2", "series-3"]),
    ],
)
def test_a_layer_after_one_with_its_own_colours_takes_none_of_them(own: tuple[str, ...], roles: list[str]) -> None:
    assert colors(over(own=own)) == roles


def test_no_two_series_share_a_colour_whichever_layer_names_its_own() -> None:
    for own in ((), ("series-2",), ("sea",), ("series-2", "series-1")):
        found = colors(over(own=own, line=("series-5", "grey", "ink")))
        assert len(set(found)) == len(found), (own, found)


def test_a_gap_in_one_series_of_stacked_areas_is_told() -> None:
    rows = [(2006, "a", 7), (2007, "a", None), (2008, "a", 1), (2006, "b", 9), (2007, "b", 3), (2008, "b", 4)]
    data = table({"year": "year", "k": "string", "n": "integer"}, *rows)
    area = layer(
        "area",
        x=channel("year", "temporal"),
        y=channel("n", "quantitative", stack="zero"),
        color=channel("k", "nominal"),
    )
    report = Report()
    assert resolved(chart_spec(area), data, report=report) is None
    assert [found.code for found in report.diagnostics] == ["RD622"]


@pytest.mark.parametrize(("order", "names"), [("ascending", ["a", "b", "c"]), ("descending", ["c", "b", "a"])])
def test_series_come_in_the_order_that_is_asked_for(order: str, names: list[str]) -> None:
    data = table({"year": "year", "k": "string", "n": "integer"}, (2006, "a", 7), (2006, "c", 9), (2006, "b", 9))
    color = channel("k", "nominal", sort=order)
    chart = resolved(chart_spec(layer("bar", x=channel("year"), y=channel("n", "quantitative"), color=color)), data)
    assert chart is not None
    assert [series.direct_label for series in chart.plots[0].series] == names


@pytest.mark.parametrize(("stack", "labels"), [("zero", [""] * 4), ("none", ["7", "5", "9", "3"])])
def test_numbers_are_at_bars_but_not_in_stacks(stack: str, labels: list[str]) -> None:
    rows = [(2006, "a", 7), (2007, "a", 5), (2006, "b", 9), (2007, "b", 3)]
    data = table({"year": "year", "k": "string", "n": "integer"}, *rows)
    bars = layer("bar", x=channel("year"), y=channel("n", "quantitative", stack=stack), color=channel("k", "nominal"))
    chart = resolved(chart_spec(bars), data)
    assert chart is not None
    assert [point.label for series in chart.plots[0].series for point in series.points] == labels


@pytest.mark.parametrize(
    ("values", "lone"),
    [([1, None, *[2] * 10], 0), ([*[2] * 10, None, 1], 11), ([*[2] * 5, None, 1, None, *[2] * 5], 6)],
)
def test_a_lone_point_of_a_long_line_has_a_dot_and_no_other_has(values: list[int | None], lone: int) -> None:
    data = table({"year": "year", "n": "integer"}, *[(2000 + index, value) for index, value in enumerate(values)])
    chart = resolved(chart_spec(layer("line", x=channel("year"), y=channel("n", "quantitative"))), data)
    assert chart is not None
    assert [index for index, point in enumerate(chart.plots[0].series[0].points) if point.marker] == [lone]


def test_an_offset_and_a_colour_by_different_columns_are_told() -> None:
    data = table(
        {"year": "year", "k": "string", "j": "string", "n": "integer"}, (2006, "a", "p", 7), (2006, "b", "q", 9)
    )
    report = Report()
    bars = layer(
        "bar",
        x=channel("year", "ordinal"),
        y=channel("n", "quantitative"),
        color=channel("k", "nominal"),
        xOffset=channel("j", "nominal"),
    )
    resolved(chart_spec(bars), data, report=report)
    assert [found.code for found in report.diagnostics] == ["RD618"]


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [(50, 100, [50, 60, 70, 80, 90, 100]), (98, 104, [98, 100, 102, 104]), (-10, 10, [-10, -5, 0, 5, 10])],
)
def test_an_authors_bounds_are_the_ends_of_the_axis(low: float, high: float, places: list[float]) -> None:
    (scale,) = nice_scales([Range(low=low, high=high, zero=False, fixed=True)])
    assert list(scale.places) == places
