"""A PDF's structure tree from the elements of its page (ISO 32000-1, 14.8).

WeasyPrint's tags are of boxes; these are of the page's own elements: a table that runs over pages is one `Table` with
its `Caption`, headers have a scope and cells name them, a stretch in another language says so, figures have their place
in page coordinates, and what a page only repeats (running heads, table heads) is an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.marked_content import AlignmentError, Leaf, LinkArea, MarkedRun, leaves_of
from ria_deck.render.pdf.structure_tree import TABLE, StructureElement
from ria_deck.render.pdf.table_headers import CellAttributes, cells_of

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


_SVG = "{http://www.w3.org/2000/svg}svg"
_WORDLESS = frozenset(("script", "style", "template", _SVG))


class Tagger:
    """The structure of set pages, from the elements that they were set from.

    `page` is the root of the page's elements, those that WeasyPrint laid out as `document` and wrote into `pdf`;
    `parents` has the parent of each. Raises `AlignmentError` where the PDF's tags don't follow the page: a style sheet
    that hides a block does that.
    """

    def __init__(self, page: Element, document: Any, pdf: Any, parents: Mapping[Element, Element]) -> None:
        self._page = page
        self._parents = parents
        self._unnamed = count(1)
        self._leaves = leaves_of(document, pdf, self._parents)
        pieces = [piece for leaf in self._leaves.values() for piece in leaf.content]
        self._shown = {piece.element for piece in pieces if isinstance(piece, MarkedRun)}
        self.lang = page.get("lang") or ""

    def whole(self) -> list[StructureElement]:
        """The structure of the whole page."""
        body = self._page.find("body")
        if body is None or not self._leaves:
            raise AlignmentError("the page has no text")
        _check_shown(body, self._shown)
        return _in_paragraphs(self._kids(body, self.lang), self.lang)

    def of(self, element: Element) -> list[StructureElement]:
        """The structure of one element of the page."""
        _check_shown(element, self._shown)
        return _in_paragraphs(self._block(element, self.lang), self.lang)

    def _blocks(self, element: Element, lang: str) -> list[StructureElement]:
        """The nodes for the blocks inside an element."""
        return [node for child in element if isinstance(child.tag, str) for node in self._block(child, lang)]

    def _block(self, element: Element, lang: str) -> list[StructureElement]:
        own = element.get("lang") or lang
        kind = element.get("data-tag") or _TAGS.get(element.tag, "")
        if kind == "Artifact":
            return []
        if element.tag in ("img", _SVG):
            return [_figure(element, self._leaves.get(element, Leaf()))]
        if element.tag == "figure":
            return self._exhibit(element, own)
        if element.tag in ("ul", "ol"):
            return [self._list(element, own)]
        if element.tag == "table":
            return [self._table(element, own)]
        kids = self._kids(element, own)
        if element.tag == "pre":
            kids = [StructureElement("Code", kids=kids)]
        if not kind:
            return _in_paragraphs(kids, own)
        if not kids:
            return []
        node = StructureElement(kind, kids=kids, lang=own)
        if kind == "Sect" and element.get("id"):
            node.entries["T"] = pydyf.String(element.get("id"))
        if kind == "Note":
            node.entries["ID"] = pydyf.String(element.get("id") or f"unnamed-note-{next(self._unnamed)}")
        return [node]

    def _exhibit(self, element: Element, lang: str) -> list[StructureElement]:
        """A figure with its caption; a table takes its caption inside, as PDF wants it."""
        nodes = self._blocks(element, lang)
        tables = [node for node in nodes if node.kind == "Table"]
        captions = [node for node in nodes if node.kind == "Caption"]
        if len(tables) == 1:
            tables[0].kids[:0] = captions
            return [node for node in nodes if node.kind != "Caption"]
        return [StructureElement("Div", kids=nodes, lang=lang)] if nodes else []

    def _list(self, element: Element, lang: str) -> StructureElement:
        contents = self._parents[element].tag == "nav"
        numbering = "Decimal" if element.tag == "ol" else "Disc"
        node = StructureElement("TOC" if contents else "L", lang=lang)
        if not contents:
            node.entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        for item in element.findall("li"):
            own = item.get("lang") or lang
            leaf = self._leaves.get(item, Leaf())
            if contents:
                reference = StructureElement("Reference", kids=self._text(item, leaf.content, own))
                node.kids.append(StructureElement("TOCI", kids=[reference, *self._blocks(item, own)], lang=own))
                continue
            entry = StructureElement("LI", lang=own)
            if leaf.label:
                entry.kids.append(StructureElement("Lbl", kids=[(run.page, run.mcid) for run in leaf.label]))
            entry.kids.append(StructureElement("LBody", kids=self._kids(item, own)))
            node.kids.append(entry)
        return node

    def _table(self, element: Element, lang: str) -> StructureElement:
        cells = cells_of(element, f"t{TABLE}")
        node = StructureElement("Table", lang=lang)
        for group in element:
            if group.tag == "caption":
                node.kids += self._block(group, lang)
            if group.tag not in ("thead", "tbody", "tfoot"):
                continue
            part = StructureElement(_TAGS[group.tag])
            for row in group.findall("tr"):
                part.kids.append(
                    StructureElement("TR", kids=[self._cell(cells[cell], lang) for cell in row if cell in cells])
                )
            node.kids.append(part)
        return node

    def _cell(self, cell: CellAttributes, lang: str) -> StructureElement:
        own = cell.element.get("lang") or lang
        node = StructureElement(_TAGS[cell.element.tag], kids=self._kids(cell.element, own), lang=own)
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

    def _kids(self, element: Element, lang: str) -> list[Any]:
        """The words of an element and the blocks in it, in the order in which they are shown."""
        content: Sequence[MarkedRun | LinkArea] = self._leaves.get(element, Leaf()).content
        found: list[Any] = []
        for child in element:
            if content:
                begins = self._begins(child)
                before = [piece for piece in content if piece.order < begins]
                content = content[len(before) :]
                found += self._text(element, before, lang)
            if isinstance(child.tag, str):
                found += self._block(child, lang)
        return [*found, *self._text(element, content, lang)]

    def _begins(self, element: Element) -> int:
        """When the first of an element's words is shown; 0 where it has none."""
        inside = (self._leaves[inner] for inner in element.iter() if inner in self._leaves)
        return min((piece.order for leaf in inside for piece in (*leaf.label, *leaf.content)), default=0)

    def _text(self, block: Element, content: Sequence[MarkedRun | LinkArea], lang: str) -> list[Any]:
        """Content of a block: MCIDs, inside of a `Link` for each link and a `Span` for each stretch in another
        language."""
        found: list[Any] = []
        inside: list[tuple[Element, StructureElement]] = []
        for piece in content:
            around = self._around(piece.element, block, lang)
            if isinstance(piece, LinkArea):  # stands in the link itself
                around = around[: max((n for n, (_, kind, _) in enumerate(around, 1) if kind == "Link"), default=0)]
            depth = 0
            while depth < min(len(around), len(inside)) and around[depth][0] is inside[depth][0]:
                depth += 1
            del inside[depth:]
            for element, kind, own in around[depth:]:
                node = StructureElement(kind, lang=own)
                (inside[-1][1].kids if inside else found).append(node)
                inside.append((element, node))
            kids = inside[-1][1].kids if inside else found
            kids.append((piece.page, piece.mcid) if isinstance(piece, MarkedRun) else piece.reference)
        return found

    def _around(self, element: Element, block: Element, lang: str) -> Sequence[tuple[Element, str, str]]:
        """The inline elements around a piece of a block that the structure has, from the outermost to the innermost,
        each with its kind and, for a stretch in another language, that. A link around the block is one of them."""
        chain: list[Element] = []
        while element is not block:
            chain.append(element)
            element = self._parents[element]
        while element in self._parents:
            element = self._parents[element]
            if _is_link(element):
                chain.append(element)
        found: list[tuple[Element, str, str]] = []
        for inline in reversed(chain):
            own = inline.get("lang") or lang
            if _is_link(inline):
                found.append((inline, "Link", ""))
            elif own != lang:
                found.append((inline, "Span", own))
                lang = own
        return found


def _is_link(element: Element) -> bool:
    return element.tag == "a" and bool(element.get("href"))


def _in_paragraphs(kids: Sequence[Any], lang: str) -> list[StructureElement]:
    """Blocks as they are, what stands between them in paragraphs."""
    found: list[StructureElement] = []
    paragraph: StructureElement | None = None
    for kid in kids:
        if isinstance(kid, StructureElement) and kid.kind not in ("Link", "Span"):
            found.append(kid)
            paragraph = None
            continue
        if paragraph is None:
            paragraph = StructureElement("P", lang=lang)
            found.append(paragraph)
        paragraph.kids.append(kid)
    return found


def _check_shown(element: Element, shown: Set[Element]) -> None:
    """Raise `AlignmentError` where an element says something and nothing of it is on a page."""
    texts = (element.text, *(child.tail for child in element))
    if element not in shown and any(text and text.strip() for text in texts):
        raise AlignmentError(f"<{element.tag}> “{_words(element)[:40]}” is on no page")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _WORDLESS and child.get("data-tag") != "Artifact":
            _check_shown(child, shown)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _figure(element: Element, leaf: Leaf) -> StructureElement:
    """A picture with its words and its place, in pixels from the top; inside of a link, where it is one."""
    runs = [piece for piece in leaf.content if isinstance(piece, MarkedRun)]
    if not runs:
        raise AlignmentError(f"the picture “{(element.get('alt') or '')[:40]}” is on no page")
    box = runs[0].box
    left, top = box.content_box_x(), box.content_box_y()
    node = StructureElement("Figure", kids=[(run.page, run.mcid) for run in runs])
    node.entries["Alt"] = pydyf.String(element.get("alt") or "")
    place = pydyf.Array([left, top, left + box.width, top + box.height])
    node.entries["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": place})
    areas = [piece.reference for piece in leaf.content if isinstance(piece, LinkArea)]
    return StructureElement("Link", kids=[*areas, node]) if areas else node
