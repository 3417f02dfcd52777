"""Relationships of a slide's or a notes page's links: addresses outside, slides inside."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart


class Links:
    """Gives the id of the relationship for a link's address, one for each; `#id` leads to the slide's part."""

    def __init__(self, part: XmlPart, slides: Mapping[str, XmlPart]) -> None:
        self._part = part
        self._slides = slides
        self._known: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        """The id of the relationship for an address."""
        if address not in self._known:
            self._known[address] = self._made(address)
        return self._known[address]

    def _made(self, address: str) -> str:
        if address.startswith("#"):
            return self._part.relate_to(self._slides[unquote(address[1:])], RELATIONSHIP_TYPE.SLIDE)
        return self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
