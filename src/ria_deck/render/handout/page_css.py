"""The handout's page as CSS: the page rule, the measures of pages and cover as custom properties, and what running heads
say."""

from __future__ import annotations

from ria_deck.model.page import ASIDE_GAP, HandoutPage

_TITLE, _PEOPLE = 52 / 297, 205 / 297  # of the page's height, from the top: a cover's title, its people


def page_css(page: HandoutPage, *, rtl: bool = False) -> str:
    """`@page` with size, margins and the places of running heads, and `--page-width`, `--margin-left`, `--text-columns` …
    on the root. `rtl`: the page is read from the right, where its number then stands at the left."""
    sides = dict(zip(("top", "right", "bottom", "left"), page.margins, strict=True))
    lengths = {"page-width": page.width, "page-height": page.height}
    lengths |= {f"margin-{side}": margin for side, margin in sides.items()}
    lengths |= {
        "aside": page.aside,
        "aside-gap": ASIDE_GAP if page.aside else 0.0,
        "indent": page.indent,
        "cover-right": page.cover_right,
        "cover-title": page.height * _TITLE,
        "cover-people": page.height * _PEOPLE,
    }
    tokens = "".join(f"  --{name}: {_mm(length)};\n" for name, length in lengths.items())
    margins = " ".join(_mm(margin) for margin in page.margins)
    start, end = ("right", "left") if rtl else ("left", "right")
    return (
        f"@page {{ size: {_mm(page.width)} {_mm(page.height)}; margin: {margins} }}\n"
        f"@page {{ @top-{start} {{ width: 88%; text-align: {start}; color: var(--grey) }} }}\n"
        f"@page {{ @top-{end} {{ width: 12%; text-align: {end}; font-weight: bold; color: var(--ink) }} }}\n"
        f":root {{\n{tokens}  --text-columns: {page.columns};\n}}\n"
    )


def running_heads_css(*, rtl: bool = False) -> str:
    """What running heads say in a handout that is set in one piece."""
    start, end = ("right", "left") if rtl else ("left", "right")
    return (
        f"@page :left {{ @top-{start} {{ content: string(title) ' · ' string(kind) }} }}\n"
        f"@page :right {{ @top-{start} {{ content: string(chapter, first-except) }} }}\n"
        f"@page {{ @top-{end} {{ content: counter(page) }} }}\n"
    )


def _mm(length: float) -> str:
    return f"{round(length, 2):g}mm"
