"""Render a deck as a tagged handout (PDF/UA-1), the same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ria_deck.model.deck import Deck, Picture
from ria_deck.render.handout.no_break import kept_together
from ria_deck.render.handout.page_css import page_css
from ria_deck.render.handout.view import handout_view
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.page import Page, drawing, fill
from ria_deck.render.pdf.typesetter import typeset

_LABELS = ("source_line", "sources_line", "credit_line", "tables_used", "as_of")


def render_handout(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None, keep: Keep = anew) -> bytes:
    """The handout as PDF. `root` is the project, whose templates/ may override the built-in templates and hold further
    files for them; `draw` gives the figures' SVG, the program's own drawers where it is None; `keep` may have the
    figures and the whole page from an earlier build.

    Raises `BuildError` (RD580 to RD586, RD920).
    """
    if deck.theme.printed:  # a page is white, whatever ground the slides have
        deck = replace(deck, theme=replace(deck.theme, colors=deck.theme.printed))
    page = handout_page(deck, root=root, draw=draw or drawing(keep))
    labels = [deck.words[word].partition("{")[0] for word in _LABELS]
    page = replace(page, html=kept_together(page.html, deck.lang.partition("-")[0], labels))
    return keep(page.html, lambda: typeset_page(page, deck, root))


def render_html(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> str:
    """The handout as HTML. `root` is the project: a `handout.html.j2` in its templates/ stands in for the built-in
    one, a `handout.css` is laid over the built-in sheet. Raises `BuildError` with RD580 for a template that fails."""
    return handout_page(deck, root=root, draw=draw).html


def handout_page(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> Page:
    """The handout as HTML with its fonts."""
    view = handout_view(deck, draw or drawing())
    return fill(
        "handout.html.j2",
        "handout.css",
        view,
        deck,
        root=root,
        before=page_css(deck.theme.page, rtl=deck.direction == "rtl"),
    )


def typeset_page(page: Page, deck: Deck, root: Path | None) -> bytes:
    """A page of a deck, printed; it may read the deck's pictures and the project's templates."""
    folders = [root / "templates"] if root else []
    return typeset(page, files=pictures_of(deck), folders=folders)


def pictures_of(deck: Deck) -> list[Path]:
    """The picture files that the deck shows."""
    blocks = [block for slide in deck.slides for block in (*(p.block for p in slide.placements), *slide.handout)]
    return [Path(block.path) for block in blocks if isinstance(block, Picture)]
