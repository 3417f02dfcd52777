"""A chart with nothing left to choose: categories, series, bounds, ticks, strings, colours and label places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ria_deck.model.chart_parts import (
    AnnotationKind,
    Formula,
    LabelPlace,
    NumberFormat,
    Rect,
    Stacking,
    Tick,
    TimeRow,
    ValueAxis,
)
from ria_deck.model.text import Paragraph
from ria_deck.model.value import Value

__all__ = [
    "Annotation",
    "AnnotationKind",
    "CategoryAxis",
    "Chart",
    "ChartLayout",
    "DataLabel",
    "Formula",
    "Guide",
    "LabelPlace",
    "Mark",
    "NumberFormat",
    "PlacedAnnotation",
    "PlacedSpan",
    "PlacedText",
    "Plot",
    "Point",
    "Rect",
    "Series",
    "SeriesLabel",
    "Stacking",
    "Tick",
    "ValueAxis",
]

_GENERAL = NumberFormat()


class Mark(Enum):
    """Vega-Lite's marks that both outputs can draw."""

    BAR = "bar"
    LINE = "line"
    AREA = "area"
    POINT = "point"
    ARC = "arc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One datum. `value` is None at a gap: drawn as nothing, never bridged. `x` is the position for the POINT mark
    (a number) and unused otherwise, `size` what the area of its disc shows, None where all are alike; `label` the string
    at the point, empty for none. `pattern` marks a point of
    another definition (drawn hatched), `connected` is False where no line may run from the point before it. `color` is
    a role where the point has one of its own (parts of a ring), `marker` the role of a dot drawn at it, or empty. Where
    `bridged`, there is no row for the category at all, and a line runs on over it."""

    value: Value | None
    label: str = ""
    place: LabelPlace = LabelPlace.ABOVE
    x: Value | None = None
    size: Value | None = None
    pattern: bool = False
    connected: bool = True
    color: str = ""
    marker: str = ""
    bridged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named row of points, one for each category. `color` is a role of the theme. `direct_label` is the name drawn
    beside the last point instead of a legend, empty for none. `tint` is an area filled in a light shade of its colour,
    under a line. `format` is the form of its labels and of its numbers in the workbook; where its labels show the shares
    of a whole instead, `shares` is theirs. Of a `hidden` series only labels and error bars are drawn: the ground that
    floating bars stand on, a line that carries words. A `silent` one has no name for readers and is none of the data.
    `errors` are, for each point, how far below and above it its error bar reaches, `reaches` how a workbook reckons both.
    `formulas` reckon the numbers, point by point, None where one is typed; `words` is the column of the workbook whose
    cells stand at the points instead of their numbers. A `bracket` is a thin line over what it is about, its words in its
    middle; its error bars are its ends, those of a hidden one arrows."""

    name: str
    color: str
    points: tuple[Point, ...]
    direct_label: str = ""
    dash: bool = False
    tint: bool = False
    format: NumberFormat = _GENERAL
    shares: NumberFormat | None = None
    hidden: bool = False
    silent: bool = False
    errors: tuple[tuple[float, float] | None, ...] = ()
    reaches: tuple[Formula | None, Formula | None] = (None, None)
    formulas: tuple[Formula | None, ...] = ()
    words: str = ""
    bracket: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Series that share a mark and a value axis (0: left or bottom, 1: the second one). Where nobody asked for the
    points' labels (`labels_asked`), they stand only where all of them find room. A `whole` ring is a pie; bars that are
    `tight` have no space between them, stacked ones lines of paper between their parts, unless `seams` is off."""

    mark: Mark
    series: tuple[Series, ...]
    stacking: Stacking = Stacking.NONE
    axis: int = 0
    horizontal: bool = False
    labels_asked: bool = True
    whole: bool = False
    tight: bool = False
    seams: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryAxis:
    """The axis of categories. `skip` shows every n-th label from the first on; `title` may be empty. `between` gives
    every category a band of its own; otherwise the first and the last stand on the edges of the plot. `thin` allows
    a layout to leave labels out (years), which it may not do with names; `time` has their days where they are a steady
    row of time. The title is drawn only where `title_shown`; tables of the data have it anyway, but not the `absent`
    categories, which only keep the others at their distances."""

    labels: tuple[str, ...]
    title: str = ""
    skip: int = 1
    between: bool = True
    thin: bool = False
    title_shown: bool = False
    absent: frozenset[int] = frozenset()
    time: TimeRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Words inside the plot. `category` is the index they belong to; with RULE, `offset` -0.5 puts the line before
    the category's band, 0 on its middle. With a scatter, `x` is the position and `category` unused."""

    kind: AnnotationKind
    text: str
    category: int
    offset: float = 0.0
    value: float | None = None
    axis: int = 0
    x: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A line or shaded span at values that the author names: `low` and `high` on the value axis, or category places
    (`start` to `end`, whole numbers at the middles of categories; for a scatter, numbers on its x axis)."""

    span: bool
    low: float | None = None
    high: float | None = None
    start: float | None = None
    end: float | None = None
    text: str = ""
    color: str = "ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpan:
    """A shaded span in its place, in a light tint of a colour."""

    box: Rect
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """A string in its place: `box` is its measured rectangle (before rotation, which turns it about its centre by
    `rotation` degrees counter-clockwise); `color` a role; `align` start, center or end inside the box."""

    text: str
    box: Rect
    size: float
    color: str
    bold: bool = False
    align: str = "start"
    rotation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAnnotation:
    """An annotation in its place; `rule` is a line (x1, y1, x2, y2) in points, or None; `datum` is
    the (plot, series, point) that it is about, None for one that is about no datum."""

    text: PlacedText
    rule: tuple[float, float, float, float] | None = None
    dashed: bool = True
    kind: AnnotationKind = AnnotationKind.RULE
    datum: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLabel:
    """A point's label in its place; `plot`, `series` and `point` are indices."""

    plot: int
    series: int
    point: int
    place: LabelPlace
    text: PlacedText


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLabel:
    """A series' name (or a part's, in a ring) in its place. `point` is the index of the datum that it stands beside, -1
    for a name in the key above the plot; `numbered` names end with that datum's number."""

    plot: int
    series: int
    point: int
    text: PlacedText
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLayout:
    """Where the parts of a chart stand in a figure of `width` × `height` points.

    `plot` is the inner plot area (OOXML's `layoutTarget inner`); `axis_titles` stand over their axes in the axis'
    colour; `series_labels` are direct labels; a legend is never drawn. `skip` shows every n-th category's label;
    `data_labels` has the points' labels that found room; `tick_labels` those of each value axis (a scatter's x axis
    stands in `category_labels`), `strides` every how many ticks of the first value axis and of a scatter's x axis are shown,
    where not all have room; in a `mirrored` one categories run from right to left and the first value axis stands on the
    right, or lying bars begin there. All sizes in points.
    """

    width: float
    height: float
    plot: Rect
    label_size: float
    axis_titles: tuple[PlacedText | None, ...] = ()
    category_title: PlacedText | None = None
    series_labels: tuple[SeriesLabel, ...] = ()
    annotations: tuple[PlacedAnnotation, ...] = ()
    gap_width: int = 40  # OOXML c:gapWidth: space between clusters in percent of a bar
    overlap: int = 0
    skip: int = 1
    strides: tuple[int, int] = (1, 1)
    tick_labels: tuple[tuple[PlacedText, ...], ...] = ()
    category_labels: tuple[PlacedText, ...] = ()
    data_labels: tuple[DataLabel, ...] = ()
    title: PlacedText | None = None
    spans: tuple[PlacedSpan, ...] = ()
    mirrored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart. `plots` draw in order (bars first, lines over them). `slide` and `handout` are its two layouts; both
    share every number, tick, string and colour. `number` is its running figure number in the handout, 0 before it
    has one. `x_axis` is the horizontal axis of a scatter (POINT marks over numbers), None where there are categories.
    `readings` are the numbers that a composite mark is made from, which tables of the data show instead of what is drawn.
    `sizes` is what the areas of its discs show. `columns` are those that the workbook has beside the series, for numbers
    that are reckoned from them.
    `strings` are the paragraphs behind its strings (alt, titles, annotations). A `spark` has no value axis and no grid.
    """

    name: str
    alt: str
    plots: tuple[Plot, ...]
    categories: CategoryAxis
    axes: tuple[ValueAxis, ...]
    annotations: tuple[Annotation, ...] = ()
    guides: tuple[Guide, ...] = ()
    readings: tuple[Series, ...] = ()
    columns: tuple[Series, ...] = ()
    x_axis: ValueAxis | None = None
    sizes: str = ""
    title: str = ""
    slide: ChartLayout | None = None
    handout: ChartLayout | None = None
    caption: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    number: int = 0
    strings: tuple[Paragraph, ...] = ()
    spark: bool = False

    @property
    def dated(self) -> TimeRow | None:
        """The dates that the native chart has for categories: an axis that leaves labels out has to know time."""
        thinned = self.slide is not None and self.slide.skip > 1
        time = self.categories.time
        return time if thinned and time is not None and time.code else None
