"""The program's own words: complete in every language that ships, in the right script, and a project's own elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from pptx import Presentation
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.i18n.language import language
from ria_deck.i18n.translation import SourceCatalog
from ria_deck.i18n.words import SHIPPED, has_words, words_of
from ria_deck.model.words import WORD_KEYS
from ria_deck.pipeline import Options, build

FILES = sorted(SHIPPED.glob("*.po"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_every_word_with_its_places(path: Path) -> None:
    entries = {entry.msgctxt.removeprefix("words/"): entry for entry in polib.pofile(path.read_text("utf-8"))}
    assert list(entries) == list(WORD_KEYS)
    for key, text in WORD_KEYS.items():
        assert entries[key].msgid == text
        places = re.findall(r"\{\w+\}", text)
        assert sorted(re.findall(r"\{\w+\}", entries[key].msgstr)) == sorted(places), key
        assert entries[key].msgstr.strip() == entries[key].msgstr != ""
    assert language(path.stem).locale == path.stem
    assert polib.pofile(path.read_text("utf-8")).metadata["Language"] == path.stem


@pytest.mark.parametrize(
    ("code", "contents"),
    [
        ("de", "Inhalt"),
        ("de-CH", "Inhalt"),
        ("pt-BR", "Índice"),
        ("zh", "目录"),
        ("zh-SG", "目录"),
        ("zh-TW", "目錄"),
        ("zh-Hant", "目錄"),
        ("en-GB", "Contents"),
        ("fi", "Contents"),
    ],
)
def test_words_are_in_the_language_and_script_asked_for(code: str, contents: str) -> None:
    assert words_of(code, SourceCatalog(code))["contents"] == contents
    assert has_words(code) == (code != "fi")


REPORT = """id: t
title: Satamat
authors: [{name: A}]
date: 2026-01-15
language: fi
languages: [fi]
outputs: [pptx]
"""


def test_a_report_in_another_language_brings_its_words_in_a_catalog(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(REPORT, "utf-8")
    (tmp_path / "content/01.md").write_text("---\ntitle: Rauma\n---\n\n## Rauma\n\n- Satama\n", "utf-8")
    assert f"fi: 0 of {len(WORD_KEYS)} translated" in _told("update", tmp_path)
    catalog = tmp_path / "content/locale/fi.po"
    catalog.write_text(re.sub(r'(msgid "Contents"\nmsgstr) ""', r'\1 "Sisällys"', catalog.read_text("utf-8")), "utf-8")
    assert "fi: 1 of" in _told("status", tmp_path)
    told = build(tmp_path, Options(output=tmp_path / "build", jobs=1)).diagnostics
    assert [found.code for found in told] == ["RD411"]
    slides = Presentation(str(tmp_path / "build/t.fi.pptx")).slides
    assert slides[1].shapes.title is not None
    assert slides[1].shapes.title.text == "Sisällys"


@pytest.mark.parametrize(
    ("word", "instead", "told"),
    [
        ("Source: {sources}", "Lähde", "the translation lacks the place `{sources}`"),
        ("Figure {n}", "Kuva {m}", "the translation has the place `{m}` instead of `{n}`"),
        ("Contents", "Sisällys {n}", "the translation has the place `{n}`, which the source lacks"),
        ("Figure {n}.", "Kuva {n.", "the translation has the place `{n.` instead of `{n}`"),
    ],
)
def test_a_word_without_its_place_is_an_error(tmp_path: Path, word: str, instead: str, told: str) -> None:
    (tmp_path / "content/locale").mkdir(parents=True)
    (tmp_path / "content/report.yaml").write_text(REPORT, "utf-8")
    (tmp_path / "content/01.md").write_text("---\ntitle: Rauma\n---\n\n## Rauma\n\n- Satama\n", "utf-8")
    _told("update", tmp_path)
    catalog = tmp_path / "content/locale/fi.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "{instead}"'), "utf-8")
    found = [
        one for one in build(tmp_path, Options(output=tmp_path / "build", jobs=1)).diagnostics if one.code == "RD430"
    ]
    assert [one.message for one in found] == [told]
    assert found[0].span is not None
    assert found[0].span.path == "content/locale/fi.po"


def _told(command: str, root: Path) -> str:
    result = CliRunner().invoke(app, ["i18n", command, "--project", str(root)])
    assert result.exit_code == 0, result.output
    return result.output
