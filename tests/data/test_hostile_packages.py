"""Whatever stands in datapackage.yaml or a table, the user gets diagnostics and never a traceback."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ria_deck.data import load_tables
from ria_deck.diagnostics import Report

GOOD: dict[str, Any] = {
    "name": "x",
    "sources": [{"name": "a", "title": "A", "ria": {"titles": {"ja": "あ"}}}],
    "licenses": [{"name": "CC0-1.0"}],
    "resources": [
        {
            "name": "t",
            "path": "t.csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "headerRows": [1], "sheet": 1},
            "sources": ["a", {"name": "a"}],
            "hash": "sha256:" + "0" * 64,
            "schema": {
                "primaryKey": ["id"],
                "missingValues": [""],
                "foreignKeys": [{"fields": "id", "reference": {"resource": "", "fields": "id"}}],
                "fields": [
                    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1, "enum": [1, 2]}},
                    {"name": "b", "type": "string", "constraints": {"pattern": "x+", "maxLength": 3}},
                ],
            },
            "ria": {"translations": {"b": {"ja": "b"}}, "as_of": "2026-01-01"},
        }
    ],
}

odd = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", "..", "a\nb", [], [[]], [1], {}, {"": 1}, {"name": []}, "9" * 400]
)


def places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way] if way else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += places(value, (*way, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += places(value, (*way, index))
    return found


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(places(GOOD)), odd), min_size=1, max_size=3))
def test_any_value_in_any_place_of_the_description(tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any]]):
    data = copy.deepcopy(GOOD)
    for way, value in changes:
        holder: Any = data
        try:
            for step in way[:-1]:
                holder = holder[step]
            holder[way[-1]] = copy.deepcopy(value)  # another change, or example, may go into it
        except (TypeError, KeyError, IndexError):
            continue
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "t.csv").write_text("id,b\n1,x\n2,xx\n", encoding="utf-8")
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(data), encoding="utf-8")
    report = Report()
    tables = load_tables(tmp_path, report)
    tables.read_all()
    assert all(d.code.startswith(("RD0", "RD3")) for d in report.diagnostics)
    assert all(d.span is not None for d in report.diagnostics)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from('ab,"\n\r;\t1.0-é港\x00 '), max_size=60).map(str.encode) | st.binary(max_size=60),
    st.sampled_from(["csv", "json", "xlsx", "parquet"]),
)
def test_any_bytes_in_a_table(tmp_path: Path, content: bytes, suffix: str):
    (tmp_path / "data").mkdir(exist_ok=True)
    name = f"t.{suffix}"
    package = f"resources: [{{name: t, path: {name}, schema: {{fields: [{{name: a, type: number}}, {{name: b}}]}}}}]"
    (tmp_path / "data" / "datapackage.yaml").write_text(package, encoding="utf-8")
    (tmp_path / "data" / name).write_bytes(content)
    report = Report()
    tables = load_tables(tmp_path, report)
    tables.read_all()
    assert tables["t"] is not None or report.failed
    for told in report.diagnostics:
        assert told.span is not None
        assert told.span.line >= 0


@pytest.mark.parametrize("text", ["[]", "5", "resources: x", "resources: [1, [], {}]", "resources: {}", "a: [", ""])
def test_descriptions_of_another_shape(load, text):
    loaded = load({"datapackage.yaml": text})
    assert all(d.span for d in loaded.report.diagnostics)
