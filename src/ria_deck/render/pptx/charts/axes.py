"""A chart's axes go in, `c:catAx` and `c:valAx` come out: fixed bounds and steps, nothing for PowerPoint to choose.

Titles are not among them: PowerPoint breaks the title of a value axis after a fifth of the chart's width, wherever it
stands. They are drawn over the chart instead (`chart_drawing`), where the layout has measured them.
"""

from __future__ import annotations

from ria_deck.i18n.excel_codes import excel_text
from ria_deck.model.chart import PlacedText, ValueAxis
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

GRID = 0.75  # widths of lines in points
BASE = 0.9
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


def drawn_ticks(drawing: ChartContext) -> list[PlacedText]:
    """Labels that an axis can't show by itself: numbers that no format gives (万), and years of which some are left
    out (LibreOffice knows no `tickLblSkip` and turns them). They are drawn as text, the axis' own are off."""
    chart, layout = drawing.chart, drawing.layout
    found: list[PlacedText] = []
    for axis, labels in zip(chart.axes, layout.tick_labels, strict=False):
        if not is_native(axis):
            found += labels
    if layout.skip > 1 or (chart.x_axis is not None and not is_native(chart.x_axis)):
        found += layout.category_labels
    return found


def is_native(axis: ValueAxis) -> bool:
    """Whether the axis' code gives the strings of all its ticks."""
    return axis.format.native and all(excel_text(axis.format.code, tick.at) == tick.label for tick in axis.ticks)


def _category_axis(drawing: ChartContext, index: int) -> Element:
    """The categories; the second axis' own copy is hidden."""
    own, other = axis_ids(index)
    lying = horizontal(drawing)
    theme, layout = drawing.theme, drawing.layout
    color = layout.category_labels[0].color if layout.category_labels else "grey"
    parts = [
        flag("c:axId", own),
        el("c:scaling", flag("c:orientation", "maxMin" if lying else "minMax")),
        flag("c:delete", index > 0),
        flag("c:axPos", "l" if lying else "b"),
    ]
    parts += [
        el("c:numFmt", formatCode="General", sourceLinked=0),
        flag("c:majorTickMark", "none"),
        flag("c:minorTickMark", "none"),
        flag("c:tickLblPos", "low" if layout.skip == 1 else "none"),
        shape(stroke("grey", BASE, theme)),
        text_properties(drawing, size=layout.label_size, color=color, upright=True),
        flag("c:crossAx", other),
        flag("c:crosses", "autoZero"),
        flag("c:auto", False),
        flag("c:lblAlgn", "ctr"),
        flag("c:lblOffset", 50 if not lying else 100),
        flag("c:tickLblSkip", max(layout.skip, 1)),
        flag("c:tickMarkSkip", max(layout.skip, 1)),
        flag("c:noMultiLvlLbl", True),
    ]
    return el("c:catAx", *parts)


def _value_axis(drawing: ChartContext, axis: ValueAxis, index: int) -> Element:
    other, own = axis_ids(index)
    lying = horizontal(drawing)
    labels = drawing.layout.tick_labels[index] if index < len(drawing.layout.tick_labels) else ()
    second = index > 0
    parts = [flag("c:axId", own), _scaling(axis), flag("c:delete", False)]
    parts.append(flag("c:axPos", ("t" if second else "b") if lying else ("r" if second else "l")))
    if not second:
        parts.append(el("c:majorGridlines", shape(stroke("mist", GRID, drawing.theme))))
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
    parts.append(flag("c:majorUnit", axis.step))
    return el("c:valAx", *parts)


def _x_axis(drawing: ChartContext, axis: ValueAxis, index: int) -> Element:
    """The horizontal axis of a scatter."""
    own, other = axis_ids(index)
    layout = drawing.layout
    labels = layout.category_labels
    parts = [flag("c:axId", own), _scaling(axis), flag("c:delete", index > 0), flag("c:axPos", "b")]
    if index == 0:
        parts.append(el("c:majorGridlines", shape(stroke("mist", GRID, drawing.theme))))
    parts += _numbers(drawing, axis, labels[0].color if labels else axis.color, shown=bool(labels), base=True)
    parts += [flag("c:crossAx", other), flag("c:crosses", "min"), flag("c:crossBetween", "midCat")]
    parts.append(flag("c:majorUnit", axis.step))
    return el("c:valAx", *parts)


def _scaling(axis: ValueAxis) -> Element:
    return el("c:scaling", flag("c:orientation", "minMax"), flag("c:max", axis.maximum), flag("c:min", axis.minimum))


def _numbers(drawing: ChartContext, axis: ValueAxis, color: str, *, shown: bool, base: bool = False) -> list[Element]:
    place = "low" if base else "nextTo"
    return [
        el("c:numFmt", formatCode=axis.format.code or "General", sourceLinked=0),
        flag("c:majorTickMark", "none"),
        flag("c:minorTickMark", "none"),
        flag("c:tickLblPos", place if shown and is_native(axis) else "none"),
        shape(stroke("grey", BASE, drawing.theme) if base else no_line()),
        text_properties(drawing, size=drawing.layout.label_size, color=color, upright=True),
    ]
