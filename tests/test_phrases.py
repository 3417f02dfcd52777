"""Where lines of Japanese text may end: before what isn't the end of a phrase, not inside of a word of katakana."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.i18n.phrases import JOINER, joined_phrases, parted


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("地域の報告です。", "地域+の報告+で+す。"),
        ("ロシア・日本", "ロ+シ+ア・日本"),
        ("、また会いたい", "、ま+た会+い+た+い"),
        ("2009年から", "2009年+か+ら"),
        ("Reports of 2009", "Reports of 2009"),
        ("新潟県の" + "あ" * 12, "新潟県の" + "あ" * 2 + "+あ" * 10),  # a long run breaks where it must
    ],
)
def test_phrases_hold_together(text: str, joined: str) -> None:
    assert joined_phrases(text).replace(JOINER, "+") == joined


def test_what_goes_on_behind_other_words_is_joined_to_them() -> None:
    assert joined_phrases("は新潟", goes_on=True) == f"{JOINER}は新潟"


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("大きく上回", "り、過去最高を記録した"), 2),
        (("過去最高を記", "録した"), 1),
        (("大きく上回り、", "過去最高を", "記録した"), 0),
        (("シンガポー", "ルの港"), 2),
        (("A line", "of words"), 0),
        ((), 0),
    ],
)
def test_lines_that_part_phrases_or_words_are_counted(lines: tuple[str, ...], count: int) -> None:
    assert parted(lines) == count


@given(st.text(alphabet="あいのァアー々日本、 a1\u2060"))
def test_nothing_but_joiners_is_added(text: str) -> None:
    plain = text.replace(JOINER, "")
    assert joined_phrases(plain).replace(JOINER, "") == plain
    assert parted([*plain]) <= 2 * max(len(plain) - 1, 0)
