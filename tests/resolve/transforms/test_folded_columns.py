"""Columns that become rows: their names are periods where they name some, and words in the deck's language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ria_deck.data.moments import periods_of
from tests.small_project import REPORT, BuiltProject, built

CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: ja\\n"

msgctxt "data/t/men"
msgid "Men"
msgstr "男性"
"""
PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema:
    fields: [{name: area}, {name: men, type: number, title: Men}, {name: women, type: number, title: Women}]
- name: u
  path: u.csv
  sources: [{name: s}]
  schema: {fields: [{name: area}, {name: 1970年, type: number}, {name: 1975年, type: number}]}
"""
FOLD = "data: t\ntransform: [{fold: [men, women], as: [who, n]}]\n"
TOPIC = f"""\
## A {{#a layout=chart}}

```{{chart}}
{FOLD}mark: bar
encoding: {{x: area, y: n, color: who}}
alt: a
```

## B {{#b layout=table}}

```{{table}}
{FOLD}where: who == 'Men'
```

## C {{#c layout=chart}}

```{{chart}}
data: u
transform: [{{fold: [1970年, 1975年], as: [year, n]}}, {{filter: year > 1960}}]
mark: line
encoding: {{x: year, y: n}}
alt: c
```
"""


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> BuiltProject:
    files = {
        "content/report.yaml": REPORT.replace("languages: [en]", "languages: [en, ja]"),
        "content/01.md": TOPIC,
        "content/locale/ja.po": CATALOG,
        "data/datapackage.yaml": PACKAGE,
        "data/t.csv": "area,men,women\nNorth,1,2\n",
        "data/u.csv": "area,1970年,1975年\nNorth,1,2\n",
    }
    return built(tmp_path, files)


@pytest.mark.parametrize(("language", "men"), [("en", "Men"), ("ja", "男性")])
def test_titles_of_columns_are_in_the_decks_language(made: BuiltProject, language: str, men: str) -> None:
    assert set(made.codes) <= {"RD411"}
    shapes = [shape for slide in made.deck(language).slides for shape in slide.shapes]
    bars = next(shape.chart for shape in shapes if shape.has_chart)
    assert [series.name for series in bars.plots[0].series] == [men, "Women"]
    table = next(shape.table for shape in shapes if shape.has_table)  # filtered by the title as the schema has it
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["area", "who", "n"], ["North", men, "1"]]


def test_names_of_years_are_years(made: BuiltProject) -> None:
    line = [shape.chart for slide in made.deck("ja").slides for shape in slide.shapes if shape.has_chart][-1]
    assert list(line.plots[0].categories) == ["1970", "1975"]


@pytest.mark.parametrize(
    ("texts", "kind", "cells"),
    [
        (["1970年", "昭和50年"], "year", [1970, 1975]),
        (["1970", "1975"], "year", [1970, 1975]),
        (["Q1 2024", "2024Q2"], "quarter", ["2024Q1", "2024Q2"]),
        (["2024年4月", "2024-05"], "yearmonth", ["2024-04", "2024-05"]),
        (["2024年度", "FY2025"], "fiscalyear", ["FY2024", "FY2025"]),
        (["2024-01-02", "2024-01-09"], "date", [dt.date(2024, 1, 2), dt.date(2024, 1, 9)]),
        (["1970年", "1975年推計"], "string", ["1970年", "1975年推計"]),
        (["1970", "Q1 2024"], "string", ["1970", "Q1 2024"]),
        (["men", "women"], "string", ["men", "women"]),
    ],
)
def test_texts_of_one_form_of_time_are_that(texts: list[str], kind: str, cells: list[object]) -> None:
    assert periods_of(texts) == (kind, cells)
