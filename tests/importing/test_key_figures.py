"""Rows of key figures in decks of others as `{kpi}` blocks."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from ria_deck.api import Project
from ria_deck.diagnostics import Report
from ria_deck.importing.import_talk import import_talk

FIGURES = [
    ("5,448", "ships in 2025", "+24% since 2020"),
    ("11.7", "million tons", "all four harbours"),
    ("1,273", "in Akita", ""),
]


def imported(root: Path, *, large: int = 54, tops: tuple[float, ...] = (2, 2, 2), series: int = 1) -> str:
    """The topics of a deck with three boxes, the first over a chart."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Three numbers"
    for index, (words, top) in enumerate(zip(FIGURES, tops, strict=True)):
        box = slide.shapes.add_textbox(Inches(0.5 + 3 * index), Inches(top), Inches(2.8), Inches(1.5))
        for number, text in enumerate(text for text in words if text):
            paragraph = box.text_frame.paragraphs[0] if number == 0 else box.text_frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(large if number == 0 else 16), number == 0
    data = CategoryChartData()
    data.categories = ["2023", "2024", "2025"]
    for number in range(series):
        data.add_series(f"Ships {number}", (5014, 5256, 5448))
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(0.5), Inches(4), Inches(2.8), Inches(1.5), data)
    held = io.BytesIO()
    deck.save(held)
    (root / "boxes.pptx").write_bytes(held.getvalue())
    report = Report()
    assert import_talk(root / "boxes.pptx", root / "new", report) is not None, report.diagnostics
    assert not Project.open(root / "new").check().failed
    return "".join(path.read_text(encoding="utf-8") for path in sorted((root / "new/content").glob("*.md")))


def test_boxes_that_begin_with_a_large_number_are_key_figures(tmp_path: Path) -> None:
    text = imported(tmp_path)
    assert "## Three numbers {#three-numbers layout=kpi}" in text
    assert '- value: "5,448"\n  label: ships in 2025\n  change: "\\\\+24% since 2020"\n' in text
    assert '- value: "11.7"\n  label: million tons\n  note: all four harbours\n' in text
    assert "x: category, y: Ships 0, mark: line" in text
    assert "{chart" not in text


def test_a_chart_of_several_series_stays_a_chart(tmp_path: Path) -> None:
    text = imported(tmp_path, series=2)
    assert "spark:" not in text
    assert "5,448" in text
    assert "{chart" in text


def test_texts_of_one_size_or_in_no_row_are_none(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert "{kpi" not in imported(tmp_path / "a", large=18)
    assert "{kpi" not in imported(tmp_path / "b", tops=(2, 3, 2))
