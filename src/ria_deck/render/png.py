"""Draw PDF pages as PNG pictures (PDFium), and one picture of them all side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ria_deck.model.deck import Deck
from ria_deck.render.html.figure_view import Keep, anew

if TYPE_CHECKING:
    from PIL import Image

SLIDE_WIDTH = 1600  # px
PAGE_WIDTH = 1000
SHEET_WIDTH = 2000
MOST_COLUMNS = 8
TOWER = 1.45  # height by width beyond which a sheet shows too little at once
_GAP = 16  # px between the pages of a sheet
_GROUND = (222, 226, 230)


def page_pictures(pdf: bytes, width: int) -> list[bytes]:
    """Every page as a PNG of `width` pixels; the same pages give the same bytes."""
    return [_encoded(image) for image in _pages(pdf, width)]


def contact_sheet(pdf: bytes, columns: int, width: int = SHEET_WIDTH) -> bytes:
    """All pages, `columns` beside each other, in one PNG of `width` pixels."""
    return _encoded(_sheet(_pages(pdf, (width - _GAP * (columns + 1)) // columns), columns, width))


def render_png(deck: Deck, root: Path | None = None, keep: Keep = anew) -> Mapping[str, bytes]:
    """Pictures by file name suffix: `-slide-01.png` …, `-page-01.png` … of the handout, and `-slides.png`,
    `-handout.png` with all of them. Raises what printing raises."""
    from ria_deck.render.handout.handout import render_handout
    from ria_deck.render.slides_pdf.slides_pdf import render_slides_pdf

    slides = render_slides_pdf(deck, root=root, keep=keep)
    handout = render_handout(deck, root=root, keep=keep)
    of_slides, of_pages = page_pictures(slides, SLIDE_WIDTH), page_pictures(handout, PAGE_WIDTH)
    pictures = {f"-slide-{n:02}.png": data for n, data in enumerate(of_slides, start=1)}
    pictures |= {f"-page-{n:02}.png": data for n, data in enumerate(of_pages, start=1)}
    shape = deck.theme.height / deck.theme.width
    return pictures | {
        "-slides.png": contact_sheet(slides, columns_for(len(of_slides), shape, least=3)),
        "-handout.png": contact_sheet(handout, columns_for(len(of_pages), math.sqrt(2), least=4)),
    }


def columns_for(count: int, shape: float, *, least: int) -> int:
    """As few columns, from `least`, as make a sheet of `count` pages no tower; `shape` is a page's height by its width."""
    return next((n for n in range(least, MOST_COLUMNS) if math.ceil(count / n) * shape / n <= TOWER), MOST_COLUMNS)


def _pages(pdf: bytes, width: int) -> list[Image.Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _sheet(pages: Sequence[Image.Image], columns: int, width: int) -> Image.Image:
    from PIL import Image

    across, down = pages[0].size
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (width, rows * (down + _GAP) + _GAP), _GROUND)
    for index, page in enumerate(pages):
        row, column = divmod(index, columns)
        sheet.paste(page, (_GAP + column * (across + _GAP), _GAP + row * (down + _GAP)))
    return sheet


def _encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()
