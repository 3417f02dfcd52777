"""Widths of text are those of the faces' own tables, added up cluster by cluster."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ria_deck.design import load_theme
from ria_deck.design.faces import font_files
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Theme


@pytest.fixture(scope="module", name="theme")
def _theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load_theme(Path(tmp_path_factory.mktemp("none")), Report())


@pytest.fixture(scope="module", name="measurer")
def _measurer(theme: Theme) -> Measurer:
    return Measurer(theme)


@pytest.mark.parametrize(("text", "bold"), [("2008", False), ("563", True), ("машины", False)])
def test_latin_and_cyrillic_have_the_advances_of_the_latin_face(measurer: Measurer, text: str, bold: bool) -> None:
    font = TTFont(font_files()["Arimo"][bold])
    cmap, advances = font.getBestCmap(), font["hmtx"]
    expected = sum(advances[cmap[ord(char)]][0] for char in text) / font["head"].unitsPerEm
    assert measurer.width(text, 12, bold) == pytest.approx(12 * expected, abs=0.2)


def test_japanese_signs_are_full_width_and_digits_among_them_are_latin(measurer: Measurer) -> None:
    assert measurer.width("関税引上げ", 10) == pytest.approx(50)
    assert measurer.width("2009年1月", 10) == pytest.approx(20 + measurer.width("20091", 10))


def test_clusters_make_up_the_text_and_keep_marks_with_their_letter(measurer: Measurer) -> None:
    text = "Ё́лка 新潟 e\u0301te\u0301"
    clusters = measurer.clusters(text)
    assert "".join(cluster.text for cluster in clusters) == text
    assert [cluster.text for cluster in clusters][-3:] == ["e\u0301", "t", "e\u0301"]
    assert measurer.width(text, 20) == pytest.approx(20 * sum(cluster.em for cluster in clusters))


def test_the_widest_of_several_lines_counts_and_nothing_is_no_width(measurer: Measurer) -> None:
    assert measurer.width("a\nwide line", 12) == measurer.width("wide line", 12)
    assert measurer.width("", 12) == 0
    assert measurer.height(10, 2) == 24


def test_characters_without_a_glyph_are_named_once(measurer: Measurer) -> None:
    assert measurer.missing("a新\U00012345b\U00012345") == "\U00012345"


def test_words_in_figures_are_measured_without_kerning(measurer: Measurer) -> None:
    letters = sum(measurer.width(letter, 10) for letter in "Toyama")
    assert measurer.unkerned.width("Toyama", 10) == pytest.approx(letters)
    assert measurer.width("Toyama", 10) < letters
    assert measurer.unkerned.unkerned is measurer.unkerned
