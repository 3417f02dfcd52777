"""A deck as the plain values that the template of HTML slides prints."""

from __future__ import annotations

import re

from markupsafe import Markup

from ria_deck.model.deck import Deck, Slide
from ria_deck.model.kpi import charts_of
from ria_deck.render.html.figure_view import Drawing
from ria_deck.render.html.inline import block_html, with_origins
from ria_deck.render.slides_pdf.view import slide_view, slides_head
from ria_deck.render.views.slides import WebSlideView, WebView, WebWords
from ria_deck.render.web.origins import Origins


def web_view(deck: Deck, drawing: Drawing, origins: Origins) -> WebView:
    """Everything that the template may print: the slides as printed ones have it, with notes, origins and words."""
    slides = [web_slide(slide, number, deck, drawing, origins) for number, slide in enumerate(deck.slides, start=1)]
    words: WebWords = {
        "previous": deck.words["web_previous"],
        "next": deck.words["web_next"],
        "overview": deck.words["web_overview"],
        "search": deck.words["web_search"],
        "speaker": deck.words["web_speaker"],
        "full_screen": deck.words["web_full_screen"],
        "origin": deck.words["web_origin"],
        "close": deck.words["web_close"],
    }
    return {**slides_head(deck), "slides": slides, "words": words}


def web_slide(slide: Slide, number: int, deck: Deck, drawing: Drawing, origins: Origins) -> WebSlideView:
    """One slide as the page has it: with notes, and figures as parts of the page."""
    with with_origins(origins.mark):
        shown = slide_view(slide, number, deck, drawing)
        notes = block_html(slide.notes, deck.lang)
    charts = {str(getattr(placed.block, "name", "")): charts_of(placed.block) for placed in slide.placements}
    charts |= {chart.name: (chart,) for every in list(charts.values()) for chart in every}
    for box in shown["boxes"]:
        if (box["kind"] == "figure" or box["kind"] == "spark") and box["svg"]:
            box["origin"] = origins.charts(box["name"], charts.get(box["name"], ()))
            box["drawing"] = Markup(own_ids(box["svg"], slide.id))  # made by the program's own drawers
    return {**shown, "notes": notes, "out": slide.hidden}


def own_ids(svg: str, slide: str) -> str:
    """The drawing with ids of its own on a page that holds many, out of sight of screen readers: its text is there."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", slide)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}--", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
