"""Elements that all parts of a native chart are made of (DrawingML)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from ria_deck.model.chart import Chart, ChartLayout, PlacedText
from ria_deck.model.theme import EMU_PER_PT, Theme
from ria_deck.render.pptx.drawingml.colors import color_element

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
NAMESPACES = {"c": C, "a": A, "r": R}
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_URIS = {"c": C, "a": A, "r": R, "cdr": CDR, "c15": C15}
ALIGNS = {"start": "l", "center": "ctr", "end": "r"}

Element = etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartContext:
    """What all parts of one native chart need: the chart in the slide's layout, the theme, the text's language and whether it
    is written from right to left."""

    chart: Chart
    layout: ChartLayout
    theme: Theme
    lang: str
    leftwards: bool = False


def el(tag: str, *children: Element | str, **attributes: Any) -> Element:
    """`el("c:x", val=1)`: an element with a prefix of this module; a string is its text. `r_id` is written `r:id`."""
    prefix, _, name = tag.partition(":")
    element = etree.Element(f"{{{_URIS[prefix]}}}{name}", nsmap={prefix: _URIS[prefix]})
    for key, value in attributes.items():
        element.set(f"{{{R}}}id" if key == "r_id" else key, str(value))
    for child in children:
        if isinstance(child, str):
            element.text = child
        else:
            element.append(child)
    return element


def flag(tag: str, value: bool | int | str | float) -> Element:
    """`<c:tag val="…"/>`."""
    return el(tag, val=int(value) if isinstance(value, bool) else plain(value) if isinstance(value, float) else value)


def plain(raw: Any) -> str:
    """A number as XML Schema's double: no exponent for the numbers that readers write."""
    if isinstance(raw, float) and raw == int(raw) and abs(raw) < 1e15:
        return str(int(raw))
    return format(raw, "f") if isinstance(raw, Decimal) else repr(raw)


def fill(role: str, theme: Theme, *, alpha: int = 100_000) -> Element:
    """A solid fill in a role's colour; `alpha` in thousandths of a percent."""
    color = color_element(role, theme)
    if alpha != 100_000:
        color.append(el("a:alpha", val=alpha))
    return el("a:solidFill", color)


def hatch(role: str, theme: Theme) -> Element:
    """Strokes from lower left to upper right on paper."""
    return el(
        "a:pattFill",
        el("a:fgClr", color_element(role, theme)),
        el("a:bgClr", color_element("paper", theme)),
        prst="wdUpDiag",
    )


def stroke(role: str, width: float, theme: Theme, *, dash: str = "", cap: str = "flat") -> Element:
    """A line of `width` points."""
    parts = [fill(role, theme)]
    if dash:
        parts.append(el("a:prstDash", val=dash))
    return el("a:ln", *parts, el("a:round"), w=round(width * EMU_PER_PT), cap=cap)


def no_line() -> Element:
    """No outline."""
    return el("a:ln", el("a:noFill"))


def shape(*parts: Element) -> Element:
    """`c:spPr`."""
    return el("c:spPr", *parts)


def run_properties(tag: str, drawing: ChartContext, *, size: float, color: str, bold: bool) -> Element:
    """`a:defRPr` or `a:rPr` with the theme's body faces."""
    attributes: dict[str, Any] = {"sz": round(size * 100), "b": int(bold)}
    if tag == "a:rPr":
        attributes = {"lang": drawing.lang} | attributes
    return el(
        tag,
        fill(color, drawing.theme),
        el("a:latin", typeface="+mn-lt"),
        el("a:ea", typeface="+mn-ea"),
        el("a:cs", typeface="+mn-cs"),
        **attributes,
    )


def text_properties(
    drawing: ChartContext, *, size: float, color: str, bold: bool = False, upright: bool = False
) -> Element:
    """`c:txPr`; `upright` text is never turned by PowerPoint to make room."""
    body = el("a:bodyPr", rot=0, vert="horz") if upright else el("a:bodyPr")
    properties = run_properties("a:defRPr", drawing, size=size, color=color, bold=bold)
    paragraph = el("a:p", el("a:pPr", properties, **_way(drawing)), el("a:endParaRPr", lang=drawing.lang))
    return el("c:txPr", body, el("a:lstStyle"), paragraph)


def paragraphs(drawing: ChartContext, placed: PlacedText) -> list[Element]:
    """A paragraph for each line of a placed text."""
    made: list[Element] = []
    for line in placed.text.split("\n"):
        properties = run_properties("a:rPr", drawing, size=placed.size, color=placed.color, bold=placed.bold)
        run = el("a:r", properties, el("a:t", line))
        made.append(el("a:p", el("a:pPr", algn=ALIGNS[placed.align], **_way(drawing)), run))
    return made


def _way(drawing: ChartContext) -> dict[str, int]:
    """The attribute of paragraphs that are written from right to left."""
    return {"rtl": 1} if drawing.leftwards else {}


def unwrapped(*, wrap: bool = False) -> Element:
    """`a:bodyPr` of a label: without `wrap`, renderers would break it after a fifth of the chart."""
    return el("a:bodyPr", rot=0, vert="horz", wrap="square" if wrap else "none", lIns=0, tIns=0, rIns=0, bIns=0)


def rich(drawing: ChartContext, placed: PlacedText) -> Element:
    """`c:tx` with text of its own: one paragraph, for LibreOffice gives all the look of the first."""
    properties = run_properties("a:rPr", drawing, size=placed.size, color=placed.color, bold=placed.bold)
    default = run_properties("a:defRPr", drawing, size=placed.size, color=placed.color, bold=placed.bold)
    runs: list[Element] = []
    for line in placed.text.split("\n"):
        if runs:
            runs.append(el("a:br", deepcopy(properties)))
        runs.append(el("a:r", deepcopy(properties), el("a:t", line)))
    paragraph = el("a:p", el("a:pPr", default, algn=ALIGNS[placed.align], **_way(drawing)), *runs)
    return el("c:tx", el("c:rich", unwrapped(), el("a:lstStyle"), paragraph))


def manual_layout(x: float, y: float, size: tuple[float, float] | None = None, *, inner: bool = False) -> Element:
    """A place in shares of the chart's size, with a width and height where they are given."""
    parts = [el("c:layoutTarget", val="inner")] if inner else []
    parts += [flag("c:xMode", "edge"), flag("c:yMode", "edge"), share("c:x", x), share("c:y", y)]
    if size is not None:
        parts += [share("c:w", size[0]), share("c:h", size[1])]
    return el("c:layout", el("c:manualLayout", *parts))


def share(tag: str, value: float) -> Element:
    """A share of the chart's size, to a hundred-thousandth."""
    return el(tag, val=f"{value:.5f}")


def serialised(root: Element) -> bytes:
    """The part's bytes."""
    used = {
        str(name)[1:].partition("}")[0]
        for element in root.iter(etree.Element)
        for name in (element.tag, *element.keys())
    }
    etree.cleanup_namespaces(root, top_nsmap={key: uri for key, uri in _URIS.items() if uri in used})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def all_same(items: Sequence[object]) -> bool:
    """Whether there are items and they are equal."""
    return bool(items) and all(item == items[0] for item in items)
