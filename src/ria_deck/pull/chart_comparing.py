"""Points and names of a chart that were changed by hand."""

from __future__ import annotations

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Slide
from ria_deck.model.fingerprints import charts_in, fingerprint, series_of
from ria_deck.model.value import Cell
from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.differences import Findings, Spot
from ria_deck.pull.pages import EditedSeries, EditedShape

_CLOSE = 1e-9  # relative: what programs lose when they write a number


def compare_chart(
    now: EditedShape, edited: EditedShape, slide: Slide | None, then: BuiltSlide | None, findings: Findings, spot: Spot
) -> None:
    """Note each point of a chart that was changed by hand, with the cells that it comes from."""
    if not edited.series and not now.series:
        return
    chart = _chart(now, slide)
    if [len(one.points) for one in now.series] != [len(one.points) for one in edited.series]:
        sizes = [
            "×".join((str(len(s.series)), str(max((len(o.points) for o in s.series), default=0))))
            for s in (now, edited)
        ]
        words = f"the chart has other series or categories: {sizes[1]}, not {sizes[0]}"
        findings.conflict("RD851", spot, words, hint="change the table in data/, or undo it in the deck")
        return
    prints = then.charts.get(fingerprint(chart.name)) if then is not None and chart is not None else None
    for number, (one, other) in enumerate(zip(now.series, edited.series, strict=True)):
        for index, (point, changed) in enumerate(zip(one.points, other.points, strict=True)):
            if _same(point, changed) or _as_built(changed, prints, number, index):
                continue
            cells = _cells(chart, number, index)
            where = f"{spot.where}, {one.name or f'series {number + 1}'}, {_category(one, index)}"
            hint = f"change {cells[0]}, or undo it in the deck" if cells else "change the table in data/"
            findings.conflict(
                "RD851",
                Spot(slide=spot.slide, number=spot.number, where=where),
                "a number of the chart was changed by hand",
                old=point or "nothing",
                new=changed or "nothing",
                cells=cells,
                hint=hint,
            )


def _chart(now: EditedShape, slide: Slide | None) -> Chart | None:
    charts = charts_in(slide) if slide is not None else ()
    return next((chart for chart in charts if now.name == f"Chart {chart.name}"), None)


def _category(series: EditedSeries, index: int) -> str:
    name = series.categories[index] if index < len(series.categories) else ""
    return name or f"point {index + 1}"


def _same(one: str | None, other: str | None) -> bool:
    if one == other:
        return True
    try:
        first, second = float(one or "nan"), float(other or "nan")
    except ValueError:
        return False
    return abs(first - second) <= _CLOSE * max(abs(first), abs(second), 1e-300)


def _as_built(point: str | None, prints: object, series: int, index: int) -> bool:
    """Whether a point is as it was when the deck was built."""
    if not isinstance(prints, list) or series >= len(prints) or index >= len(prints[series]):
        return False
    wanted = prints[series][index]
    if point is None:
        return bool(wanted == "")
    try:
        return bool(wanted == fingerprint(repr(float(point))))
    except ValueError:
        return False


def _cells(chart: Chart | None, number: int, index: int) -> tuple[Cell, ...]:
    if chart is None:
        return ()
    series = list(series_of(chart))
    points = series[number].points if number < len(series) else ()
    value = points[index].value if index < len(points) else None
    return value.cells if value is not None else ()
