"""Decks in a template that is not ours: python-pptx's default with its layouts named in German."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as PresentationType
from pptx.util import Emu, Inches

from ria_deck.design import load_theme
from ria_deck.design.templates.inspect import inspect_template
from ria_deck.design.units import contrast
from ria_deck.diagnostics import BuildError, Report, Severity
from ria_deck.model.text_style import SINGLE
from ria_deck.model.theme import Theme
from ria_deck.pipeline import Built, Options, build
from ria_deck.render.handout.cover import cover_art
from ria_deck.starter import start_project

GALLERY = Path(__file__).resolve().parent / "projects/gallery"
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
NAMES = ("Titelfolie", "Titel und Inhalt", "Abschnitt", "Zwei Inhalte", "Vergleich", "Nur Titel", "Leer")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    start_project(tmp_path, Report())
    template = Presentation()
    for layout, name in zip(template.slide_layouts, NAMES, strict=False):
        layout.name = name
    template.save(str(tmp_path / "templates/corporate.pptx"))
    return tmp_path


def made(root: Path) -> Built:
    try:
        return build(root, Options(output=root / "build", outputs=("pptx",), jobs=1))
    except BuildError as error:
        return Built(diagnostics=error.diagnostics)


def test_the_theme_that_inspect_writes_uses_the_template(project: Path, ooxml: object) -> None:
    theme = inspect_template(project / "templates/corporate.pptx").theme_yaml
    (project / "templates/theme.yaml").write_text(theme, "utf-8")
    result = made(project)
    assert not result.diagnostics  # Calibri has a face of the same widths
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    used = {slide.slide_layout.name for slide in Presentation(str(deck)).slides}
    assert used <= set(NAMES)


def test_a_layout_that_the_template_has_not_is_told_with_those_it_has(project: Path) -> None:
    (project / "templates/theme.yaml").write_text(
        "meta: {name: X}\nria:\n  template: corporate.pptx\n  layouts:\n    bullets: {template: Titel und Inhalte}\n"
    )
    (found, *_) = [found for found in made(project).diagnostics if found.code == "RD541"]
    assert found.label == "did you mean `Titel und Inhalt`?"
    assert "Zwei Inhalte" in found.hint
    assert str(found.span) == "templates/theme.yaml:5:25"


def test_without_a_theme_the_one_template_there_serves_unnamed(project: Path, ooxml: object) -> None:
    (project / "templates/theme.yaml").unlink()
    assert not made(project).diagnostics
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    assert {slide.slide_layout.name for slide in Presentation(str(deck)).slides} <= set(NAMES)


def test_without_theme_and_template_the_built_in_theme_serves(project: Path) -> None:
    (project / "templates/theme.yaml").unlink()
    (project / "templates/corporate.pptx").unlink()
    assert not made(project).diagnostics


def test_of_two_templates_one_must_be_named(project: Path) -> None:
    (project / "templates/theme.yaml").unlink()
    (project / "templates/other.potx").write_bytes((project / "templates/corporate.pptx").read_bytes())
    (found,) = made(project).diagnostics
    assert found.code == "RD544"
    assert "`ria: {template: corporate.pptx}`" in found.hint


def test_a_file_that_is_no_template_is_refused(project: Path) -> None:
    (project / "templates/corporate.pptx").write_bytes(b"PK no")
    (project / "templates/theme.yaml").write_text("meta: {name: X}\nria: {template: corporate.pptx}\n")
    assert [found.code for found in made(project).diagnostics][:1] == ["RD540"]


def test_a_template_without_a_place_for_titles_is_refused(project: Path) -> None:
    path = project / "templates/corporate.pptx"
    template = Presentation(str(path))
    for layout in template.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    template.save(str(path))
    found = made(project).diagnostics[0]
    assert found.code == "RD540"
    assert "none of its layouts has a title placeholder" in found.message


def test_a_layout_without_a_title_gets_one_that_outlines_show(project: Path, ooxml: object) -> None:
    path = project / "templates/corporate.pptx"
    template = Presentation(str(path))
    layout = next(layout for layout in template.slide_layouts if layout.name == "Titel und Inhalt")
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.type is PP_PLACEHOLDER.TITLE)
    title._element.getparent().remove(title._element)
    template.save(str(path))
    outcome = made(project)
    assert not [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    assert all(slide.shapes.title is not None for slide in Presentation(str(deck)).slides)


def theme_of(template: PresentationType, folder: Path, *expected: str) -> Theme:
    """The theme in a template; the starter's theme.yaml has colours, which have no effect beside one (a note, RD521)."""
    (folder / "templates").mkdir(exist_ok=True)
    template.save(str(folder / "templates/corporate.pptx"))
    report = Report()
    theme = load_theme(folder, report)
    silent = {"RD521"} if (folder / "templates/theme.yaml").exists() else set()
    assert {found.code for found in report.diagnostics} - silent == set(expected)
    return theme


def darkened(template: PresentationType) -> PresentationType:
    """The master's text and ground exchanged, and a title in yellow."""
    names = template.slide_master._element.find("{*}clrMap")
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        names.set(name, slot)
    style = template.slide_master._element.find("{*}txStyles/{*}titleStyle/{*}lvl1pPr/{*}defRPr")
    for fill in style.findall("{*}solidFill"):
        style.remove(fill)
    style.insert(0, etree.fromstring(f'<a:solidFill {DRAWING}><a:srgbClr val="FFFF00"/></a:solidFill>'))
    return template


def test_on_a_dark_ground_every_colour_can_be_read_and_the_handout_stays_on_white(tmp_path: Path) -> None:
    theme = theme_of(darkened(Presentation()), tmp_path)
    assert (theme.colors["paper"], theme.colors["ink"], theme.scheme["dk1"]) == ("000000", "FFFFFF", "FFFFFF")
    title = theme.layouts["bullets"].slots[0].style.color
    assert theme.colors[title] == "FFFF00"
    for colors, paper in ((theme.colors, "000000"), (theme.printed, "FFFFFF")):
        assert colors["paper"] == paper
        for role in ("ink", "grey", "sea", "accent", *theme.series):
            assert contrast(colors[role], paper) >= 4.5, role
        assert contrast(colors["mist"], paper) < 1.3
    assert len({theme.colors[role] for role in theme.series}) == len(theme.series)


def test_the_cover_of_a_handout_has_a_ground_for_its_title(tmp_path: Path) -> None:
    theme = theme_of(Presentation(), tmp_path)  # its title slide is white
    art = base64.b64decode(cover_art(theme).partition("base64,")[2]).decode()
    assert contrast(art.partition('fill="#')[2][:6], theme.colors["paper"]) >= 4.5


def test_the_ground_is_that_of_a_background_whatever_the_scheme_says(tmp_path: Path) -> None:
    template = Presentation()
    fill = template.slide_layouts[1].background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x10, 0x20, 0x30)
    theme = theme_of(template, tmp_path, "RD516")  # the template's own text is black on it
    assert theme.colors["paper"] == "102030"
    assert contrast(theme.colors["ink"], "102030") >= 4.5


def test_text_is_measured_as_the_template_sets_it(tmp_path: Path) -> None:
    template = Presentation()
    level = template.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr")
    spacing = (
        '<a:lnSpc xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:spcPct val="90000"/></a:lnSpc>'
    )
    level.insert(0, etree.fromstring(spacing))
    style = theme_of(template, tmp_path).layouts["bullets"].bodies[0].style
    assert style.sizes == (32.0, 28.0, 24.0, 20.0, 20.0)
    assert style.indents == (27.0, 58.5, 90.0, 126.0, 162.0)
    assert style.leading == pytest.approx(0.9 * SINGLE)
    assert style.space_after == pytest.approx(0.2 * SINGLE * 32)


def test_layouts_that_have_lost_their_type_are_known_by_their_placeholders(tmp_path: Path) -> None:
    template = Presentation()
    for layout, name in zip(template.slide_layouts, NAMES, strict=False):
        layout.name = name
        layout._element.attrib.pop("type", None)
    layouts = theme_of(template, tmp_path).layouts
    found = {name: layouts[name].template_name for name in ("title", "bullets", "two-columns", "blank")}
    assert found == {
        "title": "Titelfolie",
        "bullets": "Titel und Inhalt",
        "two-columns": "Zwei Inhalte",
        "blank": "Nur Titel",
    }


def test_one_layout_on_small_dark_slides_carries_a_whole_talk(project: Path, ooxml: object) -> None:
    template = darkened(Presentation())
    template.slide_width, template.slide_height = Inches(10), Emu(5_143_500)
    for layout in list(template.slide_layouts):
        if layout.name != "Title and Content":
            template.slide_layouts.remove(layout)
    for shape in template.slide_master.placeholders:
        shape.top, shape.height = int(shape.top * 0.75), int(shape.height * 0.75)
    theme = theme_of(template, project)
    assert theme.label_size == 10.5
    (project / "templates/theme.yaml").unlink()
    assert not made(project).diagnostics
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    for slide in Presentation(str(deck)).slides:
        assert slide.shapes.title is not None
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= template.slide_width


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    """A project whose template is a deck of ours with its accent changed, as somebody does in PowerPoint's master."""
    start_project(tmp_path, Report())
    assert not made(tmp_path).failed
    deck = Presentation(str(tmp_path / "build/my-report.en.pptx"))
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            part._blob = part.blob.replace(b"0B6A93", b"7A3B69")
    deck.save(str(tmp_path / "templates/own.pptx"))
    return tmp_path


def test_a_deck_of_ours_changed_in_powerpoint_is_a_template_with_all_of_its_layouts(own: Path, ooxml: object) -> None:
    before = Presentation(str(own / "build/my-report.en.pptx"))
    result = made(own)
    assert not result.failed, result.diagnostics
    deck = own / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    after = Presentation(str(deck))
    assert [slide.slide_layout.name for slide in after.slides] == [slide.slide_layout.name for slide in before.slides]

    def places(found: PresentationType) -> list[tuple[str, int, int]]:
        return [(shape.name, shape.left, shape.top) for slide in found.slides for shape in slide.placeholders]

    def places_of_layouts(found: PresentationType) -> list[tuple[str, int, int]]:
        """A template keeps its places, a deck of ours moves some up to a short title; hidden titles are above both."""
        spots = [{one.placeholder_format.idx: one for one in s.slide_layout.placeholders} for s in found.slides]
        shapes = [(one, there) for s, there in zip(found.slides, spots, strict=True) for one in s.placeholders]
        at = [(one.name, one if one.top < 0 else there[one.placeholder_format.idx]) for one, there in shapes]
        return [(name, spot.left, spot.top) for name, spot in at]

    assert places(after) == places_of_layouts(before) != places(before)
    assert {layout.name for layout in after.slide_layouts} >= {"Chart", "Text and chart", "Agenda"}


@pytest.mark.parametrize("dark", [False, True])
def test_names_and_links_can_be_read_on_the_ground_they_stand_on(project: Path, ooxml: object, dark: bool) -> None:
    template = darkened(Presentation()) if dark else Presentation()
    template.save(str(project / "templates/corporate.pptx"))
    (project / "content/04-links.md").write_text("## Links {#links}\n\n- See [here](https://example.org/)\n", "utf-8")
    assert {one.code for one in made(project).diagnostics} <= {"RD521"}
    deck = project / "build/my-report.en.pptx"
    assert ooxml.validate(deck) == []  # type: ignore[attr-defined]
    slides = list(Presentation(str(deck)).slides)
    people = slides[0].placeholders[1].text_frame.paragraphs
    strong = [run for paragraph in people for run in paragraph.runs if run.font.bold]
    assert strong
    assert [run for run in strong if run.font.color.type is not None] == []  # the colour of the lines around it
    (link,) = slides[-1]._element.iter("{*}hlinkClick")
    own = link.find(".//{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr")
    assert (own is not None and own.get("val") == "tx") is dark


def test_captions_and_sentences_of_their_own_stand_as_ours_do_whatever_the_template_has_there(tmp_path: Path) -> None:
    layouts = theme_of(Presentation(), tmp_path).layouts
    shutil.copytree(GALLERY, tmp_path / "gallery")
    (tmp_path / "gallery/templates").mkdir()
    shutil.copy(tmp_path / "templates/corporate.pptx", tmp_path / "gallery/templates")
    result = build(tmp_path / "gallery", Options(output=tmp_path / "out", languages=("en",), outputs=("pptx",), jobs=1))
    assert {found.code for found in result.diagnostics} <= {"RD250"}
    shapes = [
        shape for slide in Presentation(str(tmp_path / "out/gallery.en.pptx")).slides for shape in slide.placeholders
    ]
    caption = next(shape for shape in shapes if shape.name == "Left caption")
    (level,) = caption._element.iter("{*}lvl1pPr")
    size = next(slot.style.size for slot in layouts["two-pictures"].slots if slot.name == "left-caption")
    assert (level.find("{*}defRPr").get("b"), level.find("{*}defRPr").get("sz")) == ("0", str(round(size * 100)))
    assert size < 16
    assert caption.text_frame.vertical_anchor == MSO_ANCHOR.TOP  # by its picture
    said = "A sentence that people"
    sentence = next(shape for shape in shapes if shape.name == "Body" and shape.text_frame.text.startswith(said))
    assert sentence.text_frame.vertical_anchor == MSO_ANCHOR.MIDDLE


def test_a_face_without_free_widths_is_told_and_the_hint_helps(project: Path) -> None:
    template = Presentation(str(project / "templates/corporate.pptx"))
    for part in template.part.package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/"):
            part._blob = part.blob.replace(b'latin typeface="Calibri"', b'latin typeface="Aptos"')
    template.save(str(project / "templates/corporate.pptx"))
    (project / "templates/theme.yaml").unlink()
    assert [(str(found.span), found.code) for found in made(project).diagnostics] == [
        ("templates/corporate.pptx:1:1", "RD543")
    ]
    fonts = "typography:\n  fonts: [{family: Aptos, like: Carlito}]\n"
    (project / "templates/theme.yaml").write_text(f"meta: {{name: X}}\nria: {{template: corporate.pptx}}\n{fonts}")
    assert not [found for found in made(project).diagnostics if found.code == "RD543"]
