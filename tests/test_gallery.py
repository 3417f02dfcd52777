"""One slide of every layout, chart and block, in four languages: built with warnings failing, and judged."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest
from pptx import Presentation

from ria_deck.check.package import check_package
from ria_deck.design import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Mark
from ria_deck.pipeline import Options, build

ROOT = Path(__file__).resolve().parent / "projects/gallery"
LANGUAGES = ("en", "ja", "ru", "qps")


def built(root: Path, folder: Path, language: str, *outputs: str) -> Path:
    options = Options(output=folder, languages=(language,), outputs=outputs, jobs=1, strict=True)
    result = build(root, options)
    assert not result.diagnostics, result.diagnostics
    return folder / f"gallery.{language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_fits_and_every_judge_is_content(
    language: str, tmp_path: Path, ooxml: ModuleType, audit: ModuleType, pdfua: ModuleType
) -> None:
    name = built(ROOT, tmp_path, language)
    deck, handout = name.with_suffix(f".{language}.pptx"), name.with_suffix(f".{language}.pdf")
    assert ooxml.validate(deck) == []
    assert audit.validate(deck) == []
    assert check_package(deck.read_bytes()) == []
    assert pdfua.validate(handout) == []


def test_no_layout_and_no_mark_is_left_out() -> None:
    layouts = load_theme(ROOT, Report()).layouts
    written = "".join(path.read_text("utf-8") for path in (ROOT / "content").glob("*.md"))
    made = {"title", "contents", "bullets"}  # by the program, or without `layout=`
    missing = {
        name for name in layouts if f"layout={name}" not in written and name not in made and not name.endswith("-lead")
    }
    assert missing == set()
    assert {mark for mark in Mark if f"mark: {mark.value}" not in written} == set()


LONG = "- A longer point that runs on until it needs a second line"


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path / "gallery"))


def test_a_text_three_times_too_long_in_one_language_is_told_with_its_place(copy: Path) -> None:
    path = copy / "content/locale/ru.po"
    text = path.read_text("utf-8")
    words = "Написать слова"
    path.write_text(text.replace(f'msgstr "{words}"', f'msgstr "{" ".join([words] * 200)}"'), "utf-8")
    for language in ("en", "ja"):
        built(copy, copy / "build", language, "pptx")
    result = build(copy, Options(output=copy / "build", languages=("ru",), outputs=("pptx",), jobs=1))
    (told,) = result.diagnostics
    assert told.code == "RD530"
    assert told.message.startswith("slide `steps` (ru): the text in `body` is ")
    assert "lines too long, even at 14" in told.message
    assert told.span is not None
    line = next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if f'"{words} ' in line)
    assert (told.span.path, told.span.line) == ("content/locale/ru.po", line)
    assert "{.split}" in told.hint


def test_with_split_it_goes_on_on_a_second_slide(copy: Path) -> None:
    path = copy / "content/01-words.md"
    steps = "\n".join(f"{number}. Step {number} has some words of its own to say" for number in range(1, 28))
    text = path.read_text("utf-8").replace("{#steps}", "{#steps .split}")
    start = text.index("1. Write the words")
    path.write_text(text[:start] + steps + text[text.index("\n\n## Two columns") :], "utf-8")
    (copy / "content/report.yaml").write_text(
        (copy / "content/report.yaml").read_text("utf-8").replace("[en, ja, ru, qps]", "[en]"), "utf-8"
    )
    deck = Presentation(str(built(copy, copy / "build", "en", "pptx").with_suffix(".en.pptx")))
    split = [slide for slide in deck.slides if slide.shapes.title and "Numbered steps" in slide.shapes.title.text]
    assert [slide.shapes.title.text for slide in split] == [
        "Numbered steps follow each other",
        "Numbered steps follow each other (2)",
        "Numbered steps follow each other (3)",
    ]
    said = [p.text for slide in split for shape in slide.placeholders for p in shape.text_frame.paragraphs]
    assert [text for text in said if text.startswith("Step ")] == [
        f"Step {number} has some words of its own to say" for number in range(1, 28)
    ]
