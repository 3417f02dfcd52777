"""Claims hold only where the data say so: gaps, kinds, and one rounding of a number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.value import round_half_away
from tests.resolve.conftest import Ask, evaluator_of, span_of
from tests.resolve.expressions.test_claims import checked, claim

GAP = "used_cars.rows()[2].units"
LIST = 'used_cars.rows() | map(attribute="units")'


@pytest.mark.parametrize(
    "that",
    [
        f"not ({GAP} > 5)",
        f"{GAP} != 5",
        f"{GAP} == 5",
        f"5 < {GAP} < 7",
        f"{GAP} <= {GAP}",
        f"not {GAP}",
        f"{GAP} and true",
        f"true if {GAP} else true",
        f"({LIST} | max) == 563369",
        f"({LIST} | reverse | min) == 110",
        f"({LIST} | sum) > 5",
        f"7 not in {LIST} | list",
        f"{GAP} not in [7]",
        f"{GAP} is ne 5",
        'used_cars.rows() | rejectattr("units", "gt", 5) | length == 0',
        'used_cars.rows() | selectattr("units", "eq", 7) | length == 0',
        f"change({GAP}, 5) > 0",
    ],
)
def test_no_claim_holds_over_an_empty_cell(root: Path, that: str) -> None:
    assert [found.code for found in checked(root, claim(that)).diagnostics] == ["RD208"]


@pytest.mark.parametrize(
    "that",
    [
        f"{GAP} is none",
        f"{GAP} == none",
        "used_cars.rows()[0].units != none",
        "used_cars.rows()[3].units not in [5, none]",
        f"110 in {LIST} | list",
        f"{LIST} | reject_none | max == 563369".replace(" | reject_none", "").replace(
            "rows()", 'rows() | rejectattr("units", "none")'
        ),
        "false and used_cars.rows()[2].units > 5 or true",
    ],
)
def test_what_the_empty_cell_does_not_touch_holds(root: Path, that: str) -> None:
    assert checked(root, claim(that)).diagnostics == []


def test_the_message_names_the_empty_cell(root: Path) -> None:
    [found] = checked(root, claim(f"not ({GAP} > 5)")).diagnostics
    assert found.message == "`units` is empty in the row year=2010 of `used-cars` (data/cars.csv:4)"


@pytest.mark.parametrize(
    ("condition", "years"),
    [
        ("units != 110", [2008, 2009]),
        ("not (units == 110)", [2008, 2009]),
        ("not (units == 110) or year == 2010", [2008, 2009, 2010]),
        ("not (units == 110 and year == 2010)", [2008, 2009, 2011]),
        ("units not in [110]", [2008, 2009]),
        ("not (units is gt 200)", [2011]),
        ("units is none", [2010]),
        ("units == none", [2010]),
        ('year in ["2008", 2009]', [2008, 2009]),
    ],
)
def test_a_filter_leaves_out_rows_of_which_nobody_knows(root: Path, condition: str, years: list[int]) -> None:
    evaluator, tables = evaluator_of(root, "en", Report())
    cars = tables["used_cars"]
    assert cars is not None
    found = evaluator.where(condition, span_of("x"), cars)
    assert found is not None, evaluator.report.diagnostics
    assert [row.raw("year") for row in found] == years


@pytest.mark.parametrize(
    ("that", "hint"),
    [
        ('used_cars.value("units", year=2008) != "563369"', "write 563369 without quotation marks"),
        ('used_cars.value("units", year=2008) == "many"', ""),
        ("2 > 1 == 1", ""),
        ("(2 > 1) == 1", "a comparison is true or false by itself"),
        ('used_cars.value("day", year=2008) != "2008-02-30"', "dates are written 2026-06-22"),
        ('used_cars.value("day", year=2008) < "soon"', "dates are written 2026-06-22"),
        ('[1, "a"] | max == 1', ""),
    ],
)
def test_things_of_two_kinds_are_not_compared(root: Path, that: str, hint: str) -> None:
    found = checked(root, claim(that)).diagnostics
    if that == "2 > 1 == 1":  # chained, as in mathematics: 2 > 1 and 1 == 1
        assert found == []
        return
    assert [one.code for one in found] == ["RD211"]
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "that",
    [
        "1 / 3 * 3 == 1",
        "0.1 + 0.2 == 0.3",
        "1 / 3 + 1 / 6 == 0.5",
        "145 / 1000 == 0.145",
        "1 / 3 < 0.3334 and 0.3333 < 1 / 3",
        "7 // 2 == 3 and -7 // 2 == -4 and -7 % 3 == 2 and 7.5 % 2 == 1.5",
        "2 ** -2 == 0.25 and 4 ** 0.5 == 2",
        "10 ** 30 + 1 - 10 ** 30 == 1",
        "1.1 * 1.1 == 1.21",
        "2.5 | round == 3 and -2.5 | round == -3 and (0.5 / 3 * 3) | round == 1",
        'used_cars.value("day", year=2008) == "2008-01-02"',
    ],
)
def test_arithmetic_is_exact(root: Path, that: str) -> None:
    assert checked(root, claim(that)).diagnostics == []


@pytest.mark.parametrize("text", ["1e999", "1e308 * 10", "10 ** 64 ** 5", "1e308 + 1e308", "0 ** -1", "1 % 0"])
def test_no_number_is_infinite(ask: Ask, text: str) -> None:
    assert [found.code for found in ask(text).report.diagnostics] in (["RD212"], ["RD209"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 | round(28)", "1"),
        ("5 | round(-1)", "10"),
        ("1 / 3 | round(30)", "0.333"),
        ("(0 - 0.4) | round", "0"),
        ('-0.4 | currency("JPY")', "¥0"),
        ("-0.4 | currency('USD', 0)", "$0"),
        ("-0.0004 | percent(0)", "0%"),
        ("-0.4 | compact(0)", "0"),
        ('-0.0001 | unit("kilometer")', "0 km"),
        ('-0.4 | number("#,##0;(#,##0)")', "0"),
        ("-0.0004 | signed | percent", "-0.04%"),
        ("-0.0004 | signed | percent(1)", "0.0%"),
        ("1 / 3", "0.333"),
        ("6 / 2", "3"),
        ("2.0", "2"),
        ("2.50 * 2", "5.0"),
    ],
)
def test_numbers_are_shown_without_remainders(ask: Ask, text: str, shown: str) -> None:
    asked = ask(text)
    assert (asked.text, asked.words) == (shown, "")


def test_all_ties_of_whole_numbers_are_rounded_alike(root: Path) -> None:
    """Over all a ≤ 1000: each b for which the change is k + ½ per cent, both ways to write it."""
    evaluator, _ = evaluator_of(root, "en", Report())
    form, tied = Formatter("en"), 0
    for a in range(1, 1001):
        for half in range(1, 200, 2):  # half a per cent, one and a half …
            if a * half % 200:
                continue
            b, tied = a + a * half // 200, tied + 1
            whole = (half + 1) // 2
            assert round_half_away(Fraction(b - a, a) * 100) == whole
            if tied % 20 == 0:
                text = f"change({a}, {b}) | percent(0)"
                other = f"(change({a}, {b}) * 100) | round"
                span = span_of("x")
                assert evaluator.value_text(evaluator.evaluate(text, span))[0] == f"{whole}%"
                assert str(evaluator.evaluate(other, span)) == str(whole)
                assert form.number(Fraction(b - a, a) * 100, "0") == str(whole)
    assert tied == 1300
