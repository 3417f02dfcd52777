"""The views of key figures that page templates print."""

from __future__ import annotations

from ria_deck.model.deck import Deck
from ria_deck.model.kpi import Kpi, KpiLayout
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.html.figure_view import Drawing, caption_view, optional, svg_address
from ria_deck.render.html.type_lines import lines_view
from ria_deck.render.views.boxes import SlideBox
from ria_deck.render.views.items import KpiItem, SparkView, TileView


def kpi_view(block: Kpi, deck: Deck, drawing: Drawing) -> KpiItem:
    """A row of key figures in the handout, with their sparks as pictures."""
    assert block.handout is not None, "resolve lays all key figures of a handout out"
    tiles: list[TileView] = []
    for figure, tile in zip(block.figures, block.handout.tiles, strict=True):
        spark: SparkView | None = None
        if figure.spark is not None:
            svg, width, height = drawing.svg(figure.spark, deck.theme, slide=False)
            spark = {"image": svg_address(svg), "alt": figure.spark.alt, "width": width, "height": height}
        tiles.append(
            {
                "width": tile.text.width,
                "height": tile.text.height,
                "lines": lines_view(tile.lines, deck),
                "spark": spark,
            }
        )
    return {
        "kind": "kpi",
        "name": block.name,
        "apart": False,
        "points": None,
        "rows": [tiles[first : first + block.handout.columns] for first in range(0, len(tiles), block.handout.columns)],
        "gap": _gap(block.handout),
        **caption_view(None, deck, deck.words["figure_label"], block.number),
        "note": None,
        "source": None,
        "sources": [line for line in (optional(source, deck) for source in block.sources) if line is not None],
    }


def _gap(layout: KpiLayout) -> float:
    """Points between two tiles of a row."""
    if layout.columns < 2:
        return 0.0
    first, second = layout.tiles[0].text, layout.tiles[1].text
    return second.x - first.right


def kpi_boxes(slot: Slot, block: Kpi, deck: Deck, drawing: Drawing) -> list[SlideBox]:
    """The boxes of key figures on a slide, each figure's words before its spark."""
    assert block.slide is not None, "resolve lays all key figures of a slide out"
    left = (slot.box.x + slot.inset[0]) / EMU_PER_PT
    top = (slot.box.y + slot.inset[1]) / EMU_PER_PT
    boxes: list[SlideBox] = []
    for figure, tile in zip(block.figures, block.slide.tiles, strict=True):
        box = tile.text
        boxes.append(
            {
                "kind": "kpi",
                "left": left + box.x,
                "top": top + box.y,
                "width": box.width,
                "height": box.height,
                "lines": lines_view(tile.lines, deck),
            }
        )
        if figure.spark is not None and tile.spark is not None:
            svg, width, height = drawing.svg(figure.spark, deck.theme, slide=True)
            boxes.append(
                {
                    "kind": "spark",
                    "name": figure.spark.name,
                    "left": left + tile.spark.x,
                    "top": top + tile.spark.y,
                    "width": width,
                    "height": height,
                    "image": svg_address(svg),
                    "svg": svg,
                    "alt": figure.spark.alt,
                    "drawing": None,
                    "origin": None,
                }
            )
    return boxes
