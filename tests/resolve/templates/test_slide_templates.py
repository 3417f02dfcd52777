"""`template:` on a slide of a YAML topic: what is printed, the same texts for translators, what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.content.yaml_topics.convert import as_markdown
from ria_deck.data import load_tables
from ria_deck.diagnostics import Report
from ria_deck.resolve.templates.expand import expanded
from ria_deck.source.text import SourceText

REPORT = "id: r\ntitle: T\ndate: 2026-01-01\nlanguage: en\nlanguages: [en]\n"
TOPIC = """\
title: News
slides:
  - title: Plain
    text: Words.
  - title: Made of {{ 1 + 1 }} parts
    id: made
    template: fact.md.j2
    values: {lead: A lead}
    text: |
      Some *text*.
    notes: Say it.
    claims: [{that: 1 < 2, says: Some text}]
  - title: Last
    id: last
"""
TEMPLATE = """\
## {{ slide.title }} {#{{ slide.id }} layout=statement}

{{ values.lead }}
{% if slide.handout %}never{% endif %}
{{ slide.text }}{{ slide.claims }}
{{ slide.notes }}
"""
PLAIN = TOPIC.replace("    template: fact.md.j2\n    values: {lead: A lead}\n", "    layout: statement\n")


def topic_of(root: Path, topic: str, template: str = TEMPLATE) -> tuple[TopicSpec, list[tuple[str, str, str]]]:
    for name in ("content", "data", "templates"):
        (root / name).mkdir(exist_ok=True)
    (root / "content/report.yaml").write_text(REPORT, "utf-8")
    (root / "content/01.yaml").write_text(topic, "utf-8")
    (root / "templates/fact.md.j2").write_text(template, "utf-8")
    report = Report()
    content = load_content(root, report)
    made = expanded(content, "", "en", root, load_tables(root, report), report)
    return made.topics[0], [(one.code, str(one.span), one.message) for one in report.diagnostics]


def texts(topic: TopicSpec) -> set[tuple[str, str]]:
    return {(message.context, message.text) for message in messages_in(topic)}


def test_plain_slides_stay_and_others_are_made(tmp_path: Path) -> None:
    topic, told = topic_of(tmp_path, TOPIC)
    assert told == []
    assert [(slide.id, slide.layout, len(slide.claims)) for slide in topic.slides] == [
        ("plain", "", 0),
        ("made", "statement", 1),
        ("last", "", 0),
    ]


def test_translators_have_the_texts_of_a_slide_without_a_template(tmp_path: Path) -> None:
    with_template, _ = topic_of(tmp_path, TOPIC)
    without, _ = topic_of(tmp_path, PLAIN)
    assert texts(without) <= texts(with_template)
    assert ("made/title", "Made of {{ 1 + 1 }} parts") in texts(with_template)


def test_a_mistake_in_the_slides_text_is_in_the_topic(tmp_path: Path) -> None:
    _, told = topic_of(tmp_path, TOPIC.replace("*text*.", "*text*: {% if %}"))
    assert [place for _, place, _ in told] == ["content/01.yaml:10:20"]


@pytest.mark.parametrize(
    ("topic", "template", "code", "place"),
    [
        (TOPIC, TEMPLATE.replace("slide.text", "slide.tex"), "RD204", "templates/fact.md.j2:5:10"),
        (TOPIC, TEMPLATE.replace("{{ slide.notes }}\n", ""), "RD278", "content/01.yaml:11:5"),
        (TOPIC, TEMPLATE.replace("values.lead", "values.led"), "RD204", "templates/fact.md.j2:3:11"),
        (TOPIC.replace("fact.md.j2", "fakt.md.j2"), TEMPLATE, "RD270", "content/01.yaml:7:15"),
        (TOPIC.replace("fact.md.j2", "../fact.md.j2"), TEMPLATE, "RD270", "content/01.yaml:7:15"),
        (TOPIC.replace("fact.md.j2", "fact.j2"), TEMPLATE, "RD024", "content/01.yaml:7:15"),
        (TOPIC.replace("values: {lead: A lead}", "values: A lead"), TEMPLATE, "RD022", "content/01.yaml:8:13"),
        (TOPIC.replace("title: News", "title: News\ntemplate: fact.md.j2"), TEMPLATE, "RD279", "content/01.yaml:8:15"),
        (TOPIC, "{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}", "RD272", ""),
        (TOPIC, TEMPLATE.replace("{% endif %}", ""), "RD271", "templates/fact.md.j2:4:4"),
    ],
)
def test_mistakes_are_reported_where_they_are(topic: str, template: str, code: str, place: str, tmp_path: Path) -> None:
    _, told = topic_of(tmp_path, topic, template)
    assert code in [code for code, *_ in told], told
    assert next(found for one, found, _ in told if one == code).startswith(place), told


def test_heading_and_body_are_all_of_the_slide(tmp_path: Path) -> None:
    plain, _ = topic_of(tmp_path, PLAIN)
    topic = PLAIN.replace("    id: made\n", "    id: made\n    template: fact.md.j2\n")
    whole, told = topic_of(tmp_path, topic, "{{ slide.heading }}{{ slide.body }}")
    assert told == []
    assert texts(whole) == texts(plain)
    assert [slide.layout for slide in whole.slides] == [slide.layout for slide in plain.slides]


def test_markdown_has_no_form_for_it() -> None:
    report = Report()
    assert as_markdown(SourceText("content/01.yaml", TOPIC), report) is None
    assert [(one.code, str(one.span)) for one in report.diagnostics] == [("RD279", "content/01.yaml:7:5")]
