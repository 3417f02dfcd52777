"""Charts laid out once for slide and handout, so that places can be compared, and the deck that holds them."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.chart import Chart, ChartLayout
from ria_deck.model.deck import Deck, Placement, Slide
from ria_deck.model.text import plain
from ria_deck.model.theme import Theme
from ria_deck.resolve.charts.layout import place_chart
from tests.render.handout_decks import TAGS, finished

LANGUAGES = ("en", "ja", "ru")
SIZE = (480.0, 300.0)


def placed(chart: Chart, measurer: Measurer, size: tuple[float, float] = SIZE) -> tuple[Chart, ChartLayout]:
    """The chart with one layout for slide and handout."""
    layout = place_chart(chart, *size, measurer, 12.0, report=Report())
    assert layout is not None
    return replace(chart, slide=layout, handout=layout), layout


def deck_of(charts: list[Chart], language: str, theme: Theme) -> Deck:
    """A deck with a slide for each chart."""
    lang = TAGS[language]
    slides = [
        Slide(
            id=chart.name,
            layout="chart",
            title=plain(chart.name, lang),
            placements=(Placement(slot="figure", block=chart),),
            topic_index=0,
        )
        for chart in charts
    ]
    return replace(finished(language, ["Topic"], slides, "Charts", ()), theme=theme)
