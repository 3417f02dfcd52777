from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.i18n.forms.excel_codes import excel_text, number_format
from ria_deck.i18n.forms.excel_dates import date_code
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart import NumberFormat

EN, JA, RU = Formatter("en"), Formatter("ja"), Formatter("ru")
NB = "\u00a0"
SPECS = ["", "#,##0", "0.0", "0%", "#,##0.00", "percent(2)", "+0.0;-0.0;0", '0" km"', "signed", "currency(JPY)"]
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3) | st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("code", "raw", "text"),
    [
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0", 0, "0"),
        ("0.0", 2.25, "2.3"),
        ("0.##", 2.5, "2.5"),
        ("0%", 0.125, "13%"),
        ('0.0" "%', 0.5, "50.0 %"),
        ("+0.0;-0.0;0", -1.25, "-1.3"),
        ("+0.0;-0.0;0", 0, "0"),
        ('[>=1000]0" "000;0', 12345, "12 345"),
        ('[>=1000]0" "000;0', 45, "45"),
        ('0" "000', 7, "0 007"),
        ("000", 7, "007"),
        ('"¥"#,##0', 1234, "¥1,234"),
        ("0\\台", 3, "3台"),
        ("#,##0", -1234, "-1,234"),
        ("#,##0,", 1234567, "1,235"),
        ("0.0,,", 1234567, "1.2"),
        ('0\\.0,"万"', 1234567, "123.5万"),
        ("[$-419]#,##0.0", 1234.5, f"1{NB}234,5"),
        ("[$-407]#,##0.0", 1234.5, "1.234,5"),
        ("General", Decimal("1.50"), "1.5"),
        ("General", 12345678901, "12345678901"),
        ("General", 123456789012, "1.23457E+11"),
    ],
)
def test_codes_are_read_as_excel_reads_them(code, raw, text):
    assert excel_text(code, raw) == text


@pytest.mark.parametrize(
    ("formatter", "spec", "values", "expected"),
    [
        (EN, "#,##0", (0, 563369), NumberFormat(code="#,##0", native=True)),
        (JA, "", (0, 5, 12), NumberFormat(code="#,##0", native=True)),
        (EN, "", (Decimal("1.5"), Decimal("2.0")), NumberFormat(code="#,##0.0", native=True)),
        (EN, "", (12.5, 40, 7), NumberFormat(code="General", native=True)),  # each its own decimals, 40 no zero
        (EN, "", (1250.5, 40, 7), NumberFormat(code="#,##0.0", native=False)),  # the nearest shows no other number
        (RU, "", (12.5, 40, 7), NumberFormat(code="General", native=False)),  # the viewer's signs
        (EN, "number", (0.25, 4), NumberFormat(code="General", native=True)),
        (JA, "percent", (0.5,), NumberFormat(code="0.0%", native=True)),
        (JA, "compact", (12345,), NumberFormat(code='0\\.0,"万";-0\\.0,"万";0', native=True)),
        (JA, "compact", (563369,), NumberFormat(code='0\\.0,"万";-0\\.0,"万";0', native=False)),  # 56.3万 for 56万
        (JA, "compact", (1234567890,), NumberFormat(code='0\\.00,,"億";-0\\.00,,"億";0', native=False)),
        (EN, "compact", (5600, 2100), NumberFormat(code='0.0,"K";-0.0,"K";0', native=True)),
        (EN, "#,##0,", (563369, 40), NumberFormat(code="#,##0,", native=True)),
        (RU, "#,##0,", (2563369,), NumberFormat(code="[$-419]#,##0,", native=True)),
        (EN, "currency(JPY)", (5,), NumberFormat(code='"¥"#,##0', native=True)),
        (RU, "0", (2008,), NumberFormat(code="0", native=True)),
        (RU, "#,##0", (12, 999), NumberFormat(code="[$-419]#,##0", native=True)),
        (RU, "#,##0", (1234,), NumberFormat(code="[$-419]#,##0", native=True)),
        (RU, "#,##0", (-1234,), NumberFormat(code="[$-419]#,##0", native=True)),
        (RU, "0%", (0.5,), NumberFormat(code=f'0"{NB}"%', native=True)),
        (RU, "0.0", (1.5,), NumberFormat(code="[$-419]0.0", native=True)),
        (EN, "signed", (1, -1, 0), NumberFormat(code="+#,##0;-#,##0;#,##0", native=True)),
    ],
)
def test_a_code_is_native_only_where_it_gives_the_readers_strings(formatter, spec, values, expected):
    assert number_format(formatter, spec, values) == expected


@given(
    st.sampled_from([EN, JA, RU]),
    st.sampled_from(
        ["", "#,##0", "0.0", "0%", "#,##0.00", "percent(2)", "+0.0;-0.0;0", '0" km"', "signed", "currency(JPY)"]
    ),
    st.lists(
        st.decimals(min_value=-(10**9), max_value=10**9, places=3) | st.integers(-(10**9), 10**9),
        min_size=1,
        max_size=5,
    ),
)
def test_a_native_code_agrees_with_the_formatter_for_every_number(formatter, spec, values):
    found = number_format(formatter, spec, values)
    if found.native:
        assert [excel_text(found.code, value) for value in values] == [formatter.form(value, spec) for value in values]


def test_a_month_that_is_a_number_and_a_word_needs_no_name_of_excels() -> None:
    assert date_code(Formatter("ko"), "2025-06") == 'yyyy"년 "m"월"'
    assert date_code(Formatter("ja"), "2025-06") == 'yyyy"年"m"月"'


@pytest.mark.parametrize(
    ("formatter", "spec", "values"),
    [
        (EN, "percent", (0.00007, 0.25)),
        (EN, "percent", (0.00042,)),
        (JA, "percent", (0.00007, 0.5)),
        (EN, "percent(0)", (0.07, 0.25)),
        (EN, "percent(2)", (0.0725, 0.25)),
    ],
)
def test_the_deck_has_the_digits_of_shares_that_the_page_has(formatter, spec, values):
    found = number_format(formatter, spec, values)
    assert found.native
    assert [excel_text(found.code, value) for value in values] == [formatter.form(value, spec) for value in values]
