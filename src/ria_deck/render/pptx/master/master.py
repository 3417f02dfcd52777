"""An empty presentation of a theme: theme part, slide master and one named layout for each of the theme's."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from pptx import Presentation
from pptx.presentation import Presentation as PresentationType

from ria_deck.model.text_style import TextStyle
from ria_deck.model.theme import Slot, SlotRole, Theme
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.xml import DECLARATION, NAMESPACES
from ria_deck.render.pptx.master import layout_part, theme_part
from ria_deck.render.pptx.master.layout_part import GROUP, box_xml, hairline, layout_xml
from ria_deck.render.pptx.master.list_styles import list_style
from ria_deck.render.pptx.master.notes_masters import HANDOUT_CONTENT, NOTES_CONTENT, handout_master, notes_master
from ria_deck.render.pptx.master.table_style import table_styles_xml

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_NAMES = {"title": "Title", "body": "Text", "ftr": "Footer", "sldNum": "Slide number"}
_GUIDE = 1587.5  # EMU: guides stand at 576ths of an inch
FIRST_LAYOUT_ID = 2_147_483_649

PROMPTS = {
    "title": "Title: what the slide finds",
    "subtitle": "Subtitle",
    "topic": "Topic",
    "part": "1",
    "body": "Text, or an object",
    "source": "Source",
    "footnotes": "Notes",
    "footer": "Footer",
}


APP_PROPERTIES = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>ria-deck</Application></Properties>"
)
"""The part that says by which program a deck was made, and of no company or template."""
_made: list[tuple[Theme, bytes]] = []  # the last one: variants share their theme


def new_presentation(theme: Theme) -> PresentationType:
    """A presentation without slides."""
    if not _made or _made[0][0] != theme:
        _made[:] = [(theme, _package(theme))]
    return Presentation(io.BytesIO(_made[0][1]))


def _package(theme: Theme) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in _parts(theme).items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _parts(theme: Theme) -> dict[str, str]:
    layouts = list(theme.layouts.values())
    numbers = range(1, len(layouts) + 1)
    parts = {
        "[Content_Types].xml": _content_types(len(layouts)),
        "_rels/.rels": _relations(
            ("officeDocument", "ppt/presentation.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": APP_PROPERTIES,
        "ppt/presentation.xml": _presentation(theme),
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("handoutMaster", "handoutMasters/handoutMaster1.xml"),
        ),
        "ppt/presProps.xml": f"{DECLARATION}<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"{DECLARATION}<p:viewPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": table_styles_xml(theme),
        "ppt/theme/theme1.xml": theme_part.theme_xml(theme),
        "ppt/theme/theme2.xml": theme_part.theme_xml(theme),
        "ppt/theme/theme3.xml": theme_part.theme_xml(theme),
        "ppt/notesMasters/notesMaster1.xml": notes_master(theme),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations(("theme", "../theme/theme2.xml")),
        "ppt/handoutMasters/handoutMaster1.xml": handout_master(theme),
        "ppt/handoutMasters/_rels/handoutMaster1.xml.rels": _relations(("theme", "../theme/theme3.xml")),
        "ppt/slideMasters/slideMaster1.xml": _master(theme, len(layouts)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in numbers), ("theme", "../theme/theme1.xml")
        ),
    }
    for number, layout in zip(numbers, layouts, strict=True):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout_xml(layout, theme, words=PROMPTS)
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _relations(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return parts


def _relations(*pairs: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELS}">{inner}</Relationships>'


def _content_types(layouts: int) -> str:
    overrides = {
        "/ppt/presentation.xml": f"{_PML}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_PML}.slideMaster+xml",
        "/ppt/presProps.xml": f"{_PML}.presProps+xml",
        "/ppt/viewProps.xml": f"{_PML}.viewProps+xml",
        "/ppt/tableStyles.xml": f"{_PML}.tableStyles+xml",
        "/ppt/theme/theme1.xml": theme_part.CONTENT,
        "/ppt/theme/theme2.xml": theme_part.CONTENT,
        "/ppt/theme/theme3.xml": theme_part.CONTENT,
        "/ppt/notesMasters/notesMaster1.xml": NOTES_CONTENT,
        "/ppt/handoutMasters/handoutMaster1.xml": HANDOUT_CONTENT,
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    } | {f"/ppt/slideLayouts/slideLayout{n}.xml": layout_part.CONTENT for n in range(1, layouts + 1)}
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{DECLARATION}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )


def _presentation(theme: Theme) -> str:
    levels = "".join(
        f'<a:lvl{n}pPr marL="{457200 * (n - 1)}" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr '
        'sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea '
        f'typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    kind = ' type="screen4x3"' if (theme.width, theme.height) == (9_144_000, 6_858_000) else ""
    return (
        f'{DECLARATION}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        f'r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId6"/></p:notesMasterIdLst>'
        f'<p:handoutMasterIdLst><p:handoutMasterId r:id="rId7"/></p:handoutMasterIdLst>'
        f'<p:sldSz cx="{theme.width}" cy="{theme.height}"{kind}/><p:notesSz cx="6858000" '
        f'cy="9144000"/><p:defaultTextStyle><a:defPPr><a:defRPr lang="en-US"/></a:defPPr>{levels}</p:defaultTextStyle>'
        "</p:presentation>"
    )


def _master(theme: Theme, layouts: int) -> str:
    """The slide master: title, body, footer and number as the layout for running text has them, and the hairline."""
    plain = theme.plain
    shapes: list[str] = []
    for number, (role, kind, idx) in enumerate(
        (
            (SlotRole.TITLE, "title", 0),
            (SlotRole.BODY, "body", 1),
            (SlotRole.FOOTER, "ftr", 3),
            (SlotRole.NUMBER, "sldNum", 4),
        ),
        3,
    ):
        slot = plain.slot(role)
        assert slot is not None
        small = list_style(slot.style, theme, slot) if role in {SlotRole.FOOTER, SlotRole.NUMBER} else ""
        shapes.append(_master_placeholder(number, replace(slot, idx=idx), kind, small))
    titles, bodies = plain.slot(SlotRole.TITLE), plain.bodies[0]
    assert titles is not None
    ids = "".join(f'<p:sldLayoutId id="{FIRST_LAYOUT_ID + n}" r:id="rId{n + 1}"/>' for n in range(layouts))
    other = TextStyle(size=theme.label_size)
    return (
        f"{DECLARATION}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{fill_xml('paper', theme)}<a:effectLst/></p:bgPr>"
        f"</p:bg><p:spTree>{GROUP}{hairline(theme, 2)}{''.join(shapes)}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f'<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles>'
        f"<p:titleStyle>{list_style(titles.style, theme, titles)}</p:titleStyle>"
        f"<p:bodyStyle>{list_style(bodies.style, theme, bodies)}</p:bodyStyle>"
        f"<p:otherStyle>{list_style(other, theme, titles)}</p:otherStyle></p:txStyles>"
        f"{_guides(titles, bodies)}</p:sldMaster>"
    )


def _guides(title: Slot, body: Slot) -> str:
    """The drawing guides of all slides (View, Guides): the margins, and where text begins and ends."""
    lines = [
        ("", title.box.x),
        ("", title.box.x + title.box.width),
        (' orient="horz"', body.box.y),
        (' orient="horz"', body.box.y + body.box.height),
    ]
    guides = "".join(
        f'<p15:guide id="{number}"{way} pos="{round(at / _GUIDE)}" userDrawn="1"><p15:clr><a:srgbClr val="A4A3A4"/></p15:clr>'
        "</p15:guide>"
        for number, (way, at) in enumerate(lines, start=1)
    )
    return (
        '<p:extLst><p:ext uri="{27BBF7A9-308A-43DC-89C8-2F10F3537804}"><p15:sldGuideLst '
        f'xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main">{guides}</p15:sldGuideLst></p:ext></p:extLst>'
    )


def _master_placeholder(number: int, slot: Slot, kind: str, style: str) -> str:
    """A placeholder of the master; the text styles of titles and bodies are the master's own, others are in `style`."""
    words = {"title": ["Title"], "body": ["Text", "Second level", "Third level", "Fourth level", "Fifth level"]}
    inner = "".join(
        f'<a:p>{f"""<a:pPr lvl="{level}"/>""" if level else ""}<a:r><a:rPr lang="en-US"/><a:t>{line}</a:t></a:r></a:p>'
        for level, line in enumerate(words.get(kind, ["Footer"]))
    )
    if kind == "sldNum":
        inner = (
            '<a:p><a:fld id="{7D5A3B54-2C1E-4F0A-9B9D-0A4A1B5B6C01}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t>'
            '</a:fld><a:endParaRPr lang="en-US"/></a:p>'
        )
    anchor = {"top": "t", "middle": "ctr", "bottom": "b"}[slot.style.anchor]
    idx = f' idx="{slot.idx}"' if slot.idx else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_NAMES[kind]}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{idx}/></p:nvPr></p:nvSpPr><p:spPr>{box_xml(slot)}<a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>{inner}</p:txBody></p:sp>'
    )
