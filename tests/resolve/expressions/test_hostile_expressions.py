"""Whatever stands between the braces, the author gets a value or a diagnostic and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ria_deck.diagnostics import Report
from ria_deck.resolve.expressions.evaluator import Evaluator
from tests.resolve.conftest import CARS, PACKAGE, PORTS, evaluator_of, span_of

WORDS_LINE = """used_cars . value sum rows count has first last ( ) [ ] { } , : = == != < <= > >= + - * / // % ** ~ |
'units' "port" '' year units 2008 1.5 0 1e300 -1 not and or in is if else none true false row report title authors map
percent abs round sort listed default selectattr join replace number date plural min max length unique '__class__' odd
change missing 'skip' defined for"""
WORDS = WORDS_LINE.split()


@pytest.fixture(name="evaluator", scope="module")
def _evaluator(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    root: Path = tmp_path_factory.mktemp("project")
    (root / "data").mkdir()
    for name, text in {"datapackage.yaml": PACKAGE, "cars.csv": CARS, "ports.csv": PORTS}.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    evaluator, tables = evaluator_of(root, "en", Report())
    cars = tables["used_cars"]
    assert cars is not None
    return evaluator.with_names({"row": cars.rows[2]})


CALLS = st.sampled_from(
    [
        "used_cars.rows()",
        'used_cars.value("units", year=2008)',
        "row",
        "row.units",
        "row.port",
        "report",
        "report.date",
        "[1, 'a', none, row]",
        "{'a': used_cars.rows()}",
        "1",
        "'x'",
        "none",
        "true",
        "edition | percent",
        "0.5 | percent",
        "used_cars",
        "change",
    ]
)
FILTERS_LINE = """abs round int float number percent compact currency('JPY') signed date unit('kilometer')
plural(other='x')
quote string default(1) d replace('a','b') truncate(1) join(',') listed length first last list reverse sort unique sum
min
max map('port') map(attribute=1) selectattr('units') selectattr('units','gt',1) rejectattr('port','in','x') upper trim
title wordcount round('x') number(1) percent('x') compact(-1) currency(1) date(1) join(1,2) sort(1) sum('units')
sort(attribute=row) replace(1,2) truncate('x') default(row) map(row) unit(1,2) plural(1) selectattr(1,2,3)"""
FILTERS = st.sampled_from(FILTERS_LINE.split())
SIGNS = st.sampled_from([*["+", "-", "*", "/", "~", "<", "==", "in", "and", "//", "**"]])


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=20))
@example("1e300 * 1e300")
@example("1.5 ** 1e300")
def test_any_words(evaluator, text):
    evaluator.report.diagnostics.clear()
    result = evaluator.evaluate(text, span_of(text))
    assert (result is None) == bool(evaluator.report.diagnostics)
    evaluator.value_text(result)


@settings(max_examples=400)
@given(CALLS, st.lists(FILTERS, max_size=3), SIGNS, CALLS)
def test_any_filters_over_anything(evaluator, start, filters, sign, other):
    evaluator.report.diagnostics.clear()
    chain = " | ".join([start, *filters])
    for text in (
        chain,
        f"({chain}) {sign} {other}",
        f"{other} {sign} ({chain})",
        f"({chain})[{other}]",
        f"({chain}).port",
    ):
        evaluator.value_text(evaluator.evaluate(text, span_of(text)))


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*WORDS, "port", "units", "kind", "'Otaru'"]), max_size=8).map(" ".join))
def test_any_words_over_columns(evaluator, text):
    cars = evaluator.tables["used_cars"]
    evaluator.report.diagnostics.clear()
    found = evaluator.where(text, span_of(text), cars)
    assert (found is None) == bool(evaluator.report.diagnostics)
