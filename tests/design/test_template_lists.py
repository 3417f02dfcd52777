"""Text boxes that stand in for placeholders have lists that look as the template's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation

from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COLUMNS = """---
title: Three
---

## Three columns {#three layout=three-columns}

:::: columns
::: column
- one
:::
::: column
- two
:::
::: column
- three
  - deeper
:::
::::
"""


def test_a_third_column_has_the_marks_and_levels_of_the_templates_columns(tmp_path: Path) -> None:
    start_project(tmp_path, Report())
    (tmp_path / "templates/theme.yaml").unlink()
    template = Presentation()
    body: Any = template.slide_master._element.find(".//{*}bodyStyle")
    first, second = body.find(f"{DRAWING}lvl1pPr"), body.find(f"{DRAWING}lvl2pPr")
    first.find(f"{DRAWING}buChar").set("char", "▪")
    color = f'<a:buClr xmlns:a="{DRAWING[1:-1]}"><a:srgbClr val="AA3300"/></a:buClr>'
    first.find(f"{DRAWING}buFont").addprevious(etree.fromstring(color))
    second.remove(second.find(f"{DRAWING}buChar"))
    second.append(etree.fromstring(f'<a:buAutoNum xmlns:a="{DRAWING[1:-1]}" type="alphaLcPeriod"/>'))
    second.append(second.find(f"{DRAWING}defRPr"))  # the schema's order
    template.save(str(tmp_path / "templates/corporate.pptx"))
    for old in (tmp_path / "content").glob("*.md"):
        old.unlink()
    (tmp_path / "content/three.md").write_text(COLUMNS, "utf-8")
    built = build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx",), jobs=1))
    assert [found for found in built.diagnostics if found.code != "RD334"] == []  # tables of the starter, unused
    deck = Presentation(str(tmp_path / "build/my-report.en.pptx"))
    (box,) = (
        shape
        for slide in deck.slides
        for shape in slide.shapes
        if not shape.is_placeholder and shape.has_text_frame and shape.text_frame.text.startswith("three")
    )
    levels: Any = box._element.find(f".//{DRAWING}lstStyle")
    one, two = levels.find(f"{DRAWING}lvl1pPr"), levels.find(f"{DRAWING}lvl2pPr")
    assert (one.get("marL"), one.get("indent")) == (first.get("marL"), first.get("indent"))
    assert one.find(f"{DRAWING}buChar").get("char") == "▪"
    assert one.find(f"{DRAWING}buClr/{DRAWING}srgbClr").get("val") == "AA3300"
    assert one.find(f"{DRAWING}buFont").get("typeface") == "Arial"
    assert (two.get("marL"), two.get("indent")) == (second.get("marL"), second.get("indent"))
    assert two.find(f"{DRAWING}buAutoNum").get("type") == "alphaLcPeriod"
    beside = next(slide for slide in deck.slides if box._element in slide.shapes._spTree).placeholders[1]
    sizes = (
        deck.slide_layouts[3].placeholders[1]._element.find(f".//{DRAWING}lstStyle/{DRAWING}lvl1pPr/{DRAWING}defRPr")
    )
    assert beside.placeholder_format.idx == deck.slide_layouts[3].placeholders[1].placeholder_format.idx
    assert one.find(f"{DRAWING}defRPr").get("sz") == sizes.get("sz"), "as large as the columns beside it"
