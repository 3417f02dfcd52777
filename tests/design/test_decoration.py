"""What layouts draw on their ground: on the layout in the deck, never on a slide; the same on pages and in HTML."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.small_project import REPORT, BuiltProject, built

COAST = "ria: {layouts: {title: {decoration: {coast: [129, 30, 146, 46]}}}}\n"
WORDS = "## {#s layout=statement}\n\nOne **sentence**\n\n## {#c layout=closing}\n\nThe end\n"


def project(root: Path, theme: str, language: str = "en") -> BuiltProject:
    report = REPORT.replace("[pptx, pdf]", "[pptx, html]").replace("language: en", f"language: {language}")
    files = {"content/01.md": WORDS, "templates/theme.yaml": theme}
    return built(root, {**files, "content/report.yaml": report.replace("languages: [en]", f"languages: [{language}]")})


def art(made: BuiltProject, id_: str, language: str = "en") -> str:
    """The drawing behind an HTML slide."""
    html = (made.out / f"t.{language}.html").read_text("utf-8")
    section = re.search(rf'<section class="slide" id="{id_}".*?base64,([^\')]+)', html)
    assert section is not None
    return base64.b64decode(section[1]).decode()


def test_decorations_are_shapes_of_layouts_and_none_of_slides(tmp_path: Path) -> None:
    made = project(tmp_path, "meta: {name: Own}\n")
    deck = made.deck()
    names = {
        slide.slide_layout.name: [s.name for s in slide.slide_layout.shapes if not s.is_placeholder]
        for slide in deck.slides
    }
    assert names["Title slide"] == ["Swell 1", "Swell 2", "Wave 1", "Wave 2", "Rule"]
    assert names["Statement"] == ["Swell 1", "Swell 2", "Edge", "Hairline"]
    assert names["Closing"] == ["Swell 1", "Swell 2", "Hairline"]
    assert all(shape.is_placeholder for slide in deck.slides for shape in slide.shapes)
    assert art(made, "s").count("<path") == 3


def test_a_band_at_the_edge_stands_where_lines_begin(tmp_path: Path) -> None:
    left = project(tmp_path / "en", "meta: {name: Own}\n")
    right = project(tmp_path / "ar", "meta: {name: Own}\n", "ar")
    for made, language, side in ((left, "en", 0), (right, "ar", 1)):
        deck = made.deck(language)
        (edge,) = (shape for shape in deck.slides[-2].slide_layout.shapes if shape.name == "Edge")
        assert edge.left == side * (deck.slide_width - edge.width)
        assert f'd="M{edge.left / 12700:.2f} 0.00' in art(made, "s", language)


def test_land_is_drawn_on_the_title_layout(tmp_path: Path) -> None:
    made = project(tmp_path, COAST)
    layout = made.deck().slides[0].slide_layout
    (land,) = (shape for shape in layout.shapes if shape.name == "Land")
    assert land.shape_type is MSO_SHAPE_TYPE.FREEFORM
    rings = len(list(land._element.iter("{*}moveTo")))
    assert rings > 3  # the four large islands of Japan, at least, and the mainland
    assert art(made, "title").count("Z") >= rings


@pytest.mark.parametrize("degrees", ["[146, 30, 129, 46]", "[129, 46, 146, 30]", "[129, 30, 146, 95]"])
def test_degrees_that_enclose_nothing_are_told(tmp_path: Path, degrees: str) -> None:
    (found,) = project(tmp_path, COAST.replace("[129, 30, 146, 46]", degrees)).told
    assert (found.code, found.span and found.span.line) == ("RD510", 1)


def test_a_ground_without_a_coast_says_so(tmp_path: Path) -> None:
    made = project(tmp_path, COAST.replace("[129, 30, 146, 46]", "[-40, 20, -30, 28]"))
    (told,) = made.told
    assert (told.code, told.message) == ("RD661", "the layout `title` shows no coast: all is sea or land there")
    assert "degrees" in told.hint
