"""Numbers at the edges of their formats: what is no number, few digits, currencies in Excel's form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ria_deck.i18n.forms.excel_codes import excel_text, number_format
from ria_deck.i18n.forms.formats import FormatError, Formatter

EN, RU = Formatter("en"), Formatter("ru")


@pytest.mark.parametrize("value", ["12", True, None])
def test_what_is_no_number_has_no_form(value: object) -> None:
    with pytest.raises(FormatError):
        EN.number(value)


def test_a_truth_has_no_form() -> None:
    for form in ((), ("percent",)):
        with pytest.raises(FormatError, match="true and false can't be formatted"):
            EN.form(True, *form)


def test_forms_of_a_plural_need_a_number_that_they_have() -> None:
    with pytest.raises(FormatError):
        EN.plural(1, {"other": "trips"})


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("0.0123", "0.012"), ("0.5", "0.5"), ("12.34", "12"), ("123.4", "123"), ("1.25", "1.3")],
)
def test_short_numbers_have_two_digits_that_count(value: str, text: str) -> None:
    assert EN.compact(Decimal(value)) == text


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("currency(USD)", '"$"#,##0.00'),
        ("currency(USD, 0)", '"$"#,##0'),
        ("currency(USD, 1)", '"$"#,##0.0'),
    ],
)
def test_a_currency_is_a_number_in_excel(form: str, code: str) -> None:
    found = number_format(EN, form, (5, Decimal("1234.5")))
    assert (found.native, found.code) == (True, code)


def test_a_languages_separators_are_named_in_excel_and_gaps_change_nothing() -> None:
    russian = number_format(RU, "#,##0.0", (Decimal("1234.5"),))
    assert (russian.code, russian.native) == ("[$-419]#,##0.0", True)
    assert number_format(EN, "#,##0", (1, None)).native


def test_a_condition_chooses_its_form() -> None:
    assert excel_text('[=1]"one";0', 1) == "one"
    assert excel_text('[=1]"one";0', 2) == "2"


@pytest.mark.parametrize(
    ("sign", "shown"), [(">=", "YYN"), ("<=", "NYY"), (">", "YNN"), ("<", "NNY"), ("=", "NYN"), ("<>", "YNY")]
)
def test_conditions_of_excel_codes_hold_at_their_limit(sign: str, shown: str) -> None:
    code = f'[{sign}10]"Y";"N"'
    assert "".join(excel_text(code, raw) for raw in (11, 10, 9)) == shown


@pytest.mark.parametrize(("spec", "code"), [("percent", "0.0%"), ("percent(0)", "0%"), ("percent(2)", "0.00%")])
def test_percents_in_charts_have_the_digits_asked_for(spec: str, code: str) -> None:
    assert number_format(EN, spec, (0.123, 0.5)).code == code


@pytest.mark.parametrize(("pattern", "shown"), [("0", "1234567"), ("0,", "1235"), ("0,,", "1"), ("0.0,,", "1.2")])
def test_a_comma_behind_the_digits_divides_by_a_thousand(pattern: str, shown: str) -> None:
    assert EN.form(1_234_567, pattern) == shown


def test_a_small_percent_has_the_digits_that_it_needs_in_charts_too() -> None:
    form = number_format(EN, "percent", (0.0004, 0.5))
    assert (
        [excel_text(form.code, raw) for raw in (0.0004, 0.5)]
        == [EN.percent(0.0004), EN.percent(0.5)]
        == ["0.04%", "50.0%"]
    )


@pytest.mark.parametrize(("raw", "shown"), [(0, "0"), (1, "+1.0"), (-1, "-1.0"), (-0.01, "0")])
def test_a_pattern_of_three_parts_has_one_for_zero(raw: float, shown: str) -> None:
    assert EN.form(raw, "+0.0;-0.0;0") == shown
