"""The series of native charts as the guard of finished files reads them: scatters of uneven length, axes of days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from ria_deck.check.outline import compare, outline_of_deck
from ria_deck.check.outline_pptx import read_pptx
from ria_deck.design import load_theme
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.chart_parts import TimeRow
from ria_deck.render.pptx import render_pptx
from tests.render.chart_samples import fares, visitors
from tests.render.laid_out import deck_of, placed


def uneven() -> Chart:
    """A scatter whose second series is a point shorter."""
    base = fares("en")
    first, second = base.plots[0].series
    return replace(base, plots=(replace(base.plots[0], series=(first, replace(second, points=second.points[:3]))),))


def dated() -> Chart:
    base = visitors("en")
    days = tuple(dt.date(year, 1, 1) for year in range(1996, 2026))
    row = TimeRow(days=days, base="years", unit="years", apart=1, code="yyyy")
    labels = tuple(day.isoformat() for day in days)
    return replace(base, annotations=(), categories=replace(base.categories, labels=labels, time=row))


def test_series_are_read_without_their_workbook(tmp_path: Path) -> None:
    theme = load_theme(tmp_path, Report())
    deck = deck_of([placed(chart, Measurer(theme))[0] for chart in (uneven(), dated())], "en", theme)
    found = read_pptx(render_pptx(deck))
    scatter, line = (part.series for part in found.parts if part.series)
    assert [(one.name, one.categories, one.values) for one in scatter] == [
        ("Khabarovsk", ("850.0", "1740.0", "2500.0", "960.0"), (41.0, 52.5, 88.0, 38.2)),
        ("Vladivostok", ("1200.0", "3100.0", "4000.0"), (29.9, 71.3, 120.4)),
    ]
    assert line[0].categories[0] == "1996-01-01"
    assert line[0].categories[-1] == "2025-01-01"
    assert line[0].values[-1] == 194.908
    assert [fault.message for fault in compare(outline_of_deck(deck, "pptx"), found) if "series" in fault.message] == []
