"""Write the structure tree of a PDF with its parent tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pydyf  # type: ignore[import-untyped]

_PX = 0.75  # a CSS pixel in points


@dataclass(slots=True)
class StructureElement:
    """An element of the new tree; `kids` are nodes, (page, MCID) pairs, or object references as dictionaries."""

    kind: str
    kids: list[Any] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    lang: str = ""


class StructureWriter:
    """Writes a tree into a PDF in place of the one it has, reusing its objects."""

    def __init__(self, pdf: Any, structure: Any, labels: dict[str, str]) -> None:
        self._pdf = pdf
        self._structure = structure
        self._labels = labels
        self._pages = {reference: index for index, reference in enumerate(pdf.page_references)}
        self._owners: list[dict[int, bytes]] = [{} for _ in self._pages]
        self._links: dict[int, bytes] = {}
        self._spare: list[Any] = [o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/StructElem"][
            ::-1
        ]

    def write(self, tree: StructureElement, lang: str) -> None:
        """Put `tree` in; `lang` is the document's language."""
        root = self._element(tree, self._structure.reference, lang)
        self._structure["K"] = pydyf.Array([root.reference])
        for spare in self._spare:
            spare.clear()
        numbers = pydyf.Array()
        for index, page in enumerate(self._page_objects()):
            marked = self._hide_unowned(index, page)
            owners = self._owners[index]
            numbers.append(index)
            numbers.append(pydyf.Array([owners.get(mcid, b"null") for mcid in range(marked)]))
        for key in sorted(self._links):
            numbers.append(key)
            numbers.append(self._links[key])
        self._pdf.objects[number_of(self._structure["ParentTree"])]["Nums"] = numbers

    def _page_objects(self) -> list[Any]:
        return [self._pdf.objects[number_of(reference)] for reference in self._pdf.page_references]

    def _element(self, node: StructureElement, parent: bytes, lang: str) -> Any:
        if self._spare:
            element: Any = self._spare.pop()
            element.clear()
        else:
            element = pydyf.Dictionary()
            self._pdf.add_object(element)
        element.update({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        own = node.lang or lang
        if node.lang and (node.lang != lang or node.kind == "Document"):
            element["Lang"] = pydyf.String(node.lang)
        page = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        if page is not None:
            element["Pg"] = page
        if node.kind == "Figure" and page is not None:
            self._place(node, page)
        element.update(node.entries)
        element["K"] = pydyf.Array([self._kid(kid, page, element.reference, own) for kid in node.kids])
        return element

    def _kid(self, kid: Any, page: bytes | None, parent: bytes, lang: str) -> Any:
        if isinstance(kid, StructureElement):
            return self._element(kid, parent, lang).reference
        if isinstance(kid, tuple):
            self._owners[self._pages[kid[0]]][kid[1]] = parent
            if kid[0] == page:
                return kid[1]
            return pydyf.Dictionary({"Type": "/MCR", "Pg": kid[0], "MCID": kid[1]}).data
        annotation = self._pdf.objects[number_of(kid["Obj"])]
        self._links[annotation["StructParent"]] = parent
        target = annotation.get("Dest")
        if target is not None and target.string in self._labels:
            annotation["Contents"] = pydyf.String(self._labels[target.string])
        return kid.reference

    def _place(self, node: StructureElement, page: bytes) -> None:
        height = self._pdf.objects[number_of(page)]["MediaBox"][3]
        left, top, right, bottom = node.entries["A"]["BBox"]
        box = (left * _PX, height - bottom * _PX, right * _PX, height - top * _PX)
        node.entries["A"]["BBox"] = pydyf.Array([round(edge, 3) for edge in box])

    def _hide_unowned(self, index: int, page: Any) -> int:
        """Turn marked content without an owner into artifacts; how many MCIDs the page has."""
        stream = self._pdf.objects[number_of(page["Contents"])].stream
        owners = self._owners[index]
        count = 0
        for place, piece in enumerate(stream):
            if isinstance(piece, dict) and "MCID" in piece:
                count = max(count, piece["MCID"] + 1)
                if piece["MCID"] not in owners:
                    stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
        return count


def number_of(reference: Any) -> int:
    """The number of the object that a reference names."""
    return int(reference.split()[0])


def soften_hyphens(pdf: Any, text: str) -> None:
    """Hyphens at the ends of lines read as soft ones (ISO 32000-1, 14.8.2.2.3), so that words are found whole.

    WeasyPrint breaks words with U+2010; where the text itself has that character, nothing is changed.
    """
    if "\u2010" in text:
        return
    for item in pdf.objects:
        stream = getattr(item, "stream", None)
        if stream and any(isinstance(piece, bytes) and piece.endswith(b"begincmap") for piece in stream):
            item.stream = [
                piece.replace(b"> <2010>", b"> <00ad>") if isinstance(piece, bytes) else piece for piece in stream
            ]
