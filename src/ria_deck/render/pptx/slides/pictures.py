"""A picture shape, cropped about its focus to fill its slot, or fitted into it."""

from __future__ import annotations

from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.parts.slide import SlidePart

from ria_deck.model.deck import Picture
from ria_deck.model.theme import Box, Slot
from ria_deck.render.pptx.drawingml.xml import attribute
from ria_deck.render.pptx.slides.shapes import ShapeContext, figure_placeholder, names

_SVG_TYPE = "image/svg+xml"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
FILL = 0.25  # a picture may lose so much of a side to fill its slot; beyond that it is shown whole


def picture_shape(canvas: ShapeContext, slot: Slot, picture: Picture, part: SlidePart) -> str:
    """The picture in its placeholder."""
    _, relation = part.get_or_add_image_part(picture.gif or picture.path)
    crop, box = fitted(picture, slot.box)
    cut = "".join(
        f' {side}="{round(share * 100_000)}"' for side, share in zip(("l", "t", "r", "b"), crop, strict=True) if share
    )
    place = figure_placeholder(slot, canvas.layout)
    lock = ' noGrp="1"' if place else ""
    return (
        f"<p:pic><p:nvPicPr>{names(canvas, f'Picture {picture.name}', picture.alt)}<p:cNvPicPr><a:picLocks{lock} "
        f'noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{place}</p:nvPr></p:nvPicPr><p:blipFill>'
        f"<a:blip r:embed={attribute(relation)}>{_drawing(picture, part)}</a:blip>"
        f"<a:srcRect{cut}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr><a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _drawing(picture: Picture, part: SlidePart) -> str:
    """The drawing that PowerPoint shows instead of the pixels, and can turn into shapes; others show the pixels."""
    if not picture.svg:
        return ""
    data, package = Path(picture.svg).read_bytes(), part.package
    known = (one for one in package.iter_parts() if one.content_type == _SVG_TYPE and one.blob == data)
    found = next(known, None) or Part(package.next_image_partname("svg"), _SVG_TYPE, package, data)
    relation = part.relate_to(found, RELATIONSHIP_TYPE.IMAGE)
    return (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f"r:embed={attribute(relation)}/></a:ext></a:extLst>"
    )


def fitted(picture: Picture, box: Box) -> tuple[tuple[float, float, float, float], Box]:
    """(left, top, right, bottom) shares cut off, and the box the picture then takes inside of the slot's."""
    if picture.share is not None:
        return (0.0, 0.0, 0.0, 0.0), _asked(picture, picture.share, box)
    shape, room = picture.width / picture.height, box.width / box.height
    lost = 1 - min(shape, room) / max(shape, room)
    if lost <= FILL:
        x, y = picture.focus
        if shape > room:
            left = min(max(x - (1 - lost) / 2, 0.0), lost)
            return (left, 0.0, lost - left, 0.0), box
        top = min(max(y - (1 - lost) / 2, 0.0), lost)
        return (0.0, top, 0.0, lost - top), box
    if shape > room:
        height = round(box.width / shape)
        return (0.0, 0.0, 0.0, 0.0), Box(x=box.x, y=box.y + (box.height - height) // 2, width=box.width, height=height)
    width = round(box.height * shape)
    return (0.0, 0.0, 0.0, 0.0), Box(x=box.x + (box.width - width) // 2, y=box.y, width=width, height=box.height)


def _asked(picture: Picture, share: float, box: Box) -> Box:
    """A box in the middle of the slot's, of the width that the author asks for, as far as it isn't too high."""
    width = min(box.width * share, box.height * picture.width / picture.height)
    height = width * picture.height / picture.width
    left, top = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    return Box(x=round(left), y=round(top), width=round(width), height=round(height))
