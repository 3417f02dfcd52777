"""A topic in Markdown, written in YAML and back: pictures with captions, slides with templates of their own."""

from __future__ import annotations

import pytest

from ria_deck.content.slides.topics import read_topic
from ria_deck.content.yaml_topics.convert import as_markdown, as_yaml
from ria_deck.content.yaml_topics.markdown_topics import read_markdown_topic
from ria_deck.content.yaml_topics.read import read_yaml_topic
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from tests.content.yaml_topics.plain import without_places

HEAD = "---\ntitle: T\n---\n\n"
PICTURE = HEAD + '## A {#a}\n\n![The harbour](images/x.jpg "The “new” harbour \\"East\\""){width="50%"}\n'


def test_a_picture_keeps_its_caption_and_width() -> None:
    report = Report()
    yaml = as_yaml(SourceText("content/a.md", PICTURE), report)
    assert yaml is not None
    assert not report.failed
    for words in ("path: images/x.jpg", "alt: The harbour", 'caption: The “new” harbour "East"', "width: 50%"):
        assert words in yaml
    back = as_markdown(SourceText("content/a.yaml", yaml), report)
    assert back == PICTURE
    one = read_topic(SourceText("content/a.md", PICTURE), "a", report)
    other = read_yaml_topic(SourceText("content/a.yaml", yaml), "a", report)
    assert without_places(one) == without_places(other)


MARKDOWN = (
    HEAD + "## Plain {#plain}\n\nWords.\n\n## Made {#made template=regions.md.j2}\n\nMore.\n\n## Last {#last}\n\nEnd.\n"
)
YAML = """\
title: T
slides:
  - {title: Plain, id: plain, text: Words.}
  - {title: Made, id: made, template: regions.md.j2, text: More.}
  - {title: Last, id: last, text: End.}
"""


@pytest.mark.parametrize("form", ["markdown", "yaml"])
def test_a_slide_with_a_template_is_a_part_between_plain_ones(form: str) -> None:
    report = Report()
    topic = (
        read_markdown_topic(SourceText("content/a.md", MARKDOWN), "a", report)
        if form == "markdown"
        else read_yaml_topic(SourceText("content/a.yaml", YAML), "a", report)
    )
    assert not report.diagnostics
    assert topic is not None
    parts = [(part.name, part.markdown.text) for part in topic.template.parts]
    assert [name for name, _ in parts] == ["", "regions.md.j2", ""]
    assert "Words." in parts[0][1]
    assert "Made" not in parts[0][1]
    assert "End." in parts[2][1]
    assert "More." not in parts[2][1]


def test_a_slide_with_a_template_that_comes_first_has_no_empty_part_before_it() -> None:
    report = Report()
    text = "title: T\nslides:\n  - {title: Made, id: made, template: regions.md.j2}\n"
    topic = read_yaml_topic(SourceText("content/a.yaml", text), "a", report)
    assert topic is not None
    assert [part.name for part in topic.template.parts][-1] == "regions.md.j2"


@pytest.mark.parametrize("form", ["markdown", "yaml"])
def test_a_template_of_the_topic_and_of_a_slide_is_an_error(form: str) -> None:
    report = Report()
    if form == "markdown":
        text = MARKDOWN.replace("title: T\n", "title: T\ntemplate: all.md.j2\n")
        topic = read_markdown_topic(SourceText("content/a.md", text), "a", report)
    else:
        topic = read_yaml_topic(SourceText("content/a.yaml", "template: all.md.j2\n" + YAML), "a", report)
    assert [one.code for one in report.diagnostics] == ["RD279"]
    assert topic.template is None or topic.template.parts == ()
