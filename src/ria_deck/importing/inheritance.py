"""What a shape of a slide inherits from its layout and master: its place, its list marks, its kind of placeholder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ria_deck.importing.talk import ShapeFrame
from ria_deck.ooxml.presentation import DeckSlide, SlideShape
from ria_deck.ooxml.spans import Element

_TITLES = ("title", "ctrTitle")
_MARKS = ("buNone", "buChar", "buAutoNum", "buBlip")
_HOLDERS = ("nvSpPr", "nvPicPr", "nvGraphicFramePr")


@dataclass(frozen=True, slots=True)
class ListMark:
    """Whether a paragraph has a bullet or a number; `start` is the number that its list begins with."""

    numbered: bool
    start: int = 1
    character: str = ""


class SlideStyle:
    """A slide's layout and master, asked for what its shapes don't say themselves."""

    def __init__(self, slide: DeckSlide) -> None:
        self.slide = slide
        self.package = slide.package
        self.layout_part = next(iter(self.package.related(slide.part, "slideLayout")), "")
        masters = self.package.related(self.layout_part, "slideMaster") if self.layout_part else []
        self.master_part = next(iter(masters), "")

    @classmethod
    def without_masters(cls, slide: DeckSlide) -> SlideStyle:
        """A style for notes pages, which say all themselves."""
        style = cls(slide)
        style.layout_part = style.master_part = ""
        return style

    @cached_property
    def layout_name(self) -> str:
        """The layout's name as PowerPoint shows it."""
        common = self._root(self.layout_part)
        found = common.child("cSld") if common else None
        return found.get("name") if found else ""

    @cached_property
    def layout_type(self) -> str:
        """The layout's type (`title`, `obj`, `twoObj` …); empty where it has none."""
        found = self._root(self.layout_part)
        return found.get("type") if found else ""

    def frame(self, shape: SlideShape) -> ShapeFrame | None:
        """Where the shape is on the slide: its own place, within its groups, else the placeholder's."""
        own = _own_frame(shape.element)
        if own is not None:
            return _in_groups(own, shape.element)
        for holder in self.inherited(shape):
            if (found := _own_frame(holder)) is not None:
                return found
        return None

    def placeholder_name(self, shape: SlideShape) -> str:
        """The name of the layout's placeholder that the shape fills."""
        found = next(self.inherited(shape), None)
        return _name(found) if found is not None else ""

    def inherited(self, shape: SlideShape) -> Iterator[Element]:
        """The placeholders of the layout and the master that a placeholder fills."""
        own = _placeholder(shape.element)
        if own is None:
            return
        kind, index = own
        layout = self._matching(self.layout_part, kind, index)
        if layout is not None:
            yield layout
            kind = (_placeholder(layout) or own)[0]
        master = self._matching(self.master_part, _master_kind(kind), "")
        if master is not None:
            yield master

    def mark(self, shape: SlideShape, paragraph: Element) -> ListMark | None:
        """The bullet or number of a paragraph; None for one without."""
        properties = paragraph.child("pPr")
        level = int(properties.get("lvl", "0") or 0) if properties else 0
        for holder in self._paragraph_styles(shape, properties, level):
            found = next((one for one in holder.children if one.name in _MARKS), None)
            if found is not None:
                return _mark(found)
        return None

    def _paragraph_styles(self, shape: SlideShape, own: Element | None, level: int) -> Iterator[Element]:
        if own is not None:
            yield own
        wanted = f"lvl{level + 1}pPr"
        for holder in (shape.element, *self.inherited(shape)):
            body = holder.child("txBody")
            style = body.child("lstStyle", wanted) if body else None
            if style is not None:
                yield style
        if shape.placeholder is None:
            return
        master = self._root(self.master_part)
        kind = (_placeholder(shape.element) or ("obj", ""))[0]
        for layout in self.inherited(shape):
            kind = (_placeholder(layout) or (kind, ""))[0] if kind == "obj" else kind
        name = "titleStyle" if kind in _TITLES else "bodyStyle"
        found = master.child("txStyles", name, wanted) if master else None
        if found is not None and kind not in ("ftr", "dt", "sldNum"):
            yield found

    def _root(self, part: str) -> Element | None:
        return self.package.tree(part) if part in self.package.parts else None

    def _matching(self, part: str, kind: str, index: str) -> Element | None:
        root = self._root(part)
        tree = root.child("cSld", "spTree") if root else None
        found = [(one, place) for one in (tree.children if tree else []) if (place := _placeholder(one))]
        if index:
            by_index = next((one for one, place in found if place[1] == index), None)
            if by_index is not None:
                return by_index
        return next((one for one, place in found if _master_kind(place[0]) == _master_kind(kind)), None)


def _placeholder(element: Element) -> tuple[str, str] | None:
    """(type, idx) of a placeholder."""
    for holder in _HOLDERS:
        found = element.child(holder, "nvPr", "ph")
        if found is not None:
            return found.get("type", "obj"), found.get("idx", "0")
    return None


def _name(element: Element) -> str:
    for holder in _HOLDERS:
        found = element.child(holder, "cNvPr")
        if found is not None:
            return found.get("name")
    return ""


def _master_kind(kind: str) -> str:
    if kind in _TITLES:
        return "title"
    return kind if kind in ("dt", "ftr", "sldNum") else "body"


def _mark(found: Element) -> ListMark | None:
    match found.name:
        case "buNone":
            return None
        case "buAutoNum":
            start = found.get("startAt", "1")
            return ListMark(numbered=True, start=int(start) if start.isdigit() else 1)
        case _:
            return ListMark(numbered=False, character=found.get("char"))


def _transform(element: Element) -> Element | None:
    for path in (("spPr", "xfrm"), ("grpSpPr", "xfrm"), ("xfrm",)):
        if (found := element.child(*path)) is not None:
            return found
    return None


def _own_frame(element: Element) -> ShapeFrame | None:
    transform = _transform(element)
    return _frame(transform, "off", "ext") if transform is not None else None


def _frame(transform: Element, offset: str, extent: str) -> ShapeFrame | None:
    off, ext = transform.child(offset), transform.child(extent)
    if off is None or ext is None:
        return None
    try:
        return ShapeFrame(int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy")))
    except ValueError:
        return None


def _in_groups(frame: ShapeFrame, element: Element) -> ShapeFrame:
    """The place on the slide of a shape in groups, whose children have coordinates of their own."""
    outer = element.parent
    while outer is not None:
        transform = _transform(outer) if outer.name == "grpSp" else None
        own = _frame(transform, "off", "ext") if transform is not None else None
        inner = _frame(transform, "chOff", "chExt") if transform is not None else None
        if own and inner and inner.width and inner.height:
            across, down = own.width / inner.width, own.height / inner.height
            frame = ShapeFrame(
                round(own.x + (frame.x - inner.x) * across),
                round(own.y + (frame.y - inner.y) * down),
                round(frame.width * across),
                round(frame.height * down),
            )
        outer = outer.parent
    return frame
