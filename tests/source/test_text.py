"""Text files: what is read, what is refused, and that every place is told right."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import MAX_BYTES, SourceText, decode_source, read_source, resolve_inside

LINES = st.text(st.sampled_from("ab \t\n新é👩🏽\u0301"), max_size=60)


def _cut(source: SourceText, span: Span) -> str:
    return source.text[source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)]


@given(LINES, st.integers(0, 60), st.integers(0, 60))
def test_a_span_covers_exactly_its_text(text: str, one: int, other: int) -> None:
    source = SourceText("a.md", text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert _cut(source, source.span(start, end)) == text[start:end]
    assert _cut(source, source.slice_span(start, end)) == text[start:end].strip()


@given(LINES)
def test_lines_are_those_between_line_ends(text: str) -> None:
    source = SourceText("a.md", text)
    assert [source.line(number) for number in range(1, source.lines + 1)] == text.split("\n")
    assert source.line(0) == source.line(source.lines + 1) == ""


@given(st.binary(max_size=200))
def test_any_bytes_give_normalised_text_or_a_diagnostic(data: bytes) -> None:
    report = Report()
    source = decode_source("a.md", data, report)
    assert (source is None) == report.failed
    if source is not None:
        assert "\r" not in source.text
        assert unicodedata.is_normalized("NFC", source.text)


def test_a_mark_line_ends_and_accents_are_made_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeffCafe\u0301\r\nか\u3099\rx".encode())
    source = read_source(tmp_path, "a.md", Report())
    assert source == SourceText("a.md", "Caf\u00e9\nが\nx")


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"ab\x00c", 1, 3, "U+0000"),
        (b"a\n\x1b[31m", 2, 1, "U+001B"),
        ("a\n b\u2028".encode(), 2, 3, "U+2028 (LINE SEPARATOR)"),
        ("a\ufffe".encode(), 1, 2, "U+FFFE"),
        ("a\u0085".encode(), 1, 2, "U+0085"),
        ("ab\ufeff".encode(), 1, 3, "U+FEFF"),
    ],
)
def test_characters_that_no_output_can_carry_are_refused_in_their_place(
    data: bytes, line: int, column: int, words: str
) -> None:
    report = Report()
    assert decode_source("a.md", data, report) is None
    [found] = report.diagnostics
    assert (found.code, found.span and (found.span.line, found.span.column)) == ("RD005", (line, column))
    assert words in found.message


@pytest.mark.parametrize(
    ("text", "encoding", "hint"),
    [
        ("新潟県の報告", "cp932", "Japanese"),
        ("Россия и Япония", "cp1251", "Cyrillic"),
        ("Café", "latin-1", "UTF-8"),
        ("report", "utf-16", "UTF-16"),
    ],
)
def test_another_encoding_is_told_with_a_guess(text: str, encoding: str, hint: str) -> None:
    report = Report()
    assert decode_source("a.md", ("# \n" + text).encode(encoding), report) is None
    assert report.diagnostics[0].code == "RD004"
    assert hint in report.diagnostics[0].hint


def test_a_file_of_bytes_does_not_flood_the_report() -> None:
    report = Report()
    decode_source("a.md", b"\x00" * 10_000, report)
    assert len(report.diagnostics) == 21


def test_what_is_no_readable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(b"x" * (MAX_BYTES + 1))
    report = Report()
    for name in ("missing.md", "folder", "pipe", "big"):
        assert read_source(tmp_path, name, report) is None
    assert [found.code for found in report.diagnostics] == ["RD001", "RD003", "RD003", "RD006"]


def test_nothing_is_read_from_outside_of_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret").write_text("x")
    (project / "link").symlink_to(tmp_path / "secret")
    (project / "up").symlink_to(tmp_path)
    (project / "loop").symlink_to(project / "loop")
    report = Report()
    for name in ("../secret", "link", "up/secret", str(tmp_path / "secret"), "C:\\secret", "..\\secret", "a\x00b"):
        assert read_source(project, name, report) is None
    assert [found.code for found in report.diagnostics] == ["RD002"] * 7
    assert read_source(project, "loop", report) is None
    assert report.diagnostics[-1].code in ("RD001", "RD003")


def test_a_link_inside_of_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").symlink_to("a")
    assert resolve_inside(tmp_path, "b", Report()) == (tmp_path / "a").resolve()


def test_an_isolate_that_its_paragraph_does_not_end_is_an_error() -> None:
    report = Report()
    text = "a \u2067b\u2069 \u2068c\nd\u2069\n\ne \u2066f\n\ng\u2069\n"
    assert decode_source("a.md", text.encode(), report) is None
    (found,) = report.diagnostics
    assert (found.code, found.span and (found.span.line, found.span.column)) == ("RD005", (4, 3))
    assert "U+2066" in found.message
    assert decode_source("a.md", text.replace("e \u2066", "e ").encode(), report) is not None
