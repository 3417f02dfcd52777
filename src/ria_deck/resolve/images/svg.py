"""Draw SVG files as pictures, which PowerPoint needs on slides."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from lxml import etree

from ria_deck.design.faces import folders_of_fonts
from ria_deck.design.typesetting import libraries, listening
from ria_deck.source.limits import limited

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_NODES = 20_000
MAX_DEPTH = 200
MAX_BYTES = 4 * 1024 * 1024
MOST_ASPECT = 100  # of the longer side to the shorter one
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
_XLINK = "{http://www.w3.org/1999/xlink}href"
_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!#)|@import""", re.I)
_REFUSED = {"script", "foreignObject", "image", "use", "style", "iframe", "audio", "video"}
_DRAWN_AGAIN = {"pattern", "marker", "mask", "clipPath", "symbol"}
_DOCTYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T|E\0?N\0?T)")  # in UTF-16 too


def rasterised(data: bytes, longer_side: int) -> Image | str:
    """The picture (RGBA) with the longer side in pixels, or a sentence that says what is wrong with the drawing.

    Plain shapes only: no scripts, styles, references or document types, and no more than 20,000 elements.
    """
    checked = _checked(data)
    if isinstance(checked, str):
        return checked
    width, height = checked
    import pypdfium2

    unit = 720.0 / max(width, height)  # CSS points on the longer side; the raster is scaled to pixels below
    uri = "data:image/svg+xml;base64," + base64.b64encode(data).decode("ascii")
    page = (
        f"<style>@page{{size:{width * unit:.3f}pt {height * unit:.3f}pt;margin:0}}body{{margin:0}}"
        f"img{{display:block;width:{width * unit:.3f}pt;height:{height * unit:.3f}pt}}</style><img src='{uri}'>"
    )
    with libraries(folders_of_fonts()) as weasyprint, listening() as told:
        from ria_deck.design.fetcher import JailedFetcher, RefusedAddressError

        try:
            with limited(seconds=MOST_SECONDS, megabytes=MOST_MEGABYTES):
                pdf = weasyprint.HTML(string=page, url_fetcher=JailedFetcher()).write_pdf()
        except RefusedAddressError as error:
            return f"it refers to {error}"
        except (MemoryError, OverflowError, RecursionError, ValueError, ArithmeticError) as error:
            return f"it can't be drawn: {error or type(error).__name__}"
    if told:
        return "; ".join(dict.fromkeys(told))
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn: Image = document[0].render(scale=longer_side / 720.0, fill_color=(255, 255, 255, 0)).to_pil()
        return drawn.convert("RGBA")  # a copy: what PDFium draws on goes with its document
    finally:
        document.close()


def size_of_drawing(data: bytes) -> tuple[float, float] | None:
    """Width and height of a drawing that is allowed; None for another and for what isn't one."""
    found = _checked(data)
    return None if isinstance(found, str) else found


def _checked(data: bytes) -> tuple[float, float] | str:
    if len(data) > MAX_BYTES:
        return f"more than {MAX_BYTES // 2**20} MiB"
    if _DOCTYPE.search(data):
        return "document types and entities aren't allowed in an SVG"
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        return f"not well-formed: {error}"
    for count, element in enumerate(root.iter(etree.Element), start=1):
        if count > MAX_NODES:
            return f"more than {MAX_NODES:,} elements"
        if fault := _fault_of(element):
            return fault
    return _size(root)


def _fault_of(element: etree._Element) -> str:
    """What isn't allowed in an element; empty for nothing."""
    name, line = etree.QName(element).localname, f"(line {element.sourceline})"
    around = list(element.iterancestors())
    values = list(map(str, element.attrib.values()))
    if name in _REFUSED:
        return f"the element <{name}> is not allowed {line}"
    if len(around) > MAX_DEPTH:
        return f"more than {MAX_DEPTH} elements deep"
    if any(key.startswith("on") or key in {"href", _XLINK} for key in map(str, element.attrib)):
        return f"scripts and references are not allowed {line}"
    refers = any("url(" in value for value in values)
    if refers and any(etree.QName(outer).localname in _DRAWN_AGAIN for outer in (element, *around)):
        return f"patterns, markers and masks can't contain others {line}"
    if any(map(_OUTSIDE.search, values)):
        return f"an address outside the drawing {line}"
    return ""


def _size(root: etree._Element) -> tuple[float, float] | str:
    box = str(root.get("viewBox", "")).replace(",", " ").split()
    numbers = box[2:] if len(box) == 4 else [str(root.get(side, "")).removesuffix("px") for side in ("width", "height")]
    try:
        width, height = (float(number) for number in numbers)
    except ValueError:
        return "the drawing has neither a viewBox nor a width and height"
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return "the drawing's size can't be shown on a slide"
    if max(width, height) > MOST_ASPECT * min(width, height):
        return f"the drawing is more than {MOST_ASPECT} times longer than wide"
    return width, height
