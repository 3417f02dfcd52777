"""What a placeholder of a deck inherits: sizes and places from its layout and the Slide Master, as PowerPoint finds them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from pptx import Presentation

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_MASTER = {"ctrTitle": "title", "title": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt"}
Element = etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A text placeholder of a slide: its slide, the page that it is printed on (0: hidden), its layout and type, the size
    of its first paragraph in points, its place;
    whether the slide itself says the size (text that was made larger) and the place (where a picture stands beside it)."""

    slide: int
    page: int
    layout: str
    kind: str
    text: str
    size: float
    place: tuple[int, int, int, int]
    own_size: bool
    own_place: bool


def held(deck: bytes) -> Iterator[Held]:
    """The placeholders with text of all slides."""
    pages = 0
    for number, slide in enumerate(Presentation(io.BytesIO(deck)).slides, start=1):
        layout = slide.slide_layout
        hidden = slide._element.get("show") == "0"
        pages += not hidden
        for shape in slide.placeholders:
            element = shape._element
            if element.tag != f"{P}sp" or not shape.text_frame.text.strip():
                continue
            holder = element.find(f".//{P}ph")
            of_layout = next(
                one for one in layout.placeholders if one.placeholder_format.idx == shape.placeholder_format.idx
            )
            kind = of_layout._element.find(f".//{P}ph").get("type", "")
            wanted = _OF_MASTER.get(kind, "body")
            of_master = next(
                one
                for one in layout.slide_master.placeholders
                if one._element.find(f".//{P}ph").get("type", "") == wanted
            )
            chain = [element, of_layout._element, of_master._element]
            styles = layout.slide_master._element.find(f"{P}txStyles")
            yield Held(
                slide=number,
                page=0 if hidden else pages,
                layout=layout.name,
                kind=holder.get("type", kind),
                text=shape.text_frame.text,
                size=_size(chain, styles.find(f"{P}{'titleStyle' if wanted == 'title' else 'bodyStyle'}")),
                own_size=any(one.get("sz") for one in element.iter(f"{A}defRPr", f"{A}rPr")),
                own_place=element.find(f"{P}spPr/{A}xfrm") is not None,
                place=next(_place(one) for one in chain if one.find(f"{P}spPr/{A}xfrm") is not None),
            )


def _size(chain: list[Element], style: Element) -> float:
    paragraph = next(p for p in chain[0].iter(f"{A}p") if "".join(map(str, p.itertext())).strip())
    run = paragraph.find(f"{A}r/{A}rPr")
    if run is not None and run.get("sz"):
        return int(run.get("sz")) / 100
    properties = paragraph.find(f"{A}pPr")
    level = int(properties.get("lvl", "0")) + 1 if properties is not None else 1
    places = [*(one.find(f"{P}txBody/{A}lstStyle") for one in chain), style]
    for place in places:
        found = place.find(f"{A}lvl{level}pPr/{A}defRPr") if place is not None else None
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    return 18.0


def _place(element: Element) -> tuple[int, int, int, int]:
    off, ext = element.find(f"{P}spPr/{A}xfrm/{A}off"), element.find(f"{P}spPr/{A}xfrm/{A}ext")
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


def with_part(deck: bytes, pattern: str, change: Callable[[Element], None]) -> bytes:
    """The deck with the parts whose names match changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            data = package.read(name)
            if re.fullmatch(pattern, name):
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(name, data)
    return out.getvalue()
