"""The marks of a section: one for each topic, that of this one bright."""

from __future__ import annotations

from ria_deck.model.decoration import progress_marks
from ria_deck.model.theme import Slot
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.slides.shapes import ShapeContext, names


def progress_shapes(canvas: ShapeContext, slot: Slot, progress: tuple[int, int]) -> list[str]:
    """A rectangle for each topic."""
    theme = canvas.deck.theme
    return [
        f"<p:sp><p:nvSpPr>{names(canvas, f'Progress {number}', decorative=True)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        f'<a:xfrm><a:off x="{mark.box.x}" y="{mark.box.y}"/><a:ext cx="{mark.box.width}" cy="{mark.box.height}"/>'
        f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill_xml(slot.style.color, theme, mark.share)}'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        for number, mark in enumerate(progress_marks(slot.box, progress), start=1)
    ]
