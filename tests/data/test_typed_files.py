from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest

SCHEMA = (
    "{primaryKey: [year], fields: [{name: year, type: year}, {name: n, type: number}, {name: day, type: date},"
    " {name: code}, {name: open, type: boolean}]}"
)


def workbook(*rows: object, title: str = "Cars", before: int = 0, left: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for at, row in enumerate(rows, start=1 + before):
        for column, cell in enumerate(row, start=1 + left):  # type: ignore[arg-type]
            sheet.cell(row=at, column=column, value=cell)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


HEAD = ("year", "n", "day", "code", "open")
GOOD = (2008, 1.5, dt.date(2008, 1, 2), "00123", True)


def test_an_excel_table_keeps_its_types_and_names_its_cells(load_one):
    table = load_one("t.xlsx", workbook(HEAD, GOOD, (2009, None, None, None, None)), SCHEMA).table("t")
    assert [value.raw for value in table.rows[0].values()] == [2008, Decimal("1.5"), dt.date(2008, 1, 2), "00123", True]
    assert [value.raw for value in table.rows[1].values()] == [2009, None, None, None, None]
    assert table.span_of(0, "n").place == "Cars!B2"
    assert table.rows[0]["n"].cells[0].line == 2


def test_sheet_and_range_choose_the_cells(load_one):
    data = workbook(HEAD, GOOD, ("total", 1, None, None, None), title="A b", before=3, left=2)
    table = load_one("t.xlsx", data, SCHEMA, "dialect: {sheet: A b, range: 'C4:G5'}").table("t")
    assert len(table.rows) == 1
    assert table.span_of(0, "n").place == "A b!D5"


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("{sheet: Car}", "did you mean `Cars`?"),
        ("{sheet: 3}", "no sheet `3`"),
        ("{range: A1}", "invalid cell range"),
        ("{range: 'X50:Z60'}", "contains no cells"),
    ],
)
def test_a_sheet_or_range_that_there_isnt_is_told(load_one, dialect, words):
    loaded = load_one("t.xlsx", workbook(HEAD, GOOD), SCHEMA, f"dialect: {dialect}")
    assert loaded.codes == ["RD318"]
    assert words in loaded.words


def test_cells_of_the_wrong_type_are_told_by_their_name(load_one):
    bad = ("2009", "1", dt.datetime(2009, 1, 2, 3, 4), 123, 1)
    loaded = load_one("t.xlsx", workbook(HEAD, GOOD, bad), SCHEMA)
    assert [(d.code, d.span.place) for d in loaded.report.diagnostics if d.span] == [
        ("RD320", "Cars!C3"),
        ("RD320", "Cars!D3"),
        ("RD320", "Cars!E3"),
    ], loaded.words


def test_a_formula_that_was_never_computed_is_an_error_with_its_cell(load_one):
    loaded = load_one("t.xlsx", workbook(HEAD, (2008, "=1+1", None, None, None)), SCHEMA)
    assert [(d.code, d.span.place) for d in loaded.report.diagnostics if d.span] == [("RD329", "Cars!B2")]


def test_an_error_in_a_cell_is_an_error(load_one):
    data = workbook(HEAD, (2008, "#DIV/0!", None, None, None))
    loaded = load_one("t.xlsx", data, SCHEMA)
    assert [(d.code, d.span.place) for d in loaded.report.diagnostics if d.span] == [("RD330", "Cars!B2")]


def edited(data: bytes, name: str, change: object) -> bytes:
    """A workbook with one part rewritten."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)  # type: ignore[operator]
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"no workbook", "RD316", "not an .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "RD316", "encrypted"),
        (workbook(HEAD, GOOD)[:-200], "RD316", "not an .xlsx workbook"),
        (workbook((), (), title="empty"), "RD312", "empty"),
        (
            edited(workbook(HEAD, GOOD), SHEET, lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"')),
            "RD317",
            "XFD1048576",
        ),
        (edited(workbook(HEAD, GOOD), SHEET, lambda xml: xml[:-40]), "RD316", "damaged"),
        (edited(workbook(HEAD, GOOD), SHEET, lambda xml: b"<!DOCTYPE x>" + xml), "RD316", "DOCTYPE"),
        (edited(workbook(HEAD, GOOD), SHEET, lambda xml: xml + b" " * 60_000_000), "RD317", "unpacks"),
    ],
)
def test_a_workbook_that_is_damaged_or_a_bomb_is_refused(load_one, data, code, words):
    loaded = load_one("t.xlsx", data, SCHEMA)
    assert loaded.codes == [code], loaded.words
    assert words in loaded.words


def test_json_records_keep_exact_numbers_and_places(load_one):
    text = '[\n {"year": 2008, "n": 0.10, "day": "2008-01-02", "code": "00123", "open": true},\n {"year": 2009}\n]\n'
    table = load_one("t.json", text, SCHEMA).table("t")
    assert [value.raw for value in table.rows[0].values()] == [
        2008,
        Decimal("0.10"),
        dt.date(2008, 1, 2),
        "00123",
        True,
    ]
    assert table.rows[1].raw("n") is None
    span = table.span_of(0, "n")
    assert (span.line, span.column, span.end_column) == (2, 22, 26)
    assert table.rows[1].line == 3


def test_json_lists_and_properties_are_read(load_one):
    data = json.dumps({"meta": {"x": [1]}, "rows": [["year", "n"], [2008, 1]]})
    schema = "{fields: [{name: year, type: year}, {name: n, type: integer}]}"
    assert load_one("t.json", data, schema, "dialect: {property: rows}").table("t").rows[0].raw("n") == 1
    loaded = load_one("t.json", data, schema)
    assert "dialect: {property: rows}" in loaded.words


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('[{"a": 1},\n {"a": x}]', "RD316", 2, 8),
        ('[{"a": NaN}]', "RD316", 1, 2),
        ('[{"a": 1}', "RD316", 1, 10),
        ('[{"a": 1}, 2]', "RD316", 1, 1),
        ('[{"a": 1,\n  "a": 2}]', "RD312", 1, 2),
        ('[{"a": "1"}]', "RD320", 1, 8),
        ('[{"a": [1]}]', "RD320", 1, 8),
        ('[{"a": 1}] x', "RD316", 1, 12),
        ("[" * 100_000, "RD316", 1, 1),
    ],
)
def test_faults_of_json_have_their_place(load_one, text, code, line, column):
    loaded = load_one("t.json", text, "{fields: [{name: a, type: integer}]}")
    assert loaded.told == [(code, line, column)], loaded.words


def test_parquet_columns_are_read_with_their_types(load_one):
    made = io.BytesIO()
    columns = {
        "year": pa.array([2008, 2009], pa.int32()),
        "n": pa.array([Decimal("0.10"), None], pa.decimal128(10, 2)),
        "day": pa.array([dt.date(2008, 1, 2), None]),
        "code": pa.array(["00123", None]),
        "open": pa.array([True, None]),
    }
    pyarrow.parquet.write_table(pa.table(columns), made)
    table = load_one("t.parquet", made.getvalue(), SCHEMA).table("t")
    assert [value.raw for value in table.rows[0].values()] == [
        2008,
        Decimal("0.10"),
        dt.date(2008, 1, 2),
        "00123",
        True,
    ]
    assert table.span_of(1, "n").place == "row 2, column n"


def test_parquet_faults_name_row_and_column(load_one):
    made = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"a": [1.5, 2.0, float("inf")]}), made)
    loaded = load_one("t.parquet", made.getvalue(), "{fields: [{name: a, type: integer}]}")
    assert [d.span.place for d in loaded.report.diagnostics if d.span] == ["row 1, column a", "row 3, column a"]
    assert load_one("t.parquet", b"PAR1 nonsense PAR1", "{fields: [{name: a}]}").codes == ["RD316"]


TITLED = workbook(("Cars by year",), (), HEAD, GOOD)


def test_a_sheets_title_above_the_table_is_one_fault_and_the_hint_is_right(load_one):
    loaded = load_one("t.xlsx", TITLED, SCHEMA)
    assert loaded.codes == ["RD313"], loaded.words
    assert "declare `dialect: {headerRows: [3]}`" in loaded.words
    assert len(load_one("t.xlsx", TITLED, SCHEMA, "dialect: {headerRows: [3]}").table("t").rows) == 1


def test_a_note_below_a_sheets_table_gets_the_range_as_a_hint(load_one):
    loaded = load_one("t.xlsx", workbook(HEAD, GOOD, (), ("Note: made up",)), SCHEMA)
    assert "dialect: {range:" in loaded.words


def test_a_field_of_an_unknown_type_is_still_a_field(load_one):
    schema = "{fields: [{name: year, type: int}, {name: n, type: number}], primaryKey: year}"
    assert load_one("t.csv", "year,n\n1,2\n", schema).codes == ["RD304"]


def test_hints_of_rows_in_json_speak_of_json(load_one):
    told = load_one("t.json", '[["k","v"],["a"],["b",1,2]]', "{fields: [{name: k}, {name: v}]}").report.diagnostics
    hints = {found.label: found.hint for found in told if found.code == "RD315"}
    assert hints == {"1 missing": "an empty cell is `null`", "1 too many": "name each column in the first row"}
