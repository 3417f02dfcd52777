"""The comments of a topic in YAML that its Markdown would lose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ria_deck.source.derived import DerivedText
from ria_deck.source.yaml import YamlDocument
from ria_deck.source.yaml_nodes import Node

_COMMENT = re.compile(r"(?:^|(?<=[ \t\n]))#[^\n]*")


def lost_comments(document: YamlDocument, markdown: DerivedText) -> Mapping[int, str]:
    """The comments that weren't copied into `markdown`, by the slide that they stand above or in: all of one slide's in one
    text, without their `#`."""
    slides = document.node(("slides",)).items or ()
    copied = [(one.start, one.end) for one in markdown.stretches if one.copied]
    written = sorted(_written(document.root))
    found: list[tuple[int, str]] = []
    for match in _COMMENT.finditer(document.window.text) if slides else ():
        at = match.start()
        if not (_within(at, written) or _within(document.window.to_source(at), copied)):
            found.append((_slide_of(at, slides, written), match[0].lstrip("#").strip()))
    return {index: "\n".join(text for _, text in group) for index, group in groupby(found, key=lambda one: one[0])}


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _slide_of(at: int, slides: Sequence[Node], written: Sequence[tuple[int, int]]) -> int:
    """The slide that a comment stands in, or the next one where nothing of the slide follows it."""
    inside = max((index for index, slide in enumerate(slides) if slide.start <= at), default=0)
    if inside + 1 == len(slides):
        return inside
    begun = any(slides[inside].start <= start < at for start, _ in written)
    goes_on = any(at < start < slides[inside + 1].start for start, _ in written)
    return inside + 1 if begun and not goes_on else inside


def _written(node: Node) -> Iterator[tuple[int, int]]:
    """Where scalars and keys are written: a `#` in them begins no comment."""
    for entry in (node.entries or {}).values():
        yield entry.start, entry.end
        yield from _written(entry.node)
    for item in node.items or ():
        yield from _written(item)
    if node.entries is None and node.items is None:
        yield node.start, node.end
