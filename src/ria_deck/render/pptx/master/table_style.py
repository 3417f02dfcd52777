"""The presentation's own table style: hairlines only, heads in the theme's colours; bands and bold columns for those who
tick them in PowerPoint."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from ria_deck.model.theme import EMU_PER_PT, Layout, Theme
from ria_deck.render.pptx.drawingml.colors import color_xml, fill_xml
from ria_deck.render.pptx.drawingml.xml import DECLARATION

TABLE_STYLE = "{5A1B7C0E-3D52-4E8B-9C61-7D0F2A4B6E11}"  # a fixed GUID of the program's own
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def style_id(theme: Theme, layout: Layout) -> str:
    """The GUID of the style for tables on a layout: one of its own where its ground has colours of its own."""
    if not layout.colors and not layout.scheme:
        return TABLE_STYLE
    there = theme.on(layout)
    words = " ".join(color_xml(role, there) for role in ("ink", "pale", "sea") if role in there.colors)
    return f"{{{str(uuid5(NAMESPACE_OID, words)).upper()}}}"


def table_styles_xml(theme: Theme) -> str:
    """ppt/tableStyles.xml: one style, which is the default for tables that users add, and one for each ground on which
    that can't be read."""
    grounds = {
        style_id(theme, layout): theme.on(layout) for layout in theme.layouts.values() if layout.colors or layout.scheme
    }
    styles = [_style(TABLE_STYLE, "Hairlines", theme)]
    styles += [_style(guid, f"Hairlines {n}", one) for n, (guid, one) in enumerate(sorted(grounds.items()), start=2)]
    return f'{DECLARATION}<a:tblStyleLst {_A} def="{TABLE_STYLE}">{"".join(styles)}</a:tblStyleLst>'


def _style(guid: str, name: str, theme: Theme) -> str:
    hair, rule = _line("pale", 0.75, theme), _line("sea", 1.5, theme)
    none = "<a:ln><a:noFill/></a:ln>"
    band = fill_xml("mist" if "mist" in theme.colors else "paper", theme)

    def borders(**lines: str) -> str:
        names = ("left", "right", "top", "bottom", "insideH", "insideV")
        return "".join(f"<a:{name}>{lines.get(name, none)}</a:{name}>" for name in names if name in lines)

    return (
        f'<a:tblStyle styleId="{guid}" styleName="{name}">'
        f'<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/>{color_xml("ink", theme)}</a:tcTxStyle><a:tcStyle><a:tcBdr>'
        f"{borders(left=none, right=none, top=none, bottom=hair, insideH=hair, insideV=none)}</a:tcBdr>"
        "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f"<a:band1H><a:tcStyle><a:tcBdr/><a:fill>{band}</a:fill></a:tcStyle></a:band1H>"
        f"<a:band1V><a:tcStyle><a:tcBdr/><a:fill>{band}</a:fill></a:tcStyle></a:band1V>"
        f'<a:lastCol><a:tcTxStyle b="on"><a:fontRef idx="minor"/>{color_xml("ink", theme)}</a:tcTxStyle><a:tcStyle>'
        "<a:tcBdr/></a:tcStyle></a:lastCol>"
        f'<a:firstCol><a:tcTxStyle b="on"><a:fontRef idx="minor"/>{color_xml("ink", theme)}</a:tcTxStyle><a:tcStyle>'
        "<a:tcBdr/></a:tcStyle></a:firstCol>"
        f'<a:lastRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/>{color_xml("ink", theme)}</a:tcTxStyle><a:tcStyle>'
        f"<a:tcBdr>{borders(top=rule)}</a:tcBdr></a:tcStyle></a:lastRow>"
        f'<a:firstRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/>{color_xml("sea", theme)}</a:tcTxStyle><a:tcStyle>'
        f"<a:tcBdr>{borders(bottom=rule)}</a:tcBdr></a:tcStyle></a:firstRow></a:tblStyle>"
    )


def _line(role: str, width: float, theme: Theme) -> str:
    role = role if role in theme.colors else "ink"
    return f'<a:ln w="{round(width * EMU_PER_PT)}" cmpd="sng">{fill_xml(role, theme)}</a:ln>'
