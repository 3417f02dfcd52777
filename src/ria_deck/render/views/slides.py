"""What the pages of slides get: those that are printed, and those for a browser. Lengths are in points."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from ria_deck.render.views.items import Crop, Html, KpiLineView, RowView


class LevelView(TypedDict):
    """The type of nested items of a list."""

    level: int
    """How deep they are: 1 or 2."""
    size: float
    """The size of the type."""
    leading: float
    """The distance of the lines."""
    after: float
    """The room after a paragraph."""


class FrameView(TypedDict):
    """Where a part of a slide stands, and its type."""

    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    size: float
    """The size of the type."""
    leading: float
    """The distance of the lines."""
    bold: bool
    """Whether the type is bold."""
    color: str
    """The colour's role: `ink`, for `var(--ink)`."""
    strong: str
    """The colour's role of words in bold."""
    bullet: str
    """The colour's role of bullets."""
    align: str
    """`left`, `center` or `right`."""
    anchor: str
    """Where the text stands in its height: `flex-start`, `center` or `flex-end`."""
    after: float
    """The room after a paragraph."""
    levels: list[LevelView]
    """The type of nested items."""
    hidden: bool
    """Whether it is there for readers of the structure only."""


class TitleBox(FrameView):
    """The slide's title."""

    kind: Literal["title"]
    """`title`."""
    html: Html
    """The title."""
    level: int
    """The level of the heading: 1 on the first slide, 2 on others."""


class TextBox(FrameView):
    """A text."""

    kind: Literal["text"]
    """`text`."""
    html: Html
    """Its paragraphs and lists."""


class FurnitureBox(FrameView):
    """The footer, or the number of the slide."""

    kind: Literal["furniture"]
    """`furniture`."""
    text: str
    """The words."""


class CodeBox(FrameView):
    """A listing."""

    kind: Literal["code"]
    """`code`."""
    language: str
    """The language that it is written in."""
    html: Html
    """Its lines, coloured."""


class FigureBox(FrameView):
    """A chart, a map, a timeline or a picture."""

    kind: Literal["figure"]
    """`figure`."""
    name: str
    """Its name in the topic; empty for a picture."""
    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    svg: str
    """Its drawing as SVG; empty for a picture."""
    alt: str
    """What it shows, for readers who can't see it."""
    crop: Crop | None
    """The part of a picture that is shown; none for a drawing."""
    drawing: Html | None
    """In a browser: the drawing as a part of the page."""
    origin: int | None
    """In a browser: the number of its entry among the origins of values."""


class TableBox(FrameView):
    """A table."""

    kind: Literal["table"]
    """`table`."""
    name: str
    """Its name in the topic."""
    head: list[RowView]
    """The rows of its head."""
    body: list[RowView]
    """Its other rows."""
    share: float
    """Its width in percent of the box's."""
    widths: list[float]
    """The widths of its columns in percent of the table's."""
    padding: float
    """The room within a cell."""


class KpiBox(TypedDict):
    """The words of a key figure."""

    kind: Literal["kpi"]
    """`kpi`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    lines: list[KpiLineView]
    """The number, and what stands under it."""


class SparkBox(TypedDict):
    """The small chart under a key figure."""

    kind: Literal["spark"]
    """`spark`."""
    name: str
    """Its name."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    svg: str
    """Its drawing as SVG."""
    alt: str
    """What it shows, for readers who can't see it."""
    drawing: Html | None
    """In a browser: the drawing as a part of the page."""
    origin: int | None
    """In a browser: the number of its entry among the origins of values."""


SlideBox: TypeAlias = TitleBox | TextBox | FurnitureBox | CodeBox | FigureBox | TableBox | KpiBox | SparkBox


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
