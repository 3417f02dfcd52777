"""The JSON Schemas that editors get agree with what the program takes and refuses."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ria_deck.content.blocks.decode import (
    decode_chart,
    decode_claims,
    decode_kpi,
    decode_map,
    decode_process,
    decode_table,
    decode_timeline,
)
from ria_deck.diagnostics import Report
from ria_deck.schema import SCHEMAS, json_schema
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

CASES = Path(__file__).resolve().parent / "cases" / "diagnostics-yaml"
BY_FORM = {"RD020", "RD021", "RD022", "RD023"}  # what a schema can know: keys, types, choices
BEYOND_FORM = {  # a date is text in JSON; a channel's field, a layer's data, an edition's date may stand in two places
    "title-is-a-date",
    "edition-lacks-date",
    "field-missing",
    "data-missing",
    "mark-missing",
}
REPORT = "id: r\ntitle: T\ndate: 2026-11-01\nlanguage: en\n"
GOOD = {
    "report": [REPORT, REPORT + "authors: [A, {name: B}]\nlanguages: [en, ja]\neditions: {a: , b: {title: X}}\n"],
    "topic": [
        "title: T\nslides:\n  - {title: A, id: a, layout: chart, text: B, chart: {data: d, mark: bar, "
        "encoding: {x: a, y: b}, alt: C}, notes: D, claims: [{that: a, says: b}]}\n"
        "  - {columns: [A, {text: B, width: 40%}], image: {path: images/a.png, alt: C}, sources: [s], remark: E}\n",
        "slides:\n  - {for: row in t.rows(), hidden: true, split: false, table: {data: d}, timeline: "
        "{data: d, date: a, label: b, alt: C}}\n",
    ],
    "chart": [
        "data: d\nmark: bar\nencoding: {x: a, y: {field: b, sort: -y, stack: null}}\nalt: A\n",
        "data: {name: d}\nlayer: [{mark: {type: line}, encoding: {x: a, y: b}}]\nalt: A\n"
        "transform: [{filter: {or: [{field: a, oneOf: [1]}, 'a > 1']}}]\nannotations: [{x: 1, text: B}]\n",
    ],
    "table": ["data: d\n", "data: d\ncolumns: [a, {field: b}]\nsort: [-a]\nwhere: {field: a, gt: 1}\ngroup_by: c\n"],
    "map": [
        "points: {data: d, lat: a, lon: b, label: c}\nextent: [1, 2, 3, 4]\nlinks: {data: l, from: a, to: b}\nalt: A\n",
        "points: {data: d, lat: a, lon: b, label: c}\nalt: A\n"
        "inset: {extent: {west: 1, south: 2, east: 3, north: 4}, corner: top-left, size: 0.4, title: B}\n",
    ],
    "timeline": [
        "data: d\ndate: a\nlabel: b\nalt: A\n",
        "data: {name: d}\ndate: a\nlabel: b\ngroup: c\nformat: month\nsort: [-a]\nlimit: 3\nalt: A\ntitle: B\n",
    ],
    "kpi": [
        "- {value: '1', label: a}\n",
        "- {value: 12, label: a, change: b, note: c, source: d, color: accent, "
        "spark: {data: d, x: a, y: {field: b, aggregate: sum}, mark: bar, where: a > 1, alt: A}}\n",
    ],
    "process": ["- {label: a}\n- {label: b, text: c, color: accent}\n"],
    "claims": ["- {that: a, says: b}\n"],
    "credits": ["a.png: {credit: A, licence: B, source: C}\n", "- {file: a, credit: A, licence: B, source: C}\n"],
    "theme": ["meta: {name: T}\ncolor: {palette: {brand: '#1F5F8B'}, primary: brand}\nria: {accent: brand}\n"],
    "glossary": ["Niigata: {ja: 新潟, ru: [ниигат, Ниигата]}\n"],
    "datapackage": [
        "name: p\nresources:\n  - name: cars\n    path: cars.csv\n    schema: {fields: [{name: year, type: year}]}\n"
        "    sources: [customs]\n    ria: {as_of: 2026-06-22, translations: {name: {ja: name_ja}}}\n    x-own: 1\n"
        "sources: [{name: customs, title: Customs}]\nlicenses: [{name: CC-BY-4.0}]\n"
    ],
}
DECODERS: dict[str, Any] = {
    "chart": decode_chart,
    "table": decode_table,
    "map": decode_map,
    "timeline": decode_timeline,
    "kpi": decode_kpi,
    "process": decode_process,
}


def _plain(value: Any) -> Any:
    """Data as JSON has it: dates are text."""
    return json.loads(json.dumps(value, default=lambda date: date.isoformat() if isinstance(date, dt.date) else None))


def _validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json_schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_every_schema_is_a_schema(tmp_path: Path) -> None:
    files = []
    for name in SCHEMAS:
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps(json_schema(name)))
    run = subprocess.run(
        [Path(sys.executable).with_name("check-jsonschema"), "--check-metaschema", *files],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_what_is_good_is_good_for_the_schema(name: str, text: str) -> None:
    report = Report()
    document = load_yaml(SourceText("a.yaml", text), report)
    assert document is not None
    if name in DECODERS:
        assert DECODERS[name](document, "n", "slide", report) is not None
    elif name == "claims":
        assert decode_claims(document, report)
    assert not report.diagnostics
    _validator(name).validate(_plain(document.data))


def _refused_by_form() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(CASES.rglob("*.yaml")):
        if path.stem in BEYOND_FORM:
            continue
        told = path.with_suffix(".txt").read_text(encoding="utf-8")
        if (
            path.parent.name in SCHEMAS
            and any(f"error[{code}]" in told for code in BY_FORM)
            and "this is empty" not in told
        ):
            found.append((path.parent.name, path))
    return found


@pytest.mark.parametrize(("name", "path"), _refused_by_form(), ids=lambda value: getattr(value, "stem", value))
def test_what_is_refused_for_its_form_is_refused_by_the_schema(name: str, path: Path) -> None:
    document = load_yaml(SourceText("a.yaml", path.read_text(encoding="utf-8")), Report())
    assert document is not None
    assert list(_validator(name).iter_errors(_plain(document.data)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_our_own_has_words_for_the_writer(name: str) -> None:
    if name == "datapackage":
        return
    schema = json_schema(name)
    shapes = [schema, *schema.get("$defs", {}).values()]
    missing = [
        (shape.get("title", ""), key)
        for shape in shapes
        for key, part in shape.get("properties", {}).items()
        if "description" not in part
    ]
    assert missing == []
