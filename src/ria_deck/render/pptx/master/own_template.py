"""A user's template goes in, an empty presentation with its master and layouts comes out, our table style added to
it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation

from ria_deck.design.opening import open_template
from ria_deck.model.theme import Theme
from ria_deck.render.pptx.master.table_style import TABLE_STYLE, table_styles_xml

_PRINTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings"


def from_template(path: Path) -> Presentation:
    """The template without its slides, thumbnail and printer settings."""
    presentation = open_template(path)
    package = presentation.part.package
    for owner in (presentation.part, package):
        rels = owner.rels if isinstance(owner, Part) else package._rels
        for rel_id, relation in list(rels.items()):
            if relation.reltype in {_PRINTER, RELATIONSHIP_TYPE.THUMBNAIL}:
                rels.pop(rel_id)
    return presentation


def add_table_style(presentation: Presentation, theme: Theme) -> None:
    """Put our table style beside those that the template has; one that was a deck of ours has it, as it is there."""
    ours = etree.fromstring(table_styles_xml(theme).encode())
    for relation in presentation.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES:
            part = relation.target_part
            styles = etree.fromstring(part.blob)
            if any(style.get("styleId") == TABLE_STYLE for style in styles):
                return
            styles.extend(ours)
            part._blob = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
            return
    part = Part(
        PackURI("/ppt/tableStyles.xml"),
        CONTENT_TYPE.PML_TABLE_STYLES,
        presentation.part.package,
        etree.tostring(ours, xml_declaration=True, encoding="UTF-8", standalone=True),
    )
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.TABLE_STYLES)
