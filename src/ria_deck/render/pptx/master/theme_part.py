"""PowerPoint's theme part: colour scheme, font scheme for every script, plain formats."""

from __future__ import annotations

from ria_deck.model.theme import Faces, Theme
from ria_deck.render.pptx.drawingml.xml import DECLARATION, attribute

CONTENT = "application/vnd.openxmlformats-officedocument.theme+xml"
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="{{w}}" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_FORMATS = (
    f'<a:fmtScheme name="Flat"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{''.join(_LINE.format(w=w) for w in (6350, 12700, 19050))}</a:lnStyleLst>"
    "<a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


def theme_xml(theme: Theme) -> str:
    """ppt/theme/theme1.xml."""
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{theme.scheme[slot]}"/></a:{slot}>'
        for slot in (*("dk1", "lt1", "dk2", "lt2"), *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    )
    name = attribute(theme.name or "Theme")
    return (
        f"{DECLARATION}<a:theme {_A} name={name}><a:themeElements>"
        f"<a:clrScheme name={name}>{colors}</a:clrScheme>"
        f"<a:fontScheme name={name}><a:majorFont>{_faces(theme.heading)}</a:majorFont>"
        f"<a:minorFont>{_faces(theme.body)}</a:minorFont></a:fontScheme>{_FORMATS}"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _faces(faces: Faces) -> str:
    scripts = "".join(
        f'<a:font script="{script}" typeface={attribute(face)}/>' for script, face in sorted(faces.scripts.items())
    )
    return (
        f"<a:latin typeface={attribute(faces.latin)}/><a:ea typeface={attribute(faces.ea)}/>"
        f"<a:cs typeface={attribute(faces.cs)}/>{scripts}"
    )
