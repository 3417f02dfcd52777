"""HTML slides as an outline: what a reader of the page gets, slide by slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html

from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, Rows, plain_text

_TEXTS = ("p", "li", "pre")


def read_html(data: bytes) -> Outline:
    """The outline of HTML slides. Raises ValueError for a page without slides."""
    page: Any = html.document_fromstring(data.decode("utf-8"))
    frames = page.find_class("frame")
    if not frames:
        raise ValueError("it has no slides")
    return Outline(
        output="html",
        title=plain_text(page.findtext(".//title") or ""),
        lang=page.get("lang", ""),
        parts=tuple(_slide(frame) for frame in frames),
    )


def _slide(frame: Any) -> OutlinePart:
    slide = frame.find_class("slide")[0]
    notes = frame.find_class("notes")
    heading = next((one for one in slide.iter("h1", "h2")), None)
    return OutlinePart(
        id=slide.get("id", ""),
        title=_text(heading) if heading is not None else "",
        texts=tuple(_texts(slide)),
        tables=tuple(_rows(table) for table in slide.iter("table")),
        figures=tuple(_figure(one) for one in slide.find_class("figure")),
        notes=tuple(_texts(notes[0])) if notes else (),
        hidden="data-out" in frame.attrib,
    )


def _texts(element: Any) -> Iterator[str]:
    for one in element.iter(*_TEXTS):
        if any(parent.tag == "table" for parent in one.iterancestors()):
            continue
        if one.tag == "pre":
            yield from filter(None, (plain_text(line) for line in _whole(one).split("\n")))
        elif text := _text(one):
            yield text


def _text(element: Any) -> str:
    """The words of an element without those of lists and paragraphs inside of it, which come by themselves."""
    return plain_text(_own(element))


def _own(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        elif child.tag not in ("ul", "ol", "p", "div"):
            parts.append(_own(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _whole(element: Any) -> str:
    return "".join(element.itertext())


def _rows(table: Any) -> Rows:
    return tuple(tuple(plain_text(_whole(cell)) for cell in row.iter("th", "td")) for row in table.iter("tr"))


def _figure(element: Any) -> FigureOutline:
    drawing = element.find_class("drawing")
    if drawing:
        labels = tuple(plain_text(_whole(text)) for text in drawing[0].iter("text"))
        return FigureOutline(alt=plain_text(drawing[0].get("aria-label", "")), labels=labels)
    image = next(element.iter("img"), None)
    return FigureOutline(alt=plain_text(image.get("alt", "") if image is not None else ""), labels=())
