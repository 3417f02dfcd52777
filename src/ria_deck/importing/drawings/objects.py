"""What graphic frames hold beside tables and charts: SmartArt with its words, embedded objects, newer charts."""

from __future__ import annotations

from ria_deck.ooxml.presentation import DeckSlide, SlideShape
from ria_deck.ooxml.spans import Element


def object_kind(shape: SlideShape, graphic: Element | None) -> str:
    """What a graphic frame holds, in words."""
    uri = graphic.get("uri") if graphic else ""
    if uri.endswith("/diagram"):
        return "SmartArt"
    if "chartex" in uri:
        return "a chart in the form of a newer program"
    program = next((one.get("progId") for one in shape.element.iter("oleObj")), "")
    return f"an embedded object ({program})" if program else "an embedded object"


def diagram_words(graphic: Element, slide: DeckSlide) -> list[str]:
    """The words of a SmartArt drawing, in the order of its data."""
    ids = next(graphic.iter("relIds"), None)
    relation = slide.package.target(slide.part, ids.get("r:dm")) if ids is not None else None
    if relation is None or relation.external or relation.target not in slide.package.parts:
        return []
    points = slide.package.tree(relation.target).iter("pt")
    found = [" ".join(text.text for text in point.iter("t")).split() for point in points]
    return [" ".join(one) for one in found if one]


def is_within(shape: SlideShape, group: SlideShape) -> bool:
    """Whether a shape is in a group, or in one within it."""
    outer = shape.element.parent
    while outer is not None:
        if outer is group.element:
            return True
        outer = outer.parent
    return False
