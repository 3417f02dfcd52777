"""The judges themselves: each passes a good file, finds the fault in a bad one, and never keeps silent."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from types import ModuleType

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.validators import ToolError
from tests.validators.tools import TOOLS, require_tool


def _deck(*, chart: bool) -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Порт Ниигата 新潟港"
    if chart:  # python-pptx writes negative axis ids, which the schema forbids
        data = CategoryChartData()
        data.categories = ["2008", "2009"]
        data.add_series("cars", (563, 53))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    import weasyprint

    page = "<html lang=en><title>Cars</title><h1>Cars</h1><p>fell by 90.6%</p>"
    return weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def test_the_sdk_passes_a_good_deck_and_finds_a_negative_axis_id(ooxml: ModuleType) -> None:
    good, bad = ooxml.validate_all([_deck(chart=False), _deck(chart=True)])
    assert good == []
    assert {finding.rule for finding in bad} == {"Sch_AttributeValueDataTypeDetailed"}


def test_the_sdk_calls_a_file_that_is_no_package_a_finding(ooxml: ModuleType) -> None:
    assert [finding.rule for finding in ooxml.validate(b"not a zip file")] == ["Exception"]


@pytest.mark.parametrize("answer", ["", "{}", '{"ok": true, "errors": [{}]}', '{"ok": false, "errors": []}'])
def test_an_exit_code_of_zero_without_a_sound_answer_is_an_error(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ooxml: ModuleType
) -> None:
    program = tmp_path / "ooxml-validator"
    program.write_text(f"#!/bin/sh\necho '{answer}'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(program))
    with pytest.raises(ToolError):
        ooxml.validate(b"")


def test_the_audit_passes_a_good_deck_and_finds_a_negative_axis_id(audit: ModuleType) -> None:
    assert audit.validate(_deck(chart=False)) == []
    assert audit.validate(_deck(chart=True)) != []


def test_libreoffice_draws_a_deck_with_our_fonts_only(
    tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    made = libreoffice.convert(_deck(chart=True), tmp_path)
    assert "Порт Ниигата 新潟港" in poppler.text(made)
    assert {name.partition("-")[0] for name in poppler.fonts(made)} == {"Arimo", "NotoSansCJKjp"}
    assert len(poppler.pictures(made, tmp_path)) == 1


def test_libreoffice_calls_a_file_that_it_cannot_open_a_finding(libreoffice: ModuleType) -> None:
    assert [finding.rule for finding in libreoffice.validate(b"not a deck")] == ["open"]


def test_pdf_ua_passes_a_tagged_document_and_finds_what_an_untagged_one_lacks(pdf: bytes, pdfua: ModuleType) -> None:
    import weasyprint

    assert pdfua.validate(pdf) == []
    assert pdfua.validate(weasyprint.HTML(string="<p>no title, no tags").write_pdf()) != []
    assert [finding.rule for finding in pdfua.validate(b"not a PDF")] == ["ParseError"]


def test_poppler_passes_a_good_document_and_complains_about_a_cut_one(pdf: bytes, poppler: ModuleType) -> None:
    assert poppler.validate(pdf) == []
    assert "fell by 90.6%" in poppler.text(pdf)
    assert poppler.validate(pdf[: len(pdf) // 2]) != []


def test_a_missing_tool_skips_the_test_here_and_fails_it_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TOOLS, "abacus", (lambda: False, "apt-get install abacus"))
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match="apt-get install abacus"):
        require_tool("abacus")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install abacus"):
        require_tool("abacus")
