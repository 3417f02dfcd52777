"""Charts resolved from rows: what a reader will see, and what an author is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ria_deck.content.specs.slides import ChartSpec, Expression
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.model.chart import AnnotationKind, Chart, Mark, Series, Stacking
from tests.resolve.charts.literal_charts import (
    SPAN,
    VISITORS,
    LiteralTable,
    cars,
    channel,
    chart_spec,
    layer,
    note,
    resolved,
    table,
    visitors,
)

YEARS = table({"year": "year", "n": "integer"}, (2008, 12), (2006, 7), (2009, 3), n="Passengers")
PORTS = table(
    {"port": "string", "port_ja": "string", "n": "integer"},
    ("Kure", "呉", 4),
    ("Toyama", "富山", 97),
    ("Niigata", "新潟", 12),
)
LONG = table(
    {"year": "year", "kind": "string", "n": "integer"},
    (2007, "tourism", 5),
    (2007, "business", 3),
    (2008, "tourism", 6),
    (2008, "business", 4),
)


def one(chart: Chart | None, plot: int = 0) -> Series:
    assert chart is not None
    (series,) = chart.plots[plot].series
    return series


def values(series: Series) -> list[Any]:
    return [None if point.value is None else point.value.raw for point in series.points]


def simple(mark: str = "bar", x_type: str = "ordinal", **more: Any) -> ChartSpec:
    return chart_spec(layer(mark, x=channel("year", x_type), y=channel("n", "quantitative"), **more))


def told(spec: ChartSpec, *tables: LiteralTable) -> Diagnostic:
    report = Report()
    assert resolved(spec, *tables, report=report) is None
    assert len(report.diagnostics) == 1, report.diagnostics
    return report.diagnostics[0]


def test_years_stand_in_order_and_numbers_keep_their_cells() -> None:
    chart = resolved(simple(), YEARS)
    assert chart is not None
    assert chart.categories.labels == ("2006", "2008", "2009")
    assert values(one(chart)) == [7, 12, 3]
    assert [cell.row for point in one(chart).points for cell in point.value.cells if point.value] == [
        "row=2",
        "row=1",
        "row=3",
    ]
    assert [point.label for point in one(chart).points] == ["7", "12", "3"]


def test_nought_is_a_number_and_no_gap() -> None:
    data = table({"year": "year", "n": "integer"}, (2008, 0), (2009, None), (2010, 3))
    chart = resolved(simple(), data)
    assert values(one(chart)) == [0, None, 3]
    assert [point.label for point in one(chart).points] == ["0", "", "3"]


def test_a_time_axis_and_every_fill_missing_years_with_gaps() -> None:
    temporal = resolved(simple(x_type="temporal"), YEARS)
    assert values(one(temporal)) == [7, None, 12, 3]
    every = resolved(
        chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative")), every=(2005, 2010)),
        YEARS,
    )
    assert every is not None
    assert every.categories.labels == ("2005", "2006", "2007", "2008", "2009", "2010")
    assert values(one(every)) == [None, 7, None, 12, 3, None]


def test_months_are_filled_too_and_named_in_the_language() -> None:
    months = table({"m": "yearmonth", "n": "integer"}, ("2020-02", 2), ("2019-11", 1), ("2019-12", 3))
    spec = chart_spec(layer("line", x=channel("m", "temporal"), y=channel("n", "quantitative")))
    chart = resolved(spec, months, code="ja")
    assert chart is not None
    assert chart.categories.labels == ("2019年11月", "2019年12月", "2020年1月", "2020年2月")
    assert values(one(chart)) == [1, 3, None, 2]
    assert [point.marker for point in one(chart).points] == ["series-1", "series-1", "", "series-1"]


def test_names_keep_the_tables_order_unless_the_author_sorts_them() -> None:
    def labels(**sort: Any) -> tuple[str, ...]:
        spec = chart_spec(layer("bar", x=channel("port", "nominal", **sort), y=channel("n", "quantitative")))
        chart = resolved(spec, PORTS)
        assert chart is not None
        return chart.categories.labels

    assert labels() == ("Kure", "Toyama", "Niigata")
    assert labels(sort="-y") == ("Toyama", "Niigata", "Kure")
    assert labels(sort="y") == ("Kure", "Niigata", "Toyama")
    assert labels(sort="ascending") == ("Kure", "Niigata", "Toyama")
    assert labels(sort="descending", sort_field="n") == ("Toyama", "Niigata", "Kure")
    assert labels(sort_values=("Niigata", "Kure"), sort_spans=(SPAN, SPAN)) == ("Niigata", "Kure", "Toyama")
    assert labels(domain=("Niigata", "Kure", "Toyama")) == ("Niigata", "Kure", "Toyama")


def test_names_are_in_the_language_of_the_deck() -> None:
    spec = chart_spec(layer("bar", y=channel("port", "nominal"), x=channel("n", "quantitative")))
    chart = resolved(spec, PORTS, code="ja")
    assert chart is not None
    assert chart.categories.labels == ("呉", "富山", "新潟")
    assert chart.plots[0].horizontal


def test_a_colour_makes_series_that_stack_and_an_offset_sets_them_side_by_side() -> None:
    encoding = {"x": channel("year"), "y": channel("n", "quantitative"), "color": channel("kind")}
    stacked = resolved(chart_spec(layer("bar", **encoding)), LONG)
    grouped = resolved(chart_spec(layer("bar", **encoding, xOffset=channel("kind"))), LONG)
    assert stacked is not None
    assert grouped is not None
    assert stacked.plots[0].stacking is Stacking.ZERO
    assert grouped.plots[0].stacking is Stacking.NONE
    assert [(series.name, series.color, values(series)) for series in stacked.plots[0].series] == [
        ("tourism", "series-1", [5, 6]),
        ("business", "series-2", [3, 4]),
    ]
    assert stacked.axes[0].maximum >= 10
    assert [series.direct_label for series in stacked.plots[0].series] == ["tourism", "business"]


def test_shares_of_a_whole_have_an_axis_in_per_cent() -> None:
    spec = chart_spec(
        layer("bar", x=channel("year"), y=channel("n", "quantitative", stack="normalize"), color=channel("kind"))
    )
    chart = resolved(spec, LONG, code="ru")
    assert chart is not None
    assert [tick.label for tick in chart.axes[0].ticks] == [f"{n}\u00a0%" for n in (0, 25, 50, 75, 100)]


def test_rows_are_joined_by_an_aggregate_and_a_gap_among_them_stays_a_gap() -> None:
    data = table({"year": "year", "n": "integer"}, (2008, 1), (2008, 2), (2009, 5), (2009, None))
    spec = chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative", aggregate="sum")))
    chart = resolved(spec, data)
    assert values(one(chart)) == [3, None]
    assert len(one(chart).points[0].value.cells) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(("how", "raw"), [("sum", Decimal("0.6")), ("mean", Decimal("0.2")), ("max", Decimal("0.3"))])
def test_an_aggregate_is_exact_and_without_a_remainder(how: str, raw: Decimal) -> None:
    rows = [(2008, Decimal(share)) for share in ("0.1", "0.2", "0.3")]
    spec = chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative", aggregate=how)))
    assert values(one(resolved(spec, table({"year": "year", "n": "number"}, *rows)))) == [raw]


def test_a_sum_that_no_number_holds_is_told() -> None:
    data = table({"year": "year", "n": "number"}, (2008, 1e308), (2008, 1e308))
    spec = chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative", aggregate="sum")))
    assert told(spec, data).code == "RD212"


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ({"field": "year", "equal": 2008}, [12]),
        ({"field": "year", "gte": 2008}, [12, 3]),
        ({"field": "year", "range": (2006, 2008)}, [7, 12]),
        ({"field": "year", "range": (None, 2007)}, [7]),
        ({"field": "year", "oneOf": (2006, "2009")}, [7, 3]),
        ({"not": {"field": "year", "lt": 2008}}, [12, 3]),
        ({"or": ({"field": "year", "equal": 2006}, {"field": "n", "gt": 10})}, [7, 12]),
        ({"and": ({"field": "n", "valid": True}, Expression(text="n < 10", span=SPAN))}, [7, 3]),
    ],
)
def test_filters_choose_rows(condition: Any, left: list[int]) -> None:
    assert values(one(resolved(simple(filters=[condition]), YEARS))) == left


def test_the_chart_of_cars_has_two_axes_a_gap_a_rule_and_a_hatched_bar() -> None:
    chart = cars()
    bars, line = chart.plots
    assert (bars.mark, bars.axis, line.mark, line.axis) == (Mark.BAR, 0, Mark.LINE, 1)
    assert [point.label for point in bars.series[0].points] == ["269", "", "402", "563", "53", "95"]
    assert [point.pattern for point in bars.series[0].points] == [False] * 5 + [True]
    assert [tick.label for tick in chart.axes[0].ticks] == ["0", "200", "400", "600"]
    assert [tick.label for tick in chart.axes[1].ticks] == ["0", "20", "40", "60"]
    assert [axis.color for axis in chart.axes] == ["series-1", "series-2"]
    assert chart.axes[0].format.code == "#,##0,"
    kinds = [(one.kind, one.category, one.offset) for one in chart.annotations]
    assert kinds == [(AnnotationKind.RULE, 4, -0.5), (AnnotationKind.GAP, 1, 0.0)]


def test_an_area_is_a_light_ground_under_a_line_with_dots_at_the_points_that_words_are_about() -> None:
    chart = visitors()
    ground, line = chart.plots
    assert (ground.mark, ground.series[0].tint, line.mark) == (Mark.AREA, True, Mark.LINE)
    assert values(ground.series[0]) == values(line.series[0]) == list(VISITORS)
    assert not chart.categories.between
    dots = [1996 + index for index, point in enumerate(line.series[0].points) if point.marker]
    assert dots == [2008, 2019, 2021, 2025]


def test_a_line_breaks_where_its_definition_changes_and_where_the_author_says() -> None:
    data = table(
        {"year": "year", "n": "integer", "d": "string"}, *((2000 + i, i, "new" if i > 2 else "old") for i in range(6))
    )
    chart = resolved(simple("line", pattern="d == 'new'", breaks=(2001,)), data)
    assert [point.connected for point in one(chart).points] == [True, False, True, False, True, True]


def test_an_area_with_a_gap_is_drawn_as_a_line_and_told() -> None:
    report = Report()
    chart = resolved(simple("area", "temporal"), YEARS, report=report)
    assert chart is not None
    assert [plot.mark for plot in chart.plots] == [Mark.LINE]
    assert [found.code for found in report.diagnostics] == ["RD621"]


def test_a_ring_has_a_colour_for_each_part_and_no_axes() -> None:
    spec = chart_spec(layer("arc", color=channel("port", "nominal"), theta=channel("n", "quantitative")))
    chart = resolved(spec, PORTS)
    assert chart is not None
    assert chart.axes == ()
    assert [point.color for point in one(chart).points] == ["series-1", "series-2", "series-3"]
    assert chart.categories.labels == ("Kure", "Toyama", "Niigata")


def test_a_scatter_has_a_horizontal_axis_of_numbers() -> None:
    data = table({"a": "number", "b": "number"}, (1.5, 10), (3.5, 40), (None, 3), a="Distance", b="Fare")
    chart = resolved(chart_spec(layer("point", x=channel("a"), y=channel("b"))), data)
    assert chart is not None
    assert chart.x_axis is not None
    assert (chart.x_axis.title, chart.axes[0].title) == ("Distance", "Fare")
    assert [(point.x.raw, point.value.raw) for point in one(chart).points] == [(1.5, 10), (3.5, 40)]  # type: ignore[union-attr]


def test_numbers_stand_at_up_to_twelve_bars_and_where_they_are_asked_for() -> None:
    def labels(count: int, mark: str = "bar", **more: Any) -> int:
        data = table({"year": "year", "n": "integer"}, *((2000 + i, i + 1) for i in range(count)))
        return sum(1 for point in one(resolved(simple(mark, **more), data)).points if point.label)

    assert (labels(12), labels(13), labels(13, labels="all"), labels(3, labels="none")) == (12, 0, 13, 0)
    assert (labels(9, "line"), labels(9, "line", labels="last"), labels(9, "line", labels="ends")) == (0, 1, 2)


def test_a_form_that_no_number_format_gives_is_text_in_the_native_chart() -> None:
    data = table({"year": "year", "n": "integer"}, (2008, 563_369), (2009, 53_180))
    spec = chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative", format="compact")))
    chart = resolved(spec, data, code="ja")
    assert chart is not None
    assert [point.label for point in one(chart).points] == ["56万", "5.3万"]
    assert [tick.label for tick in chart.axes[0].ticks] == ["0", "20万", "40万", "60万"]
    assert not one(chart).format.native
    assert not chart.axes[0].format.native


def test_an_annotation_may_stand_between_years_and_at_a_month() -> None:
    spec = chart_spec(
        layer("bar", x=channel("year", "temporal"), y=channel("n", "quantitative")),
        annotations=(note("a", "2008-04"), note("b", 2007.5), note("c", 2008, 12), note("d", "2007", kind="gap")),
    )
    chart = resolved(spec, YEARS)
    assert chart is not None
    assert [(one.category, one.offset, one.value) for one in chart.annotations] == [
        (2, -0.25, None),
        (1, 0.5, None),
        (2, 0.0, 12.0),
        (1, 0.0, None),
    ]


def test_a_date_is_a_category_in_the_language_and_uneven_ones_are_joined_at_their_distances() -> None:
    dates = table(
        {"day": "date", "n": "integer"}, (dt.date(2020, 1, 5), 1), (dt.date(2020, 2, 5), 2), (dt.date(2020, 3, 5), 4)
    )
    spec = chart_spec(layer("line", x=channel("day"), y=channel("n", "quantitative")))
    chart = resolved(spec, dates)
    assert chart is not None
    assert chart.categories.labels[0] == "Jan 5, 2020"
    uneven = table(
        {"day": "date", "n": "integer"}, (dt.date(2020, 1, 1), 1), (dt.date(2020, 1, 2), 2), (dt.date(2021, 3, 1), 4)
    )
    far = resolved(spec, uneven)
    assert far is not None
    assert [i for i, point in enumerate(one(far).points) if point.value is not None] == [0, 1, 425]
    assert one(far).points[5].bridged


WRONG: dict[str, tuple[ChartSpec, LiteralTable, str, str]] = {
    "a column that isn't there": (
        chart_spec(layer("bar", x=channel("year"), y=channel("m", "quantitative"))),
        YEARS,
        "RD601",
        "no column `m`",
    ),
    "text for numbers": (
        chart_spec(layer("bar", x=channel("port"), y=channel("port_ja"))),
        PORTS,
        "RD602",
        "which is not a number",
    ),
    "two rows for a bar": (
        simple(),
        table({"year": "year", "n": "integer"}, (2008, 1), (2008, 2)),
        "RD603",
        "2 rows for 2008",
    ),
    "a filter that lets nothing pass": (simple(filters=[{"field": "n", "gt": 99}]), YEARS, "RD604", "no row"),
    "a table without rows": (simple(), table({"year": "year", "n": "integer"}), "RD604", "has no rows"),
    "a filter of another type": (simple(filters=[{"field": "n", "lt": "x"}]), YEARS, "RD605", "type mismatch"),
    "mixed categories": (simple(), table({"year": "any", "n": "integer"}, (2008, 1), ("x", 2)), "RD605", "mixes"),
    "too many points": (
        simple("line"),
        table({"year": "integer", "n": "integer"}, *((i, i) for i in range(2001))),
        "RD606",
        "2,001",
    ),
    "too many bars": (
        simple(),
        table({"year": "integer", "n": "integer"}, *((i, i) for i in range(401))),
        "RD607",
        "401",
    ),
    "a colour that the theme hasn't": (simple(role="saa"), YEARS, "RD608", "`saa`"),
    "only missing values": (simple(), table({"year": "year", "n": "integer"}, (2008, None)), "RD609", "no values"),
    "a negative part": (
        chart_spec(layer("arc", color=channel("p"), theta=channel("n", "quantitative"))),
        table({"p": "string", "n": "integer"}, ("a", 3), ("b", -1)),
        "RD612",
        "negative",
    ),
    "a number that is not finite": (
        simple(),
        table({"year": "year", "n": "number"}, (2008, float("inf"))),
        "RD613",
        "not finite",
    ),
    "more series than colours": (
        chart_spec(layer("line", x=channel("year"), y=channel("n", "quantitative"), color=channel("k"))),
        table({"year": "year", "k": "string", "n": "integer"}, *((2008, c, 1) for c in "abcdef")),
        "RD614",
        "6 series",
    ),
    "a format that is none": (
        chart_spec(layer("bar", x=channel("year"), y=channel("n", "quantitative", format="currency(XX)"))),
        YEARS,
        "RD616",
        "XX",
    ),
    "an annotation beside the chart": (
        chart_spec(layer("bar", x=channel("year"), y=channel("n", "quantitative")), annotations=(note("x", 1999),)),
        YEARS,
        "RD617",
        "not on the chart",
    ),
    "a ring beside a bar": (
        chart_spec(
            layer("arc", color=channel("year"), theta=channel("n", "quantitative")),
            layer("bar", x=channel("year"), y=channel("n", "quantitative")),
        ),
        YEARS,
        "RD618",
        "doughnut",
    ),
    "a domain that cuts bars": (
        chart_spec(layer("bar", x=channel("year"), y=channel("n", "quantitative", domain=(0, 10)))),
        YEARS,
        "RD620",
        "cuts off",
    ),
    "a row without a category": (simple(), table({"year": "year", "n": "integer"}, (None, 1)), "RD623", "no value for"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_author_is_told(case: str) -> None:
    spec, data, code, words = WRONG[case]
    found = told(spec, data)
    assert found.code == code
    assert words in found.message
    assert found.span == SPAN


def test_a_mistyped_column_is_recognised() -> None:
    spec = chart_spec(layer("bar", x=channel("yaer"), y=channel("n", "quantitative")))
    assert told(spec, YEARS).label == "did you mean `year`?"
