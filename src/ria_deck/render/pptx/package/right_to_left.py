"""Mirror a presentation for languages that are written from right to left, or a template that was made for such.

Placeholders and tables change sides and text begins on the right. The inside of figures stays as it was laid out, and numbers
in tables stay under each other, at the right of their cells. Listings are read from left to right everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.oxml.ns import qn

from ria_deck.model.deck import Deck

_SIDES = {"l": "r", "r": "l"}
_LEVELS = frozenset(qn(f"a:lvl{number}pPr") for number in range(1, 10)) | {qn("a:defPPr"), qn("a:pPr")}
_SHAPES = frozenset(qn(f"p:{name}") for name in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp"))


def mirror(presentation: Any, deck: Deck) -> None:
    """Turn masters, layouts and slides around, and the paragraphs of notes."""
    presentation.element.set("rtl", "1")
    width = int(presentation.slide_width)
    listing = deck.theme.listing.latin
    masters = list(presentation.slide_masters)
    layouts = [layout for master in masters for layout in master.slide_layouts]
    slides = list(presentation.slides)
    for page in (*masters, *layouts, *slides):
        _turn_shapes(page.shapes._spTree, width)
    for page in (*masters, *layouts, *slides, *(slide.notes_slide for slide in slides if slide.has_notes_slide)):
        _turn_texts(page.element, listing)
    _turn_levels(presentation.element)


def begin_on_the_left(presentation: Any) -> None:
    """Let text of a template that was made for right-to-left languages begin on the left; its shapes stay where they are."""
    masters = list(presentation.slide_masters)
    layouts = [layout for master in masters for layout in master.slide_layouts]
    presentation.element.attrib.pop("rtl", None)
    for root in (presentation.element, *(page.element for page in (*masters, *layouts))):
        for level in root.iter(*_LEVELS):
            if level.get("rtl") in ("1", "true"):
                level.set("rtl", "0")
                level.set("algn", "l" if level.get("algn") == "r" else level.get("algn", "l"))
        for body in root.iter(qn("a:bodyPr")):
            body.attrib.pop("rtlCol", None)


def _turn_shapes(tree: Any, width: int) -> None:
    for shape in tree:
        if shape.tag not in _SHAPES:
            continue
        transform = next(_transforms(shape), None)
        offset, extent = (
            (transform.find(qn(name)) for name in ("a:off", "a:ext")) if transform is not None else (None, None)
        )
        if offset is not None and extent is not None:
            offset.set("x", str(width - int(offset.get("x")) - int(extent.get("cx"))))
        if shape.tag == qn("p:cxnSp") and transform is not None:
            _flip(transform)


def _transforms(shape: Any) -> Iterator[Any]:
    """The transform of the shape itself."""
    if shape.tag == qn("p:graphicFrame"):
        yield from shape.iterchildren(qn("p:xfrm"))
        return
    for properties in shape.iterchildren(qn("p:spPr"), qn("p:grpSpPr")):
        yield from properties.iterchildren(qn("a:xfrm"))


def _flip(transform: Any) -> None:
    if transform.attrib.pop("flipH", "0") in ("0", "false"):
        transform.set("flipH", "1")


def _turn_texts(root: Any, listing: str) -> None:
    for table in root.iter(qn("a:tblPr")):
        table.set("rtl", "1")
    for cell in root.iter(qn("a:tcPr")):
        left, right = cell.get("marL"), cell.get("marR")
        for name, value in (("marL", right), ("marR", left)):
            if value is not None:
                cell.set(name, value)
    for body in root.iter(qn("a:bodyPr")):
        body.set("rtlCol", "1")
    for paragraph in root.iter(qn("a:p")):
        paragraph.get_or_add_pPr()
    _turn_levels(root, listing)


def _turn_levels(root: Any, listing: str = "") -> None:
    for level in root.iter(*_LEVELS):
        if level.tag == qn("a:pPr") and _is_listing(level.getparent(), listing):
            level.set("algn", level.get("algn", "l"))
            level.set("rtl", "0")
            continue
        level.set("rtl", "1")
        side = level.get("algn")
        if side is not None and _is_placed(level):
            continue
        if side in _SIDES:
            level.set("algn", _SIDES[side])
        elif side is None and level.tag != qn("a:pPr"):
            level.set("algn", "r")


def _is_placed(level: Any) -> bool:
    """Whether a paragraph's side is where it was laid out: in a drawn figure, or a number of a table."""
    around = {one.tag for one in level.iterancestors(qn("p:grpSp"), qn("a:tc"))}
    return qn("p:grpSp") in around or (qn("a:tc") in around and level.get("algn") == "r")


def _is_listing(paragraph: Any, listing: str) -> bool:
    """Whether all of a paragraph is set in the face of listings."""
    runs = list(paragraph.iter(qn("a:r"), qn("a:fld")))
    faces = [face.get("typeface") for run in runs for face in run.iter(qn("a:latin"))]
    return bool(runs) and len(faces) == len(runs) and set(faces) == {listing}
