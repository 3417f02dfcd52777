"""A native chart's part goes in; what PowerPoint shows of it comes out as lines of words, places and caches aside."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHOWN = {
    "showVal": "number",
    "showCatName": "category",
    "showSerName": "name",
    "showPercent": "percent",
    "showLegendKey": "key",
    "showBubbleSize": "size",
    "showDataLabelsRange": "cell",
}
_FURTHER = ("grouping", "barDir", "varyColors", "gapWidth", "overlap", "firstSliceAng", "holeSize", "scatterStyle")
_SIZES = ("bubbleScale", "showNegBubbles", "sizeRepresents")
_AXIS = ("axPos", "majorTickMark", "minorTickMark", "tickLblPos", "crosses", "crossBetween", "majorUnit", "lblOffset")
_ROW = ("baseTimeUnit", "majorTimeUnit", "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl", "auto")


def chart_words(root: etree._Element, drawing: etree._Element | None) -> str:
    """The chart's lines: what holds for all of it, its plots with their series, its axes, its key, what is drawn over it."""
    drawn = [] if drawing is None else [*_drawn(drawing)]
    return "\n".join([*_lines(root), *drawn]) + "\n"


def _lines(root: etree._Element) -> Iterator[str]:
    chart = _child(root, "chart")
    ids = {found: f"axis {number}" for number, found in enumerate(dict.fromkeys(_values_in(root, "axId")), start=1)}
    yield f"chart: {_title(chart)}; gaps {_value(chart, 'dispBlanksAs')}; corners {_value(root, 'roundedCorners')}"
    yield f"  all text {_text(root)}"
    for part in _child(chart, "plotArea"):
        kind = _name(part)
        if kind.endswith("Chart"):
            axes = ", ".join(ids[one] for one in _values(part, "axId"))
            yield f"{kind}: {_said(part, (*_FURTHER, *_SIZES))}; {axes or 'no axes'}"
            for series in part.iterfind(f"{C}ser"):
                yield from _series(series)
        elif kind.endswith("Ax"):
            yield from _axis(part, ids)
    legend = chart.find(f"{C}legend")
    if legend is not None:
        left_out = [_value(entry, "idx") for entry in legend.iterfind(f"{C}legendEntry") if _is(entry, "delete")]
        yield f"key: {_said(legend, ('legendPos', 'overlay'))}; without {' '.join(left_out) or 'none'}; {_text(legend)}"


def _series(series: etree._Element) -> Iterator[str]:
    name = series.findtext(f"{C}tx//{C}v")
    yield f"  series {_value(series, 'idx')}/{_value(series, 'order')} “{name}”: {_look(series)}{_marker(series)}"
    for tag in ("cat", "xVal", "val", "yVal", "bubbleSize"):
        for data in series.iterfind(f"{C}{tag}"):
            points, count = len(list(data.iter(f"{C}pt"))), next(data.iter(f"{C}ptCount")).get("val")
            form = data.findtext(f".//{C}formatCode")
            yield f"    {tag} {data.findtext(f'.//{C}f')}: {points} of {count}{f' as {form}' if form else ''}"
    said = _said(series, ("smooth", "invertIfNegative", "bubble3D"))
    yield from [f"    {said}"] if said else []
    for point in series.iterfind(f"{C}dPt"):
        yield f"    point {_value(point, 'idx')}: {_look(point)}{_marker(point)}"
    for labels in series.iterfind(f"{C}dLbls"):
        for label in labels.iterfind(f"{C}dLbl"):
            yield f"    label {_value(label, 'idx')}: {'none' if _is(label, 'delete') else _label(label)}"
        yield f"    labels: {_label(labels)}"
    for bars in series.iterfind(f"{C}errBars"):
        said = _said(bars, ("errDir", "errBarType", "errValType", "noEndCap"))
        cells = [f"{_name(side)} {side.findtext(f'.//{C}f')}" for side in bars if _name(side) in ("plus", "minus")]
        yield f"    errors: {said}; {' '.join(cells)}; {_look(bars)}"
    for words in series.iter("{*}datalabelsRange"):
        texts = [f"{one.get('idx')} “{one.findtext(f'{C}v')}”" for one in words.iter(f"{C}pt")]
        yield f"    cells {words.findtext('{*}f')}: {', '.join(texts)}"


def _label(label: etree._Element) -> str:
    shown = [word for name, word in _SHOWN.items() if any(_is(one, name) for one in (label, *label.iter("{*}ext")))]
    shares = [
        f"{round(float(one.get('val', '')), 2) + 0.0:+.2f}" for one in label.iterfind(f"{C}layout/{C}manualLayout/*")
    ]
    moved = f" moved {' '.join(shares)}" if shares else ""
    place = f" at {_value(label, 'dLblPos')}" if label.find(f"{C}dLblPos") is not None else ""
    form = [one.get("formatCode") for one in label.iterfind(f"{C}numFmt")]
    parts = [" + ".join(shown) or "nothing", *(f"as {code}" for code in form), _text(label)]
    separator = label.findtext(f"{C}separator")
    lines = [" with lines to it" for one in label.iter("{*}showLeaderLines") if one.get("val") == "1"]
    return (
        "; ".join(filter(None, parts))
        + place
        + moved
        + (f"; parted by {separator!r}" if separator else "")
        + "".join(lines)
    )


def _axis(axis: etree._Element, ids: dict[str, str]) -> Iterator[str]:
    scaling = _child(axis, "scaling")
    gone = ", not shown" if _is(axis, "delete") else ""
    yield f"{ids[_value(axis, 'axId')]}, {_name(axis)} across {ids[_value(axis, 'crossAx')]}{gone}: {_title(axis)}"
    yield f"  scale {_said(scaling, ('orientation', 'logBase', 'min', 'max'))}; {_said(axis, (*_AXIS, *_ROW))}"
    grid = axis.find(f"{C}majorGridlines")
    form = _child(axis, "numFmt")
    lines = f"; grid {_look(grid)}" if grid is not None else ""
    turned = ["; never turned" for body in axis.iterfind(f"{C}txPr/{A}bodyPr") if body.get("rot") == "0"]
    yield f"  {form.get('formatCode')}; {_look(axis)}{lines}; {_text(axis)}{''.join(turned)}"


def _drawn(drawing: etree._Element) -> Iterator[str]:
    for one in drawing.iter("{*}sp", "{*}cxnSp"):
        look, name = one.find("{*}spPr"), next(one.iter("{*}cNvPr")).get("name")
        assert look is not None
        flips = [f", {key}" for key in ("flipV", "flipH") if _transform(look).get(key)]
        kind = next(look.iter(f"{A}prstGeom")).get("prst")
        body = one.find("{*}txBody")
        text = "" if body is None else f"; {_set(body)}"
        yield f"drawn {kind}{''.join(flips)} “{name}”: {_faces(look)}{text}"


def _transform(look: etree._Element) -> etree._Element:
    return next(look.iter(f"{A}xfrm"))


def _title(part: etree._Element) -> str:
    title = part.find(f"{C}title")
    if title is None:
        return "no title" + (", and none made up" if _is(part, "autoTitleDeleted") else "")
    words = "".join("⏎" if _name(run) == "br" else run.findtext(f"{A}t", "") for run in title.iter(f"{A}r", f"{A}br"))
    turned = "".join(f", turned {body.get('rot')}" for body in title.iter(f"{A}bodyPr") if body.get("rot") != "0")
    return f"title “{words}” {_text(title)}{turned}, {'over' if _is(title, 'overlay') else 'beside'} the plot"


def _marker(part: etree._Element) -> str:
    marker = part.find(f"{C}marker")
    if marker is None:
        return ""
    symbol = _value(marker, "symbol")
    return "; no marker" if symbol == "none" else f"; marker {symbol} {_value(marker, 'size')}: {_look(marker)}"


def _look(part: etree._Element) -> str:
    """Fill and line of a part."""
    look = part.find(f"{C}spPr")
    return "as it is" if look is None else _faces(look)


def _faces(look: etree._Element) -> str:
    fills = [_fill(one) for one in look if _name(one) in ("solidFill", "pattFill", "noFill")]
    lines = [_line(one) for one in look.iterfind(f"{A}ln")]
    return ", ".join([*(f"filled {one}" for one in fills), *lines])


def _line(line: etree._Element) -> str:
    color = " ".join(_fill(one) for one in line if _name(one) in ("solidFill", "noFill"))
    if color == "none":
        return "no line"
    dash = "".join(f" {one.get('val')}" for one in line.iterfind(f"{A}prstDash"))
    return f"line {color} {int(line.get('w', '0')) / 12700:.2f} pt{dash} {line.get('cap')}"


def _fill(fill: etree._Element) -> str:
    if _name(fill) == "noFill":
        return "none"
    colors = [_color(one) for one in fill.iter(f"{A}schemeClr", f"{A}srgbClr")]
    return " on ".join(colors) + (f" {fill.get('prst')}" if fill.get("prst") else "")


def _color(color: etree._Element) -> str:
    return "".join([color.get("val", ""), *(f" {_name(one)} {one.get('val')}" for one in color)])


def _text(part: etree._Element) -> str:
    """Size, weight, colour and direction of a part's text; whether it may be broken."""
    body = next(
        filter(lambda one: one is not None, (part.find(f"{C}{place}") for place in ("txPr", f"tx/{C}rich"))), None
    )
    return "" if body is None else _set(body)


def _set(body: etree._Element) -> str:
    look = next(body.iter(f"{A}defRPr", f"{A}rPr"))
    said = [f"{int(look.get('sz', '0')) / 100:g} pt", *(_fill(one) for one in look.iterfind(f"{A}solidFill"))]
    said += ["bold"] if look.get("b") == "1" else []
    for paragraph in body.iterfind(f"{A}p/{A}pPr"):
        said += [f"{key} {paragraph.get(key)}" for key in ("algn", "rtl") if paragraph.get(key)]
    for one in body.iterfind(f"{A}bodyPr"):
        said += [f"{key} {one.get(key)}" for key in ("wrap", "vert", "anchor") if one.get(key, "horz") != "horz"]
    return " ".join(said)


def _said(part: etree._Element, names: tuple[str, ...]) -> str:
    """The settings of a part in their order."""
    return ", ".join(f"{_name(one)} {one.get('val')}" for one in part if _name(one) in names)


def _child(part: etree._Element, name: str) -> etree._Element:
    found = part.find(f"{C}{name}")
    assert found is not None, name
    return found


def _values(part: etree._Element, name: str) -> list[str]:
    return [one.get("val", "") for one in part.iterfind(f"{C}{name}")]


def _values_in(root: etree._Element, name: str) -> list[str]:
    return [one.get("val", "") for one in root.iter(f"{C}{name}")]


def _value(part: etree._Element, name: str) -> str:
    return " ".join(_values(part, name))


def _is(part: etree._Element, name: str) -> bool:
    return any(_name(one) == name and one.get("val") == "1" for one in part)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
