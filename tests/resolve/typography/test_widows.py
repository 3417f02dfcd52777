"""Japanese paragraphs that would end in a single character are set a little wider, others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design import load_theme
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.text import Paragraph, plain
from ria_deck.resolve.typography.line_breaking import break_lines
from ria_deck.resolve.typography.widows import balanced, without_orphan


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


@pytest.mark.parametrize(
    ("text", "room", "last"),
    [
        ("Häfen der Ostsee: Umschlag und Fähren", 340, "Umschlag und Fähren"),
        ("Meeting of Mayors of Japan and Siberia and Far East of Russia", 560, "Siberia and Far East of Russia"),
        ("北東アジアの経済協力に関する研究会の報告", 380, "関する研究会の報告"),
        ("宿泊者数は前期を大きく上回り、過去最高を記録した", 330, "過去最高を記録した"),
    ],
)
def test_a_title_whose_lines_end_ill_gets_a_narrower_box(text: str, room: float, last: str, measurer: Measurer) -> None:
    title = plain(text, "ja-JP")
    before = break_lines(title, room, 20, measurer, bold=True, heading=True).texts
    width = balanced(title, room, 20, measurer, bold=True, heading=True)
    after = break_lines(title, width, 20, measurer, bold=True, heading=True).texts
    assert len(after) == len(before) == 2
    assert width < room
    assert after[-1] == last


@pytest.mark.parametrize("room", [900.0, 230.0])
def test_titles_of_one_line_or_with_a_long_last_one_stay(room: float, measurer: Measurer) -> None:
    title = plain("Häfen der Ostsee: Umschlag und Fähren", "de-DE")
    assert balanced(title, room, 20, measurer, bold=True, heading=True) == room
