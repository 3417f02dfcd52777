"""One reading of Vega-Lite's predicates: charts and tables choose the same rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ria_deck.content.specs.message import FieldCondition
from ria_deck.diagnostics import Report
from ria_deck.resolve.expressions.predicates import MismatchError, UnknownColumnError, flags_of, passes
from tests.resolve.charts.literal_charts import SPAN, channel, chart_spec, layer, resolved, table

JST = dt.timezone(dt.timedelta(hours=9))
COLUMNS: dict[str, list[Any]] = {
    "year": [2023, 2024, 2025, None],
    "name": ["Kure", "富山", "2024", None],
    "day": [dt.date(2024, 1, 1), dt.date(2024, 2, 1), dt.date(2024, 3, 1), None],
    "hour": [dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1, 6), dt.datetime(2024, 1, 2), None],
    "zoned": [dt.datetime(2024, 1, 1, 6, tzinfo=dt.UTC), dt.datetime(2024, 1, 1, 12, tzinfo=JST), None, None],
    "float": [0.1, 0.2, 0.25, None],
    "rate": [Decimal("0.1"), Decimal("0.2"), Decimal("0.30"), None],
    "open": [True, False, True, None],
}


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ({"field": "year", "oneOf": ["2024", 2025]}, [1, 2]),
        ({"field": "year", "equal": "2023"}, [0]),
        ({"field": "year", "lt": 2025}, [0, 1]),
        ({"field": "year", "lte": "2024"}, [0, 1]),
        ({"field": "year", "gt": 2023}, [1, 2]),
        ({"field": "year", "gte": 2024}, [1, 2]),
        ({"field": "year", "range": [2024, None]}, [1, 2]),
        ({"field": "year", "range": (None, 2024)}, [0, 1]),
        ({"field": "year", "valid": True}, [0, 1, 2]),
        ({"field": "year", "valid": False}, [3]),
        ({"field": "name", "equal": "富山"}, [1]),
        ({"field": "name", "equal": 2024}, [2]),
        ({"field": "day", "equal": "2024-02-01"}, [1]),
        ({"field": "day", "gte": dt.date(2024, 2, 1)}, [1, 2]),
        ({"field": "hour", "gte": "2024-01-01T06:00"}, [1, 2]),
        ({"field": "hour", "lt": dt.date(2024, 1, 2)}, [0, 1]),
        ({"field": "zoned", "gte": "2024-01-01T06:00"}, [0, 1]),
        ({"field": "zoned", "equal": "2024-01-01T12:00"}, [1]),
        ({"field": "zoned", "equal": "2024-01-01T03:00Z"}, [1]),
        ({"field": "zoned", "lt": dt.date(2024, 1, 2)}, [0, 1]),
        ({"field": "hour", "equal": "2024-01-01T06:00Z"}, [1]),
        ({"field": "hour", "gte": "2024-01-01T06:00Z"}, [1, 2]),
        ({"field": "hour", "gt": dt.datetime(2024, 1, 1, 6, tzinfo=JST)}, [2]),
        ({"field": "rate", "equal": 0.1}, [0]),
        ({"field": "float", "equal": Decimal("0.1")}, [0]),
        ({"field": "float", "lte": Decimal("0.2")}, [0, 1]),
        ({"field": "float", "equal": "0.1"}, [0]),
        ({"field": "float", "gt": 0}, [0, 1, 2]),
        ({"field": "float", "oneOf": ["0.25", 0.2]}, [1, 2]),
        ({"field": "rate", "gte": 0.2}, [1, 2]),
        ({"field": "rate", "lt": 1}, [0, 1, 2]),
        ({"field": "year", "equal": Decimal("2024.0")}, [1]),
        ({"field": "year", "equal": "twenty"}, []),
        ({"field": "rate", "oneOf": [0.3, "0.2"]}, [1, 2]),
        ({"field": "open", "equal": True}, [0, 2]),
        ({"field": "open", "equal": "false"}, [1]),
        ({"not": {"field": "year", "equal": 2024}}, [0, 2, 3]),
        ({"or": [{"field": "year", "equal": 2023}, {"field": "name", "equal": "富山"}]}, [0, 1]),
        ({"and": [{"field": "year", "gt": 2023}, {"field": "open", "equal": True}]}, [2]),
    ],
)
def test_a_predicate_chooses_rows(condition: dict[str, Any], rows: list[int]) -> None:
    flags = flags_of(condition, COLUMNS, lambda _: None)
    assert flags is not None
    assert [index for index, flag in enumerate(flags) if flag] == rows


def test_an_expression_within_a_predicate_is_asked_for_and_may_fail() -> None:
    flags = flags_of(
        {"or": ["year > 2024", {"field": "year", "equal": 2023}]}, COLUMNS, lambda _: [False, False, True, False]
    )
    assert flags == [True, False, True, False]
    for join in ("or", "and"):
        assert flags_of({join: ["no sense", {"field": "year", "equal": 2023}]}, COLUMNS, lambda _: None) is None
    assert flags_of({"not": "no sense"}, COLUMNS, lambda _: None) is None


def test_no_rows_pass_nothing() -> None:
    none: dict[str, list[Any]] = {"year": []}
    assert flags_of({"and": [{"field": "year", "gt": 1}, {"field": "year", "lt": 9}]}, none, lambda _: None) == []


def test_what_has_no_order_and_what_there_is_not() -> None:
    for column, value in (
        ("name", dt.date(2024, 1, 1)),
        ("day", 5),
        ("hour", 5),
        ("year", "twenty"),
        ("year", dt.date(2024, 1, 1)),
    ):
        with pytest.raises(MismatchError) as mismatch:
            flags_of({"field": column, "lt": value}, COLUMNS, lambda _: None)
        assert (mismatch.value.column, mismatch.value.value, str(mismatch.value)) == (column, value, column)
    with pytest.raises(UnknownColumnError, match="nmae") as unknown:
        flags_of({"field": "nmae", "equal": 1}, COLUMNS, lambda _: None)
    assert unknown.value.column == "nmae"
    with pytest.raises(ValueError, match="no predicate"):
        passes({"field": "name"}, 1)


def test_a_chart_takes_the_same_rows() -> None:
    data = table({"year": "integer", "n": "integer"}, (2023, 1), (2024, 2), (2025, 3))
    condition = {"field": "year", "oneOf": ("2024", 2025)}
    spec = chart_spec(layer("bar", x=channel("year"), y=channel("n"), filters=(condition,)))
    chart = resolved(spec, data, report=Report())
    assert chart is not None
    assert chart.categories.labels == ("2024", "2025")
    assert FieldCondition(predicate=condition, span=SPAN).predicate is condition
