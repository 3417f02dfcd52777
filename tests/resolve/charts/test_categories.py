"""The order and spacing of categories: names keep the table's order, time is recognised in the forms offices use."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ria_deck.data.moments import moment_of
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.chart_frame import Frame
from ria_deck.model.chart_parts import TimeRow
from ria_deck.resolve.transforms.time_forms import merged_order, spacing_of
from tests.resolve.charts.literal_charts import LiteralTable, channel, chart_spec, layer, resolved, table


def drawn(mark: str, kind: str, cells: list[tuple[Any, Any]], x_type: str = "", **more: Any) -> Chart:
    data = table({"x": kind, "n": "number"}, *cells)
    chart = resolved(chart_spec(layer(mark, x=channel("x", x_type, **more), y=channel("n"))), data)
    assert chart is not None
    return chart


def raws(chart: Chart) -> list[Any]:
    return [None if point.value is None else point.value.raw for point in chart.plots[0].series[0].points]


@pytest.mark.parametrize("mark", ["bar", "line", "point", "area"])
def test_names_keep_the_tables_order(mark: str) -> None:
    rows = [("Jan", 3), ("Feb", 9), ("Mar", 1), ("Apr", 7)]
    assert drawn(mark, "string", rows).categories.labels == ("Jan", "Feb", "Mar", "Apr")
    assert drawn(mark, "string", rows, "ordinal").categories.labels == ("Jan", "Feb", "Mar", "Apr")


def test_a_line_over_bars_goes_through_the_tables_order() -> None:
    data = table({"m": "string", "v": "integer", "r": "integer"}, ("A", 3, 1), ("B", 5, 2), ("C", 1, 3), ("D", 4, 4))
    spec = chart_spec(
        layer("bar", x=channel("m"), y=channel("v")), layer("line", x=channel("m"), y=channel("r")), independent_y=True
    )
    chart = resolved(spec, data)
    assert chart is not None
    assert chart.categories.labels == ("A", "B", "C", "D")


@pytest.mark.parametrize(
    "wanted",
    [
        ["2023Q4", "2024Q1", "2024Q2", "2024Q3"],
        ["Q4 2023", "Q1 2024", "Q2 2024"],
        ["2023-W52", "2024-W01", "2024-W07"],
        ["FY2023", "FY2024", "FY2025"],
        ["2022/23", "2023/24"],
        ["平成30年", "令和元年", "令和2年"],
        ["令和5年度", "令和6年度"],
        ["令和6年9月", "令和6年10月"],
        ["2024年第1四半期", "2024年第2四半期"],
        ["2019-12", "2020-01"],
    ],
)
def test_written_forms_of_time_stand_in_their_order(wanted: list[str]) -> None:
    shuffled = [*wanted[1:], wanted[0]]
    chart = drawn("line", "string", [(word, float(index)) for index, word in enumerate(shuffled)])
    labels = [label for index, label in enumerate(chart.categories.labels) if index not in chart.categories.absent]
    assert len(labels) == len(wanted)
    assert raws(chart)[0] == len(wanted) - 1.0  # the first in time is the last row
    if not moment_of(wanted[0]) or moment_of(wanted[0]).family != "month":  # months get the language's form
        assert labels == wanted


@pytest.mark.parametrize("word", ["2024Q5", "Total", "2024-W54", "2023/25", "2021-W53", "1234", "R6", "Q1"])
def test_other_words_are_no_time(word: str) -> None:
    assert moment_of(word) is None


def test_a_word_among_quarters_leaves_the_tables_order() -> None:
    rows = [("2024Q2", 1), ("2024Q1", 2), ("Total", 3)]
    assert drawn("bar", "string", rows).categories.labels == ("2024Q2", "2024Q1", "Total")


def test_a_line_through_time_in_another_order_is_an_error() -> None:
    report = Report()
    data = table({"x": "string", "n": "integer"}, ("2024Q1", 3), ("2024Q2", 9), ("2024Q3", 1))
    spec = chart_spec(layer("line", x=channel("x", sort="-y"), y=channel("n")))
    assert resolved(spec, data, report=report) is None
    assert [one.code for one in report.diagnostics] == ["RD615"]
    assert drawn("line", "string", [("2024Q1", 3), ("2024Q2", 9)], sort="descending").categories.labels[0] == "2024Q2"


def test_a_missing_quarter_leaves_a_gap_and_no_row() -> None:
    chart = drawn("line", "string", [("2024Q1", 1), ("2024Q2", 2), ("2024Q3", 3), ("2025Q1", 5), ("2025Q2", 6)])
    assert chart.categories.labels[3] == "2024Q4"
    assert chart.categories.absent == frozenset({3})
    assert not chart.plots[0].series[0].points[3].bridged


def runs(chart: Chart) -> list[list[int]]:
    frame = Frame(chart=chart, layout=None)  # type: ignore[arg-type]
    return list(frame.stretches(chart.plots[0].series[0]))


def test_uneven_years_are_joined_at_their_true_distances() -> None:
    chart = drawn("line", "year", [(1990, 10), (2000, 20), (2010, 30), (2020, 40), (2021, 50), (2022, 60)])
    assert len(chart.categories.labels) == 33
    assert runs(chart) == [[0, 10, 20, 30, 31, 32]]
    assert 33 - len(chart.categories.absent) == 6


def test_a_missing_number_among_uneven_years_still_breaks_the_line() -> None:
    chart = drawn("line", "year", [(1990, 10), (2000, 20), (2010, None), (2020, 40), (2021, 50), (2022, 60)])
    assert runs(chart) == [[0, 10], [30, 31, 32]]


def test_every_second_year_is_a_steady_row() -> None:
    chart = drawn("line", "year", [(2010, 1), (2012, 2), (2014, 3)])
    assert chart.categories.labels == ("2010", "2012", "2014")
    assert runs(chart) == [[0, 1, 2]]


def test_a_hole_in_a_steady_row_of_years_is_a_gap() -> None:
    chart = drawn("line", "year", [(2016, 1), (2017, 2), (2018, 3), (2020, 4), (2021, 5)])
    assert runs(chart) == [[0, 1, 2], [4, 5]]


def test_bars_over_uneven_years_stand_side_by_side() -> None:
    chart = drawn("bar", "year", [(1990, 10), (2000, 20), (2021, 50), (2022, 60)])
    assert chart.categories.labels == ("1990", "2000", "2021", "2022")


def test_working_days_are_joined_over_weekends() -> None:
    days = [dt.date(2025, 1, day) for day in (2, 3, 6, 7, 8, 9, 10, 13)]
    chart = drawn("line", "date", [(day, index) for index, day in enumerate(days)])
    assert runs(chart) == [[0, 1, 4, 5, 6, 7, 8, 11]]


def test_ends_of_months_are_months() -> None:
    days = [dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 31), dt.date(2024, 5, 31)]
    spacing = spacing_of(days)
    assert spacing is not None
    assert [spacing.at(place) for place in spacing.slots] == [*days[:3], dt.date(2024, 4, 30), days[3]]


def test_hours_are_what_tells_times_apart() -> None:
    times = [(dt.datetime(2024, 3, 31, hour), hour) for hour in (0, 6, 12)]
    chart = drawn("line", "datetime", times)
    assert chart.categories.labels == ("00:00", "06:00", "12:00")
    assert chart.categories.title == "x, Mar 31, 2024"
    over = drawn("bar", "datetime", [(dt.datetime(2024, 3, 31, 18), 1), (dt.datetime(2024, 4, 1, 6), 2)])
    assert over.categories.labels == ("Mar 31, 18:00", "Apr 1, 06:00")


def test_orders_that_agree_are_merged() -> None:
    assert merged_order([["Feb", "Apr"], ["Jan", "Feb", "Mar", "Apr"]]) == ["Jan", "Feb", "Mar", "Apr"]
    assert merged_order([["a", "b"], ["b", "a"]]) == ["a", "b"]
    assert merged_order([]) == []


def test_a_series_that_lacks_categories_doesnt_shuffle_them() -> None:
    rows = [("Feb", "A", 1), ("Apr", "A", 2), ("Jan", "B", 3), ("Feb", "B", 4), ("Mar", "B", 5), ("Apr", "B", 6)]
    data = table({"x": "string", "s": "string", "n": "integer"}, *rows)
    chart = resolved(chart_spec(layer("line", x=channel("x"), y=channel("n"), color=channel("s"))), data)
    assert chart is not None
    assert chart.categories.labels == ("Jan", "Feb", "Mar", "Apr")


SHARES = LiteralTable(
    "t", {"y": "string", "s": "string", "n": "integer"}, [("a", "Car", 8), ("a", "Bus", 44), ("b", "Car", 45)], {}
)


def test_shares_stand_on_the_axis_and_numbers_keep_their_form() -> None:
    spec = chart_spec(
        layer("bar", x=channel("y"), y=channel("n", stack="normalize", format="0%"), color=channel("s"), labels="all")
    )
    chart = resolved(spec, SHARES)
    assert chart is not None
    assert chart.axes[0].ticks[-1].label == "100%"
    assert [point.value.text for point in chart.plots[0].series[0].points if point.value] == ["8", "45"]
    assert chart.plots[0].series[0].format.code == "#,##0"


def test_the_labels_of_a_ring_are_its_shares() -> None:
    data = table({"k": "string", "v": "integer"}, ("Yes", 40), ("No", 10))
    chart = resolved(chart_spec(layer("arc", theta=channel("v", format="0.0%"), color=channel("k"))), data)
    assert chart is not None
    (series,) = chart.plots[0].series
    assert [point.label for point in series.points] == ["80.0%", "20.0%"]
    assert [point.value.text for point in series.points if point.value] == ["40", "10"]
    assert series.shares is not None
    assert series.shares.code == "0.0%"


def test_two_series_never_share_a_colour() -> None:
    rows = [("a", "A", 1, 5), ("a", "B", 2, 5), ("a", "C", 3, 5)]
    data = table({"x": "string", "s": "string", "n": "integer", "r": "integer"}, *rows)
    line = table({"x": "string", "r": "integer"}, ("a", 5), name="line")
    spec = chart_spec(
        layer("bar", x=channel("x"), y=channel("n", stack="zero"), color=channel("s", range=("series-3",))),
        layer("line", "line", x=channel("x"), y=channel("r")),
    )
    chart = resolved(spec, data, line)
    assert chart is not None
    colors = [series.color for plot in chart.plots for series in plot.series]
    assert colors == ["series-3", "series-1", "series-2", "series-4"]


def test_a_colour_that_a_later_layer_names_is_kept_for_it() -> None:
    data = table({"x": "string", "n": "integer"}, ("a", 1), ("b", 2))
    spec = chart_spec(
        layer("bar", x=channel("x"), y=channel("n")), layer("line", x=channel("x"), y=channel("n"), role="series-1")
    )
    chart = resolved(spec, data)
    assert chart is not None
    assert [series.color for plot in chart.plots for series in plot.series] == ["series-2", "series-1"]


def test_a_long_series_is_drawn_whole_and_a_sparse_one_refused() -> None:
    months = [(dt.date(1871 + index // 12, index % 12 + 1, 1), index) for index in range(1_866)]
    assert len(drawn("line", "date", months).categories.labels) == 1_866
    report = Report()
    sparse = table({"x": "date", "n": "number"}, *months[:40], *months[-40:])
    assert resolved(chart_spec(layer("line", x=channel("x"), y=channel("n"))), sparse, report=report) is None
    assert [one.code for one in report.diagnostics] == ["RD615"]


def dated(mark: str, cells: list[tuple[Any, Any]], **more: Any) -> tuple[tuple[str, str], TimeRow | None]:
    axis = drawn(mark, "date", cells, **more).categories
    return (axis.labels[0], axis.labels[-1]), axis.time


def test_dates_that_stand_for_periods_are_named_by_what_differs() -> None:
    months = [(dt.date(2019 + n // 12, n % 12 + 1, 1), n) for n in range(40)]
    labels, row = dated("line", months)
    assert labels == ("Jan 2019", "Apr 2022")
    assert row
    assert (row.base, row.unit, row.apart, row.code) == ("months", "months", 1, "mmm yyyy")
    labels, row = dated("line", months[::3])
    assert labels == ("Jan 2019", "Apr 2022")
    assert row
    assert (row.base, row.unit, row.apart) == ("months", "months", 3)
    labels, row = dated("line", months[::12])
    assert labels == ("2019", "2022")
    assert row
    assert (row.base, row.unit, row.apart, row.code) == ("years", "years", 1, "yyyy")


def test_an_axis_shows_the_days_that_its_labels_name() -> None:
    """A base of years would show the first of January for the end of December."""
    ends = [(dt.date(1984 + n, 12, 31), n) for n in range(20)]
    labels, row = dated("line", ends)
    assert labels == ("Dec 31, 1984", "Dec 31, 2003")
    assert row
    assert (row.base, row.unit, row.apart) == ("days", "years", 1)
    weeks = [(dt.date(2024, 1, 1) + dt.timedelta(7 * n), n) for n in range(30)]
    _, row = dated("line", weeks)
    assert row
    assert (row.base, row.unit, row.apart) == ("days", "days", 7)


def test_no_time_axis_where_it_would_show_something_else() -> None:
    ends_of_months = [(dt.date(2019, n, 28 if n == 2 else 30 if n in (4, 6, 9, 11) else 31), n) for n in range(1, 13)]
    assert dated("line", ends_of_months)[1] is None
    assert dated("line", [(dt.date(1871 + n, 1, 1), n) for n in range(50)]) == (("1871", "1920"), None)
    weeks = [(dt.date(2024, 1, 1) + dt.timedelta(7 * n), n) for n in range(30)]
    assert dated("bar", weeks)[1] is None, "a day wide, each bar would be a line"
    assert dated("line", weeks, format="d MMMM")[1] is None
