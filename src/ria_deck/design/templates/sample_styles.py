"""Styles of text that a master has only in its sample paragraphs, as LibreOffice saves it, made the master's own.

PowerPoint's slides inherit from `p:txStyles` and list styles, never from the words “Click to edit”: without these, text is
black and of one size, and lists have no marks, whatever the sample looks like.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.slide import SlideMaster

from ria_deck.design.templates.colors import A, P

_LEVELS = 5
_LETTERS = frozenset({"sz", "b", "i", "u", "cap", "baseline"})  # attributes of runs that a style keeps
_INK = tuple(f"{A}{name}" for name in ("ln", "noFill", "solidFill", "gradFill"))
_BEFORE = tuple(f"{P}{name}" for name in ("hf", "timing", "transition", "sldLayoutIdLst", "clrMap"))
_FACES = {"titleStyle": ("majorFont", "mj"), "bodyStyle": ("minorFont", "mn")}


def take_from_samples(master: SlideMaster) -> None:
    """Give a master without text styles those of its sample title and its sample list, and the theme their faces."""
    root: Any = master._element
    if root.find(f"{P}txStyles/{P}bodyStyle/{A}lvl1pPr") is not None:
        return
    styles = parse_xml(
        f'<p:txStyles xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"><p:titleStyle/><p:bodyStyle/><p:otherStyle/></p:txStyles>'
    )
    faces: dict[str, str] = {}
    for name, kinds, levels in (("titleStyle", {"title", "ctrTitle"}, 1), ("bodyStyle", {"body"}, _LEVELS)):
        for level, paragraph in sorted(_samples(root, kinds).items()):
            if level < levels:
                styles.find(f"{P}{name}").append(_style(level, paragraph, _FACES[name][1]))
                faces.setdefault(_FACES[name][0], _face(paragraph))
    if not any(len(style) for style in styles):
        return
    for old in root.findall(f"{P}txStyles"):
        root.remove(old)
    next(found for tag in _BEFORE if (found := root.find(tag)) is not None).addnext(styles)
    _name_faces(master, faces)


def _samples(root: Any, kinds: set[str]) -> dict[int, Any]:
    """Level → its first paragraph in the master's placeholder of one of some kinds."""
    for shape in root.iter(f"{P}sp"):
        placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if placeholder is None or placeholder.get("type", "obj") not in kinds:
            continue
        found: dict[int, Any] = {}
        for paragraph in shape.iter(f"{A}p"):
            properties = paragraph.find(f"{A}pPr")
            found.setdefault(int(properties.get("lvl") or 0) if properties is not None else 0, paragraph)
        return found
    return {}


def _letters(paragraph: Any) -> Any:
    found = paragraph.find(f"{A}r/{A}rPr")
    return found if found is not None else paragraph.find(f"{A}endParaRPr")


def _face(paragraph: Any) -> str:
    letters = _letters(paragraph)
    latin = letters.find(f"{A}latin") if letters is not None else None
    return str(latin.get("typeface") or "") if latin is not None else ""


def _style(level: int, paragraph: Any, face: str) -> Any:
    """`a:lvlNpPr` of a sample paragraph."""
    style = etree.Element(f"{A}lvl{level + 1}pPr")
    properties = paragraph.find(f"{A}pPr")
    if properties is not None:
        style.attrib.update({name: value for name, value in properties.attrib.items() if name != "lvl"})
        style.extend(deepcopy(child) for child in properties if child.tag not in {f"{A}defRPr", f"{A}extLst"})
    run = etree.SubElement(style, f"{A}defRPr")
    letters = _letters(paragraph)
    if letters is not None:
        run.attrib.update({name: letters.get(name) for name in sorted(_LETTERS & set(letters.attrib))})
        run.extend(deepcopy(child) for child in letters if child.tag in _INK)
    for script, kind in (("lt", "latin"), ("ea", "ea"), ("cs", "cs")):
        etree.SubElement(run, f"{A}{kind}", typeface=f"+{face}-{script}")
    return parse_xml(etree.tostring(style))


def _name_faces(master: SlideMaster, faces: dict[str, str]) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for use, face in faces.items():
        latin = root.find(f"{A}themeElements/{A}fontScheme/{A}{use}/{A}latin")
        if latin is not None and face and not face.startswith("+"):
            latin.set("typeface", face)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
