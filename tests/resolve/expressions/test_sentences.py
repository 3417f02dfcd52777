"""Sentences with expressions in them, from a small project: what a reader sees at their ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Prose
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Дата: {{ report.date | date }}.", "Дата: 15 января 2026 г."),
        ("Было {{ 5400 | compact }}. Стало больше.", "Было 5,4 тыс. Стало больше."),
        ("Было {{ 5400 | compact }}...", "Было 5,4 тыс...."),
        ("Было {{ 5400 | number }}.", "Было 5 400."),
    ],
)
def test_an_abbreviation_and_its_sentence_end_in_one_stop(written: str, read: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(
        "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: ru\nlanguages: [ru]\n"
    )
    (tmp_path / "content/01.md").write_text(f"## Слайд {{#one}}\n\n- {written}\n", "utf-8")
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "cache", edition="", language="ru", outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert made is not None
    assert not report.diagnostics
    (prose,) = [p.block for slide in made[0].slides for p in slide.placements if slide.id == "one"]
    assert isinstance(prose, Prose)
    assert prose.paragraphs[0].text.replace("\u00a0", " ") == read
