"""Where a link of a deck leads, which text serves as the title of a slide that has none, and a slide's notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ria_deck.importing.inheritance import SlideStyle
from ria_deck.importing.marked_text import allowed_link
from ria_deck.importing.talk import PartKind, SlidePart
from ria_deck.importing.texts import body_markdown, paragraphs_of
from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.presentation import DeckSlide, SlideShape
from ria_deck.ooxml.spans import Element

FIELDS = ("dt", "ftr", "sldNum", "hdr", "sldImg")
"""Placeholders that every slide repeats."""

_LONGEST_TITLE = 110  # characters
_FRONT_SHARE = 0.3  # of the slide's height: a title made from a text is above it


def link_of(link: Element, part: str, package: OfficePackage, ids: Mapping[str, str]) -> tuple[str, str]:
    """(address, what is lost) of an `a:hlinkClick`; `ids` are the slides' by their parts."""
    action = link.get("action")
    relation = package.target(part, link.get("r:id")) if link.get("r:id") else None
    if relation is None:
        lost = bool(action) and "noaction" not in action
        return "", f"an action ({action.partition('jump=')[2] or 'of the show'})" if lost else ""
    if not relation.external:
        found = ids.get(relation.target, "")
        return (f"#{found}", "") if found else ("", "a link to a part of the deck that is not a slide")
    if not allowed_link(relation.target):
        return "", f"a link that a deck can't hold: {relation.target[:80]}"
    return relation.target, ""


def title_text(parts: Sequence[SlidePart], height: int) -> SlidePart | None:
    """The short text at the top of a slide whose height is given; None where no text stands above all else."""
    prose = [(part.frame, part) for part in parts if part.kind is PartKind.PROSE and part.frame is not None]
    if not prose:
        return None
    frame, top = min(prose, key=lambda one: (one[0].y, one[0].x))
    words = top.markdown
    others = [part.frame for part in parts if part is not top and part.frame]
    fits = "\n" not in words and len(words) <= _LONGEST_TITLE and not words.startswith("- ")
    first = frame.centre[1] <= height * _FRONT_SHARE and all(other.bottom >= frame.y for other in others)
    return top if fits and first and others else None


def notes_text(slide: DeckSlide, link_of: Callable[[Element, SlideShape, str], str]) -> str:
    """The speaker's notes as Markdown; `link_of` gives the address of a link of a shape in a part."""
    bare, part = SlideStyle.without_masters(slide), slide.notes_part or ""
    shapes = [one for one in slide.notes if one.placeholder not in FIELDS and one.kind == "text"]

    def words(shape: SlideShape) -> str:
        return body_markdown(paragraphs_of(shape, bare, lambda link: link_of(link, shape, part)))

    return "\n\n".join(text for text in map(words, shapes) if text)
