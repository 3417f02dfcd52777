"""Find what is wrong on laid-out pages and appears in no log of WeasyPrint.

A family without a font is set in any other, a line without a place to break runs off the paper, and a
link without a scheme leads into the folder that the page was made in: all without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ria_deck.design.faces import family
from ria_deck.design.late_imports import weasyprint_imports
from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.render.html.own_files import OwnFile, place_of

with weasyprint_imports():
    from weasyprint.text.fonts import FontConfiguration

_GENERIC = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"))
_MOST_TOLD = 5
_SHOWN = 40  # characters of a text
_TOLERANCE = 1.0  # pixels of CSS: white space and rounding


class KnownFamilies(FontConfiguration):  # type: ignore[misc]
    """WeasyPrint's fonts, with the names that the style sheets' `@font-face` rules give them."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__()
        folder = next(iter(files)).parent
        self.names = {family(file): family(file).casefold() for file in folder.iterdir()}

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> Any:
        """Take a rule, and note the family that it gives a file to."""
        name = str(rule_descriptors["font_family"])
        self.names[name] = name.casefold()
        return super().add_font_face(rule_descriptors, url_fetcher)


def page_faults(document: Any, known: KnownFamilies, own: Sequence[OwnFile]) -> list[Diagnostic]:
    """RD581 for links to files of this machine, RD585 for each list of families none of which there is a font for, RD586
    for texts that leave their page."""
    there = {*known.names.values(), *_GENERIC}
    lacking: dict[tuple[str, ...], str] = {}
    outside: dict[str, int] = {}
    linked = dict.fromkeys(target for page in document.pages for _, target, *_ in page.links)
    for number, page in enumerate(document.pages, 1):
        right = page._page_box.margin_width() + _TOLERANCE
        for box in _texts(page._page_box):
            families = tuple(box.style["font_family"])
            if there.isdisjoint(map(str.casefold, families)):
                lacking.setdefault(families, box.text)
            if box.position_x < -_TOLERANCE or box.position_x + box.width > right:
                outside.setdefault(box.text.strip(), number)
    names = sorted(name for name in known.names if not name.endswith("-narrow"))
    return [
        *(_linked(target, own) for target in linked if target.startswith("file:")),
        *(_without_font(families, text, names, own) for families, text in lacking.items()),
        *(_outside(text, number) for text, number in list(outside.items())[:_MOST_TOLD]),
    ]


def _texts(box: Any) -> Iterator[Any]:
    """The boxes of text in a box; what is turned or moved by a `transform` stands elsewhere than its place says."""
    if getattr(box, "text", None):
        yield box
    elif not box.style["transform"]:
        for child in getattr(box, "children", ()):
            yield from _texts(child)


def _linked(target: str, own: Sequence[OwnFile]) -> Diagnostic:
    name = target.rpartition("/")[2]
    return Diagnostic(
        span=place_of(f"“{target}” “{name}”", own),
        code="RD581",
        severity=Severity.ERROR,
        message=f"the page links to “{name}”, a file that its readers don't have",
        hint="link to an address that begins with https://, or to an element of the page (#id)",
    )


def _without_font(families: tuple[str, ...], text: str, names: list[str], own: Sequence[OwnFile]) -> Diagnostic:
    return Diagnostic(
        span=place_of(" ".join(f"“{name}”" for name in families), own),
        code="RD585",
        severity=Severity.ERROR,
        message=f"no font for the face {', '.join(f'“{name}”' for name in families)} of “{_short(text)}”",
        hint=f"there are {', '.join(names)}; `var(--face-body)` is the theme's; an `@font-face` rule brings a file of "
        "templates/",
    )


def _outside(text: str, number: int) -> Diagnostic:
    return Diagnostic(
        code="RD586",
        severity=Severity.ERROR,
        message=f"page {number}: “{_short(text)}” runs over the edge of the paper",
        hint="shorten its words, or show fewer columns",
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
