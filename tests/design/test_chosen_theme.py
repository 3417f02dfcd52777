"""`theme:` of report.yaml, and slides of another size."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.api import Project, render
from ria_deck.design.shipped import NAMED
from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report, Severity
from ria_deck.starter import start_project

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\n"
TOPIC = "---\ntitle: One\n---\n\n## First {#first}\n\n- A point\n"


def project(root: Path, more: str = "", theme: str = "", **files: str) -> Project:
    texts = {"content/report.yaml": REPORT + more, "content/01.md": TOPIC, "templates/theme.yaml": theme, **files}
    for name, text in texts.items():
        if text:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
    return Project.open(root)


@pytest.mark.parametrize("name", NAMED)
def test_a_name_is_the_theme_that_extends_begins_with(name: str, tmp_path: Path) -> None:
    chosen = project(tmp_path / "a", f"theme: {name}\n").deck().theme
    extended = project(tmp_path / "b", theme=f"extends: {name}\n").deck().theme
    assert (chosen.colors, chosen.series, chosen.printed) == (extended.colors, extended.series, extended.printed)


def test_the_files_colours_go_over_it_and_its_extends_gives_way(tmp_path: Path) -> None:
    own = 'extends: sand\ncolor: {palette: {sea: "#80C0E0"}}\n'
    theme = project(tmp_path, "theme: night\n", own).deck().theme
    assert theme.colors["paper"] == "0F1B2A"
    assert theme.colors["series-1"] == "80C0E0"


def test_an_edition_has_a_theme_of_its_own(tmp_path: Path) -> None:
    made = project(tmp_path, "theme: sand\neditions:\n  day:\n  night: {theme: night}\n")
    grounds = {edition: made.deck(edition=edition).theme.colors["paper"] for edition in ("day", "night")}
    assert grounds == {"day": "FBF7F0", "night": "0F1B2A"}


@pytest.mark.parametrize("written", ["brand.yaml", "templates/brand.yaml", "./templates/brand.yaml"])
def test_a_file_of_templates_stands_in_for_theme_yaml(written: str, tmp_path: Path) -> None:
    brand = 'extends: night\ncolor: {palette: {sea: "#80C0E0"}}\n'
    made = project(tmp_path, f"theme: {written}\n", "extends: sand\n", **{"templates/brand.yaml": brand})
    theme = made.deck().theme
    assert (theme.colors["paper"], theme.colors["sea"]) == ("0F1B2A", "80C0E0")


@pytest.mark.parametrize(
    ("written", "message", "help_"),
    [
        ("nihgt", "unknown theme `nihgt`", "did you mean `night`?"),
        ("corporate", "unknown theme `corporate`", "themes: `paper`, `night`, `mono` and `sand`"),
        ("brnad.yaml", "the theme `templates/brnad.yaml` doesn't exist", "did you mean `brand.yaml`?"),
        ("corporate.pptx", "`corporate.pptx` is not a theme", "`ria: {template: corporate.pptx}`"),
        ("../brand.yaml", "`templates/../brand.yaml` doesn't exist", ""),
        ("../../brand.yaml", "`templates/../../brand.yaml` is outside the project", "copy the file into it"),
    ],
)
def test_what_is_no_theme_is_told_at_its_place(written: str, message: str, help_: str, tmp_path: Path) -> None:
    made = project(tmp_path, f"theme: {written}\n", **{"templates/brand.yaml": "meta: {name: B}\n"})
    [fault] = [one for one in made.check().diagnostics if one.severity is Severity.ERROR]
    assert fault.code == ("RD002" if "outside" in message else "RD524")
    assert message in fault.message
    assert help_ in f"{fault.label} {fault.hint}"
    assert (fault.span.path, fault.span.line) == ("content/report.yaml", 6)


def test_own_colours_for_light_grounds_are_printed(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = 'color: {palette: {navy: "#123456", brick: "#A03020"}, primary: navy, secondary: brick}\n'
    (tmp_path / "templates/theme.yaml").write_text("extends: night\n" + own)
    printed = load_theme(tmp_path, Report()).printed
    assert (printed["paper"], printed["series-1"], printed["accent"]) == ("FFFFFF", "123456", "A03020")
    light = 'color: {palette: {sky: "#A0D0F0"}, primary: sky}\n'
    (tmp_path / "templates/theme.yaml").write_text("extends: night\n" + light)
    assert load_theme(tmp_path, Report()).printed["series-1"] == "0B6A93"


@pytest.mark.parametrize(
    ("slide", "size", "text"),
    [
        ('{size: "4:3"}', (10, 7.5), 1.0),
        ("{size: 16:9}", (40 / 3, 7.5), 1.0),
        ("{size: [10in, 5.625in]}", (10, 5.625), 0.75),
        ("{width: 25.4cm, height: 142.875mm}", (10, 5.625), 0.75),
    ],
)
def test_layouts_are_fitted_to_the_slides_size(
    slide: str, size: tuple[float, float], text: float, tmp_path: Path
) -> None:
    deck = project(tmp_path, theme=f"ria: {{slide: {slide}}}\n").deck()
    found = Presentation(io.BytesIO(render(deck, "pptx")))
    assert found.slide_width is not None
    assert found.slide_height is not None
    assert (round(found.slide_width / 914400, 3), found.slide_height / 914400) == (round(size[0], 3), size[1])
    for layout in found.slide_layouts:
        for shape in layout.placeholders:
            assert 0 <= shape.left <= found.slide_width - shape.width, (layout.name, shape.name)
            assert shape.top + shape.height <= found.slide_height, (layout.name, shape.name)
    plain = deck.theme.plain
    (body,) = plain.bodies
    assert (body.style.size, deck.theme.label_size) == (22 * text, 14 * text)


def test_places_that_the_project_gives_are_where_it_says(tmp_path: Path) -> None:
    own = 'ria: {slide: {size: "4:3"}, layouts: {bullets: {slots: {body: {box: [1, 2, 8, 4], style: {size: 30}}}}}}\n'
    (body,) = project(tmp_path, theme=own).deck().theme.layouts["bullets"].bodies
    assert (body.box.x, body.box.width, body.style.size) == (914400, 8 * 914400, 30)


@pytest.mark.parametrize(
    ("slide", "message"),
    [
        ('{size: "4:3", width: 10in}', "not both"),
        ("{width: 10in}", "incomplete"),
        ("{size: [10in, 0.1in]}", "from 1in to 56in"),
        ("{size: [10in, wide]}", "invalid length `wide`"),
    ],
)
def test_sizes_that_are_none_are_told(slide: str, message: str, tmp_path: Path) -> None:
    [fault] = project(tmp_path, theme=f"ria: {{slide: {slide}}}\n").check().diagnostics
    assert (fault.code, message in fault.message) == ("RD510", True), fault.message


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_the_starter_is_sound_in_every_theme_and_size(name: str, size: str, tmp_path: Path) -> None:
    start_project(tmp_path / "talk", Report())
    (tmp_path / "talk/templates/theme.yaml").write_text(f'ria: {{slide: {{size: "{size}"}}}}\n')
    file = tmp_path / "talk/content/report.yaml"
    file.write_text(file.read_text().replace("theme: paper", f"theme: {name}"))
    report = Project.open(tmp_path / "talk").check()
    assert [one for one in report.diagnostics if one.severity is not Severity.NOTE] == []
