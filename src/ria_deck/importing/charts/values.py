"""The numbers of a deck's chart: plots with series, from the workbook where there is one, else from the cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ria_deck.ooxml.charts import ChartPart, ChartReference, ChartSeries
from ria_deck.ooxml.formulas import ReferenceFormError
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.spans import Element
from ria_deck.ooxml.workbook import Workbook, shown_number

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DATES = re.compile(r"(?i)(?<![\\\"a-z])(yy|mmm|d{1,4}[/.-]|m{1,2}[/.-])")
_YEARS = re.compile(r"(?:\[\$?-?[\w-]*\])?y+(?:;@)?", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CACHES = ("numCache", "strCache", "multiLvlStrCache", "numLit", "strLit")
_AGREE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValues:
    """A series: its name, its points by place; `color` is a scheme colour's name or six hex digits, `points` the
    colours of single points, `hatched` those with a pattern."""

    name: str
    numbers: tuple[float | None, ...]
    x: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()  # levels, the innermost first
    format: str = ""
    color: str = ""
    points: tuple[tuple[int, str], ...] = ()
    hatched: tuple[int, ...] = ()
    labelled: bool = False
    lined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlot:
    """A plot: the element's name (`barChart` …), its series, and the ids of its axes."""

    kind: str
    series: tuple[ChartValues, ...]
    axes: tuple[str, ...]
    grouping: str = ""
    horizontal: bool = False


class ChartNumbers:
    """Reads the series of a chart; `differences` says where workbook and cache disagree: then the cache is taken."""

    def __init__(self, chart: ChartPart) -> None:
        self.chart = chart
        self.differences = 0
        self.date1904 = any(one.get("val", "1") in ("1", "true") for one in chart.root.all("date1904"))
        self._workbook: Workbook | None = None
        try:
            self._workbook = chart.workbook()
        except OfficePackageError:
            self._workbook = None  # linked or in another form: the chart's own numbers are what it shows

    def plots(self) -> list[ChartPlot]:
        """The plots in their order, each with its series."""
        found: list[ChartPlot] = []
        elements = list(dict.fromkeys(series.plot for series in self.chart.series))
        for element in sorted(elements, key=lambda one: one.start):
            own = [series for series in self.chart.series if series.plot is element]
            found.append(
                ChartPlot(
                    kind=element.name,
                    series=tuple(self._series(series) for series in own),
                    axes=tuple(one.get("val") for one in element.all("axId")),
                    grouping=_val(element, "grouping"),
                    horizontal=_val(element, "barDir") == "bar",
                )
            )
        return found

    def _series(self, series: ChartSeries) -> ChartValues:
        element = series.element
        values = "yVal" if element.child("yVal") else "val"
        holder = element.child(values)
        return ChartValues(
            name=" ".join(self._name(series).split()),
            numbers=tuple(self._numbers(series, values)),
            x=tuple(self._numbers(series, "xVal")),
            sizes=tuple(self._numbers(series, "bubbleSize")),
            categories=tuple(self._categories(series)),
            format=next((one.text for one in holder.iter("formatCode")), "") if holder else "",
            color=color_of(element.child("spPr"), line=series.plot.name in ("lineChart", "line3DChart")),
            points=tuple(
                (int(_val(point, "idx") or 0), color)
                for point in element.all("dPt")
                if (color := color_of(point.child("spPr")))
            ),
            hatched=tuple(
                int(_val(point, "idx") or 0) for point in element.all("dPt") if point.child("spPr", "pattFill")
            ),
            labelled=_labelled(element) or _labelled(series.plot),
            lined=_lined(series),
        )

    def _name(self, series: ChartSeries) -> str:
        found = series.element.child("tx")
        if found is None:
            return ""
        return next((one.text for one in found.iter("v")), series.name)

    def _numbers(self, series: ChartSeries, role: str) -> list[float | None]:
        holder = series.element.child(role)
        cache = next(holder.iter("numCache", "numLit", "strCache", "strLit"), None) if holder else None
        cached = [_number(text) for text in _texts(cache)] if cache else []
        reference = series.references.get(role)
        cells = self._cells(reference) if reference is not None else None
        if cells is None:
            return cached
        found = [float(one) if isinstance(one, int | float) and not isinstance(one, bool) else None for one in cells]
        if len(found) == len(cached) and all(_agree(a, b) for a, b in zip(found, cached, strict=True)):
            return found
        if not cached:
            return found
        self.differences += 1
        return cached

    def _cells(self, reference: ChartReference) -> list[float | str | bool | None] | None:
        if self._workbook is None:
            return None
        try:
            return [self._workbook.content(cell) for cell in self.chart.cells(reference, self._workbook)]
        except (ReferenceFormError, OfficePackageError, ValueError):
            return None

    def _categories(self, series: ChartSeries) -> list[tuple[str, ...]]:
        """The levels of category names, the innermost first; texts of outer levels are filled down."""
        holder = series.element.child("cat")
        cache = next(holder.iter(*_CACHES), None) if holder else None
        if cache is None:
            return []
        if levels := cache.all("lvl"):
            count = _count(cache)
            return [_filled(_texts(level, count)) for level in levels]
        texts = _texts(cache)
        if cache.name in ("numCache", "numLit"):
            code = next((one.text for one in cache.iter("formatCode")), "")
            texts = [self._number_name(text, code) for text in texts]
        return [tuple(" ".join((text or "").split()) for text in texts)]

    def _number_name(self, text: str | None, code: str) -> str:
        number = _number(text)
        if number is None:
            return text or ""
        if _DATES.search(_QUOTED.sub("", code)) and number == int(number) and 0 < number < 120_000:
            start = _EPOCH_1904 if self.date1904 else _EPOCH
            day = start + timedelta(days=int(number))
            only_year = _YEARS.fullmatch(_QUOTED.sub("", code).strip()) and (day.month, day.day) == (1, 1)
            return str(day.year) if only_year else day.isoformat()
        return shown_number(number)


def _filled(texts: Sequence[str | None]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        found.append(" ".join(text.split()) if text else (found[-1] if found else ""))
    return tuple(found)


def _texts(cache: Element, count: int = 0) -> list[str | None]:
    points = {int(one.get("idx", "0")): one for one in cache.all("pt")}
    total = max(count or _count(cache), max(points, default=-1) + 1)
    return [_value(points[index]) if index in points else None for index in range(total)]


def _count(cache: Element) -> int:
    text = _val(cache, "ptCount")
    return int(text) if text.isdigit() else 0


def _value(point: Element) -> str | None:
    found = point.child("v")
    return found.text if found is not None else None


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text and text.strip() else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e300 else None


def _agree(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(first - second) <= _AGREE * max(abs(first), abs(second), 1.0)


def _val(element: Element, name: str) -> str:
    found = element.child(name)
    return found.get("val") if found is not None else ""


def _labelled(element: Element) -> bool:
    labels = element.child("dLbls")
    if labels is None:
        return False
    return any(
        one.get("val", "1") in ("1", "true") and one.parent is not None and one.parent.child("delete") is None
        for one in labels.iter("showVal", "showPercent")
    )


def _lined(series: ChartSeries) -> bool:
    """Whether the points of a scatter are joined by a line."""
    style = _val(series.plot, "scatterStyle")
    drawn = series.element.child("spPr", "ln")
    if drawn is not None and drawn.child("noFill") is not None:
        return False
    return style in ("line", "lineMarker", "smooth", "smoothMarker") and (drawn is not None or style != "lineMarker")


def color_of(properties: Element | None, *, line: bool = False) -> str:
    """The colour of a shape's properties: `accent1` or `1F5F8B`; empty where they say none of its own."""
    if properties is None:
        return ""
    order = (
        (("ln", "solidFill"), ("solidFill",)) if line else (("solidFill",), ("pattFill", "fgClr"), ("ln", "solidFill"))
    )
    for path in order:
        fill = properties.child(*path)
        for one in fill.children if fill is not None else []:
            if one.name in ("schemeClr", "srgbClr"):
                return one.get("val")
            if one.name == "sysClr":
                return one.get("lastClr")
    return ""
