"""The topic line and the source line of a slide are set as small as they were measured, in every output."""

from __future__ import annotations

import io
import re
from pathlib import Path

from pptx import Presentation

from ria_deck import Project, render

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-01\nlanguage: en\nlanguages: [en]\n"
OFFICES = ("Niigata", "Toyama", "Tottori", "Ishikawa", "Fukui", "Kyoto", "Shimane")
LONG_SOURCE = "Source: " + ", ".join(f"the office of statistics of {place}" for place in OFFICES)
LONG_TOPIC = (
    "What came of the routes over the sea, and of the offices that were to keep them, "
    "as the talk of 2020 told it, and what is left of all that"
)


def project(root: Path, topic: str = "P", source: str = "S") -> Project:
    (root / "content").mkdir()
    (root / "content/report.yaml").write_text(REPORT, "utf-8")
    slide = f"slides:\n- {{id: s, title: A slide, text: Text., source: '{source}'}}\n"
    (root / "content/01.yaml").write_text(f"title: '{topic}'\n{slide}", "utf-8")
    return Project.open(root)


def test_both_are_set_as_measured(tmp_path: Path) -> None:
    deck = project(tmp_path, LONG_TOPIC, LONG_SOURCE).deck()
    slide = deck.slides[-1]
    scales = {LONG_TOPIC: slide.topic_fit, LONG_SOURCE: slide.source_fit}
    assert all(fit.font_scale < 100_000 for fit in scales.values()), scales
    shown = Presentation(io.BytesIO(render(deck, "pptx"))).slides[len(deck.slides) - 1]
    for shape in shown.placeholders:
        if fit := scales.get(shape.text_frame.text):
            found = re.search(r'<a:normAutofit fontScale="(\d+)"', shape.text_frame._txBody.xml)
            assert found, shape.text_frame._txBody.xml
            assert int(found[1]) == fit.font_scale
            scales.pop(shape.text_frame.text)
    assert scales == {}, "not on the slide"


def test_a_short_line_keeps_its_size(tmp_path: Path) -> None:
    slide = project(tmp_path, "Routes", "Source: an office").deck().slides[-1]
    assert {slide.topic_fit.font_scale, slide.source_fit.font_scale} == {100_000}


def test_a_topic_line_longer_than_its_place_is_cut(tmp_path: Path) -> None:
    deck = project(tmp_path, LONG_TOPIC * 2).deck()
    (line,) = {slide.topic.text for slide in deck.slides if slide.topic}
    assert line.startswith(LONG_TOPIC[:120])
    assert line.endswith("…")
    assert deck.topics[0].title.text == LONG_TOPIC * 2
