"""A process: its arrows as PowerPoint's own shapes with the words in them, numbers above, words below."""

from __future__ import annotations

from ria_deck.model.process import Process, StepPlace
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.pptx.drawingml.xml import attribute
from ria_deck.render.pptx.slides.drawing import Pen, extent
from ria_deck.render.pptx.slides.shapes import ShapeContext, names
from ria_deck.render.pptx.slides.type_lines import type_line

FIRST, NEXT = "homePlate", "chevron"


def process_shapes(canvas: ShapeContext, slot: Slot, process: Process) -> list[str]:
    """The shapes of all steps: number, arrow, words below."""
    layout = process.slide
    assert layout is not None, "resolve lays every process of a slide out"
    pen = Pen.at(canvas, slot)
    shapes: list[str] = []
    for number, (step, place) in enumerate(zip(process.steps, layout.steps, strict=True), start=1):
        name = f"Step {process.name} {number}"
        inner = type_line(canvas, place.number_line)
        shapes.append(pen.text_box(f"{name} number", place.number, inner, wrap=True, anchor="b"))
        shapes.append(_arrow(pen, name, place, step.color, layout.point, layout.inset))
        if place.line is not None:
            inner = type_line(canvas, place.line)
            shapes.append(pen.text_box(f"{name} text", place.text, inner, wrap=True, anchor="t"))
    return shapes


def _arrow(pen: Pen, name: str, place: StepPlace, color: str, point: float, inset: float) -> str:
    """The arrow with its words, turned around where one reads from right to left (its words aren't)."""
    canvas, box = pen.canvas, place.arrow
    depth = round(point / min(box.width, box.height) * 100_000)
    flip = ' flipH="1"' if canvas.deck.direction == "rtl" else ""
    # the words of PowerPoint's arrows keep clear of notch and point, of the first one's point by half
    back, front = (place.text.x - box.x, inset + point / 2) if place.first else (inset, inset)
    sides = (max(back, front),) * 2 if flip else (back, front)
    left, right = (round(edge * EMU_PER_PT) for edge in sides)
    return (
        f"<p:sp><p:nvSpPr>{names(canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm{flip}>"
        f"{pen.place(box.x, box.y)}{extent('a:ext', box)}</a:xfrm>"
        f'<a:prstGeom prst={attribute(FIRST if place.first else NEXT)}><a:avLst><a:gd name="adj" fmla="val {depth}"/>'
        f"</a:avLst></a:prstGeom>{pen.fill(color)}<a:ln><a:noFill/></a:ln></p:spPr><p:txBody>"
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="0" rIns="{right}" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle/>{type_line(canvas, place.label)}</p:txBody></p:sp>"
    )
