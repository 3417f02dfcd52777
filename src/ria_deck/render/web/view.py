"""A deck as the plain values that the template of HTML slides prints."""

from __future__ import annotations

import re

from markupsafe import Markup

from ria_deck.model.deck import Deck, Slide
from ria_deck.model.kpi import charts_of
from ria_deck.render.html.figure_view import Drawing, View
from ria_deck.render.html.inline import block_html, with_origins
from ria_deck.render.slides_pdf.view import slide_view, slides_view
from ria_deck.render.web.origins import Origins

WORDS = ("web_previous", "web_next", "web_overview", "web_search", "web_speaker", "web_full_screen", "web_origin")
"""The words of the page itself, keys of the deck's words."""


def web_view(deck: Deck, drawing: Drawing, origins: Origins) -> View:
    """Everything that the template may print: the slides as printed ones have it, with notes, origins and words."""
    with with_origins(origins.mark):
        view = slides_view(deck, drawing)
        for slide, shown in zip(deck.slides, view["slides"], strict=True):
            _complete(slide, shown, deck, origins)
    return {**view, "words": {name.removeprefix("web_"): deck.words[name] for name in (*WORDS, "web_close")}}


def web_slide(slide: Slide, number: int, deck: Deck, drawing: Drawing, origins: Origins) -> View:
    """One slide as the page has it: with notes, and figures as parts of the page."""
    with with_origins(origins.mark):
        shown = slide_view(slide, number, deck, drawing)
    _complete(slide, shown, deck, origins)
    return shown


def _complete(slide: Slide, shown: View, deck: Deck, origins: Origins) -> None:
    """What a slide of a page in a browser has beside its boxes."""
    shown["notes"] = block_html(slide.notes, deck.lang)
    shown["out"] = slide.hidden
    charts = {chart.name: chart for placed in slide.placements for chart in charts_of(placed.block)}
    for box in shown["boxes"]:
        if box["kind"] in ("figure", "spark") and box["svg"]:
            chart = charts.get(box["name"])
            box["origin"] = origins.chart(chart) if chart is not None else None
            box["drawing"] = Markup(own_ids(box["svg"], slide.id))  # made by the program's own drawers


def own_ids(svg: str, slide: str) -> str:
    """The drawing with ids of its own on a page that holds many, out of sight of screen readers: its text is there."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", slide)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}--", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
