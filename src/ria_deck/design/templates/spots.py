"""The placeholders of a template's layout with their places, and the kind of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import SlideLayout

from ria_deck.model.theme import BlockKind, Box, Slot

TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE})
FOOT = frozenset({PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE})
_TEXT = frozenset({PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE, *TITLES})
_ONLY = {  # placeholders that take one kind of block
    PP_PLACEHOLDER.PICTURE: BlockKind.PICTURE,
    PP_PLACEHOLDER.CHART: BlockKind.CHART,
    PP_PLACEHOLDER.TABLE: BlockKind.TABLE,
}
LEAST_COLUMN = (0.12, 0.15)  # of the slide's width and height: what is smaller is a caption or a line, not a column
_LINE = 0.12  # of the slide's height: text placeholders that low hold a line
_TOP = 0.18  # of the slide's height: titles of content stand higher
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
    """A placeholder of the template's layout: index, OOXML type, name, place on the slide; `drawn` is where its designer
    put it, which may reach over the slide's edge."""

    idx: int
    kind: str
    name: str
    box: Box
    drawn: Box
    type: PP_PLACEHOLDER
    shape: Any


def spots_of(layout: SlideLayout, *, parked: bool = False) -> list[LayoutPlaceholder]:
    """The placeholders of a template's layout with the boxes that slides inherit. Those `parked` beside the slide
    only on request: nobody sees what stands there."""
    width, height = slide_size(layout)
    spots: list[LayoutPlaceholder] = []
    for shape in list[Any](layout.placeholders):  # typed as not iterable in python-pptx's stubs
        element: Any = shape._element
        kind = element.ph.get("type") or ""
        form = shape.placeholder_format
        place = (shape.left, shape.top, shape.width, shape.height)  # each looked up through layout and master
        if None in place:
            continue
        x, y, wide, high = map(int, place)
        drawn = Box(x=x, y=y, width=wide, height=high)
        box = drawn if parked else within(drawn, width, height)
        if 2 * box.width * box.height < drawn.width * drawn.height:
            continue
        name = str(shape.name)
        spots.append(LayoutPlaceholder(form.idx, kind, name, box=box, drawn=drawn, type=form.type, shape=shape))
    return spots


def slide_size(layout: SlideLayout) -> tuple[int, int]:
    """(width, height) of the slides of a layout, in EMU."""
    presentation = layout.part.package.presentation_part.presentation
    return int(presentation.slide_width or 0), int(presentation.slide_height or 0)


def within(box: Box, width: int, height: int) -> Box:
    """The part of a box that is on a slide of this size."""
    left, top = min(max(box.x, 0), width), min(max(box.y, 0), height)
    right, bottom = min(box.x + box.width, width), min(box.y + box.height, height)
    return Box(x=left, y=top, width=max(right - left, 0), height=max(bottom - top, 0))


def columns_of(spots: Sequence[LayoutPlaceholder], width: int, height: int) -> list[LayoutPlaceholder]:
    """The placeholders that are large enough for a column of text or a figure."""
    least = (LEAST_COLUMN[0] * width, LEAST_COLUMN[1] * height)
    return [spot for spot in content_of(spots) if spot.box.width >= least[0] and spot.box.height >= least[1]]


def takes(spot: LayoutPlaceholder, slot: Slot) -> bool:
    """Whether what a slot may hold can stand in the placeholder: pictures' take nothing else, vertical ones nothing."""
    if spot.shape._element.ph.get("orient") == "vert":
        return False
    if spot.type in _TEXT:
        return True
    return spot.type in _ONLY and slot.accepts == {_ONLY[spot.type]}


def content_of(spots: Sequence[LayoutPlaceholder]) -> list[LayoutPlaceholder]:
    """The placeholders for the author's own."""
    return [spot for spot in spots if spot.type not in TITLES | FOOT]


_OF_SECTIONS = frozenset((PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.PICTURE))


def kind_of(layout: SlideLayout, area: int) -> str:
    """The layout's OOXML type; where it has none, what its placeholders make of it, or PowerPoint's own name. `area` is
    the slide's."""
    given = layout._element.get("type")
    spots = spots_of(layout)
    types = {spot.type for spot in spots}
    if given == "tx" and types - FOOT == {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.SUBTITLE}:
        return "title"  # as LibreOffice saves a title slide
    if given:
        return str(given)
    if {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE} <= types:
        return "title"
    named = _NAMES.get(layout.name.strip().lower(), "")
    if named or not types & set(TITLES):
        return named
    return _kind_by_places(spots, slide_size(layout)[1], area)


def _kind_by_places(spots: Sequence[LayoutPlaceholder], height: int, area: int) -> str:
    """The OOXML type that a layout with a title has by the places of what stands beside it; empty for none."""
    lines = [spot for spot in spots if spot.type is PP_PLACEHOLDER.BODY and spot.box.height < _LINE * height]
    content = [spot for spot in content_of(spots) if spot not in lines]
    title = next(spot for spot in spots if spot.type in TITLES)
    if title.box.y > _TOP * height and {spot.type for spot in content} <= _OF_SECTIONS:
        return "secHead" if sum(spot.type is PP_PLACEHOLDER.BODY for spot in content) + len(lines) <= 1 else ""
    if any(spot.type is PP_PLACEHOLDER.PICTURE or spot.box.width * spot.box.height <= 0.12 * area for spot in content):
        return ""
    match [spot.box for spot in content]:
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
    return not any(shared(title, body) > 0.3 * title.width * title.height for title in titles for body in bodies)


def beside(first: Box, second: Box) -> bool:
    """Whether two boxes stand side by side: they share less than half of the narrower one's width."""
    shared = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    return shared < min(first.width, second.width) / 2


def shared(first: Box, second: Box) -> int:
    """The area that two boxes share."""
    across = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    down = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    return max(across, 0) * max(down, 0)
