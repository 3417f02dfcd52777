"""A theme's logo in a small project: on the title layout, the printed title slide and the handout's cover."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from ria_deck.design.logo import logo_file
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project

YELLOW = (255, 214, 10)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#ffd60a"/></svg>'


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    start_project(tmp_path, Report())
    Image.new("RGB", (400, 100), YELLOW).save(tmp_path / "templates/logo.png")
    (tmp_path / "templates/logo.svg").write_text(SVG, "utf-8")
    return tmp_path


def made(root: Path, theme: str) -> list[Diagnostic]:
    (root / "templates/theme.yaml").write_text(theme, "utf-8")
    outputs = ("pptx", "pdf", "slides-pdf")
    return list(build(root, Options(output=root / "build", outputs=outputs, jobs=1)).diagnostics)


def yellow(picture: Path) -> float:
    """The share of a page that has the logo's colour, in the upper left quarter."""
    with Image.open(picture) as opened:
        page = opened.convert("RGB").crop((0, 0, opened.width // 2, opened.height // 2))
    near = (abs(numpy.asarray(page, dtype=int) - YELLOW) < 12).all(axis=2)
    return float(near.mean())


@pytest.mark.parametrize("file", ["logo.png", "logo.svg"])
def test_a_logo_stands_on_title_slides_and_the_cover(
    file: str, project: Path, tmp_path: Path, ooxml: ModuleType, pdfua: ModuleType, poppler: ModuleType
) -> None:
    assert made(project, f"logo: {file}\n") == []
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []
    layout = Presentation(str(deck)).slides[0].slide_layout
    (logo,) = [shape for shape in layout.shapes if shape.shape_type is MSO_SHAPE_TYPE.PICTURE]
    assert (logo.left, logo.top) == (Inches(0.75), Inches(0.5))
    assert logo.width == pytest.approx(4 * logo.height, rel=0.01)
    assert logo.height == pytest.approx(Inches(0.6), rel=0.01)
    for name in ("my-report.en.pdf", "my-report.en.slides.pdf"):
        printed = project / "build" / name
        assert pdfua.validate(printed) == []
        pages = tmp_path / "pages" / name
        pages.mkdir(parents=True)
        first, second = poppler.pictures(printed, pages, dpi=40)[:2]
        assert yellow(first) > 0.01
        assert yellow(second) == 0


@pytest.mark.parametrize(
    ("theme", "code", "words"),
    [
        ("logo: no.png\n", "RD514", "`templates/no.png` doesn't exist"),
        ("logo: ../../logo.png\n", "RD002", ""),
        ("logo: theme.yaml\n", "RD563", "can't open the image `templates/theme.yaml`: it is of no known format"),
        ("logo: {images: {}}\n", "RD514", "`logo` doesn't name an image file"),
    ],
)
def test_a_logo_that_is_none_is_told(theme: str, code: str, words: str, project: Path) -> None:
    found = made(project, theme)
    assert [one.code for one in found][:1] == [code]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("given", "dark", "file"),
    [
        ("a.png", True, "a.png"),
        ({"medium": "a.png"}, True, "a.png"),
        ({"small": "s.png", "large": {"light": "l.png", "dark": "d.png"}}, True, "d.png"),
        ({"large": {"light": "l.png", "dark": "d.png"}}, False, "l.png"),
        ({"large": {"light": "l.png"}}, True, "l.png"),
        ({"images": {"mark": {"path": "m.svg", "alt": "M"}}, "medium": "mark"}, True, "m.svg"),
        ({"images": {"mark": "m.svg"}}, False, "m.svg"),
    ],
)
def test_brand_yml_has_a_logo_for_each_ground(given: object, dark: bool, file: str) -> None:
    found = logo_file(given, dark=dark)
    assert found is not None
    assert found[0] == file
