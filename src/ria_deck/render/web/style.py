"""The style sheet of HTML slides with the addresses of its fonts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ria_deck.model.deck import Deck
from ria_deck.render.html.page import sheet_of


def style_of(deck: Deck, text: str, root: Path | None, address: Callable[[Path], str]) -> tuple[str, tuple[Path, ...]]:
    """The sheet of slides that show `text`, fonts under the addresses that `address` gives; and the font files."""
    css, files = sheet_of("web.css", text, deck, root=root)
    for file in files:
        css = css.replace(file.as_uri(), address(file))
    return css, files
