"""The contrast of every text of handouts and slides, measured where they are printed: the colour of the glyphs on what is
under them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ria_deck.design.shipped import NAMED
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project

LEAST, LEAST_LARGE, LARGE = 4.5, 3.0, 18  # WCAG 2.2, 1.4.3; pt
ORNAMENT = 40  # pt: the pale number beside a chapter's title, which contents and bookmarks say again
SCALE = 3


@pytest.mark.parametrize("theme", NAMED)
def test_all_words_can_be_read(theme: str, tmp_path: Path) -> None:
    root = tmp_path / "starter"
    start_project(root, Report())
    report = root / "content/report.yaml"
    report.write_text(report.read_text("utf-8").replace("theme: paper", f"theme: {theme}"), "utf-8")
    build(root, Options(output=tmp_path / "out", jobs=1, outputs=("pdf", "slides-pdf")))
    files = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(files) == 2
    found = [text for file in files for text in _texts(file)]
    faint = {
        (text, size, color, ground, round(contrast(color, ground), 2))
        for text, size, color, ground in found
        if size < ORNAMENT and contrast(color, ground) < (LEAST_LARGE if size >= LARGE else LEAST)
    }
    assert faint == set()
    assert len(found) > 400
    assert len({ground for *_, ground in found}) > 2  # covers', the paper's, that of code and statements


def _texts(file: Path) -> Iterator[tuple[str, float, str, str]]:
    """The texts of all pages: words, size in points, colour, the colour that most of their box has."""
    for page in pypdfium2.PdfDocument(file):
        words = page.get_textpage()
        picture = page.render(scale=SCALE).to_pil().convert("RGB")
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            pdfium.FPDFPageObj_GetFillColor(one, red, green, blue, alpha)
            left, bottom, right, top = one.get_bounds()
            box = [round(SCALE * side) for side in (left, page.get_height() - top, right, page.get_height() - bottom)]
            text = words.get_text_bounded(left, bottom, right, top).strip()
            on_page = 0 <= box[0] < box[2] <= picture.width and 0 <= box[1] < box[3] <= picture.height
            if text and on_page:  # titles for outlines alone stand beside their slides
                grounds = Counter(picture.crop((box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3)).get_flattened_data())
                ground = "".join(f"{channel:02X}" for channel in grounds.most_common(1)[0][0])
                size = ctypes.c_float()
                pdfium.FPDFTextObj_GetFontSize(one, size)
                scale = abs(one.get_matrix().d)
                yield text, round(size.value * scale, 1), f"{red.value:02X}{green.value:02X}{blue.value:02X}", ground
