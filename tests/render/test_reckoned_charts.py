"""Marks that are made of others (waterfall, boxplot, totals, error bars): their workbooks reckon what is drawn."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from ria_deck.check.package import check_package
from tests.render.chart_reading import Native
from tests.render.edited_charts import _column, edited, reckoned

MARKS = Path(__file__).parents[1] / "projects/marks"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FORMULAS = {1: 36, 2: 55, 6: 8, 11: 4, 12: 2}
"""Formulas by the number of the chart: boxplot, waterfall, dumbbell, error bars, totals."""


@pytest.fixture(name="deck")
def _deck(marks_deck: bytes) -> bytes:
    return marks_deck


def rows(deck: bytes, number: int) -> list[list[object]]:
    """The cells of a chart's workbook, formulas as text."""
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        book = package.read(f"ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def caches(deck: bytes, number: int) -> dict[str, dict[int, float]]:
    """The cached numbers of all columns that a chart refers to, by reference."""
    root = Native(deck, number).root
    return {
        str(reference.text): {
            int(point.get("idx", "")): float(point.findtext(f"{C}v") or "")
            for point in reference.getnext().iter(f"{C}pt")  # type: ignore[union-attr]
        }
        for reference in root.iter(f"{C}f")
        if reference.getnext().tag == f"{C}numCache"  # type: ignore[union-attr]
    }


def test_formulas_give_the_numbers_that_are_drawn(deck: bytes) -> None:
    found = {}
    for number in range(1, 14):
        cells = rows(deck, number)
        count = sum(str(cell).startswith("=") for row in cells for cell in row)
        if not count:
            continue
        found[number] = count
        numbers = reckoned(cells)
        for reference, cached in caches(deck, number).items():
            column = [row[_column(reference)] for row in numbers[1:]]
            assert {index: column[index] for index in cached} == pytest.approx(cached), (number, reference)
            assert not any(value for index, value in enumerate(column) if index not in cached)
    assert found == FORMULAS


def test_an_edited_waterfall_says_the_new_changes_and_ends_in_their_sum(deck: bytes) -> None:
    native = Native(edited(deck), 2)
    changes, total = native.series()[-2:]
    shown = [text for text, _ in native._labels(changes).values()]
    assert shown == ["+90", "-210", "-105", "-240", "+135", "+360"]
    assert sum(map(int, shown)) + 90 == 120  # and the category that was added, which has no label of its own yet
    assert native.values(total) == {7: 120}
    assert native.one("c:dLbls/c:showVal", total) == "1"  # wherever the row of the sum is now
    assert changes.find(f"{C}dLbls/{C}extLst//{{*}}showDataLabelsRange").get("val") == "1"


def test_an_edited_stack_has_its_new_total(deck: bytes) -> None:
    native = Native(edited(deck), 12)
    *parts, total = native.series()
    sums = [sum(native.values(one)[index] for one in parts) for index in range(3)]
    assert list(native.values(total).values()) == sums == [1632, 1410, 1632]
    assert native.one("c:dLbls/c:showVal", total) == "1"


def test_ends_of_error_bars_and_boxes_follow_an_edit(deck: bytes) -> None:
    cached = caches(edited(deck), 1)
    cells = reckoned(rows(edited(deck), 1))
    minimum, first = (cells[0].index(name) for name in ("Min", "(Q1)"))
    lengths = next(
        values for reference, values in cached.items() if cells[0][_column(reference)] == "(Q1 \N{MINUS SIGN})"
    )
    assert lengths == pytest.approx({index: row[first] - row[minimum] for index, row in enumerate(cells[1:])})


def test_only_reckoning_formulas_are_let_through(deck: bytes) -> None:
    assert check_package(deck) == []
    names = re.findall(
        rb"<f>([^<]*)</f>", zipfile.ZipFile(io.BytesIO(book_of(deck, 2))).read("xl/worksheets/sheet1.xml")
    )
    assert b"IF(B2&gt;=0,MAX(D2,C2,0)-MAX(MIN(D2,C2),0),0)" in names


def book_of(deck: bytes, number: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        return package.read(f"ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx")


def test_the_table_of_the_sheet_fills_rows_that_are_added(deck: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book_of(deck, 2))) as book:
        table = etree.fromstring(book.read("xl/tables/table1.xml"))
    filled = [
        column.get("name")
        for column in table.iter("{*}tableColumn")
        if column.find("{*}calculatedColumnFormula") is not None
    ]
    assert filled == ["Level", "Before", "(base)", "(+)", "(−)", "(+ < 0)", "(− < 0)", "(max Level, Before)"]
