"""Colours follow what a template's layouts really draw behind text, not the boxes of their shapes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as PresentationType

from ria_deck.design import load_theme
from ria_deck.design.templates.ground import Backdrop
from ria_deck.design.templates.inspect import inspect_template
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Box, Theme

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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


def picture_behind(template: PresentationType, image: Image.Image) -> None:
    """A picture as the master's background."""
    stream = BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    master = template.slide_master
    _, name = master.part.get_or_add_image_part(stream)
    ground: Any = master._element.find(f"{{{SLIDES}}}cSld/{{{SLIDES}}}bg")
    ground.getparent().replace(ground, etree.fromstring(
        f'<p:bg xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}"><p:bgPr><a:blipFill><a:blip r:embed="{name}"/>'
        "<a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    ))  # fmt: skip


def test_a_busy_picture_behind_text_is_told_though_its_mean_is_light(tmp_path: Path) -> None:
    stripes = Image.new("RGB", (400, 300), "white")
    for x in range(0, 400, 40):
        stripes.paste("black", (x, 0, x + 10, 300))
    template = Presentation()
    picture_behind(template, stripes)
    drop = Backdrop(template, template.slide_layouts[1])
    middle = Box(x=914_400, y=1_828_800, width=7_315_200, height=3_657_600)
    assert contrast("000000", drop.color(middle)) > 7  # in the mean, or the most common colour
    assert drop.worst("000000", middle)[0] < 1.5
    theme_in(template, tmp_path, *["RD516"] * 6)


def test_a_logo_in_a_corner_of_the_text_is_no_ground(tmp_path: Path) -> None:
    paper = Image.new("RGB", (400, 300), "white")
    paper.paste("black", (350, 100, 400, 160))
    template = Presentation()
    picture_behind(template, paper)
    theme = theme_in(template, tmp_path)
    assert theme.colors["paper"] == "FFFFFF"


@pytest.mark.parametrize(("angle", "top", "left"), [(0, "7F", "20"), (5_400_000, "20", "7F"), (10_800_000, "7F", "DF")])
def test_a_gradient_is_painted_along_its_angle(angle: int, top: str, left: str) -> None:
    template = Presentation()
    stops = '<a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs>'
    freeform(template, WHOLE, f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="{angle}"/></a:gradFill>')
    drop = Backdrop(template, template.slide_layouts[6])
    width, height = int(template.slide_width or 0), int(template.slide_height or 0)
    for box, expected in (
        (Box(x=0, y=0, width=width, height=height // 4), top),
        (Box(x=0, y=0, width=width // 4, height=height), left),
    ):
        assert abs(int(drop.color(box)[:2], 16) - int(expected, 16)) <= 4


def test_a_background_that_is_partly_clear_stands_on_white() -> None:
    template = Presentation()
    ground: Any = template.slide_master._element.find(f"{{{SLIDES}}}cSld/{{{SLIDES}}}bg")
    ground.getparent().replace(ground, etree.fromstring(
        f'<p:bg xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:bgPr><a:solidFill><a:srgbClr val="FF6600"><a:alpha val="20000"/>'
        "</a:srgbClr></a:solidFill><a:effectLst/></p:bgPr></p:bg>"
    ))  # fmt: skip
    assert Backdrop(template, template.slide_layouts[1]).color() == "FFE0CC"


def test_a_title_on_a_filled_placeholder_is_read_on_that_fill(tmp_path: Path) -> None:
    template = Presentation()
    for layout in template.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.fill.solid()
                shape.fill.fore_color.rgb = RGBColor(0xA4, 0x00, 0x06)
                style: Any = shape._element.find(f".//{{{DRAWING}}}lstStyle")
                for old in list(style):
                    style.remove(old)
                white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
                level = f'<a:lvl1pPr xmlns:a="{DRAWING}"><a:defRPr>{white}</a:defRPr></a:lvl1pPr>'
                style.append(etree.fromstring(level))
    theme = theme_in(template, tmp_path)
    assert theme.colors["paper"] == "FFFFFF"
    assert theme.colors[theme.plain.slots[0].style.color] == "FFFFFF"
