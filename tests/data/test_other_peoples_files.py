"""Tables as offices keep them: merged cells, numbers kept as text, blank rows, blanks that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

SCHEMA = "{fields: [{name: area}, {name: year, type: integer}, {name: n, type: integer}]}"
HEAD = ("area", "year", "n")
ROWS = (("North", 2024, 1), (None, 2025, 2), ("South", 2024, 3), (None, 2025, 5))


def workbook(rows: Sequence[Sequence[object]], *merged: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def columns(loaded: object, *names: str) -> list[list[object]]:
    return [list(loaded.table("t").columns[name]) for name in names]  # type: ignore[attr-defined]


def test_merged_cells_are_refused_by_their_address(load_one) -> None:
    loaded = load_one("t.xlsx", workbook([HEAD, *ROWS], "A2:A3", "A4:A5"), SCHEMA)
    found = [(d.code, d.span.place) for d in loaded.report.diagnostics if d.span]
    assert found == [("RD336", "Sheet!A2:A3"), ("RD336", "Sheet!A4:A5")], loaded.words


def test_merged_cells_are_filled_where_the_package_says_so(load_one) -> None:
    loaded = load_one("t.xlsx", workbook([HEAD, *ROWS], "A2:A3", "A4:A5"), SCHEMA, "ria: {merged: fill}")
    assert columns(loaded, "area", "n") == [["North", "North", "South", "South"], [1, 2, 3, 5]]
    flat = load_one("t.xlsx", workbook([HEAD, *ROWS], "A2:A3", "A4:A5"), SCHEMA, "'ria:merged': fill")
    assert columns(flat, "area") == [["North", "North", "South", "South"]]


def test_a_merged_head_names_each_of_its_columns(load_one) -> None:
    rows = [("area", "cars", None), (None, "new", "old"), ("North", 1, 2)]
    schema = "{fields: [{name: area}, {name: cars new, type: integer}, {name: cars old, type: integer}]}"
    data = workbook(rows, "B1:C1", "A1:A2")
    loaded = load_one("t.xlsx", data, schema, "ria: {merged: fill}\ndialect: {headerRows: [1, 2]}")
    assert columns(loaded, "area", "cars old") == [["North"], [2]]


def test_merged_titles_above_the_table_are_no_fault(load_one) -> None:
    rows = [("Cars by area", None, None), HEAD, ("North", 2024, 1)]
    loaded = load_one("t.xlsx", workbook(rows, "A1:C1"), SCHEMA, "dialect: {headerRows: [2]}")
    assert columns(loaded, "area", "n") == [["North"], [1]]


def test_other_words_than_fill_are_an_error(load_one) -> None:
    assert "RD304" in load_one("t.xlsx", workbook([HEAD, *ROWS]), SCHEMA, "ria: {merged: split}").codes


def test_numbers_that_a_sheet_keeps_as_text_are_read_by_the_fields_rules(load_one) -> None:
    rows = [("area", "n", "share", "ok"), ("North", "1,234", " 0.5 ", "true"), ("South", 7, 1.5, False)]
    fields = "{name: n, type: integer, groupChar: ','}, {name: share, type: number}, {name: ok, type: boolean}"
    loaded = load_one("t.xlsx", workbook(rows), f"{{fields: [{{name: area}}, {fields}]}}")
    assert columns(loaded, "n", "ok") == [[1234, 7], [True, False]]
    assert [float(share) for share in columns(loaded, "share")[0]] == [0.5, 1.5]  # type: ignore[arg-type]
    refused = load_one(
        "t.xlsx", workbook([("area", "n"), ("North", "1,234")]), "{fields: [{name: area}, {name: n, type: integer}]}"
    )
    assert refused.codes == ["RD320"]


@pytest.mark.parametrize("blank", [",,", " , ,\t", ",,\n\n,,"])
def test_lines_of_commas_are_no_rows(load_one, blank: str) -> None:
    loaded = load_one("t.csv", f"area,year,n\nA,2024,5\n{blank}\nB,2025,6\n,,\n", SCHEMA)
    assert columns(loaded, "area", "n") == [["A", "B"], [5, 6]]
    assert loaded.table("t").lines[0] == 2


def test_rows_of_nothing_are_no_rows_in_any_format(load_one) -> None:
    schema = "{fields: [{name: area}, {name: n, type: integer}]}"
    sheet = workbook([("area", "n"), ("A", 5), (None, None), (" ", "\u00a0"), ("B", 6), (None, " ")])
    objects = '[{"area": "A", "n": 5}, {}, {"area": null, "n": null}, {"area": " "}, {"area": "B", "n": 6}]'
    lists = '[["area", "n"], ["A", 5], [null, null], ["", " "], ["B", 6]]'
    packed = io.BytesIO()
    made = pyarrow.table({"area": ["A", None, "B", ""], "n": pyarrow.array([5, None, 6, None], pyarrow.int64())})
    pyarrow.parquet.write_table(made, packed)
    for name, data in (
        ("t.xlsx", sheet),
        ("t.json", objects),
        ("t.json", lists),
        ("t.parquet", packed.getvalue()),
        ("t.csv", 'area,n\nA,5\n,\n" ",\nB,6\n'),
    ):
        loaded = load_one(name, data, schema)
        assert (loaded.codes, columns(loaded, "area", "n")) == ([], [["A", "B"], [5, 6]]), name


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        (" 7 ", "take out the blanks around it: `7`"),
        ("１２", "write `12`, in the digits 0 to 9"),
        ("٣٤", "write `34`, in the digits 0 to 9"),
        ("(12)", "write a negative number with `-`"),
        ("€5", "`bareNumber: false`"),
        ("US$ 5", "`bareNumber: false`"),
        ("5 kg", "`bareNumber: false`"),
        ("5*", "`bareNumber: false`"),
    ],
)
def test_a_number_of_another_form_has_a_hint_that_works(load_one, cell: str, hint: str) -> None:
    loaded = load_one("t.csv", f"a,n\nx,{cell}\n", "{fields: [{name: a}, {name: n, type: number}]}")
    (found,) = loaded.report.diagnostics
    assert hint in found.hint
    if "bareNumber" in hint:
        fields = "{fields: [{name: a}, {name: n, type: number, bareNumber: false}]}"
        assert load_one("t.csv", f"a,n\nx,{cell}\n", fields).codes == []


@pytest.mark.parametrize("cell", ["x0", "0x1F", "∞", "½", "1.2.3"])
def test_what_is_no_number_with_a_unit_is_not_taken_for_one(load_one, cell: str) -> None:
    loaded = load_one("t.csv", f"a,n\nx,{cell}\n", "{fields: [{name: a}, {name: n, type: number}]}")
    assert [(found.code, found.hint) for found in loaded.report.diagnostics] == [("RD320", "")]


@pytest.mark.parametrize("other", ["Kure ", "Kure\u00a0", "Ku\u200bre", "\u2003Kure"])
def test_two_keys_that_look_the_same_are_reported(load_one, other: str) -> None:
    fields = "fields: [{name: area}, {name: n, type: integer}]"
    keyed = load_one("t.csv", f"area,n\nKure,1\n{other},2\n", f"{{primaryKey: area, {fields}}}")
    assert [(d.code, d.severity.value) for d in keyed.report.diagnostics] == [("RD337", "error")], keyed.words
    plain = load_one("t.csv", f"area,n\nKure,1\n{other},2\n", f"{{{fields}}}")
    assert [(d.code, d.severity.value) for d in plain.report.diagnostics] == [("RD337", "warning")]
    assert columns(plain, "n") == [[1, 2]]  # a warning costs no table


def test_texts_that_differ_visibly_are_two(load_one) -> None:
    fields = "{primaryKey: area, fields: [{name: area}, {name: n, type: integer}]}"
    assert load_one("t.csv", "area,n\nKure,1\nKu re,2\nkure,3\n", fields).codes == []
