"""Japanese paragraphs that would end in a single character are set a little wider, others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.text import Paragraph, plain
from ria_deck.resolve.last_lines import without_orphan
from ria_deck.resolve.lines import break_lines
from ria_deck.resolve.measure import Measurer


@pytest.fixture(name="measurer", scope="module")
def _measurer() -> Measurer:
    return Measurer(load_theme(Path("nowhere"), Report()))


def lines(paragraph: Paragraph, room: float, measurer: Measurer) -> tuple[str, ...]:
    return break_lines(paragraph, room, 20, measurer).texts


def test_one_more_character_goes_down(measurer: Measurer) -> None:
    text = plain("市長会議で中心的な役割", "ja-JP")
    assert lines(text, 205, measurer) == ("市長会議で中心的な役", "割")
    spaced = without_orphan(text, 205, 20, measurer, bold=False)
    assert lines(spaced, 205, measurer) == ("市長会議で中心的な", "役割")
    assert 0 < spaced.tracking <= 0.05 * 20


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("市長会議で中心的な役割", 300),  # one line
        ("市長会議で中心的な役割", 185),  # two characters already
        ("市長会議で中心的な役割", 219),  # so much room that the letters would be spaced out
        ("The mayors met in Niigata", 180),
    ],
)
def test_what_ends_well_or_can_not_be_helped_stays(text: str, room: float, measurer: Measurer) -> None:
    paragraph = plain(text, "ja-JP")
    assert without_orphan(paragraph, room, 20, measurer, bold=False) == paragraph
