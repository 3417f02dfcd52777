"""How shapes and slides look, in words that a person can compare: fills, lines, crops, kinds of charts, animations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.presentation import DeckSlide, SlideShape
from ria_deck.ooxml.spans import Element

_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill", "noFill")


def box_of(element: Element) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of a shape in EMU; None where it says none of its own."""
    for path in (("spPr", "xfrm"), ("xfrm",), ("grpSpPr", "xfrm")):
        if (frame := element.child(*path)) is not None:
            offset, size = frame.child("off"), frame.child("ext")
            if offset is not None and size is not None:
                numbers = (offset.get("x"), offset.get("y"), size.get("cx"), size.get("cy"))
                return tuple(int(number or "0") for number in numbers)  # type: ignore[return-value]
    return None


def look_of(shape: SlideShape, chart: ChartPart | None) -> Iterator[str]:
    """The fills, lines, turns and crops that a shape has of its own, as `solidFill accent2`, `line 12700`; those of a
    table's cells, the kinds of a chart's plots and the colours of its series."""
    yield from _fills(shape.element.child("spPr"))
    yield from _given("turned", shape.element.child("spPr", "xfrm"), ("rot", "flipH", "flipV"))
    yield from _given("cropped", shape.element.child("blipFill", "srcRect"), ("l", "t", "r", "b"))
    if shape.table is not None:
        yield from _cells(shape.table)
    if chart is not None:
        yield from _plots(chart)


def _given(word: str, element: Element | None, names: Sequence[str]) -> Iterator[str]:
    """The attributes that an element has with another value than nothing."""
    if element is None:
        return
    for name in names:
        if element.get(name, "0") not in ("0", "false"):
            yield f"{word} {name} {element.get(name)}"


def _cells(table: Element) -> Iterator[str]:
    for number, row in enumerate(table.all("tr"), start=1):
        for column, cell in enumerate(row.all("tc"), start=1):
            yield from _named(f"row {number}, column {column}", cell.child("tcPr"))


def _plots(chart: ChartPart) -> Iterator[str]:
    """The kind of each plot that has series, and their colours."""
    last = ""
    for number, series in enumerate(chart.series, start=1):
        if series.plot.name != last:
            yield (last := series.plot.name)
        yield from _named(f"series {number}", series.element.child("spPr"))


def _named(name: str, properties: Element | None) -> Iterator[str]:
    fills = " ".join(_fills(properties))
    if fills:
        yield f"{name}: {fills}"


def slide_look(slide: DeckSlide) -> Iterator[str]:
    """The layout of a slide, its own background, its transition and how many animations it has."""
    for layout in slide.package.related(slide.part, "slideLayout"):
        page = slide.package.tree(layout).child("cSld")
        yield f"layout “{page.get('name') if page is not None else ''}”"
    ground = slide.root.child("cSld", "bg")
    if ground is not None:
        yield " ".join(["background", *_colors(ground)])
    if any(True for _ in slide.root.iter("transition")):
        yield "a transition"
    animated = sum(one.get("presetClass") != "" for one in slide.root.iter("cTn"))
    if animated:
        yield f"{animated} animation{'s' * (animated != 1)}"


def _fills(properties: Element | None) -> Iterator[str]:
    for one in properties.children if properties is not None else ():
        if one.name in _FILLS:
            yield " ".join([one.name, *_colors(one)])
        elif one.name == "ln":
            words = ["noFill"] if one.child("noFill") is not None else [one.get("w"), *_colors(one)]
            yield " ".join(["line", *filter(None, words)])


def text_look(element: Element) -> Iterator[str]:
    """The sizes and colours that runs have of their own."""
    for run in (one for name in ("r", "fld") for one in element.iter(name)):
        properties = run.child("rPr")
        if properties is None or not any(text.text.strip() for text in run.all("t")):
            continue
        if size := properties.get("sz"):
            yield f"{int(size) / 100:g} pt" if size.isdigit() else size
        fill = properties.child("solidFill")
        yield from (f"colour {color}" for color in _colors(fill)) if fill is not None else ()


def _colors(element: Element) -> Iterator[str]:
    return (one.get("val") for one in element.iter("schemeClr", "srgbClr"))
