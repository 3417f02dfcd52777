"""PowerPoint's slide layout part: named placeholders, ground, hairline, decoration."""

from __future__ import annotations

from ria_deck.model.decoration import DrawnShape, drawing_of
from ria_deck.model.theme import (
    EMU_PER_PT,
    BlockKind,
    Layout,
    LayoutKind,
    Slot,
    SlotRole,
    Theme,
)
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.xml import DECLARATION, NAMESPACES, attribute, text
from ria_deck.render.pptx.master.list_styles import list_style

CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_TYPES = {
    SlotRole.TITLE: "title",
    SlotRole.SUBTITLE: "subTitle",
    SlotRole.FOOTER: "ftr",
    SlotRole.NUMBER: "sldNum",
    SlotRole.TOPIC: "body",
    SlotRole.PART: "body",
    SlotRole.SOURCE: "body",
    SlotRole.FOOTNOTES: "body",
}
_SMALL = {SlotRole.FOOTER, SlotRole.NUMBER, SlotRole.SOURCE, SlotRole.TOPIC, SlotRole.PART}
_ONE_KIND = {
    BlockKind.CHART: "chart",
    BlockKind.TABLE: "tbl",
    BlockKind.PICTURE: "pic",
    BlockKind.PROSE: "body",
    BlockKind.CODE: "body",
}


def placeholder_type(slot: Slot, layout: Layout) -> str:
    """OOXML's `ST_PlaceholderType` for a slot; empty for one that takes anything (an object placeholder)."""
    if slot.kind is not None:
        return slot.kind
    if slot.role is SlotRole.TITLE:
        return "ctrTitle" if layout.kind is LayoutKind.TITLE else "title"
    if slot.role is not SlotRole.BODY:
        return _TYPES[slot.role]
    kinds = slot.accepts
    if kinds <= {BlockKind.PROSE, BlockKind.CODE}:
        return "body"
    return _ONE_KIND.get(next(iter(kinds)), "") if len(kinds) == 1 else ""


def layout_xml(layout: Layout, theme: Theme, *, words: dict[str, str]) -> str:
    """ppt/slideLayouts/slideLayoutN.xml. `words` are the prompts of empty placeholders."""
    held = [slot for slot in layout.slots if slot.role is not SlotRole.PROGRESS]
    shapes = [_placeholder(number, slot, layout, theme, words=words) for number, slot in enumerate(held, 10)]
    kind = {LayoutKind.TITLE: ' type="title"', LayoutKind.SECTION: ' type="secHead"'}.get(layout.kind, "")
    drawing = _drawing(layout, theme)
    hidden = ' showMasterSp="0"' if drawing or not layout.slot(SlotRole.SOURCE) else ""
    background = ""
    if layout.ground != "paper":
        background = f"<p:bg><p:bgPr>{fill_xml(layout.ground, theme)}<a:effectLst/></p:bgPr></p:bg>"
    return (
        f'{DECLARATION}<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1"{hidden}>'
        f"<p:cSld name={attribute(layout.title or layout.name)}>{background}<p:spTree>{GROUP}{drawing}{''.join(shapes)}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _placeholder(number: int, slot: Slot, layout: Layout, theme: Theme, *, words: dict[str, str]) -> str:
    kind = placeholder_type(slot, layout)
    attributes = f' type="{kind}"' if kind else ""
    attributes += f' idx="{slot.idx}"' if slot.idx else ""
    size = ' sz="quarter"' if slot.role in _SMALL else ""
    name = slot.placeholder_name
    prompt = slot.prompt or words.get(slot.role.value, "")
    base = master_slot(slot, theme)
    place = "" if base is not None and base.box == slot.box and base.role is slot.role else box_xml(slot)
    body = "<a:bodyPr/>" if base is not None and _sits_alike(slot, base) else _body(slot)
    style = list_style(slot.style, theme, slot, base)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{attributes}{size}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody>{body}<a:lstStyle>{style}</a:lstStyle>{_prompt(slot, prompt)}</p:txBody></p:sp>"
    )


def master_slot(slot: Slot, theme: Theme) -> Slot | None:
    """The slot of the master that a layout's inherits from: what is as it has it, a layout doesn't say again, so that a
    change in the Slide Master reaches all layouts. All that isn't a title, footer or number inherits the body's."""
    plain = theme.plain
    own = {SlotRole.TITLE, SlotRole.FOOTER, SlotRole.NUMBER}
    return plain.slot(slot.role) if slot.role in own else plain.bodies[0]


def _sits_alike(slot: Slot, base: Slot) -> bool:
    return slot.inset == base.inset and slot.style.anchor == base.style.anchor


def box_xml(slot: Slot) -> str:
    """`a:xfrm` of a slot."""
    box = slot.box
    return f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'


def _body(slot: Slot) -> str:
    left, top, right, bottom = slot.inset
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" '
        f'anchor="{ANCHORS[slot.style.anchor]}"><a:normAutofit/></a:bodyPr>'
    )


def _prompt(slot: Slot, prompt: str) -> str:
    if slot.role is SlotRole.NUMBER:
        return (
            '<a:p><a:fld id="{7D5A3B54-2C1E-4F0A-9B9D-0A4A1B5B6C01}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t>'
            '</a:fld><a:endParaRPr lang="en-US"/></a:p>'
        )
    run = f'<a:r><a:rPr lang="en-US"/><a:t>{text(prompt)}</a:t></a:r>' if prompt else ""
    return f'<a:p>{run}<a:endParaRPr lang="en-US"/></a:p>'


def hairline(theme: Theme, number: int) -> str:
    """The line above sources and page number, from margin to margin; drawn on the master."""
    margin = round(theme.width * 0.05625)
    y = round(theme.height * 0.92)
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="Hairline">{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr/><p:nvPr '
        f'userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{margin}" y="{y}"/><a:ext '
        f'cx="{theme.width - 2 * margin}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(0.75 * EMU_PER_PT)}">{fill_xml("pale" if "pale" in theme.colors else "grey", theme)}</a:ln>'
        "</p:spPr></p:cxnSp>"
    )


def _drawing(layout: Layout, theme: Theme) -> str:
    """What the layout draws on its ground, under the line that else is the master's; on the layout, so that nobody who edits
    a slide gets hold of it."""
    drawn = [_drawn(number, shape, theme) for number, shape in enumerate(drawing_of(layout, theme), 2)]
    if drawn and layout.slot(SlotRole.SOURCE):
        drawn.append(hairline(theme, len(drawn) + 2))
    return "".join(drawn)


def _paths(shape: DrawnShape) -> str:
    box, line = shape.box, '<a:lnTo><a:pt x="{}" y="{}"/></a:lnTo>'
    if shape.crest is not None:
        crest = [round(box.height * share) for share in shape.crest]
        return (
            f'<a:moveTo><a:pt x="0" y="{crest[0]}"/></a:moveTo><a:cubicBezTo><a:pt x="{box.width // 3}" y="{crest[1]}"/>'
            f'<a:pt x="{box.width * 2 // 3}" y="{crest[2]}"/><a:pt x="{box.width}" y="{crest[3]}"/></a:cubicBezTo>'
            f"{line.format(box.width, box.height)}{line.format(0, box.height)}<a:close/>"
        )
    paths: list[str] = []
    for ring in shape.rings:
        (x, y), *rest = [(round(x * EMU_PER_PT), round(y * EMU_PER_PT)) for x, y in ring]
        lines = "".join(line.format(*point) for point in rest)
        paths.append(f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}<a:close/>')
    return "".join(paths)


def _drawn(number: int, shape: DrawnShape, theme: Theme) -> str:
    box = shape.box
    paths = _paths(shape)
    outline = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if paths:
        outline = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{box.width}" h="{box.height}">{paths}</a:path></a:pathLst></a:custGeom>'
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(shape.name)}>{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr '
        f'userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" '
        f'cy="{box.height}"/></a:xfrm>{outline}{fill_xml(shape.role, theme, shape.share)}<a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )
