"""The masters and layouts of a deck as a template of their own: the same parts, without slides and programs."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Mapping

from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.presentation import Presentation
from ria_deck.ooxml.spans import Edit, Element, removed, spliced

_KEPT = frozenset(
    {
        "slideMaster",
        "slideLayout",
        "notesMaster",
        "handoutMaster",
        "theme",
        "themeOverride",
        "tableStyles",
        "presProps",
        "viewProps",
        "image",
        "font",
        "hyperlink",
    }
)
_PRESENTATION = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHER_TYPES = (
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
)
_OF_SLIDES = ("sldIdLst", "custShowLst", "extLst", "custDataLst", "photoAlbum", "modifyVerifier")


def template_of(deck: Presentation) -> bytes:
    """The deck's masters and layouts as a .pptx, those first that most slides have: a template's first layout of a type
    serves. Raises OfficePackageError for parts that can't be read."""
    package = deck.package
    kept, changed = _kept(package)
    layouts = Counter(part for slide in deck.slides for part in package.related(slide.part, "slideLayout"))
    masters: Counter[str] = Counter()
    for part, count in layouts.items():
        for master in package.related(part, "slideMaster"):
            masters[master] += count
    root = package.tree(package.main)
    edits = [removed(one) for one in root.children if one.name in _OF_SLIDES]
    edits += _most_used_first(package, package.main, "sldMasterIdLst", masters)
    changed[package.main] = spliced(package.parts[package.main], edits)
    for master in masters:
        edits = _most_used_first(package, master, "sldLayoutIdLst", layouts)
        changed[master] = spliced(package.parts[master], edits)
    changed["[Content_Types].xml"] = _content_types(package, kept)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in package.parts:
            if name in kept or name in changed:
                info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                archive.writestr(info, changed.get(name, package.parts[name]), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _most_used_first(package: OfficePackage, part: str, name: str, used: Mapping[str, int]) -> list[Edit]:
    """The edit that puts the entries of a list of masters or layouts in the order of their use."""
    listed = package.tree(part).child(name)
    if listed is None or listed.closed:
        return []

    def count(entry: Element) -> int:
        relation = package.target(part, entry.get("r:id"))
        return used.get(relation.target, 0) if relation is not None else 0

    data = package.parts[part]
    ordered = sorted(listed.children, key=lambda entry: -count(entry))
    return [Edit(listed.inside, listed.inside_end, b"".join(data[one.start : one.end] for one in ordered))]


def _kept(package: OfficePackage) -> tuple[set[str], dict[str, bytes]]:
    """The parts that masters and layouts need, and the relations of these without all others."""
    kept: set[str] = set()
    changed: dict[str, bytes] = {}
    waiting = [package.main]
    while waiting:
        part = waiting.pop()
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels"
        if part in kept or rels not in package.parts:
            kept.add(part)
            continue
        kept.add(part)
        edits: list[Edit] = []
        for element, relation in zip(package.tree(rels).all("Relationship"), package.relations(part), strict=True):
            inside = not relation.external and relation.target in package.parts
            if relation.kind not in _KEPT or not (inside or relation.external):
                edits.append(removed(element))
            elif inside:
                waiting.append(relation.target)
        changed[rels] = spliced(package.parts[rels], edits)
    rels = "_rels/.rels"
    relations = package.tree(rels).all("Relationship")
    other = [removed(one) for one in relations if not one.get("Type").endswith("/officeDocument")]
    changed[rels] = spliced(package.parts[rels], other)
    return kept, changed


def _content_types(package: OfficePackage, kept: set[str]) -> bytes:
    name = "[Content_Types].xml"
    gone = [one for one in package.tree(name).all("Override") if one.get("PartName").lstrip("/") not in kept]
    data = spliced(package.parts[name], [removed(one) for one in gone])
    for other in _OTHER_TYPES:
        data = data.replace(other, _PRESENTATION)
    return data
