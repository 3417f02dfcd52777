"""Write paths and texts as SVG elements; texts stay texts in fonts that the page brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from ria_deck.render.svg.paths import DrawnPath, Step


def path_data(outline: DrawnPath, size: tuple[float, float], *, filled: bool) -> str:
    """The `d` of a path in a figure of a size in points. Lines end at the figure's edges, and points of long ones that
    don't show are left out; what is filled stays whole."""
    parts: list[str] = []
    for letter, points in outline.steps if filled or outline.fits(*size) else _cleaned(outline, size):
        numbers = " ".join(f"{short(x)} {short(y)}" for x, y in points)
        parts.append(f"{letter} {numbers} \n" if points else f"{letter}\n")
    return "".join(parts)


def _cleaned(outline: DrawnPath, size: tuple[float, float]) -> Iterator[Step]:
    from ria_deck.render.svg.cleaning import cleaned

    return cleaned(outline, size)


def short(number: float) -> str:
    """A number with at most six decimals."""
    return f"{number + 0.0:f}".rstrip("0").rstrip(".")  # 0 without a sign


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


def _quoted(value: str) -> str:
    return f'"{escape(value)}"' if '"' not in value else f"'{escape(value, {chr(39): '&apos;'})}'"
