"""Texts of figures made of words as page templates print them."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.model.deck import Deck
from ria_deck.model.text_style import TypeLine
from ria_deck.render.html.inline import inline_html
from ria_deck.render.views.items import KpiLineView


def lines_view(lines: Sequence[TypeLine], deck: Deck) -> list[KpiLineView]:
    """Each line with its size, height, colour and the room above it, in points."""
    return [
        {
            "html": inline_html(line.text, deck.lang),
            "size": line.size,
            "leading": line.leading,
            "before": line.before,
            "color": line.color,
            "bold": line.bold,
        }
        for line in lines
    ]
