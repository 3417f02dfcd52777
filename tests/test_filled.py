"""How much of slides and pages is filled, measured on what the starter prints: by what is drawn, not by what was meant."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project

LEAST_SLIDE, LEAST_PAGE = 0.60, 0.50  # of the room between the margins
HEAD, FOOT, SIDES = 0.04, 0.91, (0.055, 0.945)  # where a slide's room begins and ends
TOP, BOTTOM = 25 / 297, 277 / 297  # the handout's
SEEN = 14  # levels of grey or colour that one sees beside the ground


@pytest.fixture(name="starter", scope="module")
def _starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("starter") / "starter"
    start_project(root, Report())
    build(root, Options(output=root / "out", jobs=1, outputs=("pdf", "slides-pdf")))
    return root / "out"


def pages(file: Path) -> list[np.ndarray]:
    document = pypdfium2.PdfDocument(file)
    return [page.render(scale=0.5).to_numpy()[:, :, :3].astype(int) for page in document]


def slide_share(page: np.ndarray) -> float:
    """The box around all marks, from the upper margin on; all of a slide whose layout draws on its ground."""
    high, wide, _ = page.shape
    ground = page[2, -3]
    corners = (page[2, 2], page[-3, -3])
    if any((abs(corner - ground) > SEEN / 2).any() for corner in corners):
        return 1.0
    room = page[round(high * HEAD) : round(high * FOOT), round(wide * SIDES[0]) : round(wide * SIDES[1])]
    marks = (abs(room - ground) > SEEN).any(axis=2)
    rows, columns = np.flatnonzero(marks.any(axis=1)), np.flatnonzero(marks.any(axis=0))
    return float((rows[-1] + 1) * (columns[-1] + 1 - columns[0]) / marks.size)


def page_share(page: np.ndarray) -> float:
    """How far down the marks reach between the margins."""
    high = page.shape[0]
    room = page[round(high * TOP) : round(high * BOTTOM)]
    rows = np.flatnonzero((abs(room - 255) > SEEN).any(axis=(1, 2)))
    return float((rows[-1] + 1) / len(room))


def test_slides_of_the_starter_are_filled(starter: Path) -> None:
    shares = [slide_share(page) for page in pages(next(starter.glob("*.en.slides.pdf")))]
    assert len(shares) == 12
    assert {number: round(share, 2) for number, share in enumerate(shares, 1) if share < LEAST_SLIDE} == {}


def test_pages_of_the_starters_handout_are_filled(starter: Path) -> None:
    cover, *between, _last = [page_share(page) for page in pages(next(starter.glob("*.en.pdf")))]
    assert {number: round(share, 2) for number, share in enumerate(between, 2) if share < LEAST_PAGE} == {}
    assert len(between) > 4
    assert cover > LEAST_PAGE
