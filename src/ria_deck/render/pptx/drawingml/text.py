"""Paragraphs as DrawingML's `a:p` with runs, languages, links and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.text import Paragraph, ParagraphKind, Run, TextMark
from ria_deck.model.text_style import DASH_INDENT, NUMBER_INDENT, QUOTE_INDENT, SINGLE, Fit, TextStyle
from ria_deck.model.theme import EMU_PER_PT, Theme
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.xml import attribute, text

_OWN_COLOR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
Link = Callable[[str], str]  # an address → the id of a relationship of the part that the text is in


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How runs are written: `style` gives the colour of strong text, `link` makes relationships, `size` (pt) is set on
    every run and `pitch` (pt; 0: none) on every paragraph where text has no placeholder to inherit from; `tracking` (pt) is
    the paragraph's; `ground` is the colour role behind the text; its indents are as wide `larger` times."""

    theme: Theme
    link: Link
    style: TextStyle | None = None
    size: float | None = None
    color: str = ""
    bold: bool | None = None
    pitch: float = 0.0
    tracking: float = 0.0
    ground: str = "paper"
    larger: float = 1.0


def body_properties(fit: Fit, theme: Theme, attributes: str = "") -> str:
    """`a:bodyPr` that says how far the text was made smaller, so that PowerPoint shows it so on opening. Programs differ
    in what they do to exact line spacing then, so it and the size are said outright (`spacing_style`), as is the size of
    text that was made larger, for which autofit has no number."""
    if theme.exact or fit.font_scale > 100_000 or (fit.font_scale == 100_000 and fit.line_reduction == 0):
        return f"<a:bodyPr{attributes}><a:normAutofit/></a:bodyPr>"
    reduction = f' lnSpcReduction="{fit.line_reduction}"' if fit.line_reduction else ""
    scale = f' fontScale="{fit.font_scale}"' if fit.font_scale != 100_000 else ""
    return f"<a:bodyPr{attributes}><a:normAutofit{scale}{reduction}/></a:bodyPr>"


def paragraph_xml(paragraph: Paragraph, setting: RunSettings, align: str = "") -> str:
    """One `a:p`. Levels and bullets: a bullet inherits the layout's dash, plain text switches it off."""
    indents, bullet = _bullet(paragraph, setting)
    attributes = f' lvl="{paragraph.depth}"' if paragraph.depth else ""
    attributes += {"left": ' algn="l"', "center": ' algn="ctr"', "end": ' algn="r"'}.get(align, "") + indents
    pitch = f"<a:lnSpc>{_points(setting.pitch)}</a:lnSpc>" if setting.pitch else ""
    before = f"<a:spcBef>{_points(paragraph.before)}</a:spcBef>" if paragraph.before else ""
    inner = pitch + before + bullet
    properties = f"<a:pPr{attributes}>{inner}</a:pPr>" if attributes or inner else ""
    spaced = replace(setting, tracking=paragraph.tracking) if paragraph.tracking else setting
    runs = "".join(run_xml(run, spaced) for run in paragraph.runs)
    lang = paragraph.runs[-1].lang if paragraph.runs else ""
    end = f'<a:endParaRPr lang="{lang}"{_size(setting)}/>' if lang else ""
    return f"<a:p>{properties}{runs}{end}</a:p>"


def _bullet(paragraph: Paragraph, setting: RunSettings) -> tuple[str, str]:
    """The attributes of a paragraph's indents, and the elements of its bullet."""
    left = round((setting.style.indent(paragraph) if setting.style else 0.0) * setting.larger * EMU_PER_PT)
    match paragraph.kind:
        case ParagraphKind.BULLET:
            return (f' marL="{left}"' if paragraph.numbered or paragraph.quote is not None else ""), ""
        case ParagraphKind.NUMBER:
            start = f' startAt="{paragraph.number}"' if paragraph.number > 1 else ""
            hang = setting.style.hang(paragraph) if setting.style else NUMBER_INDENT
            numbers = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPlain"{start}/>'
            return f' marL="{left}" indent="{-round(hang * setting.larger * EMU_PER_PT)}"', numbers
        case ParagraphKind.PLAIN:
            mark = paragraph.quote if paragraph.quote and left else ""
            sign = f'<a:buFont typeface="+mj-lt"/><a:buChar char={attribute(mark)}/>' if mark else "<a:buNone/>"
            return f' marL="{left}" indent="{-round(QUOTE_INDENT * setting.larger * EMU_PER_PT) if mark else 0}"', sign


def run_xml(run: Run, setting: RunSettings) -> str:
    """`a:r` elements of a run, with `a:br` for its line breaks."""
    properties = _properties(run, setting)
    pieces = run.text.split("\n")
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if index:
            parts.append(f"<a:br>{properties}</a:br>")
        if piece:
            parts.append(f"<a:r>{properties}<a:t>{text(piece)}</a:t></a:r>")
    return "".join(parts)


def _properties(run: Run, setting: RunSettings) -> str:
    marks = run.marks
    attributes = f' lang="{run.lang}"{_size(setting)}'
    color = setting.color
    if TextMark.STRONG in marks:
        attributes += ' b="1"'
        color = (setting.style.strong_color if setting.style else "") or color
    elif setting.bold is not None:
        attributes += f' b="{int(setting.bold)}"'
    if TextMark.EMPHASIS in marks:
        attributes += ' i="1"'
    if TextMark.STRIKE in marks:
        attributes += ' strike="sngStrike"'
    if TextMark.SUPERSCRIPT in marks:
        attributes += ' baseline="30000"'
    elif TextMark.SUBSCRIPT in marks:
        attributes += ' baseline="-25000"'
    if setting.tracking:
        attributes += f' spc="{round(setting.tracking * 100)}"'
    inner = fill_xml(color, setting.theme) if color else ""
    if TextMark.CODE in marks:
        inner += listing_face(setting.theme)
    if run.href:
        inner += _link_xml(setting.link(run.href), setting, inside=run.href.startswith("#"))
    return f'<a:rPr{attributes} dirty="0">{inner}</a:rPr>' if inner else f'<a:rPr{attributes} dirty="0"/>'


def _link_xml(relation: str, setting: RunSettings, *, inside: bool) -> str:
    """`a:hlinkClick`. Links have the theme's colour, whatever the ground; where it can't be read, the text's own."""
    theme = setting.theme
    jump = ' action="ppaction://hlinksldjump"' if inside else ""
    link, ground = theme.scheme.get("hlink"), theme.colors.get(setting.ground)
    if link is None or ground is None or contrast(link, ground) >= TEXT_CONTRAST:
        return f"<a:hlinkClick r:id={attribute(relation)}{jump}/>"
    return f"<a:hlinkClick r:id={attribute(relation)}{jump}>{_OWN_COLOR}</a:hlinkClick>"


def listing_face(theme: Theme) -> str:
    """`a:latin` and `a:cs` of the face of listings."""
    face = attribute(theme.listing.latin)
    return f"<a:latin typeface={face}/><a:cs typeface={face}/>"


def _size(setting: RunSettings) -> str:
    return f' sz="{round(setting.size * 100)}"' if setting.size else ""


def leading_xml(style: TextStyle, level: int, theme: Theme) -> str:
    """`a:lnSpc` of a level: exact where the theme has it so, else in percent of PowerPoint's single line."""
    if theme.exact:
        return f"<a:lnSpc>{_points(style.size_at(level) * style.pitch())}</a:lnSpc>"
    return f'<a:lnSpc><a:spcPct val="{round(style.pitch() / SINGLE * 100) * 1000}"/></a:lnSpc>'


def spacing_style(levels: Sequence[int], style: TextStyle | None, fit: Fit, theme: Theme) -> str:
    """`a:lvl1pPr` … with what autofit's numbers don't say of a text that was made smaller: the room after paragraphs, and
    sizes and spacing where it is exact, which stand also in a template of others, and the indents of text that was made
    larger; empty where the layout says all."""
    scaled = fit.font_scale != 100_000 or fit.line_reduction
    if style is None or not (scaled or (theme.exact and theme.template)):
        return ""
    return "".join(_level(level, style, fit, theme) for level in sorted(set(levels)))


def _level(level: int, style: TextStyle, fit: Fit, theme: Theme) -> str:
    size = fit.size(style.size_at(level))
    line = f"<a:lnSpc>{_points(size * style.pitch(fit.line_reduction))}</a:lnSpc>" if theme.exact else ""
    after = "" if style.sizes else f"<a:spcAft>{_points(style.gap(level, fit.font_scale))}</a:spcAft>"
    run = f'<a:defRPr sz="{round(size * 100)}"/>' if theme.exact or fit.font_scale > 100_000 else ""
    dash = round(DASH_INDENT * fit.larger * EMU_PER_PT)
    indents = f' marL="{dash * (level + 1)}" indent="{-dash}"' if fit.larger > 1 else ""
    return f"<a:lvl{level + 1}pPr{indents}>{line}{after}{run}</a:lvl{level + 1}pPr>" if line or after else ""


def _points(points: float) -> str:
    return f'<a:spcPts val="{round(points * 100)}"/>'
