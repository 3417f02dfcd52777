"""A deck in a language that is written from right to left is the other way round, its maps and charts are not."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from ria_deck.render.pptx import render_pptx
from ria_deck.render.pptx.package.right_to_left import begin_on_the_left
from tests.render.talk_decks import talk


@pytest.fixture(scope="module", name="decks")
def _decks() -> tuple[Any, Any]:
    deck = talk("en")
    return tuple(Presentation(io.BytesIO(render_pptx(replace(deck, direction=way)))) for way in ("ltr", "rtl"))  # type: ignore[return-value]


def test_placeholders_change_sides(decks: tuple[Any, Any]) -> None:
    before, after = decks
    width = before.slide_width
    for one, other in zip(before.slide_layouts, after.slide_layouts, strict=True):
        places = [(shape.left, shape.width) for shape in one.placeholders]
        assert [(width - shape.left - shape.width, shape.width) for shape in other.placeholders] == places
    assert after.element.get("rtl") == "1"


def test_every_paragraph_begins_on_the_right_but_those_of_listings(decks: tuple[Any, Any]) -> None:
    for slide in decks[1].slides:
        for body in slide.element.iter(qn("a:bodyPr")):
            assert body.get("rtlCol") == "1"
        for table in slide.element.iter(qn("a:tblPr")):
            assert table.get("rtl") == "1"
        for paragraph in slide.element.iter(qn("a:p")):
            code = "Courier New" in {face.get("typeface") for face in paragraph.iter(qn("a:latin"))}
            assert paragraph.pPr is not None
            assert paragraph.pPr.get("rtl") == "1" or code
    levels = decks[1].slide_master.element.findall(f".//{qn('p:bodyStyle')}/*")
    assert {(level.get("rtl"), level.get("algn")) for level in levels if level.tag.endswith("pPr")} == {("1", "r")}


def test_the_inside_of_a_map_stays(decks: tuple[Any, Any]) -> None:
    inside = [
        [
            (shape.left, shape.top)
            for slide in deck.slides
            for group in slide.shapes
            if group.shape_type == 6
            for shape in group.shapes
        ]
        for deck in decks
    ]
    assert inside[0] == inside[1] != []


def test_what_is_mirrored_is_valid(ooxml: Any) -> None:
    data = render_pptx(replace(talk("ja"), direction="rtl"))
    assert ooxml.validate(data) == []


def test_a_template_for_arabic_serves_other_languages_too() -> None:
    presentation = Presentation()
    presentation.element.set("rtl", "1")
    styles = presentation.slide_master.element.findall(f".//{qn('p:bodyStyle')}/*")
    for level in (one for one in styles if one.tag.endswith("pPr")):
        level.set("rtl", "1")
        level.set("algn", "r")
    begin_on_the_left(presentation)
    assert presentation.element.get("rtl") is None
    assert {(one.get("rtl"), one.get("algn")) for one in styles if one.tag.endswith("pPr")} == {("0", "l")}
