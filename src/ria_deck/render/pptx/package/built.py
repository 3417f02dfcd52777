"""Add fingerprints of what a deck was built from, for `ria-deck pull`."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from ria_deck.model.deck import Deck
from ria_deck.model.fingerprints import NAMESPACE, fingerprints
from ria_deck.ooxml.custom_parts import with_custom_part
from ria_deck.ooxml.package import OfficePackage
from ria_deck.render.pptx.package.normalise import normalised


def with_fingerprints(data: bytes, deck: Deck) -> bytes:
    """The package with a custom XML part that holds them as JSON."""
    package = OfficePackage.read(data)
    record = escape(json.dumps(fingerprints(deck), separators=(",", ":"), ensure_ascii=False))
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<built xmlns="{NAMESPACE}">{record}</built>\n'
    return normalised(package.rewritten(with_custom_part(package, NAMESPACE, xml.encode())))
