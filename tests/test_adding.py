"""`data add`: files become entries of datapackage.yaml, guesses are marked, and nothing that is there changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from ria_deck.adding import Added, add_tables
from ria_deck.cli.app import app
from ria_deck.data import load_tables
from ria_deck.data.drafting import guess_column, name_for
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.evaluator import Evaluator

PACKAGE = "data/datapackage.yaml"
OLD = """\
# ours
resources:
- name: old
  path: old.csv   # kept
  schema: {fields: [{name: a, type: integer}]}
  # about old

licenses: [{name: CC0-1.0}]
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for folder in ("content", "data"):
        (root / folder).mkdir(parents=True)
    (root / "content/report.yaml").write_text("id: talk\n", "utf-8")
    return root


def add(root: Path, *files: Path) -> Added:
    report = Report()
    found = add_tables(root, files, report)
    assert found is not None, report.diagnostics
    return found


def refused(root: Path, *files: Path) -> list[tuple[str, str]]:
    report = Report()
    assert add_tables(root, files, report) is None
    return [(found.code, found.message) for found in report.diagnostics]


def test_a_file_from_elsewhere_is_copied_and_drafted(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "Loans 2025.csv"
    file.write_text("year;branch;loans (thousand);share\n2024;A;1,5;-\n2025;A;2;0.5\n2025;B;3;0.25\n", "utf-8")
    assert list(add(root, file).entries) == ["loans_2025"]
    assert (
        (root / PACKAGE).read_text("utf-8")
        == """\
resources:
  - name: loans_2025
    # drafted by `ria-deck data add` from the file's cells: what says `guessed` is for you to check
    path: Loans 2025.csv
    dialect: {delimiter: ";"}  # guessed
    missingValues: ["", "-"]  # guessed
    # sources: [{title: the publisher's title, path: https://…}]
    schema:
      fields:
        - {name: year, type: year}  # guessed
        - {name: branch, type: string}  # guessed
        - {name: "loans (thousand)", type: number, decimalChar: ",", unit: thousand}  # guessed
        - {name: share, type: number}  # guessed
      primaryKey: [year, branch]  # guessed
"""
    )
    report = Report()
    table = load_tables(root, report)["loans_2025"]
    assert not report.diagnostics
    assert table is not None
    assert [str(cell) for cell in table.columns["loans (thousand)"]] == ["1.5", "2", "3"]
    assert next(iter(table.columns["share"])) is None


@pytest.mark.parametrize("ending", ["", "\n"])
def test_entries_that_are_there_stay_byte_by_byte(root: Path, ending: str) -> None:
    (root / "data/old.csv").write_text("a\n1\n", "utf-8")
    (root / "data/new.csv").write_text("id,text\n1,yes\n2,no\n", "utf-8")
    (root / PACKAGE).write_text(OLD.rstrip("\n") + ending, "utf-8")
    found = add(root, root / "data/new.csv", root / "data/old.csv")
    assert found.listed == ("data/old.csv",)
    text = (root / PACKAGE).read_text("utf-8")
    assert "- name: new\n" in text
    kept = [line for line in OLD.splitlines() if line in text.splitlines()]
    assert kept == OLD.splitlines()
    report = Report()
    tables = load_tables(root, report)
    tables.read_all()
    assert not report.diagnostics, report.diagnostics
    assert sorted(tables) == ["new", "old"]
    assert "    primaryKey: [id]  # guessed" in text


def test_an_empty_list_gets_its_first_entry(root: Path) -> None:
    (root / "data/new.csv").write_text("a,b\nx,1\n", "utf-8")
    (root / PACKAGE).write_text("name: ours\nresources: []  # none yet\ntitle: Ours\n", "utf-8")
    add(root, root / "data/new.csv")
    assert sorted(load_tables(root, Report())) == ["new"]


def test_a_workbook_says_which_sheet(root: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2025"
    for row in (["月", "人数"], ["2025-01", 12], ["2025-02", 15]):
        sheet.append(row)
    book.create_sheet("notes")
    book.save(tmp_path / "visits.xlsx")
    (lines,) = add(root, tmp_path / "visits.xlsx").entries.values()
    assert '  dialect: {sheet: "2025"}  # guessed; sheets: 2025, notes' in lines
    assert "      - {name: 月, type: yearmonth}  # guessed" in lines
    assert "      - {name: 人数, type: integer}  # guessed" in lines
    report = Report()
    assert load_tables(root, report)["visits"] is not None
    assert not report.diagnostics


def test_percentages_are_read_as_drafted_and_markers_make_no_key(root: Path) -> None:
    (root / "data/rates.csv").write_text("年度,率\n2023,12%\n2024,…\n", "utf-8")
    (lines,) = add(root, root / "data/rates.csv").entries.values()
    assert "      - {name: 年度, type: year}  # guessed" in lines
    assert '      - {name: 率, type: number, bareNumber: false, unit: "%"}  # guessed' in lines
    assert "    primaryKey: [年度]  # guessed" in lines
    table = load_tables(root, Report())["rates"]
    assert table is not None
    assert [str(cell) for cell in table.columns["率"]] == ["12", "None"]


def test_a_japanese_encoding_is_declared(root: Path, tmp_path: Path) -> None:
    (tmp_path / "kuni.csv").write_bytes("年,国,数\n2024,日本,1\n2024,中国,2\n".encode("cp932"))
    (lines,) = add(root, tmp_path / "kuni.csv").entries.values()
    assert "  encoding: cp932  # guessed" in lines
    assert load_tables(root, Report())["kuni"] is not None


@pytest.mark.parametrize(
    ("cells", "type_", "keys"),
    [
        (["1,234", "12"], "integer", {"groupChar": ","}),
        (["1 234", "2 500"], "integer", {"groupChar": " "}),
        (["1,234.5", "2.0"], "number", {"groupChar": ","}),
        (["007", "012"], "string", {}),
        (["2025-01-31"], "date", {}),
        (["2025-01", "2025-12"], "yearmonth", {}),
        (["-", "…"], "string", {}),
        (["…", "12"], "integer", {}),
        (["12%", "0.5 %", "…"], "number", {"bareNumber": "false", "unit": "%"}),
        (["text", "-"], "string", {}),
    ],
)
def test_types_are_guessed_from_cells(cells: list[str], type_: str, keys: dict[str, str]) -> None:
    found = guess_column("n", cells)
    assert (found.type, dict(found.keys)) == (type_, keys)


@pytest.mark.parametrize(
    ("file", "name"),
    [("a b-c.csv", "a_b_c"), ("2024.csv", "table_2024"), ("report.csv", "table_report"), ("old.csv", "old_2")],
)
def test_names_fit_expressions(file: str, name: str) -> None:
    assert name_for(Path(file), {"old"}) == name


def test_what_cannot_be_added_changes_nothing(root: Path, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "talk.docx").write_text("x", "utf-8")
    (root / "data/taken.csv").write_text("b\n", "utf-8")
    (tmp_path / "taken.csv").write_text("a\n1\n", "utf-8")
    assert refused(
        root, tmp_path / "good.csv", tmp_path / "talk.docx", tmp_path / "taken.csv", tmp_path / "gone.csv"
    ) == [
        ("RD339", f"`{tmp_path / 'talk.docx'}` is not a table that can be read"),
        ("RD339", "another `data/taken.csv` is there"),
        ("RD339", f"`{tmp_path / 'gone.csv'}` is not a file"),
    ]
    (root / PACKAGE).write_text("resources: [{name: old, path: taken.csv}]\n", "utf-8")
    assert refused(root, tmp_path / "good.csv") == [("RD339", f"`{PACKAGE}` has no place for further entries")]
    (root / PACKAGE).unlink()
    (root / "data/datapackage.json").write_text('{"resources": []}', "utf-8")
    assert refused(root, tmp_path / "good.csv")[0][0] == "RD339"
    assert not (root / "data/good.csv").exists()


def test_an_unlisted_file_is_named_where_its_table_is_unknown(root: Path) -> None:
    (root / "data/car-sales.csv").write_text("a\n1\n", "utf-8")
    report = Report()
    assert load_tables(root, report).find("car_sales", Span(path="content/01.md")) is None
    (found,) = report.diagnostics
    assert found.code == "RD600"
    assert (
        found.hint
        == "`data/car-sales.csv` is there but not listed: `ria-deck data add data/car-sales.csv` drafts its entry"
    )


def test_an_expression_names_it_too(root: Path) -> None:
    (root / "data/sales.csv").write_text("a\n1\n", "utf-8")
    report = Report()
    evaluator = Evaluator(load_tables(root, report), Formatter("en"), {}, report)
    evaluator.evaluate('sales.sum("a")', Span(path="content/01.md"))
    (found,) = report.diagnostics
    assert found.code == "RD202"
    assert found.hint == "`data/sales.csv` is there but not listed: `ria-deck data add data/sales.csv` drafts its entry"


def test_the_command_says_what_it_added(root: Path) -> None:
    (root / "data/new.csv").write_text("a,b\nx,1\n", "utf-8")
    result = CliRunner().invoke(app, ["--project", str(root), "data", "add", str(root / "data/new.csv")])
    assert result.exit_code == 0, result.output
    assert "- name: new" in result.output
    assert "added `new` to data/datapackage.yaml" in result.output
    again = CliRunner().invoke(app, ["data", "add", str(root / "data/new.csv"), "--project", str(root)])
    assert "data/new.csv is already listed" in again.output


@pytest.mark.parametrize(
    ("name", "cells", "type_"),
    [
        ("label", [1960, 1961, 1962], "year"),
        ("label", [2025, 2024, 2023], "year"),
        ("label", [1101, 1102, 1201], "integer"),
        ("Trade (2)", [1.5, 2], "number"),
        ("Trade (2*)", [1.5, 2], "number"),
    ],
)
def test_years_without_a_head_are_years_and_numbers_of_notes_are_no_units(
    name: str, cells: list[float], type_: str
) -> None:
    guess = guess_column(name, cells)
    assert (guess.type, dict(guess.keys).get("unit")) == (type_, None)


def test_columns_whose_heads_are_alike_have_the_words_over_them(root: Path, tmp_path: Path) -> None:
    """Two rows of a head, of which none tells all columns apart: what stands over a column, or to the left of that."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Office", "2024", None, None],
        ["Branch", "new", "new", "new"],
        ["A", 12, 25, 31],
        ["B", 41, 57, 60],
        ["C", 7, 8, 9],
    ):
        sheet.append(row)
    book.save(tmp_path / "loans.xlsx")
    add(root, tmp_path / "loans.xlsx")
    table = load_tables(root, Report())["loans"]
    assert table is not None
    assert table.column_names == ("Office Branch", "2024 new", "2024 new 2", "2024 new 3")
    assert [list(map(str, column)) for column in table.columns.values()] == [
        ["A", "B", "C"],
        ["12", "41", "7"],
        ["25", "57", "8"],
        ["31", "60", "9"],
    ]


def test_a_file_in_another_encoding_has_its_delimiter_and_a_json_file_none(root: Path) -> None:
    (root / "data/ports.csv").write_bytes("港;台数\n富山;12\n新潟;31\n舞鶴;7\n".encode("cp932"))
    (root / "data/notes.json").write_text('[{"a": "x; y; z", "n": 12}, {"a": "u; v; w", "n": 31}]', "utf-8")
    entries = add(root, root / "data/ports.csv", root / "data/notes.json").entries
    assert any('delimiter: ";"' in line for line in entries["ports"])
    assert any("encoding:" in line for line in entries["ports"])
    assert not any("delimiter" in line for line in entries["notes"])
    report = Report()
    tables = load_tables(root, report)
    assert [list(tables[name].columns) for name in ("ports", "notes")] == [["港", "台数"], ["a", "n"]]  # type: ignore[union-attr]
    assert not report.diagnostics
