"""A topic file goes in, the topic with its slides comes out, every mistake told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.attributes import Attribute, Attributes, trailing_attributes
from ria_deck.content.blocks_in_text import Reading, note_texts, read_blocks, span_of
from ria_deck.content.claims import locate
from ria_deck.content.front_matter import Head, read_head
from ria_deck.content.inline import plain_text
from ria_deck.content.messages_in_text import message_from, references
from ria_deck.content.messages_walk import messages_in
from ria_deck.content.slug import slugify
from ria_deck.content.spec import Expression, FootnoteSpec, Message, SlideSpec, TopicSpec
from ria_deck.content.syntax import parse_blocks
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText

DEFAULT_LAYOUT = "bullets"
CLASSES = ("hidden", "split")
KEYS = ("layout", "when", "for", "source", "sources", "editions")
_LOOP = re.compile(r"\s*([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)


@dataclass(slots=True)
class _Draft:
    """A slide that is being gathered: its heading (None after a lone `---`) and the nodes below it."""

    heading: SyntaxTreeNode | None
    at: int  # line of its start, from 0
    nodes: list[SyntaxTreeNode] = field(default_factory=list)


def read_topic(source: SourceText, topic: str, report: Report) -> TopicSpec:
    """The topic of one file; `topic` is its id (the file's name without its ending)."""
    head = read_head(source, topic, report)
    tree = parse_blocks(source, head.end, report)
    title, drafts, notes = _gather(tree, head, topic, source, report)
    footnotes = _footnotes(notes, topic, source, report)
    slides = tuple(
        slide
        for number, draft in enumerate(drafts, start=1)
        if (slide := _slide(draft, number, topic, footnotes, source, report)) is not None
    )
    _check_references(slides, footnotes, notes, source, report)
    last = max(len(source.text) - 1, 0)
    return TopicSpec(
        id=topic,
        path=source.path,
        title=title,
        slides=slides,
        span=source.span(0, min(last, len(source.line(1)))),
        sources=head.sources,
        sources_span=head.sources_span,
        source=head.source,
        editions=head.editions,
        claims=locate(head.claims, source, head.end, len(source.text), report),
        when=head.when,
    )


def _gather(
    tree: SyntaxTreeNode, head: Head, topic: str, source: SourceText, report: Report
) -> tuple[Message | None, list[_Draft], list[SyntaxTreeNode]]:
    """The topic's title, its slides as nodes, and the nodes of its footnotes."""
    title = head.title
    drafts: list[_Draft] = []
    notes: list[SyntaxTreeNode] = []
    for node in tree.children:
        line = (node.map or (0, 1))[0]
        if node.type == "note_def":
            notes.append(node)
        elif node.type == "heading" and node.tag == "h1":
            named = _heading_message(node, f"{topic}/topic.title", source, report)[0]
            if drafts:
                report.error(
                    "RD151", "a `#` heading after the first slide", span_of(node, source), hint="a topic is a file"
                )
            elif title is not None and named is not None and named.text != title.text:
                report.error(
                    "RD152", "the topic has two titles", named.span, related=((title.span, "the front matter's"),)
                )
            title = title or named
        elif node.type == "heading" and node.tag == "h2":
            drafts.append(_Draft(heading=node, at=line))
        elif node.type == "hr":
            drafts.append(_Draft(heading=None, at=line))
        elif drafts:
            drafts[-1].nodes.append(node)
        else:
            report.error(
                "RD153",
                "this stands before the first slide",
                span_of(node, source),
                hint="start a slide with `## Title` (or a `---` between blank lines for one without a title)",
            )
    return title, drafts, notes


def _heading_message(
    node: SyntaxTreeNode, context: str, source: SourceText, report: Report
) -> tuple[Message | None, Attributes | None]:
    first = (node.map or (0, 1))[0]
    start = source.line_start(first + 1)
    end = start + len(source.line(first + 1))
    attributes = trailing_attributes(source.text, start, end)
    text_end = attributes.start if attributes else end
    text = source.text[start:text_end].lstrip().lstrip("#").strip()
    if attributes is None:
        text = re.sub(r"\s+#+$", "", text)
    return message_from([text], first, first + 1, context, source, report) if text else None, attributes


def _slide(
    draft: _Draft,
    number: int,
    topic: str,
    footnotes: Mapping[str, FootnoteSpec],
    source: SourceText,
    report: Report,
) -> SlideSpec | None:
    title: Message | None = None
    attributes: Attributes | None = None
    slide_id = f"{topic}-{number}"
    span = source.span(
        source.line_start(draft.at + 1), source.line_start(draft.at + 1) + len(source.line(draft.at + 1))
    )
    if draft.heading is not None:
        bare, attributes = _heading_message(draft.heading, "", source, Report())
        slide_id = (attributes.id if attributes else "") or (slugify(plain_text(bare.text)) if bare else "") or slide_id
        title, _ = _heading_message(draft.heading, f"{slide_id}/title", source, report)
        span = title.span if title else span
    reading = Reading(source=source, report=report, slide=slide_id)
    blocks = tuple(read_blocks(draft.nodes, "text", reading))
    given = _Given(attributes or Attributes(), source, report)
    given.check()
    begin = source.line_start(draft.at + 1)
    end = max((source.line_start((node.map or (0, 1))[1] + 1) for node in draft.nodes), default=begin + len(span.path))
    return SlideSpec(
        id=slide_id,
        title=title,
        layout=given.text("layout") or DEFAULT_LAYOUT,
        layout_span=given.span("layout") or span,
        span=span,
        blocks=blocks,
        notes=tuple(reading.notes),
        handout=tuple(reading.handout),
        footnotes=footnotes,
        when=given.expression("when"),
        loop=given.loop(),
        sources=given.words("sources"),
        sources_span=given.span("sources"),
        source=given.line("source", f"{slide_id}/source"),
        claims=locate(reading.claims, source, begin, end, report),
        hidden="hidden" in given.attributes.classes,
        split="split" in given.attributes.classes,
        editions=given.words("editions"),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """A heading's attributes, asked for by name."""

    attributes: Attributes
    source: SourceText
    report: Report

    def check(self) -> None:
        """Tell unknown classes and keys."""
        for name, at in self.attributes.classes.items():
            if name not in CLASSES:
                self.report.error(
                    "RD154",
                    f"a slide has no class `.{name}`",
                    self.source.span(at, at + 1 + len(name)),
                    label=did_you_mean(name, CLASSES),
                    hint=f"classes: {listing((f'.{name}' for name in CLASSES), 'and')}",
                )
        for key, pair in self.attributes.pairs.items():
            if key not in KEYS:
                self.report.error(
                    "RD155",
                    f"a slide has no attribute `{key}`",
                    self.source.span(pair.start, pair.start + len(key)),
                    label=did_you_mean(key, KEYS),
                    hint=f"attributes: {listing(KEYS, 'and')}",
                )

    def _pair(self, key: str) -> Attribute | None:
        return self.attributes.pairs.get(key)

    def text(self, key: str) -> str:
        pair = self._pair(key)
        return pair.value if pair else ""

    def span(self, key: str) -> Span | None:
        pair = self._pair(key)
        return self.source.span(pair.value_start, pair.value_end) if pair else None

    def words(self, key: str) -> tuple[str, ...] | None:
        pair = self._pair(key)
        return None if pair is None else tuple(part.strip() for part in pair.value.split(",") if part.strip())

    def expression(self, key: str) -> Expression | None:
        span = self.span(key)
        return Expression(text=self.text(key), span=span) if span else None

    def line(self, key: str, context: str) -> tuple[Message, ...] | None:
        span = self.span(key)
        if span is None:
            return None
        parts = [part.strip() for part in self.text(key).split(" | ")]
        return tuple(Message(text=part, context=context, span=span) for part in parts if part)

    def loop(self) -> tuple[str, Expression] | None:
        pair = self._pair("for")
        if pair is None:
            return None
        match = _LOOP.fullmatch(pair.value)
        if match is None:
            self.report.error(
                "RD156",
                f'can\'t read `for="{pair.value}"`',
                self.source.span(pair.value_start, pair.value_end),
                hint='write for="row in table.rows()"',
            )
            return None
        at = pair.value_start + match.start(2)
        return match[1], Expression(text=match[2].strip(), span=self.source.span(at, pair.value_end))


def _footnotes(nodes: list[SyntaxTreeNode], topic: str, source: SourceText, report: Report) -> dict[str, FootnoteSpec]:
    found: dict[str, FootnoteSpec] = {}
    for node in nodes:
        span = span_of(node, source)
        if node.info in found:
            report.error(
                "RD121",
                f"two footnotes are called `{node.info}`",
                span,
                related=((found[node.info].span, "the first one"),),
            )
            continue
        texts = note_texts(node, f"{topic}-{node.info}/footnote", source, report)
        found[node.info] = FootnoteSpec(label=node.info, paragraphs=texts, span=span)
    return found


def _check_references(
    slides: tuple[SlideSpec, ...],
    footnotes: Mapping[str, FootnoteSpec],
    nodes: list[SyntaxTreeNode],
    source: SourceText,
    report: Report,
) -> None:
    used: set[str] = set()
    texts = [message for slide in slides for message in messages_in(slide)]
    for message in texts:
        for label in references(message):
            used.add(label)
            if label not in footnotes:
                report.error(
                    "RD120",
                    f"no footnote `[^{label}]`",
                    message.span,
                    label=did_you_mean(label, footnotes),
                    hint=f"write a line `[^{label}]: …` in {source.path}",
                )
    for node in nodes:
        if node.info not in used:
            report.warning("RD122", f"no text refers to the footnote `[^{node.info}]`", span_of(node, source))
