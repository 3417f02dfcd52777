"""Expressions in odd places: gaps in `by` columns, right operands, floats, powers and roots without a value."""

from __future__ import annotations

import datetime as dt

import pytest

from ria_deck.resolve.expressions.arithmetic import arithmetic
from ria_deck.resolve.expressions.comparisons import MissingError, compare
from ria_deck.resolve.expressions.operands import OperandError


def test_rows_without_a_value_of_the_by_column_are_neither_first_nor_last(ask) -> None:
    assert ask("used_cars.last('year', by='units')").text == "2008"
    assert ask("used_cars.first('year', by='units')").text == "2011"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("[0.5, 0.25] | sum", "0.75"),
        ("1 + used_cars.value('year', year=2009)", "2010"),
        ("used_cars.value('year', year=2009) + 1", "2010"),
        ("1 ** -1", "1"),
        ("0 ** 0", "1"),
    ],
)
def test_a_value_is_the_same_from_either_side(ask, expression: str, text: str) -> None:
    assert ask(expression).text == text


@pytest.mark.parametrize(("expression", "code"), [("0 ** -1", "RD209"), ("(0 - 1) ** 0.5", "RD211")])
def test_what_has_no_value_is_told(ask, expression: str, code: str) -> None:
    assert code in ask(expression).words


def test_days_between_a_day_and_a_time() -> None:
    day, time = dt.date(2020, 1, 1), dt.datetime(2020, 1, 3, 5)
    assert arithmetic("-", time, day) == 2
    assert arithmetic("-", dt.date(2020, 1, 3), dt.datetime(2020, 1, 1, 5)) == 2


def test_what_is_in_nothing_and_a_gap_beside_a_number() -> None:
    with pytest.raises(OperandError):
        compare("in", "a", 5)
    with pytest.raises(MissingError):
        compare("lt", None, 5)
