"""Put the logo on the title layout: on all title slides, to be changed in one place."""

from __future__ import annotations

from pptx.slide import SlideLayout

from ria_deck.model.front_matter import Logo
from ria_deck.render.pptx.drawingml.xml import attribute, element
from ria_deck.render.pptx.master.layout_part import DECORATIVE

_ID = 9  # the layout's placeholders count from 10, its decoration from 2


def add_logo(layout: SlideLayout, logo: Logo) -> None:
    """Put the logo before the layout's placeholders."""
    _, relation = layout.part.get_or_add_image_part(logo.path)
    box = logo.box
    shape = element(
        f'<p:pic><p:nvPicPr><p:cNvPr id="{_ID}" name="Logo" descr="">{DECORATIVE}</p:cNvPr><p:cNvPicPr>'
        '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
        f"<a:blip r:embed={attribute(relation)}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr><a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    tree = layout.shapes._spTree
    first = next(iter(layout.placeholders), None)
    tree.insert(len(tree) if first is None else tree.index(first._element), shape)
