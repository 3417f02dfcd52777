"""`template:` on a slide of a YAML topic: what is printed, the same texts for translators, what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.content.yaml_topics.convert import as_markdown, as_yaml
from ria_deck.data import load_tables
from ria_deck.diagnostics import Report
from ria_deck.resolve.templates.expand import expanded
from ria_deck.source.text import SourceText
from tests.content.yaml_topics.plain import without_places

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


def topic_of(
    root: Path, topic: str, template: str = TEMPLATE, file: str = "01.yaml"
) -> tuple[TopicSpec, list[tuple[str, str, str]]]:
    for name in ("content", "data", "templates"):
        (root / name).mkdir(exist_ok=True)
    (root / "content/report.yaml").write_text(REPORT, "utf-8")
    (root / "content" / file).write_text(topic, "utf-8")
    (root / "content/images").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "white").save(root / "content/images/a.png")
    credit = "a.png: {credit: Test, licence: CC0-1.0, source: made here}\n"
    (root / "content/images/credits.yaml").write_text(credit, "utf-8")
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


FULL = """\
title: News
sources: [press]
slides:
  - title: Plain
    text: Words.
  - title: Made of {{ 1 + 1 }} parts
    id: made
    template: fact.md.j2
    when: edition == ''
    hidden: true
    source: ["Source: A", "Source: B"]
    remark: why it is here
    values:
      lead: A *lead*
      facts: [1, two, {name: three}]
    text: |
      Some *text*.
    columns:
      - One
      - {text: Two, width: 40%}
    image: {path: images/a.png, alt: A picture}
    notes: Say it.
    claims:
      - {that: 1 < 2, says: Some text}
  - template: fact.md.j2
    text: Without a title
  - title: Last
    id: last
    handout: More.
"""
PRINTING = """\
{{ slide.heading }}
{% if values %}{{ values.lead | markdown }}
{% for one in values.facts[:2] %} {{ one }}{% endfor %}
{{ values.facts[2].name }}{% endif %}

{% if slide.hidden %}hidden{% endif %}

{{ slide.body }}
"""


@pytest.mark.parametrize("topic", [TOPIC, FULL])
def test_both_forms_are_the_same_there_and_back(topic: str, tmp_path: Path) -> None:
    template = TEMPLATE if topic == TOPIC else PRINTING
    report = Report()
    markdown = as_markdown(SourceText("content/01.yaml", topic), report)
    assert markdown is not None, report.diagnostics
    yaml = as_yaml(SourceText("content/01.md", markdown), report)
    assert yaml is not None, report.diagnostics
    assert as_markdown(SourceText("content/01.yaml", yaml), report) == markdown
    told = []
    made = []
    for name, text in (("a", topic), ("b", markdown), ("c", yaml)):
        root = tmp_path / name
        root.mkdir()
        form = "01.md" if name == "b" else "01.yaml"
        one, said = topic_of(root, text, template, form)
        made.append(without_places(one))
        told.append([(code, message) for code, _, message in said])
    assert told[0] == told[1] == told[2]
    assert made[0] == made[1] == made[2]


MARKDOWN = """\
---
title: News
---

## Made of {{ 1 + 1 }} parts {#made template=fact.md.j2}

```{values}
lead: A lead
```

Some *text*.

::: notes
Say it.
:::

## Last

Words.
"""


def test_a_slide_of_a_markdown_topic_may_name_a_template(tmp_path: Path) -> None:
    topic, told = topic_of(tmp_path, MARKDOWN, TEMPLATE, "01.md")
    assert told == []
    assert [(slide.id, slide.layout) for slide in topic.slides] == [("made", "statement"), ("last", "")]
    assert ("made/values.lead", "A lead") in texts(topic)


@pytest.mark.parametrize(
    ("topic", "template", "code", "place"),
    [
        (MARKDOWN, TEMPLATE.replace("slide.text", "slide.tex"), "RD204", "templates/fact.md.j2:5:10"),
        (MARKDOWN, TEMPLATE.replace("{{ slide.notes }}\n", ""), "RD278", "content/01.md:13:1"),
        (MARKDOWN.replace("fact.md.j2", "fakt.md.j2"), TEMPLATE, "RD270", "content/01.md:5:46"),
        (MARKDOWN.replace("fact.md.j2", "fact.j2"), TEMPLATE, "RD270", "content/01.md:5:46"),
        (MARKDOWN.replace("#made", "#made layuot=x"), TEMPLATE, "RD155", "content/01.md:5:37"),
        (MARKDOWN.replace("lead: A lead", "A lead"), TEMPLATE, "RD022", "content/01.md:8:1"),
        (MARKDOWN.replace("lead: A lead", "lead: A lead\nlead: B"), TEMPLATE, "RD011", "content/01.md:9:1"),
        (MARKDOWN.replace("title: News", "title: News\ntemplate: fact.md.j2"), TEMPLATE, "RD279", "content/01.md:6:46"),
        (MARKDOWN.replace(" template=fact.md.j2", ""), TEMPLATE, "RD279", "content/01.md:7:5"),
        (MARKDOWN, TEMPLATE.replace("layout=statement", "template=fact.md.j2"), "RD279", "templates/fact.md.j2:1:48"),
        (MARKDOWN.replace("*text*", "*text*: {% if %}"), TEMPLATE, "RD104", "content/01.md:11:14"),
        (TOPIC.replace("    template: fact.md.j2\n", ""), TEMPLATE, "RD279", "content/01.yaml:7:5"),
    ],
)
def test_mistakes_of_slides_in_markdown_are_where_they_are(
    topic: str, template: str, code: str, place: str, tmp_path: Path
) -> None:
    _, told = topic_of(tmp_path, topic, template, "01.yaml" if topic.startswith("title") else "01.md")
    assert (code, place) in [(code, place) for code, place, _ in told], told


def test_a_template_that_fails_hides_no_mistake_of_other_slides(tmp_path: Path) -> None:
    topic = MARKDOWN + "\n```{values}\na: 1\n```\n"
    _, told = topic_of(tmp_path, topic, TEMPLATE.replace("values.lead", "values.led"), "01.md")
    assert [(code, place) for code, place, _ in told] == [
        ("RD204", "templates/fact.md.j2:3:11"),
        ("RD279", f"content/01.md:{len(topic.splitlines()) - 2}:5"),
    ]
