"""Any chain of the offered functions, operators and filters keeps the union of the cells that go into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ria_deck.diagnostics import Report
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.operands import cells_of
from tests.resolve.conftest import CARS, PACKAGE, PORTS, evaluator_of, span_of

Part = tuple[str, frozenset[str]]  # an expression, and the cells that must be known of it

UNITS = {2008: 563369, 2009: 53180, 2011: 110}


@pytest.fixture(name="evaluator", scope="module")
def _evaluator(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    root: Path = tmp_path_factory.mktemp("project")
    (root / "data").mkdir()
    for name, text in {"datapackage.yaml": PACKAGE, "cars.csv": CARS, "ports.csv": PORTS}.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    return evaluator_of(root, "ru", Report())[0]


def value(year: int, column: str = "units") -> Part:
    return f'used_cars.value("{column}", year={year})', frozenset({f"year={year} {column}"})


def every(column: str) -> frozenset[str]:
    return frozenset(f"year={year} {column}" for year in UNITS)


def aggregate(function: str) -> Part:
    return f'used_cars.{function}("units", missing="skip")', every("units")


numbers: st.SearchStrategy[Part] = st.one_of(
    st.sampled_from(sorted(UNITS)).map(value),
    st.sampled_from(sorted(UNITS)).map(lambda year: value(year, "share")),
    st.sampled_from(["sum", "mean", "min", "max"]).map(aggregate),
    st.integers(1, 99).map(lambda n: (str(n), frozenset())),
    st.just(("used_cars.count()", frozenset(f"year={year} year" for year in (2008, 2009, 2010, 2011)))),
    st.just(('used_cars.last("units", by="year")', frozenset({"year=2011 units"}))),
)


def combine(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    def two(form: str) -> st.SearchStrategy[Part]:
        return st.tuples(inner, inner).map(lambda pair: (form.format(pair[0][0], pair[1][0]), pair[0][1] | pair[1][1]))

    def one(form: str) -> st.SearchStrategy[Part]:
        return inner.map(lambda part: (form.format(part[0]), part[1]))

    return st.one_of(*(two(form) for form in TWO), *(one(form) for form in ONE))


TWO = (
    "({} + {})",
    "({} - {})",
    "({} * {})",
    "({} / (1 + ({} | abs)))",
    "([{}, {}] | sum)",
    "([{}, {}] | max)",
    "([{}, {}] | min)",
    "change(1 + ({} | abs), {})",
)
ONE = ("({} | abs)", "({} | round(2))", "(-{})", "({} | float)", "([{}] | sort | first)", "(7 if {} > 3 else 8)")
TEXTS = (
    "number",
    "percent",
    "percent(0)",
    "compact",
    'currency("JPY")',
    "signed",
    "string",
    'plural(one="а", few="б", many="в")',
)
AFTER = (
    "upper",
    "lower",
    "trim",
    "title",
    "capitalize",
    "quote",
    'replace("1", "2")',
    "truncate(3)",
    "string",
    "default('x')",
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.recursive(numbers, combine, max_leaves=8),
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(AFTER), max_size=4),
    st.recursive(numbers, combine, max_leaves=3),
)
def test_any_chain_keeps_the_union_of_its_cells(evaluator, part, text, filters, other):
    report = evaluator.report
    report.diagnostics.clear()
    for expression, cells in [
        part,
        (f"({part[0]} | {text}) {''.join(' | ' + name for name in filters)}", part[1]),
        (f"({part[0]} | {text}) ~ ' ' ~ {other[0]}", part[1] | other[1]),
        (f"[{part[0]}, {other[0]}] | join(', ')", part[1] | other[1]),
        (f"[{part[0]} | {text}, {other[0]}] | listed", part[1] | other[1]),
        (f"{part[0]} | {text} | length", part[1]),
        (f"{part[0]} > {other[0]} or {part[0]} == {other[0]} and not {other[0]} < 0", part[1] | other[1]),
    ]:
        result = evaluator.evaluate(expression, span_of(expression))
        if result is None:  # a number that grew too large, and nothing else
            assert {d.code for d in report.diagnostics} <= {"RD212", "RD214"}, report.diagnostics
            report.diagnostics.clear()
            continue
        shown, found = evaluator.value_text(result)
        assert isinstance(shown, str)
        assert {f"{cell.row} {cell.column}" for cell in cells_of(result)} == cells, expression
        assert {f"{cell.row} {cell.column}" for cell in (found.cells if found is not None else ())} == cells, expression
        assert found is None or found.text == shown
