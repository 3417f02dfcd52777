"""Read the outline of a PDF along its structure tree, so that columns are in reading order.

Text is what PDFium finds under each marked content; words divided at a line's end are whole again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, Rows, plain_text
from ria_deck.check.pdf_text import Content, TextPiece, joined, labels_of, text_of_pages

_HEADING = re.compile(r"H[1-6]?$")


@dataclass(slots=True)
class _Found:
    """A part as it is read."""

    id: str
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    figures: list[FigureOutline] = field(default_factory=list)


def read_pdf(data: bytes) -> Outline:
    """The outline of a tagged PDF. A `Sect` with a title (`/T`) is a part of its own, `slide-x` the slide `x`.

    Raises `ValueError` for a PDF that can't be read or has no structure tree.
    """
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            root = pdf.Root
            if "/StructTreeRoot" not in root:
                raise ValueError("the PDF has no structure tree")
            pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
            reader = _StructureReader(pages, text_of_pages(pdf))
            reader.read(root.StructTreeRoot.K)
            title = str(pdf.docinfo.get("/Title", ""))
            lang = str(root.get("/Lang", ""))
    except pikepdf.PdfError as error:
        raise ValueError(f"the PDF can't be read: {error}") from error
    return Outline(
        output="pdf",
        title=plain_text(title),
        lang=lang,
        parts=tuple(
            OutlinePart(
                id=part.id,
                title=part.headings[0] if part.headings else "",
                texts=tuple(part.texts),
                tables=tuple(part.tables),
                figures=tuple(part.figures),
            )
            for part in reader.parts
        ),
        headings=tuple(heading for part in reader.parts for heading in part.headings),
    )


class _StructureReader:
    """Walks the structure tree."""

    def __init__(self, pages: dict[tuple[int, int], int], content: Content) -> None:
        self._pages = pages
        self._content = content
        self.parts = [_Found("")]

    def read(self, kids: Any, page: int = -1) -> None:
        for element, own in _elements(kids, page, self._pages):
            kind = str(element.get("/S", "")).removeprefix("/")
            if kind == "Sect" and "/T" in element:
                before = self.parts[-1]
                self.parts.append(_Found(_id(str(element.T))))
                self.read(element.get("/K"), own)
                self.parts.append(_Found(before.id))
            elif kind == "Table":
                self._table(element, own)
            elif kind == "Figure":
                pieces = self._pieces(element, own)
                labels = tuple(labels_of(pieces))
                self.parts[-1].figures.append(
                    FigureOutline(alt=plain_text(str(element.get("/Alt", ""))), labels=labels)
                )
            else:
                self._block(element, kind, own)

    def _block(self, element: Any, kind: str, page: int) -> None:
        if kind in ("Lbl",):
            return
        inner = [str(kid.get("/S", "")).removeprefix("/") for kid, _ in _elements(element.get("/K"), page, self._pages)]
        if any(tag in _STRUCTURES or _HEADING.match(tag) for tag in inner):
            own = self._own_text(element, page)
            if own:
                self.parts[-1].texts.append(own)
            self.read(element.get("/K"), page)
            return
        text = joined(self._pieces(element, page))
        if _HEADING.match(kind):
            self.parts[-1].headings.append(text)
        elif text:
            self.parts[-1].texts.append(text)

    def _own_text(self, element: Any, page: int) -> str:
        """The text that stands in an element beside further blocks."""
        pieces: list[TextPiece] = []
        for item in _items(element.get("/K")):
            kid = _dictionary(item)
            if kid is not None and "/S" in kid and str(kid.S).removeprefix("/") in (*_STRUCTURES, "Lbl"):
                continue
            pieces += self._of(item, page)
        return joined(pieces)

    def _table(self, element: Any, page: int) -> None:
        rows: list[tuple[str, ...]] = []
        for row, on_page in self._rows(element, page):
            cells = [
                joined(self._pieces(cell, own))
                for cell, own in _elements(row.get("/K"), on_page, self._pages)
                if str(cell.S) in ("/TH", "/TD")
            ]
            rows.append(tuple(cells))
        self.parts[-1].tables.append(tuple(rows))
        for kid, own in _elements(element.get("/K"), page, self._pages):
            if str(kid.get("/S", "")) == "/Caption":
                self.parts[-1].texts.append(joined(self._pieces(kid, own)))

    def _rows(self, element: Any, page: int) -> Iterator[tuple[Any, int]]:
        for kid, own in _elements(element.get("/K"), page, self._pages):
            if str(kid.get("/S", "")) == "/TR":
                yield kid, own
            elif str(kid.get("/S", "")) in ("/THead", "/TBody", "/TFoot"):
                yield from self._rows(kid, own)

    def _pieces(self, element: Any, page: int) -> list[TextPiece]:
        return [piece for item in _items(element.get("/K")) for piece in self._of(item, page)]

    def _of(self, item: Any, page: int) -> list[TextPiece]:
        if isinstance(item, int):
            return self._content.get((page, item), [])
        kid = _dictionary(item)
        if kid is None or "/Obj" in kid:
            return []
        own = self._pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
        if "/MCID" in kid:
            return self._content.get((own, int(kid.MCID)), [])
        return self._pieces(kid, own)


_STRUCTURES = frozenset(
    (
        "Sect",
        "Div",
        "Part",
        "Art",
        "P",
        "L",
        "LI",
        "LBody",
        "Table",
        "Figure",
        "Caption",
        "BlockQuote",
        "TOC",
        "TOCI",
        "Note",
    )
)


def _items(kids: Any) -> Iterator[Any]:
    import pikepdf

    if kids is None:
        return
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield kid if isinstance(kid, (int, pikepdf.Dictionary)) else int(kid)
    else:
        yield kids


def _dictionary(item: Any) -> Any | None:
    import pikepdf

    return item if isinstance(item, pikepdf.Dictionary) else None


def _elements(kids: Any, page: int, pages: dict[tuple[int, int], int]) -> Iterator[tuple[Any, int]]:
    """The structure elements among an element's kids, each with the index of its page."""
    for item in _items(kids):
        kid = _dictionary(item)
        if kid is not None and "/S" in kid:
            yield kid, pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page


def _id(part: str) -> str:
    """The id of a slide whose part is named `slide-x`, with `_` and a code point for what is not ASCII."""
    return re.sub("_([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), part.removeprefix("slide-"))
