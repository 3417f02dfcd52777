"""Catalogs through the programs of others and through our own files: no text is lost, none turns stale."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import polib
import pytest
from lxml import etree
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.i18n.status import Status, status_of
from ria_deck.translations import gather

PROJECT = Path(__file__).parents[1] / "projects/languages"
LANGUAGES = ("ar", "ko", "th", "el")
Trip = Callable[[Path, str], None]


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT, tmp_path / "library"))


def run(root: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["--project", str(root), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def tool(name: str, *arguments: str | Path) -> None:
    """A program of translate-toolkit, which stands beside Python."""
    subprocess.run(
        [Path(sys.executable).with_name(name), "--progress=none", *arguments], check=True, capture_output=True
    )


def status(root: Path, language: str) -> Status:
    report = Report()
    found = gather(root, report)
    assert found is not None
    told = status_of(root, language, found.to(language), report)
    assert told is not None
    return told


def catalog(root: Path, language: str) -> Path:
    return root / f"content/locale/{language}.po"


def texts(root: Path, language: str) -> Mapping[tuple[str, str], str]:
    return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(catalog(root, language)))}


def by_msgmerge(root: Path, language: str) -> None:
    """A translator's editor merges the catalog with a template of today's texts."""
    path = catalog(root, language)
    template = polib.pofile(str(path))
    for entry in template:
        entry.msgstr = ""
    template.save(str(root / "talk.pot"))
    subprocess.run(
        ["msgmerge", "--quiet", "--previous", "--update", "--backup=none", path, root / "talk.pot"], check=True
    )


def by_xliff_1_2(root: Path, language: str) -> None:
    """Out as XLIFF 1.2 and back by translate-toolkit, which drops the contexts."""
    path = catalog(root, language)
    tool("po2xliff", path, root / "talk.xlf")
    path.unlink()
    tool("xliff2po", root / "talk.xlf", path)


def by_own_xliff(root: Path, language: str) -> None:
    file = root / "talk.xlf"
    run(root, "i18n", "export", str(file), "--lang", language)
    tree = etree.parse(file)  # as a translator's program saves it
    tree.write(file, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    catalog(root, language).unlink()
    run(root, "i18n", "import", str(file), "--lang", language)


def by_excel(root: Path, language: str) -> None:
    file = root / "talk.xlsx"
    run(root, "i18n", "export", str(file), "--lang", language)
    openpyxl.load_workbook(file).save(file)
    catalog(root, language).unlink()
    run(root, "i18n", "import", str(file), "--lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trip", [by_msgmerge, by_xliff_1_2, by_own_xliff, by_excel])
def test_nothing_is_lost_and_nothing_turns_stale(
    project: Path, require_tool: Callable[[str], None], trip: Trip, language: str
) -> None:
    if trip is by_msgmerge:
        require_tool("gettext")
    before = status(project, language)
    assert (before.stale, before.missing) == ((), ())
    words = texts(project, language)
    run(project, "i18n", "update", "--lang", language)
    first = catalog(project, language).read_bytes()
    trip(project, language)
    after = status(project, language)
    assert (len(after.translated), after.stale, after.missing) == (before.total, (), ())
    run(project, "i18n", "update", "--lang", language)
    assert texts(project, language) == words
    assert status(project, language).complete
    if trip is not by_xliff_1_2:  # whose head is another one
        assert catalog(project, language).read_bytes() == first


def test_what_is_stale_or_commented_comes_through_msgmerge(project: Path, require_tool: Callable[[str], None]) -> None:
    require_tool("gettext")
    topic = project / "content/01-library.md"
    topic.write_text(
        topic.read_text("utf-8").replace("The harbour lends most.", "The harbour lends the most."), "utf-8"
    )
    path = catalog(project, "el")
    words = polib.pofile(str(path))
    words[0].tcomment = "checked by the library"
    words.save()
    run(project, "i18n", "update", "--lang", "el")
    by_msgmerge(project, "el")
    run(project, "i18n", "update", "--lang", "el")
    after = status(project, "el")
    assert [(one.text, one.previous) for one in after.stale] == [
        ("The harbour lends the most.", "The harbour lends most.")
    ]
    assert (after.missing, words[0].tcomment) == ((), polib.pofile(str(path))[0].tcomment)
