"""Templates as other programs save them: styles in sample text, several masters, layouts that only look like content."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as PresentationType
from pptx.util import Inches

from ria_deck.design import load_theme
from ria_deck.design.templates.masters import put_first
from ria_deck.design.templates.opening import open_template
from ria_deck.diagnostics import Report
from ria_deck.model.theme import EMU_PER_PT, Theme

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SAMPLE = """<a:p xmlns:a="{}"><a:pPr lvl="{}" marL="{}" indent="-216000"><a:spcAft><a:spcPts val="850"/></a:spcAft>
<a:buClr><a:srgbClr val="AA3300"/></a:buClr><a:buSzPct val="45000"/><a:buFont typeface="Wingdings"/><a:buChar char="§"/>
</a:pPr><a:r><a:rPr lang="en-US" sz="{}" b="0" spc="-1"><a:solidFill><a:srgbClr val="224466"/></a:solidFill>
<a:latin typeface="Carlito"/></a:rPr><a:t>Click</a:t></a:r></a:p>""".replace("\n", "")


def theme_of(template: PresentationType, folder: Path) -> Theme:
    (folder / "templates").mkdir()
    template.save(str(folder / "templates/corporate.pptx"))
    return load_theme(folder, Report())


@pytest.fixture(name="sampled")
def _sampled() -> PresentationType:
    """As LibreOffice saves a master: no text styles, the look in the sample text of its placeholders."""
    template = Presentation()
    master: Any = template.slide_master._element
    master.remove(master.find(f"{P}txStyles"))
    for shape in master.iter(f"{P}sp"):
        kind = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("type")
        body = shape.find(f"{P}txBody")
        if kind in {"title", "body"}:
            for old in body.findall(f"{A}p"):
                body.remove(old)
            for level in range(5 if kind == "body" else 1):
                size = 3000 - 200 * level if kind == "body" else 4000
                body.append(etree.fromstring(SAMPLE.format(A[1:-1], level, 432_000 * (level + 1), size)))
    return template


def test_the_look_of_sample_text_is_the_look_of_slides(sampled: PresentationType, tmp_path: Path) -> None:
    theme = theme_of(sampled, tmp_path)
    plain = theme.plain
    (body,) = plain.bodies
    assert body.style.sizes == (30.0, 28.0, 26.0, 24.0, 22.0)
    assert body.style.indents == tuple(432_000 * level / EMU_PER_PT for level in range(1, 6))
    assert theme.colors[body.style.color] == "224466"
    assert theme.colors["ink"] == "224466"
    assert (theme.heading.latin, theme.body.latin) == ("Carlito", "Carlito")
    master: Any = open_template(tmp_path / "templates/corporate.pptx").slide_masters[0]._element
    first = master.find(f"{P}txStyles/{P}bodyStyle/{A}lvl1pPr")
    assert [child.tag.removeprefix(A) for child in first] == [
        "spcAft",
        "buClr",
        "buSzPct",
        "buFont",
        "buChar",
        "defRPr",
    ]
    assert first.find(f"{A}defRPr").get("lang") is None
    assert master.find(f"{P}txStyles").getprevious().tag in {f"{P}timing", f"{P}hf", f"{P}sldLayoutIdLst"}


def test_styles_that_a_master_has_are_not_touched(tmp_path: Path) -> None:
    template = Presentation()
    before = etree.tostring(template.slide_master._element.find(f"{P}txStyles"))
    template.save(str(tmp_path / "plain.pptx"))
    after = open_template(tmp_path / "plain.pptx").slide_masters[0]._element.find(f"{P}txStyles")
    assert etree.tostring(after) == before


def second_master(template: PresentationType) -> Any:
    """A second master, a copy of the first with copies of its layouts; its part."""
    import pptx.parts.slide as slides
    from pptx.opc.packuri import PackURI

    first = template.slide_master.part
    package = first.package
    made = slides.SlideMasterPart(
        PackURI("/ppt/slideMasters/slideMaster9.xml"), first.content_type, package, deepcopy(first._element)
    )
    names: dict[str, str] = {}
    for number, layout in enumerate(template.slide_layouts):
        name = PackURI(f"/ppt/slideLayouts/slideLayout{90 + number}.xml")
        part = slides.SlideLayoutPart(name, layout.part.content_type, package, deepcopy(layout.part._element))
        part.relate_to(made, RELATIONSHIP_TYPE.SLIDE_MASTER)
        names[first.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)] = made.relate_to(
            part, RELATIONSHIP_TYPE.SLIDE_LAYOUT
        )
    made.relate_to(first.part_related_by(RELATIONSHIP_TYPE.THEME), RELATIONSHIP_TYPE.THEME)
    ids: Any = made._element.find(f"{P}sldLayoutIdLst")
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for number, entry in enumerate(ids):
        entry.set(relation, names[entry.get(relation)])
        entry.set("id", str(2_147_483_900 + number))
    name = template.part.relate_to(made, RELATIONSHIP_TYPE.SLIDE_MASTER)
    template.part._element.find(f"{P}sldMasterIdLst").append(parse_xml(
        f'<p:sldMasterId xmlns:p="{P[1:-1]}" xmlns:r="{relation[1:-3]}" id="2147483899" r:id="{name}"/>'
    ))  # fmt: skip
    return template.slide_masters[1]


def test_the_master_that_the_files_own_slides_use_serves() -> None:
    template = Presentation()
    second = second_master(template)
    template.slides.add_slide(second.slide_layouts[1])
    put_first(template)
    assert template.slide_masters[0].part is second.part


def test_of_masters_that_are_alike_the_first_serves() -> None:
    template = Presentation()
    first = template.slide_masters[0]
    second_master(template)
    put_first(template)
    assert template.slide_masters[0].part is first.part


def test_a_master_without_room_for_content_gives_way() -> None:
    template = Presentation()
    second = second_master(template)
    for layout in template.slide_masters[0].slide_layouts:
        for shape in list[Any](layout.placeholders):
            if shape.placeholder_format.idx and shape.placeholder_format.idx < 10:
                shape.left, shape.top, shape.width, shape.height = Inches(4), Inches(5), Inches(3), Inches(1.5)
    template.slides.add_slide(template.slide_masters[0].slide_layouts[1])
    put_first(template)
    assert template.slide_masters[0].part is second.part


def test_a_closing_slide_with_two_columns_carries_no_pictures(tmp_path: Path) -> None:
    template = Presentation()
    closing = template.slide_layouts[4]
    closing.name = "Closing"
    closing._element.set("type", "secHead")  # a section's type, and boxes as a comparison has them
    theme = theme_of(template, tmp_path)
    assert theme.layouts["two-pictures"].template_name == "Two Content"


def test_a_third_column_is_set_as_the_two_beside_it(tmp_path: Path) -> None:
    template = Presentation()
    theme = theme_of(template, tmp_path)
    left, middle, right = theme.layouts["three-columns"].bodies
    assert (left.idx, middle.idx, right.idx) == (1, 2, -1)
    assert right.style.sizes == middle.style.sizes != theme.plain.bodies[0].style.sizes


def test_a_master_for_one_kind_of_slide_does_not_serve_all() -> None:
    template = Presentation()
    first = template.slide_masters[0]
    second = second_master(template)
    ids: Any = second.part._element.find(f"{P}sldLayoutIdLst")
    for entry in list(ids)[:1] + list(ids)[2:]:
        ids.remove(entry)
    template.slides.add_slide(second.slide_layouts[0])
    put_first(template)
    assert template.slide_masters[0].part is first.part
