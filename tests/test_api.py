"""The Python interface: what notebooks, previews and batches call, and the commands too."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pptx
import pytest

import ria_deck
from ria_deck import BuildError, Project, render, render_files
from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.map import Map
from ria_deck.shared import SharedInputs
from ria_deck.starter import start_project
from ria_deck.variant import Variant, assembled


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("api") / "talk"
    start_project(root, Report())
    return root


def test_a_project_is_opened_from_any_folder_in_it(folder: Path) -> None:
    assert Project.open(folder / "content").root == folder.resolve()
    with pytest.raises(BuildError, match="RD030"):
        Project.open(folder.parent / "missing")


def test_a_deck_is_rendered_as_the_build_writes_it(folder: Path) -> None:
    project = Project.open(folder)
    assert project.check().diagnostics == []
    deck = project.deck()
    assert deck.slides[0].title.text in {
        shape.text_frame.text for shape in pptx.Presentation(io.BytesIO(render(deck))).slides[0].shapes
    }
    built = project.build(outputs=["pptx"], languages=[deck.language], jobs=1)
    assert not built.failed
    assert built.deliverables == (f"{deck.id}.{deck.language}.pptx",)
    assert (built.folder / built.deliverables[0]).read_bytes() == render(deck, "pptx")


def test_what_is_wrong_is_reported_by_check_and_raised_by_deck(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "talk"
    shutil.copytree(folder, root, ignore=shutil.ignore_patterns("build"))
    topic = root / "content/02-figures.md"
    topic.write_text(topic.read_text("utf-8") + "\n## One more\n\n{{ missing.total }}\n", "utf-8")
    project = Project.open(root)
    report = project.check()
    assert [found.code for found in report.diagnostics] == ["RD202"]
    with pytest.raises(BuildError, match="RD202"):
        project.deck()
    built = project.build(jobs=1)
    assert built.failed
    assert built.deliverables == ()
    assert not (root / "build/manifest.json").exists()


def test_what_the_report_does_not_have_is_an_error(folder: Path) -> None:
    deck = Project.open(folder).deck()
    with pytest.raises(BuildError, match="RD901"):
        Project.open(folder).deck(language="xx")
    with pytest.raises(ValueError, match="no output `odp`"):
        render(deck, "odp")
    with pytest.raises(ValueError, match="several files"):
        render(deck, "png")
    assert list(render_files(deck, "pptx")) == [".pptx"]


def test_a_deck_without_a_handout_is_not_laid_out_for_one(folder: Path) -> None:
    shared = SharedInputs(folder, load_content(folder, Report()))
    layouts: dict[tuple[str, ...], list[bool]] = {}
    for outputs in (("pptx",), ("pptx", "pdf")):
        variant = Variant(root=folder, cache=folder / "build/.cache", edition="", language="en", outputs=outputs)
        made = assembled(shared, variant, Report())
        assert made is not None
        blocks = [placed.block for slide in made[0].slides for placed in slide.placements]
        figures = [block for block in blocks if isinstance(block, (Chart, Map))]
        assert all(figure.slide for figure in figures)
        layouts[outputs] = [figure.handout is not None for figure in figures]
    assert layouts == {("pptx",): [False] * 4, ("pptx", "pdf"): [True] * 4}


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, ria_deck; print([name for name in sys.modules if name.startswith('ria_deck.')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert all(hasattr(ria_deck, name) for name in ria_deck.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = ria_deck.nothing


def test_render_can_be_called_whatever_was_imported_before(folder: Path) -> None:
    code = (
        "import ria_deck.render.outputs\nfrom ria_deck import Project, render\n"
        f"print(len(render(Project.open({str(folder)!r}).deck(), 'pptx')) > 1000)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (run.stdout, run.returncode) == ("True\n", 0), run.stderr
