"""A page's HTML and its PDF go in; the PDF's structure tree comes out written from the HTML (ISO 32000-1, 14.8).

WeasyPrint's tags are of boxes; these are of the page's own elements: a table that runs over pages is one `Table` with
its `Caption`, headers have a scope and cells name them, a stretch in another language says so, figures have their place
in page coordinates, and what a page only repeats (running heads, table heads) is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from lxml.html import HtmlElement

from ria_deck.render.pdf_leaves import AlignmentError, Leaf, Tag, align, mark_up, read_tags
from ria_deck.render.pdf_structure import Node, StructureWriter, number_of, soften_hyphens
from ria_deck.render.pdf_tables import Cell, cells_of

_TAGS = {
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "figcaption": "Caption",
    "caption": "Caption",
    "pre": "P",
    "p": "P",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}


class Tagger:
    """Marks a page up before it is set, and writes the structure of the PDF that comes of it.

    `html` is what to set; `finish` is WeasyPrint's finisher. Raises `AlignmentError` where the PDF's tags don't follow
    the page: a style sheet that hides a block or moves it does that.
    """

    def __init__(self, html: str) -> None:
        self.html, self._leaves = mark_up(html)
        self._by_element = {leaf.element: leaf for leaf in self._leaves}
        self._document: HtmlElement = self._leaves[0].element.getroottree().getroot() if self._leaves else None

    def finish(self, _document: Any, pdf: Any) -> None:
        """Replace the structure tree of `pdf` (a `pydyf.PDF`), turn what it leaves out into artifacts."""
        if self._document is None:
            raise AlignmentError("the page has no text")
        structure = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
        old = pdf.objects[number_of(structure["K"][0])]
        root = read_tags(pdf, old)
        align(root, self._leaves)
        lang = self._document.get("lang") or ""
        tree = Node("Document", kids=self._blocks(self._document.find("body"), lang), lang=lang)
        StructureWriter(pdf, structure, self._labels()).write(tree, lang)
        soften_hyphens(pdf, "".join(self._document.itertext()))

    def _labels(self) -> dict[str, str]:
        """What a link to an anchor is called: the text of the first link that leads there."""
        labels: dict[str, str] = {}
        for link in self._document.iter("a"):
            address = link.get("href") or ""
            if address.startswith("#"):
                labels.setdefault(address[1:], " ".join(link.text_content().split()))
        return labels

    def _blocks(self, element: HtmlElement, lang: str) -> list[Node]:
        """The nodes for the blocks inside an element."""
        return [node for child in element if isinstance(child.tag, str) for node in self._block(child, lang)]

    def _block(self, element: HtmlElement, lang: str) -> list[Node]:
        own = element.get("lang") or lang
        leaf = self._by_element.get(element)
        kind = element.get("data-tag") or _TAGS.get(element.tag, "")
        if kind == "Artifact":
            return []
        if element.tag == "img":
            return [_figure(leaf)] if leaf else []
        if element.tag == "figure":
            return self._exhibit(element, own)
        if element.tag in ("ul", "ol"):
            return [self._list(element, own)]
        if element.tag == "table":
            return [self._table(element, own)]
        inner = self._text(leaf, own) if leaf else []
        blocks = self._blocks(element, own)
        if element.tag == "pre":
            inner = [Node("Code", kids=inner)]
        if not kind:
            return [Node("P", kids=inner, lang=own), *blocks] if inner else blocks
        if not inner and not blocks:
            return []
        node = Node(kind, kids=[*inner, *blocks], lang=own)
        if kind == "Sect" and element.get("id"):
            node.entries["T"] = pydyf.String(element.get("id"))
        if kind == "Note":
            node.entries["ID"] = pydyf.String(element.get("id") or f"note-{id(element)}")
        return [node]

    def _exhibit(self, element: HtmlElement, lang: str) -> list[Node]:
        """A figure with its caption; a table takes its caption inside, as PDF wants it."""
        nodes = self._blocks(element, lang)
        tables = [node for node in nodes if node.kind == "Table"]
        captions = [node for node in nodes if node.kind == "Caption"]
        if len(tables) == 1:
            tables[0].kids[:0] = captions
            return [node for node in nodes if node.kind != "Caption"]
        return [Node("Div", kids=nodes, lang=lang)] if nodes else []

    def _list(self, element: HtmlElement, lang: str) -> Node:
        contents = element.getparent().tag == "nav"
        numbering = "Decimal" if element.tag == "ol" else "Disc"
        node = Node("TOC" if contents else "L", lang=lang)
        if not contents:
            node.entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        for item in element.iterchildren("li"):
            own = item.get("lang") or lang
            leaf = self._by_element.get(item)
            inner = self._text(leaf, own) if leaf else []
            blocks = self._blocks(item, own)
            if contents:
                node.kids.append(Node("TOCI", kids=[Node("Reference", kids=inner), *blocks], lang=own))
                continue
            entry = Node("LI", lang=own)
            first = leaf or next((self._by_element[b] for b in item.iter() if b in self._by_element), None)
            if first is not None and first.label:
                entry.kids.append(Node("Lbl", kids=list(_contents(first.label))))
            entry.kids.append(Node("LBody", kids=[*inner, *blocks]))
            node.kids.append(entry)
        return node

    def _table(self, element: HtmlElement, lang: str) -> Node:
        cells = cells_of(element)
        node = Node("Table", lang=lang)
        for group in element:
            if group.tag == "caption":
                node.kids += self._block(group, lang)
            if group.tag not in ("thead", "tbody", "tfoot"):
                continue
            part = Node(_TAGS[group.tag])
            for row in group.iterchildren("tr"):
                part.kids.append(Node("TR", kids=[self._cell(cells[cell], lang) for cell in row if cell in cells]))
            node.kids.append(part)
        return node

    def _cell(self, cell: Cell, lang: str) -> Node:
        own = cell.element.get("lang") or lang
        leaf = self._by_element[cell.element]
        node = Node(_TAGS[cell.element.tag], kids=[*self._text(leaf, own), *self._blocks(cell.element, own)], lang=own)
        attributes: dict[str, Any] = {"O": "/Table"}
        if cell.scope:
            attributes["Scope"] = f"/{cell.scope}"
            node.entries["ID"] = pydyf.String(cell.id)
        if cell.columns > 1:
            attributes["ColSpan"] = cell.columns
        if cell.rows > 1:
            attributes["RowSpan"] = cell.rows
        if cell.headers:
            attributes["Headers"] = pydyf.Array([pydyf.String(header) for header in cell.headers])
        node.entries["A"] = pydyf.Dictionary(attributes)
        return node

    def _text(self, leaf: Leaf, lang: str) -> list[Any]:
        """The leaf's content: MCIDs, links, and a `Span` for every stretch in another language."""
        spans = leaf.element.iter("span")
        current: Node | None = None
        found: list[Any] = []
        for tag in leaf.content:
            for piece in _pieces(tag):
                if isinstance(piece, Tag) and piece.kind == "Span":
                    if piece.starts or (piece.kids and isinstance(piece.kids[0], Tag) and piece.kids[0].is_marker):
                        element = next(spans, None)
                        if element is None:
                            raise AlignmentError("more stretches of text than the page has")
                        current = Node("Span", lang=element.get("lang") or lang)
                        if current.lang != lang:
                            found.append(current)
                    if current is None or current.lang == lang:
                        found.extend(_inner(piece))
                    else:
                        current.kids.extend(_inner(piece))
                elif isinstance(piece, Tag):
                    found.append(_link(piece))
                else:
                    found.append(piece)
        return found


def _pieces(tag: Tag) -> Iterator[Any]:
    """What stands in a tag in order: `Span` tags that hold more than text, `Link` tags, and (page, MCID) pairs."""
    for kid in tag.kids:
        if isinstance(kid, int):
            yield (tag.page, kid)
        elif isinstance(kid, Tag):
            if kid.kind == "Link" or (kid.kind == "Span" and any(isinstance(inner, Tag) for inner in kid.kids)):
                yield kid
            else:
                yield from _pieces(kid)


def _inner(span: Tag) -> Iterator[Any]:
    for piece in _pieces(span):
        if isinstance(piece, Tag) and piece.kind == "Link":
            yield _link(piece)
        elif isinstance(piece, Tag):
            yield from _inner(piece)
        else:
            yield piece


def _contents(tags: list[Tag]) -> Iterator[Any]:
    for tag in tags:
        for piece in _pieces(tag):
            if isinstance(piece, Tag):
                yield from _contents([piece])
            else:
                yield piece


def _link(tag: Tag) -> Node:
    """A link with its annotations; the page number after an entry of the contents is part of it."""
    node = Node("Link")
    for kid in tag.kids:
        if isinstance(kid, int):
            node.kids.append((tag.page, kid))
        elif not isinstance(kid, Tag):
            node.kids.append(kid)
        elif kid.kind == "Link":
            node.kids += _link(kid).kids
        else:
            node.kids += _contents([kid])
    return node


def _figure(leaf: Leaf) -> Node:
    """A picture with its words and its place; WeasyPrint gives the place in pixels from the top."""
    tag = leaf.content[0]
    node = Node("Figure", kids=[(tag.page, kid) for kid in tag.kids if isinstance(kid, int)])
    box = tag.source["A"]["BBox"]
    node.entries["Alt"] = pydyf.String(leaf.element.get("alt") or "")
    node.entries["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": list(box)})
    return node
