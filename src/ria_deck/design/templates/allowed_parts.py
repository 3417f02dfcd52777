"""Remove everything from a template but what sets and colours slides.

What may stay is listed, by relationship type and content type (ECMA-376-1, 13 and 15); everything else goes with the
elements that name it: programs and macros behind shapes, ribbons, panes, controls, sound, film and custom XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from pptx.opc.package import OpcPackage, Part, XmlPart, _Relationships
from pptx.presentation import Presentation

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml."
_DRAWING = "application/vnd.openxmlformats-officedocument."
_IMAGES = frozenset(f"image/{kind}" for kind in ("png", "jpeg", "jpg", "gif", "bmp", "tiff", "x-emf", "emf", "svg+xml"))
_FONTS = frozenset(
    {"application/x-fontdata", "application/x-font-ttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"}
)
ALLOWED: Mapping[str, frozenset[str]] = {
    "officeDocument": frozenset({f"{_SLIDES}presentation.main+xml"}),
    "slideMaster": frozenset({f"{_SLIDES}slideMaster+xml"}),
    "slideLayout": frozenset({f"{_SLIDES}slideLayout+xml"}),
    "notesMaster": frozenset({f"{_SLIDES}notesMaster+xml"}),
    "handoutMaster": frozenset({f"{_SLIDES}handoutMaster+xml"}),
    "presProps": frozenset({f"{_SLIDES}presProps+xml"}),
    "viewProps": frozenset({f"{_SLIDES}viewProps+xml"}),
    "tableStyles": frozenset({f"{_SLIDES}tableStyles+xml"}),
    "theme": frozenset({f"{_DRAWING}theme+xml"}),
    "themeOverride": frozenset({f"{_DRAWING}themeOverride+xml"}),
    "image": _IMAGES,
    "font": _FONTS,
}
"""Relationship type → the content types that it may lead to; links to the web are allowed beside these."""
_JUMPS = re.compile(
    r"ppaction://(noaction|hlinkshowjump\?jump=(nextslide|previousslide|firstslide|lastslide|lastslideviewed|endshow))"
)
_LINKS = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_SHAPES = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "contentPart"})
_WHOLE = frozenset({"ext", "timing", "sndAc", "custDataLst", "controls", "embeddedFont", "custShow", "buBlip"})
_SOUNDS = frozenset({"audioCd", "audioFile", "videoFile", "wavAudioFile", "quickTimeFile", "snd"})
_SHOWS = frozenset({"showPr", "htmlPubPr", "webPr"})  # how the template's own slides are shown and published
_WORDS = {  # relationship type → what people call it
    "image": "pictures",
    "media": "films and sounds",
    "video": "films and sounds",
    "audio": "films and sounds",
    "oleObject": "embedded objects",
    "package": "embedded objects",
    "control": "controls",
    "chart": "charts",
    "chartEx": "charts",
    "diagramData": "SmartArt",
    "vmlDrawing": "old drawings (VML)",
    "font": "embedded fonts",
    "customXml": "custom XML",
    "tags": "tags of add-ins",
    "vbaProject": "macros",
    "comments": "comments",
    "commentAuthors": "comments",
    "extensibility": "ribbons",
    "webextension": "task panes",
    "taskpanes": "task panes",
    "webextensiontaskpanes": "task panes",
}
_DRAWN = frozenset({"image", "chart", "chartEx", "diagramData"})  # layouts look otherwise without them
_ACTIONS = "actions of shapes"
_COMMANDS = frozenset({"cmd", "audio", "video"})  # of animations
_PASSIVE = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
) | {
    *("defs", "title", "desc", "metadata", "style", "clipPath", "mask", "linearGradient", "radialGradient", "stop"),
    *("pattern", "symbol", "use", "switch", "image", "marker"),
}  # elements of SVG


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a template had and decks haven't: `drawn` would be seen on layouts, `other` nobody sees there. Words of
    people, sorted."""

    drawn: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drawn or self.other)


def keep_allowed(presentation: Presentation) -> LeftOut:
    """Leave out of the open template every part and action that isn't allowed. Its own title, maker and company go
    too: a deck says these of itself."""
    package = presentation.part.package
    seen: set[int] = set()
    drawn: set[str] = set()
    other: set[str] = set()
    waiting: list[OpcPackage | Part] = [package]
    while waiting:
        owner = waiting.pop()
        if id(owner) in seen:
            continue
        seen.add(id(owner))
        relations = owner.rels if isinstance(owner, Part) else owner._rels
        for kind, part in _drop(relations):
            (drawn if kind in _DRAWN else other).update(_words_for(kind, part))
        if isinstance(owner, Part) and _clean(owner):
            other.add(_ACTIONS)
        waiting.extend(relation.target_part for relation in relations.values() if not relation.is_external)
    return LeftOut(drawn=tuple(sorted(drawn)), other=tuple(sorted(other)))


def _words_for(kind: str, part: Part) -> Iterator[str]:
    """What people call a part that was left out; nothing for one that they don't know of."""
    word = _WORDS.get(kind.rpartition("/")[2])
    if word is not None:
        yield f"{word} ({part.content_type})" if kind == "image" else word


def outside(presentation: Presentation) -> Iterator[tuple[str, str]]:
    """(part, address) of every relation to something outside the package, in the parts that stay: those of slides that
    serve nobody, and of what isn't allowed, don't count. Links count as they are; others have no address that is one."""
    package = presentation.part.package
    seen: set[int] = set()
    waiting: list[OpcPackage | Part] = [package]
    while waiting:
        owner = waiting.pop()
        if id(owner) in seen:
            continue
        seen.add(id(owner))
        for relation in (owner.rels if isinstance(owner, Part) else owner._rels).values():
            kind = relation.reltype.removeprefix(_TYPES)
            if relation.is_external:
                address = relation.target_ref if kind == "hyperlink" else f"{kind} {relation.target_ref}"
                yield str(owner.partname) if isinstance(owner, Part) else "/", address
            elif relation.target_part.content_type in ALLOWED.get(kind, ()):
                waiting.append(relation.target_part)


def _drop(relations: _Relationships) -> Iterator[tuple[str, Part]]:
    """Drop the relations that aren't allowed; their types and parts."""
    for name, relation in list(relations.items()):
        kind = relation.reltype.removeprefix(_TYPES)
        if relation.is_external:
            allowed = kind == "hyperlink"
        else:
            part = relation.target_part
            allowed = part.content_type in ALLOWED.get(kind, ()) and (
                part.content_type != "image/svg+xml" or _is_passive(part.blob)
            )
            if not allowed:
                yield kind, part
        if not allowed:
            relations.pop(name)


def _is_passive(drawing: bytes) -> bool:
    """Whether an SVG only draws: no scripts, no events, nothing from elsewhere."""
    try:
        root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    for node in root.iter(etree.Element):
        if "}" in node.tag and not node.tag.startswith("{http://www.w3.org/2000/svg}"):
            continue  # an editor's own notes, which nothing draws
        if _local(node) not in _PASSIVE or re.search(r"@import|url\(\s*['\"]?(?!#)", node.text or ""):
            return False
        for name, value in node.attrib.items():
            local = etree.QName(str(name)).localname.lower()
            if local.startswith("on") or (local == "href" and not str(value).startswith(("#", "data:image/"))):
                return False
    return True


def _clean(part: Part) -> bool:
    """Cut from a part what names parts that are gone, and what starts something; whether it would have started a program."""
    if isinstance(part, XmlPart):
        return any(_acts(node) for node in _cut_all(part._element, part.rels))
    if not part.content_type.endswith("+xml") or part.content_type in _IMAGES:
        return False
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    found = _cut_all(root, part.rels)
    if found:
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return any(_acts(node) for node in found)


def _cut_all(root: etree._Element, relations: _Relationships) -> list[etree._Element]:
    found = [node for node in root.iter(etree.Element) if _must_go(node, relations)]
    for node in found:
        _cut(node, root)
    return found


def _acts(node: etree._Element) -> bool:
    action = node.get("action", "")
    return _local(node) in _LINKS and bool(action) and not _JUMPS.fullmatch(action)


def _must_go(node: etree._Element, relations: _Relationships) -> bool:
    local = _local(node)
    if local in _LINKS:
        node.attrib.pop("invalUrl", "")
        if _acts(node):
            return True
    if local in _COMMANDS and any(_local(parent) == "timing" for parent in node.iterancestors()):
        return True
    if local in _SOUNDS | _SHOWS:
        return True
    named = [str(value) for name, value in node.attrib.items() if str(name).startswith(f"{{{_TYPES[:-1]}}}")]
    return any(name and name not in relations for name in named)


def _cut(node: etree._Element, root: etree._Element) -> None:
    """Take out the smallest whole around an element: a link alone, a picture with its frame, a fill for none."""
    if _local(node) in _LINKS | _SOUNDS and not _within(node, {"timing", "sndAc"}):
        _remove(node)
        return
    extra, shape = _within(node, _WHOLE), _within(node, _SHAPES)
    whole = extra if extra is not None else shape
    fill = _within(node, {"blipFill"})
    parent = fill.getparent() if fill is not None else None
    if fill is not None and parent is not None and extra is None and _local(parent) != "pic":
        _unfill(fill, parent)
        return
    _remove(whole if whole is not None and whole is not root else node)


def _unfill(fill: etree._Element, parent: etree._Element) -> None:
    """A plain fill in the place of a picture's: the theme's list of fills may not get shorter."""
    drawing = etree.QName(fill).namespace
    color = {"bgFillStyleLst": "phClr", "fillStyleLst": "phClr", "bgPr": "bg1"}.get(_local(parent))
    plain = etree.Element(f"{{{drawing}}}{'solidFill' if color else 'noFill'}")
    if color:
        etree.SubElement(plain, f"{{{drawing}}}schemeClr", val=color)
    parent.replace(fill, plain)


def _within(node: etree._Element, names: Iterable[str]) -> etree._Element | None:
    """The element itself or its nearest ancestor of one of these names."""
    names = frozenset(names)
    return next((one for one in (node, *node.iterancestors()) if _local(one) in names), None)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _local(node: etree._Element) -> str:
    return str(etree.QName(node).localname)
