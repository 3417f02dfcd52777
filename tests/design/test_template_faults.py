"""Faults of templates that are mended when they are opened, or told before the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as PresentationType
from pptx.util import Inches

from ria_deck.design import load_theme
from ria_deck.diagnostics import BuildError, Diagnostic, Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project


def project(folder: Path, template: PresentationType, theme: str = "") -> Path:
    """A new project in the template, with notes on its first slide."""
    start_project(folder, Report())
    (folder / "templates/theme.yaml").unlink()
    template.save(str(folder / "templates/corporate.pptx"))
    if theme:
        (folder / "templates/theme.yaml").write_text(theme, "utf-8")
    return folder


def told(root: Path) -> tuple[Diagnostic, ...]:
    try:
        return build(root, Options(output=root / "build", outputs=("pptx",), jobs=1)).diagnostics
    except BuildError as error:
        return error.diagnostics


def slots(layout: str, target: str, **placeholders: int | str) -> str:
    named = "".join(f"        {slot}: {{placeholder: {number}}}\n" for slot, number in placeholders.items())
    return f"    {layout}:\n      template: {target}\n      slots:\n{named}"


def theme(*layouts: str) -> str:
    return "ria:\n  template: corporate.pptx\n  layouts:\n" + "".join(layouts)


@pytest.mark.parametrize(
    ("layout", "holder", "why"),
    [
        (slots("bullets", "Title and Content", body=0), "(Title 1, 9.00 × 1.25 in)", "the slide's title is in it"),
        (slots("bullets", "Title and Content", body=11), "(Footer Placeholder 4,", "it is for the slide's footer"),
        (slots("bullets", "Picture with Caption", body=1), "(Picture Placeholder 2,", "it takes only pic"),
        (slots("bullets", "Title and Vertical Text", body=1), "(Vertical Text Placeholder 2,", "it doesn't take text"),
        (slots("bullets", "Title and Content", title=1), "(Content Placeholder 2,", "only a title's placeholder makes"),
        (slots("two-columns", "Two Content", left=1, right=1), "(Content Placeholder 2,", "`left` is in it"),
        (slots("two-columns", "Two Content", left=1, right=2), "4.40 × 0.30 in)", "it needs 1.20 × 1.13 in"),
    ],
    ids=["title", "footer", "picture", "vertical", "no title", "twice", "small"],
)
def test_a_placeholder_that_cannot_hold_its_slot_is_told(layout: str, holder: str, why: str, tmp_path: Path) -> None:
    template = Presentation()
    if "4.40 × 0.30" in holder:
        second: Any = template.slide_layouts[3].placeholders[2]
        second.left, second.top, second.width, second.height = Inches(5.1), Inches(1.6), Inches(4.4), Inches(0.3)
    report = Report()
    load_theme(project(tmp_path, template, theme(layout)), report)
    (found,) = report.diagnostics
    assert found.code == "RD542"
    assert holder in found.message
    assert f": {why}" in found.message
    assert "without `placeholder` the program finds a place" in found.hint
    assert found.span is not None
    assert found.span.path == "templates/theme.yaml"


def test_one_placeholder_under_many_slots_is_one_error_and_nothing_is_written(tmp_path: Path) -> None:
    layouts = [slots(name, "Title and Content", figure=0) for name in ("chart", "table", "map", "picture", "timeline")]
    (found,) = told(project(tmp_path, Presentation(), theme(*layouts)))
    assert found.code == "RD542"
    assert "can't hold `chart.figure`, `table.figure`, `map.figure` and 2 more" in found.message
    assert found.hint.startswith("placeholders of the layout that can: 1 (Content Placeholder 2, 9.00 × 4.95 in)")
    assert not (tmp_path / "build/my-report.en.pptx").exists()


def test_links_in_slides_that_the_deck_leaves_out_are_nobodys(tmp_path: Path) -> None:
    template = Presentation()
    slide = template.slides.add_slide(template.slide_layouts[6])
    for kind in (RELATIONSHIP_TYPE.HYPERLINK, RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.OLE_OBJECT):
        slide.part.relate_to("file:///C:/figures/old.xlsx", kind, is_external=True)
    assert told(project(tmp_path, template)) == ()
    deck = Presentation(str(tmp_path / "build/my-report.en.pptx"))
    targets = [relation.target_ref for part in deck.part.package.iter_parts() for relation in part.rels.values()]
    assert not any("old.xlsx" in target for target in targets)


def test_a_link_in_a_layout_that_leads_to_a_file_is_refused(tmp_path: Path) -> None:
    template = Presentation()
    template.slide_layouts[1].part.relate_to("file:///C:/old.xlsx", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    (found,) = told(project(tmp_path, template))
    assert (found.code, "file:///C:/old.xlsx" in found.message) == ("RD540", True)
    assert "slideLayout2.xml" in found.message


def test_a_notes_page_without_a_place_for_notes_gets_one(tmp_path: Path, ooxml: object) -> None:
    template = Presentation()
    master = template.notes_master
    for shape in list[Any](master.placeholders):
        if shape.placeholder_format.type.name in {"BODY", "OBJECT"}:
            shape._element.getparent().remove(shape._element)
    assert told(project(tmp_path, template)) == ()
    made = tmp_path / "build/my-report.en.pptx"
    assert ooxml.validate(made) == []  # type: ignore[attr-defined]
    frames = [slide.notes_slide.notes_text_frame for slide in Presentation(str(made)).slides if slide.has_notes_slide]
    assert frames
    assert all(frame is not None and frame.text for frame in frames)
