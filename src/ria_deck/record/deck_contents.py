"""What a deck of anybody's shows, slide by slide: titles, texts, cells, points of charts, pictures, notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.presentation import DeckSlide, Presentation, SlideShape, paragraph_text
from ria_deck.ooxml.spans import Element

Contents = Mapping[str, str]
"""What a slide shows, by place: `text 2`, `table 1, row 3, column 2`, `chart 1, cars, 2008`."""

_FURNITURE = ("sldNum", "dt")  # fields that programs fill in by themselves
_TITLES = ("title", "ctrTitle")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSlide:
    """A slide as it is read: its title and everything on it by place."""

    number: int
    title: str
    contents: Contents


def read_deck(path: Path, report: Report) -> list[ComparedSlide] | None:
    """The slides of a deck; None for a file that isn't one (reported)."""
    try:
        return [_slide(slide) for slide in Presentation.read(path.read_bytes()).slides]
    except (OfficePackageError, OSError) as error:
        report.error("RD815", f"`{path.name}` can't be read as a deck: {error}", hint="name two .pptx files")
        return None


def _slide(slide: DeckSlide) -> ComparedSlide:
    contents: dict[str, str] = {"hidden": "yes"} if slide.hidden else {}
    counts: dict[str, int] = {}
    title = next((shape for shape in slide.shapes if shape.placeholder in _TITLES), None)
    for shape in slide.shapes:
        if (title is None or shape.element is not title.element) and shape.placeholder not in _FURNITURE:
            contents.update(_shape(slide, shape, counts))
    contents.update(_notes(slide))
    name = _plain(" ".join(paragraph_text(one) for one in title.paragraphs)) if title is not None else ""
    return ComparedSlide(number=slide.number, title=name, contents={"title": name, **contents} if name else contents)


def _notes(slide: DeckSlide) -> Iterator[tuple[str, str]]:
    notes = [one for shape in slide.notes if shape.placeholder == "body" for one in shape.paragraphs]
    for index, paragraph in enumerate(notes, start=1):
        if text := _plain(paragraph_text(paragraph)):
            yield f"notes, paragraph {index}", text


def _shape(slide: DeckSlide, shape: SlideShape, counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    match shape.kind:
        case "table":
            yield from _cells(_next("table", counts), shape.table)
        case "chart":
            chart = slide.chart(shape)
            name = _next("chart", counts)
            yield from _points(name, chart) if chart is not None else ()
        case "picture":
            yield _next("picture", counts), _hash(slide, shape)
        case _:
            texts = filter(None, (_plain(paragraph_text(one)) for one in shape.paragraphs))
            yield from ((_next("text", counts), text) for text in texts)
    if shape.alternative.strip():
        yield _next("alternative text", counts), _plain(shape.alternative)


def _cells(name: str, table: Element | None) -> Iterator[tuple[str, str]]:
    for row, line in enumerate(table.all("tr") if table is not None else (), start=1):
        for column, cell in enumerate(line.all("tc"), start=1):
            yield (
                f"{name}, row {row}, column {column}",
                _plain(" ".join(paragraph_text(one) for one in cell.iter("p"))),
            )


def _points(name: str, chart: ChartPart) -> Iterator[tuple[str, str]]:
    for series in chart.series:
        values = series.references.get("val") or series.references.get("yVal")
        labels = series.references.get("cat") or series.references.get("xVal")
        for index in sorted(values.points) if values is not None else ():
            label = labels.text(index) if labels is not None else None
            yield f"{name}, {series.name}, {label or index + 1}", _number(values.text(index) if values else None)


def _number(text: str | None) -> str:
    try:
        return f"{float(text or ''):.15g}"
    except ValueError:
        return text or ""


def _hash(slide: DeckSlide, shape: SlideShape) -> str:
    blip = next(shape.element.iter("blip"), None)
    relation = slide.package.target(shape.part, blip.get("r:embed")) if blip is not None else None
    data = slide.package.parts.get(relation.target) if relation is not None and not relation.external else None
    return hashlib.sha256(data).hexdigest()[:12] if data is not None else "linked"


def _plain(text: str) -> str:
    """A text on one line, white space as single spaces."""
    return " ".join(text.split())


def _next(kind: str, counts: dict[str, int]) -> str:
    counts[kind] = counts.get(kind, 0) + 1
    return f"{kind} {counts[kind]}"
