"""A deck that this program built, imported and built again, says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ria_deck.api import Project, render
from ria_deck.diagnostics import Report
from ria_deck.importing.import_talk import import_talk
from ria_deck.ooxml.presentation import Presentation, paragraph_text

_FILES = {
    "content/report.yaml": """\
id: ferries
title: Ferries of the bay
subtitle: Spring meeting
date: 2026-04-01
language: en
outputs: [pptx]
""",
    "content/01-traffic.md": """\
---
title: Traffic
---

## Two lines, one **harbour** {#lines}

- First of all
  - below it, with *stress* and **weight**
  - and [a link](https://example.org/a_b)
    - a third level
- Second, of 50 % * 2 \\_
- H~2~O and m^2^

After the list a sentence.

1. one
2. two

::: notes
Say it slowly.

- and this
:::

## Passengers doubled {#passengers layout=chart-right source="Source: harbour office"}

- See [the lines](#lines).

```{chart #passengers}
data: traffic
mark: bar
transform: [{fold: [north, south], as: [line, n]}]
encoding:
  x: {field: year, type: ordinal}
  y: {field: n, type: quantitative, title: Passengers, format: "#,##0"}
  color: {field: line, type: nominal}
  xOffset: line
alt: Bars of passengers of two lines in three years.
note: Without crews.
```

## The harbours {#harbours layout=table}

| Harbour | Boats | Note |
|---|---:|---|
| North | 3 | **new** |
| South | 12 | old \\| dry |

## What is hidden {#spare .hidden}

Only for questions.
""",
    "data/datapackage.yaml": """\
name: ferries
resources:
  - name: traffic
    path: traffic.csv
    schema:
      fields:
        - {name: year, type: year}
        - {name: north, type: integer}
        - {name: south, type: integer}
      primaryKey: year
""",
    "data/traffic.csv": "year,north,south\n2023,1200,300\n2024,1500,\n2025,2400,650\n",
}


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Presentation, Presentation, Path]:
    """The deck, the one built from its import, and the imported project."""
    root = tmp_path_factory.mktemp("own")
    for name, text in _FILES.items():
        (root / "ferries" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "ferries" / name).write_text(text, encoding="utf-8")
    built = render(Project.open(root / "ferries").deck(), "pptx")
    (root / "ferries.pptx").write_bytes(built)
    report = Report()
    imported = import_talk(root / "ferries.pptx", root / "again", report)
    assert imported is not None, report.diagnostics
    return (
        Presentation.read(built),
        Presentation.read(render(Project.open(root / "again").deck(), "pptx")),
        root / "again",
    )


def said(deck: Presentation) -> list[dict[str, Any]]:
    """What a deck says, slide by slide."""
    found = []
    for slide in deck.slides:
        charts = [slide.chart(shape) for shape in slide.shapes if shape.kind == "chart"]
        found.append(
            {
                "id": slide.name,
                "title": slide.title,
                "hidden": slide.hidden,
                "texts": sorted(
                    paragraph_text(one)
                    for shape in slide.shapes
                    if shape.kind in ("text", "table")
                    for one in shape.paragraphs
                    if paragraph_text(one)
                ),
                "notes": [paragraph_text(one) for shape in slide.notes for one in shape.paragraphs],
                "alternatives": sorted(shape.alternative for shape in slide.shapes if shape.alternative),
                "series": [
                    (one.name, [one.references["val"].text(i) for i in range(one.references["val"].count)])
                    for chart in charts
                    if chart is not None
                    for one in chart.series
                ],
            }
        )
    return found


def test_a_deck_of_ours_says_the_same_after_an_import(decks: tuple[Presentation, Presentation, Path]) -> None:
    before, after, _ = decks
    assert said(after) == said(before)


def test_the_imported_project_passes_check(decks: tuple[Presentation, Presentation, Path]) -> None:
    report = Project.open(decks[2]).check()
    assert not report.failed
    assert not report.warned, report.diagnostics


def test_levels_and_marks_are_markdown(decks: tuple[Presentation, Presentation, Path]) -> None:
    text = next((decks[2] / "content").glob("*traffic.md")).read_text(encoding="utf-8")
    assert "## Two lines, one **harbour** {#lines}" in text
    assert "- First of all\n  - below it, with *stress* and **weight**\n" in text
    assert "    - a third level\n" in text
    assert "[a link](https://example.org/a_b)" in text
    assert "H~2~O and m^2^" in text
    assert "[the lines](#lines)" in text


def test_a_chart_is_a_wide_table_of_data(decks: tuple[Presentation, Presentation, Path]) -> None:
    assert (decks[2] / "data/passengers.csv").read_text(encoding="utf-8") == (
        "category,north,south\n2023,1200,300\n2024,1500,\n2025,2400,650\n"
    )
    package = (decks[2] / "data/datapackage.yaml").read_text(encoding="utf-8")
    assert "{name: category, type: year}" in package


def test_nothing_is_written_over(decks: tuple[Presentation, Presentation, Path], tmp_path: Path) -> None:
    del decks
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    report = Report()
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"")
    assert import_talk(deck, tmp_path, report) is None
    assert [found.code for found in report.diagnostics] == ["RD861"]
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "mine"


def test_what_is_no_deck_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(b"no deck")
    (tmp_path / "deck.docx").write_bytes(b"no deck")
    for name in ("deck.pptx", "deck.docx"):
        report = Report()
        assert import_talk(tmp_path / name, tmp_path / "new", report) is None
        assert [found.code for found in report.diagnostics] == ["RD860"]
        assert not (tmp_path / "new").exists()
