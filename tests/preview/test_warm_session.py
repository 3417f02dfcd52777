"""What a session keeps from look to look shows what a new one shows, after any edit.
`pytest tests/preview/test_warm_session.py --runs 10` makes two hundred edits."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.design import faces
from ria_deck.design.measurers import measurer_of
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Theme
from ria_deck.preview.session import Session
from ria_deck.shared import SharedInputs
from tests.kept_builds import Editor, write
from tests.record.test_kept_things import small
from tests.small_project import PACKAGE

EDITS = 20


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--runs") or 1))


@pytest.mark.timeout(900)
def test_a_session_shows_what_a_new_one_shows(seed: int, tmp_path: Path) -> None:
    chance = random.Random(1000 + seed)
    root = tmp_path / "talk"
    write(root, chance)
    editor, session = Editor(root, chance), Session(root)
    session.look()
    for number in range(EDITS):
        editor.edit()
        session.look()
        new = Session(root)
        new.look()
        assert [one.message for one in session.diagnostics] == [one.message for one in new.diagnostics], editor.done
        for language, shown in new.decks.items():  # a language with mistakes keeps its last good deck
            assert session.decks[language].slides == shown.slides, (number, language, editor.done)


def test_a_template_of_the_projects_own_and_a_picture_are_read_again(tmp_path: Path) -> None:
    root = small(tmp_path, "## A {#a}\n\n- One\n\n## B {#b}\n\n- Two\n")
    session = Session(root)
    session.look()
    before = {slide.id: slide for slide in session.decks["en"].slides}
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/preview_slide.html.j2").write_text("<p>{{ total }}</p>", "utf-8")
    changed = session.look()
    assert {slide for _, slide in changed.slides} == set(before)
    assert session.decks["en"].slides[0].html == f"<p>{len(before)}</p>"
    (root / "templates/parts").mkdir()
    (root / "templates/preview_slide.html.j2").write_text('{% include "parts/mine.html.j2" %}', "utf-8")
    for words in ("first", "second"):
        (root / "templates/parts/mine.html.j2").write_text(words, "utf-8")
        session.look()
        assert {slide.html for slide in session.decks["en"].slides} == {words}
    shutil.rmtree(root / "templates")
    session.look()
    assert {slide.id: slide for slide in session.decks["en"].slides} == before


def theme_of(root: Path) -> Theme:
    report = Report()
    theme = SharedInputs(root, load_content(root, report)).theme("", report)
    assert not report.failed
    return theme


def test_a_measurer_is_kept_while_its_fonts_are_the_same_files(tmp_path: Path) -> None:
    root = small(tmp_path, "## A {#a}\n\n- One\n")
    (root / "templates").mkdir(exist_ok=True)
    for name in ("Regular", "Bold"):
        shutil.copy(faces.SHIPPED / f"Arimo-{name}.ttf", root / f"templates/Own-{name}.ttf")
    font = "{family: Own, files: [Own-Regular.ttf, Own-Bold.ttf]}"
    (root / "templates/theme.yaml").write_text(f"typography: {{fonts: [{font}], base: {{family: Own}}}}\n", "utf-8")
    theme = theme_of(root)
    first = measurer_of(theme)
    width = first.width("Text", 10)
    assert measurer_of(theme_of(root)) is first
    place = root / "templates/Own-Regular.ttf"
    times = place.stat().st_atime_ns, place.stat().st_mtime_ns
    shutil.copy(faces.SHIPPED / "Cousine-Regular.ttf", place)
    os.utime(place, ns=times)
    second = measurer_of(theme_of(root))
    assert second is not first
    assert second.width("Text", 10) != width


def test_figures_have_the_colours_of_a_theme_that_has_changed(tmp_path: Path) -> None:
    chart = "```{chart}\ndata: t\nmark: bar\nencoding: {x: k, y: v}\nalt: Numbers\n```\n"
    root = small(tmp_path, f"## A {{#a layout=chart}}\n\n{chart}")
    (root / "data").mkdir(exist_ok=True)
    (root / "data/t.csv").write_text("k,v\nA,1\nB,2\n", "utf-8")
    (root / "data/datapackage.yaml").write_text(PACKAGE, "utf-8")
    theme = root / "templates/theme.yaml"
    theme.parent.mkdir(exist_ok=True)
    session = Session(root)
    for color in ("#123456", "#654321"):
        theme.write_text(f"color: {{primary: '{color}'}}\n", "utf-8")
        session.look()
        assert session.diagnostics == ()
        html = next(slide.html for slide in session.decks["en"].slides if slide.id == "a")
        assert color.lower() in html.lower()
