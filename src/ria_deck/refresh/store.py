"""The templates of a refreshed deck's texts, kept in a custom XML part of the deck for the next refresh.

Programs keep such a part (`customXml/item1.xml`, ECMA-376 part 1, 15.2.5): PowerPoint, LibreOffice and python-pptx do.
"""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.spans import Edit, spliced
from ria_deck.refresh.texts import ValueSpan

NAMESPACE = "urn:ria-deck:refresh:1"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A paragraph that a refresh has filled: where it was, its text then, and the spans that expressions gave."""

    part: str  # the slide's, or its notes page's
    shape: int
    paragraph: int
    last: str
    spans: tuple[ValueSpan, ...]


def stored_texts(package: OfficePackage) -> list[StoredText]:
    """What an earlier refresh has kept; empty for a deck that none has written."""
    part = _part(package)
    if part is None:
        return []
    found: list[StoredText] = []
    for one in package.tree(part).all("text"):
        last = next((child.text for child in one.all("last")), "")
        spans = tuple(ValueSpan(int(span.get("start")), int(span.get("end")), span.text) for span in one.all("value"))
        place = (one.get("part"), int(one.get("shape")), int(one.get("paragraph")))
        found.append(StoredText(part=place[0], shape=place[1], paragraph=place[2], last=last, spans=spans))
    return found


def store(package: OfficePackage, texts: Sequence[StoredText]) -> dict[str, bytes]:
    """The parts to write so that a deck keeps these texts."""
    root = [f'<texts xmlns="{NAMESPACE}">']
    for text in texts:
        where = f"part={quoteattr(text.part)} shape={quoteattr(str(text.shape))}"
        root.append(f' <text {where} paragraph="{text.paragraph}">')
        root.append(f'  <last xml:space="preserve">{escape(text.last)}</last>')
        for span in text.spans:
            root.append(f'  <value start="{span.start}" end="{span.end}">{escape(span.expression)}</value>')
        root.append(" </text>")
    data = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *root, "</texts>\n"]).encode()
    part = _part(package)
    return {part: data} if part is not None else _new_part(package, data)


def _part(package: OfficePackage) -> str | None:
    for holder in (package.main, ""):
        for part in package.related(holder, "customXml"):
            if part in package.parts and NAMESPACE.encode() in package.parts[part]:
                return part
    return None


def _new_part(package: OfficePackage, data: bytes) -> dict[str, bytes]:
    number = next(n for n in range(1, 10_000) if f"customXml/item{n}.xml" not in package.parts)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
    folder, _, file = package.main.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    target = posixpath.relpath(f"/{item}", f"/{folder}")
    return {
        item: data,
        properties: (
            f'{declaration}<ds:datastoreItem ds:itemID="{{{identifier}}}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ).encode(),
        f"customXml/_rels/item{number}.xml.rels": (
            f'{declaration}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
        ).encode(),
        rels: _inserted(
            package, rels, f'<Relationship Id="ria{number}" Type="{_OFFICE}/customXml" Target="{target}"/>'
        ),
        "[Content_Types].xml": _inserted(package, "[Content_Types].xml", _content_types(package, properties)),
    }


def _content_types(package: OfficePackage, properties: str) -> str:
    known = {one.get("Extension").lower() for one in package.tree("[Content_Types].xml").all("Default")}
    default = "" if "xml" in known else '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{default}<Override PartName="/{properties}" ContentType="{_PROPERTIES}"/>'


def _inserted(package: OfficePackage, part: str, xml: str) -> bytes:
    """A part with elements put in at its end, with the prefix that it is written with."""
    root = package.tree(part)
    prefix = root.raw.rpartition(":")[0]
    shown = xml.replace("<", f"<{prefix}:") if prefix else xml
    return spliced(package.parts[part], [Edit(root.inside_end, root.inside_end, shown.encode())])
