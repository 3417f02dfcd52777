"""Add fingerprints of what a deck was built from, for `ria-deck pull`."""

from __future__ import annotations

import io
import json
from typing import Any
from xml.sax.saxutils import escape

from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.presentation import Presentation

from ria_deck.model.deck import Deck
from ria_deck.model.fingerprints import NAMESPACE, fingerprints
from ria_deck.ooxml.custom_parts import with_custom_part
from ria_deck.ooxml.package import OfficePackage
from ria_deck.render.pptx.package.normalise import packed


def package_of(presentation: Presentation, deck: Deck) -> bytes:
    """The presentation as a package, with a custom XML part that holds the fingerprints as JSON."""
    parts = saved_parts(presentation)
    package = OfficePackage([], parts)
    record = escape(json.dumps(fingerprints(deck), separators=(",", ":"), ensure_ascii=False))
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<built xmlns="{NAMESPACE}">{record}</built>\n'
    return packed({**parts, **with_custom_part(package, NAMESPACE, xml.encode())})


def saved_parts(presentation: Presentation) -> dict[str, bytes]:
    """The parts that python-pptx would write, by their names: unpacked, so that they are packed once."""
    package = presentation.part.package
    store = _Store()
    _Writer(io.BytesIO(), package._rels, tuple(package.iter_parts())).write_into(store)
    return store.parts


class _Store:
    """Takes parts instead of a file."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, uri: PackURI, data: bytes) -> None:
        self.parts[str(uri.membername)] = data


class _Writer(PackageWriter):
    """python-pptx's writer of packages."""

    def write_into(self, store: Any) -> None:
        self._write_content_types_stream(store)
        self._write_pkg_rels(store)
        self._write_parts(store)
