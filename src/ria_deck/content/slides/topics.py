"""Read a topic file with its slides."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.attributes import Attributes, trailing_attributes
from ria_deck.content.markdown.dialects import simple_table
from ria_deck.content.markdown.inline import plain_text
from ria_deck.content.markdown.opaque import find_opaque
from ria_deck.content.markdown.parser import parse_blocks
from ria_deck.content.markdown.running_text import running_text
from ria_deck.content.slides.blocks import lines_of, read_blocks, span_of
from ria_deck.content.slides.claims import locate
from ria_deck.content.slides.divs import head_of
from ria_deck.content.slides.footnotes import read_footnotes, referred, tell_footnotes_in_title, tell_unused
from ria_deck.content.slides.front_matter import Head, check_templating, read_head
from ria_deck.content.slides.heading_attributes import SlideHead
from ria_deck.content.slides.messages import bare_message, message_of
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.slides.slug import slugify
from ria_deck.content.slides.templated import templated_topic
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.slides import FootnoteSpec, Message, SlideSpec, TopicSpec
from ria_deck.content.specs.template import TopicPart
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

DEFAULT_LAYOUT = ""  # the theme's layout for running text
_WIDE_BRACES = re.compile("｛[｛{]|{｛")
MOST_CHARACTERS = 500_000  # of a topic: some two hundred pages
_CLAIMS = re.compile(r"\{[ \t]*claims(?![\w-])(?![ \t]+print)")
_SLIDE = 2  # the level of a slide's heading


@dataclass(slots=True)
class _Draft:
    """A slide that is being gathered: its heading (or the `---` in its place) and the nodes below it."""

    number: int
    start: SyntaxTreeNode
    nodes: list[SyntaxTreeNode] = field(default_factory=list)

    @property
    def is_bare_break(self) -> bool:
        """Whether it is a `---` that nothing but white space and comments follow."""
        return self.start.type == "hr" and not self.nodes


@dataclass(slots=True)
class _Parts:
    """What stands in a topic's file."""

    title: Message | None
    drafts: list[_Draft] = field(default_factory=list)
    notes: list[SyntaxTreeNode] = field(default_factory=list)
    early: list[SyntaxTreeNode] = field(default_factory=list)

    def start_slide(self, node: SyntaxTreeNode) -> None:
        """A slide begins at a heading or a rule; a rule right before a heading is one break with it."""
        if node.type == "heading" and self.drafts and self.drafts[-1].is_bare_break:
            self.drafts.pop()
        self.drafts.append(_Draft(number=len(self.drafts) + 1, start=node))


def read_topic(
    source: SourceText,
    topic: str,
    report: Report,
    *,
    starts: Collection[int] | None = None,
    slides: tuple[Any, ...] = (),
    made_by: str = "",
    templated: tuple[TopicPart, ...] = (),
    claims: tuple[ClaimDraft, ...] = (),
) -> TopicSpec:
    """The topic of one file; `topic` is its id (the file's name without its ending). `starts` are the offsets at which
    slides may start, anywhere where it is None; `slides` are the entries of a YAML topic. A topic that names a template
    is returned without slides; what the template `made_by` printed is read here too, with its name in the contexts.
    `templated` are the parts of a topic whose slides name templates, `claims` those at the head of a topic that a template
    has made."""
    if len(source.text) > MOST_CHARACTERS:
        hint = "split it into several topics"
        report.error("RD006", f"a topic of more than {MOST_CHARACTERS:,} characters", source.span(0, 0), hint=hint)
        source = SourceText(source.path, "")
    head = read_head(source, made_by or topic, report)
    if (head.template or templated) and not made_by:
        return templated_topic(source, topic, head, slides, templated)
    if starts is None or not made_by:
        check_templating(head, report, made=bool(made_by))
    opaque = find_opaque(source, head.end, report)
    for match in _WIDE_BRACES.finditer(source.text):
        hint = "write expressions with half-width braces: `{{` and `}}`"
        report.warning("RD101", "full-width braces are text, not an expression", source.span(*match.span()), hint=hint)
    shared = Reading(source=source, opaque=opaque, report=report, slide=made_by or topic)
    tree = parse_blocks(source, head.end, opaque, report)
    parts = gather(tree, head, shared)
    if starts is not None:
        _check_starts(parts, starts, shared)
    _take_early(parts, shared, in_markdown=starts is None)
    footnotes = read_footnotes(parts.notes, made_by or topic, shared)
    tell_footnotes_in_title(parts.title, report)
    made = tuple(_slide(draft, topic, footnotes, shared) for draft in parts.drafts)
    tell_unused(footnotes, made, parts.title, report)
    spec = TopicSpec(
        id=topic,
        path=source.path,
        title=parts.title,
        slides=made,
        span=parts.title.span if parts.title else source.span(0, len(source.line(1))),
        sources=head.sources,
        sources_span=head.sources_span,
        source=head.source,
        editions=head.editions,
        editions_span=head.editions_span,
        when=head.when,
        typed=head.typed,
    )
    if not made and not report.failed:
        hint = "start a slide with `## Title`" if starts is None else "add an entry to `slides`"
        report.warning("RD158", f"the topic {source.path} has no slides", spec.span, hint=hint)
    drafts = [*((draft, ()) for draft in (*claims, *head.claims)), *shared.claims]
    return replace(spec, claims=locate(drafts, messages_in(spec), f"in {source.path}", report))


def gather(tree: SyntaxTreeNode, head: Head, shared: Reading) -> _Parts:
    """The topic's title, its slides as nodes, the nodes of its footnotes, and what stands before the first slide."""
    parts = _Parts(title=head.title)
    for node in tree.children:
        level = node.meta["level"] if node.type == "heading" else None
        if node.type == "note_def":
            parts.notes.append(node)
        elif node.type == "hr" and _is_table(node, shared):
            continue
        elif node.type == "hr" or level == _SLIDE:
            parts.start_slide(node)
        elif level is not None and level < _SLIDE:
            _take_title(node, parts, shared)
        else:
            (parts.drafts[-1].nodes if parts.drafts else parts.early).append(node)
    if len(parts.drafts) > 1 and parts.drafts[-1].is_bare_break:  # it closes the last slide
        parts.drafts.pop()
    return parts


def _check_starts(parts: _Parts, starts: Collection[int], shared: Reading) -> None:
    """Report slides that start within a slide's text."""
    kept: list[_Draft] = []
    for draft in parts.drafts:
        if offset_of(draft.start, shared.source) in starts:
            kept.append(draft)
            continue
        shared.report.error(
            "RD165",
            "a slide can't start inside a text",
            span_of(draft.start, shared.source),
            hint="add an entry to `slides`; headings within a slide's text begin with `###`",
        )
    parts.drafts[:] = kept


def offset_of(node: SyntaxTreeNode, source: SourceText) -> int:
    """Where a slide's heading or `---` begins."""
    return int(node.meta["hashes"][0]) if node.type == "heading" else source.line_start((node.map or (0, 1))[0] + 1)


def _is_table(rule: SyntaxTreeNode, shared: Reading) -> bool:
    """Report a line of dashes that belongs to a table of another dialect."""
    number = (rule.map or (0, 1))[0] + 1
    source = shared.source
    found = simple_table(source.line(number), source.line(number - 1), source.line(number + 1))
    if found is not None:
        words, hint = found
        shared.report.error("RD148", words, span_of(rule, source), hint=hint)
    return found is not None


def _take_title(node: SyntaxTreeNode, parts: _Parts, shared: Reading) -> None:
    """The `#` heading: the topic's title, unless there is one or slides have begun."""
    report, source = shared.report, shared.source
    (start, end), *_ = lines_of(node)
    attributes, text_end = trailing_attributes(source, start, end, shared.opaque, report)
    named = message_of([(start, text_end)], "topic.title", shared)
    if attributes is not None:
        hint = "write `when`, `sources` or `editions` into the front matter; slides start with `##`"
        report.error("RD157", "a topic's title can't have attributes", source.span(attributes.start, end), hint=hint)
    if parts.drafts:
        hint = "make it a topic in a file of its own; start slides with `##`"
        report.error("RD151", "a `#` heading after the first slide", span_of(node, source), hint=hint)
    elif named is not None and parts.title is not None and parts.title.text != named.text:
        hint = "write it once: in the front matter or as the `#` heading"
        related = ((parts.title.span, "the other title"),)
        report.error("RD152", "the topic has two titles", named.span, hint=hint, related=related)
    parts.title = parts.title or named


def _take_early(parts: _Parts, shared: Reading, *, in_markdown: bool) -> None:
    """What stands before the first slide: claims are the topic's, notes its first slide's."""
    notes: list[SyntaxTreeNode] = []
    for node in parts.early:
        info = shared.source.text[slice(*node.meta["info"])].strip() if "info" in node.meta else ""
        if node.type == "div" and head_of(node, shared.source, Report())[0] == "notes" and parts.drafts:
            notes.append(node)
        elif node.type == "fence" and _CLAIMS.match(info):
            read_blocks([node], "text", shared)
        elif node.type != "paragraph" or running_text(lines_of(node), shared.source, shared.opaque).text:
            shared.report.error(
                "RD153",
                "text before the first slide",
                span_of(node, shared.source),
                hint="start a slide with `## Title` (or a `---` between blank lines for one without a title)"
                if in_markdown
                else "write it in a slide's `text`, or name a `template` that prints the `body`",
            )
    if notes:
        parts.drafts[0].nodes[:0] = notes


def _slide(draft: _Draft, topic: str, footnotes: Mapping[str, FootnoteSpec], shared: Reading) -> SlideSpec:
    source, report = shared.source, shared.report
    title: Message | None = None
    attributes: Attributes | None = None
    span = span_of(draft.start, source)
    slide_id = ""
    if draft.start.type == "heading":
        (start, end), *_ = lines_of(draft.start)
        attributes, text_end = trailing_attributes(source, start, end, shared.opaque, report)
        window = running_text([(start, without_hashes(source.text, start, text_end))], source, shared.opaque)
        bare = bare_message(window, "").text
        named = attributes.id if attributes else ""
        slide_id = named or slugify(plain_text(bare, expressions=False)) or slugify(plain_text(bare))
    slide_id = slide_id or f"{topic}-{draft.number}"
    context = slide_id
    if attributes and attributes.id:
        at = attributes.id_start + 1
        context = source.symbolic(at, at + len(attributes.id))
    reading = Reading(source=source, opaque=shared.opaque, report=report, slide=context)
    if draft.start.type == "heading":
        title = message_of([(start, without_hashes(source.text, start, text_end))], "title", reading)
        span = title.span if title else span
    blocks = tuple(read_blocks(draft.nodes, "text", reading))
    given = SlideHead(attributes or Attributes(), source, report)
    given.check()
    if given.text("template"):  # of a slide of the topic's own, it has been taken
        hint = "print the slide itself, or include the template: `{% include … %}`"
        report.error("RD279", "a slide that a template prints can't name one", given.span("template"), hint=hint)
    spec = SlideSpec(
        id=slide_id,
        title=title,
        layout=given.text("layout") or DEFAULT_LAYOUT,
        layout_span=given.span("layout") or span,
        span=span,
        blocks=blocks,
        notes=tuple(reading.notes),
        handout=tuple(reading.handout),
        when=given.expression("when"),
        loop=given.loop(),
        sources=given.words("sources"),
        sources_span=given.span("sources"),
        source=given.source_line(f"{context}/source"),
        hidden="hidden" in given.attributes.classes,
        split="split" in given.attributes.classes,
        editions=given.words("editions"),
        editions_span=given.span("editions"),
    )
    if not (title or given.text("layout") or draft.nodes):
        hint = "take its `---` out, or name the layout of a slide that is to be empty: `## {layout=blank}`"
        report.warning("RD168", "there is nothing on this slide", span, hint=hint)
    spec = replace(spec, footnotes=referred(spec, {**footnotes, **reading.footnotes}, report))
    return replace(spec, claims=locate(reading.claims, messages_in(spec), "on the slide", report))


def without_hashes(text: str, start: int, end: int) -> int:
    """The end of a title without a closing row of `#` before its attributes."""
    title = text[start:end].rstrip()
    bare = title.rstrip("#")
    closing = bare != title and (not bare or bare[-1].isspace())
    return start + len(bare.rstrip() if closing else title)
