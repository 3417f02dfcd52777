"""What stands on a page: texts, figures, tables, listings, as page templates get them."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from markupsafe import Markup

Html: TypeAlias = Markup
"""Words that are ready to print, with their emphasis, links and footnote calls."""


class Crop(TypedDict):
    """The part of a picture that is shown: where the whole picture lies, in percent of its frame."""

    width: float
    """The picture's width."""
    height: float
    """The picture's height."""
    left: float
    """Where its left edge is."""
    top: float
    """Where its upper edge is."""


class ProseItem(TypedDict):
    """Running text."""

    kind: Literal["prose"]
    """`prose`."""
    style: str
    """How it is set: `text`, `columns`, `lead`, `opener`, `quote`, `number`, `head` or `caption`; a class in handout.css."""
    html: Html
    """Its paragraphs and lists."""
    inline: Html | None
    """The words of a single paragraph, without the paragraph's element; none for more than one."""


class CodeItem(TypedDict):
    """A listing."""

    kind: Literal["code"]
    """`code`."""
    language: str
    """The language that it is written in."""
    html: Html
    """Its lines, coloured."""


class FigureItem(TypedDict):
    """A chart, a map, a timeline or a picture."""

    kind: Literal["figure"]
    """`figure`."""
    name: str
    """Its name in the topic."""
    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    svg: str
    """Its drawing as SVG; empty for a picture."""
    alt: str
    """What it shows, for readers who can't see it."""
    width: float
    """Its width in points."""
    height: float
    """Its height in points."""
    crop: Crop | None
    """The part of a picture that is shown; none where all of it is."""
    number: int
    """Its number among the figures; 0 for one without a number."""
    label: str
    """`Figure 3.` in the language of the page; empty without a number."""
    caption: Html | None
    """Its caption."""
    note: Html | None
    """The note under it."""
    source: Html | None
    """The source that its block names."""
    sources: list[Html]
    """The lines of its sources, its own and those of a slide with no other figure."""
    apart: bool
    """Whether number, note and sources stand beside it, not over and under it."""
    points: Html | None
    """What the slide says in short, where that stands beside the figure."""


class BarView(TypedDict):
    """A bar in a cell, in percent of the cell's inside."""

    before: float
    """What is empty before it."""
    width: float
    """Its width."""
    color: str
    """The role of its colour."""


class CellView(TypedDict):
    """A cell of a table."""

    html: Html
    """What is in it."""
    align: str
    """Where it stands in its column: `start`, `center` or `end`."""
    span: int
    """How many columns it goes over."""
    ground: str
    """The colour of its ground, `#rrggbb`; empty for none."""
    bar: BarView | None
    """The bar before its number."""


class RowView(TypedDict):
    """A row of a table."""

    kind: str
    """`head`, `group`, `body`, `subtotal` or `total`; a class in handout.css."""
    height: float
    """Its height on a slide, in points."""
    cells: list[CellView]
    """Its cells."""


class TableItem(TypedDict):
    """A table."""

    kind: Literal["table"]
    """`table`."""
    name: str
    """Its name in the topic."""
    head: list[RowView]
    """The rows of its head."""
    body: list[RowView]
    """Its other rows."""
    share: float
    """The width of the table in percent of the text's."""
    widths: list[float]
    """The widths of its columns in percent of the table's."""
    short: bool
    """Whether it stays on one page."""
    dense: bool
    """Whether it has many columns and is set small."""
    tinted: bool
    """Whether cells have grounds of their own: no text touches their edges then."""
    number: int
    """Its number among the tables; 0 for one without a number."""
    label: str
    """`Table 3.` in the language of the page; empty without a number."""
    caption: Html | None
    """Its caption."""
    note: Html | None
    """The note under it."""
    source: Html | None
    """The source that its block names."""
    sources: list[Html]
    """The lines of its sources, its own and those of a slide with no other figure."""
    apart: bool
    """Whether number, note and sources stand beside it, not over and under it."""
    points: Html | None
    """What the slide says in short, where that stands beside the table."""


class KpiLineView(TypedDict):
    """A line of a figure made of words: a number, what it says, a note."""

    html: Html
    """The words."""
    size: float
    """The size of the type, in points."""
    leading: float
    """The distance of the lines, in points."""
    before: float
    """The room before it, in points."""
    color: str
    """The colour's role: `ink`, for `var(--ink)`."""
    bold: bool
    """Whether the type is bold."""


class SparkView(TypedDict):
    """The small chart under a key figure."""

    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    alt: str
    """What it shows, for readers who can't see it."""
    width: float
    """Its width in points."""
    height: float
    """Its height in points."""


class TileView(TypedDict):
    """A key figure."""

    width: float
    """Its width in points."""
    height: float
    """The height of its words in points."""
    lines: list[KpiLineView]
    """The number, and what stands under it."""
    spark: SparkView | None
    """The small chart under it."""


class KpiItem(TypedDict):
    """Key figures."""

    kind: Literal["kpi"]
    """`kpi`."""
    name: str
    """Their name in the topic."""
    rows: list[list[TileView]]
    """The figures of each row."""
    gap: float
    """The room between two of them in a row, in points."""
    number: int
    """Their number among the figures; 0 for those without a number."""
    label: str
    """`Figure 3.` in the language of the page; empty without a number."""
    caption: Html | None
    """Their caption."""
    note: Html | None
    """The note under them."""
    source: Html | None
    """The source that their block names."""
    sources: list[Html]
    """The lines of their sources, their own and those of a slide with no other figure."""
    apart: bool
    """Whether number, note and sources stand beside them, not over and under them."""
    points: Html | None
    """What the slide says in short, where that stands beside them."""


class ArrowView(TypedDict):
    """The arrow of a step."""

    image: str
    """Its drawing as an address that holds it, for `background-image`."""
    padding: list[float]
    """The room of its words from its left and its right edge, in points."""
    height: float
    """Its height in points."""
    lines: list[KpiLineView]
    """The words in it."""


class StepView(TypedDict):
    """A step of a process."""

    width: float
    """Its width in points."""
    indent: float
    """How far number and words are from its left edge, in points."""
    number: list[KpiLineView]
    """Its number."""
    between: float
    """The room between its number and its arrow, in points."""
    arrow: ArrowView
    """Its arrow."""
    over: float
    """The room between its arrow and the words below, in points."""
    lines: list[KpiLineView]
    """The words below; may be empty."""


class ProcessItem(TypedDict):
    """Steps one after the other."""

    kind: Literal["process"]
    """`process`."""
    name: str
    """Its name in the topic."""
    rows: list[list[StepView]]
    """The steps of each row."""
    gap: float
    """The room between two of them in a row, in points."""


class ColumnsItem(TypedDict):
    """Texts, pictures, charts and tables side by side."""

    kind: Literal["columns"]
    """`columns`."""
    columns: list[list[Item]]
    """The items of each column."""
    widths: list[float]
    """The widths of the columns in points; empty for equal ones."""
    wide: bool
    """Whether they go across the whole page, the column beside the text too."""


Exhibit: TypeAlias = FigureItem | TableItem | KpiItem
Item: TypeAlias = ProseItem | CodeItem | FigureItem | TableItem | KpiItem | ProcessItem | ColumnsItem
