"""Titles of handout covers: how large, in what lines, and how wide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ria_deck.design import load_theme
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.page import A4
from ria_deck.model.text import Paragraph, Run, TextMark, plain
from ria_deck.render.handout.page_css import page_css
from ria_deck.render.html.page import BUILT_IN
from ria_deck.resolve.matter.cover import FULL_WIDTH_SIZES, MOST_LINES, SIZES, cover_title
from ria_deck.resolve.typography.line_breaking import break_lines


@pytest.fixture(name="measurer", scope="module")
def _measurer() -> Measurer:
    return Measurer(load_theme(Path("nowhere"), Report()))


@pytest.mark.parametrize(
    ("title", "lang", "size", "lines"),
    [
        ("A talk", "en-GB", SIZES[0], ("A talk",)),
        (
            "Practice of Japan-Russia Interregional Cooperation: A Report from Niigata",
            "en-GB",
            SIZES[0],
            ("Practice of Japan-Russia", "Interregional Cooperation:", "A Report from Niigata"),
        ),
        (
            "Практика межрегионального сотрудничества Японии и\u00a0России: доклад из Ниигаты",
            "ru-RU",
            SIZES[2],
            ("Практика межрегионального", "сотрудничества Японии и\u00a0России:", "доклад из Ниигаты"),
        ),
        (
            "日ロ地域間協力の実践：新潟からの報告",
            "ja-JP",
            FULL_WIDTH_SIZES[0],
            ("日ロ地域間協力の実践：", "新潟からの報告"),
        ),
        ("Why: no", "en-GB", SIZES[0], ("Why: no",)),  # too short for two lines
        (
            "Two even lines of a title, not a long one and a word",
            "en-GB",
            SIZES[0],
            ("Two even lines of a title,", "not a long one and a word"),
        ),
    ],
)
def test_a_title_stands_in_few_and_even_lines(
    title: str, lang: str, size: float, lines: tuple[str, ...], measurer: Measurer
) -> None:
    found = cover_title(plain(title, lang), measurer)
    assert found.size == size
    assert found.width <= A4.cover_width
    texts = break_lines(found.text, found.width, size, measurer, bold=True, heading=True).texts
    assert tuple(text.strip() for text in texts) == lines


def test_a_very_long_title_takes_the_smallest_size_and_its_lines(measurer: Measurer) -> None:
    found = cover_title(plain("Words of a very long title " * 9, "en-GB"), measurer)
    assert found.size == SIZES[-1]
    assert break_lines(found.text, found.width, found.size, measurer, bold=True, heading=True).count > MOST_LINES


def test_the_room_is_what_the_style_sheet_leaves() -> None:
    rule = re.search(r"\.cover header \{([^}]*)\}", (BUILT_IN / "handout.css").read_text("utf-8"))
    assert rule is not None
    assert re.findall(r"inset-inline-(?:start|end): var\(--([a-z-]+)\)", rule[1]) == ["margin-left", "cover-right"]
    sides = dict(re.findall(r"--([a-z-]+): ([\d.]+)mm", page_css(A4)))
    free = A4.width - float(sides["margin-left"]) - float(sides["cover-right"])
    assert free / 25.4 * 72 == pytest.approx(A4.cover_width, abs=1)


def test_marks_stay_and_notes_go(measurer: Measurer) -> None:
    runs = (
        Run(text="Bold words: ", lang="en-GB", marks=frozenset({TextMark.STRONG})),
        Run(text="and plain ones", lang="en-GB"),
        Run(text="1", lang="en-GB", footnote=1),
    )
    found = cover_title(Paragraph(runs=runs), measurer).text
    assert [(run.text, run.marks) for run in found.runs] == [
        ("Bold words:\n", {TextMark.STRONG}),
        ("and plain ones", set()),
    ]
