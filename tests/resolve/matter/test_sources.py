"""Source lines of slides with two figures, from small projects, in the deck and in the handout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.pipeline import Options, build

TABLES = """## Two tables {{#pair layout=two-columns}}

:::: columns
::: column
```{{table}}
data: ships
columns: [{{field: year}}, {{field: ships}}]
alt: Ships.
source: "{one}"
```
:::
::: column
```{{table}}
data: ships
columns: [{{field: year}}, {{field: ships}}]
alt: Ships again.
source: "{other}"
```
:::
::::
"""


@pytest.mark.parametrize(
    ("language", "one", "other", "shown"),
    [
        ("en", "Source: harbours", "Source: towns, 2025", ["Sources: harbours; towns, 2025"]),
        ("en", "Sources: A and B", "Source: C", ["Sources: A and B; C"]),
        ("en", "Source: A", "Source: A", ["Source: A"]),
        ("en", "Source: A", "From the author", ["Source: A", "From the author"]),
        ("ja", "出典：新潟市", "出典：加茂市", ["出典：新潟市；加茂市"]),
        ("ru", "Источник: порт", "Источник: город", ["Источники: порт; город"]),
    ],
)
def test_two_figures_sources_read_as_one_line(
    language: str, one: str, other: str, shown: list[str], tmp_path: Path, poppler: object
) -> None:
    files = {
        "content/report.yaml": "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\n"
        f"language: {language}\nlanguages: [{language}]\n",
        "content/01.md": TABLES.format(one=one, other=other),
        "data/datapackage.yaml": "sources: [{name: s, title: S}]\nresources:\n  - {name: ships, path: ships.csv, sources: "
        "[{name: s}], schema: {fields: [{name: year, type: integer}, {name: ships, type: integer}], primaryKey: year}}\n",
        "data/ships.csv": "year,ships\n2024,10\n2025,12\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert not build(tmp_path, Options(output=tmp_path / "build", jobs=1, strict=True)).diagnostics
    (slide,) = [
        slide for slide in Presentation(str(tmp_path / f"build/t.{language}.pptx")).slides if len(slide.shapes) > 4
    ]
    (line,) = [shape for shape in slide.shapes if shape.name == "Source"]
    assert line.text_frame.text.split("\n") == shown
    command = ["pdftotext", str(tmp_path / f"build/t.{language}.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout.replace("\u00a0", " ")
    assert [printed.count(text) for text in {one, other}] == [2 if one == other else 1] * len({one, other})
