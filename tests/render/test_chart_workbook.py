"""The workbook behind an area: one column for the line and for the ground under it."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from ria_deck.render.pptx.charts.workbook import columns_of, workbook
from tests.resolve.charts.literal_charts import VISITORS, visitors


def test_line_and_ground_have_one_column_so_that_an_edit_moves_both() -> None:
    chart = visitors()
    columns = columns_of(chart)
    assert len(chart.plots) == 2
    assert columns[0, 0] == columns[1, 0]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(chart, dt.date(2026, 11, 1)))).active
    assert sheet is not None
    assert sheet.max_column == 2
    assert [row[0].value for row in sheet["B2:B31"]] == list(VISITORS)
