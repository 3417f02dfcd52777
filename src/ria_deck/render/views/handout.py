"""What the handout's page gets."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from ria_deck.render.views.items import Html, Item


class AuthorView(TypedDict):
    """An author on the cover."""

    name: str
    """The name."""
    affiliation: str
    """The office or school, with the country."""


class LogoView(TypedDict):
    """The logo, as large as it is on the cover."""

    image: str
    """An address that holds it, for `background-image`."""
    width: float
    """Its width in points."""
    height: float
    """Its height in points."""


class NoteView(TypedDict):
    """A footnote."""

    number: int
    """Its number."""
    html: Html
    """What it says."""


class SectionView(TypedDict):
    """A slide in the handout."""

    id: str
    """What links to it lead to, after `#slide-`."""
    layout: str
    """The slide's layout; a class in handout.css."""
    kind: str
    """The kind of its layout: `content`, `quote`, `comparison` …"""
    title: Html | None
    """The title; none where the slide hides it, or the chapter has said it."""
    title_plain: Html
    """The title without calls of footnotes."""
    title_text: str
    """The title as plain text, for bookmarks and links."""
    hidden: bool
    """Whether the slide is hidden in the talk."""
    subtitle: list[Html]
    """The lines under the title, like whom a quotation is from."""
    items: list[Item]
    """What the slide shows. Ask with `section['items']`."""
    handout: list[Item]
    """The prose that is written for the handout alone."""
    sources: list[Html]
    """The source lines that stand under no figure."""
    notes: list[NoteView]
    """The footnotes."""


class ChapterView(TypedDict):
    """A topic, or slides without one."""

    id: str
    """What links to it lead to, after `#`."""
    number: int
    """Its number, from 1."""
    title: Html | None
    """The title; none for slides without a topic."""
    title_plain: Html | None
    """The title without calls of footnotes."""
    title_text: str
    """The title as plain text, for bookmarks and links."""
    sections: list[SectionView]
    """Its slides."""


class DataTableView(TypedDict):
    """The numbers of a figure, in the end matter."""

    name: str
    """The figure's name."""
    label: str
    """`Figure 3.`"""
    caption: Html | None
    """The figure's caption."""
    number: int
    """The figure's number."""
    head: list[str]
    """The titles of its columns."""
    rows: list[list[str]]
    """Its rows; with several strips, those that stand side by side in one."""
    share: float
    """Its width in percent of the text's."""
    widths: list[float]
    """The widths of its columns in percent of the table's."""
    strips: int
    """How many parts of the table stand side by side."""
    whole: bool
    """Whether it stays on one page."""
    texts: bool
    """Whether it holds more text than numbers."""


class SourceView(TypedDict):
    """A source of the data, in the end matter."""

    id: str
    """Its name in datapackage.yaml."""
    title: str
    """Its title."""
    lang: str
    """The language of the title; empty where it is the page's."""
    path: str
    """Its address."""
    linked: bool
    """Whether the address can be followed."""
    licence: str
    """Its licence."""
    as_of: str
    """`Data as of 1 May 2026`; empty where that isn't known."""
    tables: str
    """The tables that are from it, in a sentence."""
    rows: str
    """Rows that have sources of their own, in a sentence."""


class CreditView(TypedDict):
    """A picture's credit, in the end matter."""

    title: str
    """The picture's title."""
    credit: str
    """Who made it."""
    licence: str
    """Its licence."""
    source: str
    """Where it is from."""
    linked: bool
    """Whether that is an address that can be followed."""


class HandoutView(TypedDict):
    """handout.html.j2: the printed handout."""

    version: int
    """The version of what pages get: it grows when a key goes or changes its meaning, never when one is added."""
    css: NotRequired[Html]
    """The style sheet: the theme's colours, faces and measures, the built-in rules, and the project's handout.css."""
    lang: str
    """The language tag for `<html lang>`: `en-US`."""
    language: str
    """The language's code in report.yaml: `en`."""
    direction: str
    """`ltr` or `rtl`."""
    words: dict[str, str]
    """The program's own words in the language: `words.contents`, `words.sources` …"""
    title: Html
    """The report's title, its lines broken as the cover has them."""
    title_size: float
    """The size of the title on the cover, in points."""
    title_width: float
    """The width of the title on the cover, in points."""
    title_text: str
    """The title as plain text."""
    running_title: str
    """The short title for the heads of pages."""
    subtitle: Html | None
    """The subtitle."""
    authors: list[AuthorView]
    """The authors."""
    author_names: list[str]
    """Their names, for the document's properties."""
    event: str
    """The occasion."""
    venue: str
    """The place."""
    date: str
    """The date as `2026-11-01`, for the document's properties."""
    date_text: str
    """The date as readers write it."""
    cover_art: str
    """The drawing behind the cover as an address that holds it; may be empty."""
    logo: LogoView | None
    """The logo, where the theme has one."""
    chapters: list[ChapterView]
    """The topics with their slides."""
    numbered: bool
    """Whether chapters are numbered: not where a title has a number in it."""
    data_tables: list[DataTableView]
    """The numbers of the figures."""
    sources: list[SourceView]
    """The sources."""
    credits: list[CreditView]
    """The credits of the pictures that are printed."""
    not_included: list[CreditView]
    """The credits of the others."""
    colophon: list[str]
    """Lines about how the handout was made."""
