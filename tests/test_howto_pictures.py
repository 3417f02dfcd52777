"""The pictures of the how-tos are of the examples that stand in them: `RIA_UPDATE=1 pytest tests/test_howto_pictures.py`."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from ria_deck.api import Project
from ria_deck.diagnostics import Report
from ria_deck.render.handout.handout import render_handout
from ria_deck.render.slides_pdf.slides_pdf import render_slides_pdf
from ria_deck.starter import start_project
from tests.test_docs import write_example

HOWTOS = Path(__file__).resolve().parent.parent / "docs/howto"
MOST_BYTES = 150_000
WIDTH, GAP = 1200, 16


def project_of(page: str, root: Path) -> Path:
    """The example of a how-to."""
    write_example(HOWTOS / f"{page}.md", root)
    return root


def slides(root: Path, *ids: str) -> list[Image.Image]:
    """The slides of these ids, drawn."""
    deck = Project.open(root).deck(language="en")
    pdf = pypdfium2.PdfDocument(render_slides_pdf(deck, root=root))
    return [pdf[n].render(scale=1.5).to_pil() for n, slide in enumerate(deck.slides) if slide.id in ids]


def pages(root: Path, *numbers: int) -> list[Image.Image]:
    """Pages of the handout, drawn."""
    pdf = pypdfium2.PdfDocument(render_handout(Project.open(root).deck(language="en"), root=root))
    return [pdf[n - 1].render(scale=1.5).to_pil() for n in numbers]


def regions(tmp: Path) -> list[Image.Image]:
    return slides(project_of("one-page-for-each-region", tmp), "region-01", "region-15", "region-16", "region-31")


def form(tmp: Path) -> list[Image.Image]:
    return slides(project_of("content-from-a-form-or-a-program", tmp), "grew", "harbour-year")


def cover(tmp: Path) -> list[Image.Image]:
    start_project(tmp / "before", Report())
    own = project_of("our-own-cover", tmp / "after")
    before, after = pages(tmp / "before", 1, 4), pages(own, 1, 4)
    assert ImageChops.difference(before[1], after[1]).getbbox() is None, "more than the cover has changed"
    return [before[0], after[0], after[1]]


PICTURES: dict[str, Callable[[Path], list[Image.Image]]] = {"regions": regions, "form": form, "cover": cover}


def sheet(drawn: list[Image.Image]) -> Image.Image:
    """Pictures of one size on one sheet, two beside each other, or three upright ones."""
    columns = 2 if drawn[0].width > drawn[0].height else 3
    width = (WIDTH - GAP * (columns + 1)) // columns
    height = round(width * drawn[0].height / drawn[0].width)
    rows = -(-len(drawn) // columns)
    whole = Image.new("RGB", (WIDTH, GAP + rows * (height + GAP)), "#DEE2E6")
    for n, image in enumerate(drawn):
        at = (GAP + n % columns * (width + GAP), GAP + n // columns * (height + GAP))
        whole.paste(image.resize((width, height), Image.Resampling.LANCZOS), at)
    return whole


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_of_the_example(name: str, tmp_path: Path) -> None:
    made = sheet(PICTURES[name](tmp_path))
    path = HOWTOS / f"pictures/{name}.png"
    if os.environ.get("RIA_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        with BytesIO() as out:
            made.quantize(96).save(out, "PNG", optimize=True)
            path.write_bytes(out.getvalue())
    assert path.stat().st_size < MOST_BYTES
    there = Image.open(path).convert("RGB")
    assert there.size == made.size
    off = ImageStat.Stat(ImageChops.difference(there, made).convert("L"))
    assert off.mean[0] < 1, "RIA_UPDATE=1 draws it anew"


def test_every_picture_is_on_a_page_and_every_page_has_its_own() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in HOWTOS.glob("*.md")}
    assert {path.stem for path in (HOWTOS / "pictures").iterdir()} == set(PICTURES)
    for page, name in (
        ("one-page-for-each-region", "regions"),
        ("content-from-a-form-or-a-program", "form"),
        ("our-own-cover", "cover"),
    ):
        assert f"](pictures/{name}.png)" in texts[page]
