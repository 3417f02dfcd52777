"""The shapes of a slide as XML: placeholders that inherit everything they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ria_deck.model.deck import Deck
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import Fit, TextStyle
from ria_deck.model.theme import Layout, Slot, SlotRole, Theme
from ria_deck.render.pptx.drawingml.text import Link, RunSettings, body_properties, paragraph_xml, spacing_style
from ria_deck.render.pptx.drawingml.xml import attribute
from ria_deck.render.pptx.master.layout_part import ANCHORS, box_xml, placeholder_type
from ria_deck.render.pptx.master.list_styles import list_style

CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TEXT_ONLY = frozenset({"body", "subTitle", "title", "ctrTitle"})
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'


@dataclass(slots=True)
class ShapeContext:
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

    def setting(self, slot: Slot | None = None) -> RunSettings:
        """How runs in a slot are written."""
        style = slot.style if slot else None
        return RunSettings(theme=self.deck.theme, link=self.link, style=style, ground=self.layout.ground)


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def names(canvas: ShapeContext, name: str, descr: str = "", *, decorative: bool = False) -> str:
    """`p:cNvPr` with a fresh id, a name for the selection pane and alternative text; screen readers pass over what is
    `decorative`."""
    alt = f" descr={attribute(descr)}" if descr else ""
    head = f'<p:cNvPr id="{canvas.next_id()}" name={attribute(name)}{alt}'
    return f"{head}>{_DECORATIVE}</p:cNvPr>" if decorative else f"{head}/>"


def placeholder(slot: Slot, layout: Layout) -> str:
    """`p:ph`, which ties a shape to its layout's placeholder."""
    kind = placeholder_type(slot, layout)
    attributes = f' type="{kind}"' if kind else ""
    attributes += f' idx="{slot.idx}"' if slot.idx else ""
    return f"<p:ph{attributes}/>"


def figure_placeholder(slot: Slot, layout: Layout) -> str:
    """`p:ph` for what isn't text; empty where the user's template has no placeholder for it, or one for text alone."""
    return "" if slot.idx < 0 or slot.kind in _TEXT_ONLY else placeholder(slot, layout)


def text_shape(
    canvas: ShapeContext, slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit, *, properties: str = ""
) -> str:
    """A text placeholder with its paragraphs."""
    setting = replace(canvas.setting(slot), larger=fit.larger)
    inner = "".join(paragraph_xml(paragraph, setting) for paragraph in paragraphs) or "<a:p/>"
    name = slot.name.replace("-", " ").capitalize()
    return text_frame(canvas, slot, name, inner, fit, [paragraph.depth for paragraph in paragraphs], properties)


def text_frame(
    canvas: ShapeContext, slot: Slot, name: str, inner: str, fit: Fit, levels: Sequence[int], at: str = ""
) -> str:
    """A text placeholder with its paragraphs as XML; a text box where the user's template has none for the slot, which for
    a title is a title all the same, as outlines and screen readers ask for one. `at`: its `p:spPr` where it doesn't stand
    in its place."""
    theme = canvas.deck.theme
    if slot.idx < 0:
        left, top, right, bottom = slot.inset
        insets = f' wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
        body = body_properties(fit, theme, f'{insets} anchor="{ANCHORS[slot.style.anchor]}"')
        place = at or f"<p:spPr>{box_xml(slot)}{_RECTANGLE}</p:spPr>"
        title = slot.role is SlotRole.TITLE
        kind = '<p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr>' if title else '<p:cNvSpPr txBox="1"/><p:nvPr/>'
        spacing = list_style(_fitted(slot.style, fit, theme), theme, slot)
    else:
        body = body_properties(fit, theme, f' anchor="{ANCHORS[slot.style.anchor]}"' if slot.own_style else "")
        place = at or (f"<p:spPr>{box_xml(slot)}</p:spPr>" if slot.moved else "<p:spPr/>")
        holder = placeholder(slot, canvas.layout)
        kind = f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{holder}</p:nvPr>'
        own = slot.own_style
        spacing = (
            list_style(_fitted(slot.style, fit, theme), theme, slot)
            if own
            else spacing_style(levels, slot.style, fit, theme)
        )
    styles = f"<a:lstStyle>{spacing}</a:lstStyle>" if spacing else "<a:lstStyle/>"
    return f"<p:sp><p:nvSpPr>{names(canvas, name)}{kind}</p:nvSpPr>{place}<p:txBody>{body}{styles}{inner}</p:txBody></p:sp>"


def _fitted(style: TextStyle, fit: Fit, theme: Theme) -> TextStyle:
    """The style as the text was made to fit, as far as autofit's numbers don't say it."""
    after = style.gap(0, fit.font_scale)
    if not theme.exact:
        return replace(style, space_after=after)
    sizes = tuple(fit.size(size) for size in style.sizes)
    return replace(
        style, size=fit.size(style.size), sizes=sizes, space_after=after, leading=style.pitch(fit.line_reduction)
    )


def number_shape(canvas: ShapeContext, slot: Slot, number: int) -> str:
    """The slide number, a field that PowerPoint keeps true."""
    lang = canvas.deck.lang
    return (
        f'<p:sp><p:nvSpPr>{names(canvas, "Slide number")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f"{placeholder(slot, canvas.layout)}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:fld id="{{7D5A3B54-2C1E-4F0A-9B9D-0A4A1B5B6C01}}" type="slidenum"><a:rPr lang="{lang}"/><a:t>{number}</a:t>'
        f'</a:fld><a:endParaRPr lang="{lang}"/></a:p></p:txBody></p:sp>'
    )


def frame(
    canvas: ShapeContext,
    slot: Slot,
    name: str,
    alt: str,
    graphic: str,
    uri: str,
    *,
    inside: bool = False,
    height: int = 0,
) -> str:
    """A graphic frame (table or chart) in its placeholder; frames carry their place, whatever the layout says. `inside`:
    within the placeholder's margins; `height` in EMU where it isn't the slot's."""
    box = replace(slot.box, height=height) if height else slot.box
    left, top, right, bottom = slot.inset if inside else (0, 0, 0, 0)
    place = figure_placeholder(slot, canvas.layout)
    lock = '<a:graphicFrameLocks noGrp="1"/>' if place else ""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{names(canvas, name, alt)}<p:cNvGraphicFramePr>{lock}</p:cNvGraphicFramePr>"
        f'<p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr><p:xfrm><a:off x="{box.x + left}" y="{box.y + top}"/><a:ext '
        f'cx="{box.width - left - right}" cy="{box.height - top - bottom}"/></p:xfrm><a:graphic><a:graphicData '
        f'uri="{uri}">{graphic}</a:graphicData></a:graphic></p:graphicFrame>'
    )
