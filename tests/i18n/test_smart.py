"""Quotes, dashes and dots as languages set them; what is no pair stays as it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.i18n.smart import respellings


def respelled(text: str, language: str = "en", fixed: str = "") -> str:
    at = text.find(fixed) if fixed else -1
    kept = [at <= place < at + len(fixed) for place in range(len(text))]
    found, end = "", 0
    for one in respellings(text, kept, language):
        assert one.start >= end
        found += text[end : one.start] + one.text
        end = one.end
    return found + text[end:]


@pytest.mark.parametrize(
    ("language", "typed", "set_"),
    [
        ("en", '"To be" -- that\'s it...', "“To be” – that’s it…"),
        ("en", "It's 'single' and \"double\"; don't", "It’s ‘single’ and “double”; don’t"),
        ("en", "1990--2000 and then --- well", "1990–2000 and then — well"),
        ("en", "the '90s, rock 'n' roll, the dogs' tails", "the ’90s, rock ’n’ roll, the dogs’ tails"),
        ("en", "\"She said 'no'\", he 'heard \"it\"'", "“She said ‘no’”, he ‘heard “it”’"),
        ("en", "\"'nested' at the start\"", "“‘nested’ at the start”"),
        ("en", '("in brackets")', "(“in brackets”)"),
        ("en", "'tis the 'season'", "’tis the ‘season’"),
        ("en", "\"Don't\" O'Neil's", "“Don’t” O’Neil’s"),
        ("ja", '彼は"はい"と言った --- "\'内\'"', "彼は「はい」と言った —— 「『内』」"),
        ("ja", "彼は「はい」と言った...", "彼は「はい」と言った……"),
        ("ru", 'Он сказал "да" -- и "ушёл \'домой\'"', "Он сказал «да» — и «ушёл „домой“»"),
        ("ru", "2019--2025 и «так»", "2019–2025 и «так»"),
        ("uk", 'п\'ять "слів"', "п’ять «слів»"),
        ("de", "\"Wort\"-Teil, 'halb' -- so", "„Wort“-Teil, ‚halb‘ – so"),
        ("fr", 'l\'été "chaud"', "l’été «\u202fchaud\u202f»"),
        ("ko", '"안녕"이라고', "“안녕”이라고"),
        ("zh", '他说"好"。', "他说“好”。"),
        ("zh_Hant", '他說"好"。', "他說「好」。"),
        ("sv", '"ord"', "”ord”"),
        ("pl", '"słowo"', "„słowo”"),
        ("pt", '"palavra"', "“palavra”"),
    ],
)
def test_what_is_typed_is_set_as_the_language_does(language: str, typed: str, set_: str) -> None:
    assert respelled(typed, language) == set_


@pytest.mark.parametrize(
    "text",
    [
        '5\'10", a 3.5" disk, 6\' 2"',
        'צה"ל',
        'an unclosed "quotation',
        "run it --quiet or --lang en",
        "x --> y <-- z",
        "wait.... a---------b",
        "https://a.example/x--y...z",
        '""',
        "“typed” – ‘already’ …",
        "..",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert respelled(text) == text


def test_what_is_fixed_stays_and_is_looked_at() -> None:
    text = 'see "12\' -- a"'
    assert respelled(text, fixed="12' -- a") == "see “12' -- a”"
    assert respelled(text, fixed=text) == text


@given(st.text(alphabet="ab1 \"'-.\n「語", max_size=40), st.sampled_from(["en", "ja", "ru", "fr", "de", "he"]))
def test_only_signs_change_and_twice_is_once(text: str, language: str) -> None:
    once = respelled(text, language)
    letters = [char for char in once if char in "ab1\n語"]
    assert letters == [char for char in text if char in "ab1\n語"]
    for one in respellings(text, [False] * len(text), language):
        assert text[one.start : one.end] in {'"', "'", "--", "---", "..."}
