"""HTML and the tags that WeasyPrint wrote for it go in, the marked content of every text block comes out.

WeasyPrint tags boxes: a paragraph over two pages is two elements, a repeated table head is a head again, and nothing
tells which element of the page a tag belongs to. So every block of text gets an empty marker before its first word
(`mark_up`); where a tag begins with one, a block begins, and tags without one go on with the block before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from lxml.html import HtmlElement

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"}
    | {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_NOT_SHOWN = frozenset(("head", "style", "script", "colgroup", "col", "title", "meta", "link"))
_ALWAYS = frozenset(("td", "th"))  # a leaf even when empty: a table's cells are counted
_EXPECTED = {
    "p": "P",
    "li": "LBody",
    "td": "TD",
    "th": "TH",
    "figcaption": "Caption",
    "caption": "Caption",
    "img": "Figure",
}


class AlignmentError(Exception):
    """The tags don't follow the page's elements."""


@dataclass(slots=True)
class Leaf:
    """A block of text, or a picture. `content` are the tag trees of its stretches, each with its page's reference;
    `label` those of its list marker."""

    element: HtmlElement
    content: list[Tag] = field(default_factory=list)
    label: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Tag:
    """A structure element as WeasyPrint wrote it: `kids` are tags, MCIDs, or object references (dictionaries)."""

    kind: str
    page: bytes
    kids: list[Any]
    source: Any  # the PDF dictionary

    @property
    def is_marker(self) -> bool:
        """Two empty elements, one in the other: what `mark_up` put there."""
        if self.kind != "NonStruct" or len(self.kids) != 1 or not isinstance(self.kids[0], Tag):
            return False
        return self.kids[0].kind == "NonStruct" and not self.kids[0].kids

    @property
    def is_inline(self) -> bool:
        """Whether only text and links are inside."""
        if self.kind in ("Span", "Link"):
            return True
        return self.kind == "NonStruct" and all(not isinstance(kid, Tag) or kid.is_inline for kid in self.kids)

    @property
    def starts(self) -> bool:
        """Whether its first content is a marker."""
        if self.is_marker:
            return True
        first = self.kids[0] if self.kids else None
        return self.kind != "Span" and isinstance(first, Tag) and first.starts


def mark_up(html: str) -> tuple[str, list[Leaf]]:
    """The page with a marker before every block of text and every `span`, and the blocks in order."""
    document = lxml.html.document_fromstring(html)
    leaves: list[Leaf] = []
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in _NOT_SHOWN or _within(element, _NOT_SHOWN):
            continue
        if element.tag == "img":
            leaves.append(Leaf(element=element))
        elif element.tag in _INLINE:
            if element.tag == "span":
                _insert_marker(element)
        elif element.tag in _ALWAYS or _has_text(element):
            leaves.append(Leaf(element=element))
            _insert_marker(element)
    marked = lxml.html.tostring(document, encoding="unicode", doctype="<!doctype html>")
    return str(marked), leaves


def _within(element: HtmlElement, tags: frozenset[str]) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in tags


def _has_text(element: HtmlElement) -> bool:
    """Whether text or inline elements stand before the first block inside."""
    if element.text and element.text.strip():
        return True
    for child in element:
        if child.tag in _INLINE:
            return True
        return bool(child.tail and child.tail.strip() and child.tag not in _NOT_SHOWN)
    return False


def _insert_marker(element: HtmlElement) -> None:
    marker = lxml.html.Element("data")
    marker.append(lxml.html.Element("data"))
    text = element.text or ""
    marker.tail = text if element.tag in ("pre", "span") else text.lstrip()
    element.text = None
    element.insert(0, marker)


def read_tags(pdf: Any, root: Any) -> Tag:
    """The tag tree below a structure element, resolved. `pdf` is the `pydyf.PDF`."""

    def resolve(reference: Any) -> Any:
        return pdf.objects[int(reference.split()[0])]

    def read(source: Any, page: bytes) -> Tag:
        own = source.get("Pg", page)
        kids: list[Any] = []
        for kid in source["K"]:
            if isinstance(kid, int):
                kids.append(kid)
                continue
            found = resolve(kid)
            kids.append(read(found, own) if found["Type"] == "/StructElem" else found)
        return Tag(kind=source["S"].removeprefix("/"), page=own, kids=kids, source=source)

    return read(root, b"")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring content of one block on one page."""

    kind: str
    tags: list[Tag]
    starts: bool
    in_head: bool
    cell: int  # index in its row, -1 outside tables


def align(root: Tag, leaves: Sequence[Leaf]) -> None:
    """Give every leaf its tags; raises `AlignmentError` where tags and blocks differ.

    Tags that stay with no leaf are the repeated heads of tables: content that the page shows twice.
    """
    position = 0
    row: list[Leaf] = []
    labels: list[Tag] = []
    for stretch in _stretches(root, in_head=False, cell=-1):
        upcoming = leaves[position] if position < len(leaves) else None
        if stretch.kind == "Lbl":
            labels += stretch.tags
        elif stretch.in_head and not (upcoming is not None and _in_head(upcoming.element)):
            continue
        elif stretch.starts or stretch.kind == "Figure":
            if upcoming is None or _EXPECTED.get(upcoming.element.tag, stretch.kind) != stretch.kind:
                raise AlignmentError(
                    f"tag {stretch.kind} after {_name(leaves, position - 1)}, where {_name(leaves, position)} should be"
                )
            upcoming.content += stretch.tags
            upcoming.label, labels = labels, []
            row = ([] if stretch.cell == 0 else row) + [upcoming]
            position += 1
        elif stretch.cell >= 0 and stretch.cell < len(row):
            row[stretch.cell].content += stretch.tags
        elif position:
            leaves[position - 1].content += stretch.tags
        elif any(_drawn(tag) for tag in stretch.tags):
            raise AlignmentError("text before the first block")
    if position != len(leaves):
        raise AlignmentError(f"no tag for {_name(leaves, position)}")


def _stretches(tag: Tag, *, in_head: bool, cell: int) -> Iterator[_Stretch]:
    """The tree's text in reading order, block by block."""
    if tag.kind in ("Figure", "Lbl"):
        yield _Stretch(tag.kind, [tag], False, in_head, cell)
        return
    in_head = in_head or tag.kind == "THead"
    inline = [not isinstance(kid, Tag) or kid.is_inline for kid in tag.kids]
    if all(inline) and tag.kind not in ("Document", "Sect", "Div", "Part"):
        if tag.kids or cell >= 0:
            yield _Stretch(tag.kind, [tag], tag.starts, in_head, cell)
        return
    group: list[Tag] = []
    index = -1
    for kid, is_inline in zip(tag.kids, inline, strict=True):
        if is_inline and isinstance(kid, Tag):
            if kid.starts and group:
                yield _group(group, tag, in_head, cell)
                group = []
            group.append(kid)
            continue
        if group:
            yield _group(group, tag, in_head, cell)
            group = []
        if isinstance(kid, Tag):
            index += kid.kind in ("TH", "TD")
            yield from _stretches(kid, in_head=in_head, cell=index if kid.kind in ("TH", "TD") else cell)
    if group:
        yield _group(group, tag, in_head, cell)


def _group(tags: list[Tag], parent: Tag, in_head: bool, cell: int) -> _Stretch:
    """Text that stands beside blocks in one element (an `li` with a list inside), or a block without a tag."""
    return _Stretch("LBody" if parent.kind == "LI" else parent.kind, tags, tags[0].starts, in_head, cell)


def _drawn(tag: Tag) -> bool:
    return any(isinstance(kid, int) or (isinstance(kid, Tag) and _drawn(kid)) for kid in tag.kids)


def _in_head(element: HtmlElement) -> bool:
    return element.tag in ("th", "td") and element.getparent().getparent().tag == "thead"


def _name(leaves: Sequence[Leaf], position: int) -> str:
    if not 0 <= position < len(leaves):
        return "the end"
    element = leaves[position].element
    text = " ".join(element.text_content().split())
    return f"<{element.tag}> “{text[:40]}”"
