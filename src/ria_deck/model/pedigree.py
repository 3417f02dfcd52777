"""The values on slides and in blocks: the numbers that come from data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ria_deck.model.cells import tables_of_cells
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Picture, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline
from ria_deck.model.value import Value


def values_of(slide: Slide) -> Iterator[Value]:
    """Every value on a slide, in its notes and in its handout prose."""
    yield from _in_texts([slide.title, *slide.subtitle, *slide.sources, *slide.notes])
    for note in slide.footnotes:
        yield from _in_texts(note.paragraphs)
    for block in (*(placed.block for placed in slide.placements), *slide.handout):
        yield from values_in(block)


def values_in(block: Block) -> Iterator[Value]:
    """Every value in a block."""
    match block:
        case Prose():
            yield from _in_texts(block.paragraphs)
        case Table():
            yield from _in_texts(cell.text for row in block.rows for cell in row.cells)
            yield from _in_texts(around(block))
        case Chart():
            for series in (series for plot in block.plots for series in plot.series):
                for point in series.points:
                    yield from (value for value in (point.value, point.x, point.size) if value is not None)
            yield from _in_texts((*block.strings, *around(block)))
        case Multiples():
            for panel in block.panels:
                yield from values_in(panel)
            yield from _in_texts((*block.strings, *around(block)))
        case Map():
            yield from _on_map(block)
            yield from _in_texts((*block.strings, *around(block)))
        case Timeline():
            yield from _in_texts(text for event in block.events for text in (event.date, event.label))
            yield from _in_texts((*block.strings, *around(block)))
        case Kpi():
            yield from _in_texts(text for figure in block.figures for text in (*figure.texts, figure.source) if text)
            for spark in block.sparks:
                yield from values_in(spark)
        case Process():
            yield from _in_texts(block.texts)
        case Picture():
            yield from _in_texts((*block.strings, *([block.caption] if block.caption else [])))
        case Code():
            return


def tables_of(slides: Sequence[Slide]) -> frozenset[str]:
    """The names of the tables that any number of the slides comes from."""
    return frozenset(name for slide in slides for value in values_of(slide) for name in tables_of_cells(value.cells))


def _on_map(drawn: Map) -> Iterator[Value]:
    of_points = (value for spot in drawn.points for value in (spot.lat, spot.lon, spot.value))
    of_regions = (area.value for area in (drawn.regions.areas if drawn.regions else ()))
    yield from (value for value in (*of_points, *of_regions) if value is not None)


def _in_texts(paragraphs: Iterable[Paragraph]) -> Iterator[Value]:
    return (run.value for paragraph in paragraphs for run in paragraph.runs if run.value is not None)


def around(block: Table | Chart | Multiples | Map | Timeline) -> list[Paragraph]:
    """A figure's caption, note and source, as far as it has them."""
    return [text for text in (block.caption, block.note, block.source) if text]
