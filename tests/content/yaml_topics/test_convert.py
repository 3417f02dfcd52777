"""A topic in one form and in the other: the same model, the same file there and back, the same deliverables."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.content.slides.topics import read_topic
from ria_deck.content.yaml_topics.convert import as_markdown, as_yaml
from ria_deck.content.yaml_topics.read import read_yaml_topic
from ria_deck.content.yaml_topics.shape import BLOCKS
from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.schema import json_schema
from ria_deck.source.text import SourceText
from tests.content.yaml_topics.plain import without_places

ROOT = Path(__file__).resolve().parents[3]
GALLERY = ROOT / "tests/projects/gallery"
TOPICS = [
    *sorted((ROOT / "tests/projects").glob("*/content/*.md")),
    *sorted((ROOT / "content").glob("*.md")),
    *sorted((ROOT / "src/ria_deck").glob("**/content/*.md")),
]
OTHERWISE = {  # a title as a heading, no empty line before a slide: the same topic, written in another way
    "tests/projects/contract/content/intro.md",
    "tests/projects/charts/content/01.md",
}


def _yaml(text: str) -> str:
    report = Report()
    found = as_yaml(SourceText("content/a.md", text), report)
    assert found is not None, report.diagnostics
    return found


def _markdown(text: str) -> str:
    report = Report()
    found = as_markdown(SourceText("content/a.yaml", text), report)
    assert found is not None, report.diagnostics
    return found


def _models(markdown: str, yaml: str) -> tuple[object, object]:
    report = Report()
    one = read_topic(SourceText("content/a.md", markdown), "a", report)
    other = read_yaml_topic(SourceText("content/a.yaml", yaml), "a", report)
    assert not report.failed, report.diagnostics
    return without_places(one), without_places(other)


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_there_and_back_is_the_same_file(path: Path) -> None:
    text = path.read_text("utf-8")
    yaml = _yaml(text)
    assert (_markdown(yaml) != text) == (path.relative_to(ROOT).as_posix() in OTHERWISE)
    assert _yaml(_markdown(yaml)) == yaml
    one, other = _models(text, yaml)
    assert one == other


FORMS = """\
title: "A topic"   # a remark of its own
# and another
sources: [one, two]
slides:
  - title: 'It''s a "title"'
    id: first
    when: edition == 'update'
    source: ["Source: A", "Source: B"]
    sources: [one, two]
    hidden: true
    remark: why this slide is --> hidden
    text: >
      A folded text
      goes on.

      And on.
    columns:
      - "- one\\n- two"
      - {text: "**three**", width: 40%}
    image: {path: images/a b.png, alt: 'An image [of x', caption: 'It says "x"', width: 60%, focus: "0.3,0.5"}
    notes: "With \\u201cquotes\\u201d"
  - for: row in regions.rows()
    title: "{{ row.name }}"
    split: true
    table: {id: t, data: regions}
  - text: without a title
  - {}
"""


def test_what_yaml_can_say_and_markdown_too() -> None:
    markdown = _markdown(FORMS)
    assert (
        markdown
        == """\
---
title: "A topic"   # a remark of its own
# and another
sources: [one, two]
---

## It's a "title" {#first when="edition == 'update'" source="Source: A | Source: B" sources="one, two" .hidden}

<!-- why this slide is -- > hidden -->

A folded text goes on.
And on.

:::: columns
::: column
- one
- two
:::
::: {.column width="40%"}
**three**
:::
::::

![An image \\[of x](<images/a b.png> "It says \\"x\\""){width="60%" focus="0.3,0.5"}

::: notes
With “quotes”
:::

## {{ row.name }} {for="row in regions.rows()" .split}

```{table}
{id: t, data: regions}
```

---

without a title

##
"""
    )
    one, other = _models(markdown, FORMS)
    assert one == other


COMMENTED = """\
# kept: it is in the head
title: T
slides:
  # above the first
  # in two lines
  - title: A "# no comment"   # beside a title
    # between keys --> and more
    chart:
      data: loans   # in a block, which is copied
      mark: bar
      encoding: {x: year, y: loans}
      alt: "A # b"
    text: |
      - 1 # no comment
  # above the second
  - {title: B, remark: its own}   # beside all of it
  # at the end
"""


def test_comments_are_not_lost() -> None:
    markdown = _markdown(COMMENTED)
    assert markdown.startswith("---\n# kept: it is in the head\ntitle: T\n---\n")
    first, second = markdown.split("## B")
    assert "<!-- above the first\nin two lines\nbeside a title\nbetween keys -- > and more -->" in first
    assert "data: loans   # in a block, which is copied" in first
    assert first.count("<!--") == 1
    assert second == "\n\n<!-- its own -->\n\n<!-- above the second\nbeside all of it\nat the end -->\n"
    assert _markdown(_yaml(markdown)) == markdown


BEFORE = [
    "---\ntitle: T\ntemplate: t.md.j2\n---\n\n# Own *title*\n\n- Own words\n\n```{claims}\n- {that: a, says: b}\n```\n",
    "---\ntitle: T\ntemplate: t.md.j2\n---\n\n  Own words\n\n## A slide {#x}\n\n- text\n",
    "---\ntitle: T\n---\n\n<!-- why -->\n\n## A slide {#x}\n\n- text\n",
    "---\ntitle: T\n---\n\n<!-- why -->\n\n::: notes\nof the first slide\n:::\n\n## A slide {#x}\n\n- text\n",
]


@pytest.mark.parametrize("text", BEFORE)
def test_what_stands_before_the_first_slide_is_not_lost(text: str) -> None:
    yaml = _yaml(text)
    assert "body: |" in yaml
    assert _markdown(yaml) == text
    assert _yaml(_markdown(yaml)) == yaml
    if "template" not in text:
        one, other = _models(text, yaml)
        assert one == other


def test_json_is_read_and_aliases_are_written_out() -> None:
    axes = {"data": "d", "mark": "bar", "encoding": {"x": "a", "y": "b"}, "alt": "A"}
    slides = [{"id": "a", "title": "日本", "text": "- x\n- y", "chart": axes}, {"text": "z"}]
    topic = {"title": "T", "sources": ["s"], "slides": slides}
    yaml = """\
title: T
sources: &s [s]
slides:
  - &one
    id: a
    title: 日本
    text: |
      - x
      - y
    chart: {data: d, mark: bar, encoding: {x: a, y: b}, alt: A}
  - text: z
"""
    forms = [json.dumps(topic), json.dumps(topic, ensure_ascii=False, indent=2), json.dumps(topic, indent="\t"), yaml]
    report = Report()
    models = [without_places(read_yaml_topic(SourceText("content/a.json", form), "a", report)) for form in forms]
    assert not report.diagnostics
    assert all(model == models[0] for model in models)
    chart = "{data: d, mark: bar, encoding: {x: a, y: b}, alt: A}"
    aliased = f"slides:\n  - {{title: A, chart: &c {chart}}}\n  - {{title: B, chart: *c}}\n"
    written = f"slides:\n  - {{title: A, chart: {chart}}}\n  - {{title: B, chart: {chart}}}\n"
    one, other = (without_places(read_yaml_topic(SourceText("a", form), "a", report)) for form in (aliased, written))
    assert not report.diagnostics
    assert one == other


@pytest.fixture(name="gallery")
def _gallery(tmp_path: Path) -> Path:
    """The gallery with every topic in YAML."""
    project = Path(shutil.copytree(GALLERY, tmp_path / "gallery"))
    for path in (project / "content").glob("*.md"):
        target = path.with_suffix(".yaml")
        done = CliRunner().invoke(app, ["convert", str(path), "--project", str(project), "-o", str(target)])
        assert done.exit_code == 0, done.output
        path.unlink()
    return project


def test_the_gallery_in_yaml_gives_the_same_bytes(gallery: Path, tmp_path: Path) -> None:
    """Every slide of it, in all its languages; a stale or missing translation stops either build."""
    made = []
    for project in (GALLERY, gallery):
        out = tmp_path / f"out-{len(made)}"
        result = build(project, Options(output=out, jobs=1))
        assert not result.failed, result.diagnostics
        made.append({path.name: path.read_bytes() for path in out.glob("gallery.*")})
    languages = YAML(typ="safe").load((GALLERY / "content/report.yaml").read_text("utf-8"))["languages"]
    assert sorted(made[0]) == sorted(f"gallery.{one}.{kind}" for one in languages for kind in ("pptx", "pdf"))
    assert [name for name, made_of_yaml in made[1].items() if made[0].get(name) != made_of_yaml] == []
    assert set(made[0]) == set(made[1])


def test_slides_of_the_gallery_are_written_by_keys(gallery: Path) -> None:
    """Blocks, columns, pictures and notes have their keys, as editors know them: none of them is left in a text."""
    assert not list((gallery / "content").glob("*.md"))
    topics = [YAML(typ="safe").load(path.read_text("utf-8")) for path in sorted((gallery / "content").glob("0*.yaml"))]
    for topic in topics:
        jsonschema.Draft202012Validator(json_schema("topic")).validate(topic)
    slides = [slide for topic in topics for slide in topic["slides"]]
    used = {name for slide in slides for name in slide}
    assert used >= {"title", "id", "layout", "text", "columns", "image", "notes", "handout", *BLOCKS}, used
    assert [slide["id"] for slide in slides if re.search("^(```{|:::)", slide.get("text", ""), re.MULTILINE)] == []


def test_two_topics_whose_names_differ_in_the_ending_are_an_error(gallery: Path) -> None:
    shutil.copy(GALLERY / "content/01-words.md", gallery / "content/01-words.md")
    result = build(gallery, Options(output=gallery / "out", languages=("en",), outputs=("pptx",), jobs=1))
    assert [found.code for found in result.diagnostics if found.code == "RD166"] == ["RD166"]
    assert not list((gallery / "out").glob("gallery.*"))
