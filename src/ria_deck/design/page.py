"""The handout's page as theme.yaml has it; a style sheet of the project's that sets it too is an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ria_deck.design.part import ThemePart
from ria_deck.design.shape import PageEntry
from ria_deck.design.units import emu
from ria_deck.diagnostics import Report, Span
from ria_deck.model.page import A4, ASIDE, ASIDE_GAP, HandoutPage
from ria_deck.source.text import read_source
from ria_deck.source.yaml import Loc

if TYPE_CHECKING:
    from ria_deck.source.yaml import Loc

SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "letter": (215.9, 279.4)}  # mm
SHEET = "templates/handout.css"
_EMU_PER_MM = 36_000
_NARROWEST, _LOWEST = 60.0, 80.0  # mm of text
_TWO_COLUMNS = 140.0  # mm of text that two columns of prose need
_BESIDE = 110.0  # mm of text that a column beside it leaves


def page_of(parts: Sequence[ThemePart], report: Report) -> HandoutPage:
    """The page that the last part gives, its size, margins and columns one by one."""
    said = _Said()
    for part in parts:
        if part.given.ria and part.given.ria.page is not None:
            said.take(part.given.ria.page, part, report)
    width, height = said.size
    # Narrower margins on smaller paper, where none are given.
    usual = [round(2 * margin * min(1.0, width / A4.width)) / 2 for margin in A4.margins]
    top, right, bottom, left = margins = said.margins if said.margins is not None else usual
    whole = width - left - right
    aside = said.aside
    if aside is None:
        aside = ASIDE if whole - ASIDE - ASIDE_GAP >= _BESIDE else 0.0
    text = whole - (aside + ASIDE_GAP if aside else 0.0)
    if text < _NARROWEST or height - top - bottom < _LOWEST or min(margins) < 0:
        words = f"the page's margins leave {text:g} × {height - top - bottom:g} mm for text"
        report.error("RD510", words, said.place, hint=f"at least {_NARROWEST:g} × {_LOWEST:g} mm are needed")
        return A4
    return HandoutPage(
        width=width,
        height=height,
        margins=(top, right, bottom, left),
        aside=aside,
        columns=said.columns or (2 if text >= _TWO_COLUMNS else 1),
    )


@dataclass(slots=True)
class _Said:
    """What the parts of a theme say about the page; what none says is decided from the rest."""

    size: tuple[float, float] = (A4.width, A4.height)
    margins: Sequence[float] | None = None
    columns: int = 0
    aside: float | None = None
    place: Span | None = None

    def take(self, given: PageEntry, part: ThemePart, report: Report) -> None:
        """Put a part's words over those of earlier ones."""
        loc: Loc = ("ria", "page")
        self.place = part.document.span(loc, key=True)
        self.size = _size(given, part, report) or self.size
        if given.margins:
            self.margins = _lengths(given.margins, part, (*loc, "margins"), report)
        self.columns = given.columns or self.columns
        if given.aside is not None:
            found = _lengths([given.aside], part, (*loc, "aside"), report)
            self.aside = found[0] if found else self.aside


def _size(given: PageEntry, part: ThemePart, report: Report) -> tuple[float, float] | None:
    match given.size:
        case None:
            return None
        case str(name):
            return SIZES[name]
        case own:
            found = _lengths(own, part, ("ria", "page", "size"), report)
            return (found[0], found[1]) if found else None


def _lengths(values: Sequence[str | float], part: ThemePart, loc: Loc, report: Report) -> list[float] | None:
    """Lengths in millimetres; a bare number is one. None, reported, where one can't be read."""
    try:
        return [emu(value, "mm") / _EMU_PER_MM for value in values]
    except ValueError as error:
        report.error("RD510", str(error), part.document.span(loc))
        return None


def properties_of(parts: Sequence[ThemePart]) -> dict[str, str]:
    """The CSS custom properties that the theme gives the handout, later parts over earlier ones."""
    css: dict[str, str] = {}
    for part in parts:
        given = part.given.ria.handout if part.given.ria else None
        css |= {str(key): str(value) for key, value in (given or {}).items()}
    return css


def check_sheet(root: Path, report: Report) -> None:
    """Report what the project's handout.css says about the size and the margins of pages, and addresses in it that no
    build may read."""
    if not (root / SHEET).is_file():
        return
    source = read_source(root, SHEET, report)
    if source is None:
        return
    if "url" in source.text.lower() or "@import" in source.text.lower():
        _tell_addresses(root, source.text, report)
    if "@page" not in source.text:
        return
    import tinycss2

    for line, column, name in _page_declarations(tinycss2.parse_stylesheet(source.text)):
        place = Span(path=SHEET, line=line, column=column, end_line=line, end_column=column + len(name))
        key = "size" if name == "size" else "margins"
        example = "A5" if key == "size" else "[25mm, 21mm, 25mm, 21mm]"
        report.error(
            "RD523",
            f"the page's {key} can't be set in handout.css: the theme decides it, so that tables and figures fit",
            place,
            hint=f"remove it here and write in templates/theme.yaml: `ria: {{page: {{{key}: {example}}}}}`",
        )


def _tell_addresses(root: Path, text: str, report: Report) -> None:
    """RD581 for what a build would refuse or not find when it sets the page."""
    import tinycss2

    for line, column, address in _addresses(tinycss2.parse_stylesheet(text)):
        parts = urlsplit(address)
        path = (root / "templates" / unquote(parts.path)).resolve()
        if not parts.path or parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            reason = "a build reads only the project's own files"
        elif not path.is_relative_to((root / "templates").resolve()):
            reason = "it is not in templates/"
        elif not path.is_file():
            reason = "No such file or directory"
        else:
            continue
        report.error(
            "RD581",
            f"the page asks for {address[:200]}: {reason}",
            Span(path=SHEET, line=line, column=column, end_line=line, end_column=column + 1),
            hint="put the file into templates/ and name it by its path from there",
        )


def _addresses(rules: Sequence[Any]) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each address that a style sheet asks for, however deep."""
    left = list(reversed(rules))
    while left:
        one = left.pop()
        named = one.type == "function" and one.lower_name == "url"
        imported = one.type == "at-rule" and one.lower_at_keyword == "import"
        if one.type == "url":
            yield one.source_line, one.source_column, one.value
        texts = one.arguments if named else one.prelude if imported else ()
        yield from [(text.source_line, text.source_column, text.value) for text in texts if text.type == "string"][:1]
        inner = (getattr(one, part, None) or () for part in ("prelude", "content", "arguments"))
        left += reversed(list(chain.from_iterable(inner)))


def _page_declarations(rules: Sequence[Any]) -> Iterator[tuple[int, int, str]]:
    """Line, column and name of each `size` or `margin` of a page rule, wherever it is nested."""
    import tinycss2

    for rule in rules:
        if rule.type != "at-rule" or rule.content is None:
            continue
        if rule.lower_at_keyword != "page":
            yield from _page_declarations(tinycss2.parse_rule_list(rule.content))
            continue
        for found in tinycss2.parse_blocks_contents(rule.content):
            if found.type == "declaration" and (found.lower_name == "size" or found.lower_name.startswith("margin")):
                yield found.source_line, found.source_column, found.name
