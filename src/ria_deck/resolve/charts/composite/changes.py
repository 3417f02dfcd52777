"""Arrows over a chart that say by how much a number has changed, reckoned from the data.

Each is a thin line over the categories from one to the other, with an end that comes down to each of them, the second one
an arrow. In a native chart all of it is series, error bars and a label from a cell: the workbook reckons height, ends and
change from the numbers, so that they follow when those are edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.content.specs.figures import AnnotationSpec, ChartSpec
from ria_deck.i18n.forms.format_parts import is_share
from ria_deck.model.chart import Formula, LabelPlace, Mark, NumberFormat, Plot, Point, Series, Stacking
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.axes import Drawn, extremes, format_of
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.composite.change_formulas import Changing, height_of, number_at, reckoned_change
from ria_deck.resolve.charts.layer_data import Resolving
from ria_deck.resolve.charts.number_formats import ChannelFormat
from ria_deck.resolve.expressions.arithmetic import total_of

_OVER = 0.15  # of the axis: from what is below to a line, with room for numbers over bars
_NEXT = 0.13  # from one line to that over it
_LABEL, _AIR = 0.1, 0.015  # from a number's place to the end of an arrow, with and without its label
_RELATIVE = "0%"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowPlots:
    """The arrows of a chart as plots, the columns of the workbook with the changes, and how high the axis must reach."""

    plots: tuple[Plot, ...] = ()
    columns: tuple[Series, ...] = ()
    heights: tuple[float, ...] = ()


NO_ARROWS = ArrowPlots()


def changes_of(
    spec: ChartSpec, drawn: Sequence[Drawn], categories: Categories, span: float, resolving: Resolving
) -> ArrowPlots:
    """The arrows that an author asks for, over an axis that spans so much; faults are told."""
    wanted = [note for note in spec.annotations if note.kind == "change"]
    if not wanted:
        return NO_ARROWS
    problem = _no_place(drawn)
    if problem:
        hint = "arrows can be drawn over upright bars and over lines on one axis; say the change in the title or in the text"
        resolving.report.error("RD618", problem, wanted[0].span, hint=hint)
        return NO_ARROWS
    arrows = _ChangeArrows(drawn, categories, span, resolving)
    for number, note in sorted(
        enumerate(wanted, start=1), key=lambda one: arrows.width(one[1])
    ):  # short ones are below
        arrows.add(note, number)
    return ArrowPlots(plots=tuple(arrows.plots), columns=tuple(arrows.columns), heights=tuple(arrows.heights))


def _no_place(drawn: Sequence[Drawn]) -> str:
    """Why a chart has no place for arrows; empty where it has."""
    if any(one.plot.mark is Mark.ARC for one in drawn):
        return "a doughnut can't have arrows for changes"
    if any(one.plot.horizontal for one in drawn):
        return "horizontal bars can't have arrows for changes"
    if any(one.plot.axis for one in drawn):
        return "a chart with two value axes can't have arrows for changes"
    if any(one.data.measure.log for one in drawn):
        return "a logarithmic axis can't have arrows for changes"
    return ""


class _ChangeArrows:
    """Makes the arrows one after the other, each over those that it would cross."""

    def __init__(self, drawn: Sequence[Drawn], categories: Categories, span: float, resolving: Resolving) -> None:
        self.drawn, self.categories, self.resolving = drawn, categories, resolving
        self.plots: list[Plot] = []
        self.columns: list[Series] = []
        self.heights: list[float] = []
        self._taken: list[tuple[int, int, float]] = []
        self._range = span

    def width(self, note: AnnotationSpec) -> int:
        """Over how many categories an arrow leads."""
        places = [place for x in (note.x, note.x2) if (place := self.categories.index(x)) is not None]
        return max(places, default=0) - min(places, default=0)

    def add(self, note: AnnotationSpec, number: int) -> None:
        """One arrow, where its author names two numbers."""
        of = self._of(note)
        places = [self._place(note, x) for x in (note.x, note.x2)]
        if of is None or None in places:
            return
        first, last = (place for place in places if place is not None)
        old, new = of.value(first), of.value(last)
        if old is None or new is None or first == last:
            where = self.categories.axis.labels[first if old is None else last]
            words = "it begins and ends at the same place" if first == last else f"there is no number at {where}"
            self._tell(note, f"a change can't be shown: {words}", "name two categories that have numbers: `x` and `x2`")
            return
        change = self._change(note, of, old, new)
        if change is not None:
            self._draw(of, (first, last), change, number)

    def _of(self, note: AnnotationSpec) -> Changing | None:
        shown = list(self._shown())
        if note.series:
            named = [of for of in shown if of.series[0].name == note.series]
            if not named:
                self._tell(note, f"there is no series `{note.series}`", _listed(shown))
            return named[0] if named else None
        stacks = [one for one in self.drawn if one.plot.stacking is Stacking.ZERO]
        if len(stacks) == 1 and len({id(of.plot) for of in shown}) == 1:
            return Changing(plot=stacks[0].plot, series=stacks[0].plot.series, drawn=stacks[0])
        if len(shown) != 1:
            self._tell(note, "it isn't said which series has changed", f"write `series`; {_listed(shown)}")
            return None
        return shown[0]

    def _shown(self) -> Iterator[Changing]:
        """Each series that readers see."""
        for one in self.drawn:
            for series in one.plot.series:
                if not series.tint and not series.silent:
                    yield Changing(plot=one.plot, series=(series,), drawn=one)

    def _place(self, note: AnnotationSpec, x: object) -> int | None:
        index = self.categories.index(x)
        if index is None:
            labels = self.categories.axis.labels
            shown = ", ".join(labels[:6]) + (" …" if len(labels) > 6 else "")
            self._tell(note, f"`{x}` is not on the chart", f"its categories: {shown}")
        return index

    def _change(self, note: AnnotationSpec, of: Changing, old: Value, new: Value) -> _WrittenChange | None:
        """The change with its form: a share of the old number, or the difference where the author's form is no share."""
        form = format_of(of.drawn.data, self.resolving)
        relative = not note.format or is_share(note.format)
        if form.is_share and not note.format:
            hint = 'write `format: "0%"` for the change in per cent of the old number'
            self._tell(note, "a change of shares could be read in two ways", hint)
            return None
        if relative and float(old) <= 0:
            hint = 'write a number\'s form for the difference: `format: "#,##0"`'
            self._tell(note, f"the change from {float(old):g} has no per cent", hint)
            return None
        raw = float(new) / float(old) - 1 if relative else float(total_of([new.raw, -old.raw]))
        channel = replace(of.drawn.data.measure, format=note.format or _RELATIVE, format_span=note.span)
        own = ChannelFormat(channel, self.resolving.formatter, self.resolving.report)
        words = self.resolving.text(note.text).text if note.text else ""
        code = own.code([abs(raw)])
        suffix = ' "{}"'.format(words.replace('"', "")) if words else ""
        signed = ";".join(f"{sign}{code.code}{suffix}" for sign in ("+", "-", ""))
        text = self.resolving.formatter.plus(raw, own.text(raw))
        return _WrittenChange(
            value=Value(raw=raw, text=text, cells=union(old.cells, new.cells)),
            text=f"{text} {words}".rstrip(),
            code=NumberFormat(code=signed, native=code.native),
            relative=relative,
        )

    def _draw(self, of: Changing, ends: tuple[int, int], change: _WrittenChange, number: int) -> None:
        low, high = sorted(ends)
        between = range(low, high + 1)
        top = max(self._tops(between))
        level = top + _OVER * self._range
        for start, end, taken in self._taken:
            if start <= high and end >= low:
                level = max(level, taken + _NEXT * self._range)
        self._taken.append((low, high, level))
        self.heights.append(level)
        title = f"{self.categories.axis.labels[ends[0]]} → {self.categories.axis.labels[ends[1]]}"
        names = [f"({kind} {number})" for kind in ("line", "arrow")]
        count, middle = len(self.categories.raws), (low + high) // 2
        held = Value(raw=level, text=change.text, cells=change.value.cells)
        height = height_of(self.drawn, between, level / top) if top > 0 else None
        words = f"({title} {number})"
        line = Series(
            name=names[0],
            color=self._color(of),
            points=tuple(
                Point(
                    value=held if index in between else None,
                    label=change.text if index == middle else "",
                    place=LabelPlace.ABOVE,
                )
                for index in range(count)
            ),
            format=of.series[0].format,
            silent=True,
            bracket=True,
            errors=self._reach(of, ends[0], level, count),
            reaches=(self._length(of, ends[0], names[0]), None),
            formulas=tuple(height if index in between else None for index in range(count)),
            words=words,
        )
        arrow = replace(
            line,
            name=names[1],
            points=tuple(Point(value=held if index == ends[1] else None) for index in range(count)),
            hidden=True,
            errors=self._reach(of, ends[1], level, count),
            reaches=(self._length(of, ends[1], names[1]), None),
            formulas=tuple(
                Formula(text="{0.here}", of=(names[0],)) if index == ends[1] else None for index in range(count)
            ),
            words="",
        )
        column = Series(
            name=words,
            color="ink",
            points=tuple(Point(value=change.value if index == middle else None) for index in range(count)),
            format=change.code,
            silent=True,
            formulas=tuple(
                reckoned_change(of, ends, relative=change.relative) if index == middle else None
                for index in range(count)
            ),
        )
        self.plots += [Plot(mark=Mark.LINE, series=(one,)) for one in (line, arrow)]
        self.columns.append(column)

    def _color(self, of: Changing) -> str:
        """Grey, or that of the series where there are others that the arrow isn't about."""
        return of.series[0].color if len(of.series) == 1 < len(list(self._shown())) else "grey"

    def _tops(self, between: range) -> Iterator[float]:
        """How high what is drawn reaches at each category."""
        for index in between:
            for one in self.drawn:
                column = replace(
                    one.plot, series=tuple(replace(each, points=(each.points[index],)) for each in one.plot.series)
                )
                bare = replace(column, series=tuple(replace(each, errors=()) for each in column.series))
                yield max(extremes(bare), default=0.0)

    def _end(self, of: Changing, index: int) -> float:
        """Where an end of an arrow comes down to: over the number, or over all bars of its category."""
        value = of.value(index)
        number = float(value) if value is not None else 0.0
        top = max(self._tops(range(index, index + 1))) if of.plot.mark is Mark.BAR else number
        labels = (series.points[index].label for one in self.drawn for series in one.plot.series)
        return top + (_LABEL if any(labels) else _AIR) * self._range

    def _reach(self, of: Changing, index: int, level: float, count: int) -> tuple[tuple[float, float] | None, ...]:
        length = max(level - self._end(of, index), 0.0)
        return tuple((length, 0.0) if place == index else None for place in range(count))

    def _length(self, of: Changing, index: int, name: str) -> Formula | None:
        """How a workbook reckons the length of an end."""
        value = of.value(index)
        if value is None or float(value) <= 0:
            return None
        share = self._end(of, index) / float(value)
        of_names = tuple(series.name for series in of.series)
        number = number_at(range(1, len(of_names) + 1), index)
        return Formula(text=f"MAX({{0.here}}-{number}*{share:.4f},0)", of=(name, *of_names))

    def _tell(self, note: AnnotationSpec, words: str, hint: str) -> None:
        self.resolving.report.error("RD617", words, note.span, hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _WrittenChange:
    """A change: its number, what is written, the form of its cell."""

    value: Value
    text: str
    code: NumberFormat
    relative: bool


def _listed(shown: Sequence[Changing]) -> str:
    return f"its series: {', '.join(of.series[0].name for of in shown)}"
