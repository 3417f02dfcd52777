"""Write the notes master and the handout master in the deck's own theme and faces."""

from __future__ import annotations

from ria_deck.model.theme import Theme
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.xml import DECLARATION, NAMESPACES
from ria_deck.render.pptx.master.layout_part import GROUP

_PML = "application/vnd.openxmlformats-officedocument.presentationml"
NOTES_CONTENT, HANDOUT_CONTENT = f"{_PML}.notesMaster+xml", f"{_PML}.handoutMaster+xml"
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_NUMBER = (
    '<a:p><a:fld id="{7D5A3B54-2C1E-4F0A-9B9D-0A4A1B5B6C01}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t>'
    '</a:fld><a:endParaRPr lang="en-US"/></a:p>'
)
_WIDTH, _HEIGHT, _MARGIN = 6_858_000, 9_144_000, 685_800  # EMU: the page of p:notesSz
_PICTURE = 3_086_100  # EMU: height of the slide's picture
_SMALL, _TEXT = 1_000, 1_200  # hundredths of a point


def notes_master(theme: Theme) -> str:
    """ppt/notesMasters/notesMaster1.xml: the slide's picture, the notes below it, the page number."""
    width = min(_WIDTH - 2 * _MARGIN, round(_PICTURE * theme.width / theme.height))
    height = round(width * theme.height / theme.width)
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        f"{_box((_WIDTH - width) // 2, _MARGIN, width, height)}"
        f'<a:noFill/><a:ln w="9525">{fill_xml("grey", theme)}</a:ln></p:spPr></p:sp>'
    )
    top = _MARGIN + height + 342_900
    words = _placeholder(
        3, "Notes", 'type="body" sz="quarter" idx="3"', (_MARGIN, top, _WIDTH - 2 * _MARGIN, _HEIGHT - top - _MARGIN)
    )
    levels = "".join(_level(number, theme) for number in range(1, 6))
    return (
        f"{DECLARATION}<p:notesMaster {NAMESPACES}><p:cSld>{_background(theme)}<p:spTree>{GROUP}{picture}{words}"
        f"{_page_number(4)}</p:spTree></p:cSld>{_MAP}<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def handout_master(theme: Theme) -> str:
    """ppt/handoutMasters/handoutMaster1.xml: the page number; PowerPoint places the slides."""
    return (
        f"{DECLARATION}<p:handoutMaster {NAMESPACES}><p:cSld>{_background(theme)}<p:spTree>{GROUP}{_page_number(2)}"
        f"</p:spTree></p:cSld>{_MAP}</p:handoutMaster>"
    )


def _background(theme: Theme) -> str:
    return f"<p:bg><p:bgPr>{fill_xml('paper', theme)}<a:effectLst/></p:bgPr></p:bg>"


def _box(x: int, y: int, width: int, height: int) -> str:
    place = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    return f'{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _placeholder(number: int, name: str, kind: str, box: tuple[int, int, int, int]) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f"<p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_box(*box)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US"/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _page_number(number: int) -> str:
    box = _box(_WIDTH - _MARGIN - 1_371_600, _HEIGHT - 571_500, 1_371_600, 285_750)
    style = f'<a:lvl1pPr algn="r"><a:defRPr sz="{_SMALL}"/></a:lvl1pPr>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Page number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr><p:spPr>{box}</p:spPr><p:txBody><a:bodyPr '
        f'anchor="b"/><a:lstStyle>{style}</a:lstStyle>{_NUMBER}</p:txBody></p:sp>'
    )


def _level(number: int, theme: Theme) -> str:
    return (
        f'<a:lvl{number}pPr marL="{228_600 * (number - 1)}" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:spcAft><a:spcPts val="400"/></a:spcAft><a:defRPr sz="{_TEXT}" kern="1200">{fill_xml("ink", theme)}'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )
