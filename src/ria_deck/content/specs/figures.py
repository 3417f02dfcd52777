"""Figures as their authors write them: tables, charts, maps and timelines over data, in Vega-Lite's words, and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ria_deck.content.specs.message import Condition, Expression, Message
from ria_deck.content.specs.transforms import TransformStep
from ria_deck.diagnostics import Span
from ria_deck.model.chart import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """A column of a `{table}` block. `format` is an Excel/CLDR pattern or a filter's name (`percent`). `bar` and `heat` are
    roles of the theme (BY_THEME: whichever it gives), empty for none; `total` says whether it is summed (None: numbers but
    for shares are)."""

    field: str
    span: Span
    title: Message | None = None
    format: str = ""
    align: str = ""
    width: float | None = None
    bar: str = ""
    bar_span: Span | None = None
    heat: str = ""
    heat_span: Span | None = None
    middle: float | None = None
    total: bool | None = None
    total_span: Span | None = None


BY_THEME = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHead:
    """A head over several columns, from the first (0) to before the last."""

    title: Message
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A `{table}` block: rows of a table of data/, `where` chooses rows, `sort` as (column, descending).

    `group_by` names a column whose values head groups of rows; with `group_head` the heading row of every group
    carries the column titles too (the group's name standing over the columns that have no title).
    """

    name: str  # id of the block
    data: str
    data_span: Span
    span: Span
    columns: tuple[ColumnSpec, ...] = ()
    heads: tuple[SharedHead, ...] = ()
    where: Condition | None = None
    transform: tuple[TransformStep, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    sort_span: Span | None = None
    group_by: str = ""
    group_span: Span | None = None
    group_head: bool = False
    total: bool = False
    subtotals: bool = False
    highlight: Condition | None = None
    caption: Message | None = None
    note: Message | None = None
    source: Message | None = None
    alt: Message | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSpec:
    """One channel of `encoding`, in Vega-Lite's words. `span` is the field's; a `title` with an empty text was
    switched off, None was not given."""

    field: str
    span: Span
    type: str = ""  # quantitative | ordinal | nominal | temporal
    title: Message | None = None
    sort: str = ""  # ascending | descending | -y | y | x | -x, or empty for the data's order
    sort_values: tuple[str, ...] = ()
    sort_spans: tuple[Span, ...] = ()  # of these
    stack: str = ""  # zero | normalize | none
    format: str = ""
    format_span: Span | None = None
    axis_format: str = ""  # of the axis' own numbers, where it isn't that of the values
    axis_format_span: Span | None = None
    domain: tuple[Any, ...] = ()
    range: tuple[str, ...] = ()  # colour roles, for `color`
    range_span: Span | None = None
    aggregate: str = ""  # sum | mean | min | max
    sort_field: str = ""  # the column that `sort` (ascending or descending) goes by; empty: the channel's own
    log: bool = False  # scale.type
    zero: bool | None = None  # scale.zero: whether the axis must (not) start at zero; None where it isn't said

    def on_axis(self) -> ChannelSpec:
        """The channel with the format that its axis has."""
        if not self.axis_format:
            return self
        return replace(self, format=self.axis_format, format_span=self.axis_format_span)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationSpec:
    """`annotations` of a chart: words at x (and y), or an arrow from `x` to `x2` with the change of a series' number."""

    text: Message | None
    x: Any
    span: Span
    y: Any = None
    kind: str = ""  # rule | point | gap | change; empty: rule without y, point with it
    x2: Any = None
    series: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSpec:
    """A line (`rule`) or shaded span (`rect`) at values that the author names: from `x` to `x2`, from `y` to `y2`."""

    span: Span
    shaded: bool
    x: Any = None
    x2: Any = None
    y: Any = None
    y2: Any = None
    text: Message | None = None
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpec:
    """What is written at points: the numbers of a column, with their sign where `signed`."""

    field: str
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column that a mark's workbook has beside what is drawn. `formula` reckons its cells from the columns `of`, empty
    for typed ones; `closing` does so in the row of the sum, where another does."""

    field: str
    formula: str = ""
    closing: str = ""
    of: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UprightMark:
    """A mark whose numbers belong on `y`: its name and the channels that the author gave it."""

    name: str
    x: ChannelSpec
    y: ChannelSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSpec:
    """One layer of a chart: a mark over a table with its own encoding (inherited channels filled in).

    Channels are `x`, `y`, `color`, `xOffset` (grouped bars, also horizontal ones), `theta` and `text` (names at the
    points of a scatter). A filter is an expression or a Vega-Lite predicate:
    `{field, equal|lt|lte|gt|gte: value}`, `{field, range: (low, high)}` (either may be None),
    `{field, oneOf: (…)}`, `{field, valid: bool}`, or `{and|or: (filters…)}`, `{not: filter}`.
    """

    mark: Mark
    data: str
    data_span: Span
    span: Span
    encoding: Mapping[str, ChannelSpec] = field(default_factory=dict)
    filters: tuple[Mapping[str, Any] | Expression, ...] = ()  # Vega-Lite predicates or expressions
    transform: tuple[TransformStep, ...] = ()  # all steps in order, where some are more than filters
    labels: str = ""  # "", "all", "last", "none", "ends"
    name: Message | None = None  # the series' name where no channel colours
    color: str = ""  # role
    color_span: Span | None = None  # where it, or what colours are asked for, is written
    pattern: Expression | None = None  # points where this holds are of another definition (hatched)
    breaks: tuple[Any, ...] = ()  # x values before which the line is broken
    ends: tuple[str, ...] = ()  # columns between which bars float, from the first to the last; a piece between each two
    errors: tuple[str, str] | None = (
        None  # columns from and to which a line at a point reaches; empty: the point itself
    )
    invisible: bool = False  # a line of which only labels and error bars are drawn
    label: LabelSpec | None = None  # what is written at the points instead of their numbers
    readings: tuple[str, ...] | None = None  # columns that a table of the data shows; None: the numbers drawn
    highlights: tuple[tuple[Condition, str], ...] = ()  # colours of the points for which a condition holds
    columns: tuple[SheetColumn, ...] = ()  # of the workbook
    formula: tuple[str, ...] = ()  # reckons the points: in Excel's words, then the columns; none: the chart's series
    signs: tuple[tuple[str, str], ...] = ()  # roles of floating bars and the sign of the first column that each is for
    dashed: bool = False
    whole: bool = False  # a pie: a ring without a hole
    tight: bool = False  # bars without space between them
    upright: UprightMark | None = None  # as it is written, for marks that have no lying form


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetSpec:
    """A column that has a panel for each of its values; `columns` of them side by side, 0: as many as have the most room.
    `sort` is ascending or descending, empty for the table's order."""

    field: str
    span: Span
    columns: int = 0
    sort: str = ""
    sort_values: tuple[str, ...] = ()
    sort_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """A `{chart}` block."""

    name: str
    layers: tuple[LayerSpec, ...]
    alt: Message
    span: Span
    independent_y: bool = False  # resolve: {scale: {y: independent}}
    annotations: tuple[AnnotationSpec, ...] = ()
    guides: tuple[GuideSpec, ...] = ()
    caption: Message | None = None
    title: Message | None = None
    note: Message | None = None
    source: Message | None = None
    gap_text: Message | None = None  # words in the place of a missing value
    every: tuple[Any, ...] = ()  # all x values, for gaps that have no row: [first, last] of years
    facet: FacetSpec | None = None  # small multiples


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineSpec:
    """A `{timeline}` block: rows of a table of data/ by the columns of their dates and texts. `format` is a date's style
    or pattern, `sort` as in tables: the order of the rows of one date."""

    name: str
    data: str
    data_span: Span
    span: Span
    date: str
    date_span: Span
    label: str
    label_span: Span
    alt: Message
    until: str = ""
    until_span: Span | None = None
    group: str = ""
    group_span: Span | None = None
    format: str = ""
    format_span: Span | None = None
    where: Condition | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    caption: Message | None = None
    note: Message | None = None
    source: Message | None = None


LANGUAGE = "{{ language }}"
"""What stands for the deck's language in the name of a picture's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """A picture: `path` relative to content/, with LANGUAGE where the file is another one in each language. `focus` is the
    point to keep when cropping, as shares of the size."""

    path: str
    alt: Message
    span: Span
    caption: Message | None = None
    width: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    path_span: Span | None = None  # of the path in `span`

    def path_in(self, language: str) -> str:
        """The file of a language."""
        return self.path.replace(LANGUAGE, language)
