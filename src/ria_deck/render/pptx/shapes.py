"""Slots and contents go in, the shapes of a slide come out as XML: placeholders that inherit everything they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ria_deck.model.deck import Deck, Fit
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Layout, Slot
from ria_deck.render.pptx.layout_part import box_xml, placeholder_type
from ria_deck.render.pptx.text import Link, Setting, body_properties, paragraph_xml, text_body
from ria_deck.render.pptx.xml import attribute

_NO_INSETS = ' wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'


@dataclass(slots=True)
class Canvas:
    """What the shapes of one slide share: its layout, the deck, links, and the next free shape id."""

    deck: Deck
    layout: Layout
    link: Link
    shapes: list[str] = field(default_factory=list)
    last_id: int = 1

    def next_id(self) -> int:
        """A shape id that no other shape of the slide has."""
        self.last_id += 1
        return self.last_id

    def setting(self, slot: Slot | None = None) -> Setting:
        """How runs in a slot are written."""
        style = slot.style if slot else None
        return Setting(theme=self.deck.theme, link=self.link, style=style)


def names(canvas: Canvas, name: str, descr: str = "") -> str:
    """`p:cNvPr` with a fresh id, a name for the selection pane and alternative text."""
    alt = f" descr={attribute(descr)}" if descr else ""
    return f'<p:cNvPr id="{canvas.next_id()}" name={attribute(name)}{alt}/>'


def placeholder(slot: Slot, layout: Layout) -> str:
    """`p:ph`, which ties a shape to its layout's placeholder."""
    kind = placeholder_type(slot, layout)
    attributes = f' type="{kind}"' if kind else ""
    attributes += f' idx="{slot.idx}"' if slot.idx else ""
    return f"<p:ph{attributes}/>"


def text_shape(
    canvas: Canvas, slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, *, properties: str = "<p:spPr/>"
) -> str:
    """A text placeholder with its paragraphs; a text box where the user's template has no placeholder for the slot."""
    if slot.idx < 0:
        return _text_box(canvas, slot, paragraphs, fit)
    body = text_body("p:txBody", paragraphs, canvas.setting(slot), fit)
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, slot.name.replace("-", " ").capitalize())}<p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr>{placeholder(slot, canvas.layout)}</p:nvPr></p:nvSpPr>{properties}{body}</p:sp>"
    )


def _text_box(canvas: Canvas, slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit) -> str:
    style = slot.style
    theme = canvas.deck.theme
    size = fit.size(style.size) if theme.exact else style.size
    pitch = size * style.pitch(fit.line_reduction) if theme.exact else 0.0
    setting = Setting(theme=theme, link=canvas.link, size=size, color=style.color, pitch=pitch)
    inner = "".join(paragraph_xml(paragraph, setting, style.align) for paragraph in paragraphs)
    box = f'<p:spPr>{box_xml(slot)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, slot.name.capitalize())}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>{box}'
        f"<p:txBody>{body_properties(fit, theme, _NO_INSETS)}<a:lstStyle/>{inner}</p:txBody></p:sp>"
    )


def number_shape(canvas: Canvas, slot: Slot, number: int) -> str:
    """The slide number, a field that PowerPoint keeps true."""
    lang = canvas.deck.lang
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, "Slide number")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f"{placeholder(slot, canvas.layout)}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:fld id="{{7D5A3B54-2C1E-4F0A-9B9D-0A4A1B5B6C01}}" type="slidenum"><a:rPr lang="{lang}"/><a:t>{number}</a:t>'
        f'</a:fld><a:endParaRPr lang="{lang}"/></a:p></p:txBody></p:sp>'
    )


def frame(canvas: Canvas, slot: Slot, name: str, alt: str, graphic: str, uri: str) -> str:
    """A graphic frame (table or chart) in its placeholder; frames carry their place, whatever the layout says."""
    box = slot.box
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{names(canvas, name, alt)}<p:cNvGraphicFramePr><a:graphicFrameLocks "
        f'noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{placeholder(slot, canvas.layout)}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic></p:graphicFrame>'
    )
