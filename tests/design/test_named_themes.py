"""Every theme that ships: colours that all eyes tell apart and can read, in the deck and in print."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from ria_deck.design.shipped import NAMED
from ria_deck.design.theme import load_theme
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Theme
from tests.design.colour_sight import SIGHTS, apart

LEAST_APART, LEAST_MARK, LEAST_TEXT = 11.0, 2.9, 4.5


def named(name: str, root: Path) -> Theme:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/theme.yaml").write_text(f"extends: {name}\n" if name else "meta: {name: Own}\n")
    report = Report()
    theme = load_theme(root, report)
    assert not report.diagnostics
    return theme


@pytest.mark.parametrize("name", ["", *NAMED])
def test_series_are_told_apart_by_all_eyes_and_seen_on_their_ground(name: str, tmp_path: Path) -> None:
    theme = named(name, tmp_path)
    for colors in filter(None, (theme.colors, theme.printed)):
        series = [colors[role] for role in theme.series]
        near = {
            (one, two, sight): round(apart(one, two, sight), 1)
            for one, two in combinations(series, 2)
            for sight in SIGHTS
            if apart(one, two, sight) < LEAST_APART
        }
        assert near == {}
        assert all(contrast(color, colors["paper"]) >= LEAST_MARK for color in series)


@pytest.mark.parametrize("name", ["", *NAMED])
def test_words_can_be_read_on_their_grounds(name: str, tmp_path: Path) -> None:
    theme = named(name, tmp_path)
    colors = theme.colors
    for layout in theme.layouts.values():
        for slot in layout.slots:
            assert contrast(colors[slot.style.color], colors[layout.ground]) >= LEAST_TEXT, (layout.name, slot.name)
    for role in ("water", "land", "mist"):
        assert contrast(colors["ink"], colors[role]) >= LEAST_TEXT
    for role in ("ink", "grey", "accent"):
        assert contrast((theme.printed or colors)[role], (theme.printed or colors)["paper"]) >= LEAST_TEXT
    assert contrast(colors["coast"], colors["water"]) > 1.5


def test_themes_differ_and_the_dark_one_is_printed_on_white(tmp_path: Path) -> None:
    grounds = {name: named(name, tmp_path).colors["paper"] for name in NAMED}
    assert len(set(grounds.values())) == 3  # `mono` and `paper` are on white
    night = named("night", tmp_path)
    assert contrast(night.colors["paper"], "FFFFFF") > 15
    assert night.printed["paper"] == "FFFFFF"
