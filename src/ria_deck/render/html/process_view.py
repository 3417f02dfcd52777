"""The views of processes that page templates print."""

from __future__ import annotations

from urllib.parse import quote

from ria_deck.model.chart import Rect
from ria_deck.model.deck import Deck
from ria_deck.model.process import Process, ProcessLayout, StepPlace
from ria_deck.model.text_style import TypeLine
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.html.type_lines import lines_view
from ria_deck.render.views.boxes import LinesBox, SlideBox
from ria_deck.render.views.items import ArrowView, ProcessItem, StepView


def process_view(block: Process, deck: Deck) -> ProcessItem:
    """A process in the handout, row by row."""
    layout = block.handout
    assert layout is not None, "resolve lays every process of a handout out"
    colors = {**deck.theme.colors, **deck.theme.printed}
    steps: list[StepView] = [
        {
            "width": place.arrow.width,
            "indent": place.text.x - place.arrow.x,
            "number": lines_view([place.number_line], deck),
            "between": place.arrow.y - place.number.bottom,
            "arrow": _arrow(layout, place, colors[step.color], deck),
            "over": place.text.y - place.arrow.bottom,
            "lines": lines_view([place.line] if place.line is not None else [], deck),
        }
        for step, place in zip(block.steps, layout.steps, strict=True)
    ]
    rows = [steps[first : first + layout.columns] for first in range(0, len(steps), layout.columns)]
    gap = layout.steps[1].arrow.x - layout.steps[0].arrow.right if layout.columns > 1 else 0.0
    return {"kind": "process", "name": block.name, "rows": rows, "gap": gap}


def process_boxes(slot: Slot, block: Process, deck: Deck) -> list[SlideBox]:
    """The boxes of a process on a slide: number, arrow, words below."""
    layout = block.slide
    assert layout is not None, "resolve lays every process of a slide out"
    left = (slot.box.x + slot.inset[0]) / EMU_PER_PT
    top = (slot.box.y + slot.inset[1]) / EMU_PER_PT
    boxes: list[SlideBox] = []
    for step, place in zip(block.steps, layout.steps, strict=True):
        boxes.append(_words(place.number, place.number_line, (left, top), deck))
        arrow = _arrow(layout, place, deck.theme.colors[step.color], deck)
        box = place.arrow
        boxes.append({"kind": "arrow", "left": left + box.x, "top": top + box.y, "width": box.width, **arrow})
        if place.line is not None:
            boxes.append(_words(place.text, place.line, (left, top), deck))
    return boxes


def _words(box: Rect, line: TypeLine, corner: tuple[float, float], deck: Deck) -> LinesBox:
    return {
        "kind": "lines",
        "left": corner[0] + box.x,
        "top": corner[1] + box.y,
        "width": box.width,
        "height": box.height,
        "lines": lines_view([line], deck),
    }


def _arrow(layout: ProcessLayout, place: StepPlace, color: str, deck: Deck) -> ArrowView:
    """The words of an arrow over its drawing."""
    box = place.arrow
    back = place.text.x - box.x if place.first else layout.inset + layout.point
    front = layout.inset + layout.point
    turned = deck.direction == "rtl"
    return {
        "image": "data:image/svg+xml," + quote(_drawing(box, layout.point, color, straight=place.first, turned=turned)),
        "padding": [front, back] if turned else [back, front],
        "height": box.height,
        "lines": lines_view([place.label], deck),
    }


def _drawing(box: Rect, point: float, color: str, *, straight: bool, turned: bool) -> str:
    width, height = box.width, box.height
    corners = [(0.0, 0.0), (width - point, 0.0), (width, height / 2), (width - point, height), (0.0, height)]
    corners += [] if straight else [(point, height / 2)]
    outline = " ".join(f"{width - x if turned else x:.2f},{y:.2f}" for x, y in corners)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" preserveAspectRatio="none">'
        f'<polygon points="{outline}" fill="#{color}"/></svg>'
    )
