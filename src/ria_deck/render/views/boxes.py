"""What a slide's parts are as pages get them: boxes with their places, their type, and what is in them, in points."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from ria_deck.render.views.items import Crop, Html, KpiLineView, RowView


class LevelView(TypedDict):
    """The type of nested items of a list."""

    level: int
    """How deep they are: 1 or 2."""
    size: float
    """The size of the type."""
    leading: float
    """The distance of the lines."""
    after: float
    """The room after a paragraph."""


class FrameView(TypedDict):
    """Where a part of a slide stands, and its type."""

    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    size: float
    """The size of the type."""
    leading: float
    """The distance of the lines."""
    larger: float
    """How many times the indents of its lists are as wide as the layout's."""
    bold: bool
    """Whether the type is bold."""
    color: str
    """The colour's role: `ink`, for `var(--ink)`."""
    strong: str
    """The colour's role of words in bold."""
    bullet: str
    """The colour's role of bullets."""
    align: str
    """`left`, `center` or `right`."""
    anchor: str
    """Where the text stands in its height: `flex-start`, `center` or `flex-end`."""
    after: float
    """The room after a paragraph."""
    levels: list[LevelView]
    """The type of nested items."""
    hidden: bool
    """Whether it is there for readers of the structure only."""


class TitleBox(FrameView):
    """The slide's title."""

    kind: Literal["title"]
    """`title`."""
    html: Html
    """The title."""
    level: int
    """The level of the heading: 1 on the first slide, 2 on others."""


class TextBox(FrameView):
    """A text."""

    kind: Literal["text"]
    """`text`."""
    html: Html
    """Its paragraphs and lists."""


class FurnitureBox(FrameView):
    """The footer, or the number of the slide."""

    kind: Literal["furniture"]
    """`furniture`."""
    text: str
    """The words."""


class CodeBox(FrameView):
    """A listing."""

    kind: Literal["code"]
    """`code`."""
    language: str
    """The language that it is written in."""
    html: Html
    """Its lines, coloured."""


class FigureBox(FrameView):
    """A chart, a map, a timeline or a picture."""

    kind: Literal["figure"]
    """`figure`."""
    name: str
    """Its name in the topic; empty for a picture."""
    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    svg: str
    """Its drawing as SVG; empty for a picture."""
    alt: str
    """What it shows, for readers who can't see it."""
    crop: Crop | None
    """The part of a picture that is shown; none for a drawing."""
    drawing: Html | None
    """In a browser: the drawing as a part of the page."""
    origin: int | None
    """In a browser: the number of its entry among the origins of values."""


class TableBox(FrameView):
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
    """Its width in percent of the box's."""
    widths: list[float]
    """The widths of its columns in percent of the table's."""
    padding: float
    """The room within a cell."""


class KpiBox(TypedDict):
    """The words of a key figure."""

    kind: Literal["kpi"]
    """`kpi`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    lines: list[KpiLineView]
    """The number, and what stands under it."""


class LinesBox(TypedDict):
    """The number of a step, or the words below its arrow."""

    kind: Literal["lines"]
    """`lines`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    lines: list[KpiLineView]
    """The words."""


class ArrowBox(TypedDict):
    """The arrow of a step."""

    kind: Literal["arrow"]
    """`arrow`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    image: str
    """Its drawing as an address that holds it, for `background-image`."""
    padding: list[float]
    """The room of its words from its left and its right edge."""
    lines: list[KpiLineView]
    """The words in it."""


class MarkBox(TypedDict):
    """A mark of a section: one for each topic."""

    kind: Literal["mark"]
    """`mark`."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    color: str
    """The colour's role."""
    share: float
    """How much of the colour shows over the ground, from 0 to 1."""


class SparkBox(TypedDict):
    """The small chart under a key figure."""

    kind: Literal["spark"]
    """`spark`."""
    name: str
    """Its name."""
    left: float
    """Its left edge."""
    top: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    image: str
    """Its drawing as an address that holds it, for `<img src>`."""
    svg: str
    """Its drawing as SVG."""
    alt: str
    """What it shows, for readers who can't see it."""
    drawing: Html | None
    """In a browser: the drawing as a part of the page."""
    origin: int | None
    """In a browser: the number of its entry among the origins of values."""


SlideBox: TypeAlias = (
    TitleBox
    | TextBox
    | FurnitureBox
    | CodeBox
    | FigureBox
    | TableBox
    | KpiBox
    | SparkBox
    | LinesBox
    | ArrowBox
    | MarkBox
)
