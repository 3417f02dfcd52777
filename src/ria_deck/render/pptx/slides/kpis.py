"""A row of key figures: a text box for each under a rule, and its spark as a native chart. Small multiples: a native chart
for each panel, with what stands over all of them."""

from __future__ import annotations

from dataclasses import replace

from pptx.parts.slide import SlidePart

from ria_deck.model.chart import Chart, Rect
from ria_deck.model.kpi import Kpi, KpiTile, Multiples
from ria_deck.model.theme import EMU_PER_PT, Box, Slot
from ria_deck.render.pptx.charts.part import chart_graphic
from ria_deck.render.pptx.slides.drawing import Pen
from ria_deck.render.pptx.slides.shapes import CHART_URI, ShapeContext, frame
from ria_deck.render.pptx.slides.type_lines import type_line

RULE = round(1.5 * EMU_PER_PT)


def kpi_shapes(canvas: ShapeContext, slot: Slot, kpi: Kpi, part: SlidePart) -> list[str]:
    """The shapes of all figures, each figure's words before its spark."""
    assert kpi.slide is not None, "resolve lays all key figures of a slide out"
    pen = Pen.at(canvas, slot)
    shapes: list[str] = []
    for number, (figure, tile) in enumerate(zip(kpi.figures, kpi.slide.tiles, strict=True), start=1):
        box = tile.text
        shapes.append(pen.line("Rule", (box.x, box.y, box.right, box.y), "ink", RULE, decorative=True))
        shapes.append(_words(pen, f"Key figure {kpi.name} {number}", tile))
        if figure.spark is not None and tile.spark is not None:
            shapes.append(_chart(canvas, slot, figure.spark, tile.spark, part))
    return shapes


def multiples_shapes(canvas: ShapeContext, slot: Slot, block: Multiples, part: SlidePart) -> list[str]:
    """The words over the panels, then the panels as charts of their own."""
    layout = block.slide
    assert layout is not None, "resolve lays all panels of a slide out"
    pen = Pen.at(canvas, slot)
    shapes = [
        pen.dot(f"Key {block.name} dot {number}", role, (x, y, radius))
        for number, (x, y, radius, role) in enumerate(layout.dots, start=1)
    ]
    shapes += [pen.words(text, f"Key {block.name} {number}") for number, text in enumerate(layout.texts, start=1)]
    for panel, box in zip(block.panels, layout.boxes, strict=True):
        shapes.append(_chart(canvas, slot, panel, box, part))
    return shapes


def _words(pen: Pen, name: str, tile: KpiTile) -> str:
    above = tile.lines[0].before
    box = replace(tile.text, y=tile.text.y + above, height=tile.text.height - above)
    inner = "".join(type_line(pen.canvas, line, first=not number) for number, line in enumerate(tile.lines))
    return pen.text_box(name, box, inner, wrap=True, anchor="t")


def _chart(canvas: ShapeContext, slot: Slot, chart: Chart, box: Rect, part: SlidePart) -> str:
    left, top, _, _ = slot.inset
    x, y, width, height = (round(edge * EMU_PER_PT) for edge in (box.x, box.y, box.width, box.height))
    place = Box(x=slot.box.x + left + x, y=slot.box.y + top + y, width=width, height=height)
    own = replace(slot, box=place, idx=-1, inset=(0, 0, 0, 0))
    return frame(canvas, own, f"Chart {chart.name}", chart.alt, chart_graphic(part, chart, canvas.deck), CHART_URI)
