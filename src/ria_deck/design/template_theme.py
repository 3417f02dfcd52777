"""A template's master goes in, its colour scheme, faces and text sizes come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.faces import font_files
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Faces, Theme

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
STAND_IN = "Arial"  # measures and prints faces that the program doesn't have


def scheme_of_template(presentation: Presentation) -> dict[str, str]:
    """Slot → `RRGGBB` of the master's theme; empty where it has no scheme of plain colours."""
    root = _theme(presentation)
    scheme = root.find(f"{_A}themeElements/{_A}clrScheme") if root is not None else None
    if scheme is None:
        return {}
    found: dict[str, str] = {}
    for slot in _SLOTS:
        color = scheme.find(f"{_A}{slot}/*")
        if color is not None:
            value = color.get("val") if color.tag == f"{_A}srgbClr" else color.get("lastClr")
            found[slot] = str(value or "000000").upper()
    return found if set(found) == set(_SLOTS) else {}


def faces_of(presentation: Presentation, theme: Theme, span: Span, report: Report) -> tuple[Faces, Faces]:
    """The master's (heading, body) faces. A face that the program can't measure is measured with Arial's widths, and
    told."""
    root = _theme(presentation)
    made: list[Faces] = []
    for use, own in (("majorFont", theme.heading), ("minorFont", theme.body)):
        element = root.find(f"{_A}themeElements/{_A}fontScheme/{_A}{use}") if root is not None else None
        latin = _face(element, "latin") or own.latin
        east = _face(element, "ea") or own.ea
        files = dict(own.files)
        known = font_files()
        for name, stand_in in ((latin, STAND_IN), (east, own.ea)):
            if name not in files:
                regular, bold = known[name] if name in known else known[stand_in if stand_in in known else STAND_IN]
                files[name] = (str(regular), str(bold))
                if name not in known:
                    report.warning(
                        "RD543",
                        f"the template's face `{name}` is measured with the widths of {stand_in}",
                        span,
                        hint="name its files, or a face of the same widths, under typography.fonts",
                    )
        scripts = (
            {font.get("script", ""): font.get("typeface", "") for font in element.findall(f"{_A}font")}
            if element is not None
            else {}
        )
        made.append(replace(own, latin=latin, ea=east, files=files, scripts=scripts or own.scripts))
    return made[0], made[1]


def text_size(layout: SlideLayout, idx: int, title: bool) -> float | None:
    """The size in points that text of the first level inherits in a placeholder."""
    for style in _styles(layout, idx, title):
        level = style.find(f"{_A}lvl1pPr/{_A}defRPr")
        if level is not None and level.get("sz"):
            return int(str(level.get("sz"))) / 100
    return None


def _styles(layout: SlideLayout, idx: int, title: bool) -> Iterator[Any]:
    for shape in list[Any](layout.placeholders):  # typed as not iterable in python-pptx's stubs
        if shape.placeholder_format.idx == idx:
            found = shape._element.find(f"{_P}txBody/{_A}lstStyle")
            if found is not None:
                yield found
    styles = layout.slide_master._element.find(f"{_P}txStyles/{_P}{'titleStyle' if title else 'bodyStyle'}")
    if styles is not None:
        yield styles


def _theme(presentation: Presentation) -> etree._Element | None:
    part = presentation.slide_masters[0].part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _face(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{_A}{name}") if element is not None else None
    return str(found.get("typeface") or "") if found is not None else ""
