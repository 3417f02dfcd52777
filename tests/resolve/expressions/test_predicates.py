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

COLUMNS: dict[str, list[Any]] = {
    "year": [2023, 2024, 2025, None],
    "name": ["Kure", "富山", "2024", None],
    "day": [dt.date(2024, 1, 1), dt.date(2024, 2, 1), dt.date(2024, 3, 1), None],
    "hour": [dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1, 6), dt.datetime(2024, 1, 2), None],
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
        ({"field": "rate", "equal": 0.1}, [0]),
        ({"field": "rate", "oneOf": [0.3, "0.2"]}, [1, 2]),
        ({"field": "open", "equal": True}, [0, 2]),
        ({"field": "open", "equal": "false"}, [1]),
        ({"not": {"field": "year", "equal": 2024}}, [0, 2, 3]),
        ({"or": [{"field": "year", "equal": 2023}, {"field": "name", "equal": "富山"}]}, [0, 1]),
        ({"and": [{"field": "year", "gt": 2023}, {"field": "open", "equal": True}]}, [2]),
    ],
)
def test_a_predicate_chooses_rows(condition: dict[str, Any], rows: list[int]) -> None:
    flags = flags_of(condition, COLUMNS, 4, lambda _: None)
    assert flags is not None
    assert [index for index, flag in enumerate(flags) if flag] == rows


def test_what_has_no_order_and_what_there_is_not() -> None:
    with pytest.raises(MismatchError):
        flags_of({"field": "name", "lt": dt.date(2024, 1, 1)}, {"name": ["Kure"]}, 1, lambda _: None)
    with pytest.raises(UnknownColumnError):
        flags_of({"field": "nmae", "equal": 1}, COLUMNS, 4, lambda _: None)
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
