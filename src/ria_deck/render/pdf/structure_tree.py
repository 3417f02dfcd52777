"""Write elements of a PDF's structure tree as objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.pdf_objects import Copier
from ria_deck.render.pdf.set_pages import PdfObject

_PX = 0.75  # a CSS pixel in points


@dataclass(slots=True)
class StructureElement:
    """An element of the new tree; `kids` are nodes, (page, MCID) pairs, or object references as dictionaries."""

    kind: str
    kids: list[Any] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What kids get from their element."""

    number: int
    page: bytes | None
    lang: str
    table: int


class StructureWriter:
    """Writes elements among the objects of set pages. `copier` takes what they refer to from the `pdf`, in which their
    pages are."""

    def __init__(self, pdf: Any, copier: Copier) -> None:
        self._pdf = pdf
        self._copier = copier
        self._pages = {reference: index for index, reference in enumerate(pdf.page_references)}
        self._owners: list[dict[int, int]] = [{} for _ in self._pages]
        self.links: dict[int, int] = {}
        """The elements of links, by the number that the link's annotation has in the PDF."""

    def write(self, node: StructureElement, parent: int, lang: str, table: int = 0) -> int:
        """Write an element and all in it; its number. `parent` is the number of the element around it, `lang` that one's
        language, `table` the number of the table around it."""
        number = self._copier.reserve()
        table = number if node.kind == "Table" else table
        pieces = [f"<</Type/StructElem/S/{node.kind}/P %d 0 R"]
        refs = [parent]
        own = node.lang or lang
        if node.lang and node.lang != lang:
            pieces.append(f"/Lang {_text(pydyf.String(node.lang))}")
        page = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        if page is not None:
            pieces.append("/Pg %d 0 R")
            refs.append(self._pages[page] + 1)
        if node.kind == "Figure" and page is not None:
            self._place(node, page)
        for name, value in node.entries.items():
            pieces.append(f"/{name} {_text(value, refs, table)}")
        pieces.append("/K[")
        around = _Around(number=number, page=page, lang=own, table=table)
        kids = [self._kid(kid, around, refs) for kid in node.kids]
        self._copier.put(number, PdfObject(text="".join((*pieces, " ".join(kids), "]>>")), refs=tuple(refs)))
        return number

    def _kid(self, kid: Any, around: _Around, refs: list[int]) -> str:
        if isinstance(kid, StructureElement):
            refs.append(self.write(kid, around.number, around.lang, around.table))
            return "%d 0 R"
        if isinstance(kid, tuple):
            self._owners[self._pages[kid[0]]][kid[1]] = around.number
            if kid[0] == around.page:
                return str(kid[1])
            refs.append(self._pages[kid[0]] + 1)
            return f"<</Type/MCR/Pg %d 0 R/MCID {kid[1]}>>"
        self.links[number_of(kid["Obj"])] = around.number
        refs.append(self._copier.taken(number_of(kid.reference)))
        return "%d 0 R"

    def _place(self, node: StructureElement, page: bytes) -> None:
        height = self._pdf.objects[number_of(page)]["MediaBox"][3]
        left, top, right, bottom = node.entries["A"]["BBox"]
        box = (left * _PX, height - bottom * _PX, right * _PX, height - top * _PX)
        node.entries["A"]["BBox"] = pydyf.Array([round(edge, 3) for edge in box])

    def owners(self, index: int) -> tuple[int, ...]:
        """For each mark on a page the element that it belongs to. Marked content without one is an artifact from here
        on."""
        page = self._pdf.objects[number_of(self._pdf.page_references[index])]
        stream = self._pdf.objects[number_of(page["Contents"])].stream
        owners = self._owners[index]
        count = 0
        for place, piece in enumerate(stream):
            if not isinstance(piece, dict) or "MCID" not in piece:
                continue
            count = max(count, piece["MCID"] + 1)
            if piece["MCID"] not in owners:
                said = {"ActualText": piece["ActualText"]} if "ActualText" in piece else None
                begins = [b"", b"BMC"] if said is None else [pydyf.Dictionary(said), b"BDC"]
                stream[place - 1 : place + 2] = ["/Artifact", *begins]
        return tuple(owners.get(mcid, 0) for mcid in range(count))


def number_of(reference: Any) -> int:
    """The number of the object that a reference names."""
    return int(reference.split()[0])


TABLE = "\0\0"  # in the names of cells: where the number of their table belongs, so that no two cells have the same


def _text(value: Any, refs: list[int] | None = None, table: int = 0) -> str:
    """A value without references as it is written."""
    raw = value.data if isinstance(value, pydyf.Object) else str(value).encode()
    text = raw.decode("ascii").replace("%", "%%")
    if refs is not None:
        refs += [table] * text.count(TABLE)
        text = text.replace(TABLE, "%d")
    return text
