"""What `allow:` accepts: a code, everywhere or at a file, a line, a slide; never an error; unused entries are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.accepting import accept
from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content
from ria_deck.diagnostics import Report, Severity, Span

TOPIC = "# T\n\n## One {#one}\n\na\n\n## Two {#two}\n\nb\n"


@pytest.fixture(name="content_with")
def _content_with(tmp_path: Path) -> object:
    def content_with(allow: str) -> Content:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/01.md").write_text(TOPIC, "utf-8")
        (tmp_path / "content/report.yaml").write_text(
            "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\noutputs: [pptx]\n"
            f"allow:\n{allow}",
            "utf-8",
        )
        report = Report()
        found = load_content(tmp_path, report)
        assert not report.diagnostics, report.diagnostics
        return found

    return content_with


def told(*places: tuple[str, int], code: str = "RD630", message: str = "too long") -> Report:
    report = Report()
    for path, line in places:
        report.warning(code, message, Span(path=path, line=line, end_line=line))
    return report


FILE = "content/01.md"


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("", []),
        ("one", [1, 7, 8]),
        ("two", [1, 3, 6]),
        (FILE, []),
        (f"{FILE}:6", [1, 3, 7, 8]),
        ("content/02.md", [1, 3, 6, 7, 8]),
    ],
)
def test_an_entry_accepts_its_code_where_it_says(content_with, at: str, left: list[int]) -> None:  # type: ignore[no-untyped-def]
    content = content_with(f'- {{code: RD630, at: "{at}", because: so}}\n' if at else "- {code: RD630, because: so}\n")
    report = told(*((FILE, line) for line in (1, 3, 6, 7, 8)))
    accepted = accept(content, report)
    assert [one.span.line for one in report.diagnostics if one.code == "RD630" and one.span] == left
    assert {why for _, why in accepted} <= {"so"}
    assert len(accepted) == 5 - len(left)
    assert [one.code for one in report.diagnostics if one.code != "RD630"] == (["RD036"] if len(left) == 5 else [])


def test_a_slide_may_be_named_by_the_message_alone(content_with) -> None:  # type: ignore[no-untyped-def]
    report = told(("data/t.csv", 2), message="slide `two` is full")
    assert len(accept(content_with("- {code: RD630, at: two, because: so}\n"), report)) == 1
    assert report.diagnostics == []


def test_errors_and_other_codes_stay(content_with) -> None:  # type: ignore[no-untyped-def]
    content = content_with("- {code: RD630, because: so}\n")
    report = told((FILE, 3), code="RD631")
    report.error("RD630", "broken", Span(path=FILE, line=3, end_line=3))
    assert accept(content, report) == ()
    assert [(one.code, one.severity) for one in report.diagnostics] == [
        ("RD631", Severity.WARNING),
        ("RD630", Severity.ERROR),
    ]  # where a build has failed, not all warnings were found: nothing is said of unused entries


def test_unused_entries_are_told_unless_only_a_part_was_made(content_with) -> None:  # type: ignore[no-untyped-def]
    content = content_with("- {code: RD630, at: one, because: so}\n- {code: RD631, because: so}\n")
    report = Report()
    accept(content, report)
    assert [(one.code, one.message) for one in report.diagnostics] == [
        ("RD036", "no warning RD630 at `one` to accept"),
        ("RD036", "no warning RD631 to accept"),
    ]
    limited = Report()
    accept(content, limited, (), ("en",))
    assert limited.diagnostics == []
