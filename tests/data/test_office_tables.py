"""Tables as statistics offices publish them: below titles, under heads of several rows, above notes, in old workbooks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.data import load_tables
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report, Severity

OLD = Path(__file__).parent / "office.xls"
PUBLISHED = """\
Table 3: Visitors (made up for this test),,,
"Published 5 May 2026, thousand",,,

,2023,2024,2025
North,12,13,△4
South,"1,200",(3),x
All,1212,10,-4

Source: nobody.,,,
x not published,,,
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for folder in ("content", "data"):
        (root / folder).mkdir(parents=True)
    (root / "content/report.yaml").write_text("id: talk\n", "utf-8")
    return root


def drafted(root: Path, file: Path, *options: str) -> DataTable:
    """The table as it is read by the entry that `data add` drafts, without an error."""
    answer = CliRunner().invoke(app, ["data", "add", str(file), *options, "--project", str(root)])
    assert answer.exit_code == 0, answer.stderr
    return read(root)


def read(root: Path) -> DataTable:
    report = Report()
    tables = load_tables(root, report)
    table = tables[list(tables)[-1]]
    assert [one for one in report.diagnostics if one.severity is Severity.ERROR] == []
    assert table is not None
    return table


def described(root: Path, text: str, entry: str, name: str = "t.csv") -> DataTable:
    (root / "data" / name).write_text(text, "utf-8")
    (root / "data/datapackage.yaml").write_text(f"resources:\n  - {{name: t, path: {name}, {entry}}}\n", "utf-8")
    return read(root)


def office_workbook(path: Path) -> Path:
    book = Workbook()
    contents = book.active
    assert contents is not None
    contents.append(["Contents"])
    contents.append(["Table 1"])
    sheet = book.create_sheet("Table 1")
    sheet["A1"] = "Table 1. Ships and goods (made up for this test)"
    sheet["B3"], sheet["D3"] = "Niigata", "Akita"
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("D3:E3")
    for column, word in zip("BCDE", ("ships", "goods\n(tons)", "ships", "goods\n(tons)"), strict=True):
        sheet[f"{column}4"] = word
    rows = [("EUROPE",), ("France", 1, 2.5, 3, "-"), ("Spain", 4, 5, 6, 7.25), ("ASIA",), ("Japan", 8, 9, 10, 11)]
    for number, row in enumerate(rows, start=5):
        for column, value in zip("ABCDE", row, strict=False):
            sheet[f"{column}{number}"] = value
    sheet["A11"] = "Note: made up."
    book.save(path)
    return path


def test_the_table_of_a_published_workbook_is_found(root: Path, tmp_path: Path) -> None:
    table = drafted(root, office_workbook(tmp_path / "ships.xlsx"))
    assert table.column_names == (
        "label",
        "Niigata ships",
        "Niigata goods (tons)",
        "Akita ships",
        "Akita goods (tons)",
    )
    assert table.columns["label"] == ["France", "Spain", "Japan"]
    assert table.columns["Niigata ships"] == [1, 4, 8]
    assert table.columns["Akita goods (tons)"] == [None, Decimal("7.25"), 11]
    text = (root / "data/datapackage.yaml").read_text("utf-8")
    assert 'dialect: {sheet: Table 1, range: "A3:E9", headerRows: [1, 2], skipRows: [5, 8]}  # guessed' in text
    assert "# rows without numbers, left out: 8 (ASIA); 1 row of notes below left out" in text
    assert str(table.span_of(1, "Akita ships")) == "data/ships.xlsx:Table 1!D7"


def test_the_table_of_a_published_text_file_is_found(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "visitors.csv"
    file.write_text(PUBLISHED.replace('"1,200",(3),x', "1200,7,x"), "utf-8")
    table = drafted(root, file)
    assert table.column_names == ("label", "2023", "2024", "2025")
    assert table.columns["2025"] == [-4, None, -4]
    assert str(table.span_of(1, "2024")) == "data/visitors.csv:6:12"


def test_an_old_workbook_is_read_its_hidden_sheet_left_alone(root: Path) -> None:
    table = drafted(root, OLD)
    assert table.column_names == ("label", "Ships Akita", "Ships Niigata", "Goods thousand tons")
    assert table.columns["label"] == [2023, 2024, 2025]
    assert table.columns["Ships Niigata"] == [95, -4, 101]
    assert table.columns["Goods thousand tons"] == [Decimal("8.5"), Decimal("9.25"), None]


def test_errors_dates_and_yes_and_no_of_an_old_workbook_are_told_apart(root: Path) -> None:
    (root / "data/office.xls").write_bytes(OLD.read_bytes())
    fields = "[{name: a, type: any}, {name: b, type: any}]"
    entry = f"{{name: t, path: office.xls, dialect: {{sheet: Errors}}, schema: {{fields: {fields}}}}}"
    (root / "data/datapackage.yaml").write_text(f"resources:\n  - {entry}\n", "utf-8")
    report = Report()
    assert load_tables(root, report)["t"] is None
    assert [(one.code, str(one.span)) for one in report.diagnostics] == [("RD330", "data/office.xls:Errors!B2")]
    ranged = entry.replace("sheet: Errors", 'sheet: Errors, range: "A3:B3", header: false')
    (root / "data/datapackage.yaml").write_text(f"resources:\n  - {ranged}\n", "utf-8")
    table = read(root)
    assert (table.columns["a"], table.columns["b"]) == ([dt.date(2024, 5, 1)], [True])


def test_a_workbook_whose_sheets_are_all_hidden_is_not_read_silently(root: Path) -> None:
    (root / "data/office.xls").write_bytes(OLD.read_bytes())
    entry = "{name: t, path: office.xls, dialect: {sheet: Notes}, schema: {fields: [{name: hidden}]}}"
    (root / "data/datapackage.yaml").write_text(f"resources:\n  - {entry}\n", "utf-8")
    assert read(root).columns["hidden"] == ["words"]  # by its name it may be taken


@pytest.mark.parametrize("damage", [b"", b"no workbook", OLD.read_bytes()[:2000]])
def test_a_damaged_old_workbook_is_one_error(root: Path, damage: bytes) -> None:
    (root / "data/office.xls").write_bytes(b"\xd0\xcf\x11\xe0" + damage[4:])
    text = "resources:\n  - {name: t, path: office.xls, schema: {fields: [{name: a}]}}\n"
    (root / "data/datapackage.yaml").write_text(text, "utf-8")
    report = Report()
    assert load_tables(root, report)["t"] is None
    assert [one.code for one in report.diagnostics] == ["RD316"]


def test_range_and_rows_that_are_skipped_in_a_text_file(root: Path) -> None:
    fields = (
        "{name: label}, {name: '2023', type: integer, groupChar: ','}, {name: '2024', type: integer, bareNumber: false}"
    )
    entry = f"missingValues: ['', x], dialect: {{range: 'A4:C7', skipRows: [7]}}, schema: {{fields: [{fields}]}}"
    table = described(root, PUBLISHED, entry)
    assert table.columns == {"label": ["North", "South"], "2023": [12, 1200], "2024": [13, -3]}
    assert str(table.span_of(1, "2024")) == "data/t.csv:6:15"


@pytest.mark.parametrize("rows", ["[0]", "['a']", "[-3]", "true"])
def test_rows_to_skip_are_numbers(root: Path, rows: str) -> None:
    (root / "data/t.csv").write_text("a\n1\n", "utf-8")
    entry = f"{{name: t, path: t.csv, dialect: {{skipRows: {rows}}}, schema: {{fields: [{{name: a}}]}}}}"
    (root / "data/datapackage.yaml").write_text(f"resources:\n  - {entry}\n", "utf-8")
    report = Report()
    load_tables(root, report)
    assert [one.code for one in report.diagnostics if one.severity is Severity.ERROR] == ["RD304"]


@pytest.mark.parametrize(
    ("field", "cells", "values"),
    [
        (
            "type: quarter",
            ["2024Q1", "Q2 2024", "2024年第3四半期", "令和6年第4四半期"],
            ["2024Q1", "2024Q2", "2024Q3", "2024Q4"],
        ),
        ("type: fiscalyear", ["FY2023", "2024–25", "2025年度", "令和8年度"], ["FY2023", "FY2024", "FY2025", "FY2026"]),
        ("type: year, format: era", ["平成30年", "令和元年", "R2", "2021"], [2018, 2019, 2020, 2021]),
        ("type: integer", ["△12", "▲ 3", "−4", "-5"], [-12, -3, -4, -5]),
        (
            "type: number, bareNumber: false",
            ["△1.5", "(2.5)", "3.5p", "¥4"],
            [Decimal("-1.5"), Decimal("-2.5"), Decimal("3.5"), 4],
        ),
    ],
)
def test_times_and_signs_as_offices_write_them(root: Path, field: str, cells: list[str], values: list[object]) -> None:
    text = "\n".join(["a,b", *(f"{cell},1" for cell in cells)]) + "\n"
    table = described(root, text, f"schema: {{fields: [{{name: a, {field}}}, {{name: b, type: integer}}]}}")
    assert table.columns["a"] == values


@pytest.mark.parametrize(("type_", "cell"), [("quarter", "2024Q5"), ("fiscalyear", "2024–26"), ("integer", "(3)")])
def test_what_is_no_such_time_is_an_error(root: Path, type_: str, cell: str) -> None:
    (root / "data/t.csv").write_text(f"a\n{cell}\n", "utf-8")
    text = f"resources:\n  - {{name: t, path: t.csv, schema: {{fields: [{{name: a, type: {type_}}}]}}}}\n"
    (root / "data/datapackage.yaml").write_text(text, "utf-8")
    report = Report()
    assert load_tables(root, report)["t"] is None
    assert [one.code for one in report.diagnostics] == ["RD320"]
