"""The workbook behind an area: one column for the line and for the ground under it."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from ria_deck.render.pptx.charts.workbook import columns_of, workbook
from ria_deck.render.pptx.charts.xml import ChartContext
from tests.resolve.charts.literal_charts import VISITORS, builtin_theme, visitors
from tests.resolve.charts.test_layout import laid_out


def test_line_and_ground_have_one_column_so_that_an_edit_moves_both() -> None:
    chart = visitors()
    context = ChartContext(chart=chart, layout=laid_out(chart, "whole"), theme=builtin_theme(), lang="en")
    columns = columns_of(context)
    assert len(chart.plots) == 2
    assert columns[0, 0].values == columns[1, 0].values
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(context, dt.date(2026, 11, 1)))).active
    assert sheet is not None
    assert sheet.max_column == 3  # the last one has the notes
    assert sheet.tables["Data"].ref == "A1:C31"
    assert [row[0].value for row in sheet["B2:B31"]] == list(VISITORS)


def test_a_workbook_has_the_reports_day_and_columns_as_wide_as_what_stands_in_them() -> None:
    chart = visitors()
    context = ChartContext(chart=chart, layout=laid_out(chart, "whole"), theme=builtin_theme(), lang="en")
    book = openpyxl.load_workbook(io.BytesIO(workbook(context, dt.date(2026, 11, 1))))
    assert book.properties.created == dt.datetime(2026, 11, 1)
    sheet = book.active
    assert sheet is not None
    for column in sheet.iter_cols():
        longest = max(len(str(cell.value)) for cell in column if cell.value is not None)
        assert longest < sheet.column_dimensions[column[0].column_letter].width or longest >= 39
