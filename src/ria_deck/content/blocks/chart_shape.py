"""The form of a {chart} block: Vega-Lite's words as far as both outputs can draw them, and our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from ria_deck.content.blocks import vega_words
from ria_deck.content.blocks.filter_shape import Predicate, Single
from ria_deck.content.blocks.transform_shape import Transform
from ria_deck.source.decode import Shape, key

MarkName = Literal[
    "bar",
    "line",
    "area",
    "point",
    "arc",
    "pie",
    "boxplot",
    "histogram",
    "waterfall",
    "slope",
    "dumbbell",
    "errorbar",
    "rule",
    "rect",
]
"""Marks by their names; `ria_deck.content.marks` says what they need and what they stand for."""
Order = Literal["ascending", "descending"]
LabelsName = Literal["all", "last", "ends", "total", "none"]


class DataRef(Shape):
    """A table by its name."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.DATA

    name: str = key(min_length=1)
    """The table's name in data/datapackage.yaml."""


class SortBy(Shape):
    """An order by a column or by another channel."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.SORT

    field: str | None = key(None, min_length=1)
    """The column to go by."""
    encoding: Literal["x", "y"] | None = None
    """The channel to go by."""
    order: Order = "ascending"
    """`ascending` or `descending`."""


class Axis(Shape):
    """An axis."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.AXIS

    title: str | None = None
    """Words at the axis; null for none."""
    format: str | None = None
    """An Excel/CLDR pattern (#,##0) or a filter's name (percent); beside the channel's own `format`, that of the axis'
    numbers only."""


class Scale(Shape):
    """How values become places or colours."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.SCALE

    type: Literal["linear", "log"] | None = None
    """`log` for powers of ten; linear otherwise."""
    domain: tuple[Single, ...] | None = key(None, min_length=1)
    """[from, to] of a quantitative axis, or the categories in their order."""
    range: tuple[str, ...] | None = key(None, min_length=1)
    """Colours by their role in the theme, in the order of the domain."""
    zero: bool | None = None
    """Whether the axis starts at zero; bars do always."""


class ColorCondition(Shape):
    """A colour for some of the points."""

    test: str | Predicate
    """An expression over the columns, or a predicate."""
    value: str = key(min_length=1)
    """The colour, by its role in the theme."""


class Channel(Shape):
    """What one dimension of the drawing shows."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.CHANNEL

    field: str | None = key(None, min_length=1)
    """The column that is shown."""
    type: Literal["quantitative", "ordinal", "nominal", "temporal"] | None = None
    """What its values are; without it, told from the table's schema."""
    title: str | None = None
    """Words at the axis; null for none."""
    sort: Order | Literal["x", "-x", "y", "-y"] | tuple[Single, ...] | SortBy | None = None
    """The order of categories: ascending, descending, x, -x, y, -y, the values in order, or {field, order}."""
    stack: bool | Literal["zero", "normalize", "none"] | None = None
    """Whether series stand on each other: zero, normalize (100 %) or none."""
    aggregate: Literal["sum", "mean", "average", "min", "max"] | None = None
    """How several rows of a category become one value."""
    format: str | None = None
    """An Excel/CLDR pattern (#,##0) or a filter's name (percent)."""
    axis: Axis | None = None
    """Title and format of the axis, as Vega-Lite has them."""
    scale: Scale | None = None
    """Domain and range."""
    legend: None = None
    """There are no legends: names stand beside their series."""
    value: str | None = None
    """For `color`: one colour of the theme for the whole layer, or for what no `condition` holds for."""
    condition: ColorCondition | tuple[ColorCondition, ...] | None = None
    """For `color`: highlights points, `{test: "city == 'Kure'", value: accent}`, over the `value` of all others. In the deck
    a colour stays with its place when somebody edits the numbers: a condition on names stays true, one on numbers may not."""
    datum: Single | None = None
    """For `rule` and `rect`: a value instead of a column."""


class Facet(Shape):
    """A chart for each value of a column, all over one scale."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.FACET

    field: str = key(min_length=1)
    """The column that has a panel for each of its values, which is the panel's title."""
    type: Literal["ordinal", "nominal", "temporal"] | None = None
    """What its values are; there is a panel for each, whatever the type."""
    columns: int | None = key(None, ge=1, le=12)
    """For `facet`: the number of panels in a row; without it, the number that makes them largest."""
    sort: Order | tuple[Single, ...] | None = None
    """The panels' order: ascending, descending, or the values in order; without it, that of the table."""


class Encoding(Shape):
    """Which columns the drawing shows, and how."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.ENCODING

    x: str | Channel | None = None
    """From left to right."""
    y: str | Channel | None = None
    """From bottom to top."""
    color: str | Channel | None = None
    """One series for each value."""
    x_offset: str | Channel | None = key(None, alias="xOffset")
    """Bars of a category side by side."""
    y_offset: str | Channel | None = key(None, alias="yOffset")
    """Horizontal bars of a category one below the other."""
    theta: str | Channel | None = None
    """The size of a part of a ring."""
    text: str | Channel | None = None
    """The name at each point of a scatter."""
    size: str | Channel | None = None
    """How large the discs of a scatter are: their areas show the column's numbers."""
    x2: str | Channel | None = None
    """Where a `rect` ends."""
    y2: str | Channel | None = None
    """Where a `rect` or an `errorbar` ends."""
    facet: str | Facet | None = None
    """Small multiples: a panel for each value, in rows."""
    column: str | Facet | None = None
    """Small multiples: a panel for each value, side by side."""
    row: str | Facet | None = None
    """Small multiples: a panel for each value, one below the other."""


class MarkDef(Shape):
    """A mark with its colour."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.MARK

    type: MarkName
    """bar, line, area, point, arc, pie, boxplot, histogram, waterfall, slope, dumbbell, errorbar, rule or rect."""
    color: str | None = None
    """A colour by its role in the theme."""
    stroke_dash: tuple[float, ...] | None = key(None, alias="strokeDash", min_length=1)
    """A dashed line, for a forecast: `[4, 2]`. The lengths are the theme's."""


class Layer(Shape):
    """One layer: a mark over a table."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.LAYER

    mark: MarkName | MarkDef
    """bar, line, area, point, arc, pie, boxplot, histogram, waterfall, slope, dumbbell, errorbar, rule or rect."""
    data: str | DataRef | None = None
    """The table, when it is not the chart's."""
    encoding: Encoding | None = None
    """Channels of this layer; the chart's are inherited."""
    transform: tuple[Transform, ...] = ()
    """Filters and computations, after the chart's."""
    name: str | None = None
    """The name of the series, for a layer without a colour channel."""
    title: str | None = None
    """The same as `name`."""
    labels: bool | LabelsName | None = None
    """Numbers at the points: all, last, ends or none; total: the sums over stacked bars."""
    color: str | None = None
    """A colour by its role in the theme."""
    pattern: str | None = key(None, min_length=1)
    """Points where this expression holds are hatched: they are of another definition."""
    breaks: Single | tuple[Single, ...] | None = None
    """Values of x before which the line is broken."""


class ResolveScale(Shape):
    """Scales that layers share or have for themselves."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.RESOLVE_SCALE

    y: Literal["independent", "shared"] = "shared"
    """`independent` gives the second layer an axis of its own."""


class Resolve(Shape):
    """What layers share."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.RESOLVE

    scale: ResolveScale
    """Which scales layers share."""


class AnnotationEntry(Shape):
    """Words in a chart."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.ANNOTATION

    x: Single
    """The category or value that the words belong to."""
    text: str | None = key(None, min_length=1)
    """The words; after the number of a change, where it has some."""
    y: Single | None = None
    """The value that they belong to: words at a point rather than a line across."""
    kind: Literal["rule", "point", "gap", "change"] | None = None
    """rule (a line across, without y), point (with y), gap (in the place of a missing value) or change (an arrow from x to
    x2 with the change between their numbers)."""
    x2: Single | None = None
    """For a change: the category that the arrow leads to."""
    series: str | None = key(None, min_length=1)
    """For a change, where there are several series: the name of the one that changes; stacks without it change as a
    whole."""
    format: str | None = None
    """For a change: a share's form (0.0%) for that of the old number, another one (#,##0) for the difference; 0% without."""


class ChartBlock(Shape):
    """A chart over tables of data/, native in the deck and a drawing in the handout."""

    foreign: ClassVar[Mapping[str, str]] = vega_words.CHART

    id: str | None = key(None, pattern=r"^[\w:.-]+$")
    """The block's name on its slide; in Markdown also ```{chart #name}."""
    alt: str = key(min_length=1)
    """A sentence that says what the chart shows, for readers who can't see it."""
    data: str | DataRef | None = None
    """The table's name in data/datapackage.yaml."""
    mark: MarkName | MarkDef | None = None
    """bar, line, area, point, arc, pie, boxplot, histogram, waterfall, slope, dumbbell or errorbar."""
    encoding: Encoding | None = None
    """Which columns are shown, and how."""
    layer: tuple[Layer, ...] | None = key(None, min_length=1)
    """Several marks in one chart, drawn in order."""
    transform: tuple[Transform, ...] = ()
    """Filters and computations between the table and the chart, in order."""
    resolve: Resolve | None = None
    """`{scale: {y: independent}}` for a second axis."""
    title: str | None = None
    """A title in the chart."""
    caption: str | None = None
    """The caption below the figure in the handout."""
    note: str | None = None
    """A note below the figure."""
    source: str | None = None
    """The source line, printed as written; without it, it is made from the table's sources."""
    name: str | None = None
    """The name of the series, for a layer without a colour channel."""
    labels: bool | LabelsName | None = None
    """Numbers at the points: all, last, ends or none; total: the sums over stacked bars."""
    color: str | None = None
    """A colour by its role in the theme."""
    pattern: str | None = key(None, min_length=1)
    """Points where this expression holds are hatched: they are of another definition."""
    breaks: Single | tuple[Single, ...] | None = None
    """Values of x before which the line is broken."""
    gap_text: str | None = None
    """Words in the place of a missing value."""
    every: tuple[Single, ...] | None = key(None, min_length=1)
    """All values of x, for gaps that have no row; or [first, last] of years."""
    annotations: tuple[AnnotationEntry, ...] = ()
    """Words in the chart: [{x: 2009, text: Tariff raised}]."""
