"""Paragraphs go in, DrawingML's `a:p` with runs, languages, links and marks come out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ria_deck.model.deck import Deck, Fit
from ria_deck.model.text import Mark, Paragraph, ParagraphKind, Run
from ria_deck.model.theme import TextStyle, Theme
from ria_deck.render.pptx.colors import fill_xml
from ria_deck.render.pptx.xml import attribute, text

LATIN_HEIGHT = 1.149  # Arial's (and Arimo's) line height at 100 %, in em
CJK_HEIGHT = 1.448  # Noto Sans CJK's
CJK_LEAST = 0.88  # of a CJK face's own height: under it, lines and what stands above them touch

Link = Callable[[str], str]  # an address → the id of a relationship of the part that the text is in


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How runs are written: `style` gives the colour of strong text, `link` makes relationships, `size` (pt) is set on
    every run where text has no placeholder to inherit from. `latin_leading` (thousandths of a percent; 0: none) is the
    spacing of paragraphs without a wide character where the master's is that of a taller Chinese or Japanese face."""

    theme: Theme
    link: Link
    style: TextStyle | None = None
    size: float | None = None
    color: str = ""
    bold: bool | None = None
    latin_leading: int = 0


def body_properties(fit: Fit, attributes: str = "") -> str:
    """`a:bodyPr` that says how far the text was made smaller, so that PowerPoint shows it so on opening."""
    if fit.font_scale == 100_000 and fit.line_reduction == 0:
        return f"<a:bodyPr{attributes}><a:normAutofit/></a:bodyPr>"
    reduction = f' lnSpcReduction="{fit.line_reduction}"' if fit.line_reduction else ""
    scale = f' fontScale="{fit.font_scale}"' if fit.font_scale != 100_000 else ""
    return f"<a:bodyPr{attributes}><a:normAutofit{scale}{reduction}/></a:bodyPr>"


def text_body(tag: str, paragraphs: Sequence[Paragraph], setting: Setting, fit: Fit = Fit()) -> str:  # noqa: B008
    """A text body (`p:txBody`, `a:txBody` …) of paragraphs."""
    inner = "".join(paragraph_xml(paragraph, setting) for paragraph in paragraphs) or "<a:p/>"
    return f"<{tag}>{body_properties(fit)}<a:lstStyle/>{inner}</{tag}>"


def paragraph_xml(paragraph: Paragraph, setting: Setting, align: str = "") -> str:
    """One `a:p`. Levels and bullets: a bullet inherits the layout's dash, plain text switches it off."""
    attributes = f' lvl="{paragraph.level}"' if paragraph.level else ""
    attributes += {"center": ' algn="ctr"', "end": ' algn="r"'}.get(align, "")
    inner = ""
    match paragraph.kind:
        case ParagraphKind.BULLET:
            pass
        case ParagraphKind.NUMBER:
            start = f' startAt="{paragraph.number}"' if paragraph.number > 1 else ""
            attributes += ' marL="457200" indent="-457200"' if not paragraph.level else ""
            inner = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPlain"{start}/>'
        case ParagraphKind.PLAIN:
            attributes += ' marL="0" indent="0"'
            inner = "<a:buNone/>"
    if setting.latin_leading and paragraph.runs and not _has_wide(paragraph):
        inner = leading_xml(setting.latin_leading) + inner
    properties = f"<a:pPr{attributes}>{inner}</a:pPr>" if attributes or inner else ""
    runs = "".join(run_xml(run, setting) for run in paragraph.runs)
    lang = paragraph.runs[-1].lang if paragraph.runs else ""
    end = f'<a:endParaRPr lang="{lang}"{_size(setting)}/>' if lang else ""
    return f"<a:p>{properties}{runs}{end}</a:p>"


def leading_xml(share: int) -> str:
    """`a:lnSpc` of a share of the face's own line height, in thousandths of a percent."""
    return f'<a:lnSpc><a:spcPct val="{share}"/></a:lnSpc>'


def _has_wide(paragraph: Paragraph) -> bool:
    return any(unicodedata.east_asian_width(character) in "WF" for run in paragraph.runs for character in run.text)


def run_xml(run: Run, setting: Setting) -> str:
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


def _properties(run: Run, setting: Setting) -> str:
    marks = run.marks
    attributes = f' lang="{run.lang}"{_size(setting)}'
    color = setting.color
    if Mark.STRONG in marks:
        attributes += ' b="1"'
        color = (setting.style.strong_color if setting.style else "") or color
    elif setting.bold is not None:
        attributes += f' b="{int(setting.bold)}"'
    if Mark.EMPHASIS in marks:
        attributes += ' i="1"'
    if Mark.STRIKE in marks:
        attributes += ' strike="sngStrike"'
    if Mark.SUPERSCRIPT in marks:
        attributes += ' baseline="30000"'
    elif Mark.SUBSCRIPT in marks:
        attributes += ' baseline="-25000"'
    inner = fill_xml(color, setting.theme) if color else ""
    if Mark.CODE in marks:
        inner += listing_face(setting.theme)
    if run.href:
        inner += f"<a:hlinkClick r:id={attribute(setting.link(run.href))}/>"
    return f'<a:rPr{attributes} dirty="0">{inner}</a:rPr>' if inner else f'<a:rPr{attributes} dirty="0"/>'


def listing_face(theme: Theme) -> str:
    """`a:latin` and `a:cs` of the face of listings."""
    face = attribute(theme.listing.latin)
    return f"<a:latin typeface={face}/><a:cs typeface={face}/>"


def _size(setting: Setting) -> str:
    return f' sz="{round(setting.size * 100)}"' if setting.size else ""


def is_cjk(deck: Deck) -> bool:
    """Whether the deck's own script has the taller lines of Chinese, Japanese and Korean."""
    return deck.language.partition("-")[0] in ("ja", "zh", "ko")


def line_spacing(style: TextStyle, cjk: bool) -> int:
    """The style's leading as `a:spcPct` (thousandths of a percent of the face's own line height)."""
    share = max(style.leading / CJK_HEIGHT, CJK_LEAST) if cjk else style.leading / LATIN_HEIGHT
    return round(share * 100) * 1000
