"""A template's layout goes in, its placeholders come out with their places, and what kind of layout it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import SlideLayout

from ria_deck.model.theme import Box

TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE})
FOOT = frozenset({PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE})
_NAMES = {  # PowerPoint's own names, for layouts that have lost their type
    "title slide": "title",
    "title and content": "obj",
    "section header": "secHead",
    "two content": "twoObj",
    "comparison": "twoTxTwoObj",
    "title only": "titleOnly",
    "blank": "blank",
}


@dataclass(frozen=True, slots=True)
class LayoutPlaceholder:
    """A placeholder of the template's layout: index, OOXML type, name, place."""

    idx: int
    kind: str
    name: str
    box: Box
    type: PP_PLACEHOLDER
    shape: Any


def spots_of(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """The placeholders of a template's layout with the boxes that slides inherit."""
    spots: list[LayoutPlaceholder] = []
    for shape in list[Any](layout.placeholders):  # typed as not iterable in python-pptx's stubs
        element: Any = shape._element
        kind = element.ph.get("type") or ""
        form = shape.placeholder_format
        if None in {shape.left, shape.top, shape.width, shape.height}:
            continue
        box = Box(x=int(shape.left), y=int(shape.top), width=int(shape.width), height=int(shape.height))
        spots.append(LayoutPlaceholder(idx=form.idx, kind=kind, name=shape.name, box=box, type=form.type, shape=shape))
    return spots


def content_of(spots: Sequence[LayoutPlaceholder]) -> list[LayoutPlaceholder]:
    """The placeholders for the author's own."""
    return [spot for spot in spots if spot.type not in TITLES | FOOT]


def kind_of(layout: SlideLayout, area: int) -> str:
    """The layout's OOXML type; where it has none, what its placeholders make of it, or PowerPoint's own name. `area` is
    the slide's."""
    given = layout._element.get("type")
    if given:
        return str(given)
    spots = spots_of(layout)
    if {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE} <= {spot.type for spot in spots}:
        return "title"
    named = _NAMES.get(layout.name.strip().lower(), "")
    if named:
        return named
    boxes = [spot.box for spot in content_of(spots) if spot.type is not PP_PLACEHOLDER.PICTURE]
    whole = [box for box in boxes if box.width * box.height > 0.12 * area]
    if not any(spot.type in TITLES for spot in spots) or len(whole) != len(content_of(spots)):
        return ""
    match whole:
        case []:
            return "titleOnly"
        case [_]:
            return "obj"
        case [first, second] if beside(first, second):
            return "twoObj"
        case _:
            return ""


def sound(spots: Sequence[LayoutPlaceholder]) -> bool:
    """Whether a layout's title stands clear of its content; that of layouts which nobody uses often doesn't."""
    titles = [spot.box for spot in spots if spot.type in TITLES]
    bodies = [spot.box for spot in content_of(spots)]
    return not any(_shared(title, body) > 0.3 * title.width * title.height for title in titles for body in bodies)


def beside(first: Box, second: Box) -> bool:
    """Whether two boxes stand side by side: they share less than half of the narrower one's width."""
    shared = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    return shared < min(first.width, second.width) / 2


def _shared(first: Box, second: Box) -> int:
    """The area that two boxes share."""
    across = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    down = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    return max(across, 0) * max(down, 0)
