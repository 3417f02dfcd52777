"""A topic's YAML as the topic that it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from ria_deck.content.slides.topics import MOST_CHARACTERS, read_topic
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.yaml_topics.markdown import MarkdownWriter
from ria_deck.content.yaml_topics.shape import SlideDraft, TopicDraft
from ria_deck.diagnostics import Report
from ria_deck.source.decode import decode
from ria_deck.source.derived import DerivedText
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml


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
    return read_topic(text, topic, report, starts=starts, slides=tuple(slides) if isinstance(slides, list) else ())


def markdown_of(document: YamlDocument, report: Report) -> tuple[DerivedText, frozenset[int]] | None:
    """The Markdown of a document and the offsets of its slides; None for one that is no topic. What is wrong in its form
    is reported and left out."""
    told = Report()
    head = decode(TopicDraft, document, told)
    report.extend(told.diagnostics)
    if not isinstance(document.data, dict):
        return None
    if head is not None and not ({"slides", "template"} & document.data.keys()):
        report.error(
            "RD021", "the key `slides` is missing", document.span(), hint="a list of slides, each with its keys"
        )
    writer = MarkdownWriter(document)
    writer.front_matter([name for name in document.data if name != "slides"] if head is not None else ())
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
