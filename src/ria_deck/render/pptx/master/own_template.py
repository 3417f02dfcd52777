"""An empty presentation with a user template's master and layouts, and our table style."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation

from ria_deck.design.templates.opening import open_template
from ria_deck.model.theme import Theme
from ria_deck.render.pptx.master.master import APP_PROPERTIES
from ria_deck.render.pptx.master.table_style import table_styles_xml


def from_template(path: Path) -> Presentation:
    """The template without its slides, and with properties of our own in the place of its maker's."""
    presentation = open_template(path)
    package = presentation.part.package
    name = PackURI("/docProps/app.xml")
    part = Part(name, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, package, APP_PROPERTIES.encode())
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    return presentation


def add_table_style(presentation: Presentation, theme: Theme) -> None:
    """Put our table style beside those that the template has; one that was a deck of ours has it, as it is there."""
    ours = etree.fromstring(table_styles_xml(theme).encode())
    for relation in presentation.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES:
            part = relation.target_part
            styles = etree.fromstring(part.blob)
            there = {style.get("styleId") for style in styles}
            styles.extend(style for style in list(ours) if style.get("styleId") not in there)
            part._blob = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
            return
    part = Part(
        PackURI("/ppt/tableStyles.xml"),
        CONTENT_TYPE.PML_TABLE_STYLES,
        presentation.part.package,
        etree.tostring(ours, xml_declaration=True, encoding="UTF-8", standalone=True),
    )
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.TABLE_STYLES)
