"""Decoding: the values that come out, and that a mistake is told once, where it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import pytest

from ria_deck.diagnostics import Report
from ria_deck.source.decode import Shape, decode, json_schema_of, key
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml


class Part(Shape):
    """A part."""

    foreign: ClassVar[Mapping[str, str]] = {"width": "write `size`"}

    name: str
    """What it is called. Further words."""
    size: float = key(1, gt=0)
    start: str = key("", alias="from")


class Whole(Shape):
    """All of it."""

    parts: tuple[str | Part, ...] = ()
    day: dt.date | None = None
    level: Literal["low", "high"] | bool = "low"
    named: Mapping[str, Part] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A dataclass with another in it."""

    count: int
    below: tuple[Plain, ...] = ()
    part: Part | None = None


def _document(text: str) -> YamlDocument:
    document = load_yaml(SourceText("a.yaml", text), Report())
    assert document is not None
    return document


def _told(kind: type, text: str) -> list[tuple[str, str, str]]:
    report = Report()
    assert decode(kind, _document(text), report) is None
    return [(found.code, str(found.span).removeprefix("a.yaml:"), found.message) for found in report.diagnostics]


def test_what_is_right_comes_out_typed() -> None:
    report = Report()
    whole = decode(Whole, _document("parts: [a, {name: b, from: c, size: 2}]\nday: 2026-11-01\nlevel: true\n"), report)
    assert whole == Whole(
        parts=("a", Part.model_validate({"name": "b", "from": "c", "size": 2.0})), day=dt.date(2026, 11, 1), level=True
    )
    assert not report.diagnostics


def test_dataclasses_are_decoded_and_closed_too() -> None:
    assert decode(Plain, _document("count: 1\nbelow: [{count: 2}]\n"), Report()) == Plain(
        count=1, below=(Plain(count=2),)
    )
    assert _told(Plain, "count: 1\nbelow: [{count: x, cuont: 2}]\npart: {}\n") == [
        ("RD022", "2:17", "expected a whole number for `count`, found the text `x`"),
        ("RD020", "2:20", "unknown key `cuont`"),
        ("RD021", "3:1", "the key `name` is missing in `part`"),
    ]


def test_nothing_is_coerced() -> None:
    assert _told(Plain, 'count: "1"\n') == [("RD022", "1:8", "expected a whole number for `count`, found the text `1`")]
    assert _told(Plain, "count: true\n") == [("RD022", "1:8", "expected a whole number for `count`, found `true`")]
    assert _told(Plain, "count: 1.0\n") == [
        ("RD022", "1:8", "expected a whole number for `count`, found the number 1.0")
    ]
    assert _told(Part, "name: 2026-11-01\n") == [
        ("RD022", "1:7", "expected text for `name`, found the date 2026-11-01")
    ]


def test_a_misspelt_needed_key_is_one_mistake() -> None:
    assert _told(Part, "nmae: a\n") == [("RD020", "1:1", "unknown key `nmae`")]
    assert _told(Part, "width: 3\n") == [
        ("RD021", "1:1", "the key `name` is missing"),
        ("RD020", "1:1", "`width` isn't supported here"),
    ]


def test_of_a_union_the_branch_that_was_meant_is_told() -> None:
    assert _told(Whole, "parts: [{nmae: a}]\n") == [("RD020", "1:10", "unknown key `nmae`")]
    assert _told(Whole, "parts: [3]\n") == [
        ("RD022", "1:9", "expected text or keys with values for item 1 of `parts`, found the number 3")
    ]
    assert _told(Whole, "level: hihg\n") == [("RD023", "1:8", "`level` can't be `hihg`")]


def test_a_part_of_a_document_is_decoded_with_its_own_places() -> None:
    report = Report()
    assert decode(Part, _document("a:\n  b: {name: 1}\n"), report, at=("a", "b")) is None
    assert [(str(found.span), found.message) for found in report.diagnostics] == [
        ("a.yaml:2:13", "expected text for `name`, found the number 1")
    ]


def test_an_empty_document_says_what_it_needs() -> None:
    report = Report()
    assert decode(Part, _document(""), report) is None
    assert [(found.code, found.hint) for found in report.diagnostics] == [("RD021", "`name` is required")]


def test_a_missing_key_is_told_with_its_help() -> None:
    report = Report()
    decode(Part, _document("size: 1\n"), report)
    assert report.diagnostics[0].hint == "what it is called"


def test_what_was_given_is_known() -> None:
    part = decode(Part, _document("name: a\nsize: 1\n"), Report())
    assert part is not None
    assert part.gives("size")
    assert not part.gives("start")


@pytest.mark.parametrize("kind", [Part, Whole, Plain])
def test_every_kind_has_a_schema_that_is_closed(kind: type) -> None:
    schema = json_schema_of(kind)
    whole = schema["$defs"][kind.__name__] if "$ref" in schema else schema
    assert whole["additionalProperties"] is False
