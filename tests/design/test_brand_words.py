"""brand.yml's words colour what the built-in theme's own colours are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Theme


def theme(root: Path, text: str) -> Theme:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/theme.yaml").write_text(text, "utf-8")
    report = Report()
    found = load_theme(root, report)
    assert not report.failed, report.diagnostics
    return found


@pytest.mark.parametrize(
    ("word", "roles"),
    [("primary", ("sea", "series-1")), ("secondary", ("toki", "accent", "series-2"))],
)
def test_a_brand_colour_is_used_where_the_built_in_one_was(tmp_path: Path, word: str, roles: tuple[str, ...]) -> None:
    colors = theme(tmp_path, f'color: {{{word}: "#5B2A86"}}').colors
    assert {colors[role] for role in roles} == {"5B2A86"}
    assert "5B2A86" not in {colors[role] for role in ("ink", "paper", "grey")}
    through = theme(tmp_path, f'color: {{palette: {{own: "#5B2A86"}}, {word}: own}}').colors
    assert {through[role] for role in roles} == {"5B2A86"}


def test_a_name_that_the_palette_gives_too_keeps_its_own_colour(tmp_path: Path) -> None:
    colors = theme(tmp_path, 'color: {palette: {sea: "#0B5A55"}, primary: "#5B2A86"}').colors
    assert (colors["sea"], colors["primary"], colors["series-1"]) == ("0B5A55", "5B2A86", "0B5A55")


def test_series_and_accent_of_the_project_stay(tmp_path: Path) -> None:
    colors = theme(tmp_path, 'color: {primary: "#5B2A86"}\nria: {series: [reed, night], accent: night}').colors
    assert (colors["series-1"], colors["accent"]) == (colors["reed"], colors["night"])


def test_two_brand_words_may_change_places(tmp_path: Path) -> None:
    plain = theme(tmp_path, "meta: {name: a}").colors
    colors = theme(tmp_path, "color: {primary: toki, secondary: sea}").colors
    assert (colors["series-1"], colors["series-2"]) == (plain["toki"], plain["sea"])


def test_the_names_that_an_earlier_starter_wrote_are_still_colours(tmp_path: Path) -> None:
    written = (
        'color: {palette: {brand: "#1F5F8B", signal: "#C4451D"}, primary: brand, secondary: signal}\n'
        "ria: {accent: signal, series: [brand, signal, ochre, moss, plum]}"
    )
    colors = theme(tmp_path, written).colors
    assert [colors[f"series-{number}"] for number in (3, 4, 5)] == ["8F6F22", "3F7A57", "7A5C8E"]
