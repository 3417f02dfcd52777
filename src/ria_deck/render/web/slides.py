"""A deck as HTML slides: one file that asks nothing from outside, the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from ria_deck.model.deck import Deck
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.inline import anchor
from ria_deck.render.html.page import BUILT_IN, Page, drawing, fill
from ria_deck.render.web.fonts import embedded
from ria_deck.render.web.origins import Origins
from ria_deck.render.web.view import web_view

_ORIGINS = "/*origins*/"
_SCRIPT = "/*script*/"
_HASH = "@script-hash@"


def render_web(deck: Deck, *, root: Path | None = None, draw: Drawing | None = None, keep: Keep = anew) -> bytes:
    """The slides as one HTML file. Its content security policy lets it run its own script alone.

    A project's `web.html.j2` stands in for the built-in one, its `web.css` is laid over the built-in sheet.
    Raises `BuildError` (RD580 to RD586).
    """
    origins = Origins(deck)
    page = web_page(deck, origins, root=root, draw=draw or drawing(keep, browsers=True))
    text = "".join(sorted(set(page.html)))
    html = embedded(_with_slide_links(page.html, deck), page.files, text, keep)
    script = (BUILT_IN / "web.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    html = html.replace(_HASH, f"sha256-{digest}", 1).replace(_ORIGINS, _json(origins.listed), 1)
    return html.replace(_SCRIPT, script, 1).encode()


def web_page(deck: Deck, origins: Origins, *, root: Path | None, draw: Drawing) -> Page:
    """The slides as one HTML page, without its fonts and its script."""
    return fill("web.html.j2", "web.css", web_view(deck, draw, origins), deck, root=root)


def _with_slide_links(html: str, deck: Deck) -> str:
    """The page with links to slides by the ids that its sections have."""
    for slide in deck.slides:
        html = html.replace(f'href="#slide-{anchor(slide.id)}"', f'href="#{slide.id}"')
    return html


def _json(data: object) -> str:
    """JSON that no `</script>` or `<!--` in a text can end."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
