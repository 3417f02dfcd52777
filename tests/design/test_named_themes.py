"""Every theme that ships: colours that all eyes tell apart and can read, in the deck and in print."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from ria_deck.design.shipped import NAMED
from ria_deck.design.theme import load_theme
from ria_deck.design.units import contrast
from ria_deck.diagnostics import Report
from ria_deck.model.decoration import drawing_of
from ria_deck.model.theme import Layout, Theme
from tests.design.colour_sight import SIGHTS, apart

LEAST_APART, LEAST_MARK, LEAST_TEXT, LEAST_LARGE = 11.0, 2.9, 4.5, 3.0
LARGE = 24  # pt


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


def grounds(layout: Layout, theme: Theme) -> list[str]:
    """The colours that may stand behind a layout's words: its ground, and what it draws over all of it."""
    found = [theme.colors[layout.ground]]
    for shape in drawing_of(layout, theme):
        if shape.box.height == theme.height and shape.share < 1:
            found += [mixed(ground, theme.colors[shape.role], shape.share) for ground in found]
    return found


def mixed(ground: str, color: str, share: float) -> str:
    pairs = ((int(ground[n : n + 2], 16), int(color[n : n + 2], 16)) for n in (0, 2, 4))
    return "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


@pytest.mark.parametrize("name", ["", *NAMED])
def test_words_can_be_read_on_what_their_layout_draws(name: str, tmp_path: Path) -> None:
    theme = named(name, tmp_path)
    drawn = {name: layout for name, layout in theme.layouts.items() if layout.decoration}
    assert {"title", "section", "statement", "closing"} <= drawn.keys()
    for layout in drawn.values():
        for slot in layout.slots:
            least = LEAST_LARGE if slot.style.size >= LARGE else LEAST_TEXT
            for role in filter(None, (slot.style.color, slot.style.strong_color)):
                for ground in grounds(layout, theme):
                    ratio = contrast(theme.colors[role], ground)
                    assert ratio >= least, (layout.name, slot.name, role, ground, round(ratio, 2))


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
