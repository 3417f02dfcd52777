"""Match the boxes and tags of WeasyPrint with the marked content of every block of text.

WeasyPrint tags boxes: a paragraph over two pages is two elements, a repeated table head is a head again, and nothing in
the PDF tells which element of the page a tag belongs to. The boxes do. They are tagged in the order of the tree, so that
the n-th stretch of marked content on a page, by the numbers of the structure elements, is that of its n-th box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

from ria_deck.design.late_imports import weasyprint_imports

with weasyprint_imports():
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder


_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"}
    | {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_REPEATED = ("thead", "tfoot")


class AlignmentError(Exception):
    """The PDF's tags don't follow the page's elements."""


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Marked content: the text or picture of `element` in one box, on the page with this reference; `order` counts what
    is shown in the document."""

    element: Element
    order: int
    page: bytes
    mcid: int
    box: Any


@dataclass(frozen=True, slots=True)
class LinkArea:
    """The part of a page that leads to what `element`, or a link around it, links to; `reference` is the PDF's object
    reference."""

    element: Element
    order: int
    reference: Any


@dataclass(slots=True)
class Leaf:
    """What is drawn of a block of text, or of a picture, in reading order; `label` is its list marker."""

    content: list[MarkedRun | LinkArea] = field(default_factory=list)
    label: list[MarkedRun] = field(default_factory=list)


def leaves_of(document: Any, pdf: Any, parents: Mapping[Element, Element]) -> dict[Element, Leaf]:
    """The leaves by their elements. `document` is WeasyPrint's, `pdf` the `pydyf.PDF` made of it, `parents` has the
    parent of every element.

    What a page only repeats has none: running heads, and heads of tables after the first page. Raises `AlignmentError`.
    """
    marked, areas = _read_tags(pdf)
    leaves: dict[Element, Leaf] = {}
    first: dict[Element, bytes] = {}  # the page on which the head of a table stands first
    order = count()
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        numbers = _numbers(page._page_box, marked[reference])
        for box in _shown(page._page_box):
            element = _block_of(box.element, parents)
            repeated = _repeated_part(element, parents)
            if repeated is not None and first.setdefault(repeated, reference) != reference:
                continue
            leaf = leaves.setdefault(element, Leaf())
            if box.link_annotation and box.link_annotation.reference in areas:
                leaf.content.append(LinkArea(box.element, next(order), areas[box.link_annotation.reference]))
            if id(box) in numbers:
                run = MarkedRun(box.element, next(order), reference, numbers[id(box)], box)
                (leaf.label if str(box.element_tag).endswith("::marker") else leaf.content).append(run)
    return leaves


def numbered_boxes(document: Any, pdf: Any) -> Iterator[tuple[bytes, list[tuple[Any, int]]]]:
    """The reference of each page, and its boxes of text and pictures with the numbers (MCIDs) of their marked content."""
    marked, _ = _read_tags(pdf)
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        tagged = list(_tagged(page._page_box))
        if len(tagged) == len(marked[reference]):  # else `leaves_of` tells
            yield reference, list(zip(tagged, marked[reference], strict=True))


def _read_tags(pdf: Any) -> tuple[Mapping[bytes, list[int]], Mapping[bytes, Any]]:
    """The numbers (MCIDs) of marked content by page, in the order of the structure elements; and the references to the
    areas of links by the annotations that they refer to."""
    marked: dict[bytes, list[int]] = defaultdict(list)
    areas: dict[bytes, Any] = {}
    for item in pdf.objects:
        kind = item.get("Type") if isinstance(item, dict) else None
        if kind == "/StructElem" and "Pg" in item:
            marked[item["Pg"]] += [kid for kid in item["K"] if isinstance(kid, int)]
        elif kind == "/OBJR":
            areas[item["Obj"]] = item
    return marked, areas


def _numbers(page_box: Any, marked: list[int]) -> dict[int, int]:
    """The MCID of every box of text and of every picture, by the box's identity."""
    tagged = list(_tagged(page_box))
    if len(tagged) != len(marked):
        raise AlignmentError(f"{len(marked)} tags for {len(tagged)} pieces of text")
    return {id(box): number for box, number in zip(tagged, marked, strict=True)}


def _tagged(box: Any) -> Iterator[Any]:
    """The boxes with marked content in the order in which WeasyPrint tags them: the words of a link are numbered in its
    own element, before the elements inside."""
    children = list(_children(box))
    in_link = str(box.element_tag or "").partition(":")[0] == "a"
    if in_link:
        yield from (child for child in children if isinstance(child, boxes.TextBox))
    for child in children:
        if not isinstance(child, boxes.TextBox):
            yield from _tagged(child)
        elif not in_link:
            yield child
    if isinstance(box, boxes.ReplacedBox):
        yield box


def _shown(box: Any) -> Iterator[Any]:
    """The boxes of a page's own content in reading order, with those that have links."""
    if isinstance(box, boxes.MarginBox):
        return
    if box.element is not None and (box.link_annotation or isinstance(box, boxes.ReplacedBox)):
        yield box
    for child in _children(box):
        if not isinstance(child, boxes.TextBox):
            yield from _shown(child)
        elif child.element is not None:
            yield child


def _children(box: Any) -> Iterator[Any]:
    for child in box.children:
        for inner in child.children if isinstance(child, boxes.LineBox) else (child,):
            yield inner._box if isinstance(inner, AbsolutePlaceholder) else inner


def _block_of(element: Element, parents: Mapping[Element, Element]) -> Element:
    while element.tag in _INLINE and element in parents:
        element = parents[element]
    return element


def _repeated_part(element: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The head or foot of a table that an element is a cell of."""
    if element.tag not in ("th", "td"):
        return None
    group = parents[parents[element]]
    return group if group.tag in _REPEATED else None
