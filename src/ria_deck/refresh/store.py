"""The templates of a refreshed deck's texts, kept in a custom XML part of the deck for the next refresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ria_deck.ooxml.custom_parts import find_custom_part, with_custom_part
from ria_deck.ooxml.package import OfficePackage
from ria_deck.refresh.texts import ValueSpan

NAMESPACE = "urn:ria-deck:refresh:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A paragraph that a refresh has filled: where it was, its text then, and the spans that expressions gave."""

    part: str  # the slide's, or its notes page's
    shape: int
    paragraph: int
    last: str
    spans: tuple[ValueSpan, ...]


def stored_texts(package: OfficePackage) -> list[StoredText]:
    """What an earlier refresh has kept; empty for a deck that none has written."""
    part = find_custom_part(package, NAMESPACE)
    if part is None:
        return []
    found: list[StoredText] = []
    for one in package.tree(part).all("text"):
        last = next((child.text for child in one.all("last")), "")
        spans = tuple(ValueSpan(int(span.get("start")), int(span.get("end")), span.text) for span in one.all("value"))
        place = (one.get("part"), int(one.get("shape")), int(one.get("paragraph")))
        found.append(StoredText(part=place[0], shape=place[1], paragraph=place[2], last=last, spans=spans))
    return found


def store(package: OfficePackage, texts: Sequence[StoredText]) -> dict[str, bytes]:
    """The parts to write so that a deck keeps these texts."""
    root = [f'<texts xmlns="{NAMESPACE}">']
    for text in texts:
        where = f"part={quoteattr(text.part)} shape={quoteattr(str(text.shape))}"
        root.append(f' <text {where} paragraph="{text.paragraph}">')
        root.append(f'  <last xml:space="preserve">{escape(text.last)}</last>')
        for span in text.spans:
            root.append(f'  <value start="{span.start}" end="{span.end}">{escape(span.expression)}</value>')
        root.append(" </text>")
    data = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *root, "</texts>\n"]).encode()
    return with_custom_part(package, NAMESPACE, data)
