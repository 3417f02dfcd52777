"""The handout's page as CSS: the page rule, and the measures of pages and cover as custom properties."""

from __future__ import annotations

from ria_deck.model.page import HandoutPage

_TITLE, _PEOPLE = 52 / 297, 205 / 297  # of the page's height, from the top: a cover's title, its people


def page_css(page: HandoutPage) -> str:
    """`@page` with size and margins, and `--page-width`, `--margin-left`, `--text-columns` … on the root."""
    sides = dict(zip(("top", "right", "bottom", "left"), page.margins, strict=True))
    lengths = {"page-width": page.width, "page-height": page.height}
    lengths |= {f"margin-{side}": margin for side, margin in sides.items()}
    lengths |= {
        "cover-right": page.cover_right,
        "cover-title": page.height * _TITLE,
        "cover-people": page.height * _PEOPLE,
    }
    tokens = "".join(f"  --{name}: {_mm(length)};\n" for name, length in lengths.items())
    margins = " ".join(_mm(margin) for margin in page.margins)
    return (
        f"@page {{ size: {_mm(page.width)} {_mm(page.height)}; margin: {margins} }}\n"
        f":root {{\n{tokens}  --text-columns: {page.columns};\n}}\n"
    )


def _mm(length: float) -> str:
    return f"{round(length, 2):g}mm"
