"""What the manifest says of a slide: its texts and figures, with the values in them and the cells of each value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.model.cells import ManyCells
from ria_deck.model.chart import Chart, Point, Series
from ria_deck.model.deck import Block, Code, Picture, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.pedigree import around
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline
from ria_deck.model.value import Cell, Value
from ria_deck.record.looks import form_of

_FIRST = 8  # cells that are listed of many in a column


def plain(raw: Any) -> Any:
    """A raw value as JSON has it: exact decimals as numbers where a float holds them, dates in ISO form."""
    if isinstance(raw, Decimal):
        return int(raw) if raw == raw.to_integral_value() else float(raw)
    if isinstance(raw, Fraction):
        return float(raw)
    return raw.isoformat() if isinstance(raw, dt.date) else raw


def slide_texts(slide: Slide) -> Iterable[dict[str, Any]]:
    """The texts of a slide in their places, with the values in them and the cells of each value."""
    yield from _paragraphs("title", [slide.title])
    yield from _paragraphs("topic", [slide.topic] if slide.topic else [])
    yield from _paragraphs("subtitle", slide.subtitle)
    for placed in slide.placements:
        yield from _block(placed.slot, placed.block)
    yield from _paragraphs("source", slide.sources)
    for note in slide.footnotes:
        yield from _paragraphs(f"footnote {note.number}", note.paragraphs)
    yield from _paragraphs("notes", slide.notes)
    for block in slide.handout:
        yield from _block("handout", block)


def _paragraphs(place: str, paragraphs: Iterable[Paragraph]) -> Iterable[dict[str, Any]]:
    for paragraph in paragraphs:
        values = [_value(run.value, run.text) for run in paragraph.runs if run.value is not None]
        yield {
            "place": place,
            "text": paragraph.text,
            **({"values": values} if values else {}),
            **form_of(paragraph),
        }


def _string(place: str, text: str, paragraphs: Iterable[Paragraph]) -> dict[str, Any]:
    """A text that is drawn as a plain string, with the values of the paragraph that it was."""
    for paragraph in paragraphs:
        if paragraph.text == text:
            return next(iter(_paragraphs(place, [paragraph])))
    return {"place": place, "text": text}


def _axis_titles(chart: Chart) -> list[str]:
    axes = [*chart.axes, *([chart.x_axis] if chart.x_axis else [])]
    below = [chart.categories.title] if chart.categories.title_shown else []
    return [title for title in (chart.title, *below, *(axis.title for axis in axes)) if title]


def _value(value: Value, text: str) -> dict[str, Any]:
    record: dict[str, Any] = {"raw": plain(value.raw), "text": text}
    if value.unit:
        record["unit"] = value.unit
    if isinstance(value.cells, ManyCells):
        listed, runs = value.cells.short(_FIRST)
        record["cells"] = [_cell(cell) for cell in listed]
        record["more"] = [
            {"path": run.source.path, "column": run.column, "cells": len(run) - _FIRST, "rows": run.digest}
            for run in runs
        ]
    else:
        record["cells"] = [_cell(cell) for cell in value.cells]
    return record


def _cell(cell: Cell) -> list[str]:
    return [cell.path, cell.row, cell.column]


def _chart(place: str, chart: Chart) -> Iterable[dict[str, Any]]:
    yield _string(place, chart.alt, chart.strings)
    for title in _axis_titles(chart):
        yield _string(place, title, chart.strings)
    for series in (one for plot in chart.plots for one in plot.series):
        if series.tint:
            continue  # the ground under a line that has the same numbers
        if chart.x_axis is not None:
            yield from _scatter(place, chart, series)
            continue
        yield {
            "place": place,
            "text": series.name,
            "points": [
                {"x": x, **_value(point.value, point.label)}
                for x, point in zip(chart.categories.labels, series.points, strict=False)
                if point.value is not None
            ],
        }
    for annotation in chart.annotations:
        yield _string(place, annotation.text, chart.strings)
    yield from _paragraphs(place, around(chart))


def _scatter(place: str, chart: Chart, series: Series) -> Iterable[dict[str, Any]]:
    """The numbers of a scatter's points, of both axes and of their discs; points are known by their names or rows."""
    names = [_point_name(point, number) for number, point in enumerate(series.points, start=1)]
    for text, values in (
        (series.name, [point.value for point in series.points]),
        (chart.categories.title, [point.x for point in series.points]),
        (chart.sizes, [point.size for point in series.points]),
    ):
        known = [(name, value) for name, value in zip(names, values, strict=True) if value is not None]
        points = [{"x": name, **_value(value, str(plain(value.raw)))} for name, value in known]
        if points:
            yield {"place": place, "text": text, "points": points}


def _point_name(point: Point, number: int) -> str:
    cell = next(iter(point.value.cells), None) if point.value is not None else None
    return point.label or (cell.row if cell is not None else f"point {number}")


def _block(place: str, block: Block) -> Iterable[dict[str, Any]]:
    match block:
        case Prose():
            yield from _paragraphs(place, block.paragraphs)
        case Code():
            text = "\n".join("".join(piece for piece, _ in line) for line in block.lines)
            yield {"place": place, "text": text}
        case Table():
            for index, row in enumerate(block.rows):
                yield from _paragraphs(f"table {block.name} row {index + 1}", [cell.text for cell in row.cells])
            yield from _paragraphs(f"table {block.name}", around(block))
        case Chart():
            yield from _chart(f"chart {block.name}", block)
        case Multiples():
            yield _string(f"chart {block.name}", block.alt, block.strings)
            for panel in block.panels:
                yield from _chart(f"chart {panel.name}", replace(panel, alt=panel.title, caption=None))
            yield from _paragraphs(f"chart {block.name}", around(block))
        case Map():
            yield from _map(f"map {block.name}", block)
        case Timeline():
            place = f"timeline {block.name}"
            yield _string(place, block.alt, block.strings)
            for index, event in enumerate(block.events):
                yield from _paragraphs(f"{place} event {index + 1}", [event.date, event.label])
            yield from _paragraphs(place, around(block))
        case Kpi() | Process():
            yield from _words_of(block)
        case Picture():
            yield _string(f"picture {block.name}", block.alt, block.strings)
            yield from _paragraphs(f"picture {block.name}", [text for text in (block.caption, block.credit) if text])


def _map(place: str, drawn: Map) -> Iterable[dict[str, Any]]:
    yield _string(place, drawn.alt, drawn.strings)
    for point in drawn.points:
        yield {
            "place": place,
            "text": point.label,
            "values": [
                _value(point.lat, str(point.lat.raw)),
                _value(point.lon, str(point.lon.raw)),
                *([_value(point.value, point.value_text)] if point.value is not None else []),
            ],
        }
    if drawn.regions is not None:
        points = [
            {"x": area.name, **_value(area.value, area.text)}
            for area in drawn.regions.areas
            if area.value is not None and area.text
        ]
        yield {"place": place, "text": drawn.regions.title, "points": points}
    yield from _paragraphs(place, around(drawn))


def _words_of(block: Kpi | Process) -> Iterable[dict[str, Any]]:
    """Figures made of words, one after the other."""
    if isinstance(block, Process):
        for index, step in enumerate(block.steps):
            texts = [text for text in (step.label, step.text) if text is not None]
            yield from _paragraphs(f"process {block.name} step {index + 1}", texts)
        return
    for index, figure in enumerate(block.figures):
        place = f"kpi {block.name} figure {index + 1}"
        yield from _paragraphs(place, [text for text in (*figure.texts, figure.source) if text])
        if figure.spark is not None:
            yield from _chart(f"{place} spark", replace(figure.spark, caption=None))
