"""Faces by script: PowerPoint's names in the deck, the files of a package or of the project behind them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from ria_deck.check.outline_compare import compare
from ria_deck.check.outline_model import Outline, OutlinePart
from ria_deck.design import load_theme
from ria_deck.design.faces import SHIPPED, files_of
from ria_deck.design.measure import Measurer
from ria_deck.design.packaged_faces import packaged
from ria_deck.design.scripts import SCRIPTS, in_script, tell_scripts
from ria_deck.diagnostics import Report, Severity
from ria_deck.model.theme import Theme


@pytest.mark.parametrize(
    ("script", "east"), [("Jpan", "Yu Gothic"), ("Kore", "Malgun Gothic"), ("Hans", "Microsoft YaHei")]
)
def test_the_east_asian_face_is_that_of_the_language(script: str, east: str, tmp_path: Path) -> None:
    theme = in_script(load_theme(tmp_path, Report()), script)
    assert (theme.body.ea, theme.heading.ea) == (east, east)
    assert files_of(theme.body, east)[0].name == "NotoSansCJKjp-Regular.otf"


def test_a_package_brings_the_face_of_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site/fontpkg_noto_sans_telugu/files"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    shutil.copy(SHIPPED / "Arimo-Regular.ttf", folder / "NotoSansTelugu[wdth,wght].ttf")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    packaged.cache_clear()
    theme = in_script(load_theme(tmp_path, Report()), "Telu")
    packaged.cache_clear()
    assert theme.body.cs == "Nirmala UI"
    assert theme.body.ea == "Yu Gothic"
    assert files_of(theme.body, theme.body.other)[0].name == "NotoSansTelugu[wdth,wght].ttf"
    assert Measurer(theme).width("abc", 10) > 10


SITE = Path(pytest.__file__).parent.parent


def theme_with(folder: Path, ria: str, file: Path = SHIPPED / "Arimo-Regular.ttf") -> Theme:
    (folder / "templates").mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(file, folder / f"templates/House-{weight}.ttf")
    (folder / "templates/theme.yaml").write_text(
        "typography: {fonts: [{family: House Face, files: [House-Regular.ttf, House-Bold.ttf]}]}\n" + ria, "utf-8"
    )
    report = Report()
    theme = load_theme(folder, report)
    assert report.diagnostics == []
    return theme


def test_theme_yaml_names_a_face_for_a_script(tmp_path: Path) -> None:
    theme = in_script(theme_with(tmp_path, "ria: {scripts: {Thai: House Face}}\n"), "Thai")
    assert theme.body.cs == "House Face"
    assert [file.name for file in files_of(theme.body, theme.body.other)] == ["House-Regular.ttf", "House-Bold.ttf"]


def test_the_face_of_complex_scripts_writes_those_that_its_files_have(tmp_path: Path) -> None:
    theme = theme_with(
        tmp_path, "ria: {complex-script: House Face}\n", next(SITE.glob("fontpkg_noto_sans_thai/files/*.ttf"))
    )
    assert in_script(theme, "Thai").body.second == "House Face"
    assert in_script(theme, "Khmr").body.second != "House Face"


def test_a_package_brings_weights_as_files_or_as_an_axis() -> None:
    for script in SCRIPTS.values():
        for family, package in script.sources:
            if found := packaged(package, family):
                assert all(Path(file).is_file() for file in found)
                assert [Path(file).stem.rpartition("-")[2] for file in found] in (["Regular", "Bold"], ["400", "700"])


def test_a_missing_face_is_one_error_with_the_lines_that_mend_it() -> None:
    report = Report()
    assert tell_scripts("กขค\u2615", report) == "\u2615"
    assert tell_scripts("งจ", report) == ""
    (found,) = report.diagnostics
    assert (found.code, found.message) == ("RD531", "no font has Thai characters")
    assert "pip install fontpkg-noto-sans-thai" in found.hint
    assert "typography: {fonts: [{family: Noto Sans Thai, files: [NotoSansThai-Regular.ttf" in found.hint


def test_what_cannot_be_read_back_is_a_note() -> None:
    part = OutlinePart(id="a", title="شهر", texts=("السلام عليكم",))
    expected = Outline(output="pdf", title="t", lang="ar-EG", parts=(part,))
    read = Outline(output="pdf", title="t", lang="ar-EG", parts=(OutlinePart(id="a", title="x", texts=("مكيلع",)),))
    (found,) = compare(expected, read)
    assert (found.severity, found.message) == (
        Severity.NOTE,
        "PDF (ar-EG): 1 text was not compared: the order of their letters can't be read back",
    )
