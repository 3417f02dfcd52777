"""A number of rows goes in, a small talk that is made for each of them comes out: made-up places, three languages, one claim,
a chart and a table of each place beside all of them together."""

from __future__ import annotations

from pathlib import Path

import polib

from ria_deck.diagnostics import Report
from ria_deck.translations import gather

YEARS = range(2011, 2021)

_REPORT = """\
id: places
title: "People in {{ r.name }}"
subtitle: "Made-up numbers"
date: 2026-11-01
language: en
languages: [en, ja, ru]
outputs: [pptx, pdf]
batch: {for: "r in places.rows()", id: "{{ r.code }}"}
"""
_TOPIC = """\
---
title: People
claims:
  - says: more people than ten years before
    that: people.value("people", code=r.code, year=2020) > people.value("people", code=r.code, year=2011)
---

## {{ r.name }} has more people than ten years before {#people layout=chart-right}

- **{{ people.value("people", code=r.code, year=2020) }}** people lived there, after {{ people.value("people", code=r.code,
  year=2011) }}
- All places have {{ people.sum("people", year=2020) }}

```{chart}
data: people
transform: [{filter: "code == r.code"}]
mark: line
encoding: {x: {field: year, type: temporal}, y: {field: people, type: quantitative, title: People}}
alt: A line of the people in {{ r.name }} by year.
```

::: notes
What is said beside the line of {{ r.name }}.
:::

## Year by year {#years layout=table}

```{table}
data: people
where: "code == r.code"
columns:
  - {field: year, title: Year}
  - {field: people, title: People, align: right}
```

## What it means {#means}

- A place of {{ people.value("people", code=r.code, year=2020) | compact }} people
- {{ places.count() }} places have a deck like this one
- The numbers are made up
"""
_PACKAGE = """\
name: places
sources: [{name: made-up, title: Made-up numbers}]
resources:
  - name: places
    path: places.csv
    sources: [made-up]
    schema: {primaryKey: code, fields: [{name: code, type: string}, {name: name, type: string}]}
  - name: people
    path: people.csv
    sources: [made-up]
    schema:
      primaryKey: [code, year]
      fields: [{name: code, type: string}, {name: year, type: year}, {name: people, type: integer}]
"""


def write_rows(root: Path, rows: int) -> None:
    """The project for so many rows."""
    codes = [f"p{number:04}" for number in range(1, rows + 1)]
    people = [
        f"{code},{year},{10_000 + 37 * number + 11 * (year - 2011) * (1 + number % 7)}"
        for number, code in enumerate(codes)
        for year in YEARS
    ]
    texts = {
        "content/report.yaml": _REPORT,
        "content/01-people.md": _TOPIC,
        "data/datapackage.yaml": _PACKAGE,
        "data/places.csv": "\n".join(["code,name", *(f"{code},Place {code[1:]}" for code in codes)]) + "\n",
        "data/people.csv": "\n".join(["code,year,people", *people]) + "\n",
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    translate(root)


_WORDS = {
    "People": ("人口", "Население"),
    "{{ r.name }} has more people than ten years before": (
        "{{ r.name }}の人口は10年前より多い",
        "{{ r.name }}: людей больше, чем десять лет назад",
    ),
    '**{{ people.value("people", code=r.code, year=2020) }}** people lived there, after {{ people.value("people", '
    "code=r.code, year=2011) }}": (
        '人口は{{ people.value("people", code=r.code, year=2011) }}人から'
        '**{{ people.value("people", code=r.code, year=2020) }}**人になった',
        'Было {{ people.value("people", code=r.code, year=2011) }} человек, стало '
        '**{{ people.value("people", code=r.code, year=2020) }}**',
    ),
    'All places have {{ people.sum("people", year=2020) }}': (
        '全地点の合計は{{ people.sum("people", year=2020) }}人',
        'Во всех местах: {{ people.sum("people", year=2020) }}',
    ),
    "A line of the people in {{ r.name }} by year.": (
        "{{ r.name }}の人口の推移。",
        "{{ r.name }}: население по годам.",
    ),
    "What is said beside the line of {{ r.name }}.": ("{{ r.name }}の線に添える話。", "Слова к линии {{ r.name }}."),
    "Year by year": ("年ごとに", "Год за годом"),
    "Year": ("年", "Год"),
    "What it means": ("その意味", "Что это значит"),
    'A place of {{ people.value("people", code=r.code, year=2020) | compact }} people': (
        '人口{{ people.value("people", code=r.code, year=2020) | compact }}の地点',
        'Место, где живут {{ people.value("people", code=r.code, year=2020) | compact }} человек',
    ),
    "{{ places.count() }} places have a deck like this one": (
        "{{ places.count() }}地点に同じスライドがある",
        "Такие слайды есть у {{ places.count() }} мест",
    ),
    "The numbers are made up": ("数値は架空", "Числа вымышлены"),
    "People in {{ r.name }}": ("{{ r.name }}の人口", "Население: {{ r.name }}"),
    "Made-up numbers": ("架空の数値", "Вымышленные числа"),
}


def translate(root: Path) -> None:
    """The catalogs of the project, whole."""
    found = gather(root, Report())
    assert found is not None
    for place, language in enumerate(("ja", "ru")):
        catalog = polib.POFile()
        catalog.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
        for message in found.to(language):
            words = _WORDS[" ".join(message.text.split())][place]
            catalog.append(polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr=words))
        path = root / f"content/locale/{language}.po"
        path.parent.mkdir(exist_ok=True)
        catalog.save(str(path))
