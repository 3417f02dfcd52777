"""A small talk that is made for each row of a table: three places, two languages."""

from __future__ import annotations

from pathlib import Path

REPORT = """\
id: report
title: "People in {{ r.name }}"
date: 2026-11-01
language: en
languages: [en, ja]
outputs: [pptx]
params: {since: "2010"}
batch: {for: "r in regions.rows()", id: "{{ r.code }}"}
"""
TOPIC = """\
---
title: People
claims:
  - says: "more people than before"
    that: population.value("people", code=r.code, year="2020") > population.value("people", code=r.code, year="2010")
---

## {{ r.name }} has more people than before {#people}

{{ population.value("people", code=r.code, year="2020") }} people live there;
in {{ params.since }} there were {{ population.value("people", code=r.code, year=params.since) }}.

## All places together {#together}

{{ population.sum("people", year="2020") }} people live in {{ regions.count() }} places.
"""
PACKAGE = """\
name: people
sources: [{name: office, title: Office}]
resources:
  - name: regions
    path: regions.csv
    sources: [office]
    schema: {primaryKey: code, fields: [{name: code, type: string}, {name: name, type: string}]}
  - name: population
    path: population.csv
    sources: [office]
    schema:
      primaryKey: [code, year]
      fields: [{name: code, type: string}, {name: year, type: string}, {name: people, type: integer}]
"""
REGIONS = "code,name\na1,Asahi\nb2,Biwa\nc3,Chuo\n"
PEOPLE = """\
code,year,people
a1,2010,1100
a1,2020,1210
b2,2010,2100
b2,2020,2210
c3,2010,3100
c3,2020,3210
"""


def write_talk(root: Path, **files: str) -> Path:
    """The project in a folder; `files` are other texts for `report`, `topic`, `package`, `regions`, `people`."""
    texts = {
        "content/report.yaml": files.get("report", REPORT),
        "content/01-people.md": files.get("topic", TOPIC),
        "data/datapackage.yaml": files.get("package", PACKAGE),
        "data/regions.csv": files.get("regions", REGIONS),
        "data/population.csv": files.get("people", PEOPLE),
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root
