"""Give the titles of a chart and its axes their native places.

PowerPoint and LibreOffice break the title of a value axis after a fifth of the chart, wherever it stands, so only a short
one is a value axis' own. The first axis' unit is the chart's title where the author gave none, which may be as long as
the chart is wide. The second axis' is the title of its category axis, which is there for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.chart import PlacedText
from ria_deck.render.pptx.charts.xml import ChartContext, Element, el, flag, manual_layout, rich

_SHORT = 0.19  # share of the chart's width that a value axis' title may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Titles by where they belong: the chart's, each value axis', each category axis'; `drawn` ones have no place."""

    chart: PlacedText | None
    values: tuple[PlacedText | None, PlacedText | None]
    categories: tuple[PlacedText | None, PlacedText | None]
    drawn: tuple[PlacedText, ...]


def titles_of(drawing: ChartContext) -> Titles:
    """The titles of a laid out chart."""
    layout = drawing.layout
    found: list[PlacedText | None] = [*layout.axis_titles, None, None]
    first, second = found[:2]
    drawn: list[PlacedText] = []
    chart, left = layout.title, None
    if chart is None:
        chart = first
    elif first is not None and _is_short(drawing, first):
        left = first
    elif first is not None:
        drawn.append(first)
    right = second if second is not None and _is_short(drawing, second) else None
    across = second if right is None else None
    return Titles(chart=chart, values=(left, right), categories=(layout.category_title, across), drawn=tuple(drawn))


def _is_short(drawing: ChartContext, placed: PlacedText) -> bool:
    return "\n" not in placed.text and placed.box.width <= _SHORT * drawing.layout.width


def title_element(drawing: ChartContext, placed: PlacedText | None) -> list[Element]:
    """`c:title` at its place over the chart, nothing where there is none."""
    if placed is None or not placed.text:
        return []
    place = manual_layout(placed.box.x / drawing.layout.width, placed.box.y / drawing.layout.height)
    return [el("c:title", rich(drawing, placed), place, flag("c:overlay", True))]
