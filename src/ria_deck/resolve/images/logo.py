"""The theme's logo as a picture with its place on the title slide."""

from __future__ import annotations

from ria_deck.diagnostics import Span
from ria_deck.model.front_matter import Logo
from ria_deck.model.theme import Box
from ria_deck.resolve.context import Context
from ria_deck.resolve.images.pictures import normalised_picture

# shares of the slide's width, from the top left corner
_LEFT, _TOP = 0.05625, 0.0375  # 0.75 and 0.5 in of 13.333
_WIDEST, _HIGHEST = 0.195, 0.045


def logo_of(context: Context) -> Logo | None:
    """None where the theme names none, or (reported) where it can't be opened. A template has its own in its master."""
    theme = context.theme
    if not theme.logo or theme.template:
        return None
    data = (context.root / theme.logo).read_bytes()
    found = normalised_picture(data, theme.logo, Span(path=theme.logo), context)
    if found is None:
        return None
    path, width, height = found
    scale = min(_WIDEST / width, _HIGHEST / height) * theme.width
    box = Box(
        x=round(_LEFT * theme.width),
        y=round(_TOP * theme.width),
        width=round(width * scale),
        height=round(height * scale),
    )
    return Logo(path=str(path), width=width, height=height, box=box)
