"""The glossary: what a term may be called in a language, and the mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.data.descriptor import Licence
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.data_messages import licence_message
from ria_deck.i18n.glossary import FILE, load_glossary


def read(root: Path, text: str) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, int]]]:
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(text, "utf-8")
    report = Report()
    found = load_glossary(root, "ru", report)
    return found, [(one.code, one.span.line if one.span else 0) for one in report.diagnostics]


def test_a_term_has_one_word_or_several(tmp_path: Path) -> None:
    text = "Niigata: {ru: ниигат, ja: 新潟}\nloan: {ru: [выдач, заём]}\nport: {ja: 港}\n"
    assert read(tmp_path, text) == ({"Niigata": ("ниигат",), "loan": ("выдач", "заём")}, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("loan: {ru: выдач}\nport: {xq: a}\n", [("RD436", 2)]),
        ("loan: {ru: выдач}\nport: {ru: ' '}\n", [("RD436", 2)]),
        ("loan: {ru: выдач}\nport: {ru: [порт, '']}\n", [("RD436", 2)]),
    ],
)
def test_languages_that_there_are_not_and_empty_words_are_told(
    text: str, told: list[tuple[str, int]], tmp_path: Path
) -> None:
    found, diagnostics = read(tmp_path, text)
    assert diagnostics == told
    assert found == {"loan": ("выдач",)}


def test_without_a_glossary_there_are_no_terms(tmp_path: Path) -> None:
    assert load_glossary(tmp_path, "ru", Report()) == {}


@pytest.mark.parametrize(
    ("title", "shown", "literal"),
    [("", "CC-BY-4.0", True), ("CC BY 4.0", "CC BY 4.0", True), ("Open data", "Open data", False)],
)
def test_titles_of_licences_are_translated_unless_they_are_names(title: str, shown: str, literal: bool) -> None:
    message = licence_message(Licence(name="CC-BY-4.0", title=title, span=Span(path="data/datapackage.yaml")))
    assert (message.text, message.literal) == (shown, literal)
