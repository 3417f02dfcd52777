"""The running title at the foot of slides, in a small project: as it is, or as much of it as there is room for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.pipeline import Options, build

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
