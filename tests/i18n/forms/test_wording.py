"""Words around numbers by language, and by the part of its tag that says which: changes, about, ten thousands, months."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.typed_numbers import numbers_in
from ria_deck.i18n.forms.wording import about_in, change_words, myriads
from ria_deck.i18n.messages import messages_of
from ria_deck.i18n.translation import State
from ria_deck.shared import SharedInputs


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("ja", 9_999, ""),
        ("ja", 10_000, "1万"),
        ("ja", 42_700, "4万2,700"),
        ("ja", -42_700, "-4万2,700"),
        ("ja", 100_000_000, "1億"),
        ("ja", 123_450_000, "1億2,345万"),
        ("ja", 1_000_000_000_001, "1兆1"),
        ("ja-JP", 42_700, "4万2,700"),
        ("zh-CN", 42_700, "4万2,700"),
        ("zh-Hant", 42_700, "4萬2,700"),
        ("en", 42_700, ""),
        ("ko", 42_700, ""),
    ],
)
def test_ten_thousands_in_prose(code: str, number: int, text: str) -> None:
    assert myriads(code, number) == text


@pytest.mark.parametrize("code", ["tr", "tr-TR", "vi", "vi-VN", "el"])
def test_a_region_has_its_languages_words(code: str) -> None:
    name = code.partition("-")[0]
    assert [change_words(code, way) for way in (1, -1, 0)] == [change_words(name, way) for way in (1, -1, 0)]
    assert change_words(code, 1) != change_words("en", 1)
    assert change_words(code, 1) != change_words(code, -1)
    assert about_in(code) == about_in(name)


def test_a_language_without_words_of_its_own_has_english_ones() -> None:
    assert [change_words("xx", way) for way in (1, -1, 0)] == ["{n} more", "{n} less", "unchanged"]
    assert about_in("xx") == "about {n}"


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("Met on 27 October there", "en", []),
        ("October 27", "en", []),
        ("27 mayors", "en", ["27"]),
        ("27 октября", "ru", []),
        ("27 октябрём", "ru", []),
        ("27 октябрятскими", "ru", ["27"]),
        ("27 май", "ru", []),
        ("27 маяков", "ru", ["27"]),
        ("27 października", "pl", []),
        ("27 Oktoberfeste", "de", ["27"]),
        ("27 Marching bands", "en", ["27"]),
    ],
)
def test_a_day_is_told_from_an_amount_by_the_months_name(text: str, code: str, found: list[str]) -> None:
    assert [one.text for one in numbers_in(text, code)] == found


def test_a_text_without_words_needs_no_translation(tmp_path: Path) -> None:
    files = {
        "content/report.yaml": "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en, ja]\n",
        "content/01.md": "## A {#a layout=table}\n\n| Year | Ships |\n|---|---|\n| 2024 | 1,200 |\n| next |  |\n",
        "content/locale/ja.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "a/title"\nmsgid "A"\nmsgstr "甲"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    report = Report()
    content = load_content(tmp_path, report)
    messages = messages_of(content, (), "ja")
    catalog = SharedInputs(tmp_path, content).catalog("ja", "en", messages, report)
    assert catalog is not None
    (slide,) = content.topics[0].slides
    (table,) = slide.blocks
    cells = {cell.text: cell for row in table.rows for cell in row}
    number = catalog.lookup(replace(cells["1,200"], literal=True))
    assert (number.text, number.state, number.language) == ("1,200", State.SOURCE, "ja")
    word = catalog.lookup(cells["Ships"])
    assert (word.text, word.state, word.language) == ("Ships", State.MISSING, "en")
    assert catalog.lookup(cells[""]).state is State.SOURCE
    assert catalog.lookup(slide.title).text == "甲"
