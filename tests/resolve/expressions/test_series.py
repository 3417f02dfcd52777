"""What tables say over time, asked in a small monthly table whose last months are still to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolve.conftest import Ask

PACKAGE = """
resources:
- name: visits
  path: visits.csv
  schema:
    primaryKey: [period, origin]
    fields:
    - {name: period, type: yearmonth}
    - {name: origin}
    - {name: year, type: year}
    - {name: month, type: integer}
    - {name: persons, type: integer, unit: persons}
- name: fairs
  path: fairs.csv
  schema: {primaryKey: [number], fields: [{name: number, type: integer}, {name: year, type: year}]}
"""
MONTHS = [(2024, 11, 5), (2024, 12, 6), (2025, 1, 10), (2025, 2, 20), (2025, 3, 30), (2026, 1, 12), (2026, 2, 25)]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.yaml").write_text(PACKAGE, "utf-8")
    rows = [f"{y}-{m:02d},{o},{y},{m},{n * k}" for y, m, n in MONTHS for o, k in (("Russia", 1), ("World", 100))]
    (tmp_path / "data/visits.csv").write_text("\n".join(["period,origin,year,month,persons", *rows, ""]), "utf-8")
    (tmp_path / "data/fairs.csv").write_text("number,year\n1,2001\n2,2003\n3,2005\n4,2009\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("expression", "en", "ja", "ru"),
    [
        ('visits.span("period", year=2026)', "January–February 2026", "2026年1月～2月", "январь – февраль 2026 г."),
        (
            'visits.span("period", year=[2025, 2026])',
            "January 2025 – February 2026",
            "2025年1月～2026年2月",
            "январь 2025 г. – февраль 2026 г.",
        ),
        ('visits.span("period", year=2025, month=2)', "February 2025", "2025年2月", "февраль 2025 г."),
        ('visits.span("year")', "2024–2026", "2024年～2026年", "2024–2026"),
        ('visits.span("period", style="year")', "2024–2026", "2024年～2026年", "2024–2026"),
        ("42702 | about", "about 43,000", "約4万3,000", "около 43 000"),
        ("42702 | about(3)", "about 42,700", "約4万2,700", "около 42 700"),
        ("0.0456 | about(1)", "about 0.05", "約0.05", "около 0,05"),
        ("210000 | about", "about 210,000", "約21万", "около 210 000"),
        ("change(100, 127) | percent(0) | signed('words')", "27% more", "27%増", "на 27 % больше"),
        ("change(100, 35) | percent(0) | signed('words')", "65% less", "65%減", "на 65 % меньше"),
        ("change(100, 100) | percent(0) | signed('words')", "unchanged", "横ばい", "без изменений"),
        ("-3 | signed('words')", "3 less", "3減", "на 3 меньше"),
    ],
)
def test_forms_for_sentences(ask: Ask, expression: str, en: str, ja: str, ru: str) -> None:
    shown = [ask(expression, code).text.replace("\u00a0", " ") for code in ("en", "ja", "ru")]
    assert shown == [en, ja, ru]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('visits.latest("period")', "2026-02"),
        ('visits.latest("year")', 2026),
        ('visits.latest("persons", origin="Russia")', 25),
        ('visits.last_rows(3, origin="Russia") | map(attribute="persons") | sum', 67),
        ('visits.last_rows(2, by="persons", origin="Russia") | map(attribute="persons") | list | first', 25),
        ('visits.year_ago("persons", origin="Russia", year=2026)', 30),
        ('visits.year_ago("persons", origin="World", period="2026-01")', 1000),
        ('visits.peak("persons", origin="Russia")', "2025-03"),
        ('visits.peak("persons", by="year", origin="Russia")', 2025),
    ],
)
def test_values_over_time(ask: Ask, expression: str, value: object) -> None:
    asked = ask(expression)
    assert asked.result.raw == value
    assert asked.result.cells


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ('visits.rises("persons", origin="Russia", year=2025)', True),
        ('visits.rises("persons", origin="Russia")', False),
        ('visits.falls("persons", by="month", origin="Russia", period=["2026-02", "2025-03"])', False),
        ('visits.falls("persons", by="year", origin="Russia", year=[2025, 2026])', True),
        ('visits.is_max("persons", origin="Russia", year=2025)', True),
        ('visits.is_max("persons", origin="Russia", year=2024)', False),
        ('visits.is_min("persons", origin="Russia", year=2024)', True),
        ('visits.is_max("persons", origin="Russia", period="2025-03")', True),
        ("fairs.every(2, number=[1, 2, 3])", True),
        ("fairs.every(2)", False),
        ('fairs.every(1, by="number")', True),
        ("all(fairs.has(year=2001), 2 > 1)", True),
        ("all([2 > 1, 1 > 2])", False),
    ],
)
def test_words_of_claims(ask: Ask, expression: str, holds: bool) -> None:
    asked = ask(expression)
    assert not asked.report.diagnostics
    assert (asked.result.raw if hasattr(asked.result, "raw") else asked.result) is holds


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ('visits.year_ago("persons", origin="Russia", year=2025)', "has no row for 2024-01"),
        ("visits.last_rows(9, origin='Russia') | length", "has 7 rows for this, not 9"),
        ('visits.is_max("persons", origin="Russia")', "nothing says which `period` is compared"),
        ('visits.rises("persons", period="2026-01", origin="Russia")', "an order needs two values or more"),
        ("fairs.every(2, number=1)", "compares two rows or more"),
        ("all([])", "`all` has nothing to ask about"),
        ("4 | about(0)", "the number of significant digits must be between 1 and 12"),
        ("'x' | about", "`about`"),
    ],
)
def test_questions_without_an_answer_are_errors(ask: Ask, expression: str, words: str) -> None:
    assert words in ask(expression).words
