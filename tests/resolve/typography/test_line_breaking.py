"""Where lines may break: the short cut for plain words gives what UAX #14 gives for the whole text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_units

from ria_deck.resolve.typography.line_breaking import _unbroken

PIECES = st.sampled_from(
    [
        *"aZé9Яё",
        "word",
        "3.5",
        "1,000",
        "e.g.",
        "слово",
        "日本",
        "、",
        "。",
        "「",
        "」",
        *" .,:;!?-–—/()[]«»“”\"'%№$€&…",
        "  ",
        "\u00a0",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_stretches_are_those_of_the_whole_text(text: str) -> None:
    assume("://" not in text)  # there the program breaks otherwise, on purpose
    assert _unbroken(text) == tuple(line_break_units(text))


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("Exports fell by 90.6% in a year.", ["Exports ", "fell ", "by ", "90.6% ", "in ", "a ", "year."]),
        ("Russia's “ban” (of cars)", ["Russia's ", "“ban” ", "(of ", "cars)"]),
        ("see https://example.org/a now", ["see ", "https://example.org/", "a ", "now"]),
        ("в 2009 г. — 10 %", ["в ", "2009 ", "г. ", "— ", "10 ", "%"]),
    ],
)
def test_stretches_of_some_texts(text: str, stretches: list[str]) -> None:
    assert list(_unbroken(text)) == stretches
