"""Render a deck as a tagged handout (PDF/UA-1), the same bytes every time."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ria_deck.diagnostics import BuildError
from ria_deck.model.deck import Deck, Picture
from ria_deck.render.handout.cutting import NotInRunsError
from ria_deck.render.handout.heads import BUILT_IN_HEADS, heads_in
from ria_deck.render.handout.no_break import kept_together
from ria_deck.render.handout.own_rules import are_local
from ria_deck.render.handout.page_css import page_css, running_heads_css
from ria_deck.render.handout.pieces import pieces_of
from ria_deck.render.handout.runs import Runs
from ria_deck.render.handout.view import handout_view
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.page import Page, drawing, fill
from ria_deck.render.pdf.joining import MissingAnchorError
from ria_deck.render.pdf.typesetter import typeset

_LABELS = ("source_line", "sources_line", "credit_line", "tables_used", "as_of")


def render_handout(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None, keep: Keep = anew) -> bytes:
    """The handout as PDF. `root` is the project, whose templates/ may override the built-in templates and hold further
    files for them; `draw` gives the figures' SVG, the program's own drawers where it is None; `keep` may have the
    figures and the whole page from an earlier build.

    Raises `BuildError` (RD580 to RD586, RD920).
    """
    page = printed_page(deck, root=root, draw=draw or drawing(keep))
    return keep(page.html, lambda: _printed(page, deck, root, keep))


def printed_page(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> Page:
    """The handout as HTML as it is printed: on white, with what belongs together on one line."""
    if deck.theme.printed:  # a page is white, whatever ground the slides have
        deck = replace(deck, theme=replace(deck.theme, colors=deck.theme.printed))
    page = handout_page(deck, root=root, draw=draw or drawing())
    labels = [deck.words[word].partition("{")[0] for word in _LABELS]
    return replace(page, html=kept_together(page.html, deck.lang.partition("-")[0], labels))


def _printed(page: Page, deck: Deck, root: Path | None, keep: Keep) -> bytes:
    """The handout in runs of pages; in one piece where its template or rules are others than those that allow to, and
    where something is wrong, which is told of the whole page."""
    rtl = deck.direction == "rtl"
    plain = without_heads(page, rtl=rtl)
    pieces = pieces_of(plain.html) if plain is not None else None
    if plain is None or pieces is None:
        return typeset_page(page, deck, root)
    folders = [root / "templates"] if root else []
    runs = Runs(plain, pieces, keep, files=pictures_of(deck), folders=folders, rtl=rtl)
    try:
        return runs.printed(deck.theme.page)
    except (NotInRunsError, MissingAnchorError, BuildError):
        return typeset_page(page, deck, root)


def without_heads(page: Page, *, rtl: bool) -> Page | None:
    """The page without what its running heads say, and with its sheets as such that many pages share; None where rules
    of the project's own look beyond the elements that they are for."""
    sheets = [own.text for own in page.own if own.path.endswith(".css")]
    heads = running_heads_css(rtl=rtl, said=heads_in(page.html))
    if page.html.count(heads) != 1 or not all(map(are_local, sheets)):
        return None
    html = page.html.replace(heads, "")
    return replace(page, html=html, sheets=tuple(re.findall(r"<style>([^<]*)</style>", html.partition("<body")[0])))


def render_html(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> str:
    """The handout as HTML. `root` is the project: a `handout.html.j2` in its templates/ stands in for the built-in
    one, a `handout.css` is laid over the built-in sheet. Raises `BuildError` with RD580 for a template that fails."""
    return handout_page(deck, root=root, draw=draw).html


def handout_page(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> Page:
    """The handout as HTML with its fonts."""
    view = handout_view(deck, draw or drawing())
    rtl = deck.direction == "rtl"
    page = fill(
        "handout.html.j2",
        "handout.css",
        view,
        deck,
        root=root,
        before=page_css(deck.theme.page, rtl=rtl) + running_heads_css(rtl=rtl),
    )
    said = heads_in(page.html)
    if said == BUILT_IN_HEADS:
        return page
    wanted = running_heads_css(rtl=rtl, said=said)
    return replace(page, html=page.html.replace(running_heads_css(rtl=rtl), wanted, 1))


def typeset_page(page: Page, deck: Deck, root: Path | None) -> bytes:
    """A page of a deck, printed; it may read the deck's pictures and the project's templates."""
    folders = [root / "templates"] if root else []
    return typeset(page, files=pictures_of(deck), folders=folders)


def pictures_of(deck: Deck) -> list[Path]:
    """The picture files that the deck shows."""
    blocks = [block for slide in deck.slides for block in (*(p.block for p in slide.placements), *slide.handout)]
    return [Path(block.path) for block in blocks if isinstance(block, Picture)]
