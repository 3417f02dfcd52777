"""What the author wrote, as values: report, topics, slides and blocks, every text a `Message` with its place."""

from __future__ import annotations

import datetime as dt
import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import Span

_BEYOND = sys.maxsize


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text that readers see, whole, with its inline Markdown and its `{{ … }}` as written: one entry of a catalog.

    `context` is the stable place (`<slide id>/<kind>`, the catalog's msgctxt): the same text in two places is two
    messages. `span` covers the text in its file. `literal` texts (a number, a code) need no translation. `pieces` are
    the stretches that stand in the file as they stand in the text: (index in the text, line, column).
    """

    text: str
    context: str
    span: Span
    literal: bool = False
    pieces: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)

    def place(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the file; the whole text's where that isn't known."""
        if not self.pieces:
            if self.span.line != self.span.end_line or self.span.end_column - self.span.column != len(self.text):
                return self.span
            return self._span(self.span.line, self.span.column + start, self.span.line, self.span.column + end)
        first = self.pieces[bisect_right(self.pieces, (start, _BEYOND, 0)) - 1]
        last = self.pieces[bisect_right(self.pieces, (max(start, end - 1), _BEYOND, 0)) - 1]
        return self._span(first[1], first[2] + start - first[0], last[1], last[2] + end - last[0])

    def _span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        return Span(
            path=self.span.path,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            place=self.span.place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorSpec:
    """A person as report.yaml has it."""

    name: Message
    affiliation: Message | None = None
    place: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What stands in for a translation that is missing or stale: `source`, `keep` or `error`."""

    untranslated: str = "source"
    stale: str = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """content/report.yaml for one edition (its overrides applied)."""

    id: str
    title: Message
    language: str
    languages: tuple[str, ...]
    outputs: tuple[str, ...]
    date: dt.date
    span: Span
    subtitle: Message | None = None
    running_title: Message | None = None
    authors: tuple[AuthorSpec, ...] = ()
    event: Message | None = None
    venue: Message | None = None
    topics: tuple[str, ...] = ()  # file names; empty: all, in name order
    policy: Policy = Policy()
    edition: str = ""  # name, empty where the report has no editions
    values: Mapping[str, Any] = field(default_factory=dict)  # the plain report keys, for `report` in expressions


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence's promise: `that` is an expression that must hold, `says` the words that rest on it."""

    that: str
    says: str
    span: Span  # of `that`
    says_span: Span  # of `says` where it is declared
    sentence: Span  # where `says` stands in the topic's text
    when: tuple[Expression, ...] = ()  # the conditions of the divs that the claim stands in: it holds where they do


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphSpec:
    """A paragraph; `heading` is 1, 2 … for a sub-heading of the handout."""

    text: Message
    span: Span
    heading: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An item; `level` from 0; `number` is its ordinal, 0 in a bulleted list; `continued` its further paragraphs."""

    text: Message
    level: int = 0
    number: int = 0
    continued: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """A list, flattened: nested items follow their parent with a higher level."""

    items: tuple[ListItem, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSpec:
    """A block quotation."""

    blocks: tuple[BlockSpec, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSpec:
    """A fenced listing in a language."""

    language: str
    code: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownTableSpec:
    """A pipe table; `rows[0]` is the head; `align` per column is start, center or end."""

    rows: tuple[tuple[Message, ...], ...]
    align: tuple[str, ...]
    span: Span
    caption: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression as written (without braces) with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """A column of a `{table}` block. `format` is an Excel/CLDR pattern or a filter's name (`percent`)."""

    field: str
    span: Span
    title: Message | None = None
    format: str = ""
    align: str = ""
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A `{table}` block: rows of a table of data/, `where` as expression over columns, `sort` as (column, descending).

    `group_by` names a column whose values head groups of rows; with `group_head` the heading row of every group
    carries the column titles too (the group's name standing over the columns that have no title).
    """

    name: str  # id of the block
    data: str
    data_span: Span
    span: Span
    columns: tuple[ColumnSpec, ...] = ()
    where: Expression | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    group_by: str = ""
    group_head: bool = False
    total: bool = False
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
    stack: str = ""  # zero | normalize | none
    format: str = ""
    domain: tuple[Any, ...] = ()
    range: tuple[str, ...] = ()  # colour roles, for `color`
    aggregate: str = ""  # sum | mean | min | max
    sort_field: str = ""  # the column that `sort` (ascending or descending) goes by; empty: the channel's own
    zero: bool | None = None  # scale.zero: whether the axis must (not) start at zero; None where it isn't said


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationSpec:
    """`annotations` of a chart: words at x (and y)."""

    text: Message
    x: Any
    span: Span
    y: Any = None
    kind: str = ""  # rule | point | gap; empty: rule without y, point with it


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSpec:
    """One layer of a chart: a mark over a table with its own encoding (inherited channels filled in).

    Channels are `x`, `y`, `color`, `xOffset` (grouped bars, also horizontal ones) and `theta`. A filter that is no
    expression is a Vega-Lite predicate: `{field, equal|lt|lte|gt|gte: value}`, `{field, range: (low, high)}` (either
    may be None), `{field, oneOf: (…)}`, `{field, valid: bool}`, or `{and|or: (filters…)}`, `{not: filter}`.
    """

    mark: str
    data: str
    data_span: Span
    span: Span
    encoding: Mapping[str, ChannelSpec] = field(default_factory=dict)
    filters: tuple[Mapping[str, Any] | Expression, ...] = ()  # Vega-Lite predicates or expressions
    labels: str = ""  # "", "all", "last", "none", "ends"
    name: Message | None = None  # the series' name where there is no colour channel
    color: str = ""  # role
    pattern: Expression | None = None  # points where this holds are of another definition (hatched)
    breaks: tuple[Any, ...] = ()  # x values before which the line is broken


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """A `{chart}` block."""

    name: str
    layers: tuple[LayerSpec, ...]
    alt: Message
    span: Span
    independent_y: bool = False  # resolve: {scale: {y: independent}}
    annotations: tuple[AnnotationSpec, ...] = ()
    caption: Message | None = None
    title: Message | None = None
    note: Message | None = None
    source: Message | None = None
    gap_text: Message | None = None  # words in the place of a missing value
    every: tuple[Any, ...] = ()  # all x values, for gaps that have no row: [first, last] of years


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPointsSpec:
    """`points` of a map: a table and the columns that give place and name."""

    data: str
    data_span: Span
    span: Span
    lat: str
    lon: str
    label: str
    key: str = ""  # column that links refer to; empty: the label's column
    group: str = ""
    where: Expression | None = None
    hub: tuple[str, ...] = ()  # keys drawn larger


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLinksSpec:
    """`links` of a map: a table with the two columns that name points."""

    data: str
    data_span: Span
    span: Span
    start: str
    end: str
    where: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """A `{map}` block. `extent` is (west, south, east, north) in degrees, empty: around the points."""

    name: str
    points: MapPointsSpec
    alt: Message
    span: Span
    links: MapLinksSpec | None = None
    extent: tuple[float, ...] = ()
    caption: Message | None = None
    note: Message | None = None
    source: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """A picture: `path` relative to content/. `focus` is the point to keep when cropping, as shares of the size."""

    path: str
    alt: Message
    span: Span
    caption: Message | None = None
    width: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    path_span: Span | None = None  # of the path in `span`


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsSpec:
    """`:::: columns`: blocks side by side; `widths` are shares or empty."""

    columns: tuple[tuple[BlockSpec, ...], ...]
    span: Span
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSpec:
    """`::: {slot=name}`: blocks for a slot that the author names."""

    slot: str
    blocks: tuple[BlockSpec, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenSpec:
    """`::: {when="…"}`: blocks that stand only where the expression holds."""

    when: Expression
    blocks: tuple[BlockSpec, ...]
    span: Span


BlockSpec = (
    ParagraphSpec
    | ListSpec
    | QuoteSpec
    | CodeSpec
    | MarkdownTableSpec
    | TableSpec
    | ChartSpec
    | MapSpec
    | PictureSpec
    | ColumnsSpec
    | SlotSpec
    | WhenSpec
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteSpec:
    """The text of `[^label]`."""

    label: str
    paragraphs: tuple[Message, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideSpec:
    """A slide as written. `title` is None after a lone `---`; `layout` defaults to `bullets`; `loop` is
    `for="row in …"` as (variable, expression); `sources` are ids, `source` a line printed as written (both None:
    the topic's). `split` lets the blocks go on to a second slide when they don't fit."""

    id: str
    title: Message | None
    layout: str
    layout_span: Span
    span: Span
    blocks: tuple[BlockSpec, ...] = ()
    notes: tuple[BlockSpec, ...] = ()
    handout: tuple[BlockSpec, ...] = ()
    footnotes: Mapping[str, FootnoteSpec] = field(default_factory=dict)
    when: Expression | None = None
    loop: tuple[str, Expression] | None = None
    sources: tuple[str, ...] | None = None
    sources_span: Span | None = None
    source: tuple[Message, ...] | None = None
    claims: tuple[Claim, ...] = ()
    hidden: bool = False
    split: bool = False
    editions: tuple[str, ...] | None = None
    editions_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """A topic: one file. `title` is None for a file of slides without a topic title (front matter of the talk)."""

    id: str
    path: str
    title: Message | None
    slides: tuple[SlideSpec, ...]
    span: Span
    sources: tuple[str, ...] = ()
    sources_span: Span | None = None
    source: tuple[Message, ...] | None = None
    editions: tuple[str, ...] | None = None
    claims: tuple[Claim, ...] = ()
    when: Expression | None = None
    editions_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditSpec:
    """An entry of content/images/credits.yaml; `included` is False for a picture that is recorded but not shown."""

    file: str
    credit: Message
    licence: str
    source: str
    span: Span
    title: Message | None = None
    included: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that content/ holds. `reports` has one `ReportSpec` for each edition (`""` where there are none)."""

    reports: Mapping[str, ReportSpec]
    topics: tuple[TopicSpec, ...]
    credits: Mapping[str, CreditSpec] = field(default_factory=dict)
