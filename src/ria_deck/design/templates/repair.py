"""Mend what other programs leave in templates and slides can't be built on: indices and ids that two shapes share, styles
that stand only in sample text, and notes pages without a place for notes.

LibreOffice writes every placeholder of a layout without its index, so that a title and two columns are all index 0, and
gives shapes of a master the id of the tree they are in. Slides name placeholders by their index (ECMA-376-1, 19.3.1.36).
"""

from __future__ import annotations

from itertools import count
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.presentation import Presentation

from ria_deck.design.templates.colors import A, P
from ria_deck.design.templates.sample_styles import take_from_samples

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "ctrTitle")
_FIRST_IDX = 10  # the lowest that PowerPoint gives to placeholders of its users


def repair(presentation: Presentation) -> None:
    """Give every shape of the masters and layouts an id, and every placeholder of a layout an index, of its own."""
    for master in presentation.slide_masters:
        take_from_samples(master)
        _number_shapes(master._element)
        for layout in master.slide_layouts:
            _number_shapes(layout._element)
            _number_placeholders(layout._element)
    for relation in presentation.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER and isinstance(relation.target_part, XmlPart):
            _give_notes_a_place(relation.target_part._element, presentation.part._element)


def _give_notes_a_place(master: Any, presentation: Any) -> None:
    """A placeholder for notes on the lower half of their pages, where the master has none."""
    if any(one.get("type") == "body" for one in master.iter(f"{P}ph")):
        return
    size = presentation.find(f"{P}notesSz")
    wide, high = (int(size.get(name)) for name in ("cx", "cy")) if size is not None else (6_858_000, 9_144_000)
    tree = master.find(f"{P}cSld/{P}spTree")
    number = max((int(one.get("id") or 0) for one in tree.iter(f"{P}cNvPr")), default=1) + 1
    tree.append(
        parse_xml(
            f'<p:sp xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"><p:nvSpPr><p:cNvPr id="{number}" name="Notes"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="1"/></p:nvPr></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{wide // 10}" y="{round(0.475 * high)}"/><a:ext cx="{wide * 8 // 10}" '
            f'cy="{round(0.45 * high)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>',
        )
    )


def _number_shapes(root: Any) -> None:
    found = [one for one in root.iter(f"{P}cNvPr") if next(one.iterancestors(_FALLBACK), None) is None]
    ids = {str(one.get("id")) for one in found}
    fresh = (number for number in count(2) if str(number) not in ids)
    seen: set[str] = set()
    for properties in found:
        number = str(properties.get("id") or "")
        if not number.isascii() or not number.isdigit() or number in seen:
            number = str(next(fresh))
            properties.set("id", number)
        seen.add(number)


def _number_placeholders(root: Any) -> None:
    """A title keeps its index, so that it is first; of others with one index, the first keeps it."""
    found = sorted(root.iter(f"{P}ph"), key=lambda one: one.get("type") not in _TITLES)
    taken = {int(one.get("idx") or 0) for one in found}
    fresh = (number for number in count(_FIRST_IDX) if number not in taken)
    seen: set[int] = set()
    for placeholder in found:
        index = int(placeholder.get("idx") or 0)
        if index in seen:
            index = next(fresh)
            placeholder.set("idx", str(index))
        seen.add(index)
