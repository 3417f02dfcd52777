"""A slide that was hidden or shown: `.hidden` on its heading in Markdown, `hidden: true` in YAML."""

from __future__ import annotations

import re

from ria_deck.model.deck import Deck
from ria_deck.pull.differences import LineEdit, Spot
from ria_deck.pull.new_notes import after_key, written
from ria_deck.pull.slide_order import sections_of
from ria_deck.pull.sources import Sources
from ria_deck.pull.splices import Splice
from ria_deck.source.text import SourceText

_ATTRIBUTES = re.compile(r"\{[^{}]*\}[ \t]*$")
_CLASS = re.compile(r"[ \t]*\.hidden\b")


def hiding(spot: Spot, sources: Sources, *, hidden: bool) -> LineEdit | None:
    """The change of a slide's section; None where it isn't a section of its own, or in a translated deck."""
    found = written(spot.slide, sources)
    if found is None:
        return None
    topic, spec, source = found
    splice: Splice | None
    if topic.path.endswith(".md"):
        known = sections_of(topic, source, sources, [spot.slide])
        splice = _in_heading(source, spec.span.line, hidden=hidden) if known else None
    else:
        splice = after_key(topic, spec, source, "hidden: true") if hidden else None
    if splice is None:
        return None
    return LineEdit(
        path=topic.path,
        splices=(splice,),
        words="",
        gone=False,
        spot=spot,
        message=f"the slide is {'hidden' if hidden else 'shown'} now",
        span=spec.span,
        check=lambda deck: _is_hidden(deck, spot.slide) == hidden,
    )


def _is_hidden(deck: Deck, name: str) -> bool | None:
    return next((slide.hidden for slide in deck.slides if slide.id == name), None)


def _in_heading(source: SourceText, number: int, *, hidden: bool) -> Splice | None:
    line, start = source.line(number), source.line_start(number)
    attributes = _ATTRIBUTES.search(line)
    if not hidden:
        given = _CLASS.search(line, attributes.start()) if attributes is not None else None
        return Splice(start + given.start(), start + given.end(), "") if given is not None else None
    if attributes is None:
        end = start + len(line.rstrip())
        return Splice(end, end, " {.hidden}")
    end = start + line.rindex("}")
    return Splice(end, end, " .hidden")
