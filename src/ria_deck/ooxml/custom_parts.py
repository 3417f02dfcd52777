"""Data of this program's own in a package: custom XML parts, found again by their namespace.

Programs keep such a part (`customXml/item1.xml`, ECMA-376 part 1, 15.2.5): PowerPoint, LibreOffice and python-pptx do.
"""

from __future__ import annotations

import posixpath
import uuid

from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.spans import Edit, spliced

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def find_custom_part(package: OfficePackage, namespace: str) -> str | None:
    """The custom XML part whose root is of a namespace; None for a package without one."""
    for holder in (package.main, ""):
        for part in package.related(holder, "customXml"):
            if part in package.parts and namespace.encode() in package.parts[part]:
                return part
    return None


def with_custom_part(package: OfficePackage, namespace: str, data: bytes) -> dict[str, bytes]:
    """The parts to write so that a package holds `data` as its custom XML part of a namespace."""
    part = find_custom_part(package, namespace)
    return {part: data} if part is not None else _new_part(package, namespace, data)


def _new_part(package: OfficePackage, namespace: str, data: bytes) -> dict[str, bytes]:
    number = next(n for n in range(1, 10_000) if f"customXml/item{n}.xml" not in package.parts)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, namespace)).upper()
    folder, _, file = package.main.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    target = posixpath.relpath(f"/{item}", f"/{folder}")
    return {
        item: data,
        properties: (
            f'{declaration}<ds:datastoreItem ds:itemID="{{{identifier}}}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
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
