"""Write a chart's axes: `c:catAx` or `c:dateAx`, and `c:valAx` with our step.

`c:majorUnit` is written, `c:max` only where the author gave bounds or shares end at 1: the scales in resolve leave the
headroom that renderers leave, so deck and handout agree without it, and an edited value that is higher raises the axis
instead of being cut off. The end without data is written: `c:min` where no number is negative (renderers cut bars off
zero otherwise, and know no common zero of two axes), `c:max` where none is positive.
"""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.model.chart import ValueAxis
from ria_deck.model.chart_parts import TimeRow
from ria_deck.model.look import LOOK
from ria_deck.render.pptx.charts.titles import title_element, titles_of
from ria_deck.render.pptx.charts.xml import (
    ChartContext,
    Element,
    el,
    flag,
    no_line,
    shape,
    stroke,
    text_properties,
)

_FIRST = 111_111_110  # axis ids: positive and different; categories even, values odd


def axis_ids(axis: int) -> tuple[int, int]:
    """The ids of the category (or x) axis and of the value axis number `axis`."""
    return _FIRST + 2 * axis, _FIRST + 2 * axis + 1


def id_elements(axis: int) -> list[Element]:
    """`c:axId` twice, as every plot on the axis has it."""
    return [flag("c:axId", number) for number in axis_ids(axis)]


def axes_elements(drawing: ChartContext) -> list[Element]:
    """All axes of the chart."""
    chart = drawing.chart
    made: list[Element] = []
    for index, axis in enumerate(chart.axes):
        if chart.x_axis is not None:
            made.append(_x_axis(drawing, chart.x_axis, index))
        else:
            made.append(_category_axis(drawing, index))
        made.append(_value_axis(drawing, axis, index))
    return made


def horizontal(drawing: ChartContext) -> bool:
    """Whether the categories stand one below the other."""
    return any(plot.horizontal for plot in drawing.chart.plots)


def _category_axis(drawing: ChartContext, index: int) -> Element:
    """The categories: dates where labels are left out, which only a time axis does in every renderer. The second axis'
    own copy is hidden, unless it carries the second unit."""
    own, other = axis_ids(index)
    lying = horizontal(drawing)
    theme, layout, dated = drawing.theme, drawing.layout, drawing.chart.dated
    color = layout.category_labels[0].color if layout.category_labels else "grey"
    title = title_element(drawing, titles_of(drawing).categories[index])
    second = index > 0
    parts = [
        flag("c:axId", own),
        el("c:scaling", flag("c:orientation", "maxMin" if lying or layout.mirrored else "minMax")),
        flag("c:delete", second and not title),
        flag("c:axPos", _side(drawing, "l" if lying else "b") if not second else "t"),
        *title,
        el("c:numFmt", formatCode=dated.code if dated else "General", sourceLinked=0),
        flag("c:majorTickMark", "none"),
        flag("c:minorTickMark", "none"),
        flag("c:tickLblPos", "none" if second or not layout.category_labels else "low"),
        shape(no_line() if second else stroke("grey", LOOK.base, theme)),
        text_properties(drawing, size=layout.label_size, color=color, upright=dated is not None or layout.skip <= 1),
        flag("c:crossAx", other),
        flag("c:crosses", "autoZero"),
        flag("c:auto", False),
    ]
    offset = flag("c:lblOffset", 50 if not lying else 100)
    if dated:
        return el("c:dateAx", *parts, offset, *_time_units(dated, layout.skip))
    skip = max(layout.skip, 1)
    return el(
        "c:catAx",
        *parts,
        flag("c:lblAlgn", "ctr"),
        offset,
        flag("c:tickLblSkip", skip),
        flag("c:tickMarkSkip", skip),
        flag("c:noMultiLvlLbl", True),
    )


def _time_units(row: TimeRow, skip: int) -> list[Element]:
    """The unit of a time axis, and the step between labels: in years where months make whole ones."""
    step = skip * row.apart
    whole_years = row.unit == "months" and step % 12 == 0
    return [
        flag("c:baseTimeUnit", row.base),
        flag("c:majorUnit", step // 12 if whole_years else step),
        flag("c:majorTimeUnit", "years" if whole_years else row.unit),
    ]


def _value_axis(drawing: ChartContext, axis: ValueAxis, index: int) -> Element:
    other, own = axis_ids(index)
    lying = horizontal(drawing)
    labels = drawing.layout.tick_labels[index] if index < len(drawing.layout.tick_labels) else ()
    second = index > 0
    parts = [
        flag("c:axId", own),
        _scaling(axis, _numbers_on(drawing, index), turned=lying and drawing.layout.mirrored),
        flag("c:delete", drawing.chart.spark),
    ]
    parts.append(flag("c:axPos", _side(drawing, ("t" if second else "b") if lying else ("r" if second else "l"))))
    if not second and not drawing.chart.spark:
        parts.append(el("c:majorGridlines", shape(stroke("mist", LOOK.grid, drawing.theme))))
    parts += title_element(drawing, titles_of(drawing).values[index])
    color = labels[0].color if labels else axis.color
    parts += _numbers(drawing, axis, color, shown=bool(labels))
    # in a chart that lies, the first category is on top: the value axis belongs below the last
    crosses = "max" if second != lying else "autoZero"
    between = "between" if drawing.chart.categories.between else "midCat"
    parts += [flag("c:crossAx", other), flag("c:crosses", crosses)]
    if drawing.chart.x_axis is None:
        parts.append(flag("c:crossBetween", between))
    else:
        parts.append(flag("c:crossBetween", "midCat"))
    parts.append(flag("c:majorUnit", axis.step * drawing.layout.strides[0]))
    return el("c:valAx", *parts)


def _x_axis(drawing: ChartContext, axis: ValueAxis, index: int) -> Element:
    """The horizontal axis of a scatter."""
    own, other = axis_ids(index)
    layout = drawing.layout
    labels = layout.category_labels
    points = [point for plot in drawing.chart.plots for series in plot.series for point in series.points]
    numbers = [float(point.x) for point in points if point.x is not None]
    parts = [flag("c:axId", own), _scaling(axis, numbers), flag("c:delete", index > 0), flag("c:axPos", "b")]
    if index == 0:
        parts.append(el("c:majorGridlines", shape(stroke("mist", LOOK.grid, drawing.theme))))
    parts += title_element(drawing, titles_of(drawing).categories[index])
    parts += _numbers(drawing, axis, labels[0].color if labels else axis.color, shown=bool(labels), base=True)
    parts += [flag("c:crossAx", other), flag("c:crosses", "min"), flag("c:crossBetween", "midCat")]
    parts.append(flag("c:majorUnit", axis.step * layout.strides[1]))
    return el("c:valAx", *parts)


def _side(drawing: ChartContext, side: str) -> str:
    """The side of the plot that an axis stands on."""
    return {"l": "r", "r": "l"}.get(side, side) if drawing.layout.mirrored else side


def _scaling(axis: ValueAxis, numbers: Sequence[float], *, turned: bool = False) -> Element:
    way = flag("c:orientation", "maxMin" if turned else "minMax")
    parts = [*([flag("c:logBase", 10)] if axis.log else []), way]
    if axis.fixed or all(one <= 0 for one in numbers):
        parts.append(flag("c:max", axis.maximum))
    if axis.fixed or all(one >= 0 for one in numbers):
        parts.append(flag("c:min", axis.minimum))
    return el("c:scaling", *parts)


def _numbers_on(drawing: ChartContext, index: int) -> list[float]:
    """All numbers that stand on a value axis."""
    points = [
        point for plot in drawing.chart.plots if plot.axis == index for series in plot.series for point in series.points
    ]
    return [float(point.value) for point in points if point.value is not None]


def _numbers(drawing: ChartContext, axis: ValueAxis, color: str, *, shown: bool, base: bool = False) -> list[Element]:
    place = "low" if base else "nextTo"
    return [
        el("c:numFmt", formatCode=axis.format.code or "General", sourceLinked=0),
        flag("c:majorTickMark", "none"),
        flag("c:minorTickMark", "none"),
        flag("c:tickLblPos", place if shown else "none"),
        shape(stroke("grey", LOOK.base, drawing.theme) if base else no_line()),
        text_properties(drawing, size=drawing.layout.label_size, color=color, upright=True),
    ]
