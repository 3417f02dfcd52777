"""Sections have the number of their topic and a mark for each topic, in every output."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import html
from pptx import Presentation

from ria_deck.api import Project, render
from ria_deck.model.deck import Deck, Slide

REPORT = "id: s\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"


def made(root: Path, titles: list[str]) -> tuple[Deck, list[Slide]]:
    """A deck of topics that each begin with a section, and its sections."""
    (root / "content").mkdir(parents=True)
    (root / "content/report.yaml").write_text(REPORT, "utf-8")
    for number, title in enumerate(titles, start=1):
        text = f'---\ntitle: "{title}"\n---\n\n## {{layout=section}}\n\n## Slide {{#own-{number}}}\n\n- One\n'
        (root / f"content/0{number}.md").write_text(text, "utf-8")
    deck = Project.open(root).deck()
    return deck, [slide for slide in deck.slides if slide.layout == "section"]


def test_each_section_has_its_number_and_its_place(tmp_path: Path) -> None:
    deck, sections = made(tmp_path, ["Cars", "Ships", "Flights"])
    assert [slide.part.text for slide in sections if slide.part] == ["1", "2", "3"]
    assert [slide.progress for slide in sections] == [(0, 3), (1, 3), (2, 3)]
    slides = Presentation(io.BytesIO(render(deck, "pptx"))).slides
    second = next(slide for slide in slides if slide.shapes.title and slide.shapes.title.text == "Ships")
    assert [shape.text_frame.text for shape in second.placeholders if shape.placeholder_format.idx == 23] == ["2"]
    marks = [shape for shape in second.shapes if shape.name.startswith("Progress ")]
    shares = [shape._element.xpath(".//a:solidFill//a:alpha/@val") for shape in marks]
    assert shares == [["35000"], [], ["35000"]]
    assert [mark.left for mark in marks] == sorted(mark.left for mark in marks)


def test_pages_in_a_browser_have_them_too(tmp_path: Path) -> None:
    deck, _ = made(tmp_path, ["Cars", "Ships"])
    page = html.document_fromstring(render(deck, "html").decode())
    section = page.get_element_by_id(deck.slides[2].id)
    assert ["opacity: 1.0" in mark.get("style") for mark in section.find_class("mark")] == [True, False]
    assert "1" in [text.text_content() for text in section.iter("p")]


@pytest.mark.parametrize(
    ("titles", "numbers", "progress"),
    [(["Topic 1: Cars", "Topic 2: Ships"], [], [(0, 2), (1, 2)]), (["Cars"], [], [(0, 0)])],
    ids=["titles have numbers", "one topic"],
)
def test_there_is_no_second_number(
    tmp_path: Path, titles: list[str], numbers: list[str], progress: list[tuple[int, int]]
) -> None:
    _, sections = made(tmp_path, titles)
    assert [slide.part.text for slide in sections if slide.part] == numbers
    assert [slide.progress for slide in sections] == progress
