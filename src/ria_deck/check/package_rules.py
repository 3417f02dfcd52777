"""Check a package as such: zip, content types, relationships, loose parts.

Each rule is a function that yields one sentence for each fault. The rules are those of ECMA-376 part 2 that PowerPoint
answers with its repair dialog, and our own for files that must be the same bytes every time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import cast

from lxml import etree

from ria_deck.check.opc import CONTENT_TYPES, ROOT, Package, R

# What XlsxWriter, python-pptx and we write into every entry, so that the hour of a build leaves no trace.
ENTRY_DATE = (1980, 1, 1, 0, 0, 0)

_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN = tuple(f"{_OOXML}presentationml.{word}.main+xml" for word in ("presentation", "template", "slideshow"))

# kind of relationship -> the content types that its target may have (a prefix where it ends in `/`)
_TYPES = {
    "officeDocument": _MAIN,
    "slide": (f"{_OOXML}presentationml.slide+xml",),
    "slideLayout": (f"{_OOXML}presentationml.slideLayout+xml",),
    "slideMaster": (f"{_OOXML}presentationml.slideMaster+xml",),
    "notesSlide": (f"{_OOXML}presentationml.notesSlide+xml",),
    "notesMaster": (f"{_OOXML}presentationml.notesMaster+xml",),
    "handoutMaster": (f"{_OOXML}presentationml.handoutMaster+xml",),
    "presProps": (f"{_OOXML}presentationml.presProps+xml",),
    "viewProps": (f"{_OOXML}presentationml.viewProps+xml",),
    "tableStyles": (f"{_OOXML}presentationml.tableStyles+xml",),
    "theme": (f"{_OOXML}theme+xml",),
    "themeOverride": (f"{_OOXML}themeOverride+xml",),
    "chart": (f"{_OOXML}drawingml.chart+xml",),
    "chartUserShapes": (f"{_OOXML}drawingml.chartshapes+xml",),
    "package": (f"{_OOXML}spreadsheetml.sheet",),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml",),
    "extended-properties": (f"{_OOXML}extended-properties+xml",),
    "custom-properties": (f"{_OOXML}custom-properties+xml",),
    "image": ("image/",),
}
_ACTIVE = re.compile(r"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_RELATION_IDS = etree.XPath("//@r:*", namespaces={"r": R[1:-1]})


def damaged_part(package: Package) -> Iterator[str]:
    """A part that can't be unpacked: a wrong checksum, a cut file, a password."""
    for name, reason in package.damaged.items():
        yield f"{name} is damaged: {reason}"


def no_presentation(package: Package) -> Iterator[str]:
    """The package's own relationships lead to no main part."""
    main = [relation for relation in package.relations.get(ROOT, ()) if relation.kind == "officeDocument"]
    if not main:
        yield "the file contains no presentation: no relationship of the package refers to one"


def duplicate_name(package: Package) -> Iterator[str]:
    """Two entries of one name (capital and small letters are the same in part names)."""
    for name, count in Counter(entry.filename.lower() for entry in package.entries).items():
        if count > 1:
            yield f"{count} parts are named {name}"


def entry_date(package: Package) -> Iterator[str]:
    """An entry, or one of an embedded workbook, that carries another date than all our files do."""
    for entry in package.entries:
        if entry.date_time != ENTRY_DATE:
            yield f"{entry.filename} is dated {entry.date_time[0]}-{entry.date_time[1]:02}-{entry.date_time[2]:02}"
    for name in package.every("package"):
        data = io.BytesIO(package.parts.get(name, b""))
        if zipfile.is_zipfile(data):
            for entry in zipfile.ZipFile(data).infolist():
                if entry.date_time != ENTRY_DATE:
                    yield f"{entry.filename} in {name} is dated {entry.date_time[0]}"


def ill_formed_xml(package: Package) -> Iterator[str]:
    """A part that is no XML although its name says so."""
    for name, reason in package.ill_formed.items():
        yield f"{package.place(name)} is not well-formed XML: {reason}"


def doctype(package: Package) -> Iterator[str]:
    """A DOCTYPE, which part 2, section 8.1.4 forbids: PowerPoint refuses the file."""
    for name in package.doctypes:
        yield f"{package.place(name)} has a DOCTYPE"


def missing_content_type(package: Package) -> Iterator[str]:
    """A part whose content type nothing tells."""
    for name in package.names:
        if name != CONTENT_TYPES and package.content_type(name) is None:
            yield f"{name} has no content type"


def wrong_content_type(package: Package) -> Iterator[str]:
    """A part with another content type than the relationship that leads to it calls for."""
    told = set()
    for relations in package.relations.values():
        for relation in relations:
            given = package.content_type(relation.target)
            if relation.external or relation.target in told or given is None or _ACTIVE.search(given):
                continue
            allowed = _TYPES.get(relation.kind)
            if allowed and not any(given.startswith(word) if word[-1] == "/" else given == word for word in allowed):
                told.add(relation.target)
                yield f"{relation.target} is a {relation.kind}, but its content type is {given}"


def phantom_override(package: Package) -> Iterator[str]:
    """A content type for a part that isn't there; PowerPoint then repairs the file."""
    for name in package.overrides:
        if name not in package.names:
            yield f"a content type is given for {name}, which doesn't exist"


def missing_target(package: Package) -> Iterator[str]:
    """A relationship that leads to nothing."""
    for source, relations in package.relations.items():
        for relation in relations:
            if not relation.external and relation.target not in package.names:
                yield f"{package.place(source) or 'the package'} refers to {relation.target}, which doesn't exist"


def duplicate_relation(package: Package) -> Iterator[str]:
    """Two relationships of a part with one id."""
    for source, relations in package.relations.items():
        for id_, count in Counter(relation.id for relation in relations).items():
            if count > 1:
                yield f"{package.place(source) or 'the package'} has {count} relationships with the id {id_}"


def unknown_relation(package: Package) -> Iterator[str]:
    """An `r:id`, `r:embed` … in a part that names none of its relationships."""
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            continue
        known = {relation.id for relation in package.relations.get(name, ())} | {""}
        for id_ in sorted(set(cast(list[str], _RELATION_IDS(tree))) - known):
            yield f"{package.place(name)} uses the undefined relationship {id_}"


def orphan_part(package: Package) -> Iterator[str]:
    """A part that no relationship leads to."""
    reached, waiting = {ROOT}, [ROOT]
    while waiting:
        for relation in package.relations.get(waiting.pop(), ()):
            if not relation.external and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    sources = {f"{folder}_rels/{file}.rels" for name in reached for folder, file in [_split(name)]}
    for name in package.names:
        if name not in reached and name not in sources and name != CONTENT_TYPES:
            yield f"nothing refers to {name}"


def external_target(package: Package) -> Iterator[str]:
    """Anything outside the file but a hyperlink to http, https or mailto."""
    for source, relations in package.relations.items():
        for relation in relations:
            scheme = relation.target.partition(":")[0].lower()
            if relation.external and (relation.kind != "hyperlink" or scheme not in ("http", "https", "mailto")):
                yield f"{package.place(source) or 'the package'} has an external target, {relation.target}"


def active_content(package: Package) -> Iterator[str]:
    """Macros, ActiveX and OLE objects."""
    for name in package.names:
        if _ACTIVE.search(package.content_type(name) or ""):
            yield f"{name} is active content ({package.content_type(name)})"


def _split(name: str) -> tuple[str, str]:
    folder, slash, file = name.rpartition("/")
    return folder + slash, file
