"""The report's own decks, imported and built again, say the same; maps and timelines are pictures then."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.api import Project, render
from ria_deck.diagnostics import Report
from ria_deck.importing.import_talk import import_talk, listed
from ria_deck.ooxml.presentation import DeckSlide, Presentation, SlideShape, paragraph_text

ROOT = Path(__file__).resolve().parents[2]


def texts(slide: DeckSlide, *, drawn: bool) -> set[str]:
    """The paragraphs of a slide; with `drawn` those of groups too."""
    return {
        paragraph_text(one)
        for shape in slide.shapes
        if shape.kind in ("text", "table") and (drawn or not _in_group(shape))
        for one in shape.paragraphs
        if paragraph_text(one).strip()
    }


def _in_group(shape: SlideShape) -> bool:
    outer = shape.element.parent
    while outer is not None and outer.name != "grpSp":
        outer = outer.parent
    return outer is not None


@pytest.mark.parametrize(("edition", "language"), [("original", "en"), ("update", "en"), ("original", "ja")])
def test_the_deck_says_the_same(edition: str, language: str, tmp_path: Path) -> None:
    built = render(Project.open(ROOT).deck(edition=edition, language=language), "pptx")
    (tmp_path / "report.pptx").write_bytes(built)
    report = Report()
    made = import_talk(tmp_path / "report.pptx", tmp_path / "new", report)
    assert made is not None, report.diagnostics
    assert made.talk.language == language
    before = {slide.name: slide for slide in Presentation.read(built).slides}
    again = Presentation.read(render(Project.open(tmp_path / "new").deck(), "pptx"))
    after = {slide.name: slide for slide in again.slides}
    assert list(after) == list(before)
    for name, slide in before.items():
        new = after[name]
        assert new.title == slide.title
        assert texts(slide, drawn=False) <= texts(new, drawn=True), name
        assert [paragraph_text(one) for shape in new.notes for one in shape.paragraphs] == [
            paragraph_text(one) for shape in slide.notes for one in shape.paragraphs
        ]
        assert numbers(new) == numbers(slide), name
        tables = {shape.alternative for shape in slide.shapes if shape.kind == "table"}
        wanted = {shape.alternative for shape in slide.shapes if shape.alternative} - tables
        assert wanted <= {shape.alternative for shape in new.shapes}, name
    drawn = [line for line in listed(made.talk.left) if "a drawing" in line]
    assert all("it is a picture" in line for line in drawn)


def numbers(slide: DeckSlide) -> list[tuple[str, list[str | None]]]:
    """The series of the charts of a slide, by name."""
    charts = [slide.chart(shape) for shape in slide.shapes if shape.kind == "chart"]
    found = [one for chart in charts if chart is not None for one in chart.series]
    values = [(one.name, one.references.get("val")) for one in found]
    return [(name, [one.text(at) for at in range(one.count)]) for name, one in values if one is not None]
