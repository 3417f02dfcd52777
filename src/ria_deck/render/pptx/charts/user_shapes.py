"""Draw over a chart what has no native form: rules with their words, notes in gaps and far from all data.

The shapes move with the chart and are named for what they are. Everything that names or numbers data is native.
"""

from __future__ import annotations

from collections.abc import Iterator

from ria_deck.model.chart import AnnotationKind, Mark, PlacedAnnotation, PlacedSpan, PlacedText, Rect
from ria_deck.model.chart_frame import Frame
from ria_deck.model.chart_frame import number as number_of
from ria_deck.model.look import LOOK
from ria_deck.model.theme import EMU_PER_PT
from ria_deck.render.pptx.charts.point_labels import native_notes
from ria_deck.render.pptx.charts.titles import titles_of
from ria_deck.render.pptx.charts.xml import ChartContext, Element, el, fill, no_line, paragraphs, serialised, stroke

SLACK = 2.0  # points by which a box is wider than its text


def drawing_part(drawing: ChartContext) -> bytes | None:
    """The part of `c:userShapes`, None for a chart that has nothing drawn over it."""
    anchors = list(_numbered(drawing))
    return serialised(el("c:userShapes", *anchors)) if anchors else None


def _numbered(drawing: ChartContext) -> Iterator[Element]:
    """Every anchored shape, lines below words."""
    count = 1
    layout = drawing.layout
    native = native_notes(drawing)
    for span in layout.spans:
        count += 1
        yield _span(drawing, span, count)
    for number, annotation in enumerate(layout.annotations):
        if annotation.rule is not None and number not in native:
            count += 1
            yield _line(drawing, annotation, count)
    for x, y, role in _dots(drawing):
        count += 1
        yield _dot(drawing, x, y, role, count)
    for kind, placed in _words(drawing):
        if placed.text:
            count += 1
            yield _text(drawing, placed, f"{kind}: {' '.join(placed.text.split())}", count)


def _words(drawing: ChartContext) -> Iterator[tuple[str, PlacedText]]:
    kinds = {AnnotationKind.RULE: "Rule", AnnotationKind.POINT: "Note", AnnotationKind.GAP: "Missing value"}
    native = native_notes(drawing)
    yield from (("Axis title", title) for title in titles_of(drawing).drawn)
    for number, annotation in enumerate(drawing.layout.annotations):
        if number not in native:
            yield kinds[annotation.kind], annotation.text


def _dots(drawing: ChartContext) -> Iterator[tuple[float, float, str]]:
    """Marks on areas, which have no markers of their own."""
    frame = Frame(chart=drawing.chart, layout=drawing.layout)
    areas = [plot for plot in drawing.chart.plots if plot.mark is Mark.AREA]
    for axis, series in ((drawing.chart.axes[plot.axis], one) for plot in areas for one in plot.series):
        for index, point in enumerate(series.points):
            value = number_of(series, index)
            if point.marker and value is not None:
                yield frame.middle(index), frame.along(value, axis), point.marker


def _anchored(drawing: ChartContext, box: Rect, content: Element) -> Element:
    """A shape between two corners, in shares of the chart's size."""
    width, height = drawing.layout.width, drawing.layout.height

    def corner(tag: str, x: float, y: float) -> Element:
        shares = (min(max(x / width, 0.0), 1.0), min(max(y / height, 0.0), 1.0))
        return el(tag, el("cdr:x", f"{shares[0]:.5f}"), el("cdr:y", f"{shares[1]:.5f}"))

    return el(
        "cdr:relSizeAnchor",
        corner("cdr:from", box.x, box.y),
        corner("cdr:to", box.right, box.bottom),
        content,
    )


def _transform(box: Rect, **attributes: int) -> Element:
    def emu(value: float) -> int:
        return round(value * EMU_PER_PT)

    return el(
        "a:xfrm",
        el("a:off", x=max(emu(box.x), 0), y=max(emu(box.y), 0)),
        el("a:ext", cx=emu(box.width), cy=emu(box.height)),
        **attributes,
    )


def _preset(name: str) -> Element:
    return el("a:prstGeom", el("a:avLst"), prst=name)


def _text(drawing: ChartContext, placed: PlacedText, name: str, number_: int) -> Element:
    """A text box without insets; text turned by 90° is set upwards in a box that is as tall as the text is long."""
    box = placed.box
    upwards = abs(placed.rotation - 90) < 1
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    if upwards:
        box = Rect(x=middle[0] - box.height / 2, y=middle[1] - box.width / 2, width=box.height, height=box.width)
    else:
        start = {"start": 0.0, "center": SLACK / 2, "end": SLACK}[placed.align]
        box = Rect(x=box.x - start, y=box.y, width=box.width + SLACK, height=box.height)
    attributes = {"vert": "vert270" if upwards else "horz", "wrap": "none", "anchor": "ctr", "rtlCol": 0}
    body = el(
        "cdr:txBody",
        el("a:bodyPr", lIns=0, tIns=0, rIns=0, bIns=0, vertOverflow="overflow", horzOverflow="overflow", **attributes),
        el("a:lstStyle"),
        *paragraphs(drawing, placed),
    )
    shape = el(
        "cdr:sp",
        el("cdr:nvSpPr", el("cdr:cNvPr", id=number_, name=name), el("cdr:cNvSpPr", txBox=1)),
        el("cdr:spPr", _transform(box), _preset("rect"), el("a:noFill")),
        body,
        macro="",
        textlink="",
    )
    return _anchored(drawing, box, shape)


def _line(drawing: ChartContext, annotation: PlacedAnnotation, number_: int) -> Element:
    assert annotation.rule is not None
    x1, y1, x2, y2 = annotation.rule
    dashed = annotation.dashed
    name = f"{'Rule' if dashed else 'Leader'}: {' '.join(annotation.text.text.split())}"
    box = Rect(x=min(x1, x2), y=min(y1, y2), width=abs(x2 - x1), height=abs(y2 - y1))
    flips = {"flipV": 1} if (x2 - x1) * (y2 - y1) < 0 else {}
    face = (
        stroke("ink", LOOK.rule, drawing.theme, dash="sysDash")
        if dashed
        else stroke("grey", LOOK.leader, drawing.theme)
    )
    shape = el(
        "cdr:cxnSp",
        el(
            "cdr:nvCxnSpPr",
            el("cdr:cNvPr", id=number_, name=name),
            el("cdr:cNvCxnSpPr"),
        ),
        el("cdr:spPr", _transform(box, **flips), _preset("line"), face),
        macro="",
    )
    return _anchored(drawing, box, shape)


def _span(drawing: ChartContext, span: PlacedSpan, number_: int) -> Element:
    """A shaded span, light enough to lie over what it shades."""
    face = [
        _transform(span.box),
        _preset("rect"),
        fill(span.color, drawing.theme, alpha=round(LOOK.span * 100_000)),
        no_line(),
    ]
    shape = el(
        "cdr:sp",
        el("cdr:nvSpPr", el("cdr:cNvPr", id=number_, name=f"Span {number_}"), el("cdr:cNvSpPr")),
        el("cdr:spPr", *face),
        macro="",
        textlink="",
    )
    return _anchored(drawing, span.box, shape)


def _dot(drawing: ChartContext, x: float, y: float, role: str, number_: int) -> Element:
    radius = drawing.layout.label_size * LOOK.marker
    box = Rect(x=x - radius, y=y - radius, width=2 * radius, height=2 * radius)
    shape = el(
        "cdr:sp",
        el("cdr:nvSpPr", el("cdr:cNvPr", id=number_, name=f"Mark {number_}"), el("cdr:cNvSpPr")),
        el(
            "cdr:spPr",
            _transform(box),
            _preset("ellipse"),
            fill(role, drawing.theme),
            stroke("paper", 1.0, drawing.theme),
        ),
        macro="",
        textlink="",
    )
    return _anchored(drawing, box, shape)
