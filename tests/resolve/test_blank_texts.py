"""Texts that expressions make empty: those that must say something are told at their place, others are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck import Project
from ria_deck.model.deck import Table
from tests.small_project import built

BLANK = "{{ '' }}"
REPORT = "id: t\ntitle: {title}\nsubtitle: {subtitle}\nlanguage: en\nauthors: [{{name: A}}]\ndate: 2026-01-01\n"
PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
  - name: n
    path: n.csv
    sources: [{name: s}]
    schema: {fields: [{name: year, type: year}, {name: n, type: integer}], primaryKey: year}
"""
TOPIC = """\
---
title: {topic}
sources: [s]
---

## {slide} {{#a}}

- {item}
- A note.[^n]

[^n]: {footnote}

## Chart {{#c layout=chart}}

```{{chart}}
data: n
mark: bar
encoding:
  x: {{field: year, type: ordinal}}
  y: {{field: n, type: quantitative}}
alt: {alt}
```

## Table {{#t layout=table}}

```{{table}}
data: n
columns: [year, n]
caption: {caption}
```

## Figures {{#k layout=kpi}}

```{{kpi}}
- value: {value}
  label: {label}
```
"""
TEXTS = {
    "title": "Talk",
    "subtitle": "Sub",
    "topic": "One",
    "slide": "Points",
    "item": "An item.",
    "footnote": "Words.",
    "alt": "Bars.",
    "caption": "Both years",
    "value": "High",
    "label": "ship",
}


def project(root: Path, **blank: str) -> Project:
    quoted = {"title", "subtitle", "topic", "alt", "caption", "value", "label"}
    texts = {name: f'"{text}"' if name in quoted else text for name, text in (TEXTS | blank).items()}
    files = {
        "content/report.yaml": REPORT.format(**texts),
        "content/01.md": TOPIC.format(**texts),
        "data/datapackage.yaml": PACKAGE,
        "data/n.csv": "year,n\n2024,1\n2025,2\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Project.open(root)


def told(made: Project) -> list[tuple[str, str, str]]:
    texts = {path: (made.root / path).read_text().splitlines() for path in ("content/report.yaml", "content/01.md")}
    return [
        (one.code, one.message, texts[one.span.path][one.span.line - 1].strip())
        for one in made.check().diagnostics
        if one.span is not None
    ]


def test_without_such_a_text_nothing_is_told(tmp_path: Path) -> None:
    assert told(project(tmp_path)) == []


@pytest.mark.parametrize("blank", [BLANK, "{{ '\u200b' }}", "{{ ' ' }} {{ '' }}"])
@pytest.mark.parametrize(
    ("name", "what", "line"),
    [
        ("title", "the report's title", 'title: "{}"'),
        ("topic", "the topic's title", 'title: "{}"'),
        ("slide", "the slide's title", "## {} {{#a}}"),
        ("footnote", "the footnote", "[^n]: {}"),
        ("alt", "the alternative text", 'alt: "{}"'),
        ("value", "the figure's value", '- value: "{}"'),
        ("label", "the figure's label", 'label: "{}"'),
    ],
)
def test_a_text_that_must_say_something_is_told_at_its_place(
    tmp_path: Path, name: str, what: str, line: str, blank: str
) -> None:
    assert told(project(tmp_path, **{name: blank})) == [
        ("RD218", f"{what} is empty: its expressions give no text", line.format(blank))
    ]


def test_an_item_that_comes_out_empty_is_told(tmp_path: Path) -> None:
    assert told(project(tmp_path, item=BLANK)) == [
        ("RD138", "the list item is empty: its expressions give no text", f"- {BLANK}")
    ]


@pytest.mark.parametrize("name", ["item", "slide", "footnote", "alt", "value"])
def test_a_mistake_that_leaves_a_text_empty_is_told_alone(tmp_path: Path, name: str) -> None:
    found = told(project(tmp_path, **{name: "{{ nothing }}"}))
    assert [code for code, _, _ in found] == ["RD202"]


def test_a_table_that_cannot_be_read_leaves_a_text_empty_and_is_told_alone(tmp_path: Path) -> None:
    files = {"content/01.md": "## A {#a}\n\n- {{ t.sum('v') }}\n", "data/t.csv": "k,v\na,x\n"}
    assert built(tmp_path, files).codes == ["RD320"]


@pytest.mark.parametrize("name", ["subtitle", "caption"])
def test_a_text_that_may_be_left_out_is(tmp_path: Path, name: str) -> None:
    made = project(tmp_path, **{name: BLANK})
    assert told(made) == []
    deck = made.deck()
    tables = [placed.block for slide in deck.slides for placed in slide.placements if isinstance(placed.block, Table)]
    assert {"subtitle": deck.subtitle, "caption": tables[0].caption}[name] is None
    made.build(outputs=["pptx", "pdf"])
