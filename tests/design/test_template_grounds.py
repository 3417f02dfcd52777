"""Colours follow what a template's layouts really draw behind text, not the boxes of their shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as PresentationType

from ria_deck.design import load_theme
from ria_deck.design.templates.ground import Backdrop
from ria_deck.design.templates.inspect import inspect_template
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Box, Theme

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
CORNER = ((0, 0), (300, 0), (0, 300))  # of 1000 by 1000
WHOLE = ((0, 0), (1000, 0), (1000, 1000), (0, 1000))
NAVY = "102040"


def freeform(template: PresentationType, points: tuple[tuple[int, int], ...], fill: str = "") -> Any:
    """A freeform whose box is the slide, under the master's placeholders."""
    first, *rest = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    fill = fill or f'<a:solidFill><a:srgbClr val="{NAVY}"/></a:solidFill>'
    shape = etree.fromstring(
        f'<p:sp xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:nvSpPr><p:cNvPr id="99" name="Art"/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{template.slide_width}" cy="{template.slide_height}"/>'
        '</a:xfrm><a:custGeom><a:pathLst><a:path w="1000" h="1000">'
        f"<a:moveTo>{first}</a:moveTo>{lines}<a:close/></a:path></a:pathLst></a:custGeom>{fill}</p:spPr></p:sp>"
    )
    template.slide_master.shapes._spTree.insert(2, shape)
    return shape


def theme_in(template: PresentationType, folder: Path, *expected: str) -> Theme:
    (folder / "templates").mkdir()
    template.save(str(folder / "templates/corporate.pptx"))
    report = Report()
    theme = load_theme(folder, report)
    assert [found.code for found in report.diagnostics] == [*expected]
    return theme


@pytest.mark.parametrize(("points", "ground"), [(CORNER, "FFFFFF"), (WHOLE, NAVY)])
def test_a_freeform_is_the_ground_only_where_it_is_drawn(points: Any, ground: str) -> None:
    template = Presentation()
    freeform(template, points)
    drop = Backdrop(template, template.slide_layouts[1])
    middle = Box(x=914_400, y=1_828_800, width=7_315_200, height=3_657_600)
    assert drop.color(middle) == ground
    assert drop.color(Box(x=0, y=0, width=900_000, height=600_000)) == NAVY


def test_a_shape_half_clear_is_mixed_with_what_is_under_it() -> None:
    template = Presentation()
    freeform(template, WHOLE, '<a:solidFill><a:srgbClr val="000000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>')
    assert Backdrop(template, template.slide_layouts[1]).color() == "7F7F7F"


def test_a_layout_that_hides_the_masters_shapes_has_its_own_ground() -> None:
    template = Presentation()
    freeform(template, WHOLE)
    layout: Any = template.slide_layouts[1]
    layout._element.set("showMasterSp", "0")
    assert Backdrop(template, layout).color() == "FFFFFF"


def test_shapes_in_a_group_are_where_the_group_puts_them() -> None:
    template = Presentation()
    shape = freeform(template, WHOLE)
    half = int(template.slide_width or 0) // 2
    group = etree.fromstring(
        f'<p:grpSp xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:grpSpPr><a:xfrm><a:off x="{half}" y="0"/><a:ext cx="{half}" '
        f'cy="{template.slide_height}"/><a:chOff x="0" y="0"/><a:chExt cx="{template.slide_width}" '
        f'cy="{template.slide_height}"/></a:xfrm></p:grpSpPr></p:grpSp>'
    )
    shape.addprevious(group)
    group.append(shape)
    drop = Backdrop(template, template.slide_layouts[1])
    assert drop.color(Box(x=0, y=0, width=half - 60_000, height=6_858_000)) == "FFFFFF"
    assert drop.color(Box(x=half + 60_000, y=0, width=half - 120_000, height=6_858_000)) == NAVY


def test_charts_maps_and_own_text_can_be_read_on_a_ground_that_is_drawn(tmp_path: Path) -> None:
    template = Presentation()
    freeform(template, WHOLE)
    owners = [template.slide_master, *template.slide_layouts]
    for style in (style for owner in owners for style in owner._element.iter("{*}defRPr")):
        for fill in style.findall("{*}solidFill"):
            style.replace(
                fill, etree.fromstring(f'<a:solidFill xmlns:a="{DRAWING}"><a:srgbClr val="F0E0C0"/></a:solidFill>')
            )
    theme = theme_in(template, tmp_path)
    assert theme.colors["paper"] == NAVY
    assert theme.colors["ink"] == "F0E0C0"  # as the template's text is, not as its scheme's first colour
    for role in ("ink", "grey", "foreground", *theme.series):
        assert contrast(theme.colors[role], NAVY) >= 4.5, role
    for role in theme.map_roles[:2]:
        assert contrast(theme.colors["ink"], theme.colors[role]) >= 4.5, role
    for layout in theme.layouts.values():
        for slot in layout.slots:
            assert contrast(theme.colors[slot.style.color], NAVY) >= 3, (layout.name, slot.name)
    for role in ("ink", "water", *theme.series):  # the handout's paper is white
        assert contrast(theme.printed["ink"], theme.printed["water"]) >= 4.5
        assert role == "water" or contrast(theme.printed[role], "FFFFFF") >= 4.5, role


def test_text_of_the_template_that_nobody_can_read_is_told_by_a_build_and_by_inspect(tmp_path: Path) -> None:
    template = Presentation()
    freeform(template, WHOLE)  # under black text
    theme_in(template, tmp_path, *["RD516"] * 6)
    text = inspect_template(tmp_path / "templates/corporate.pptx").text
    assert text.count("warning[RD516]") == 6
    assert "layout `Title Slide`" in text
