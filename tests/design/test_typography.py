"""What a theme says of all text changes the built-in layouts; what it says in vain is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design import load_theme
from ria_deck.diagnostics import Report, Severity
from ria_deck.model.theme import Theme


def themed(root: Path, text: str) -> tuple[Theme, list[tuple[str, str]]]:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/theme.yaml").write_text(text, "utf-8")
    report = Report()
    theme = load_theme(root, report)
    return theme, [(found.code, found.message) for found in report.diagnostics]


def sizes(theme: Theme, layout: str) -> dict[str, float]:
    return {slot.name: slot.style.size for slot in theme.layouts[layout].slots}


def test_sizes_of_all_text_and_of_titles_are_those_of_the_built_in_layouts_in_proportion(tmp_path: Path) -> None:
    plain, _ = themed(tmp_path, "")
    theme, told = themed(tmp_path, "typography: {base: {size: 25pt}, headings: {size: 24pt}}\n")
    assert told == []
    before, after = sizes(plain, "chart-right"), sizes(theme, "chart-right")
    assert (before["body"], before["title"]) == (20, 32)
    assert (after["body"], after["title"]) == (25, 24)
    assert sizes(theme, "bullets")["body"] == 27.5
    assert (after["source"], after["number"]) == (before["source"], before["number"])


def test_a_slots_own_size_is_taken_at_its_word(tmp_path: Path) -> None:
    own = "ria: {layouts: {bullets: {slots: {body: {style: {size: 18}}}}}}\n"
    theme, told = themed(tmp_path, "typography: {base: {size: 40pt}}\n" + own)
    assert told == []
    assert sizes(theme, "bullets")["body"] == 18


@pytest.mark.parametrize("size", ["huge", "0pt", "2000", "-3pt"])
def test_a_size_that_is_none_is_told(tmp_path: Path, size: str) -> None:
    assert [code for code, _ in themed(tmp_path, f"typography: {{base: {{size: {size}}}}}\n")[1]] == ["RD510"]


def test_what_nothing_reads_is_told(tmp_path: Path) -> None:
    """As notes, which no --strict fails for: other tools may read the same file."""
    text = "typography: {base: {weight: 300, family: Arimo}, link: {color: primary, size: 9}}\n"
    assert themed(tmp_path, text)[1] == [
        ("RD521", "`typography.base.weight` has no effect"),
        ("RD521", "`typography.link.size` has no effect"),
    ]
    report = Report()
    load_theme(tmp_path, report)
    assert {found.severity for found in report.diagnostics} == {Severity.NOTE}
    assert not report.warned
