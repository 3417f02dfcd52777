"""Nothing goes in, the small sound project comes out that every threat spoils in one place."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

REPORT = """\
id: talk
title: Talk
authors: [{name: A. Author}]
date: 2026-01-15
language: en
languages: [en]
"""
TOPIC = """\
---
title: Topic
---

## Cars fell {#cars layout=chart-right}

- Cars fell to {{ cars.value("units", year=2009) | number }} units.

```{chart}
data: cars
mark: bar
encoding:
  x: {field: year, type: ordinal}
  y: {field: units, type: quantitative, title: Cars}
alt: Bars of cars by year.
```

## A table {#table layout=table}

```{table}
data: cars
columns: [{field: year}, {field: units, format: "#,##0"}, {field: remark}]
```

## A picture {#picture layout=picture}

![A field](images/field.png)
"""
PACKAGE = """\
name: talk
sources: [{name: made-up, title: Made up}]
resources:
  - name: cars
    path: cars.csv
    sources: [{name: made-up}]
    schema:
      fields: [{name: year, type: integer}, {name: units, type: integer}, {name: remark, type: string}]
      primaryKey: year
"""
CARS = "year,units,remark\n2007,200,first\n2008,500,second\n2009,50,third\n"
CREDITS = "field.png: {credit: Test, licence: CC0-1.0, source: made here}\n"
SECRET = "canary-7f3a91-outside"
"""What a file outside of the project holds: it must never be seen again."""


def _field() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 60, 120)).save(out, "PNG")
    return out.getvalue()


BASE: Mapping[str, bytes] = {
    "content/report.yaml": REPORT.encode(),
    "content/01-topic.md": TOPIC.encode(),
    "content/images/field.png": _field(),
    "content/images/credits.yaml": CREDITS.encode(),
    "data/datapackage.yaml": PACKAGE.encode(),
    "data/cars.csv": CARS.encode(),
}
