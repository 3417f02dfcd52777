"""The YAML of {chart}, {table}, {map} and {claims} blocks as specs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.content.blocks.block_reader import format_problem
from ria_deck.content.blocks.decode import decode_chart, decode_claims, decode_kpi, decode_map, decode_table
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.message import FieldCondition
from ria_deck.content.specs.slides import ChartSpec, Expression, MapSpec, Message, TableSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.model.chart import Mark
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml

BARS = "data: cars\nmark: bar\nencoding: {x: {field: year}, y: {field: units}}\nalt: Cars by year.\n"


def _document(text: str) -> YamlDocument:
    document = load_yaml(SourceText("a.md", text), Report())
    assert document is not None
    return document


def _chart(text: str) -> ChartSpec:
    report = Report()
    spec = decode_chart(_document(text), "c1", "slide", report)
    assert not report.diagnostics
    assert spec is not None
    return spec


def _table(text: str) -> TableSpec:
    report = Report()
    spec = decode_table(_document(text), "t1", "slide", report)
    assert not report.diagnostics
    assert spec is not None
    return spec


def _map(text: str) -> MapSpec:
    report = Report()
    spec = decode_map(_document("points: {data: c, lat: a, lon: b, label: n}\nalt: M.\n" + text), "m1", "s", report)
    assert not report.diagnostics
    assert spec is not None
    return spec


def _cut(text: str, span: Span) -> str:
    source = SourceText("a.md", text)
    return text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]


def _words(message: Message | None) -> tuple[str, str]:
    assert message is not None
    return message.context, message.text


def test_the_chart_of_the_contract_is_read() -> None:
    text = """\
data: cars
mark: bar
encoding:
  x: {field: year, type: ordinal}
  y: {field: units, title: Used cars, format: "#,##0"}
alt: Bars of used cars exported from Japan to Russia by year; 2009 is a tenth of 2008.
annotations: [{x: 2009, text: Tariff raised}]
"""
    spec = _chart(text)
    [layer] = spec.layers
    assert (spec.name, layer.mark, layer.data) == ("c1", Mark.BAR, "cars")
    assert {name: (channel.field, channel.type) for name, channel in layer.encoding.items()} == {
        "x": ("year", "ordinal"),
        "y": ("units", ""),
    }
    assert layer.encoding["y"].format == "#,##0"
    assert _words(layer.encoding["y"].title) == ("slide/axis.y", "Used cars")
    assert _words(spec.alt) == (
        "slide/chart.alt",
        "Bars of used cars exported from Japan to Russia by year; 2009 is a tenth of 2008.",
    )
    assert [(one.x, one.y, one.kind, one.text.text) for one in spec.annotations] == [(2009, None, "", "Tariff raised")]
    assert _cut(text, layer.data_span) == "cars"
    assert _cut(text, layer.encoding["y"].span) == "units"
    assert _cut(text, spec.annotations[0].text.span) == "Tariff raised"


def test_layers_inherit_the_charts_channels_property_by_property() -> None:
    spec = _chart("""\
data: {name: cars}
encoding:
  x: {field: year, type: ordinal, sort: [2009, 2010]}
  y: {format: "#,##0", scale: {domain: [0, 600]}}
transform: [{filter: "year > 2004"}]
labels: true
layer:
  - mark: {type: bar, color: sea}
    encoding: {y: {field: units, axis: {title: Cars}}}
  - mark: line
    data: air
    transform: [{filter: {field: route, equal: Vladivostok}}]
    encoding: {y: {field: n, title: null, format: percent, scale: {zero: false}}, color: {value: toki}}
    name: Passengers
    labels: last
    breaks: 2010
    pattern: "kind == 'estimate'"
resolve: {scale: {y: independent}}
alt: A.
""")
    bars, line = spec.layers
    assert spec.independent_y
    assert (bars.data, line.data) == ("cars", "air")
    assert bars.encoding["x"] == line.encoding["x"]
    assert bars.encoding["x"].sort_values == ("2009", "2010")
    assert (bars.encoding["y"].field, bars.encoding["y"].format, bars.encoding["y"].domain) == (
        "units",
        "#,##0",
        (0, 600),
    )
    assert (line.encoding["y"].format, line.encoding["y"].domain, line.encoding["y"].zero) == (
        "percent",
        (0, 600),
        False,
    )
    assert _words(bars.encoding["y"].title) == ("slide/axis.y", "Cars")
    assert line.encoding["y"].title is not None
    assert (line.encoding["y"].title.text, line.encoding["y"].title.literal) == ("", True)
    assert (bars.color, line.color, bars.labels, line.labels) == ("sea", "toki", "all", "last")
    assert [one.text for one in bars.filters if isinstance(one, Expression)] == ["year > 2004"]
    assert line.filters[1] == {"field": "route", "equal": "Vladivostok"}
    assert _words(line.name) == ("slide/series", "Passengers")
    assert line.breaks == (2010,)
    assert line.pattern is not None
    assert "color" not in line.encoding


@pytest.mark.parametrize(
    ("written", "sort", "values", "field"),
    [
        ("ascending", "ascending", (), ""),
        ("-y", "-y", (), ""),
        ("null", "", (), ""),
        ("[b, a, 3, true]", "", ("b", "a", "3", "true"), ""),
        ("{field: n, order: descending}", "descending", (), "n"),
        ("{field: n}", "ascending", (), "n"),
        ("{encoding: y, order: descending}", "-y", (), ""),
        ("{encoding: x}", "x", (), ""),
    ],
)
def test_sorting_has_one_spelling_in_the_spec(written: str, sort: str, values: tuple[str, ...], field: str) -> None:
    channel = _chart(BARS.replace("field: year", f"field: year, sort: {written}")).layers[0].encoding["x"]
    assert (channel.sort, channel.sort_values, channel.sort_field) == (sort, values, field)


@pytest.mark.parametrize(
    ("written", "stack"),
    [
        ("zero", "zero"),
        ("true", "zero"),
        ("normalize", "normalize"),
        ("null", "none"),
        ("false", "none"),
        ("none", "none"),
    ],
)
def test_stacking_has_one_spelling_in_the_spec(written: str, stack: str) -> None:
    assert (
        _chart(BARS.replace("field: units", f"field: units, stack: {written}")).layers[0].encoding["y"].stack == stack
    )


def test_short_and_other_spellings_mean_the_same() -> None:
    assert _chart(BARS.replace("{field: year}", "year")).layers[0].encoding["x"].field == "year"
    spec = _chart(BARS.replace("bar", "{type: bar}").replace("field: units", "field: units, aggregate: average"))
    assert spec.layers[0].encoding["y"].aggregate == "mean"
    lying = BARS.replace("alt:", "# horizontal\nalt:").replace("{field: units}}", "{field: units}, yOffset: port}")
    assert _chart(lying).layers[0].encoding["xOffset"].field == "port"
    assert (
        _chart(BARS + "labels: none\n").layers[0].labels == _chart(BARS + "labels: false\n").layers[0].labels == "none"
    )


@pytest.mark.parametrize(
    ("written", "predicate"),
    [
        ("{field: a, equal: x}", {"field": "a", "equal": "x"}),
        ("{field: a, lt: 2}", {"field": "a", "lt": 2}),
        ("{field: a, gte: 2026-01-01}", {"field": "a", "gte": dt.date(2026, 1, 1)}),
        ("{field: a, range: [1, null]}", {"field": "a", "range": (1, None)}),
        ("{field: a, oneOf: [1, x]}", {"field": "a", "oneOf": (1, "x")}),
        ("{field: a, valid: false}", {"field": "a", "valid": False}),
        ("{field: a, equal: false}", {"field": "a", "equal": False}),
        ("{not: {field: a, equal: 1}}", {"not": {"field": "a", "equal": 1}}),
        ("{or: [{field: a, equal: 1}, {and: [{field: b, gt: 2}]}]}",
         {"or": ({"field": "a", "equal": 1}, {"and": ({"field": "b", "gt": 2},)})}),
    ],
)  # fmt: skip
def test_predicates_are_plain_and_keep_their_types(written: str, predicate: dict[str, Any]) -> None:
    [found] = _chart(BARS + f"transform: [{{filter: {written}}}]\n").layers[0].filters
    assert found == predicate


def test_every_text_of_a_chart_has_its_context() -> None:
    spec = _chart(
        BARS + "title: T\ncaption: C\nnote: N\nsource: S\ngap_text: no data\nevery: [2005, 2010]\nname: Cars\n"
    )
    texts = [spec.title, spec.caption, spec.note, spec.source, spec.gap_text, spec.layers[0].name]
    assert [_words(text) for text in texts] == [
        ("slide/chart.title", "T"),
        ("slide/caption", "C"),
        ("slide/note", "N"),
        ("slide/source", "S"),
        ("slide/gap", "no data"),
        ("slide/series", "Cars"),
    ]
    assert spec.every == (2005, 2010)


def test_a_ring_takes_theta_and_color() -> None:
    spec = _chart("data: d\nmark: arc\nencoding: {theta: n, color: {field: k, scale: {range: [sea, toki]}}}\nalt: A.\n")
    assert spec.layers[0].encoding["color"].range == ("sea", "toki")


def test_a_table_takes_columns_groups_and_orders() -> None:
    text = """\
data: relations
columns: [side, {field: from, title: "from", align: right, width: 2, format: "0"}, {field: note, title: null}]
group_by: {field: kind, head: true}
sort: [kind, -from, {field: side, order: descending}]
where: {and: [{field: from, range: [1960, 2000]}, {not: {field: side, oneOf: [Kamo, 2026-11-01]}}, "note == ''"]}
total: true
limit: 7
title: Sister relations
alt: A table.
"""
    spec = _table(text)
    assert [(column.field, column.align, column.width, column.format) for column in spec.columns] == [
        ("side", "", None, ""),
        ("from", "end", 2.0, "0"),
        ("note", "", None, ""),
    ]
    assert spec.columns[0].title is None
    assert _words(spec.columns[1].title) == ("slide/column.from", "from")
    assert spec.columns[2].title is not None
    assert spec.columns[2].title.text == ""
    assert (spec.group_by, spec.group_head, spec.total, spec.limit) == ("kind", True, True, 7)
    assert spec.sort == (("kind", False), ("from", True), ("side", True))
    assert spec.where is not None
    assert isinstance(spec.where, FieldCondition)
    first, second, third = spec.where.predicate["and"]
    assert first == {"field": "from", "range": (1960, 2000)}
    assert second == {"not": {"field": "side", "oneOf": ("Kamo", dt.date(2026, 11, 1))}}
    assert third.text == "note == ''"
    assert _words(spec.caption) == ("slide/caption", "Sister relations")
    assert _cut(text, spec.columns[0].span) == "side"
    assert _cut(text, spec.data_span) == "relations"


@pytest.mark.parametrize(
    ("written", "sort"),
    [("year", (("year", False),)), ("-year", (("year", True),)), ("{field: n}", (("n", False),)), ("[]", ())],
)
def test_a_tables_order_may_be_written_shortly(written: str, sort: tuple[tuple[str, bool], ...]) -> None:
    assert _table(f"data: t\nsort: {written}\n").sort == sort


def test_a_map_takes_points_links_and_an_extent_either_way() -> None:
    spec = _map('links: {data: l, from: a, to: b, where: "year < 2000"}\nextent: [100, 30, 150.5, 60]\n')
    assert spec.links is not None
    assert (spec.links.start, spec.links.end) == ("a", "b")
    assert spec.links.where is not None
    assert spec.extent == (100.0, 30.0, 150.5, 60.0)
    assert _map("extent: {west: 170, south: 50, east: 190, north: 60}\n").extent == (170.0, 50.0, 190.0, 60.0)
    assert _words(_map("title: T\n").caption) == ("s/caption", "T")
    assert _words(_map("").alt) == ("s/map.alt", "M.")


def test_claims_have_the_places_of_their_texts() -> None:
    text = """\
- {that: 'air.value("n", year=2010) < air.value("n", year=2008)', says: 'shrank the passenger flow'}
- that: a > 1
  says: >-
    two
    lines
"""
    report = Report()
    first, second = decode_claims(_document(text), report)
    assert not report.diagnostics
    assert _cut(text, first.span) == first.that == 'air.value("n", year=2010) < air.value("n", year=2008)'
    assert _cut(text, first.says_span) == first.says == "shrank the passenger flow"
    assert (second.that, second.says) == ("a > 1", "two lines")


def test_claims_of_a_front_matter_stand_under_a_key() -> None:
    document = _document("title: T\nclaims: [{that: a, says: b}]\n")
    assert decode_claims(document, Report(), at=("claims",)) == (
        ClaimDraft(
            that="a",
            says="b",
            span=Span(path="a.md", line=2, column=17, end_line=2, end_column=18),
            says_span=Span(path="a.md", line=2, column=26, end_line=2, end_column=27),
        ),
    )
    assert decode_claims(document, Report(), at=("nothing",)) == ()


@pytest.mark.parametrize(
    "form",
    ["#,##0", "0", "0.0", "0.0%", "0%", "#,##0.00;-#,##0.00", "0.00E+00", '#,##0" t"', "€#,##0", "¤#,##0.00", "yyyy",
     "yyyy-MM-dd", "MMM yyyy", "yyyy年M月", "percent", "percent(0)", "compact", "currency('JPY')", "#,##0 'тыс.'"],
)  # fmt: skip
def test_formats_of_excel_and_cldr_are_taken(form: str) -> None:
    assert format_problem(form) == ""


@pytest.mark.parametrize(
    "form",
    ["", ",.0f", ".1%", ".0%", ",d", "~s", "$,.2f", "%Y", "%b %d", "0<b>", "0&", "d", "тыс", "0 тыс", "{0}", "0" * 70,
     "General", "[Red]0", "@", "=1+1"],
)  # fmt: skip
def test_other_formats_are_refused_with_words(form: str) -> None:
    assert format_problem(form)


_KEYS = st.sampled_from(
    ["data", "mark", "encoding", "x", "y", "color", "field", "layer", "alt", "sort", "axis", "scale", "filter",
     "transform", "points", "links", "extent", "columns", "where", "and", "not", "that", "says", "annotations",
     "text", "type", "name"]
)  # fmt: skip
_ANY = st.recursive(
    st.sampled_from(["bar", "a", "", " ", "-a", "{{ x }}", "independent"])
    | st.integers(-3, 3)
    | st.booleans()
    | st.none(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(_KEYS, below, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(_KEYS, _ANY, max_size=8) | _ANY)
def test_any_yaml_gives_a_spec_or_diagnostics_with_places(value: object) -> None:
    import json

    text = json.dumps(value)
    for decoder in (decode_chart, decode_table, decode_map):
        report = Report()
        spec = decoder(_document(text), "b", "slide", report)
        assert (spec is None) == report.failed
        assert all(found.span is not None and found.message for found in report.diagnostics)
    report = Report()
    decode_claims(_document(text), report)
    assert all(found.span is not None for found in report.diagnostics)


SPARK = "- value: '{{ 1 }}'\n  label: Loans\n  spark: {data: t, x: year, y: n, mark: %s%s}\n"


@pytest.mark.parametrize(("mark", "mark_of", "zero"), [("line", Mark.LINE, False), ("bar", Mark.BAR, None)])
def test_a_spark_is_a_chart_of_one_layer(mark: str, mark_of: Mark, zero: bool | None) -> None:
    """A line's shape counts, so that its axis needn't begin at zero; bars always do."""
    report = Report()
    spec = decode_kpi(_document(SPARK % (mark, ", where: year > 2020, alt: Loans by year")), "k1", "slide", report)
    assert spec is not None
    assert not report.diagnostics
    spark = spec.figures[0].spark
    assert spark is not None
    (layer,) = spark.layers
    assert (layer.mark, layer.data, set(layer.encoding), layer.labels) == (mark_of, "t", {"x", "y"}, "none")
    assert layer.encoding["y"].zero is zero
    assert [one.text for one in layer.filters if isinstance(one, Expression)] == ["year > 2020"]
    assert spark.alt.text == "Loans by year"


def test_a_spark_without_words_has_none() -> None:
    spec = decode_kpi(_document(SPARK % ("line", "")), "k1", "slide", Report())
    assert spec is not None
    assert spec.figures[0].spark is not None
    assert (spec.figures[0].spark.alt.text, spec.figures[0].spark.alt.literal) == ("", True)
