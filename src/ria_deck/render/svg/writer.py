"""Write matplotlib's paths as SVG elements.

Its own SVG backend needs a list of the machine's fonts, which takes seconds to make and is kept in the user's home.
Texts here stay texts in fonts that the page brings, so only paths, transforms and colours are matplotlib's.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from ria_deck.render.svg.paths import Outline

_LETTERS = {int(Outline.MOVETO): "M", int(Outline.LINETO): "L", int(Outline.CURVE3): "Q", int(Outline.CURVE4): "C"}
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}  # vertices of a segment


def path_data(outline: Outline, size: tuple[float, float], *, filled: bool) -> str:
    """The `d` of a path in a figure of a size in points. Lines end at the figure's edges, and points of long ones that
    don't show are left out; what is filled stays whole."""
    clip = None if filled else (0.0, 0.0, *size)
    simplify = not filled and bool(outline.should_simplify)
    path = outline.cleaned(remove_nans=True, clip=clip, simplify=simplify, curves=True, sketch=None)
    places = np.asarray(path.vertices).tolist()
    codes = np.asarray(path.codes).tolist()
    parts: list[str] = []
    at = 0
    while at < len(codes) and codes[at] != Outline.STOP:
        if codes[at] == Outline.CLOSEPOLY:
            parts.append("z\n")
            at += 1
            continue
        letter = _LETTERS[codes[at]]
        end = at + _POINTS[letter]
        numbers = " ".join(f"{short(x)} {short(y)}" for x, y in places[at:end])
        parts.append(f"{letter} {numbers} \n")
        at = end
    return "".join(parts)


def short(number: float) -> str:
    """A number with at most six decimals."""
    return f"{number:f}".rstrip("0").rstrip(".")


def path_style(*, fill: str, share: float, edge: str, width: float, dash: Sequence[float]) -> str:
    """The `style` of a path; colours are `#rrggbb`, empty for none."""
    parts = {"fill": fill.lower() if fill else "none"}
    if fill and share != 1.0:
        parts["fill-opacity"] = short(share)
    if dash:
        parts |= {"stroke-dasharray": ",".join(map(short, dash)), "stroke-dashoffset": "0"}
    if edge and width:
        parts["stroke"] = edge.lower()
        if width != 1.0:
            parts["stroke-width"] = short(width)
    return "; ".join(f"{name}: {value}" for name, value in parts.items() if (name, value) != ("fill", "#000000"))


def element(tag: str, attributes: dict[str, str], text: str = "") -> str:
    """An element of the drawing."""
    written = "".join(f" {name}={_quoted(value)}" for name, value in attributes.items() if value)
    return f"<{tag}{written}>{escape(text)}</{tag}>" if text else f"<{tag}{written}/>"


def document(parts: Sequence[str], size: tuple[float, float]) -> str:
    """The `<svg>` element of its size in points."""
    width, height = map(short, size)
    opening = (
        '<svg stroke-linejoin="round" stroke-linecap="butt" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
        'xmlns="http://www.w3.org/2000/svg" version="1.1">'
    )
    return "\n".join([opening, *parts, "</svg>", ""])


def moved(svg: str, x: float, y: float) -> str:
    """What a document of this module draws, as a group in another one, so far from its top left corner."""
    _, inner = svg.split(">", 1)
    return f'<g transform="translate({short(x)} {short(y)})">{inner.rstrip().removesuffix("</svg>")}</g>'


def _quoted(value: str) -> str:
    return f'"{escape(value)}"' if '"' not in value else f"'{escape(value, {chr(39): '&apos;'})}'"
