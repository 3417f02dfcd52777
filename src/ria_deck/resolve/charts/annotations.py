"""Annotations of a chart at their categories, the author's and those of gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ria_deck.content.specs.slides import AnnotationSpec, ChartSpec
from ria_deck.model.chart import Annotation, AnnotationKind, Chart, Mark, Plot, Point
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.layer_data import Resolving
from ria_deck.resolve.charts.number_formats import is_month

MARKER = "accent"


def annotations_of(
    spec: ChartSpec, categories: Categories | None, plots: Sequence[Plot], resolving: Resolving
) -> tuple[Annotation, ...]:
    """All annotations in order, then the words in gaps. One at something that isn't on the chart is told."""
    found: list[Annotation] = []
    for written in spec.annotations:
        if written.text is None or written.kind == "change":
            if categories is None:
                words = "a scatter can't have arrows for changes"
                hint = "say the change in the title or in the text"
                resolving.report.error("RD618", words, written.span, hint=hint)
            continue  # arrows are plots
        one = _scattered(written, resolving) if categories is None else _one(written, categories, plots, resolving)
        if one is not None:
            found.append(one)
    if spec.gap_text is not None and categories is not None:
        text = resolving.text(spec.gap_text).text
        found += [Annotation(kind=AnnotationKind.GAP, text=text, category=index) for index in gaps_of(plots)]
    return tuple(found)


def gaps_of(plots: Sequence[Plot]) -> Iterator[int]:
    """The categories where the first plot has no number at all; before its first and after its last number too."""
    series = plots[0].series
    for index in range(len(series[0].points)):
        if all(one.points[index].value is None for one in series):
            yield index


def with_markers(plots: Sequence[Plot], annotations: Sequence[Annotation]) -> list[Plot]:
    """A dot in the accent's colour at every point of a line that an annotation is about."""
    about = {(note.category, note.axis, note.value) for note in annotations if note.kind is AnnotationKind.POINT}
    marked: list[Plot] = []
    for plot in plots:
        if plot.mark is not Mark.LINE:
            marked.append(plot)
            continue
        series = tuple(
            replace(
                one,
                points=tuple(
                    replace(point, marker=MARKER) if _noted(point, index, plot.axis, about) else point
                    for index, point in enumerate(one.points)
                ),
            )
            for one in plot.series
        )
        marked.append(replace(plot, series=series))
    return marked


def _noted(point: Point, index: int, axis: int, about: set[tuple[int, int, float | None]]) -> bool:
    return point.value is not None and (index, axis, float(point.value)) in about


def _one(
    written: AnnotationSpec, categories: Categories, plots: Sequence[Plot], resolving: Resolving
) -> Annotation | None:
    kind = AnnotationKind(written.kind or ("rule" if written.y is None else "point"))
    place = place_of(written.x, categories)
    if place is None:
        shown = ", ".join(categories.axis.labels[:6]) + (" …" if len(categories.raws) > 6 else "")
        resolving.report.error(
            "RD617", f"`{written.x}` is not on the chart", written.span, hint=f"its categories: {shown}"
        )
        return None
    index, offset, exact = place
    text = _words(written, resolving)
    if kind is AnnotationKind.RULE:
        if exact and categories.axis.between and any(plot.mark is Mark.BAR for plot in plots):
            offset = -0.5
        return Annotation(kind=kind, text=text, category=index, offset=offset)
    if kind is AnnotationKind.GAP:
        return Annotation(kind=kind, text=text, category=index)
    datum = _datum(index, _number(written.y), plots)
    if datum is None and written.y is None:
        resolving.report.error(
            "RD617",
            f"a point annotation at `{written.x}` needs a number",
            written.span,
            hint="write `y`, or `kind: gap`",
        )
        return None
    value, axis = datum or (_number(written.y), 0)
    if value is None:
        resolving.report.error("RD617", f"`{written.y}` is not a number", written.span)
        return None
    return Annotation(kind=kind, text=text, category=index, offset=offset, value=value, axis=axis)


def _words(written: AnnotationSpec, resolving: Resolving) -> str:
    return resolving.text(written.text).text if written.text is not None else ""


def place_of(x: Any, categories: Categories) -> tuple[int, float, bool] | None:
    """The category at or before x, how far x lies behind its middle, and whether it is the category itself.

    A year as a number may lie between two (2008.5), a month between years (`2009-01` is where 2009 begins).
    """
    index = categories.index(x)
    if index is not None:
        return index, 0.0, True
    years = [raw for raw in categories.raws if isinstance(raw, int)]
    if len(years) != len(categories.raws):
        return None
    if is_month(x):
        index = categories.index(int(x[:4]))
        return None if index is None else (index, (int(x[5:]) - 1) / 12 - 0.5, False)
    number = _number(x)
    if number is None:
        return None
    for index, year in enumerate(years[:-1]):
        if year < number < years[index + 1]:
            return index, (number - year) / (years[index + 1] - year), False
    return None


def _datum(index: int, y: float | None, plots: Sequence[Plot]) -> tuple[float, int] | None:
    """The number of a series at a category: the one that y names (nearly), or the first."""
    for plot in plots:
        for series in plot.series:
            value = series.points[index].value
            if value is not None and (y is None or abs(float(value) - y) <= 0.005 * max(abs(y), 1e-12)):
                return float(value), plot.axis
    return None


def _scattered(written: AnnotationSpec, resolving: Resolving) -> Annotation | None:
    x, y = _number(written.x), _number(written.y)
    if x is None or (written.y is not None and y is None) or written.kind == "gap":
        resolving.report.error("RD617", "annotations of a scatter plot need numbers for x and y", written.span)
        return None
    kind = AnnotationKind.RULE if y is None else AnnotationKind.POINT
    return Annotation(kind=kind, text=_words(written, resolving), category=0, value=y, x=x)


def _number(word: Any) -> float | None:
    if isinstance(word, bool):
        return None
    return float(word) if isinstance(word, (int, float, Decimal)) else None


def datum_of(note: Annotation, chart: Chart) -> tuple[int, int, int] | None:
    """The (plot, series, point) that an annotation is about, None where it stands beside all data."""
    for index, plot in enumerate(chart.plots):
        for number, series in enumerate(plot.series):
            points = enumerate(series.points) if plot.axis == note.axis and not series.tint else ()
            found = next((place for place, point in points if _is_at(note, point, place)), None)
            if found is not None:
                return index, number, found
    return None


def _is_at(note: Annotation, point: Point, place: int) -> bool:
    """Whether an annotation stands at a point."""
    here = point.x.raw == note.x if point.x is not None else place == note.category and not note.offset
    return here and point.value is not None and float(point.value) == note.value
