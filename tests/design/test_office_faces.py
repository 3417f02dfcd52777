"""Faces that templates name are measured with the widths that PowerPoint has for them."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from ria_deck.design.faces import font_files, italic_files

WIDTHS = {  # advances in 2048ths of the size, of the faces that Office brings
    "Calibri": {"A": 1185, "a": 981, "n": 1076, " ": 463},
    "Times New Roman": {"A": 1479, "a": 909, "n": 1024, " ": 512},
    "Georgia": {"A": 1374, "a": 1032, "n": 1210, " ": 494},
    "Arial": {"A": 1366, "a": 1139, "n": 1139, " ": 569},
}


@pytest.mark.parametrize("face", WIDTHS)
def test_a_stand_in_has_the_widths_of_the_face(face: str) -> None:
    font = TTFont(font_files()[face][0])
    scale = 2048 / font["head"].unitsPerEm
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    assert {sign: round(metrics[cmap[ord(sign)]][0] * scale) for sign in WIDTHS[face]} == WIDTHS[face]


@pytest.mark.parametrize("face", ["Calibri", "Cambria", "Georgia", "Times New Roman"])
def test_faces_have_cyrillic_and_four_styles(face: str) -> None:
    for path in (*font_files()[face], *italic_files()[face]):
        cmap = TTFont(path).getBestCmap()
        assert all(ord(sign) in cmap for sign in "Aé–")
        assert face in {"Cambria", "Georgia"} or ord("Ж") in cmap
