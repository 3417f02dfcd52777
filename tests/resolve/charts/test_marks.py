"""Composite marks over a small package: the layers that they become, and what both outputs draw of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ria_deck.content.blocks.decode import decode_chart
from ria_deck.content.marks import MARKS
from ria_deck.content.specs.slides import LayerSpec, Message
from ria_deck.data import load_tables
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart import Chart, Mark, Plot
from ria_deck.model.text import Paragraph, plain
from ria_deck.resolve.charts.chart import resolve_chart
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.transforms.engine import transformed
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml
from tests.resolve.charts.literal_charts import builtin_theme

PACKAGE = """\
name: small
resources:
  - {name: scores, path: scores.csv, schema: {fields: [{name: g, type: string}, {name: v, type: integer}]}}
  - {name: budget, path: budget.csv, schema: {fields: [{name: item, type: string}, {name: v, type: integer}]}}
  - name: towns
    path: towns.csv
    schema: {fields: [{name: year, type: year}, {name: town, type: string}, {name: n, type: integer}]}
  - name: rates
    path: rates.csv
    schema:
      fields:
        - {name: year, type: year}
        - {name: v, type: number}
        - {name: low, type: number}
        - {name: high, type: number}
"""
FILES = {
    "scores.csv": "g,v\n" + "".join(f"A,{v}\n" for v in (1, 3, 4, 6, 8)) + "".join(f"B,{v}\n" for v in (-4, -2, 2)),
    "budget.csv": "item,v\nTaxes,100\nGrants,20\nSchools,-150\nLoans,40\n",
    "towns.csv": "year,town,n\n2015,Kure,60\n2025,Kure,64\n2015,Toyama,90\n2025,Toyama,70\n",
    "rates.csv": "year,v,low,high\n2020,2.0,1.5,2.75\n2021,3.0,2.5,4.0\n",
}


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name, text in {"datapackage.yaml": PACKAGE, **FILES}.items():
        (tmp_path / "data" / name).write_text(text, "utf-8")
    return tmp_path


def resolve(project: Path, text: str, report: Report | None = None) -> Chart | None:
    """The chart of a block; without a report of one's own, mistakes fail the test."""
    own = report if report is not None else Report()
    document = load_yaml(SourceText("content/a.yaml", text), own)
    assert document is not None
    spec = decode_chart(document, "c", "s", own)
    if spec is None:
        return None
    tables = load_tables(project, own)
    evaluator = Evaluator(tables, Formatter("en"), {}, own)

    def table(layer: LayerSpec) -> DataTable | None:
        found = tables.find(layer.data, layer.data_span)
        return found and transformed(found, layer.transform, tables.find, evaluator, own, total="Total")

    def holds(condition: Any, of: Any) -> list[bool] | None:
        kept = evaluator.where(condition.text, condition.span, of)
        return None if kept is None else [index in set(kept.indices) for index in range(len(of.lines))]

    def words(message: Message) -> Paragraph:
        return plain(message.text, "en")

    chart = resolve_chart(
        spec, tables=table, holds=holds, text=words, formatter=Formatter("en"), theme=builtin_theme(), report=own
    )
    if report is None:
        assert own.diagnostics == []
        assert chart is not None
    return chart


def drawn(project: Path, text: str) -> Chart:
    chart = resolve(project, text + "\nalt: A chart.\n")
    assert chart is not None
    return chart


def numbers(plot: Plot) -> list[tuple[str, list[Any]]]:
    return [
        (one.name, [None if point.value is None else point.value.raw for point in one.points]) for one in plot.series
    ]


def test_a_boxplot_floats_between_the_quartiles_of_its_rows(project: Path) -> None:
    chart = drawn(project, "data: scores\nmark: boxplot\nencoding: {x: g, y: v}")
    boxes, low, high = chart.plots
    assert [one.name for one in chart.readings] == ["Min", "Q1", "Median", "Q3", "Max"]
    assert [[point.value.raw for point in one.points if point.value is not None] for one in chart.readings] == [
        [1, -4],
        [3, -3],
        [4, -2],
        [6, 0],
        [8, 2],
    ]
    assert numbers(boxes) == [
        ("(base)", [3.0, 0.0]),
        ("(Q1–Median)", [1.0, None]),
        ("(Median–Q3)", [2.0, None]),
        ("(Median–Q3 < 0)", [None, -2.0]),  # from zero down to the median, then to the first quartile
        ("(Q1–Median < 0)", [None, -1.0]),
    ]
    assert [one.hidden for one in boxes.series] == [True, False, False, False, False]
    assert low.series[0].errors == ((2.0, 0.0), (1.0, 0.0))
    assert high.series[0].errors == ((0.0, 2.0), (0.0, 2.0))
    assert len(boxes.series[1].points[0].value.cells) == 5  # type: ignore[union-attr]


def test_a_waterfall_ends_in_the_sum_of_its_rows(project: Path) -> None:
    chart = drawn(project, "data: budget\nmark: waterfall\nencoding: {x: item, y: {field: v}}")
    bars, changes, total = chart.plots
    assert chart.categories.labels == ("Taxes", "Grants", "Schools", "Loans", "Total")
    assert numbers(bars) == [
        ("(base)", [0.0, 100.0, 0.0, 0.0, 0.0]),
        ("(+)", [100.0, 20.0, None, 10.0, None]),
        ("(−)", [None, None, 120.0, None, None]),  # a series for each sign: the colour follows an edit
        ("(Σ)", [None, None, None, None, 10.0]),
        ("(+ < 0)", [None, None, None, -30.0, None]),
        ("(− < 0)", [None, None, -30.0, None, None]),
        ("(Σ < 0)", [None, None, None, None, None]),
    ]
    assert [one.color for one in bars.series[1:4]] == ["series-1", "series-2", "ink"]
    assert [one.name for one in chart.columns] == ["v", "Level", "Before"]
    assert changes.series[0].words == "v"
    assert [point.label for point in changes.series[0].points] == ["+100", "+20", "-150", "+40", ""]
    assert [point.label for point in total.series[0].points] == ["", "", "", "", "10"]
    (reading,) = chart.readings
    assert [point.value.raw for point in reading.points if point.value] == [100, 20, -150, 40, 10]


def test_a_histogram_counts_every_class(project: Path) -> None:
    chart = drawn(project, "data: scores\nmark: histogram\nencoding: {x: v}")
    assert chart.categories.labels == ("-4 – -2", "-2 – 0", "0–2", "2–4", "4–6", "6–8")
    assert numbers(chart.plots[0]) == [("Count", [1, 1, 1, 2, 1, 2])]
    assert chart.plots[0].tight


def test_a_pie_has_no_hole_and_shares_for_labels(project: Path) -> None:
    text = "data: towns\ntransform: [{filter: {field: year, equal: 2015}}]\nmark: pie\n"
    chart = drawn(project, text + 'encoding: {theta: {field: n, format: "0%"}, color: town}')
    assert chart.plots[0].whole
    assert [point.label for point in chart.plots[0].series[0].points] == ["40%", "60%"]


def test_a_slope_has_numbers_at_both_ends(project: Path) -> None:
    chart = drawn(project, "data: towns\nmark: slope\nencoding: {x: year, y: n, color: town}")
    assert [[point.label for point in one.points] for one in chart.plots[0].series] == [["60", "64"], ["90", "70"]]


def test_a_dumbbell_joins_its_dots(project: Path) -> None:
    text = "data: towns\ntransform: [{calculate: \"year ~ ''\", as: when}]\nmark: dumbbell\n"
    chart = drawn(project, text + "encoding: {x: town, y: n, color: when}")
    line, dots = chart.plots
    assert (line.mark, dots.mark) == (Mark.LINE, Mark.POINT)
    assert line.series[0].errors == ((4.0, 0.0), (20.0, 0.0))
    assert numbers(dots) == [("2015", [60, 90]), ("2025", [64, 70])]


def test_guides_stand_at_their_values_and_axes_reach_them(project: Path) -> None:
    text = """\
data: rates
layer:
  - {mark: line, encoding: {x: {field: year, type: temporal}, y: v}}
  - {mark: rule, name: Target, encoding: {y: {datum: 9}}}
  - {mark: rect, encoding: {x: {datum: 2020}, x2: {datum: 2021}}, color: series-3}
"""
    chart = drawn(project, text)
    target, span = chart.guides
    assert (target.low, target.text, target.span) == (9.0, "Target", False)
    assert (span.start, span.end, span.color) == (-0.5, 1.5, "series-3")
    assert chart.axes[0].maximum >= 9


def test_a_point_is_highlighted_and_all_others_are_grey(project: Path) -> None:
    text = "data: budget\nmark: bar\nencoding:\n  x: item\n  y: v\n"
    chart = drawn(project, text + "  color: {condition: {test: \"item == 'Loans'\", value: accent}, value: grey}")
    (series,) = chart.plots[0].series
    assert series.color == "grey"
    assert [point.color for point in series.points] == ["", "", "", "accent"]


def test_a_line_is_highlighted_whole(project: Path) -> None:
    text = "data: towns\nmark: line\nencoding:\n  x: year\n  y: n\n"
    test = "{field: town, equal: Toyama}"
    chart = drawn(project, text + f"  color: {{field: town, condition: {{test: {test}, value: accent}}, value: grey}}")
    assert [one.color for one in chart.plots[0].series] == ["grey", "accent"]


def test_a_logarithmic_axis_goes_by_powers_of_ten(project: Path) -> None:
    text = "data: towns\ntransform: [{filter: {field: year, equal: 2015}}]\nmark: bar\n"
    chart = drawn(project, text + "encoding: {x: town, y: {field: n, scale: {type: log}}}")
    assert [tick.label for tick in chart.axes[0].ticks] == ["10", "100"]
    assert chart.axes[0].log


def test_error_bars_and_a_dashed_forecast(project: Path) -> None:
    text = """\
data: rates
encoding: {x: {field: year, type: temporal}}
layer:
  - {mark: {type: line, strokeDash: [4, 2]}, encoding: {y: v}}
  - {mark: errorbar, encoding: {y: low, y2: high}}
"""
    chart = drawn(project, text)
    line, bars = chart.plots
    assert line.series[0].dash
    assert bars.series[0].errors == ((1.25, 0.0), (1.5, 0.0))


def test_areas_of_discs_show_a_third_column(project: Path) -> None:
    text = "data: scores\nmark: point\nencoding: {x: {field: v, type: quantitative}, y: v, size: {field: v, title: Weight}}"
    filtered = text + "\ntransform: [{filter: {field: v, gte: 1}}]"
    chart = drawn(project, filtered)
    sizes = [float(point.size) for point in chart.plots[0].series[0].points if point.size is not None]
    assert sizes == sorted(sizes, reverse=True)  # small discs lie on large ones
    assert len(sizes) == len(chart.plots[0].series[0].points)
    assert chart.sizes == "Weight"
    assert chart.axes[0].title == "v \u00b7 \u25cf Weight"
    for wrong in (
        text,
        "data: towns\ntransform: [{filter: {field: year, equal: 2015}}]\nmark: point\nencoding: {x: town, y: n, size: n}",
    ):
        report = Report()
        assert resolve(project, wrong + "\nalt: A chart.\n", report) is None  # numbers below zero; categories
        assert [one.code for one in report.diagnostics] == ["RD618"]


def test_totals_stand_over_stacks(project: Path) -> None:
    text = "data: towns\nmark: bar\nencoding: {x: year, y: {field: n, stack: zero}, color: town}\nlabels: total"
    chart = drawn(project, text)
    _, totals = chart.plots
    assert [point.label for point in totals.series[0].points] == ["150", "134"]
    assert totals.series[0].hidden
    report = Report()
    assert resolve(project, text.replace("zero", "none") + "\nalt: A chart.\n", report) is None
    assert [one.code for one in report.diagnostics] == ["RD618"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("data: towns\nmark: bar\nencoding: {x: item, y: {field: n, scale: {type: log}}}", "RD601"),
        ("data: budget\nmark: bar\nencoding: {x: item, y: {field: v, scale: {type: log}}}", "RD620"),
        ("data: budget\nmark: rule\nencoding: {y: {datum: 1}}", "RD041"),
        ("data: budget\nlayer:\n- {mark: bar, encoding: {x: item, y: v}}\n- {mark: rule, encoding: {y: v}}", "RD041"),
        (
            "data: budget\nlayer:\n- {mark: bar, encoding: {x: item, y: v}}\n"
            "- {mark: rule, encoding: {x: {datum: Roads}}}",
            "RD617",
        ),
        ("data: budget\nmark: boxplot\nencoding: {x: item, y: v, color: item}", "RD041"),
        ("data: budget\nmark: waterfall\nencoding: {x: v, y: item}", "RD211"),
        (
            "data: budget\nmark: bar\nencoding: {x: item, y: v, color: {condition: {test: 'v > 1', value: gold}}}",
            "RD608",
        ),
        (
            "data: budget\nmark: bar\nencoding: {x: item, y: {field: v, condition: {test: 'v > 1', value: ink}}}",
            "RD044",
        ),
    ],
)
def test_what_makes_no_sense_is_reported(project: Path, block: str, code: str) -> None:
    report = Report()
    assert resolve(project, block + "\nalt: A chart.\n", report) is None
    assert code in [one.code for one in report.diagnostics]


def test_every_mark_has_a_kind_and_its_channels() -> None:
    assert all(kind.needs and kind.name == name for name, kind in MARKS.items())
