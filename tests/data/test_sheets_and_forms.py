"""The second sheet of a workbook, types beyond the usual ones, texts of another form than their type's."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest

ONE_FIELD = "{fields: [{name: a, type: integer}]}"


def book(*sheets: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in zip(("One", "Two", "Three"), sheets, strict=False):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


THREE = book([("a",), (1,)], [("a",), (2,)], [("a",), (3,)])


@pytest.mark.parametrize(("sheet", "value"), [("", 1), ("1", 1), ("2", 2), ("3", 3), ("Two", 2), ("Three", 3)])
def test_each_sheet_is_read_by_number_and_by_name(load_one, sheet, value):
    dialect = f"dialect: {{sheet: {sheet}}}" if sheet else ""
    (row,) = load_one("t.xlsx", THREE, ONE_FIELD, dialect).table("t").rows
    assert row.raw("a") == value


@pytest.mark.parametrize(
    ("kind", "cells", "raws"),
    [
        ("any", [1.5, 2, "x"], [Decimal("1.5"), 2, "x"]),
        (
            "datetime",
            [dt.date(2020, 1, 2), dt.datetime(2020, 1, 2, 3, 4)],
            [dt.datetime(2020, 1, 2), dt.datetime(2020, 1, 2, 3, 4)],
        ),
        ("yearmonth", [dt.date(2020, 3, 1), "2020-04"], ["2020-03", "2020-04"]),
        ("number", [12345678.0, 1e15], [12345678, 10**15]),
        ("quarter", [dt.date(2024, 10, 1), dt.date(2025, 1, 1), "Q2 2025"], ["2024Q4", "2025Q1", "2025Q2"]),
        ("fiscalyear", [2024, "2025–26"], ["FY2024", "FY2025"]),
    ],
)
def test_typed_cells_are_read_by_their_field(load_one, kind, cells, raws):
    data = book([("a",), *((cell,) for cell in cells)])
    table = load_one("t.xlsx", data, f"{{fields: [{{name: a, type: {kind}}}]}}").table("t")
    assert [row.raw("a") for row in table.rows] == raws


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", True),
        ("number", dt.date(2020, 1, 2)),
        ("number", dt.time(6, 30)),
        ("integer", 1.5),
        ("string", 12),
        ("boolean", 1),
        ("date", dt.datetime(2020, 1, 2, 3, 4)),
        ("datetime", 43_832),
        ("year", 20_266),
        ("yearmonth", dt.date(2020, 3, 15)),
        ("quarter", dt.date(2024, 2, 1)),
        ("quarter", dt.date(2024, 1, 2)),
        ("fiscalyear", 24),
    ],
)
def test_a_cell_of_another_type_is_told(load_one, kind, cell):
    assert load_one("t.xlsx", book([("a",), (cell,)]), f"{{fields: [{{name: a, type: {kind}}}]}}").codes == ["RD320"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "20260622"),
        ("date", "2026-W26-1"),
        ("datetime", "20260622T123000"),
        ("yearmonth", "2026-13"),
        ("yearmonth", "June 2026"),
        ("year", "20266"),
        ("integer", "1e3"),
    ],
)
def test_a_text_of_another_form_is_no_date_month_or_number(load_one, kind, text):
    schema = f"{{fields: [{{name: a, type: {kind}}}, {{name: b}}]}}"
    assert load_one("t.csv", f"a,b\n{text},x\n", schema).codes == ["RD320"]


def test_a_range_may_be_in_small_letters(load_one):
    table = load_one("t.xlsx", book([("a",), (1,), (2,)]), ONE_FIELD, "dialect: {range: 'a1:a2'}").table("t")
    assert [row.raw("a") for row in table.rows] == [1]


def test_a_range_of_row_zero_is_told(load_one):
    assert load_one("t.xlsx", book([("a",), (1,)]), ONE_FIELD, "dialect: {range: 'A0:A2'}").codes == ["RD318"]


def test_an_empty_column_between_is_none(load_one):
    schema = "{fields: [{name: a, type: integer}, {name: b, type: integer}]}"
    table = load_one("t.xlsx", book([("a", None, "b"), (1, None, 2)]), schema).table("t")
    assert [value.raw for value in table.rows[0].values()] == [1, 2]
