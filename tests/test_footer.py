"""The running title at the foot of slides, in a small project: as it is, or as much of it as there is room for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.pipeline import Options, build
from tests.small_project import built

REPORT = (
    "id: t\ntitle: {title}\nauthors: [{{name: A}}]\ndate: 2026-01-15\nlanguage: {language}\nlanguages: [{language}]\n"
)
JAPANESE = "新潟県における訪日外国人観光客の動向と地域経済への波及効果"
LONG = "The practice of interregional cooperation between the harbours of two seas, as it was and as it will be"


@pytest.mark.parametrize(
    ("language", "title", "footer"),
    [
        ("en", "A talk", "A talk"),
        ("en", LONG, "The practice of interregional cooperation between the harbours…"),
        ("ja", JAPANESE, JAPANESE),
    ],
)
def test_a_footer_ends_where_its_room_does(language: str, title: str, footer: str, tmp_path: Path) -> None:
    files = {
        "content/report.yaml": REPORT.format(title=title, language=language),
        "content/01.md": "## One {#one}\n\n- One\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert not build(tmp_path, Options(output=tmp_path / "build", outputs=("pptx",), jobs=1)).diagnostics
    slide = Presentation(str(tmp_path / f"build/t.{language}.pptx")).slides[-1]
    assert [shape.text_frame.text for shape in slide.placeholders if shape.name == "Footer"] == [footer]


TOPIC = (
    "A topic that goes on and on about the many things that it treats, one after another, "
    "until nobody in the hall remembers"
)


SIZES = {
    "A topic": (None, None),
    "remembers where it began": ("92857", None),
    "where it began and where it…": ("85714", None),
    "新潟県における訪日外国人…": (None, "1200"),
}


@pytest.mark.parametrize(
    ("language", "title", "ends"),
    [
        ("en", "A topic", "A topic"),
        ("en", f"{TOPIC} where it began", "remembers where it began"),  # in a smaller size
        ("en", f"{TOPIC} where it *began* and where it may end", "where it began and where it…"),
        ("ja", JAPANESE * 3, "新潟県における訪日外国人…"),
    ],
)
def test_the_line_above_the_title_ends_where_its_room_does(
    language: str, title: str, ends: str, tmp_path: Path
) -> None:
    report = REPORT.format(title="T", language=language) + "outputs: [pptx, html]\n"
    project = built(
        tmp_path, {"content/report.yaml": report, "content/01.md": f"# {title}\n\n## One {{#one}}\n\n- One\n"}
    )
    assert project.codes == []
    slide = project.deck(language).slides[-1]
    (line,) = (shape for shape in slide.placeholders if shape.name == "Topic")
    assert line.text_frame.text.endswith(ends)
    assert len(line.text_frame.text) > 50 or line.text_frame.text == title
    scale = line._element.find(".//{*}normAutofit").get("fontScale")
    size = line._element.find(".//{*}defRPr")  # East Asian text has its size in points
    assert (scale, None if size is None else size.get("sz")) == SIZES[ends]
    assert ends in re.sub("<[^>]+>", "", (tmp_path / f"out/t.{language}.html").read_text("utf-8"))
