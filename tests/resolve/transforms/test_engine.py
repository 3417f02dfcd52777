"""Steps of a transform over a small package: the numbers they give, and the cells that these come from."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import ChartBlock
from ria_deck.content.blocks.transforms import read_transform
from ria_deck.data import load_tables
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.transforms.engine import transformed
from ria_deck.source.decode import decode
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml
from tests.resolve.conftest import span_of

PACKAGE = """\
name: small
resources:
  - name: visits
    path: visits.csv
    schema:
      fields:
        - {name: day, type: date}
        - {name: city, type: string}
        - {name: n, type: integer, unit: persons}
        - {name: m, type: number}
  - name: cities
    path: cities.csv
    schema:
      fields: [{name: city, type: string}, {name: region, type: string}, {name: people, type: integer}]
      primaryKey: city
  - name: doubled
    path: doubled.csv
    schema:
      fields: [{name: city, type: string}, {name: region, type: string}]
"""
VISITS = """\
day,city,n,m
2024-01-15,Kure,4,0.1
2024-02-10,Kure,8,0.2
2024-04-01,Otaru,1,0.30
2024-04-30,Otaru,3,
2024-05-02,Kure,6,0.4
"""
CITIES = "city,region,people\nKure,West,200\nToyama,North,400\n"
DOUBLED = "city,region\nKure,West\nKure,East\n"


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    for name, text in (
        ("datapackage.yaml", PACKAGE),
        ("visits.csv", VISITS),
        ("cities.csv", CITIES),
        ("doubled.csv", DOUBLED),
    ):
        (data / name).write_text(text, "utf-8")
    return tmp_path


def run(project: Path, steps: str, report: Report | None = None) -> DataTable | None:
    own = report or Report()
    block = f"alt: x\ndata: visits\nmark: bar\ntransform:\n{steps}"
    document = load_yaml(SourceText("content/a.yaml", block), own)
    assert document is not None
    decoded = decode(ChartBlock, document, own)
    assert decoded is not None, own.diagnostics
    reader = BlockReader(document, "s", own)
    read = read_transform(reader, ("transform",), decoded.transform)
    tables = load_tables(project, own)
    visits = tables.find("visits", span_of("x"))
    assert visits is not None
    evaluator = Evaluator(tables, Formatter("en"), {}, own)
    found = transformed(visits, read, tables.find, evaluator, own) if not own.failed else None
    if report is None:
        assert own.diagnostics == []
    return found


def rows(table: DataTable | None, *names: str) -> list[tuple[Any, ...]]:
    assert table is not None
    return list(zip(*(table.columns[name] for name in names or table.column_names), strict=True))


def test_groups_are_summed_with_all_their_cells(project: Path) -> None:
    table = run(
        project,
        "- aggregate: [{op: sum, field: n, as: total}, {op: count, as: days}, {op: max, field: n, as: most}]\n"
        "  groupby: [city]\n",
    )
    assert rows(table) == [("Kure", 18, 3, 8), ("Otaru", 4, 2, 3)]
    assert table is not None
    assert [cell.line for cell in table.value(0, "total").cells] == [2, 3, 6]
    assert table.value(0, "total").unit == "persons"
    assert table.value(0, "days").unit == ""


def test_quantiles_are_those_of_excel(project: Path) -> None:
    table = run(
        project,
        "- aggregate: [{op: q1, field: n, as: q1}, {op: median, field: n, as: q2}, {op: q3, field: n, as: q3},"
        " {op: mean, field: n, as: mean}, {op: stdev, field: n, as: sd}]\n",
    )
    q1, q2, q3, mean, deviation = rows(table)[0]  # of 1, 3, 4, 6, 8
    assert (q1, q2, q3, mean) == (3, 4, 6, Decimal("4.4"))
    assert round(deviation, 6) == Decimal("2.701851")


def test_a_gap_makes_a_sum_a_gap_and_counts_say_so(project: Path) -> None:
    table = run(
        project,
        "- aggregate: [{op: sum, field: m, as: s}, {op: valid, field: m, as: v}, {op: missing, field: m, as: g},"
        " {op: distinct, field: city, as: d}]\n  groupby: [city]\n",
    )
    assert rows(table) == [("Kure", Decimal("0.7"), 3, 0, 1), ("Otaru", None, 1, 1, 1)]


def test_shares_of_a_group_by_joinaggregate_and_calculate(project: Path) -> None:
    table = run(
        project,
        "- joinaggregate: [{op: sum, field: n, as: total}]\n  groupby: [city]\n"
        "- {calculate: 'n / total', as: share}\n- filter: 'share >= 0.4'\n",
    )
    assert rows(table, "city", "n", "share") == [
        ("Kure", 8, Decimal(8) / 18),
        ("Otaru", 3, Decimal("0.75")),
    ]
    assert table is not None
    assert {cell.column for cell in table.value(0, "share").cells} == {"n"}
    assert len(table.value(0, "share").cells) == 3


def test_an_expression_over_a_gap_is_a_gap(project: Path) -> None:
    table = run(project, "- {calculate: 'm * 2', as: d}\n")
    assert [value for (value,) in rows(table, "d")] == [
        Decimal("0.2"),
        Decimal("0.4"),
        Decimal("0.60"),
        None,
        Decimal("0.8"),
    ]


def test_columns_become_rows_and_rows_columns(project: Path) -> None:
    folded = run(project, "- {filter: {field: city, equal: Otaru}}\n- {fold: [n, m], as: [what, how]}\n")
    assert rows(folded, "city", "what", "how") == [
        ("Otaru", "n", 1),
        ("Otaru", "m", Decimal("0.30")),
        ("Otaru", "n", 3),
        ("Otaru", "m", None),
    ]
    pivoted = run(project, "- {timeUnit: yearquarter, field: day, as: q}\n- {pivot: city, value: n, groupby: [q]}\n")
    assert rows(pivoted) == [("2024Q1", 12, None), ("2024Q2", 6, 4)]


def test_another_table_is_looked_up_by_its_key(project: Path) -> None:
    table = run(project, "- {lookup: city, from: {data: cities, key: city, fields: [region, people]}}\n")
    assert rows(table, "city", "region", "people")[1:3] == [("Kure", "West", 200), ("Otaru", None, None)]
    assert table is not None
    assert {cell.table for cell in table.value(0, "people").cells} == {"cities", "visits"}


def test_a_key_that_is_there_twice_cant_be_looked_up(project: Path) -> None:
    report = Report()
    steps = "- {lookup: city, from: {data: doubled, key: city, fields: [region]}}\n"
    assert run(project, steps, report) is None
    assert [one.code for one in report.diagnostics] == ["RD625"]


def test_windows_rank_and_sum_up_in_their_order(project: Path) -> None:
    table = run(
        project,
        "- window: [{op: sum, field: n, as: so_far}, {op: rank, as: rank}, {op: lag, field: n, as: before},"
        " {op: row_number, as: row}]\n  sort: [{field: n, order: descending}]\n  groupby: [city]\n",
    )
    assert rows(table, "city", "n", "so_far", "rank", "before", "row") == [
        ("Kure", 4, 18, 3, 6, 3),
        ("Kure", 8, 8, 1, None, 1),
        ("Otaru", 1, 4, 2, 3, 2),
        ("Otaru", 3, 3, 1, None, 1),
        ("Kure", 6, 14, 2, 8, 2),
    ]
    moving = run(project, "- {window: [{op: mean, field: n, as: m3}], frame: [-1, 1]}\n")
    assert [value for (value,) in rows(moving, "m3")][:2] == [6, Decimal(13) / 3]


def test_units_of_time(project: Path) -> None:
    table = run(
        project,
        "".join(
            f"- {{timeUnit: {unit}, field: day, as: {unit}}}\n" for unit in ("year", "yearmonth", "quarter", "month")
        ),
    )
    assert rows(table, "year", "yearmonth", "quarter", "month")[2] == (2024, "2024-04", "Q2", 4)
    assert table is not None
    assert table.field("yearmonth").type == "yearmonth"


def test_classes_of_numbers(project: Path) -> None:
    table = run(project, "- {bin: {step: 4}, field: n, as: [low, high, name]}\n")
    assert rows(table, "n", "low", "high", "name") == [
        (4, 4, 8, "4–8"),
        (8, 4, 8, "4–8"),  # the last class takes its end in
        (1, 0, 4, "0–4"),
        (3, 0, 4, "0–4"),
        (6, 4, 8, "4–8"),
    ]
    assert len({name for (name,) in rows(run(project, "- {bin: true, field: n, as: b}\n"), "b_name")}) <= 10


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ("- aggregate: [{op: sum, field: nn, as: t}]\n", "RD601"),
        ("- aggregate: [{op: sum, as: t}]\n", "RD043"),
        ("- {calculate: 'n * 2'}\n", "RD043"),
        ("- {calculate: 'nn * 2', as: t}\n", "RD203"),
        ("- {filter: 'n > 1', calculate: 'n', as: t}\n", "RD043"),
        ("- {filter: 'n > 1', groupby: [n]}\n", "RD043"),
        ("- {groupby: [city]}\n", "RD043"),
        ("- {pivot: city}\n", "RD043"),
        ("- {lookup: city}\n", "RD043"),
        ("- {lookup: city, from: {data: towns, key: city, fields: [region]}}\n", "RD600"),
        ("- {timeUnit: year, field: city}\n", "RD211"),
        ("- {timeUnit: year}\n", "RD043"),
        ("- {bin: true}\n", "RD043"),
        ("- {bin: true, field: city}\n", "RD211"),
        ("- aggregate: [{op: sum, field: city, as: t}]\n", "RD211"),
        ("- {fold: [n, m], as: key}\n", "RD043"),
    ],
)
def test_a_step_that_makes_no_sense_is_reported(project: Path, steps: str, code: str) -> None:
    report = Report()
    assert run(project, steps, report) is None
    assert [one.code for one in report.diagnostics] == [code]
