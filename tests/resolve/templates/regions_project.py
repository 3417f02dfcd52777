"""A small project: 47 regions, one slide template, three languages."""

from __future__ import annotations

from pathlib import Path

REPORT = """\
id: regions
title: Regions
date: 2026-11-01
language: en
languages: [en, ja, ru]
outputs: [pptx]
"""
PACKAGE = """\
name: regions
resources:
  - name: regions
    path: regions.csv
    schema:
      fields:
        - {name: code, type: string}
        - {name: name, type: string}
        - {name: name_ja, type: string}
        - {name: before, type: integer}
        - {name: now, type: integer}
      primaryKey: [code]
    sources: [made-up]
    ria: {translations: {name: {ja: name_ja}}}
sources: [{name: made-up, title: Made up}]
"""
TOPIC = """\
---
title: Every region
template: region.md.j2
values: {unit: visitors}
---
"""
TEMPLATE = """\
{# one slide for each region #}
{% from "ria/macros.md.j2" import two_years %}
{% for r in regions.rows() %}

## {{ r.name }}: {{ change(r.before, r.now) | percent | signed }} {#region-{{ r.code }} layout=chart-right}

- In a year, **{{ r.name }}** had {{ r.now | number }} {{ values.unit }}.
{{ two_years("Visitors", r.before, r.now) }}

```{chart}
data: regions
transform: [{filter: {field: code, equal: {{ r.code }}}}]
mark: bar
encoding: {x: {field: name, type: nominal}, y: {field: now, type: quantitative}}
alt: "A bar of {{ r.name }}: {{ r.now | number }}."
```

::: notes
{% if r.now > r.before %}
{{ r.name }} grew.
{% else %}
{{ r.name }} shrank.
{% endif %}
:::
{% endfor %}
"""


def regions(count: int = 47) -> str:
    """The table of regions."""
    rows = [f"{n:02},Region {n},第{n}県,{1000 + 37 * n},{1000 + 41 * n - 7 * (n % 5) * n}" for n in range(1, count + 1)]
    return "\n".join(["code,name,name_ja,before,now", *rows]) + "\n"


def project(root: Path, *, count: int = 47, template: str = TEMPLATE, topic: str = TOPIC) -> Path:
    """Write the project below `root`."""
    files = {
        "content/report.yaml": REPORT,
        "content/01-regions.md": topic,
        "data/datapackage.yaml": PACKAGE,
        "data/regions.csv": regions(count),
        "templates/region.md.j2": template,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
