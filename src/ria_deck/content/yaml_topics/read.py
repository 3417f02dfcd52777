"""A topic's YAML as the topic that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ria_deck.content.slides.topics import MOST_CHARACTERS, read_topic
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.template import TopicPart, authored
from ria_deck.content.yaml_topics.markdown import ATTRIBUTES, PARTS, MarkdownWriter
from ria_deck.content.yaml_topics.shape import SlideDraft, TopicDraft
from ria_deck.diagnostics import Report
from ria_deck.source.decode import decode
from ria_deck.source.derived import DerivedText
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml

_BELOW = ("body", "slides")  # the keys of a topic that stand below its front matter


def read_yaml_topic(source: SourceText, topic: str, report: Report) -> TopicSpec:
    """The topic of one YAML or JSON file; every mistake is reported at its place in it."""
    if len(source.text) > MOST_CHARACTERS:
        hint = "make several topics of it"
        report.error("RD006", f"a topic of more than {MOST_CHARACTERS:,} characters", source.span(0, 0), hint=hint)
        return _empty(source, topic)
    document = load_yaml(source, report)
    found = markdown_of(document, report) if document is not None else None
    if found is None:
        return _empty(source, topic)
    text, starts = found
    slides = document.data.get("slides") if document is not None else None
    parts = topic_parts(document, topic, report) if document is not None else ()
    return read_topic(
        text, topic, report, starts=starts, slides=tuple(slides) if isinstance(slides, list) else (), templated=parts
    )


def topic_parts(document: YamlDocument, topic: str, report: Report) -> tuple[TopicPart, ...]:
    """The parts of a topic with templates on its slides; empty for others. The document has been read before."""
    slides = list(_slides(document, Report()))
    named = [index for index, slide in slides if slide.template]
    if not named:
        return ()
    if document.data.get("template"):
        hint = "use one of them: a topic's template makes all of its slides"
        span = document.span(("slides", named[0], "template"))
        report.error("RD279", "a slide's `template` in a topic that has a template", span, hint=hint)
        return ()
    parts: list[TopicPart] = []
    writer = MarkdownWriter(document, templates=True)
    writer.front_matter([name for name in document.data if name not in _BELOW])
    writer.before(document.data.get("body"))
    for index, slide in slides:
        if not slide.template:
            writer.slide(index, slide)
            continue
        parts.append(_plain_part(writer))
        writer = MarkdownWriter(document, templates=True)
        parts.append(_slide_part(document, index, slide, topic))
    parts.append(_plain_part(writer))
    return tuple(part for part in parts if part.name or part.markdown.text)


def _plain_part(writer: MarkdownWriter) -> TopicPart:
    return TopicPart(markdown=writer.out.derived(writer.document.source.path), starts=tuple(sorted(writer.starts)))


def _slide_part(document: YamlDocument, index: int, slide: SlideDraft, topic: str) -> TopicPart:
    """A slide with its keys as the Markdown that each stands for, and `heading` and `body`, the whole of it."""
    path = document.source.path
    given = document.data["slides"][index]
    keys: dict[str, SourceText | bool] = {}
    for name in ("title", *ATTRIBUTES, *PARTS):
        if isinstance(given.get(name), bool):
            keys[name] = given[name]
            continue
        writer = MarkdownWriter(document)
        if name in PARTS:
            writer.part(name, index, slide)
        elif given.get(name) not in (None, "", []):
            writer.attribute(name, index)
        keys[name] = writer.out.derived(path)
    whole = MarkdownWriter(document)
    whole.heading(index)
    keys["heading"] = whole.out.derived(path)
    below = MarkdownWriter(document)
    for name in PARTS:
        below.part(name, index, slide)
    keys["body"] = below.out.derived(path)
    context = f"{slide.id or topic}/values"
    return TopicPart(
        markdown=SourceText(path, ""),
        name=slide.template or "",
        span=document.text_span(("slides", index, "template")),
        values=authored(document, ("slides", index, "values"), context) if slide.values else {},
        keys=keys,
        at={name: document.span(("slides", index, name), key=True) for name in given},
    )


def markdown_of(
    document: YamlDocument, report: Report, comments: Mapping[int, str] | None = None
) -> tuple[DerivedText, frozenset[int]] | None:
    """The Markdown of a document and the offsets of its slides; None where it isn't a topic. What is wrong in its form
    is reported and left out. `comments` are printed on the slides of these numbers."""
    told = Report()
    head = decode(TopicDraft, document, told)
    report.extend(told.diagnostics)
    if not isinstance(document.data, dict):
        return None
    if head is not None and not ({"slides", "template"} & document.data.keys()):
        report.error(
            "RD021", "the key `slides` is missing", document.span(), hint="a list of slides, each with its keys"
        )
    writer = MarkdownWriter(document, templates=True, comments=comments)
    writer.front_matter([name for name in document.data if name not in _BELOW] if head is not None else ())
    writer.before(head.body if head is not None else None)
    for index, slide in _slides(document, report):
        writer.slide(index, slide)
    return writer.out.derived(document.source.path), frozenset(writer.starts)


def _slides(document: YamlDocument, report: Report) -> Iterator[tuple[int, SlideDraft]]:
    slides = document.data.get("slides")
    for index in range(len(slides)) if isinstance(slides, list) else ():
        slide = decode(SlideDraft, document, report, at=("slides", index))
        if slide is not None:
            yield index, slide


def _empty(source: SourceText, topic: str) -> TopicSpec:
    return TopicSpec(id=topic, path=source.path, title=None, slides=(), span=source.span(0, len(source.line(1))))
