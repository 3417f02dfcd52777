"""The axes of a deck's chart: their titles and formats, and which plots have which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.importing.charts.values import ChartPlot
from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.presentation import paragraph_text
from ria_deck.ooxml.spans import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAxes:
    """What a chart says about its axes: titles by the value axes' order, the category axis' title, formats."""

    titles: tuple[str, ...]
    formats: tuple[str, ...]
    category: str
    groups: tuple[tuple[str, ...], ...]  # the axes of each plot
    log: bool = False


def title_of(chart: ChartPart) -> str:
    """The title of a chart, in one line; empty without one."""
    found = chart.root.child("chart", "title")
    return _words(found) if found is not None else ""


def _words(holder: Element) -> str:
    rich = [paragraph_text(one) for one in holder.iter("p")]
    text = " ".join(rich) or " ".join(one.text for one in holder.iter("v"))
    return " ".join(text.split())


def drawn_words(chart: ChartPart) -> list[str]:
    """What is lost of words that are drawn into a chart, as annotations are; nothing without any."""
    parts = chart.package.related(chart.part, "chartUserShapes")
    shapes = [one for part in parts if part in chart.package.parts for one in chart.package.tree(part).iter("sp")]
    words = [text for shape in shapes if (text := _words(shape))]
    return [f"words drawn into it ({'; '.join(words)}): write them as `annotations`"] if words else []


def axes_of(chart: ChartPart, plots: Sequence[ChartPlot]) -> ChartAxes:
    """The axes that the plots of a chart have."""
    area = next(chart.root.iter("plotArea"))
    found = {
        one.child("axId").get("val"): one  # type: ignore[union-attr]
        for one in area.children
        if one.name.endswith("Ax") and one.child("axId") is not None
    }
    groups = list(dict.fromkeys(plot.axes for plot in plots))
    values = [_value_axis(group, found) for group in groups]
    category = next((one for key in groups[0] if (one := found.get(key)) and one is not values[0]), None)
    return ChartAxes(
        titles=tuple(_axis_title(one) for one in values),
        formats=tuple(_axis_format(one) for one in values),
        category=_axis_title(category),
        groups=tuple(groups),
        log=any(one is not None and one.child("scaling", "logBase") is not None for one in values),
    )


def _value_axis(group: Sequence[str], axes: Mapping[str, Element]) -> Element | None:
    own = [axes[key] for key in group if key in axes]
    values = [one for one in own if one.name == "valAx"]
    return values[-1] if values else None


def _axis_title(axis: Element | None) -> str:
    title = axis.child("title") if axis is not None else None
    return _words(title) if title is not None else ""


def _axis_format(axis: Element | None) -> str:
    found = axis.child("numFmt") if axis is not None else None
    if found is None or found.get("sourceLinked") in ("1", "true"):
        return ""
    return found.get("formatCode")
