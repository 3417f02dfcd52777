"""YAML: values, limits, and places that are right wherever the YAML stands in a file."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import Loc, YamlDocument, load_yaml

WORDS = (
    st.text(st.sampled_from("abc xyz:#-{}[]'\"新潟😀é,&*!?|>%@`\\"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
VALUES = st.recursive(
    WORDS | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(WORDS, below, max_size=4),
    max_leaves=12,
)


def _load(text: str) -> YamlDocument:
    report = Report()
    document = load_yaml(SourceText("a.yaml", text), report)
    assert document is not None, report.diagnostics
    return document


def _cut(source: SourceText, span: Span) -> str:
    return source.text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]


def _scalars(value: Any, loc: Loc = ()) -> list[tuple[Loc, Any]]:
    if isinstance(value, dict):
        return [found for key, below in value.items() for found in _scalars(below, (*loc, key))]
    if isinstance(value, list):
        return [found for index, below in enumerate(value) for found in _scalars(below, (*loc, index))]
    return [(loc, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("0123", "0123"),
        ("-007", "-007"),
        ("1_000", "1_000"),
        ("0", 0),
        ("-12", -12),
        ("+3", 3),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("0x1F", 31),
        ("0o17", 15),
        ("017", "017"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("2026-11-01", dt.date(2026, 11, 1)),
        ("2026-02-30", "2026-02-30"),
        ("2026-11-01T10:00", "2026-11-01T10:00"),
        ("'2026-11-01'", "2026-11-01"),
        ('"12"', "12"),
        ('"e\\u0301"', "é"),
        ("=", "="),
    ],
)
def test_scalars_are_yaml_1_2_core_and_dates(text: str, value: object) -> None:
    data = _load(f"a: {text}\n").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_keys_are_always_text() -> None:
    assert _load("2020: a\nyes: b\nnull: c\n1.0: d\n").data == {"2020": "a", "yes": "b", "null": "c", "1.0": "d"}


@given(VALUES)
def test_what_json_writes_is_read_back_with_every_place(value: object) -> None:
    source = SourceText("a.yaml", json.dumps(value, ensure_ascii=False, indent=1))
    document = load_yaml(source, Report())
    assert document is not None
    for loc, scalar in _scalars(value):
        if isinstance(scalar, (str, int, bool, float)):
            assert json.loads(_cut(source, document.span(loc))) == scalar
        if isinstance(scalar, str) and "\\" not in scalar and '"' not in scalar:
            assert _cut(source, document.text_span(loc)) == scalar
        if loc and isinstance(loc[-1], str):
            assert json.loads(_cut(source, document.span(loc, key=True))) == loc[-1]


@given(
    st.dictionaries(st.sampled_from(["data", "mark", "alt", "note"]), WORDS, min_size=1),
    st.sampled_from(["", "  ", "    ", "> ", "> > ", "  > ", ">   "]),
    st.sampled_from(["", "# 題\n\n- point\n\n", "x\n"]),
    st.booleans(),
)
def test_places_are_right_in_an_indented_or_quoted_fence(
    entries: dict[str, str], margin: str, before: str, at_the_text: bool
) -> None:
    block = "".join(f"{margin}{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())
    source = SourceText("a.md", f"{before}{margin}```{{chart}}\n{block}{margin}```\nafter: it\n")
    start = source.text.index("{chart}\n") + len("{chart}\n")
    start_given = start + (len(margin) if at_the_text else 0)
    document = load_yaml(source, Report(), start=start_given, end=start + len(block))
    assert document is not None
    assert document.data == entries
    for key, value in entries.items():
        assert _cut(source, document.span((key,), key=True)) == key
        assert json.loads(_cut(source, document.span((key,)))) == value


def test_a_block_text_is_placed_below_its_head() -> None:
    document = _load("a: |\n  first\n  second\nb: >-\n  folded\n  text\n")
    assert document.data == {"a": "first\nsecond\n", "b": "folded text"}
    assert str(document.text_span(("a",))) == "a.yaml:2:3"
    assert str(document.text_span(("b",))) == "a.yaml:5:3"


def test_a_place_that_is_not_written_is_the_nearest_that_is() -> None:
    document = _load("a:\nb:\n  c: 1\n")
    assert str(document.span(("a",))) == "a.yaml:1:1"
    assert str(document.span(("b", "x", 3))) == "a.yaml:3:3"
    assert str(document.span(("b", "c"), key=True)) == "a.yaml:3:3"
    assert not document.has(("b", "x"))
    with pytest.raises(KeyError):
        document.part(("b", "x"))


def test_an_alias_has_its_own_place_and_its_values_the_anchors() -> None:
    document = _load("a: &x {k: v}\nb: *x\n")
    assert document.data == {"a": {"k": "v"}, "b": {"k": "v"}}
    assert str(document.span(("b",))) == "a.yaml:2:4"
    assert str(document.span(("b", "k"))) == "a.yaml:1:11"
    assert str(document.span(("a",))) == "a.yaml:1:7"


def test_an_overlay_keeps_the_places_of_both() -> None:
    document = _load("t: A\np: {x: 1, y: 2}\nover: {t: B, p: {y: 3}}\n").overlaid(("over",), without=("over",))
    assert document.data == {"t": "B", "p": {"x": 1, "y": 3}}
    assert str(document.span(("t",))) == "a.yaml:3:11"
    assert str(document.span(("p", "x"))) == "a.yaml:2:8"
    assert str(document.span(("p", "y"))) == "a.yaml:3:21"


def test_empty_yaml_is_nothing() -> None:
    assert _load("").data is None
    assert _load("# only words\n").data is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "a: " + "{b: " * 3_000,
        "- " * 5_000,
        "a: &a [1]\n" + "".join(f"b{n}: *a\n" for n in range(300)),
        "x: " + "9" * 5_000,
        "x: 1e999",
        "a: " + "x" * 4_100_000,
        "? [" * 2_000,
        "!!binary aGk=",
        "!<tag:yaml.org,2002:python/name:os.system> x",
        "%YAML 9.9\n---\na",
        'a: "\\uD800"',
        "&" + "a" * 100_000 + " b",
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_hostile_yaml_is_refused_with_a_place(text: str) -> None:
    report = Report()
    document = load_yaml(SourceText("a.yaml", text), report)
    assert (document is None) == report.failed
    assert all(found.code.startswith("RD0") and found.span for found in report.diagnostics)


@given(st.text(st.sampled_from("ab:-#&*!|>{}[],'\"% \n\t?@`~<=.0\\"), max_size=40))
def test_any_text_is_read_or_refused_with_a_place_inside_of_it(text: str) -> None:
    report = Report()
    source = SourceText("a.yaml", text)
    document = load_yaml(source, report)
    assert (document is None) == report.failed
    for found in report.diagnostics:
        assert found.span is not None
        assert 1 <= found.span.line <= source.lines
        assert 1 <= found.span.column <= len(source.line(found.span.line)) + 1
        assert found.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{path: https://example.org/a}", {"path": "https://example.org/a"}),
        (
            "[{name: a, path: https://example.org}, {time: 12:30}]",
            [{"name": "a", "path": "https://example.org"}, {"time": "12:30"}],
        ),
        ("{says: why?, that: a.b(c='d') > 3}", {"says": "why?", "that": "a.b(c='d') > 3"}),
    ],
)
def test_colons_and_question_marks_need_no_quotes_in_brackets(text: str, value: Any) -> None:
    """As in YAML 1.2; places are right all the same."""
    document = _load(text)
    assert document.data == value
    source = SourceText("a.yaml", text)
    for loc, found in _scalars(value):
        assert _cut(source, document.span(loc)) == str(found)


def test_a_mistake_after_an_address_in_brackets_is_told_where_it_is() -> None:
    report = Report()
    text = "a: {path: https://example.org/a}\nb: [1, 2\nc: 3\n"
    assert load_yaml(SourceText("a.yaml", text), report) is None
    (found,) = report.diagnostics
    assert found.message == "this `[` is never closed"
    assert (found.span.line, found.span.column) == (2, 4)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ('title: "{{ "x" }}"\n', 12, r"write `\"`, or put the whole text in single quotes"),
        ("title: 'it's here'\n", 11, "write it twice (`''`), or put the whole text in double quotes"),
        ('a: {x: "y"z}\n', 10, "single quotes"),
        ('- "a" "b"\n', 5, "single quotes"),
    ],
)
def test_a_quotation_mark_that_ends_a_text_too_early_is_told_as_one(text: str, column: int, hint: str) -> None:
    report = Report()
    assert load_yaml(SourceText("a.yaml", text), report) is None
    (found,) = report.diagnostics
    assert found.message == "this quotation mark ends the text, but more text follows it"
    assert found.span is not None
    assert found.span.column == column
    assert hint in found.hint
