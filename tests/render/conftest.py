"""Decks that several files of tests read: each is built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.design import load_theme
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.theme import Theme
from ria_deck.pipeline import Options, build
from ria_deck.render.pptx import render_pptx
from tests.render.chart_samples import gallery
from tests.render.laid_out import LANGUAGES, deck_of, placed

PROJECTS = Path(__file__).parents[1] / "projects"


@pytest.fixture(scope="session", name="theme")
def _theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load_theme(Path(tmp_path_factory.mktemp("none")), Report())


@pytest.fixture(scope="session", name="measurer")
def _measurer(theme: Theme) -> Measurer:
    return Measurer(theme)


@pytest.fixture(scope="session", name="decks")
def _decks(theme: Theme, measurer: Measurer) -> dict[str, tuple[list[Chart], bytes]]:
    """For each language: the gallery, laid out, and the deck that holds it."""
    made = {}
    for language in LANGUAGES:
        charts = [placed(chart, measurer)[0] for chart in gallery(language)]
        made[language] = (charts, render_pptx(deck_of(charts, language, theme)))
    return made


@pytest.fixture(scope="session", name="marks_deck")
def _marks_deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A chart of every mark."""
    return _built("marks", tmp_path_factory.mktemp("marks"))


@pytest.fixture(scope="session", name="charts_deck")
def _charts_deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Charts in every combination of layers, stacks and axes."""
    return _built("charts", tmp_path_factory.mktemp("charts"))


def _built(name: str, output: Path) -> bytes:
    assert not build(PROJECTS / name, Options(output=output, jobs=1, outputs=("pptx",))).diagnostics
    return (output / f"{name}.en.pptx").read_bytes()
