"""Font files: found, verified, complete, and as wide as the faces they stand in for."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ria_deck.design import faces
from ria_deck.diagnostics import BuildError

ROOT = Path(__file__).resolve().parents[2]
ARIMO = [*faces.font_files()["Arimo"], *faces.italic_files()["Arimo"]]
COUSINE = [*faces.font_files()["Cousine"]]
COURIER = 1229  # the advance width of every letter of Courier New, in 1/2048 em

# Advance widths of Arial in 1/2048 em, from its published metrics (the same in Helvetica's AFM files, scaled).
ARIAL = {" ": 569, "0": 1139, "A": 1366, "W": 1933, "i": 455, "m": 1706, "—": 2048, "%": 1821}
ARIAL_BOLD = {" ": 569, "0": 1139, "A": 1479, "W": 1933, "i": 569, "m": 1821, "—": 2048, "%": 1821}


@pytest.mark.parametrize("face", ["Arimo", "Arial", "Cousine", "Courier New", "Noto Sans CJK JP", "Yu Gothic"])
def test_every_known_face_has_a_regular_and_a_bold_file(face: str) -> None:
    regular, bold = faces.font_files()[face]
    assert {path.is_file() for path in (regular, bold)} == {True}
    assert regular != bold


def test_an_unknown_face_is_a_key_error_and_not_a_guess() -> None:
    assert "Comic Sans MS" not in faces.font_files()
    with pytest.raises(KeyError):
        faces.font_files()["Comic Sans MS"]


@pytest.mark.parametrize(("path", "widths"), [(ARIMO[0], ARIAL), (ARIMO[1], ARIAL_BOLD)])
def test_arimo_is_as_wide_as_arial(path: Path, widths: dict[str, int]) -> None:
    font = TTFont(path)
    names = font.getBestCmap()
    assert {character: font["hmtx"][names[ord(character)]][0] for character in widths} == widths


@pytest.mark.parametrize("path", COUSINE, ids=lambda path: path.stem)
def test_cousine_is_as_wide_as_courier_new(path: Path) -> None:
    font = TTFont(path)
    names = font.getBestCmap()
    assert font["head"].unitsPerEm == 2048
    assert {font["hmtx"][names[ord(character)]][0] for character in "iW0 {}─│ЖяΩ"} == {COURIER}


@pytest.mark.parametrize("path", [*ARIMO, *COUSINE], ids=lambda path: path.stem)
def test_the_shipped_files_are_static_named_by_style_and_embeddable(path: Path) -> None:
    font = TTFont(path)
    assert "fvar" not in font
    assert font["OS/2"].fsType == 0
    assert font["OS/2"].usWeightClass == (700 if "Bold" in path.stem else 400)
    assert font["name"].getDebugName(6) == path.stem


@pytest.mark.parametrize("path", [*ARIMO, *COUSINE], ids=lambda path: path.stem)
def test_the_shipped_files_have_the_characters_of_european_and_russian_texts(path: Path) -> None:
    wanted = "AZaz09 ÄÖÜßàçéñøăőšžΑΩαωЁёАЯая№«»„“”‘’–—…•†‡€£¥₽°±×÷−≈≠≤≥→←¹²³½ \u00a0\u202f"
    missing = {character for character in wanted if ord(character) not in faces.characters(path)}
    assert missing == (set() if path in ARIMO else {"₽", "\u202f"})


def test_the_japanese_files_have_kana_kanji_and_full_width_signs() -> None:
    for path in faces.font_files()["Yu Gothic"]:
        assert {ord(character) for character in "新潟県とロシア「禁止」、。１２３〜髙﨑"} <= faces.characters(path)


def test_a_missing_font_package_is_an_error_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    faces._located.cache_clear()
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(BuildError) as caught:
        faces.font_files()["Yu Gothic"]
    faces._located.cache_clear()
    (found,) = caught.value.diagnostics
    assert found.code == "RD590"
    assert "noto-cjk-sans-jp-regular" in found.message
    assert "uv sync" in found.hint


def test_a_font_file_with_other_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "noto_cjk_sans_jp_regular"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "NotoSansCJKjp-Regular.otf").write_bytes(b"OTTO something else")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    faces._located.cache_clear()
    with pytest.raises(BuildError) as caught:
        faces.font_files()["Yu Gothic"]
    faces._located.cache_clear()
    assert [found.code for found in caught.value.diagnostics] == ["RD591"]


def test_the_shipped_files_are_what_the_script_makes() -> None:
    script = subprocess.run(
        [sys.executable, ROOT / "tests/makers/instance_fonts.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert script.returncode == 0, script.stdout + script.stderr
