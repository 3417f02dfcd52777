"""Draw small multiples as one SVG: the panels in their boxes, and the words over them."""

from __future__ import annotations

from ria_deck.model.kpi import Multiples, MultiplesLayout
from ria_deck.model.theme import Theme
from ria_deck.render.svg.canvas import Canvas
from ria_deck.render.svg.charts_and_maps import chart_svg
from ria_deck.render.svg.paths import plain_settings
from ria_deck.render.svg.writer import moved


@plain_settings
def multiples_svg(
    block: Multiples, layout: MultiplesLayout, theme: Theme, *, slide: bool, browsers: bool = False
) -> str:
    """The panels of the slide, or of the handout, as an `<svg>` element. Raises BuildError for a missing glyph. Ids of the
    parts begin with the panels' names."""
    canvas = Canvas(layout.width, layout.height, theme, browsers=browsers)
    for number, (x, y, radius, role) in enumerate(layout.dots):
        canvas.dot(x, y, radius, role, gid=f"key-{number}")
    for number, text in enumerate(layout.texts):
        canvas.words(text, f"words-{number}")
    # the last panel first: no text begins where the one before it ends (see Canvas.svg)
    for panel, box in reversed(list(zip(block.panels, layout.boxes, strict=True))):
        own = panel.slide if slide else panel.handout
        if own is None:
            raise ValueError(f"panel `{panel.name}` has no layout for the {'slide' if slide else 'handout'}")
        canvas.part(moved(chart_svg(panel, own, theme, browsers=browsers), box.x, box.y))
    return canvas.svg(block.name)
