"""Take pages that WeasyPrint has set as a value (set_pages.py), with their part of the structure tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from ria_deck.render.pdf.actual_text import say_texts
from ria_deck.render.pdf.embedding import stream
from ria_deck.render.pdf.pdf_objects import Copier
from ria_deck.render.pdf.set_pages import FONTS, Anchor, Bookmark, PageLink, Part, PdfObject, SetPage, SetPages
from ria_deck.render.pdf.structure_tree import StructureElement, StructureWriter, number_of
from ria_deck.render.pdf.tags import Tagger
from ria_deck.render.pdf.used_fonts import Fonts

_POINTS = 0.75  # of a CSS pixel
_OUTSIDE = ("Pages", "Outlines", "StructTreeRoot", "Names", "Type")  # of the catalog: what is written anew

Tree = Callable[[Tagger], Sequence[tuple[str, Sequence[StructureElement]]]]
"""The elements of the pages, by the section that they are in."""


def whole(tagger: Tagger) -> Sequence[tuple[str, Sequence[StructureElement]]]:
    """The structure of all that was set."""
    return [("", tagger.whole())]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFrom:
    """What pages were set from: the root of the elements, the parent of every element, and those elements that are on
    the pages."""

    root: Element
    parents: Mapping[Element, Element]
    shown: Sequence[Element]

    @classmethod
    def of(cls, root: Element) -> SetFrom:
        """All of a page."""
        return cls(root=root, parents={child: parent for parent in root.iter() for child in parent}, shown=[root])


def take(document: Any, source: SetFrom, tree: Tree, fonts: Fonts, *, itself: bool) -> SetPages:
    """The pages of a WeasyPrint document; `tree` gives their structure. `itself` asks for what the document says of
    itself, too. Raises `AlignmentError`."""
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.pdf import generate_pdf

    fonts.forget()
    document.fonts = fonts
    for page in document.pages:  # an anchor may be on pages that are set at another time
        page.links = [(_kind(kind), _address(kind, target), *rest) for kind, target, *rest in page.links]
    options = {"pdf_variant": "pdf/ua-1", "pdf_version": "1.7", "pdf_tags": True}
    pdf = generate_pdf(document, None, 1, **DEFAULT_OPTIONS | options)
    tagger = Tagger(source.root, document, pdf, source.parents)
    say_texts(document, pdf)
    return _Taken(document, pdf, tagger).pages(tree, fonts, source.shown, itself=itself)


def take_unmarked(document: Any, fonts: Fonts) -> SetPages:
    """The pages of a WeasyPrint document as decoration, without a structure."""
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.pdf import generate_pdf

    fonts.forget()
    document.fonts = fonts
    pdf = generate_pdf(document, None, 1, **DEFAULT_OPTIONS)
    return _Taken(document, pdf, None).decoration(fonts)


def _kind(kind: str) -> str:
    return "external" if kind == "internal" else kind


def _address(kind: str, target: str) -> str:
    return f"#{target}" if kind == "internal" else target


class _Taken:
    """The pages while they are taken."""

    def __init__(self, document: Any, pdf: Any, tagger: Tagger | None) -> None:
        self._document = document
        self._pdf = pdf
        self._tagger = tagger
        self._pages = [pdf.objects[number_of(reference)] for reference in pdf.page_references]
        annotations = [number_of(one) for page in self._pages for one in page.get("Annots", ())]
        known = [page.number for page in self._pages] + annotations
        numbers = {number: place for place, number in enumerate(known, start=1)}
        resources = pdf.objects[number_of(self._pages[0]["Resources"])]
        numbers[number_of(resources["Font"])] = FONTS
        self._resources = resources
        self._numbers = numbers
        self._own = len(known) + 1
        self._copier = Copier(pdf, numbers, self._own)

    def pages(self, tree: Tree, fonts: Fonts, shown: Sequence[Element], *, itself: bool) -> SetPages:
        """Pages with their structure."""
        assert self._tagger is not None
        parts, containers, writer = self._parts(self._tagger, tree)
        pages = [self._page(index, writer.owners(index)) for index in range(len(self._pages))]
        links = list(self._links(writer))
        catalog = {name: value for name, value in self._pdf.catalog.items() if name not in _OUTSIDE}
        attached = self._pdf.catalog.get("Names", {}).get("EmbeddedFiles")
        return SetPages(
            pages=tuple(pages),
            resources=self._named(),
            parts=tuple(parts),
            containers=tuple(containers),
            links=tuple(links),
            bookmarks=tuple(self._bookmarks()),
            anchors=tuple(self._anchors()),
            fonts=fonts.used(),
            labels=tuple(label for element in shown for label in _labels(element)),
            named=tuple(self._strings()),
            info=self._copied(self._pdf.info) if itself else {},
            catalog=self._copied(catalog) if itself else {},
            attached=self._copier.copied(attached) if itself and attached else None,
            lang=self._tagger.lang,
            hyphens=any("\u2010" in text for element in shown for text in element.itertext()),
            objects=((None,) * (self._own - 1)) + self._copier.objects(),
        )

    def decoration(self, fonts: Fonts) -> SetPages:
        """Pages of which nothing is read."""
        pages = [self._page(index, (), artifact=True) for index in range(len(self._pages))]
        resources = self._named()
        objects = ((None,) * (self._own - 1)) + self._copier.objects()
        return SetPages(pages=tuple(pages), resources=resources, fonts=fonts.used(), objects=objects)

    def _parts(self, tagger: Tagger, tree: Tree) -> tuple[list[Part], list[str], StructureWriter]:
        writer = StructureWriter(self._pdf, self._copier)
        parts: list[Part] = []
        containers: list[str] = []
        for container, nodes in tree(tagger):
            if container not in containers:
                containers.append(container)
            around = -1 - containers.index(container)
            parts += [Part(number=writer.write(node, around, tagger.lang), container=container) for node in nodes]
        return parts, containers, writer

    def _page(self, index: int, owners: tuple[int, ...], *, artifact: bool = False) -> SetPage:
        page = self._pages[index]
        boxes = "".join(f"/{name} {page[name].data.decode()}" for name in ("MediaBox", "TrimBox", "BleedBox"))
        content = self._pdf.objects[number_of(page["Contents"])]
        content.compress = False
        data = content.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
        data = b"q\n%b\nQ" % data
        if artifact:
            data = b"/Artifact <</Type/Pagination>> BDC\n%b\nEMC" % data
        number = self._copier.reserve()
        self._copier.put(number, stream("", data))
        return SetPage(boxes=boxes, content=number, owners=owners)

    def _named(self) -> dict[str, dict[str, PdfObject]]:
        kinds = {kind: value for kind, value in self._resources.items() if kind not in ("Font", "ColorSpace")}
        kinds["ColorSpace"] = self._pdf.objects[number_of(self._resources["ColorSpace"])]
        return {kind: self._copied(entries) for kind, entries in kinds.items()}

    def _copied(self, entries: Mapping[str, Any]) -> dict[str, PdfObject]:
        return {name: self._copier.copied(_written(value)) for name, value in entries.items()}

    def _links(self, writer: StructureWriter) -> Iterator[PageLink]:
        for index, page in enumerate(self._pages):
            for reference in page.get("Annots", ()):
                number = number_of(reference)
                annotation = self._pdf.objects[number]
                address = annotation["A"]["URI"].string
                yield PageLink(
                    number=self._numbers[number],
                    page=index,
                    area=annotation["Rect"].data.decode(),
                    anchor=address[1:] if address.startswith("#") else "",
                    address="" if address.startswith("#") else address,
                    owner=writer.links.get(number, 0),
                )

    def _bookmarks(self) -> Iterator[Bookmark]:
        for index, page in enumerate(self._document.pages):
            for level, label, (x, y), _ in page.bookmarks:
                yield Bookmark(level=level, label=label, page=index, x=_POINTS * x, y=_POINTS * (page.height - y))

    def _strings(self) -> Iterator[tuple[int, str, str]]:
        for index, page in enumerate(self._document.pages):
            for box in page._page_box.descendants():
                if box.string_set and box.string_set != "none":
                    yield from ((index, name, text) for name, text in box.string_set)

    def _anchors(self) -> Iterator[Anchor]:
        for index, page in enumerate(self._document.pages):
            for name, (x, y, _, _) in page.anchors.items():
                yield Anchor(name=name, page=index, x=_POINTS * x, y=_POINTS * (page.height - y))


def _written(value: Any) -> Any:
    return str(value).encode() if isinstance(value, (str, int, float)) else value


def _labels(element: Element) -> Iterator[tuple[str, str]]:
    """Anchors and the words of the links that lead to them."""
    for link in element.iter("a"):
        address = link.get("href") or ""
        if address.startswith("#"):
            yield address[1:], " ".join("".join(link.itertext()).split())
