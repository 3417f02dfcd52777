"""A topic as it stands in its file, for those who write it anew: where its parts begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.attributes import Attributes, trailing_attributes
from ria_deck.content.markdown.opaque import find_opaque
from ria_deck.content.markdown.parser import parse_blocks
from ria_deck.content.slides.blocks import lines_of
from ria_deck.content.slides.front_matter import read_head
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.slides.topics import gather, offset_of, without_hashes
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText


@dataclass(frozen=True, slots=True)
class WrittenSlide:
    """A slide as it stands in its file: `start` is the offset of its heading, `begin` and `end` those of what follows;
    `title` is its text, `nodes` are markdown-it's."""

    start: int
    begin: int
    end: int
    title: str
    attributes: Attributes | None
    nodes: tuple[SyntaxTreeNode, ...]


@dataclass(frozen=True, slots=True)
class WrittenTopic:
    """A topic as it stands in its file: where its front matter ends, the text of its `#` heading, the offsets of claims
    before the first slide, what else stands there, and the slides. What a topic with a template has before its first slide
    is all in `body`."""

    head_end: int
    title: str | None
    claims: tuple[tuple[int, int], ...]
    body: str
    slides: tuple[WrittenSlide, ...]


def written_topic(source: SourceText) -> WrittenTopic:
    """The parts of a topic's file, for those who write it anew. Nobody is told of mistakes: readers do that."""
    topic = PurePosixPath(source.path).stem
    unsaid = Report()
    head = read_head(source, topic, unsaid)
    opaque = find_opaque(source, head.end, unsaid)
    shared = Reading(source=source, opaque=opaque, report=unsaid, slide=topic)
    tree = parse_blocks(source, head.end, opaque, unsaid)
    parts = gather(tree, head, shared)
    nodes = [node for node in tree.children if node.map]
    slides = _slides([draft.start for draft in parts.drafts], nodes, shared)
    first = slides[0].start if slides else len(source.text)
    if head.template:
        return WrittenTopic(head.end, None, (), source.text[head.end : first].strip("\n"), tuple(slides))
    own = parts.title.text if parts.title is not None and head.title is None else None
    claims = tuple(node.meta["body"] for node in parts.early if node.type == "fence")
    taken = [node for node in nodes if node.type == "fence" or (node.type == "heading" and own is not None)]
    return WrittenTopic(head.end, own, claims, _without(taken, head.end, first, source), tuple(slides))


def _without(nodes: Sequence[SyntaxTreeNode], start: int, end: int, source: SourceText) -> str:
    """The text from `start` to `end` without the lines of some nodes."""
    found = []
    for node in nodes:
        first, last = (source.line_start(line + 1) for line in node.map or (0, 0))
        if start <= first < end:
            found.append(source.text[start:first].strip("\n"))
            start = last
    return "\n\n".join(text for text in (*found, source.text[start:end].strip("\n")) if text.strip())


def _slides(heads: Sequence[SyntaxTreeNode], nodes: Sequence[SyntaxTreeNode], reading: Reading) -> list[WrittenSlide]:
    """The slides, each up to the next one or the next rule."""
    source = reading.source
    starts = [offset_of(head, source) for head in heads]
    breaks = [offset_of(node, source) for node in nodes if node.type == "hr"]  # with those before headings
    ends = sorted({*starts, *breaks, len(source.text)})
    slides = []
    for head, start in zip(heads, starts, strict=True):
        end = ends[bisect_right(ends, start)]
        title, attributes = _heading(head, reading)
        line = source.position(start)[0]
        below = [node for node in nodes if node.map and start < source.line_start(node.map[0] + 1) < end]
        slides.append(WrittenSlide(start, source.line_start(line + 1), end, title, attributes, tuple(below)))
    return slides


def _heading(node: SyntaxTreeNode, reading: Reading) -> tuple[str, Attributes | None]:
    """The words of a slide's heading and its attributes; nothing where a rule starts the slide."""
    if node.type != "heading":
        return "", None
    text = reading.source.text
    (first, last), *_ = lines_of(node)
    attributes, end = trailing_attributes(reading.source, first, last, reading.opaque, reading.report)
    return text[first : without_hashes(text, first, end)].strip(), attributes
