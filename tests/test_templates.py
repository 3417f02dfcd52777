"""Decks in a template that is not ours: python-pptx's default with its layouts named in German."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.design.inspect import inspect_template
from ria_deck.diagnostics import BuildError, Report
from ria_deck.pipeline import Options, Result, build
from ria_deck.starter import start_project

NAMES = ("Titelfolie", "Titel und Inhalt", "Abschnitt", "Zwei Inhalte", "Vergleich", "Nur Titel", "Leer")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    start_project(tmp_path, Report())
    template = Presentation()
    for layout, name in zip(template.slide_layouts, NAMES, strict=False):
        layout.name = name
    template.save(str(tmp_path / "templates/corporate.pptx"))
    return tmp_path


def made(root: Path) -> Result:
    try:
        return build(root, Options(output=root / "build", outputs=("pptx",), jobs=1))
    except BuildError as error:
        return Result(diagnostics=error.diagnostics)


def test_the_theme_that_inspect_writes_uses_the_template(project: Path, ooxml: object) -> None:
    theme = inspect_template(project / "templates/corporate.pptx").theme_yaml
    (project / "templates/theme.yaml").write_text(theme, "utf-8")
    result = made(project)
    # Calibri is measured with the widths of Arial
    assert {found.code for found in result.diagnostics} == {"RD543"}
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
    assert [(str(found.span), found.code) for found in made(project).diagnostics] == [
        ("templates/corporate.pptx:1:1", "RD543")
    ]
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
