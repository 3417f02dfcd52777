"""Texts of figures made of words as paragraphs that say their own size, weight and colour."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.model.text_style import TypeLine
from ria_deck.render.pptx.drawingml.text import paragraph_xml
from ria_deck.render.pptx.slides.shapes import ShapeContext


def type_line(canvas: ShapeContext, line: TypeLine, *, first: bool = False) -> str:
    """The `a:p` of a line; the `first` of a box has no room above it."""
    setting = replace(canvas.setting(), size=line.size, color=line.color, bold=line.bold, pitch=line.leading)
    return paragraph_xml(replace(line.text, before=0.0 if first else line.before), setting, "left")
