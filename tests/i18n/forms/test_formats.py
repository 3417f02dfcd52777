from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.dates import parse_date
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.i18n.forms.formats import FormatError, Formatter

EN, JA, RU, DE, QPS = (Formatter(code) for code in ("en", "ja", "ru", "de", "qps"))
NB = "\u00a0"
DAY = dt.date(2020, 12, 1)

languages = st.sampled_from([EN, JA, RU, DE, Formatter("fr"), Formatter("pt-BR"), Formatter("pl")])
decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(
    ("formatter", "raw", "pattern", "text"),
    [
        (EN, 563369, "", "563,369"),
        (RU, 563369, "", f"563{NB}369"),
        (EN, Decimal("3.10"), "", "3.10"),
        (EN, Decimal("3.14159"), "", "3.142"),
        (RU, 0.5, "", "0,5"),
        (EN, 2.0, "", "2"),
        (EN, -0.0000000001, "", "0"),
        (EN, -0.0001, "", "-0.0001"),
        (EN, Decimal("0.00042"), "", "0.00042"),
        (EN, Decimal("0.0000333333333333"), "", "0.000033"),
        (EN, Decimal("0.0456"), "", "0.046"),
        (EN, 2008, "0", "2008"),
        (EN, 2.5, "0", "3"),
        (EN, -2.5, "0", "-3"),
        (EN, 0.125, "0.00", "0.13"),
        (EN, -0.4, "0", "0"),
        (EN, 0.125, "0%", "13%"),
        (RU, 0.125, "0.0%", f"12,5{NB}%"),
        (JA, -3.25, "+0.0;-0.0", "-3.3"),
        (JA, 0, "+0.0;-0.0;0", "0"),
        (EN, -0.01, "+0.0;-0.0;0", "0"),
        (EN, 1234.5, '#,##0.0" km"', "1,234.5 km"),
        (EN, 1234.5, "#,##0.0' km'", "1,234.5 km"),
        (JA, 1234, "#,##0台", "1,234台"),
        (EN, 1234567, "#,##0.###", "1,234,567"),
    ],
)
def test_numbers_have_the_languages_form(formatter, raw, pattern, text):
    assert formatter.number(raw, pattern) == text


@pytest.mark.parametrize("pattern", ["", "abc", "#.0#0", "0#", '"x"', '"0', "0;0;0;0", "#,0", "0" * 40, "0 0", "0@0"])
def test_patterns_that_are_none_are_refused_in_words(pattern):
    with pytest.raises(FormatError):
        Formatter("en")._patterned(Decimal(1), pattern)


def test_percents_have_one_decimal_and_round_half_away():
    assert EN.percent(0.9056036) == "90.6%"
    assert RU.percent(Decimal("0.9056")) == f"90,6{NB}%"
    assert EN.percent(Decimal("0.125"), 0) == "13%"
    assert EN.percent(Decimal("-0.125"), 0) == "-13%"
    assert EN.percent(-0.0001, 0) == "0%"


@pytest.mark.parametrize(
    ("raw", "en", "ja", "ru"),
    [
        (0, "0", "0", "0"),
        (0.5, "0.5", "0.5", "0,5"),
        (999, "999", "999", "999"),
        (1234, "1.2K", "1,234", f"1,2{NB}тыс."),
        (1250, "1.3K", "1,250", f"1,3{NB}тыс."),
        (9999, "10K", "9,999", f"10{NB}тыс."),
        (12345, "12K", "1.2万", f"12{NB}тыс."),
        (563369, "563K", "56万", f"563{NB}тыс."),
        (999999, "1M", "100万", f"1{NB}млн"),
        (99999999, "100M", "1億", f"100{NB}млн"),
        (-1500000000, "-1.5B", "-15億", f"-1,5{NB}млрд"),
    ],
)
def test_short_forms(raw, en, ja, ru):
    assert (EN.compact(raw), JA.compact(raw), RU.compact(raw)) == (en, ja, ru)


def test_short_forms_take_decimals():
    assert (JA.compact(12345, 2), EN.compact(999999, 1), RU.compact(5, 1)) == ("1.23万", "1.0M", "5,0")


def test_currencies():
    assert JA.currency(1234567, "JPY") == "￥1,234,567"
    assert RU.currency(Decimal("1234.5"), "RUB") == f"1{NB}234,50{NB}₽"
    assert EN.currency(Decimal("1234.5"), "usd", 0) == "$1,235"
    with pytest.raises(FormatError, match="unknown currency `YEN`"):
        EN.currency(1, "YEN")


def test_signs_are_cldrs():
    assert [EN.signed(x) for x in (3.2, -3.2, 0)] == ["+3.2", "-3.2", "0"]
    assert [RU.signed(Decimal(x), "0.0%") for x in ("0.5", "-0.5", "0.00001")] == [
        f"+50,0{NB}%",
        f"-50,0{NB}%",
        f"0,0{NB}%",
    ]


@pytest.mark.parametrize(
    ("style", "en", "ja", "ru"),
    [
        ("long", "December 1, 2020", "2020年12月1日", f"1 декабря 2020{NB}г."),
        ("medium", "Dec 1, 2020", "2020/12/01", f"1 дек. 2020{NB}г."),
        ("month", "December 2020", "2020年12月", f"декабрь 2020{NB}г."),
        ("year", "2020", "2020年", "2020"),
        ("day", "December 1", "12月1日", "1 декабря"),
        ("yMMM", "Dec 2020", "2020年12月", f"дек. 2020{NB}г."),
        ("yyyy-MM-dd", "2020-12-01", "2020-12-01", "2020-12-01"),
    ],
)
def test_dates(style, en, ja, ru):
    assert [f.date(DAY, style) for f in (EN, JA, RU)] == [en, ja, ru]


def test_dates_known_to_the_month_or_year_show_no_more():
    assert [JA.date(raw) for raw in ("2022-04-05", "2022-04", "1973", 1973)] == [
        "2022年4月5日",
        "2022年4月",
        "1973年",
        "1973年",
    ]
    assert EN.date("2022-04", "short") == "Apr 2022"
    with pytest.raises(FormatError, match="has no day"):
        EN.date("2022-04", "day")
    for bad in ("2022-13", "2022-02-30", "soon", True, None, 1.5):
        with pytest.raises(FormatError):
            EN.date(bad)


def test_russian_plurals_have_their_forms():
    forms = {"one": "# поездка", "few": "# поездки", "many": "# поездок"}
    counts = [1, 2, 5, 11, 21, 22, 25, 111, Decimal("1.5"), 0]
    assert [RU.plural(n, forms).split()[-1] for n in counts] == [
        "поездка",
        "поездки",
        "поездок",
        "поездок",
        "поездка",
        "поездки",
        "поездок",
        "поездок",
        "поездки",
        "поездок",
    ]
    with pytest.raises(FormatError, match="form `few` is missing"):
        RU.plural(1, {"one": "поездка", "many": "поездок"})
    assert EN.plural(1, {"one": "# trip", "other": "# trips"}) == "1 trip"
    assert JA.plural(1, {"other": "#回"}) == "1回"


def test_lists_quotations_and_units():
    assert [f.list(["A", "B"]) for f in (EN, JA, RU)] == ["A and B", "A、B", "A и B"]
    assert [f.quote("x") for f in (EN, JA, RU, QPS)] == ["“x”", "「x」", "«x»", "“x”"]
    assert [f.unit(12.5, "kilometer") for f in (EN, JA, RU)] == ["12.5 km", "12.5 km", "12,5 км"]
    assert RU.unit(5, "kilometer", "long") == "5 километров"
    with pytest.raises(FormatError, match="unknown unit"):
        EN.unit(1, "parsec-ish")


def test_a_columns_format_is_a_pattern_or_a_filter():
    assert EN.form(0.5, "percent(0)") == "50%"
    assert EN.form(5, "currency(JPY)") == "¥5"
    assert EN.form(12345, "compact") == "12K"
    assert EN.form(None, "percent") == "–"
    assert EN.form("Otaru") == "Otaru"
    assert EN.form(DAY, "month") == "December 2020"
    assert EN.form(DAY, "date(short)") == "12/1/20"
    for raw, spec in ((True, ""), ("Otaru", "0.0"), (1, "currency")):
        with pytest.raises(FormatError):
            EN.form(raw, spec)


@given(languages, decimals)
def test_numbers_read_back_are_the_numbers_written(formatter, number):
    text = formatter.number(number, "#,##0.000000")
    assert parse_decimal(text, locale=formatter.locale) == number


@given(languages, st.integers(-(10**18), 10**18))
def test_whole_numbers_read_back_exactly(formatter, number):
    assert parse_decimal(formatter.number(number), locale=formatter.locale) == number


@given(languages, st.decimals(min_value=-100, max_value=100, places=8), st.integers(0, 4))
def test_percents_read_back_are_the_share_rounded_half_away(formatter, share, digits):
    text = formatter.percent(share, digits).replace("%", "").strip()
    wanted = (share * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert parse_decimal(text, locale=formatter.locale) == wanted


@given(languages, st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_floats_are_shown_within_half_of_the_last_digit_and_never_as_minus_zero(formatter, number):
    text = formatter.number(number)
    read = parse_decimal(text, locale=formatter.locale)
    assert abs(read - Decimal(repr(number))) <= Decimal("0.0005")
    assert read != 0 or "-" not in text


@given(st.sampled_from([EN, JA, RU]), st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_dates_read_back(formatter, day):
    assert dt.date.fromisoformat(formatter.date(day, "yyyy-MM-dd")) == day
    assert str(day.year) in formatter.date(day, "long")
    if formatter is RU:
        assert parse_date(formatter.date(day, "short"), locale="ru") == day


@given(languages, st.integers(1, 10**15), st.integers(0, 3))
def test_short_forms_grow_with_their_numbers_digits(formatter, number, digits):
    assert formatter.compact(number, digits)
    assert formatter.compact(-number, digits).lstrip("-\u2212") == formatter.compact(number, digits)


@pytest.mark.parametrize(
    ("formatter", "spec", "text"),
    [
        (EN, "percent", "4.2%"),
        (RU, "percent", f"4,2{NB}%"),
        (EN, "percent(0)", "4%"),
        (EN, "0.00%", "4.25%"),
        (EN, "0.0' %'", "4.2 %"),
        (EN, "#,##0.00", "4.25"),
    ],
)
def test_per_cents_get_their_sign_and_arent_multiplied(formatter, spec, text):
    raw = Decimal("4.25") if "0.00" in spec else Decimal("4.2")
    assert formatter.form(raw, spec, "%") == text


@pytest.mark.parametrize(
    ("raw", "form", "text"),
    [
        (0.00007, "percent", "0.007%"),
        (Decimal("0.00042"), "percent", "0.042%"),
        (-0.0004, "percent", "-0.04%"),
        (0.0005, "percent", "0.1%"),
        (0.00007, "percent(0)", "0%"),  # as it is asked
        (1e-14, "percent", "0.0%"),  # what is left over from arithmetic
        (0.00007, "compact", "0.00007"),
        (0.00007, "number", "0.00007"),
    ],
)
def test_a_tiny_number_is_not_shown_as_none(raw: object, form: str, text: str) -> None:
    assert EN.form(raw, form) == text
