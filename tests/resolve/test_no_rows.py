"""Blocks that no row is left for: a filter that matches nothing is told at the filter, an empty table at its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck import Project

REPORT = "id: t\ntitle: T\nlanguage: en\nauthors: [{name: A}]\ndate: 2026-01-01\n"
FIELDS = "{name: name, type: string}, {name: day, type: date}, {name: n, type: integer}"
PLACE = "{name: lat, type: number}, {name: lon, type: number}"
PACKAGE = f"""\
sources: [{{name: s, title: Office}}]
resources:
  - {{name: full, path: full.csv, sources: [{{name: s}}], schema: {{fields: [{FIELDS}, {PLACE}]}}}}
  - {{name: bare, path: bare.csv, sources: [{{name: s}}], schema: {{fields: [{FIELDS}, {PLACE}]}}}}
"""
HEAD = "name,day,n,lat,lon\n"

BLOCKS = {
    "table": "```{{table}}\ndata: {data}\nalt: A.\ncolumns: [name]\n{where}\n```",
    "timeline": "```{{timeline}}\ndata: {data}\ndate: day\nlabel: name\nalt: A.\n{where}\n```",
    "map": "```{{map}}\npoints:\n  data: {data}\n  lat: lat\n  lon: lon\n  label: name\n  {where}\nalt: A.\n```",
}


def told(root: Path, block: str) -> list[tuple[str, str]]:
    files = {
        "content/report.yaml": REPORT,
        "content/01.md": f"---\ntitle: One\nsources: [s]\n---\n\n## Slide {{#a}}\n\n{block}\n",
        "data/datapackage.yaml": PACKAGE,
        "data/full.csv": f"{HEAD}Port,2024-01-01,1,35,141\n",
        "data/bare.csv": HEAD,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    lines = files["content/01.md"].splitlines()
    found = [one for one in Project.open(root).check().diagnostics if one.severity.value == "error"]
    return [(one.message, lines[one.span.line - 1].strip()) for one in found if one.span is not None]


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_filter_that_matches_nothing_is_told_at_the_filter(tmp_path: Path, kind: str) -> None:
    block = BLOCKS[kind].format(data="full", where="where: n > 5")
    assert told(tmp_path, block) == [(f"no rows of `full` match this {kind}'s filters", "where: n > 5")]


@pytest.mark.parametrize("kind", BLOCKS)
def test_an_empty_table_is_told_at_its_name(tmp_path: Path, kind: str) -> None:
    block = BLOCKS[kind].format(data="bare", where="")
    assert told(tmp_path, block) == [("`bare` has no rows", "data: bare")]
