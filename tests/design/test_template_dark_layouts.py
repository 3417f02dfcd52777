"""Layouts of another ground than the template's plain one: figures and tables in colours that can be read there."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as PresentationType

from ria_deck.design import load_theme
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Theme
from ria_deck.pipeline import Options, build
from ria_deck.render.pptx.drawingml.colors import color_xml
from ria_deck.render.pptx.slides.slide import add_slide
from ria_deck.starter import start_project

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
NIGHT = "101830"
CHART = """```{{chart}}
data: t
mark: bar
encoding:
  x: {{field: year, type: ordinal}}
  y: {{field: n, title: Visits}}
alt: Bars of visits {0}.
```
"""
TALK = f"""---
title: Grounds
---

## A chart on paper {{#light layout=chart}}

{CHART.format("on paper")}

## A chart by night {{#dark layout=chart-right}}

- Words

{CHART.format("by night")}

## A table by night {{#table layout=table-right}}

- Words

```{{table}}
data: t
columns: [{{field: year}}, {{field: n}}]
```
"""
TABLE = """{"name": "x", "resources": [{"name": "t", "path": "t.csv", "title": "T", "sources": [{"title": "Made up"}],
"schema": {"fields": [{"name": "year", "type": "year"}, {"name": "n", "type": "integer"}], "primaryKey": ["year"]}}]}"""


def half_dark() -> PresentationType:
    """White but for the layout of two contents, whose text is light on a dark background."""
    template = Presentation()
    layout: Any = template.slide_layouts[3]._element
    fill = f'<a:solidFill xmlns:a="{A}"><a:srgbClr val="{NIGHT}"/></a:solidFill>'
    layout.find(f"{{{P}}}cSld").insert(0, etree.fromstring(
        f'<p:bg xmlns:p="{P}"><p:bgPr>{fill}<a:effectLst xmlns:a="{A}"/></p:bgPr></p:bg>'
    ))  # fmt: skip
    for style in layout.iter(f"{{{A}}}lstStyle"):
        for old in list(style):
            style.remove(old)
        for level in range(1, 6):
            light = fill.replace(NIGHT, "F0F0F0")
            style.append(
                etree.fromstring(f'<a:lvl{level}pPr xmlns:a="{A}"><a:defRPr>{light}</a:defRPr></a:lvl{level}pPr>')
            )
    return template


def themed(folder: Path) -> Theme:
    start_project(folder, Report())
    (folder / "templates/theme.yaml").unlink()
    half_dark().save(str(folder / "templates/corporate.pptx"))
    report = Report()
    theme = load_theme(folder, report)
    assert report.diagnostics == []
    return theme


def test_a_layout_has_colours_of_its_own_where_the_themes_cannot_be_read(tmp_path: Path) -> None:
    theme = themed(tmp_path)
    assert theme.layouts["chart"].colors == {}
    assert theme.on(theme.layouts["chart"]) is theme
    dark = theme.layouts["chart-right"]
    there = theme.on(dark).colors
    assert there["paper"] == NIGHT
    for role in ("ink", "grey", *theme.series):
        assert contrast(there[role], NIGHT) >= 4.5, role
        assert contrast(theme.colors[role], "FFFFFF") >= 4.5, role
    assert contrast(there["pale"], NIGHT) > 1.2  # lines are seen
    for slot in dark.slots:
        assert contrast(there[slot.style.color], NIGHT) >= 3, slot.name


def test_strong_words_can_be_read_on_a_dark_title_slide(tmp_path: Path) -> None:
    template = half_dark()
    sides: Any = (template.slide_layouts[3], template.slide_layouts[0])
    dark, title = (layout._element.find(f"{{{P}}}cSld") for layout in sides)
    title.insert(0, deepcopy(dark.find(f"{{{P}}}bg")))
    (tmp_path / "templates").mkdir()
    template.save(str(tmp_path / "templates/corporate.pptx"))
    theme = load_theme(tmp_path, Report())
    for name in ("title", "closing"):
        layout = theme.layouts[name]
        colors = theme.on(layout).colors
        strong = [slot.style.strong_color for slot in layout.slots if slot.style.strong_color]
        assert strong, name
        assert all(contrast(colors[role], NIGHT) >= 4.5 for role in strong), name


def test_charts_and_tables_are_drawn_in_them_in_every_output(tmp_path: Path, ooxml: object) -> None:
    theme = themed(tmp_path)
    for old in [*(tmp_path / "content").iterdir(), *(tmp_path / "data").iterdir()]:
        if old.is_file() and old.name != "report.yaml":
            old.unlink()
    (tmp_path / "content/grounds.md").write_text(TALK, "utf-8")
    (tmp_path / "data/datapackage.yaml").write_text(TABLE, "utf-8")
    (tmp_path / "data/t.csv").write_text("year,n\n2023,40\n2024,60\n2025,50\n", "utf-8")
    built = build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx", "html"), jobs=1))
    assert built.diagnostics == ()
    made = tmp_path / "build/my-report.en.pptx"
    assert ooxml.validate(made) == []  # type: ignore[attr-defined]
    deck = Presentation(str(made))
    shapes = [(slide.slide_layout.name, shape) for slide in deck.slides for shape in slide.shapes]
    charts = {layout: shape.chart.part.blob.decode() for layout, shape in shapes if shape.has_chart}
    there = theme.on(theme.layouts["chart-right"])
    assert color_xml("series-1", theme) in charts["Title and Content"]
    assert color_xml("ink", theme) not in charts["Two Content"]
    assert color_xml("series-1", there) in charts["Two Content"]
    (table,) = (shape for _, shape in shapes if shape.has_table)
    style = table._element.find(f".//{{{A}}}tableStyleId").text
    styles = next(part.blob for part in deck.part.package.iter_parts() if part.partname == "/ppt/tableStyles.xml")
    look = etree.fromstring(styles).find(f'{{{A}}}tblStyle[@styleId="{style}"]/{{{A}}}wholeTbl/{{{A}}}tcTxStyle')
    assert look is not None
    assert color_xml("ink", there)[3:-2] in etree.tostring(look).decode()
    page = (tmp_path / "build/my-report.en.html").read_text("utf-8")
    assert f"--ink: #{there.colors['ink']}; " in page
    assert f"#{there.colors['series-1']}" in page


def test_names_of_colours_mean_on_slides_what_they_mean_on_their_layout(tmp_path: Path) -> None:
    template = Presentation()
    layout = template.slide_layouts[3]
    names = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    names |= {f"accent{n}": f"accent{n}" for n in range(1, 7)} | {"hlink": "hlink", "folHlink": "folHlink"}
    given = "".join(f' {name}="{slot}"' for name, slot in names.items())
    override = f'<p:clrMapOvr xmlns:p="{P}" xmlns:a="{A}"><a:overrideClrMapping{given}/></p:clrMapOvr>'
    root: Any = layout._element
    root.replace(root.find(f"{{{P}}}clrMapOvr"), etree.fromstring(override))
    slide: Any = add_slide(template, layout, "dark")._element
    assert dict(slide.find(f"{{{P}}}clrMapOvr/{{{A}}}overrideClrMapping").attrib) == names
    plain: Any = add_slide(template, template.slide_layouts[1], "light")._element
    assert plain.find(f"{{{P}}}clrMapOvr/{{{A}}}masterClrMapping") is not None
    (tmp_path / "templates").mkdir()
    template.save(str(tmp_path / "templates/corporate.pptx"))
    theme = load_theme(tmp_path, Report())
    there = theme.on(theme.layouts["two-columns"])
    assert (there.scheme["dk1"], there.scheme["lt1"]) == (theme.scheme["lt1"], theme.scheme["dk1"])
    assert there.colors["paper"] == theme.scheme["dk1"]  # the background is what the layout calls bg1
    assert color_xml("ink", there) == '<a:schemeClr val="tx1"/>'
