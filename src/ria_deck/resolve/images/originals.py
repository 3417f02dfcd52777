"""Pictures that some outputs show better than as pixels: drawings that stay drawings, animations that move.

A drawing has passed the checks of `svg.py` (no scripts, no references, nothing from elsewhere). What its program wrote
about itself (names, paths, comments) is left out.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ria_deck.source.files import write_atomically

FOLDER = "originals"  # of the cache
MOST_OF_AN_ANIMATION = 8 * 1024 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_PRINTED = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_UNDRAWN = {
    "metadata",
    "title",
    "desc",
    "animate",
    "animateMotion",
    "animateTransform",
    "set",
}  # it is shown as it begins
_SEE_THROUGH = re.compile(r"(^|[;\s])opacity\s*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """Files beside a picture's pixels, empty where there are none: the drawing for decks, those for pages of browsers and
    of paper (whose faces aren't the deck's: without texts), the animation."""

    svg: str = ""
    for_browsers: bool = False
    for_paper: bool = False
    gif: str = ""


def originals_of(data: bytes, size: tuple[float, float] | None, cache: Path, *, moves: bool) -> Originals:
    """What of a picture's bytes is shown as it is; `size` is that of a drawing that has passed the checks."""
    if size is not None:
        root = _bare(data, size)
        drawing = etree.tostring(root, encoding="UTF-8")
        words = any(element.tag == f"{_SVG}text" for element in root.iter(etree.Element))
        return Originals(
            svg=str(_kept(drawing, ".svg", cache)),
            for_browsers=not words,
            for_paper=all(map(_is_printed, root.iter(etree.Element))),
        )
    if moves and data[:3] == b"GIF" and len(data) <= MOST_OF_AN_ANIMATION:
        return Originals(gif=str(_kept(_moving(data), ".gif", cache)))
    return Originals()


def _bare(data: bytes, size: tuple[float, float]) -> etree._Element:
    """The drawing in its size, without what isn't drawn."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    for element in list(root.iter(etree.Element)):
        foreign = not str(element.tag).startswith(_SVG) or etree.QName(element).localname in _UNDRAWN
        parent = element.getparent()
        if foreign and parent is not None:
            parent.remove(element)
            continue
        for name in [name for name in map(str, element.attrib) if name.startswith("{")]:
            del element.attrib[name]
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {size[0]:g} {size[1]:g}")
    root.set("width", f"{size[0]:g}")
    root.set("height", f"{size[1]:g}")
    etree.cleanup_namespaces(root)
    return root


def _is_printed(element: etree._Element) -> bool:
    """Whether an element is drawn on paper as on screens: shapes of one colour, without groups that one sees through."""
    values = "".join(map(str, element.attrib.values()))
    clear = element.get("opacity") is not None or _SEE_THROUGH.search(str(element.get("style", "")))
    return etree.QName(element).localname in _PRINTED and "url(" not in values and not clear


def _moving(data: bytes) -> bytes:
    """The frames of an animation and their times, without comments."""
    from PIL import Image as Pillow

    out = io.BytesIO()
    with Pillow.open(io.BytesIO(data), formats=("GIF",)) as opened:
        opened.info.pop("comment", None)
        opened.save(out, "GIF", save_all=True, comment=b"")
    return out.getvalue()


def _kept(data: bytes, suffix: str, cache: Path) -> Path:
    """A file of the cache that holds the bytes."""
    path = cache / FOLDER / f"{hashlib.sha256(data).hexdigest()[:24]}{suffix}"
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return path
