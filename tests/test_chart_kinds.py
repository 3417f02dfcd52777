"""A project of charts of every kind and combination: what the deck draws, what is printed, and what the appendix lists."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Deck
from ria_deck.pipeline import Options, build
from ria_deck.render.svg.charts_and_maps import chart_svg
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

CHARTS = Path(__file__).parent / "projects/charts"
NS = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every deliverable is read back: a difference would be told."""
    output = tmp_path_factory.mktemp("charts")
    assert not build(CHARTS, Options(output=output, jobs=1, strict=True)).diagnostics
    return output


@pytest.fixture(name="deck", scope="module")
def _deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    report = Report()
    cache = tmp_path_factory.mktemp("cache")
    made = assembled(
        SharedInputs(CHARTS, load_content(CHARTS, report)),
        Variant(root=CHARTS, cache=cache, edition="", language="en", outputs=()),
        report,
    )
    assert made is not None
    return made[0]


def charts(deck: Deck) -> dict[str, Chart]:
    return {slide.id: block for slide in deck.slides for p in slide.placements if isinstance(block := p.block, Chart)}


def test_bars_are_drawn_in_places_of_their_own(deck: Deck) -> None:
    """No bar of a chart covers another's, in print as on the slide."""
    drawn = 0
    for name, chart in charts(deck).items():
        for layout in (chart.slide, chart.handout):
            assert layout is not None
            svg = etree.fromstring(chart_svg(chart, layout, deck.theme).encode())
            paths = [path.get("d") for path in svg.iter("{*}path") if "-bar-" in (path.get("id") or "")]
            boxes = [_box([float(number) for number in re.findall(r"-?[0-9.]+", path)]) for path in paths]
            for one, other in combinations(boxes, 2):
                width = min(one[2], other[2]) - max(one[0], other[0])
                height = min(one[3], other[3]) - max(one[1], other[1])
                assert width < 0.1 or height < 0.1, name
            drawn += len(boxes)
    assert drawn > 400


def _box(numbers: list[float]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a path of straight lines."""
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def test_the_bars_of_a_native_chart_are_one_plot(built: Path) -> None:
    """Programs differ in what they make of two plots of bars over the same axes."""
    for slide in Presentation(str(built / "charts.en.pptx")).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert len(shape.chart._chartSpace.findall(".//c:barChart", NS)) <= 1


def test_the_series_of_a_scatter_are_of_one_length(built: Path) -> None:
    """LibreOffice draws the longest only."""
    (slide,) = [
        slide
        for slide in Presentation(str(built / "charts.en.pptx")).slides
        if slide.shapes.title is not None and slide.shapes.title.text_frame.text == "Scatter groups"
    ]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    counts = {count.get("val") for count in chart._chartSpace.iterfind(".//c:ser/*/c:numRef/c:numCache/c:ptCount", NS)}
    assert counts == {"17"}
    points = [len(series.findall("c:yVal/c:numRef/c:numCache/c:pt", NS)) for series in chart._chartSpace.iter("{*}ser")]
    assert sorted(points) == [9, 14, 17]
    references = [f.text for f in chart._chartSpace.iterfind(".//c:xVal/c:numRef/c:f", NS)]
    assert references == ["Sheet1!$A$2:$A$18", "Sheet1!$C$2:$C$18", "Sheet1!$E$2:$E$18"]


def test_points_over_categories_are_listed_by_them(deck: Deck) -> None:
    chart = charts(deck)["points"]
    (table,) = [table for table in deck.data_tables if table.number == chart.number]
    assert table.head == ("year", "North", "South", "East", "West")
    assert table.rows[0][0] == "2018"
    assert len(table.rows) == 8
