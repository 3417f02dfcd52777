"""A topic written in the other form: Markdown as YAML, YAML as Markdown, with the same texts for translators."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ria_deck.content.slides.written import WrittenTopic, written_topic
from ria_deck.content.yaml_topics.comments import lost_comments
from ria_deck.content.yaml_topics.markdown_topics import read_markdown_topic
from ria_deck.content.yaml_topics.read import markdown_of
from ria_deck.content.yaml_topics.written_parts import entry_of, indented, scalar, slide_keys
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

_FRONT = re.compile(r"---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def as_markdown(source: SourceText, report: Report) -> str | None:
    """A YAML topic as Markdown, with its comments; None, with errors in `report`, when it can't be read."""
    document = load_yaml(source, report)
    found = markdown_of(document, report) if document is not None else None
    comments = lost_comments(document, found[0]) if document is not None and found is not None else {}
    if comments and document is not None:
        found = markdown_of(document, Report(), comments)
    return None if found is None or report.failed else found[0].text.lstrip("\n")


def as_yaml(source: SourceText, report: Report) -> str | None:
    """A Markdown topic as YAML; None, with errors in `report`, when it can't be read.

    What has no key of its own where it stands (a second chart, a text after a chart) stays Markdown in `text`.
    """
    read_markdown_topic(source, PurePosixPath(source.path).stem, report)
    if report.failed:
        return None
    topic = written_topic(source)
    head = _head(source, topic)
    body = "\n".join(entry_of(slide_keys(slide, source)) for slide in topic.slides)
    return f"{head}slides:{' []' if not topic.slides else ''}\n{body}"


def _head(source: SourceText, topic: WrittenTopic) -> str:
    front = _FRONT.match(source.text, 0, topic.head_end)
    text = front["body"] if front and front["body"].strip() else ""
    if topic.title is not None:
        text += f"title: {scalar(topic.title)}\n"
    for begin, end in topic.claims:
        text += "claims:\n" + indented(source.text[begin:end].rstrip("\n"), "  ") + "\n"
    if topic.body.strip():
        text += f"body: |{'2' if topic.body[0].isspace() else ''}\n{indented(topic.body, '  ')}\n"
    return text
