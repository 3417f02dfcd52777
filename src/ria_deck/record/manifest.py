"""The manifest of a build, build/manifest.json."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import BuildError, Report
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Deck, Picture, Prose, Slide, Table
from ria_deck.model.deck_name import DeckName
from ria_deck.model.kpi import Kpi
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline
from ria_deck.model.value import Cell, Value
from ria_deck.record.manifest_form import what_is_wrong

FORMAT = 1  # of the manifest; raised when a reader of the old one would misread the new one
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRecord:
    """A deliverable: its path below the output folder, what it is, and the SHA-256 of its bytes."""

    path: str
    edition: str
    language: str
    output: str
    sha256: str
    bytes: int
    batch_id: str = ""

    @property
    def deck(self) -> DeckName:
        """The deck that it is of."""
        return DeckName(batch_id=self.batch_id, edition=self.edition, language=self.language)


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def deck_record(deck: Deck) -> dict[str, Any]:
    """What the manifest says of one deck: each slide with its texts, the values in them and the cells of each value."""
    return {
        **deck.name.record,
        "sources": [source.id for source in deck.sources],
        "slides": [
            {
                "id": slide.id,
                "title": slide.title.text,
                "layout": slide.layout,
                "source": f"{slide.span.path}:{slide.span.line}" if slide.span else "",
                **({"hidden": True} if slide.hidden else {}),
                **({"claimed": list(slide.claimed)} if slide.claimed else {}),
                "texts": list(_texts(slide)),
            }
            for slide in deck.slides
        ],
    }


def build_manifest(
    *,
    program: str,
    inputs: Mapping[str, str],
    tables: Mapping[str, Any],
    decks: Sequence[Mapping[str, Any]],
    outputs: Iterable[OutputRecord],
    aged: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """The manifest. `inputs` maps project paths to SHA-256; `tables` a table's name to its record (path, columns, key
    and every row); `aged` the last periods that texts still name, by table and column, of tables that have gone on."""
    return {
        "format": FORMAT,
        "program": program,
        "inputs": dict(sorted(inputs.items())),
        "tables": dict(sorted(tables.items())),
        **({"aged": aged} if aged else {}),
        "decks": sorted(decks, key=DeckName.of),
        "outputs": [
            {
                "path": record.path,
                **record.deck.record,
                "output": record.output,
                "sha256": record.sha256,
                "bytes": record.bytes,
            }
            for record in sorted(outputs, key=lambda record: record.path)
        ],
    }


def encode(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as JSON: a line for each text of a slide and each row of a table, so that two of them compare well."""
    parts = [f"{json.dumps(key)}: {_broken(part, _LEVELS.get(key, 0))}" for key, part in manifest.items()]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


# How deep a part is broken into lines: tables → a table → its rows, decks → a deck → its slides → a slide → its texts.
_LEVELS = {"inputs": 1, "tables": 3, "decks": 5, "outputs": 1}


def _broken(part: Any, levels: int, indent: str = " ") -> str:
    if levels == 0 or not part or not isinstance(part, (Mapping, list, tuple)):
        return json.dumps(part, ensure_ascii=False, default=plain)
    inner = f"{indent} "
    if isinstance(part, Mapping):
        entries = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_broken(item, levels - 1, inner)}"
            for key, item in part.items()
        ]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _broken(item, levels - 1, inner) for item in part) + f"\n{indent}]"


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """A manifest that was written before; None where there is none or it is another format's.

    Raises BuildError (RD812) for a file that isn't a manifest, or that no build has written.
    """
    try:
        there = path.stat()
        return _read(path.resolve(), (there.st_ino, there.st_mtime_ns, there.st_size))
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1)
def _read(path: Path, _: tuple[int, ...]) -> dict[str, Any] | None:
    """A build asks for its last manifest several times; of hundreds of decks, it takes seconds to read and look over."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _no_manifest(path, str(error)) from error
    if not isinstance(found, dict) or "outputs" not in found:
        raise _no_manifest(path, "it doesn't list what was built")
    if found.get("format") != FORMAT:
        return None
    wrong = what_is_wrong(found)
    if wrong:
        raise _no_manifest(path, wrong)
    return found


def _no_manifest(path: Path, reason: str) -> BuildError:
    told = Report()
    told.error("RD812", f"{path.name} is not a manifest: {reason}", hint="run `ria-deck build` to write a new one")
    return BuildError(told.diagnostics)


def plain(raw: Any) -> Any:
    """A raw value as JSON has it: exact decimals as numbers where a float holds them, dates in ISO form."""
    if isinstance(raw, Decimal):
        return int(raw) if raw == raw.to_integral_value() else float(raw)
    if isinstance(raw, Fraction):
        return float(raw)
    return raw.isoformat() if isinstance(raw, dt.date) else raw


def _texts(slide: Slide) -> Iterable[dict[str, Any]]:
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
        yield {"place": place, "text": paragraph.text, **({"values": values} if values else {})}


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
    yield from _paragraphs(place, _captions(chart))


def _map(place: str, block: Map) -> Iterable[dict[str, Any]]:
    yield _string(place, block.alt, block.strings)
    for point in block.points:
        values = [_value(point.lat, str(point.lat.raw)), _value(point.lon, str(point.lon.raw))]
        yield {"place": place, "text": point.label, "values": values}
    if block.regions is not None:
        areas = [area for area in block.regions.areas if area.value is not None and area.text]
        points = [{"x": area.name, **_value(area.value, area.text)} for area in areas if area.value is not None]
        yield {"place": place, "text": block.regions.title, "points": points}
    yield from _paragraphs(place, _captions(block))


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
            yield from _paragraphs(f"table {block.name}", _captions(block))
        case Chart():
            yield from _chart(f"chart {block.name}", block)
        case Map():
            yield from _map(f"map {block.name}", block)
        case Timeline():
            place = f"timeline {block.name}"
            yield _string(place, block.alt, block.strings)
            for index, event in enumerate(block.events):
                yield from _paragraphs(f"{place} event {index + 1}", [event.date, event.label])
            yield from _paragraphs(place, _captions(block))
        case Kpi() | Process():
            yield from _words_of(block)
        case Picture():
            yield _string(f"picture {block.name}", block.alt, block.strings)
            yield from _paragraphs(f"picture {block.name}", [text for text in (block.caption, block.credit) if text])


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


def _captions(block: Table | Chart | Map | Timeline) -> list[Paragraph]:
    return [text for text in (block.caption, block.note, block.source) if text]
