"""Whole topics, tests/cases/content-*/topic.md, and what is read from them (`RIA_UPDATE=1` writes it anew)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ria_deck.content.slides.topics import read_topic
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from tests.content.outline import outline, told

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("folder", sorted(CASES.glob("content-*")), ids=lambda folder: folder.name)
def test_a_topic_is_read_as_expected(folder: Path) -> None:
    source = SourceText("content/topic.md", (folder / "topic.md").read_text(encoding="utf-8"))
    report = Report()
    found = outline(read_topic(source, "topic", report)) + told(report.diagnostics)
    expected = folder / "expected.txt"
    if os.environ.get("RIA_UPDATE"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
