"""Which placeholder of a foreign template serves which slot: golden maps, one a template, and what a build makes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from ria_deck.design import load_theme
from ria_deck.design.templates.inspect import inspect_template
from ria_deck.diagnostics import Report, Severity
from ria_deck.model.theme import EMU_PER_INCH, EMU_PER_PT, Slot, Theme
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project
from tests.design.foreign_templates import FURTHER, MAKERS

MAPS = Path(__file__).parent / "maps"


FOOT = ("footnotes", "source", "footer", "number")  # shown once, for text: they are in one place in all layouts


def map_text(theme: Theme) -> str:
    """The layouts with the template's layout that carries them; under each, its slots with index, kind and place."""
    lines: list[str] = []
    for layout in theme.layouts.values():
        lines.append(f"{layout.name} → {' '.join(layout.template_name.split())}")
        for slot in layout.slots:
            if slot.name in FOOT and layout.name != "bullets":
                continue
            box = slot.box
            place = " ".join(f"{value / EMU_PER_INCH:.1f}" for value in (box.x, box.y, box.width, box.height))
            holder = f"{slot.idx} {slot.kind or 'obj'}" if slot.idx >= 0 else "text box"
            lines.append(f"    {slot.name:<14} {holder:<12} {place}{'  moved' if slot.moved else ''}  {set_in(slot)}")
        lines += [f"    levels: {levels(slot)}" for slot in layout.bodies if layout.name == "bullets"]
    return "\n".join(lines) + "\n"


def set_in(slot: Slot) -> str:
    """How a slot's text is set: its size, how far it may step down, weight, sides, and the room around it."""
    style = slot.style
    size = f"{style.size:g}" if style.min_size == style.size else f"{style.size:g}–{style.min_size:g}"
    words = ["bold"] if style.bold else []
    words += ["capitals"] if style.caps else []
    words += [style.align, style.anchor, f"{style.leading:.2f}", f"+{style.space_after:g}"]
    words += ["in its own style"] if slot.own_style else []
    return " ".join([f"{size} pt", *words, "inset", *(f"{value / EMU_PER_PT:g}" for value in slot.inset)])


def levels(slot: Slot) -> str:
    """The sizes and indents of a list by level."""
    pairs = zip(slot.style.sizes, slot.style.indents, strict=True)
    return ", ".join(f"{size:g} pt at {indent:g}" for size, indent in pairs)


def project(folder: Path, name: str) -> Path:
    """A new project with one of the templates, unnamed; its path."""
    start_project(folder, Report())
    (folder / "templates/theme.yaml").unlink()
    template = folder / f"templates/{name}.pptx"
    (MAKERS | FURTHER)[name]().save(str(template))
    return template


@pytest.mark.parametrize("name", [*MAKERS, *FURTHER])
def test_slots_are_in_the_placeholders_that_the_map_says(name: str, tmp_path: Path) -> None:
    project(tmp_path, name)
    report = Report()
    text = map_text(load_theme(tmp_path, report))
    assert [found.code for found in report.diagnostics if found.severity is Severity.ERROR] == []
    expected = MAPS / f"{name}.txt"
    if os.environ.get("UPDATE_MAPS"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")


@pytest.mark.parametrize("name", MAKERS)
def test_the_mapping_that_inspect_writes_is_the_one_that_is_chosen(name: str, tmp_path: Path) -> None:
    template = project(tmp_path, name)
    chosen = map_text(load_theme(tmp_path, Report()))
    (tmp_path / "templates/theme.yaml").write_text(inspect_template(template).theme_yaml, "utf-8")
    report = Report()
    assert map_text(load_theme(tmp_path, report)) == chosen
    assert report.diagnostics == []


@pytest.mark.parametrize("name", ["libreoffice", "parked"])
def test_a_deck_in_it_is_sound(name: str, tmp_path: Path, ooxml: object) -> None:
    project(tmp_path, name)
    result = build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx",), jobs=1))
    assert result.diagnostics == ()
    assert ooxml.validate(tmp_path / "build/my-report.en.pptx") == []  # type: ignore[attr-defined]


def test_a_picture_of_a_kind_that_decks_do_not_take_is_told_once(tmp_path: Path) -> None:
    template = MAKERS["german"]()
    part = Part(PackURI("/ppt/media/old.wmf"), "image/x-wmf", template.part.package, b"wmf")
    template.slide_layouts[1].part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    start_project(tmp_path, Report())
    (tmp_path / "templates/theme.yaml").unlink()
    template.save(str(tmp_path / "templates/old.pptx"))
    report = Report()
    load_theme(tmp_path, report)
    (found,) = report.diagnostics
    assert (found.code, found.message) == (
        "RD545",
        "parts of `templates/old.pptx` are left out of decks: pictures (image/x-wmf)",
    )
