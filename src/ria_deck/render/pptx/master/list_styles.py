"""Write the levels of a placeholder's text (`a:lvl1pPr` …), and only what differs from where it inherits from."""

from __future__ import annotations

from ria_deck.model.text_style import DASH_INDENT, LARGE, TextStyle
from ria_deck.model.theme import EMU_PER_PT, Slot, SlotRole, Theme
from ria_deck.render.pptx.drawingml.colors import color_xml, fill_xml, rgb_xml
from ria_deck.render.pptx.drawingml.text import leading_xml
from ria_deck.render.pptx.drawingml.xml import attribute

INDENT = round(DASH_INDENT * EMU_PER_PT)  # where text begins after a dash, per level
_LEVELS = 5
_ALIGN = {"start": "l", "center": "ctr", "end": "r"}


def list_style(style: TextStyle, theme: Theme, slot: Slot, base: Slot | None = None) -> str:
    """`a:lvl1pPr` … of a slot: sizes, colours, spacing; dashes for the author's prose, none elsewhere. With `base`, the
    slot that it inherits from, only what differs."""
    levels = _LEVELS if slot.role is SlotRole.BODY else 1
    made: list[str] = []
    for level in range(levels):
        own = _properties(level, style, theme, slot)
        inherited = _properties(level, base.style, theme, base) if base is not None else {}
        made.append(_level(level, {key: value for key, value in own.items() if inherited.get(key) != value}))
    return "".join(made)


def _properties(level: int, style: TextStyle, theme: Theme, slot: Slot) -> dict[str, str]:
    """The parts of a level's properties: attributes by their names, elements by their tags."""
    bullets = slot.role is SlotRole.BODY and (slot.style.size < LARGE or bool(slot.style.marks))
    left, hanging, bullet = _mark(level, style, theme) if bullets else (0, 0, "<a:buNone/>")
    face = "mj" if slot.role is SlotRole.TITLE else "mn"
    after = round(style.gap(level) * 100)
    return {
        "marL": f' marL="{left}"',
        "indent": f' indent="{-hanging}"',
        "algn": f' algn="{_ALIGN[style.align]}"',
        "breaks": ' eaLnBrk="1" latinLnBrk="0" hangingPunct="1"',
        "lnSpc": leading_xml(style, level, theme),
        "spcBef": '<a:spcBef><a:spcPts val="0"/></a:spcBef>',
        "spcAft": f'<a:spcAft><a:spcPts val="{after}"/></a:spcAft>',
        "bullet": bullet,
        "sz": f' sz="{round(style.size_at(level) * 100)}"',
        "b": f' b="{int(style.bold)}"',
        "kern": ' kern="1200"',
        "fill": fill_xml(style.color, theme),
        "faces": f'<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/>',
    }


def _mark(level: int, style: TextStyle, theme: Theme) -> tuple[int, int, str]:
    """(EMU before the text, EMU that its mark stands before that, `a:buClr` … of the mark): a dash, or as a user's template
    has it."""
    if not style.marks:
        color = f"<a:buClr>{color_xml(style.bullet_color, theme)}</a:buClr>"
        return INDENT * (level + 1), INDENT, f'{color}<a:buFont typeface="Arial"/><a:buChar char="–"/>'
    mark = style.marks[min(level, len(style.marks) - 1)]
    left = round(style.indents[min(level, len(style.indents) - 1)] * EMU_PER_PT) if style.indents else 0
    color = f"<a:buClr>{rgb_xml(mark.color, theme)}</a:buClr>" if mark.color else ""
    size = f'<a:buSzPct val="{round(mark.size * 100_000)}"/>' if mark.size != 1.0 else ""
    face = f"<a:buFont typeface={attribute(mark.face)}/>" if mark.face else ""
    if mark.char:
        kind = f"<a:buChar char={attribute(mark.char)}/>"
    elif mark.numbers:
        kind = f"<a:buAutoNum type={attribute(mark.numbers)}/>"
    else:
        kind = "<a:buNone/>"
    return left, round(mark.hanging * EMU_PER_PT), f"{color}{size}{face}{kind}"


def _level(level: int, parts: dict[str, str]) -> str:
    """`a:lvlNpPr` of some parts, in the schema's order; nothing for none."""
    if not parts:
        return ""

    def joined(*keys: str) -> str:
        return "".join(parts.get(key, "") for key in keys)

    attributes, inner = joined("marL", "indent", "algn", "breaks"), joined("lnSpc", "spcBef", "spcAft", "bullet")
    run, faces = joined("sz", "b", "kern"), joined("fill", "faces")
    letters = f"<a:defRPr{run}>{faces}</a:defRPr>" if faces else f"<a:defRPr{run}/>" if run else ""
    return f"<a:lvl{level + 1}pPr{attributes}>{inner}{letters}</a:lvl{level + 1}pPr>"
