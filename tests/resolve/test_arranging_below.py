"""A sentence after a figure that fills its layout goes to the slide's foot, and is printed after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck import Project
from ria_deck.diagnostics import BuildError

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-01\nlanguage: en\nlanguages: [en]\n"
TABLE = "| a | b |\n|---|---|\n| x | y |\n"


def project(root: Path, after: str) -> Project:
    (root / "content").mkdir()
    (root / "content/report.yaml").write_text(REPORT, "utf-8")
    (root / "content/01.md").write_text(f"---\ntitle: P\n---\n\n## S {{layout=table}}\n\n{TABLE}\n{after}\n", "utf-8")
    return Project.open(root)


def test_a_sentence_goes_below(tmp_path: Path) -> None:
    slide = project(tmp_path, "Source of nothing.").deck().slides[-1]
    assert [text.text for text in slide.remarks] == ["Source of nothing."]
    assert [placed.slot for placed in slide.placements] == ["figure"]
    printed = slide.handout[0]
    assert [text.text for text in printed.paragraphs] == ["Source of nothing."]  # type: ignore[union-attr]


def test_a_list_has_no_place_there(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="RD502"):
        project(tmp_path, "- one\n- two").deck()
