"""A native chart: its part, its workbook and what is drawn over it."""

from __future__ import annotations

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.parts.slide import SlidePart

from ria_deck.model.chart import Chart, Mark
from ria_deck.model.chart_frame import is_bridged
from ria_deck.model.deck import Deck
from ria_deck.render.pptx.charts.axes import axes_elements, id_elements
from ria_deck.render.pptx.charts.plots import plot_element
from ria_deck.render.pptx.charts.titles import title_element, titles_of
from ria_deck.render.pptx.charts.user_shapes import drawing_part
from ria_deck.render.pptx.charts.workbook import columns_of, workbook
from ria_deck.render.pptx.charts.xml import (
    C,
    ChartContext,
    Element,
    R,
    el,
    flag,
    manual_layout,
    no_line,
    serialised,
    shape,
    text_properties,
)

_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_SWATCH = 3.6  # of the label size: a key's mark with the air around it
_WORKBOOK_ID, _SHAPES_ID = "rId1", "rId2"


def chart_graphic(part: SlidePart, chart: Chart, deck: Deck) -> str:
    """Add the chart's parts to the slide's package; the `<c:chart>` that a graphic frame of the slide holds."""
    assert chart.slide is not None, "resolve lays every chart of a slide out"
    drawing = ChartContext(
        chart=chart, layout=chart.slide, theme=deck.theme, lang=deck.lang, leftwards=deck.direction == "rtl"
    )
    shapes = drawing_part(drawing)
    package = part.package
    name = package.next_partname("/ppt/charts/chart%d.xml")
    made = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, serialised(chart_space(drawing, shapes is not None)))
    book = EmbeddedXlsxPart.new(workbook(drawing, deck.date), package)
    related = made.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    assert related == _WORKBOOK_ID
    if shapes is not None:
        place = PackURI(str(name).replace("/charts/chart", "/drawings/drawing"))
        drawn = Part(place, _SHAPES_TYPE, package, shapes)
        related = made.relate_to(drawn, RELATIONSHIP_TYPE.CHART_USER_SHAPES)
        assert related == _SHAPES_ID
    return f'<c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{part.relate_to(made, RELATIONSHIP_TYPE.CHART)}"/>'


def chart_space(drawing: ChartContext, drawn_over: bool = False) -> Element:
    """The root of a chart part, ECMA-376 part 1, 21.2.2.29, its children in the schema's order."""
    chart, layout = drawing.chart, drawing.layout
    columns = columns_of(drawing)
    plots: list[Element] = []
    first = 0
    for index, plot in enumerate(chart.plots):
        element = plot_element(drawing, index, first, columns)
        if plot.mark is not Mark.ARC:
            for axis_id in id_elements(plot.axis):
                element.append(axis_id)
        plots.append(element)
        first += len(plot.series)
    inner = layout.plot
    area = el(
        "c:plotArea",
        manual_layout(
            inner.x / layout.width,
            inner.y / layout.height,
            (inner.width / layout.width, inner.height / layout.height),
            inner=True,
        ),
        *plots,
        *([] if any(plot.mark is Mark.ARC for plot in chart.plots) else axes_elements(drawing)),
        shape(el("a:noFill"), no_line()),
    )
    titles = title_element(drawing, titles_of(drawing).chart)
    parts = [
        flag("c:date1904", False),
        flag("c:lang", drawing.lang),
        flag("c:roundedCorners", False),
        el(
            "c:chart",
            *titles,
            flag("c:autoTitleDeleted", not titles),
            area,
            *_legend(drawing),
            flag("c:plotVisOnly", True),
            flag("c:dispBlanksAs", "span" if is_bridged(chart) else "gap"),
        ),
        shape(el("a:noFill"), no_line()),
        text_properties(drawing, size=layout.label_size, color="ink"),
        el("c:externalData", flag("c:autoUpdate", False), r_id=_WORKBOOK_ID),
    ]
    if drawn_over:
        parts.append(el("c:userShapes", r_id=_SHAPES_ID))
    return el("c:chartSpace", *parts)


_KEY_AIR = 0.3


def _legend(drawing: ChartContext) -> list[Element]:
    """The key above the plot: the series that aren't named beside their points."""
    layout = drawing.layout
    key = {(name.plot, name.series): name.text for name in layout.series_labels if name.point < 0}
    if not key:
        return []
    places = [(plot, series) for plot, one in enumerate(drawing.chart.plots) for series in range(len(one.series))]
    hidden = [
        el("c:legendEntry", flag("c:idx", index), flag("c:delete", True))
        for index, place in enumerate(places)
        if place not in key
    ]
    top = min(text.box.y for text in key.values())
    bottom = max(text.box.bottom for text in key.values())
    width = min(sum(text.box.width + _SWATCH * layout.label_size for text in key.values()), layout.width)
    left = layout.width - width if layout.mirrored else 0.0
    air = _KEY_AIR * (
        bottom - top
    )  # lines of many scripts are higher; LibreOffice draws no key that it has no room for
    top, height = max(top - air, 0.0), bottom - top + 2 * air
    place = manual_layout(left / layout.width, top / layout.height, (width / layout.width, height / layout.height))
    face = text_properties(drawing, size=layout.label_size, color="ink")
    return [el("c:legend", flag("c:legendPos", "t"), *hidden, place, flag("c:overlay", True), face)]
