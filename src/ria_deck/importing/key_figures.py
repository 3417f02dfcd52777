"""Rows of key figures in a deck: numbers set large over what they say, some with a small chart, as `{kpi}` blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ria_deck.importing.charts.spark import import_spark
from ria_deck.importing.charts.values import color_of
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.inheritance import SlideStyle
from ria_deck.importing.marked_text import inline_markdown
from ria_deck.importing.talk import PartKind, ShapeFrame, SlidePart
from ria_deck.importing.texts import TextParagraph, without_common_form
from ria_deck.importing.yaml_text import YamlValue, block
from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.presentation import SlideShape

OWN = "Key figure "
"""What the names of the text boxes begin with in decks of this program."""

_MOST = 6
_LONGEST = 16  # characters of a number with its unit
_LARGE = 2400  # hundredths of a point: smaller numbers are running text
_LARGER = 1.5  # times the size of the words below it
_BAND = 0.04  # of the slide's height: tops so near to each other are one row
_CHANGE = re.compile(r"^[+\u2212\u00b1▲▼↑↓–-]\s*\d|%")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShapes:
    """A text box with a number and its words, the rule over it, the chart under it, and where they are."""

    text: SlideShape
    paragraphs: tuple[TextParagraph, ...]
    frame: ShapeFrame
    rule: SlideShape | None = None
    chart: SlideShape | None = None

    @property
    def shapes(self) -> tuple[SlideShape, ...]:
        """Its shapes."""
        return tuple(shape for shape in (self.rule, self.text, self.chart) if shape is not None)


def row_of_figures(
    shapes: Sequence[SlideShape],
    style: SlideStyle,
    words: Callable[[SlideShape], Sequence[TextParagraph]],
    size: tuple[int, int],
    *,
    own: bool,
) -> list[FigureShapes]:
    """The key figures of a slide from left to right; none where there are less than two in a row (in decks of our own: no
    box of such a name)."""
    found = [_figure_of(shape, style, words, own=own) for shape in shapes if shape.kind == "text"]
    row = sorted(filter(None, found), key=lambda one: one.frame.x)
    least = 1 if own and row and row[0].text.name.startswith(OWN) else 2
    if not least <= len(row) <= _MOST or not _in_a_row(row, size[1]):
        return []
    charts = [(shape, style.frame(shape)) for shape in shapes if shape.kind == "chart"]
    lines = [(shape, style.frame(shape)) for shape in shapes if shape.kind == "connector"]
    return [
        replace(one, rule=_above(one.frame, lines, size[1]), chart=_below(one.frame, charts, size[1])) for one in row
    ]


def _figure_of(
    shape: SlideShape, style: SlideStyle, words: Callable[[SlideShape], Sequence[TextParagraph]], *, own: bool
) -> FigureShapes | None:
    """A text as a key figure: by its name in decks of our own, else by a large number; None for another text."""
    frame = style.frame(shape)
    named = own and shape.name.startswith(OWN)
    if frame is None or not (named or _is_large(shape)):
        return None
    paragraphs = tuple(words(shape))
    is_figure = bool(paragraphs) and (named or _is_figure(paragraphs))
    return FigureShapes(text=shape, paragraphs=paragraphs, frame=frame) if is_figure else None


def _is_large(shape: SlideShape) -> bool:
    """Whether a box begins with a line of type that is much larger than the next."""
    sizes = [max((int(run.get("sz", "0") or 0) for run in one.iter("rPr")), default=0) for one in shape.paragraphs]
    sizes = [one for one in sizes if one]
    return len(sizes) > 1 and sizes[0] >= _LARGE and sizes[0] >= _LARGER * max(sizes[1:])


def _is_figure(paragraphs: Sequence[TextParagraph]) -> bool:
    first, *rest = paragraphs
    short = len(first.text.strip()) <= _LONGEST and any(char.isdigit() for char in first.text)
    return short and 1 <= len(rest) <= 3 and all(one.mark is None for one in paragraphs)


def _in_a_row(row: Sequence[FigureShapes], height: int) -> bool:
    tops = [one.frame.y for one in row]
    apart = all(before.frame.right <= after.frame.x for before, after in pairwise(row))
    return apart and max(tops) - min(tops) <= _BAND * height


def _above(frame: ShapeFrame, lines: Sequence[tuple[SlideShape, ShapeFrame | None]], height: int) -> SlideShape | None:
    """The horizontal line over a box, if there is one."""
    for shape, place in lines:
        if place is None or place.height > _BAND * height or place.width > frame.width * 1.1:
            continue
        if frame.x <= place.centre[0] <= frame.right and 0 <= frame.y - place.bottom <= _BAND * height:
            return shape
    return None


def _below(frame: ShapeFrame, charts: Sequence[tuple[SlideShape, ShapeFrame | None]], height: int) -> SlideShape | None:
    """The small chart under a box, if there is one."""
    for shape, place in charts:
        if place is None or place.y < frame.y or place.height > height / 2:
            continue
        if frame.x <= place.centre[0] <= frame.right and place.width <= frame.width * 1.1:
            return shape
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedKpi:
    """A block of key figures, and the shapes that are in it."""

    part: SlidePart
    taken: tuple[FigureShapes, ...]


def kpi_part(
    row: Sequence[FigureShapes], charts: Mapping[int, ChartPart], files: ProjectFiles, slide_id: str, name: str
) -> ImportedKpi:
    """The block, the tables of its sparks in `files`. `charts` are the charts by the index of their figure; one that is no
    spark stays a chart of the slide."""
    name = name or "kpi"
    taken: list[FigureShapes] = []
    entries: list[dict[str, YamlValue]] = []
    tables: list[str] = []
    for index, figure in enumerate(row):
        entry = _entry(figure)
        color = files.roles.role(_color(figure.text))
        if color and color != files.roles.series[0]:
            entry["color"] = color
        chart = charts.get(index)
        spark = import_spark(chart, files.table_name(slide_id), files.roles) if chart is not None else None
        if spark is not None and figure.chart is not None:
            spec, table = spark
            alt = figure.chart.alternative.strip()
            entry["spark"] = {**spec, "alt": alt} if alt else spec
            files.tables.append(table)
            tables.append(table.name)
        taken.append(figure if spark is not None else replace(figure, chart=None))
        entries.append(entry)
    return ImportedKpi(part=_part(row, entries, name, tables), taken=tuple(taken))


def _part(
    row: Sequence[FigureShapes], entries: Sequence[dict[str, YamlValue]], name: str, tables: Sequence[str]
) -> SlidePart:
    """The block with these entries; its simpler form is a list."""
    listed = "\n".join("- " + block(entry, "  ").lstrip(" ") for entry in entries)
    frames = [figure.frame for figure in row]
    left, top = min(one.x for one in frames), min(one.y for one in frames)
    frame = ShapeFrame(left, top, max(one.right for one in frames) - left, max(one.bottom for one in frames) - top)
    plain = "\n".join(f"- **{entry['value']}** " + ", ".join(_words(entry)) for entry in entries)
    simpler = SlidePart(kind=PartKind.PROSE, markdown=plain, frame=frame, name=name, loss="key figures, as a list")
    return SlidePart(
        kind=PartKind.KPI,
        markdown=f"```{{kpi #{name}}}\n{listed}\n```",
        frame=frame,
        name=name,
        simpler=simpler,
        tables=tuple(tables),
    )


def _color(shape: SlideShape) -> str:
    """The colour of a box's first words."""
    run = next(shape.element.iter("rPr"), None)
    return color_of(run) if run is not None else ""


def _words(entry: Mapping[str, YamlValue]) -> list[str]:
    return [str(entry[name]) for name in ("label", "change", "note") if name in entry]


def _entry(figure: FigureShapes) -> dict[str, YamlValue]:
    """The words of a figure; what looks like a change is one, what stands last is a note."""
    value, *rest = figure.paragraphs
    entry: dict[str, YamlValue] = {"value": _bare(value), "label": _bare(rest[0]) if rest else _bare(value)}
    more = rest[1:]
    if more and (len(more) > 1 or _CHANGE.search(more[0].text)):
        entry["change"] = _marked(more.pop(0))
    if more:
        entry["note"] = " ".join(map(_marked, more))
    return entry


def _bare(paragraph: TextParagraph) -> str:
    """A paragraph on one line; a form that all of it has is the theme's business."""
    return inline_markdown(without_common_form(paragraph.runs), one_line=True)


def _marked(paragraph: TextParagraph) -> str:
    return inline_markdown(paragraph.runs, one_line=True)
