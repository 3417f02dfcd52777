"""Elements with PresentationML's and DrawingML's prefixes."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import BaseOxmlElement

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(xml: str) -> BaseOxmlElement:
    """The element of a string that uses the prefixes a, r and p undeclared."""
    end = min(index for index in (xml.find(" "), xml.find(">"), xml.find("/>")) if index >= 0)
    found: BaseOxmlElement = parse_xml(f"{xml[:end]} {NAMESPACES}{xml[end:]}")
    return found


def text(value: str) -> str:
    """Character data."""
    return escape(value)


def attribute(value: str) -> str:
    """An attribute's value with its quotation marks; line breaks as spaces."""
    return quoteattr(" ".join(value.split()))
