"""Render a deck's slides as a PDF, a page each, from the same boxes as the deck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ria_deck.model.deck import Deck
from ria_deck.render.handout.handout import typeset_page
from ria_deck.render.handout.no_break import with_breaks
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.page import Page, drawing, fill
from ria_deck.render.slides_pdf.view import slides_view


def render_slides_pdf(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None, keep: Keep = anew) -> bytes:
    """The slides, tagged (PDF/UA-1). A project's `slides.html.j2` stands in for the built-in one, its
    `slides.css` is laid over the built-in sheet; `keep` may have the figures and the whole from an earlier build.

    Raises `BuildError` (RD580 to RD586, RD920).
    """
    page = slides_page(deck, root=root, draw=draw or drawing(keep))
    page = replace(page, html=with_breaks(page.html))
    return keep(page.html, lambda: typeset_page(page, deck, root))


def slides_page(deck: Deck, *, root: Path | None, draw: Drawing) -> Page:
    """The slides as one HTML page to be printed."""
    return fill("slides.html.j2", "slides.css", slides_view(deck, draw), deck, root=root)
