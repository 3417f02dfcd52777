"""A project's colours go in, what is told about them comes out: once, at the line that says the colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report


def told(root: Path, theme: str) -> list[tuple[str, int, int, str]]:
    (root / "templates").mkdir()
    (root / "templates/theme.yaml").write_text(theme, "utf-8")
    report = Report()
    load_theme(root, report)
    return [
        (found.code, found.span.line, found.span.column, found.message) for found in report.diagnostics if found.span
    ]


def test_a_faint_accent_is_told_once_not_for_each_layout(tmp_path: Path) -> None:
    [(code, line, column, words)] = told(
        tmp_path, 'color:\n  palette: {sun: "#D9822B"}\n  primary: foreground\nria:\n  accent: sun\n'
    )
    assert (code, line, column) == ("RD516", 5, 11)
    assert "`accent` (#D9822B)" in words


def test_a_dark_ground_is_told_with_the_layouts_it_makes_unreadable(tmp_path: Path) -> None:
    found = told(tmp_path, 'color:\n  primary: sea\n  palette: {sea: "#C8D8E8"}\n')
    assert {(code, line) for code, line, *_ in found} == {("RD516", 3)}
    [section] = [words for *_, words in found if "`section`" in words]
    assert section.startswith("`paper` on `sea` has a contrast of 1.")


def test_a_strong_colour_under_the_name_of_the_grids_is_told(tmp_path: Path) -> None:
    [(code, line, _, words)] = told(tmp_path, 'color:\n  palette:\n    mist: "#5C8A8C"\n')
    assert (code, line) == ("RD516", 3)
    assert "grid lines" in words


@pytest.mark.parametrize("use", ["series: [brand, toki]", "accent: brand"])
def test_a_colour_that_is_none_is_told_where_it_is_written_only(tmp_path: Path, use: str) -> None:
    [(code, line, *_)] = told(tmp_path, f'color:\n  palette: {{brand: "#1F5F8"}}\nria:\n  {use}\n')
    assert (code, line) == ("RD515", 2)
