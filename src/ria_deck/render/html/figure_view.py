"""The views of charts, maps, timelines, pictures, tables and listings that page templates print."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

from markupsafe import Markup, escape

from ria_deck.model.chart import Chart, ChartLayout
from ria_deck.model.deck import Code, Deck, Picture, RowKind, Table, TableCell, TableRow
from ria_deck.model.front_matter import Logo
from ria_deck.model.kpi import Multiples, MultiplesLayout
from ria_deck.model.map import Map, MapLayout
from ria_deck.model.text import Paragraph
from ria_deck.model.theme import Theme
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.model.tint import CellBar
from ria_deck.render.html.inline import inline_html
from ria_deck.render.views.handout import LogoView
from ria_deck.render.views.items import BarView, CodeItem, Crop, FigureItem, Html, RowView, TableItem

WHOLE = 20  # a table of up to so many rows stays on one page
LOGO = (170.0, 48.0)  # pt: its greatest width and height


Keep: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
"""What a step is made of, as text, and the step: its bytes, made now or by an earlier build."""


def anew(_made_of: str, make: Callable[[], bytes]) -> bytes:
    """Keeps nothing: every step is done."""
    return make()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The functions that draw a figure as SVG, and whether it is for browsers."""

    chart: Callable[[Chart, ChartLayout, Theme], str]
    map: Callable[[Map, MapLayout, Theme], str]
    timeline: Callable[[Timeline, TimelineLayout, Theme], str]
    multiples: Callable[[Multiples, MultiplesLayout, Theme, bool], str]
    browsers: bool = False

    def svg(self, block: Chart | Multiples | Map | Timeline, theme: Theme, *, slide: bool) -> tuple[str, float, float]:
        """The drawing of a figure for the slide or the handout, with its width and height in points."""
        layout = block.slide if slide else block.handout
        if layout is None:
            raise ValueError(f"figure `{block.name}` has no layout for the {'slide' if slide else 'handout'}")
        match block, layout:
            case Chart(), ChartLayout():
                svg = self.chart(block, layout, theme)
            case Multiples(), MultiplesLayout():
                svg = self.multiples(block, layout, theme, slide)
            case Map(), MapLayout():
                svg = self.map(block, layout, theme)
            case Timeline(), TimelineLayout():
                svg = self.timeline(block, layout, theme)
            case _:
                raise TypeError(f"figure `{block.name}` has the layout of another kind")
        return svg, layout.width, layout.height


UNDRAWN = Drawing(
    chart=lambda *_: "<svg/>", map=lambda *_: "<svg/>", timeline=lambda *_: "<svg/>", multiples=lambda *_: "<svg/>"
)
"""For pages that nobody looks at: figures without their drawings."""


def drawn(block: Chart | Multiples | Map | Timeline, deck: Deck, drawing: Drawing) -> FigureItem:
    """A chart, panels of charts, a map or a timeline as a vector figure with its caption."""
    svg, width, height = drawing.svg(block, deck.theme, slide=False)
    return {
        "kind": "figure",
        "name": block.name,
        "apart": False,
        "points": None,
        "image": svg_address(svg),
        "svg": svg,
        "alt": block.alt,
        "width": width,
        "height": height,
        "crop": None,
        **caption_view(block.caption, deck, deck.words["figure_label"], block.number),
        "note": optional(block.note, deck),
        "source": optional(block.source, deck),
        "sources": _own(block.source, deck),
    }


def svg_address(svg: str) -> str:
    """The drawing as a `data:` address."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def address_of(block: Picture, *, browsers: bool = False) -> str:
    """A picture as an address that holds it, as a drawing where it is one: in browsers an animation moves."""
    if browsers and block.gif:
        return _data("gif", block.gif)
    if block.svg and (block.svg_for_browsers if browsers else block.svg_for_paper):
        return _data("svg+xml", block.svg)
    return picture_address(block.path)


def _data(kind: str, path: str) -> str:
    return f"data:image/{kind};base64," + base64.b64encode(Path(path).read_bytes()).decode("ascii")


def picture_address(path: str) -> str:
    """A picture's pixels as an address that holds them: WeasyPrint names images by their address, and a path would put the
    place of the cache into the bytes of the PDF."""
    return _data("jpeg" if path.endswith(".jpg") else "png", path)


def logo_view(logo: Logo) -> LogoView:
    """The logo in the size it has on the cover."""
    scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
    return {"image": picture_address(logo.path), "width": logo.width * scale, "height": logo.height * scale}


def picture_view(block: Picture, deck: Deck, width: float) -> FigureItem:
    """A picture in the size it takes in a column of `width`; `crop` are its edges in percent of the frame, or None."""
    scale = min(width * (block.share or 1.0) / block.width, deck.theme.page.tallest_picture / block.height)
    left, top, right, bottom = block.crop
    across, down = 1 - left - right, 1 - top - bottom
    crop: Crop | None = (
        {"width": 100 / across, "height": 100 / down, "left": -100 * left / across, "top": -100 * top / down}
        if any(block.crop)
        else None
    )
    return {
        "kind": "figure",
        "name": block.name,
        "apart": False,
        "points": None,
        "image": address_of(block),
        "svg": "",
        "alt": block.alt,
        "width": block.width * scale,
        "height": block.height * scale,
        "crop": crop,
        **caption_view(block.caption, deck, deck.words["figure_label"], block.number),
        "note": None,
        "source": _credit(block, deck),
        "sources": [line for line in (_credit(block, deck),) if line is not None],
    }


def _credit(block: Picture, deck: Deck) -> Markup | None:
    """“Picture: Jane Doe, CC BY 4.0”."""
    credit = optional(block.credit, deck)
    if credit is None:
        return None
    before, _, after = deck.words["credit_line"].partition("{credit}")
    return Markup("{}{}{}").format(before, credit, after)


def table_view(block: Table, deck: Deck, *, slide: bool = False) -> TableItem:
    """A table by rows, with its widths."""
    bars = (block.bars if slide else block.printed_bars) or (0.0,) * len(block.widths)
    head = [_row(row, deck, bars) for row in block.rows if row.kind is RowKind.HEAD]
    body = [_row(row, deck, bars) for row in block.rows if row.kind is not RowKind.HEAD]
    return {
        "kind": "table",
        "name": block.name,
        "apart": False,
        "points": None,
        "head": head,
        "body": body,
        "short": len(block.rows) <= WHOLE,
        "dense": block.dense,
        "tinted": block.tinted,
        **widths_view(block.printed or block.widths),
        **caption_view(block.caption, deck, deck.words["table_label"], block.number),
        "note": optional(block.note, deck),
        "source": optional(block.source, deck),
        "sources": _own(block.source, deck),
    }


class WidthsView(TypedDict):
    """The width of a table and of its columns."""

    share: float
    widths: list[float]


class CaptionView(TypedDict):
    """What stands over a figure or table."""

    number: int
    label: str
    caption: Html | None


def widths_view(shares: Sequence[float]) -> WidthsView:
    """`share` of the page that a table takes and `widths` of its columns, both in percent."""
    whole = sum(shares)
    return {"share": round(100 * whole, 3), "widths": [round(100 * share / whole, 3) for share in shares]}


def _row(row: TableRow, deck: Deck, bars: Sequence[float]) -> RowView:
    return {
        "kind": row.kind.value,
        "height": row.height,
        "cells": [
            {
                "html": inline_html(cell.text, deck.lang),
                "align": cell.align,
                "span": cell.span,
                "ground": _ground(cell, deck),
                "bar": _bar(cell.bar, bars[column]) if cell.bar is not None else None,
            }
            for column, cell in row.placed
        ],
    }


def _ground(cell: TableCell, deck: Deck) -> str:
    """The colour of a cell's ground, `#rrggbb`; empty for none."""
    colors = deck.theme.colors
    return f"#{cell.ground.tint(colors).rgb(colors[cell.ground.role])}" if cell.ground is not None else ""


def _bar(bar: CellBar, share: float) -> BarView:
    """A bar in percent of the cell's inside."""
    return {
        "before": round(100 * share * bar.start, 2),
        "width": round(100 * share * (bar.end - bar.start), 2),
        "color": bar.role,
    }


def code_view(block: Code) -> CodeItem:
    """A listing; colours by role, in elements that carry no structure."""
    lines = [
        Markup("").join(
            escape(text) if role == "ink" else Markup('<i class="c-{}">{}</i>').format(role, text)
            for text, role in line
        )
        for line in block.lines
    ]
    return {"kind": "code", "language": block.language, "html": Markup("\n").join(lines)}


def caption_view(caption: Paragraph | None, deck: Deck, pattern: str, number: int) -> CaptionView:
    """“Figure 3.” and the caption after it."""
    return {
        "number": number,
        "label": pattern.format(n=number) if number else "",
        "caption": optional(caption, deck),
    }


def optional(paragraph: Paragraph | None, deck: Deck) -> Markup | None:
    """The paragraph as HTML, or None where there is none."""
    return inline_html(paragraph, deck.lang) if paragraph is not None and paragraph.runs else None


def _own(source: Paragraph | None, deck: Deck) -> list[Markup]:
    line = optional(source, deck)
    return [line] if line is not None else []


def words_view(words: Mapping[str, str]) -> dict[str, str]:
    """The program's words as a plain dictionary."""
    return dict(words)
