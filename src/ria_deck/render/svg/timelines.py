"""Draw a laid-out timeline as SVG; every place is the layout's."""

from __future__ import annotations

from ria_deck.model.chart import Rect
from ria_deck.model.theme import Theme
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.render.svg.canvas import Canvas
from ria_deck.render.svg.paths import Outline, plain_settings

TICK = 0.5  # widths of lines in points
STEM = 0.75


@plain_settings
def timeline_svg(drawn: Timeline, layout: TimelineLayout, theme: Theme, *, browsers: bool = False) -> str:
    """The timeline in a layout as an `<svg>` element of its size in points. Raises BuildError for a missing glyph."""
    canvas = Canvas(layout.width, layout.height, theme, browsers=browsers)
    band = layout.band
    canvas.path(_rectangle(band), fill="mist", gid="band")
    for number, (x, words) in enumerate(layout.ticks):
        canvas.line((x, band.y), (x, band.bottom), "grey", TICK, gid=f"tick-{number}")
        canvas.words(words, f"time-{number}")
    for number, words in enumerate(layout.legend):
        canvas.words(words, f"group-{number}")
    for number, flag in enumerate(layout.flags):
        x1, y1, x2, y2 = flag.stem
        canvas.line((x1, y1), (x2, y2), flag.date.color, STEM, gid=f"stem-{number}")
    for number, (event, bar) in enumerate(zip(drawn.spans, layout.bars, strict=True)):
        canvas.path(_rectangle(bar.box), fill=event.color, gid=f"bar-{number}")
        canvas.words(bar.label, f"span-{number}")
        canvas.words(bar.dates, f"dates-{number}")
    for number, (event, flag) in enumerate(zip(drawn.points, layout.flags, strict=True)):
        x, y, radius = flag.dot
        canvas.dot(x, y, radius, event.color, gid=f"event-{number}")
        canvas.words(flag.date, f"date-{number}")
        canvas.words(flag.label, f"label-{number}")
    return canvas.svg(drawn.name)


def _rectangle(box: Rect) -> Outline:
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
    return Outline(corners, closed=True)
