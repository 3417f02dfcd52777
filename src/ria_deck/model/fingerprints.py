"""Fingerprints of a deck's texts and values, carried by the deck to tell later who changed what.

They are hashes: a slide that is taken out of a deck before it is sent on can't be read from them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Deck, Slide, Table
from ria_deck.model.kpi import charts_of
from ria_deck.model.text import Paragraph
from ria_deck.model.value import Value

NAMESPACE = "urn:ria-deck:built:1"
"""Of the custom XML part that carries them."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that two texts share by chance once in 10¹⁴ pairs."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def text_print(text: str) -> str:
    """The fingerprint of a text as people see it: composed (NFC), without what nobody sees and spaces at its ends."""
    return fingerprint(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\v", "\n").strip())


def row_print(cells: Sequence[str]) -> str:
    """The fingerprint of a table's row; cells that others cover count for nothing."""
    return fingerprint("".join(text_print(cell) for cell in cells if cell.strip()))


def fingerprints(deck: Deck) -> dict[str, Any]:
    """The theme, and for each slide: its id, the message behind each text with its values (`[context, shown, values …]`),
    its texts as shown with the names in its charts, the points of each series of a chart, the rows of tables, the levels
    of items within items."""
    return {
        "report": deck.id,
        **deck.name.record,
        "theme": deck.theme.digest,
        "slides": [_slide(slide, deck) for slide in deck.slides],
    }


def _slide(slide: Slide, deck: Deck) -> dict[str, Any]:
    written = list(paragraphs_in(slide))
    paragraphs = [
        deck.footer,
        *map(_shown, written),
        *_words_of_figures(slide),  # which may be the program's own
    ]
    charts = {
        fingerprint(chart.name): [[number_print(point.value) for point in series.points] for series in series_of(chart)]
        for chart in charts_in(slide)
    }
    rows = _rows(slide)
    levels = {text_print(_shown(one)): one.level for one in written if one.level}
    return {
        "id": fingerprint(slide.id),
        "messages": _messages(written),
        "texts": list(dict.fromkeys(map(text_print, paragraphs))),
        **({"charts": charts} if charts else {}),
        **({"rows": rows} if rows else {}),
        **({"levels": levels} if levels else {}),
    }


def _messages(paragraphs: Sequence[Paragraph]) -> list[list[str]]:
    """Each message that a slide shows once: its context, its text, its values."""
    origins = (origin for paragraph in paragraphs for origin in paragraph.origins)
    return [
        list(one)
        for one in dict.fromkeys(
            (fingerprint(origin.context), fingerprint(origin.shown), *(fingerprint(text) for text, _ in origin.values))
            for origin in origins
        )
    ]


def _shown(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _rows(slide: Slide) -> list[str]:
    """The rows of the slide's tables, by the words of their cells."""
    tables = (placed.block for placed in slide.placements if isinstance(placed.block, Table))
    rows = (row for table in tables for row in table.rows)
    return [row_print(["".join(run.text for run in cell.text.runs) for cell in row.cells]) for row in rows]


def _words_of_figures(slide: Slide) -> Iterator[str]:
    """The alternative texts of a slide's blocks, and the names in its charts."""
    for placed in slide.placements:
        yield str(getattr(placed.block, "alt", ""))
    for chart in charts_in(slide):
        yield from chart.categories.labels
        yield from (series.name for series in series_of(chart))


def number_print(value: Value | None) -> str:
    """The fingerprint of a point; empty for a gap."""
    return "" if value is None or value.raw is None else fingerprint(repr(float(value.raw)))


def series_of(chart: Chart) -> Iterator[Any]:
    """The series of all plots, in order."""
    for plot in chart.plots:
        yield from plot.series


def charts_in(slide: Slide) -> Iterator[Chart]:
    """The charts that are on a slide."""
    return (chart for placed in slide.placements for chart in charts_of(placed.block))


def paragraphs_in(node: Any) -> Iterator[Paragraph]:
    """Every paragraph below a part of a deck, in the order of its fields."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Paragraph):
            yield one
        elif isinstance(one, (tuple, list)):
            waiting += reversed(one)
        else:
            parts = (getattr(one, name) for name in reversed(_parts_of(type(one))))  # type: ignore[arg-type]
            waiting += [part for part in parts if type(part) not in _LEAVES]


_LEAVES = frozenset((str, int, float, bool, type(None)))


@cache
def _parts_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that may hold paragraphs."""
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) and not issubclass(kind, Value) else ()
