"""A deck goes in, the bytes of its slides as a printed PDF come out: a page each, from the same boxes as the deck."""

from __future__ import annotations

from pathlib import Path

from ria_deck.model.deck import Deck
from ria_deck.render.figure_view import Drawing
from ria_deck.render.handout import pictures_of
from ria_deck.render.html import drawing, fill
from ria_deck.render.slides_view import slides_view
from ria_deck.render.typesetter import typeset


def render_slides_pdf(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None) -> bytes:
    """The slides, tagged (PDF/UA-1). A project's `slides.html.j2` and `slides.css` stand in for the built-in ones.

    Raises `BuildError` (RD580 to RD585, RD920).
    """
    page = fill("slides.html.j2", "slides.css", slides_view(deck, draw or drawing()), deck, root=root)
    folders = [root / "templates"] if root else []
    return typeset(page.html, fonts=page.files, files=pictures_of(deck), folders=folders)
