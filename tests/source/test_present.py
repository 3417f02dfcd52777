"""Diagnostics as people, editors and GitHub get them."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.diagnostics import Diagnostic, Report, Severity, Span
from ria_deck.present import in_order, present, summary
from ria_deck.source.code_frame import frame, visible, width
from ria_deck.source.text import SourceText

LINE = '- Exports fell by {{ change(cars.value("unit", year=2008), cars.value("units", year=2009)) }} in a year.'


def _source() -> SourceText:
    return SourceText(
        "content/03-business.md", "\n" * 8 + LINE + "\n\tx: 新潟県の unit\n" + "長い" * 100 + "HERE" + "行" * 100
    )


def _at(source: SourceText, words: str) -> Span:
    start = source.text.index(words)
    return source.span(start, start + len(words))


def _error(span: Span | None, message: str = "m", code: str = "RD203", **words: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=span, **words)


def test_text_is_as_the_contract_shows_it() -> None:
    source = _source()
    start = source.text.index('"unit"') + 1
    found = _error(source.span(start, start + 4), "table `cars` has no column `unit`", label="did you mean `units`?")
    assert present([found], texts={source.path: source}, width=66) == (
        "error[RD203]: table `cars` has no column `unit`\n"
        "  --> content/03-business.md:9:41\n"
        '   9 | - Exports fell by {{ change(cars.value("unit", year=2008),…\n'
        "     |                                         ^^^^ did you mean `units`?\n"
        "\n"
        "1 error\n"
    )


def test_marks_stand_under_tabs_and_wide_characters() -> None:
    source = _source()
    lines = present([_error(_at(source, "県の"))], texts={source.path: source}).splitlines()
    assert lines[2:4] == ["  10 |     x: 新潟県の unit", "     |            ^^^^"]


@given(
    st.text(st.sampled_from("ab \t新ｶ👩e\u0301\u200b"), min_size=1, max_size=300),
    st.integers(0, 300),
    st.integers(0, 20),
    st.integers(30, 120),
)
def test_the_mark_is_under_its_text_however_long_the_line(line: str, start: int, length: int, columns: int) -> None:
    start = min(start, len(line))
    end = min(start + length, len(line))
    span = SourceText("a", line).span(start, end)
    shown = frame(line, span, columns)
    assert width(shown.text) <= columns
    assert shown.marks >= 1
    position, before = 0, ""
    for character in shown.text:
        if position >= shown.indent and (
            position > shown.indent or not unicodedata.category(character).startswith("M")
        ):
            break
        before += character
        position += width(character)
    assert width(before) <= max(shown.indent, 0) + 1
    if end > start and line[start] not in "\t \u200b\u0301" and width(line[start]):
        assert shown.text[len(before.rstrip("\n")) :].lstrip("\u0301\u200b").startswith(line[start])


def test_a_long_line_is_shown_around_its_mark() -> None:
    source = _source()
    lines = present([_error(_at(source, "HERE"))], texts={source.path: source}, width=80).splitlines()
    assert lines[2].startswith("  11 | …")
    assert lines[2].endswith("…")
    assert width(lines[2]) <= 80
    indent = width(lines[2].split("HERE")[0])
    assert lines[3] == "     | " + " " * (indent - 7) + "^^^^"


def test_a_stretch_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = SourceText("a.md", "ab cd\nef\n")
    assert "     |    ^^\n" in present([_error(source.span(3, 8))], texts={"a.md": source})


def test_a_file_can_not_write_to_the_terminal() -> None:
    source = SourceText("a\x1b[2J.md", "x \x1b[31m \u202e \x07 y")
    shown = present([_error(source.span(0, 1), "m\x1b[0m\nerror: false")], texts={source.path: source})
    assert not set(shown) & {"\x1b", "\u202e", "\x07"}
    assert "error: false" not in shown.splitlines()
    assert visible("a\tb\x7f") == "a    b\ufffd"


def test_order_is_by_file_line_column_and_code_and_cells_count_as_people_do() -> None:
    spans = [
        None,
        Span(path="a", line=2, column=9),
        Span(path="a", line=10, column=1),
        Span(path="b.xlsx", place="S!B9"),
        Span(path="b.xlsx", place="S!B10"),
    ]
    expected = [_error(span, code=code) for span in spans for code in ("RD001", "RD002")]
    shuffled = random.Random(1).sample(expected, len(expected))
    assert in_order(shuffled + shuffled) == expected


def test_related_places_and_hints_follow() -> None:
    source = SourceText("a.yaml", "title: A\ntitle: B\n")
    report = Report()
    report.warning("RD011", "twice", source.span(9, 14), related=((source.span(0, 5), "first here"),), hint="keep one")
    assert present(report.diagnostics, texts={"a.yaml": source}) == (
        "warning[RD011]: twice\n"
        "  --> a.yaml:2:1\n   2 | title: B\n     | ^^^^^\n"
        "  ::: a.yaml:1:1\n   1 | title: A\n     | ----- first here\n"
        "     = hint: keep one\n\n"
        "1 warning\n"
    )


def test_lines_are_read_from_the_project(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeffCafe\u0301 x\r\n".encode())
    (tmp_path / "b.csv").write_bytes("新潟".encode("cp932"))
    found = [_error(Span(path="a.md", line=1, column=6)), _error(Span(path="b.csv")), _error(Span(path="../c"))]
    shown = present(found, root=tmp_path)
    assert "   1 | Café x\n     |      ^\n" in shown
    assert shown.count(" | ") == 2


def test_colour_is_for_terminals_and_not_against_the_readers_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    source = _source()
    found = [_error(_at(source, "HERE"), "a [bold]b[/bold] :smile:")]
    plain = present(found, texts={source.path: source})
    colored = present(found, texts={source.path: source}, color=True)
    assert "\x1b[1;31merror[RD203]" in colored
    assert "\x1b" not in plain
    assert "[bold]b[/bold] :smile:" in colored
    monkeypatch.setenv("NO_COLOR", "1")
    assert present(found, texts={source.path: source}, color=True) == plain


def test_github_gets_escaped_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    project = tmp_path / "talks"
    project.mkdir()
    span = Span(path="content/a,b.md", line=2, column=3, end_line=2, end_column=5)
    found = [_error(span, "90% of\nit", label="l", hint="h"), _error(Span(path="d.xlsx", place="S!B2"), "bad")]
    assert present(found, "github", root=project) == (
        "::error file=talks/content/a%2Cb.md,line=2,col=3,endLine=2,endColumn=5,title=RD203::90%25 of%0Ait%0Al%0Ah\n"
        "::error file=talks/d.xlsx,title=RD203::S!B2: bad\n"
    )


def test_json_is_one_object_with_everything_in_it() -> None:
    span = Span(path="a.md", line=2, column=3, end_line=2, end_column=5)
    whole = json.loads(present([_error(span, "新", hint="h")], "json"))
    assert (whole["errors"], whole["warnings"]) == (1, 0)
    assert whole["diagnostics"][0] == {
        "code": "RD203",
        "severity": "error",
        "message": "新",
        "label": "",
        "hint": "h",
        "span": {"path": "a.md", "line": 2, "column": 3, "end_line": 2, "end_column": 5, "place": ""},
        "related": [],
    }
    assert json.loads(present([], "json"))["diagnostics"] == []


def test_sarif_names_rules_and_regions() -> None:
    run = json.loads(present([_error(Span(path="a b.md", line=2, column=3), code="RD011")], "sarif"))["runs"][0]
    assert run["tool"]["driver"]["rules"][0]["id"] == run["results"][0]["ruleId"] == "RD011"
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "a%20b.md"}, "region": {"startLine": 2, "startColumn": 3}}


def test_the_summary_counts() -> None:
    report = Report()
    report.error("RD001", "a")
    report.error("RD001", "b")
    report.warning("RD001", "c")
    assert summary(report.diagnostics) == "2 errors, 1 warning"
    assert summary([]) == present([], "text") == present([], "github") == ""


def test_an_unknown_form_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="write one of text, json"):
        present([], "xml")


def test_a_span_without_columns_marks_its_whole_line_once() -> None:
    span = Span(path="content/locale/ja.po", line=3, end_line=3)
    found = frame("#: content/01.md:3", span, 80)
    assert (found.text, found.indent, found.marks) == ("#: content/01.md:3", 0, 18)


def test_no_text_of_a_project_is_a_command_to_a_runner() -> None:
    line = "##vso[task.setvariable variable=x]y ##[error]z ##teamcity[a] ## [b]"
    found = Diagnostic(
        code="RD105",
        severity=Severity.ERROR,
        message=f"a\n::error::b {line}",
        span=Span(path="content/a.md", line=1, column=1),
        hint=f"::add-mask::x\n{line}",
    )
    text = present([found], texts={"content/a.md": SourceText("content/a.md", f"::stop-commands::x {line}\n")})
    assert not any(printed.lstrip().startswith("::") for printed in text.splitlines())
    assert not any(command in text for command in ("##[", "##vso[", "##teamcity["))
    assert "## [b]" in text, "what is no command is shown as it is"


def test_what_is_said_again_in_a_file_is_told_once_with_its_places() -> None:
    lines = "".join(f"line {n} <br>\n" for n in range(1, 21))
    source = SourceText("content/01.md", lines)

    def at(line: int) -> Diagnostic:
        return _error(Span(path=source.path, line=line, column=9, end_line=line, end_column=13), "HTML", "RD105")

    elsewhere = _error(Span(path="content/02.md", line=7), "HTML", "RD105")
    other = _error(Span(path=source.path, line=2), "HTML", "RD105", label="this one says more")
    shown = present([*map(at, range(1, 20)), elsewhere, other], texts={source.path: source})
    heads = [line for line in shown.splitlines() if line.startswith("error")]
    rest = ", ".join(f"line {n}" for n in range(5, 17))
    assert heads == [f"error[RD105]: HTML (19 places, also {rest} and 3 more)", *["error[RD105]: HTML"] * 2]
    assert [line.strip() for line in shown.splitlines() if ":::" in line] == [
        f"::: content/01.md:{n}:9" for n in (2, 3, 4)
    ]
    assert shown.count("- here too") == 3
    assert shown.endswith("21 errors\n")
    assert len(json.loads(present([at(1), at(2)], "json"))["diagnostics"]) == 2, "editors mark each place"


def test_cells_of_a_sheet_are_named_once_and_one_alone_is_as_it_is() -> None:
    cells = [_error(Span(path="data/t.xlsx", place=f"S!B{row}"), "empty") for row in (2, 3, 10, 11, 12)]
    shown = present(cells, texts={})
    assert shown.startswith("error[RD203]: empty (5 places, also S!B12)\n  --> data/t.xlsx:S!B2\n")
    assert present([_error(None, "no place")], texts={}) == "error[RD203]: no place\n\n1 error\n"
