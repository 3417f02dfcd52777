"""The handout's page as CSS: the page rule, the measures of pages and cover as custom properties, and what running heads
say."""

from __future__ import annotations

import re

from ria_deck.model.page import ASIDE_GAP, HandoutPage
from ria_deck.render.handout.heads import BUILT_IN_HEADS, RunningHeads

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


def running_heads_css(*, rtl: bool = False, said: RunningHeads = BUILT_IN_HEADS) -> str:
    """What running heads say in a handout that is set in one piece."""
    start, end = ("right", "left") if rtl else ("left", "right")
    left, right, sets = "string(title) ' · ' string(kind)", "string(chapter, first-except)", ""
    if said != BUILT_IN_HEADS:
        left, right = _content("left", said.left), _content("right", said.right)
        strings = ", ".join(_string_set(name, text) for name, text in (("left", said.left), ("right", said.right)))
        sets = f".opening h1, .contents h2 {{ string-set: chapter content(text), {strings} !important }}\n"
    return (
        f"@page :left {{ @top-{start} {{ content: {left} }} }}\n"
        f"@page :right {{ @top-{start} {{ content: {right} }} }}\n"
        f"@page {{ @top-{end} {{ content: counter(page) }} }}\n{sets}"
    )


def _content(name: str, pattern: str) -> str:
    return f"string({name}, first-except)" if "{chapter}" in pattern else _quoted(pattern)


def _string_set(name: str, pattern: str) -> str:
    return f"{name} " + " content(text) ".join(_quoted(part) for part in pattern.split("{chapter}"))


def _quoted(text: str) -> str:
    """A text as a string of CSS within a style element."""
    return '"' + re.sub(r'[\\"<>\n]', lambda char: f"\\{ord(char[0]):x} ", text) + '"'


def _mm(length: float) -> str:
    return f"{round(length, 2):g}mm"
