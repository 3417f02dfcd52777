"""Links to slides (`[text](#slide-id)`), checked against the slides that the deck has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from ria_deck.model.deck import Slide
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.resolve.context import Context
from ria_deck.source.nearest import did_you_mean


def check_slide_links(slides: Sequence[Slide], context: Context) -> None:
    """Report links to slides that this edition and language hasn't."""
    known = [slide.id for slide in slides if not slide.front]  # the handout has no part for its cover and contents
    for slide in slides:
        for href in dict.fromkeys(_links(slide)):
            wanted = unquote(href[1:])
            if wanted not in known:
                context.report.error(
                    "RD167",
                    f"slide `{slide.id}` links to a slide `{wanted}` that the deck doesn't have",
                    slide.span,
                    label=did_you_mean(wanted, known),
                    hint="a slide's id is in its heading: `## Title {#id}`; one with `when=` needs the link under it too",
                )


def _links(slide: Slide) -> Iterator[str]:
    """The links to slides in a slide's texts; those of its topic's title are in the list of contents, too."""
    paragraphs = paragraphs_in(replace(slide, topic=None))
    return (run.href for paragraph in paragraphs for run in paragraph.runs if run.href.startswith("#"))
