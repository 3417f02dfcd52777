"""A slide goes in, every value on it comes out, with the words for its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Picture, Prose, Slide, Table
from ria_deck.model.map import Map
from ria_deck.model.text import Paragraph
from ria_deck.model.value import Value


def values_of(slide: Slide) -> Iterator[tuple[str, Value]]:
    """(place, value) for every number that comes from data: `title`, `body`, `table:sister`, `chart:cars` …"""
    yield from _in_texts("title", [slide.title])
    yield from _in_texts("subtitle", slide.subtitle)
    for placed in slide.placements:
        yield from _in_block(placed.slot, placed.block)
    yield from _in_texts("source", slide.sources)
    for note in slide.footnotes:
        yield from _in_texts(f"footnote:{note.number}", note.paragraphs)
    yield from _in_texts("notes", slide.notes)
    for block in slide.handout:
        yield from _in_block("handout", block)


def tables_of(slides: Sequence[Slide]) -> frozenset[str]:
    """The names of the tables that any number of the slides comes from."""
    return frozenset(cell.table for slide in slides for _, value in values_of(slide) for cell in value.cells)


def _in_texts(place: str, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, Value]]:
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.value is not None:
                yield place, run.value


def _in_block(place: str, block: Block) -> Iterator[tuple[str, Value]]:
    match block:
        case Prose():
            yield from _in_texts(place, block.paragraphs)
        case Table():
            for row in block.rows:
                yield from _in_texts(f"table:{block.name}", [cell.text for cell in row.cells])
            yield from _captions(f"table:{block.name}", block)
        case Chart():
            for plot in block.plots:
                for series in plot.series:
                    for point in series.points:
                        if point.value is not None:
                            yield f"chart:{block.name}:{series.name}", _labelled(point.value, point.label)
                        if point.x is not None:
                            yield f"chart:{block.name}:{series.name}", point.x
            yield from _captions(f"chart:{block.name}", block)
        case Map():
            for spot in block.points:
                yield f"map:{block.name}:{spot.label}", spot.lat
                yield f"map:{block.name}:{spot.label}", spot.lon
            yield from _captions(f"map:{block.name}", block)
        case Picture():
            yield from _in_texts(f"picture:{block.name}", [block.caption] if block.caption else [])
        case Code():
            return


def _captions(place: str, block: Table | Chart | Map) -> Iterator[tuple[str, Value]]:
    yield from _in_texts(place, [text for text in (block.caption, block.note, block.source) if text])


def _labelled(value: Value, label: str) -> Value:
    return value.formatted(label) if label and value.text is None else value
