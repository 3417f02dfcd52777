"""Write what a chart says at its points as native data labels: numbers, series' names, notes.

A label is bound to the data: a number by its format, a name by the series, a note by a cell of the workbook
(`c15:datalabelsRange`). Where the layout has it elsewhere than renderers would, `c:layout` moves it by so much, so that
it moves along with its point. Where all points of a series have numbers, the series has them, and so has a category that
somebody adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ria_deck.i18n.forms.excel_codes import excel_text
from ria_deck.model.chart import DataLabel, LabelPlace, Mark, PlacedAnnotation, PlacedText, Plot, SeriesLabel, Stacking
from ria_deck.render.pptx.charts.label_places import datum_at, moved_by, side_of
from ria_deck.render.pptx.charts.xml import (
    ChartContext,
    Element,
    el,
    flag,
    no_line,
    run_properties,
    shape,
    share,
    text_properties,
    unwrapped,
)

_FIELD = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"  # of c15's children of labels
_RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"  # of c15:datalabelsRange
_GUID = "{{5F0D7A31-6C3B-4E57-9B1D-{:012X}}}"  # of a text field
_MOST = 0.8  # share of the points with numbers from which on the whole series has them
_PLACES = {  # c:dLblPos that a mark allows (ECMA-376 part 1, 21.2.2.48); others would be a broken file
    Mark.BAR: {LabelPlace.OUTSIDE_END, LabelPlace.INSIDE_END, LabelPlace.CENTER},
    Mark.LINE: {LabelPlace.ABOVE, LabelPlace.BELOW, LabelPlace.LEFT, LabelPlace.RIGHT, LabelPlace.CENTER},
    Mark.POINT: {LabelPlace.ABOVE, LabelPlace.BELOW, LabelPlace.LEFT, LabelPlace.RIGHT, LabelPlace.CENTER},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _PointLabel:
    """What stands at one point: its `number`, the series' `name`, the name of a `part`. `note` is the text of its cell;
    `moved` are shares of the chart's size."""

    text: PlacedText
    place: LabelPlace | None
    number: bool = False
    name: bool = False
    part: bool = False
    shares: bool = False
    note: str = ""
    wrap: bool = False
    moved: tuple[float, float] | None = None


def native_notes(drawing: ChartContext) -> dict[int, tuple[int, int, int]]:
    """The annotations that are labels of a datum, by number: those at points that nothing else is written at."""
    layout = drawing.layout
    taken = {(label.plot, label.series, label.point) for label in layout.data_labels}
    taken |= {(name.plot, name.series, name.point) for name in layout.series_labels if name.point >= 0}
    found: dict[int, tuple[int, int, int]] = {}
    for number, annotation in enumerate(layout.annotations):
        if annotation.datum is not None and annotation.datum not in taken:
            found[number] = annotation.datum
            taken.add(annotation.datum)
    return found


def notes_of(drawing: ChartContext, plot: int, series: int) -> dict[int, str]:
    """The texts of a series' points that stand in a column of the workbook: notes, and names of points in a scatter."""
    found = {
        label.point: label.text.text
        for label in drawing.layout.data_labels
        if (label.plot, label.series) == (plot, series) and _is_words(drawing, plot, series, label.point)
    }
    for number, (in_plot, in_series, point) in native_notes(drawing).items():
        if (in_plot, in_series) == (plot, series):
            found[point] = _as_written(drawing, drawing.layout.annotations[number])
    return found


def _is_words(drawing: ChartContext, plot: int, series: int, point: int) -> bool:
    """Whether a point has words instead of its number: a name in a scatter, a change over a floating bar."""
    one = drawing.chart.plots[plot].series[series]
    datum = one.points[point]
    if drawing.chart.x_axis is None or datum.value is None:
        return bool(one.words) and datum.value is not None
    return excel_text(one.format.code, datum.value.raw) != datum.label


def _as_written(drawing: ChartContext, placed: PlacedAnnotation) -> str:
    """The annotation's words without the layout's line breaks."""
    bare = "".join(placed.text.text.split())
    same = (note.text for note in drawing.chart.annotations if "".join(note.text.split()) == bare)
    return " ".join(next(same, placed.text.text).split())


def labels_element(drawing: ChartContext, plot: int, series: int) -> list[Element]:
    """`c:dLbls` of a series, nothing where it has no labels."""
    labels = _labels(drawing, plot, series)
    if not labels:
        return []
    one, of_plot = drawing.chart.plots[plot].series[series], drawing.chart.plots[plot]
    code = (one.shares or one.format).code
    known = [index for index, point in enumerate(one.points) if point.value is not None]
    numbered = [index for index, label in labels.items() if label.number]
    fewest = 1 if one.hidden else 2  # the row of a sum may come to stand elsewhere
    whole = len(numbered) >= max(_MOST * len(known), fewest) and not any(label.note for label in labels.values())
    made: list[Element] = []
    for index in sorted({*labels, *(known if whole else ())}):
        if index in labels:
            made.append(_label(drawing, of_plot, code, index, labels[index]))
        else:
            made.append(el("c:dLbl", flag("c:idx", index), flag("c:delete", True)))
    notes = [n for n, at in native_notes(drawing).items() if at[:2] == (plot, series)]
    led = any(drawing.layout.annotations[number].rule is not None for number in notes)
    tail = [
        *_shown(_PointLabel(text=next(iter(labels.values())).text, place=None)),
        *_leaders(of_plot, led=led, cells=bool(one.words) and not one.bracket),
    ]
    if whole:
        common = labels[numbered[0]]
        place = replace(common, moved=None, name=False)
        tail = [*_look(drawing, of_plot, code, place), *_shown(place), *_leaders(of_plot, led=led)]
    return [el("c:dLbls", *made, *tail)]


def _labels(drawing: ChartContext, plot: int, series: int) -> dict[int, _PointLabel]:
    layout = drawing.layout
    found: dict[int, _PointLabel] = {}
    notes = notes_of(drawing, plot, series)
    for label in layout.data_labels:
        if (label.plot, label.series) == (plot, series):
            found[label.point] = _numbered(drawing, label, notes.get(label.point, ""))
    for name in layout.series_labels:
        if (name.plot, name.series) == (plot, series) and name.point >= 0:
            found[name.point] = _named(drawing, name)
    for number, (in_plot, in_series, point) in native_notes(drawing).items():
        if (in_plot, in_series) == (plot, series):
            placed = layout.annotations[number].text
            place = side_of(placed.box, datum_at(drawing, plot, series, point))
            moved = moved_by(drawing, placed.box, datum_at(drawing, plot, series, point), place)
            if drawing.chart.plots[plot].mark not in {Mark.LINE, Mark.POINT}:
                place, moved = LabelPlace.OUTSIDE_END, None
            wrap = "\n" in placed.text
            found[point] = _PointLabel(text=placed, place=place, note=notes[point], wrap=wrap, moved=moved)
    return found


def _numbered(drawing: ChartContext, label: DataLabel, note: str) -> _PointLabel:
    """A number at its point, or the words of its cell; those of a bracket stand over its middle."""
    moved = None
    if drawing.chart.plots[label.plot].series[label.series].bracket:
        spot = datum_at(drawing, label.plot, label.series, label.point)
        moved = moved_by(drawing, label.text.box, spot, label.place)
    return _PointLabel(text=label.text, place=label.place, number=not note, note=note, moved=moved)


def _named(drawing: ChartContext, name: SeriesLabel) -> _PointLabel:
    """A series' name beside its last point, or a part's beside a ring."""
    plot = drawing.chart.plots[name.plot]
    spot = datum_at(drawing, name.plot, name.series, name.point)
    box = name.text.box
    if plot.mark in {Mark.LINE, Mark.POINT}:
        side = LabelPlace.LEFT if drawing.layout.mirrored else LabelPlace.RIGHT
        moved = moved_by(drawing, box, spot, side)
        return _PointLabel(text=name.text, place=side, name=True, number=name.numbered, moved=moved)
    width, height = drawing.layout.width, drawing.layout.height
    moved = ((box.x + box.width / 2 - spot[0]) / width, (box.y + box.height / 2 - spot[1]) / height)
    part = plot.mark is Mark.ARC
    return _PointLabel(
        text=name.text,
        place=LabelPlace.CENTER if plot.whole else None,
        name=not part,
        part=part,
        number=name.numbered,
        shares=plot.series[name.series].shares is not None,
        moved=moved,
    )


def _label(drawing: ChartContext, plot: Plot, code: str, index: int, label: _PointLabel) -> Element:
    parts = [flag("c:idx", index)]
    if label.moved is not None:
        moved = [share("c:x", label.moved[0]), share("c:y", label.moved[1])]
        parts.append(el("c:layout", el("c:manualLayout", *moved)))
    if label.note:
        parts.append(_note_text(drawing, label, index))
    parts += [*_look(drawing, plot, code, label), *_shown(label)]
    if label.note:
        parts.append(_extension(el("c15:showDataLabelsRange", val=1)))
    return el("c:dLbl", *parts)


def _note_text(drawing: ChartContext, label: _PointLabel, index: int) -> Element:
    """A field that shows the point's cell; its text is what is shown until the cell is read."""
    text = label.text
    tags = ("a:rPr", "a:defRPr", "a:defRPr")
    own, in_field, default = (
        run_properties(tag, drawing, size=text.size, color=text.color, bold=text.bold) for tag in tags
    )
    guid = _GUID.format(index)
    field = el("a:fld", own, el("a:pPr", in_field), el("a:t", label.note), id=guid, type="CELLRANGE")
    paragraph = el("a:p", el("a:pPr", default), field)
    return el("c:tx", el("c:rich", unwrapped(wrap=label.wrap), el("a:lstStyle"), paragraph))


def _look(drawing: ChartContext, plot: Plot, code: str, label: _PointLabel) -> list[Element]:
    text = label.text
    parts = [el("c:numFmt", formatCode=code, sourceLinked=0)] if label.number else []
    face = text_properties(drawing, size=text.size, color=text.color, bold=text.bold)
    face.replace(face[0], unwrapped())
    parts.append(shape(el("a:noFill"), no_line()))
    if not label.note:
        parts.append(face)
    allowed = {LabelPlace.CENTER} if plot.whole else _PLACES.get(plot.mark, set())
    if plot.stacking is not Stacking.NONE:
        allowed = allowed - {LabelPlace.OUTSIDE_END}
    if label.place in allowed and label.place is not None:
        parts.append(flag("c:dLblPos", label.place.value))
    return parts


def _shown(label: _PointLabel) -> list[Element]:
    shown = [
        flag("c:showLegendKey", False),
        flag("c:showVal", label.number and not label.shares),
        flag("c:showCatName", label.part),
        flag("c:showSerName", label.name),
        flag("c:showPercent", label.number and label.shares),
        flag("c:showBubbleSize", False),
    ]
    if (label.name or label.part) and label.number:
        shown.append(el("c:separator", "\n" if label.part else " "))
    return shown


def _leaders(plot: Plot, *, led: bool, cells: bool = False) -> list[Element]:
    """Whether lines lead to labels that were moved: to notes that stand far from their points; with `cells`, whether rows
    that are added show their cells too."""
    if plot.mark is Mark.ARC:
        return [flag("c:showLeaderLines", False)]
    return [_extension(el("c15:showDataLabelsRange", val=1) if cells else el("c15:showLeaderLines", val=int(led)))]


def _extension(*inner: Element) -> Element:
    return el("c:extLst", el("c:ext", *inner, uri=_FIELD))


def notes_range(reference: str, notes: Mapping[int, str], count: int) -> Element:
    """`c:extLst` of a series: the cells that its notes come from."""
    points = [el("c:pt", el("c:v", text), idx=index) for index, text in sorted(notes.items())]
    cache = el("c15:dlblRangeCache", flag("c:ptCount", count), *points)
    found = el("c15:datalabelsRange", el("c15:f", reference), cache)
    return el("c:extLst", el("c:ext", found, uri=_RANGE))
