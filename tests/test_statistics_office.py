"""A report as a statistics office writes it, by hand from the format's description, in Japanese and German."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from ria_deck.pipeline import Built, Options, build

REPORT = """\
id: kanko
title: "架空県の観光統計"
authors: [{name: 試験 花子, affiliation: 架空県統計課, place: 架空市}, {name: John Tester, affiliation: Test Institute}]
subtitle: 試験用データ
event: 担当者会議
venue: 架空会館
date: 2026-05-20
language: ja
languages: [ja]
outputs: [pptx, pdf]
"""

PACKAGE = """\
name: kanko-data
sources: [{name: survey, title: 宿泊旅行統計調査（試験用データ）}]
resources:
  - name: monthly
    path: monthly.csv
    sources: [{name: survey}]
    schema:
      fields: [{name: month, type: yearmonth}, {name: nights, type: integer}]
      primaryKey: month
  - name: spots
    path: spots.json
    sources: [{name: survey}]
    schema:
      fields: [{name: name, type: string}, {name: visitors, type: integer}, {name: spend, type: integer}]
      primaryKey: name
  - name: guests
    path: guests.csv
    sources: [{name: survey}]
    schema:
      fields: [{name: year, type: year}, {name: area, type: string}, {name: nights, type: integer}]
      primaryKey: [year, area]
"""

TOPIC = """\
---
title: 季節と地域
sources: [survey]
---

## 月別の宿泊者数 {#monthly layout=table}

```{table}
data: monthly
columns: [{field: month, title: 月}, {field: nights, title: 宿泊者数}]
```

## 年と地域 {#guests layout=table .split}

```{table}
data: guests
columns: [{field: area, title: 地域}, {field: nights, title: 人泊}]
group_by: year
caption: 年と地域
```

## 観光地 {#spots layout=chart}

```{chart}
data: spots
mark: point
encoding: {x: {field: visitors, title: 入込客数}, y: {field: spend, title: 消費額}, text: name}
alt: 三つの観光地の入込客数と消費額の散布図。
```

## {layout=section}

## 海岸 {#coast layout=picture}

![砂浜と海](images/coast.png)
"""

AREAS = ("海岸", "山地", "市街")


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def project(root: Path, more: dict[str, str] | None = None) -> Path:
    files = {
        "content/report.yaml": REPORT,
        "content/01-season.md": TOPIC,
        "content/images/credits.yaml": "coast.png: {credit: 架空県, licence: CC BY 4.0, source: 試験用}\n",
        "data/datapackage.yaml": PACKAGE,
        "data/spots.json": json.dumps(
            [{"name": name, "visitors": n * 100_000, "spend": 30_000 - n * 5_000} for n, name in enumerate(AREAS, 1)]
        ),
        "data/monthly.csv": "month,nights\n" + "".join(f"2025-{m:02d},{400000 + m}\n" for m in range(1, 13)),
        "data/guests.csv": "year,area,nights\n"
        + "".join(f"{year},{area},{year * 100}\n" for year in range(2021, 2026) for area in AREAS),
    }
    (root / "content/images").mkdir(parents=True)
    Image.new("RGB", (320, 200), "steelblue").save(root / "content/images/coast.png")
    return write(root, files | (more or {}))


def run(root: Path, *outputs: str) -> Built:
    return build(root, Options(output=root / "build", jobs=1, outputs=outputs))


@pytest.fixture(scope="session", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("kanko"))
    result = run(root)
    assert not result.diagnostics, result.diagnostics
    return root / "build"


def tables(deck: Path) -> list[list[list[str]]]:
    slides = Presentation(str(deck)).slides
    found = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_many_lines_under_the_title_are_put_together(built: Path) -> None:
    slide = Presentation(str(built / "kanko.ja.pptx")).slides[0]
    [lines] = [shape.text_frame for shape in slide.placeholders if shape.placeholder_format.idx == 1]
    assert [line.text for line in lines.paragraphs] == [
        "試験用データ",
        "試験 花子 · 架空県統計課（架空市）",
        "John Tester · Test Institute",
        "担当者会議 · 架空会館",
        "2026年5月20日",
    ]
    assert [line.space_before for line in lines.paragraphs] == [None, Pt(9), None, Pt(9), Pt(9)]


def test_the_twelve_months_of_a_year_stand_on_one_slide(built: Path) -> None:
    monthly, *_ = tables(built / "kanko.ja.pptx")
    assert len(monthly) == 13


def test_a_table_that_goes_on_is_divided_evenly_and_between_its_groups(built: Path) -> None:
    _, *parts = tables(built / "kanko.ja.pptx")
    assert [[row[0] for row in part] for part in parts] == [
        ["地域", "2021", *AREAS, "2022", *AREAS],
        ["地域", "2023", *AREAS, "2024", *AREAS],
        ["地域", "2025", *AREAS],
    ]
    sizes = {
        run.font.size
        for slide in list(Presentation(str(built / "kanko.ja.pptx")).slides)[3:6]
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.iter_cells()
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert len(sizes) == 1


def test_a_section_slide_without_words_shows_its_topics_title(built: Path) -> None:
    slide = Presentation(str(built / "kanko.ja.pptx")).slides[-2]
    assert slide.slide_layout.name == "Section"
    title = slide.shapes.title
    assert title is not None
    assert (title.text_frame.text, title.top > 0) == ("季節と地域", True)


def test_a_picture_has_its_credit_and_licence_on_the_slide_and_in_the_handout(built: Path) -> None:
    slide = Presentation(str(built / "kanko.ja.pptx")).slides[-1]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert "画像：架空県（CC BY 4.0）" in texts
    assert "画像：架空県（CCBY4.0）" in "".join(pdf_text(built / "kanko.ja.pdf").split())


def test_the_points_of_a_scatter_have_their_names(built: Path) -> None:
    [chart] = [
        s.chart for slide in Presentation(str(built / "kanko.ja.pptx")).slides for s in slide.shapes if s.has_chart
    ]
    labels = chart._chartSpace.xpath("//c:dLbl//a:t/text()")
    assert labels == list(AREAS)
    text = pdf_text(built / "kanko.ja.pdf")
    assert all(text.count(name) >= 2 for name in AREAS)  # in the drawing, and in the table of its numbers


def test_names_at_points_over_categories_are_told(tmp_path: Path) -> None:
    chart = "x: {field: visitors, title: 入込客数}"
    root = project(tmp_path, {"content/01-season.md": TOPIC.replace(chart, "x: {field: name}")})
    [hint] = {one.hint for one in run(root, "pptx").diagnostics if one.code == "RD618"}
    assert "labels: all" in hint


def test_a_line_more_in_the_text_before_makes_no_other_deck(tmp_path: Path) -> None:
    table = "\n## 表 {#small layout=table}\n\n| 年 | 数 |\n|---|---|\n| 2025 | 多い |\n"
    root = project(tmp_path, {"content/02-small.md": f"---\ntitle: 表\n---\n{table}"})
    assert not run(root, "pptx").failed
    before = (root / "build/kanko.ja.pptx").read_bytes()
    write(root, {"content/02-small.md": f"---\ntitle: 表\n---\n\n\n{table}"})
    assert not run(root, "pptx").failed
    assert (root / "build/kanko.ja.pptx").read_bytes() == before


def test_the_handout_has_a_divided_table_whole(built: Path) -> None:
    text = pdf_text(built / "kanko.ja.pdf")
    assert "(2)" not in text
    with pikepdf.open(BytesIO((built / "kanko.ja.pdf").read_bytes())) as pdf:
        kinds = [str(item.get("/S", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    assert kinds.count("/Table") == 3  # with that of the chart's numbers
