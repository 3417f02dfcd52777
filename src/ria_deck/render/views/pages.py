"""The pages that a project can have a template of its own for: what each gets, and the blocks that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.render.views.handout import ChapterView, CreditView, DataTableView, HandoutView, SectionView, SourceView
from ria_deck.render.views.items import Exhibit, FigureItem, Item, KpiItem, KpiLineView, ProcessItem, TableItem
from ria_deck.render.views.slides import SlidesView, SlideView, WebSlideView, WebView


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """A block of a page: what it prints, and the names it has beside the page's own, with their types."""

    prints: str
    names: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTemplate:
    """A page: its file in templates/, what it gets, its blocks by name. `macros` are the types of the arguments of its
    macros, by the macros' names."""

    file: str
    view: type
    blocks: Mapping[str, PageBlock]
    macros: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


PAGES: Mapping[str, PageTemplate] = {
    "handout": PageTemplate(
        file="handout.html.j2",
        view=HandoutView,
        blocks={
            "head": PageBlock(prints="nothing; for `<meta>` or `<style>` of your own"),
            "running_heads": PageBlock(
                prints='attributes that say what stands over the text: `data-left="{title} · {kind}" data-right="{chapter}"`'
            ),
            "cover": PageBlock(prints="the inside of the cover"),
            "contents": PageBlock(prints="the contents"),
            "chapter": PageBlock(prints="a topic with its slides", names={"chapter": ChapterView}),
            "slide": PageBlock(
                prints="a slide with its title, what it shows, its prose, sources and footnotes",
                names={"chapter": ChapterView, "section": SectionView, "level": int},
            ),
            "figure": PageBlock(prints="a chart, a map, a timeline or a picture", names={"item": FigureItem}),
            "table": PageBlock(prints="a table", names={"item": TableItem}),
            "kpi": PageBlock(prints="key figures", names={"item": KpiItem}),
            "process": PageBlock(prints="the steps of a process", names={"item": ProcessItem}),
            "slide_sources": PageBlock(
                prints="the source lines of a slide that belong to no figure",
                names={"chapter": ChapterView, "section": SectionView, "level": int},
            ),
            "footnotes": PageBlock(
                prints="the footnotes of a slide", names={"chapter": ChapterView, "section": SectionView, "level": int}
            ),
            "sources": PageBlock(prints="the sources"),
            "credits": PageBlock(prints="the credits of pictures"),
            "data_tables": PageBlock(prints="the numbers of the figures"),
            "colophon": PageBlock(prints="how the handout was made"),
        },
        macros={
            "figure": {"item": FigureItem},
            "table": {"item": TableItem},
            "kpi": {"item": KpiItem},
            "process": {"item": ProcessItem},
        },
    ),
    "slides": PageTemplate(
        file="slides.html.j2",
        view=SlidesView,
        blocks={
            "head": PageBlock(prints="nothing; for `<meta>` or `<style>` of your own"),
            "slide": PageBlock(prints="a slide with its boxes", names={"slide": SlideView}),
        },
    ),
    "html": PageTemplate(
        file="web.html.j2",
        view=WebView,
        blocks={
            "head": PageBlock(prints="nothing; for `<meta>` or `<style>` of your own"),
            "slide": PageBlock(prints="a slide with its boxes and notes", names={"slide": WebSlideView}),
            "bar": PageBlock(prints="the buttons under the slides"),
        },
    ),
}

PARTS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "handout_parts.html.j2": {
        "items": {"list": list[Item]},
        "figure": {"item": FigureItem},
        "exhibit": {"item": Exhibit},
        "sources": {"item": Exhibit},
        "table": {"item": TableItem},
        "kpi": {"item": KpiItem},
        "process": {"item": ProcessItem},
        "lines": {"list": list[KpiLineView]},
        "data_table": {"data": DataTableView},
        "address": {"entry": SourceView | CreditView},
        "credit": {"credit": CreditView},
        "columns": {"widths": list[float]},
    },
    "slide_boxes.html.j2": {
        "boxes": {"slide": SlideView | WebSlideView, "inline": bool},
        "section": {"slide": WebSlideView, "total": int},
    },
}
"""The macros of the files that the built-in pages import, with the types of their arguments."""
