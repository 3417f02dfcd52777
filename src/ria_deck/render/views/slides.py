"""What the pages of slides get: those that are printed, and those for a browser. Lengths are in points."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from ria_deck.render.views.boxes import SlideBox
from ria_deck.render.views.items import Html


class SlideLogo(TypedDict):
    """The logo on the title slide."""

    image: str
    """An address that holds it, for `background-image`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""


class SlideView(TypedDict):
    """A slide: its boxes with what is in them."""

    id: str
    """Its id in the topic."""
    anchor: str
    """What links to it lead to, after `#slide-`."""
    number: int
    """Its number, from 1."""
    title_text: str
    """The title as plain text."""
    ground: str
    """The ground's role: `paper`, for `var(--paper)`."""
    colors: dict[str, str]
    """Roles that are other colours on this ground, `RRGGBB`; empty but in a user's template."""
    art: str
    """The drawing behind it as an address that holds it; may be empty."""
    logo: SlideLogo | None
    """The logo, on the title slide."""
    hairline: bool
    """Whether a line stands over the footer."""
    boxes: list[SlideBox]
    """Its parts in the order of reading."""


class WebSlideView(SlideView):
    """A slide for a browser."""

    notes: Html
    """The speaker's notes."""
    out: bool
    """Whether the slide is hidden in the talk."""


class SlidesHead(TypedDict):
    """What both pages of slides get."""

    version: int
    """The version of what pages get: it grows when a key goes or changes its meaning, never when one is added."""
    css: NotRequired[Html]
    """The style sheet: the theme's colours and faces, the built-in rules, and the project's own sheet."""
    lang: str
    """The language tag for `<html lang>`: `en-US`."""
    direction: str
    """`ltr` or `rtl`."""
    title_text: str
    """The report's title as plain text."""
    author_names: list[str]
    """The authors' names, for the document's properties."""
    date: str
    """The date as `2026-11-01`, for the document's properties."""
    width: float
    """A slide's width."""
    height: float
    """A slide's height."""
    hairline: float
    """Where the line over the footer is, from the top."""


class SlidesView(SlidesHead):
    """slides.html.j2: the slides, printed."""

    slides: list[SlideView]
    """The slides in their order."""


class WebWords(TypedDict):
    """The words of the page's own buttons, in the language."""

    previous: str
    """To the slide before."""
    next: str
    """To the next slide."""
    overview: str
    """All slides."""
    search: str
    """Search."""
    speaker: str
    """The speaker's view."""
    full_screen: str
    """Full screen."""
    origin: str
    """Where a value comes from."""
    close: str
    """Close."""


class WebView(SlidesHead):
    """web.html.j2: the slides for a browser."""

    slides: list[WebSlideView]
    """The slides in their order."""
    words: WebWords
    """The words of the page's own buttons."""
