"""Shapes of drawn figures as XML: rectangles, lines, dots and words.

A figure's lengths are points from its top left corner; `Pen` knows where on the slide that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.theme import EMU_PER_PT, Slot
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.xml import text
from ria_deck.render.pptx.slides.shapes import ShapeContext, names

HAIRLINE = 6350  # EMU
FRAME = 9525
_ALIGN = {"start": "l", "center": "ctr", "end": "r"}
_WRAP = {True: "square", False: "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Draws on a canvas; `x` and `y` (EMU) are the figure's top left corner on the slide."""

    canvas: ShapeContext
    x: int
    y: int

    @classmethod
    def at(cls, canvas: ShapeContext, slot: Slot) -> Pen:
        """A pen at a slot's inside."""
        return cls(canvas=canvas, x=slot.box.x + slot.inset[0], y=slot.box.y + slot.inset[1])

    def place(self, x: float, y: float) -> str:
        """`a:off` of a point of the figure."""
        return f'<a:off x="{self.x + round(x * EMU_PER_PT)}" y="{self.y + round(y * EMU_PER_PT)}"/>'

    def group(self, name: str, alt: str, box: Rect, inner: Sequence[str]) -> str:
        """`p:grpSp` around shapes that keep the slide's coordinates. A group fits no placeholder, so a slot's own is
        left off the slide."""
        offset, size = self.place(box.x, box.y), extent("a:ext", box)
        child = offset.replace("a:off", "a:chOff") + extent("a:chExt", box)
        return (
            f"<p:grpSp><p:nvGrpSpPr>{names(self.canvas, name, alt)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
            f"<a:xfrm>{offset}{size}{child}</a:xfrm></p:grpSpPr>{''.join(inner)}</p:grpSp>"
        )

    def fill(self, role: str) -> str:
        """A solid fill in the colour of a role."""
        return fill_xml(role, self.canvas.deck.theme)

    def no_text(self) -> str:
        """The empty text body that a shape may not be without."""
        lang = self.canvas.deck.lang
        return f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{lang}"/></a:p></p:txBody>'

    def rectangle(
        self,
        name: str,
        box: Rect,
        fill: str = "",
        edge: str = "",
        words: str = "",
        inset: float = 0.0,
        look: str = "",
        wrap: bool = False,
    ) -> str:
        """A rectangle, filled (by a role, or as its `look` says) or drawn as a thin line; its `words` are paragraphs, so far
        from its sides, on one line each, or broken there."""
        inside = look or (self.fill(fill) if fill else "<a:noFill/>")
        line = f'<a:ln w="{FRAME}">{self.fill(edge)}</a:ln>' if edge else "<a:ln><a:noFill/></a:ln>"
        return self._shape(name, box, "rect", inside + line, self._in_middle(words, inset, wrap=wrap) if words else "")

    def dot(self, name: str, color: str, dot: tuple[float, float, float]) -> str:
        """A disc (x, y, radius) with a rim in the colour of the paper."""
        x, y, radius = dot
        box = Rect(x=x - radius, y=y - radius, width=2 * radius, height=2 * radius)
        return self._shape(name, box, "ellipse", f'{self.fill(color)}<a:ln w="{FRAME}">{self.fill("paper")}</a:ln>')

    def line(
        self,
        name: str,
        ends: tuple[float, float, float, float],
        role: str = "grey",
        width: int = HAIRLINE,
        *,
        decorative: bool = False,
    ) -> str:
        """A straight line (x1, y1, x2, y2) of a width in EMU."""
        x1, y1, x2, y2 = ends
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        box = Rect(x=min(x1, x2), y=min(y1, y2), width=abs(x2 - x1), height=abs(y2 - y1))
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{names(self.canvas, name, decorative=decorative)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            "<p:spPr>"
            f"<a:xfrm{flips}>{self.place(box.x, box.y)}{extent('a:ext', box)}</a:xfrm>"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{width}">{self.fill(role)}</a:ln></p:spPr></p:cxnSp>'
        )

    def words(self, placed: PlacedText, name: str = "") -> str:
        """A line of text in its box; it has its own words for a name where it is given none."""
        bold = ' b="1"' if placed.bold else ""
        run = (
            f'<a:r><a:rPr lang="{self.canvas.deck.lang}" sz="{round(placed.size * 100)}"{bold}>{self.fill(placed.color)}'
            f"</a:rPr><a:t>{text(placed.text)}</a:t></a:r>"
        )
        paragraph = f'<a:p><a:pPr algn="{_ALIGN[placed.align]}"/>{run}</a:p>'
        return self.text_box(name or placed.text, placed.box, paragraph, wrap=False, anchor="ctr")

    def text_box(self, name: str, box: Rect, paragraphs: str, *, wrap: bool, anchor: str) -> str:
        """A text box without insets."""
        return (
            f'<p:sp><p:nvSpPr>{names(self.canvas, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
            f"{self.place(box.x, box.y)}{extent('a:ext', box)}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="{_WRAP[wrap]}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
            f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
        )

    def _in_middle(self, words: str, inset: float, *, wrap: bool) -> str:
        side = round(inset * EMU_PER_PT)
        return (
            f'<p:txBody><a:bodyPr wrap="{_WRAP[wrap]}" lIns="{side}" tIns="0" rIns="{side}" bIns="0" rtlCol="0" anchor="ctr">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{words}</p:txBody>"
        )

    def _shape(self, name: str, box: Rect, preset: str, look: str, words: str = "") -> str:
        return (
            f"<p:sp><p:nvSpPr>{names(self.canvas, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
            f"{self.place(box.x, box.y)}{extent('a:ext', box)}</a:xfrm>"
            f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>{look}</p:spPr>{words or self.no_text()}</p:sp>'
        )


def extent(tag: str, box: Rect) -> str:
    """`a:ext` of a box."""
    return f'<{tag} cx="{round(box.width * EMU_PER_PT)}" cy="{round(box.height * EMU_PER_PT)}"/>'
