"""Points and names of a chart that were changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Slide
from ria_deck.model.fingerprints import charts_in, fingerprint, series_of
from ria_deck.model.value import Cell
from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.differences import Findings, Spot
from ria_deck.pull.letters import alike
from ria_deck.pull.pages import EditedSeries, EditedShape

_CLOSE = 1e-9  # relative: what programs lose when they write a number


def compare_chart(
    now: EditedShape, edited: EditedShape, slide: Slide | None, then: BuiltSlide | None, findings: Findings, spot: Spot
) -> None:
    """Note each point and name of a chart that was changed by hand, with the cells that it comes from."""
    if not edited.series and not now.series:
        return
    chart = _chart(now, slide)
    prints = then.charts.get(fingerprint(chart.name)) if then is not None and chart is not None else None
    _Comparing(chart, prints, then, findings, spot).compare(now.series, edited.series)
    told = {one.new for one in findings.differences if one.spot.slide == spot.slide and one.code == "RD851"}
    for cell, shown, held in edited.unlike:
        if shown not in told:  # what the chart shows was changed by hand itself
            words = "the chart's workbook was changed by hand, and the chart shows something else"
            place = Spot(slide=spot.slide, number=spot.number, where=f"{spot.where}, {cell}")
            hint = "change the table in data/, then build again"
            findings.conflict("RD851", place, words, old=shown, new=held, hint=hint)


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Compares the series of a chart; `prints` are those of its points when it was built, None where nothing says so."""

    chart: Chart | None
    prints: Sequence[Sequence[str]] | None
    then: BuiltSlide | None
    findings: Findings
    spot: Spot

    def compare(self, now: Sequence[EditedSeries], edited: Sequence[EditedSeries]) -> None:
        """Series by their order, where there are as many; else by their names."""
        pairs = _paired([one.name for one in now], [one.name for one in edited])
        taken = self.prints is None or len(self.prints) > len(edited)
        for number, at in pairs:
            if number is not None and at is not None:
                self._series(now[number], edited[at], number, at)
            elif at is not None and self._by_hand(edited[at].name):
                self._conflict("a series was put into the chart by hand", edited[at].name, new=edited[at].name)
            elif number is not None and taken and (self.prints is None or number < len(self.prints)):
                name, cells = now[number].name, _cells(self.chart, number, 0)
                self._conflict("a series was taken out of the chart by hand", name, cells, name)

    def _series(self, now: EditedSeries, edited: EditedSeries, number: int, at: int) -> None:
        name = now.name or f"series {number + 1}"
        then = self.prints[at] if self.prints is not None and at < len(self.prints) else None
        if not alike(now.name, edited.name) and self._by_hand(edited.name):
            words = "a series of the chart was given another name by hand"
            self._conflict(words, name, _cells(self.chart, number, 0)[:1], now.name, edited.name)
        here, there = (one.categories or [""] * len(one.points) for one in (now, edited))
        for index, place in _paired(here, there):
            if index is not None and place is not None:
                self._point(now, edited, (number, index), (at, place), then)
            elif place is not None:
                self._put_in(name, edited, place, then)
            elif index is not None and (then is None or len(then) > len(edited.points)):
                cells, old = _cells(self.chart, number, index), f"{_category(now, index)}: {now.points[index]}"
                self._conflict("a category was taken out of the chart by hand", name, cells, old)

    def _put_in(self, name: str, edited: EditedSeries, place: int, then: Sequence[str] | None) -> None:
        if not _is_built(edited.points, then, place):
            new = f"{_category(edited, place)}: {edited.points[place]}"
            self._conflict("a category was put into the chart by hand", name, new=new)

    def _point(
        self,
        now: EditedSeries,
        edited: EditedSeries,
        here: tuple[int, int],
        there: tuple[int, int],
        then: Sequence[str] | None,
    ) -> None:
        cells = _cells(self.chart, *here)
        where = f"{now.name or f'series {here[0] + 1}'}, {_category(now, here[1])}"
        point, changed = _at(now.points, here[1]), _at(edited.points, there[1])
        if not _same(point, changed) and not _as_built(changed, then, there[1]):
            self._conflict(
                "a number of the chart was changed by hand", where, cells, point or "nothing", changed or "nothing"
            )
        one, two = _category(now, here[1]), _category(edited, there[1])
        timed = self.chart is not None and self.chart.categories.time is not None
        if here[0] == 0 and not timed and not alike(one, two) and self._by_hand(two):
            self._conflict("a category of the chart was given another name by hand", where, cells, one, two)

    def _by_hand(self, name: str) -> bool:
        """Whether a name isn't one that the deck was built with."""
        return self.then is None or not self.then.has(name)

    def _conflict(self, message: str, where: str, cells: Sequence[Cell] = (), old: str = "", new: str = "") -> None:
        hint = (
            f"change {cells[0]}, or undo it in the deck"
            if cells
            else "change the table in data/, or undo it in the deck"
        )
        spot = Spot(slide=self.spot.slide, number=self.spot.number, where=f"{self.spot.where}, {where}")
        self.findings.conflict("RD851", spot, message, old=old, new=new, cells=cells, hint=hint)


def _at(points: Sequence[str | None], index: int) -> str | None:
    return points[index] if index < len(points) else None


def _paired(now: Sequence[str], edited: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The places of names on both sides, in order where there are as many, else those of one name."""
    if len(now) == len(edited):
        return [(index, index) for index in range(len(now))]
    left = dict(enumerate(edited))
    found: list[tuple[int | None, int | None]] = []
    for index, name in enumerate(now):
        at = next((at for at, other in left.items() if alike(name, other)), None)
        found.append((index, at))
        if at is not None:
            del left[at]
    return [*found, *((None, at) for at in left)]


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


def _is_built(points: Sequence[str | None], then: Sequence[str] | None, index: int) -> bool:
    """Whether a series has as many points as when the deck was built, this one among them."""
    return then is not None and len(then) == len(points) and _as_built(points[index], then, index)


def _as_built(point: str | None, then: Sequence[str] | None, index: int) -> bool:
    """Whether a point is as it was when the deck was built."""
    if then is None or index >= len(then):
        return False
    wanted = then[index]
    if point is None:
        return bool(wanted == "")
    try:
        return bool(wanted == fingerprint(repr(float(point))))
    except ValueError:
        return False


def _cells(chart: Chart | None, number: int, index: int) -> Sequence[Cell]:
    if chart is None:
        return ()
    series = list(series_of(chart))
    points = series[number].points if number < len(series) else ()
    value = points[index].value if index < len(points) else None
    return value.cells if value is not None else ()
