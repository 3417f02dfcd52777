"""The printed slides and their pictures: as many pages as slides, what the deck says, nothing outside of the page."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from ria_deck.check.outline_deck import outline_of_deck
from ria_deck.check.outline_model import key
from ria_deck.check.outline_pdf import read_pdf
from ria_deck.design import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Deck
from ria_deck.pipeline import Options, build
from ria_deck.render.png import columns_for, contact_sheet, page_pictures
from ria_deck.render.slides_pdf.slides_pdf import render_slides_pdf
from tests.render.talk_decks import talk
from tests.validators import pdfua
from tests.validators.tools import require_tool

GALLERY = Path(__file__).resolve().parent.parent / "projects/gallery"
LANGUAGES = ("en", "ja", "ru")


@cache
def deck_of(language: str) -> Deck:
    return talk(language, Path(mkdtemp()))


@cache
def slides_of(language: str) -> bytes:
    return render_slides_pdf(deck_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_slide_is_a_page_of_the_slides_size(language: str) -> None:
    deck = deck_of(language)
    with pikepdf.open(BytesIO(slides_of(language))) as pdf:
        assert len(pdf.pages) == len(deck.slides)
        for page in pdf.pages:
            assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, 960, 540], abs=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_slides_are_valid_pdf_ua_1(language: str) -> None:
    require_tool("pdfua")
    assert pdfua.validate(slides_of(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_slides_say_what_the_deck_says(language: str) -> None:
    expected = outline_of_deck(deck_of(language), "pptx")
    parts = {part.id: part for part in read_pdf(slides_of(language)).parts}
    for slide in expected.parts:
        assert key(parts[slide.id].title) == key(slide.title)
        found = "\n".join(key(text) for text in parts[slide.id].texts)
        assert [text for text in slide.texts if key(text) not in found] == []
        assert [[list(map(key, row)) for row in rows] for rows in parts[slide.id].tables] == [
            [list(map(key, row)) for row in rows] for rows in slide.tables
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_seen_stands_outside_of_the_page(language: str) -> None:
    document = pypdfium2.PdfDocument(slides_of(language))
    for number, page in enumerate(document):
        if deck_of(language).slides[number].title_hidden:
            continue
        for item in page.get_objects(filter=[1], max_depth=1):
            left, bottom, right, top = item.get_bounds()
            assert left >= -0.5
            assert right <= 960.5
            assert bottom >= -0.5
            assert top <= 540.5
    document.close()


def test_the_same_slides_give_the_same_bytes() -> None:
    assert render_slides_pdf(deck_of("en")) == slides_of("en")


def test_pictures_have_the_width_that_was_asked_for_and_the_same_bytes() -> None:
    first = page_pictures(slides_of("en"), 320)
    assert len(first) == len(deck_of("en").slides)
    assert Image.open(BytesIO(first[0])).size == (320, 180)
    assert page_pictures(slides_of("en"), 320) == first


def test_a_contact_sheet_shows_every_page() -> None:
    sheet = Image.open(BytesIO(contact_sheet(slides_of("en"), 4, 800)))
    height = Image.open(BytesIO(page_pictures(slides_of("en"), (800 - 5 * 16) // 4)[0])).height
    rows = -(-len(deck_of("en").slides) // 4)
    assert sheet.size == (800, 16 + rows * (height + 16))


@pytest.mark.parametrize(("count", "columns"), [(1, 3), (16, 3), (40, 4), (100, 7), (2000, 8)])
def test_a_sheet_of_many_slides_has_more_columns(count: int, columns: int) -> None:
    assert columns_for(count, 9 / 16, least=3) == columns


def test_nested_points_are_as_small_as_in_the_deck_and_numbers_have_no_stop(tmp_path: Path, poppler: object) -> None:
    options = Options(output=tmp_path, languages=("en",), outputs=("pptx", "slides-pdf"), jobs=1, strict=True)
    assert not build(GALLERY, options).diagnostics
    printed = str(tmp_path / "gallery.en.slides.pdf")
    boxes = said_by("pdftotext", "-f", "5", "-l", "5", "-bbox", printed, "-")
    heights = {
        word: float(bottom) - float(top)
        for top, bottom, word in re.findall(
            r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(short|below|level)<', boxes
        )
    }
    style = load_theme(GALLERY, Report()).layouts["bullets"].bodies[0].style
    for level, word in enumerate(("short", "below", "level")):
        assert heights[word] / heights["short"] == pytest.approx(style.size_at(level) / style.size_at(0), abs=0.03)
    assert "1 Words\n2 Charts" in said_by("pdftotext", "-f", "2", "-l", "2", printed, "-")


def said_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
