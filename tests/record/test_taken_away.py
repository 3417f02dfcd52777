"""`diff` tried with everything taken away: what is gone one way is new the other way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ria_deck.record.changes import compare_manifests
from tests.record.test_changes import manifest

Made = dict[str, Any]


def _texts(made: Made) -> list[Made]:
    texts: list[Made] = made["decks"][0]["slides"][0]["texts"]
    return texts


def _statuses(old: Made, new: Made) -> tuple[list[str], list[str]]:
    changes = compare_manifests(old, new)
    return [f"{one.name} {one.status}" for one in changes.tables], [
        f"{one.slide} {one.status}" for one in changes.slides
    ]


def without(take: Callable[[Made], object]) -> tuple[Made, Made]:
    whole = manifest(1)
    less = copy.deepcopy(whole)
    take(less)
    return whole, less


def test_a_table_that_goes_or_comes() -> None:
    whole, less = without(lambda made: made["tables"].pop("cars"))
    assert _statuses(whole, less) == (["cars gone"], [])
    assert _statuses(less, whole) == (["cars new"], [])


def test_a_slide_that_goes_or_comes() -> None:
    whole, less = without(lambda made: made["decks"][0]["slides"].pop())
    assert _statuses(whole, less) == ([], ["ban gone"])
    assert _statuses(less, whole) == ([], ["ban new"])


def test_a_row_that_goes_or_comes() -> None:
    whole, less = without(lambda made: made["tables"]["cars"]["rows"].pop())
    (table,) = compare_manifests(whole, less).tables
    assert (table.removed, table.added, table.revised) == (("year=2009",), (), ())
    (table,) = compare_manifests(less, whole).tables
    assert (table.removed, table.added, table.revised) == ((), ("year=2009",), ())


def test_rows_without_a_key_have_their_numbers() -> None:
    old, new = manifest(1), manifest(2)
    for made in (old, new):
        made["tables"]["cars"]["key"] = []
    (table,) = compare_manifests(old, new).tables
    assert [(cell.row, cell.column) for cell in table.revised] == [("row 2", "units")]


def test_a_sentence_that_goes_or_comes() -> None:
    whole, less = without(lambda made: _texts(made).pop(1))
    (slide,) = compare_manifests(whole, less).slides
    assert [(text.cause, text.old, text.new) for text in slide.texts] == [("gone", "Exports fell.", "")]
    (slide,) = compare_manifests(less, whole).slides
    assert [(text.cause, text.old, text.new) for text in slide.texts] == [("new", "", "Exports fell.")]


def test_a_point_that_goes_or_comes() -> None:
    whole, less = without(lambda made: _texts(made)[3]["points"].pop())
    for old, new, raws in ((whole, less, (1, None)), (less, whole, (None, 1))):
        (slide,) = compare_manifests(old, new).slides
        (text,) = slide.texts
        assert [(value.point, value.old, value.new) for value in text.values] == [("2009", *raws)]


def test_a_value_that_goes_or_comes_keeps_its_cell() -> None:
    def take(made: Made) -> None:
        del _texts(made)[2]["values"]
        _texts(made)[2]["text"] = "None were left."

    whole, less = without(take)
    for old, new, raws, words in ((whole, less, (1, None), ("1", "")), (less, whole, (None, 1), ("", "1"))):
        (slide,) = compare_manifests(old, new).slides
        (value,) = slide.texts[0].values
        assert ((value.old, value.new), (value.old_text, value.new_text), len(value.cells)) == (raws, words, 1)


@pytest.mark.parametrize("place", range(4))
def test_each_text_taken_away_is_told(place: int) -> None:
    whole, less = without(lambda made: _texts(made).pop(place))
    assert not compare_manifests(whole, less).nothing
    assert not compare_manifests(less, whole).nothing
