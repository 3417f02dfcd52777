"""Schema of templates/theme.yaml: brand.yml, and our own keys under `ria:`, with a help text for each key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from ria_deck.source.decode import Shape, key

Number = int | float
Length = str | int | float


class Meta(Shape):
    """The theme's name and home page."""

    name: str | Mapping[str, str] | None = None
    """The theme's name."""
    link: str | Mapping[str, str] | None = None
    """The address of its home page."""


class Color(Shape):
    """Colours: a palette of names, and what the names are used for."""

    palette: Mapping[str, str] = {}
    """Name to `#RRGGBB`, or to another name."""
    foreground: str | None = None
    """Text."""
    background: str | None = None
    """The slides' background."""
    primary: str | None = None
    """Headings, links, the first series."""
    secondary: str | None = None
    """A second colour beside it."""
    tertiary: str | None = None
    """A third."""
    success: str | None = None
    """Good results."""
    info: str | None = None
    """Neutral information."""
    warning: str | None = None
    """Warnings."""
    danger: str | None = None
    """Bad results."""
    light: str | None = None
    """A light background."""
    dark: str | None = None
    """A dark background."""


class Font(Shape):
    """A font family that the theme adds: `files` are paths in templates/ (regular, then bold)."""

    family: str
    """The family's name, as decks use it."""
    source: Literal["file", "system"] | None = None
    """`file`: its files are in templates/; `system`: PowerPoint has it."""
    files: tuple[str | Mapping[str, Any], ...] = ()
    """Paths in templates/: regular, then bold."""
    like: str | None = None
    """A built-in family with the same widths, used in its place to measure and print."""


class Type(Shape):
    """How a kind of text is set."""

    family: str | None = None
    """The font family."""
    size: Length | None = None
    """In points: `20pt`. For `base` and `headings`; the sizes in the built-in layouts scale with it."""
    weight: int | str | None = None
    """400 is regular, 700 bold."""
    line_height: Number | None = key(default=None, alias="line-height")
    """Line height as a multiple of the text size."""
    color: str | None = None
    """A colour, or the name of one."""
    style: str | None = None
    """`normal` or `italic`."""
    decoration: str | None = None
    """`none` or `underline`."""
    background_color: str | None = key(default=None, alias="background-color")
    """The background of the text."""


class Typography(Shape):
    """Font families and text sizes."""

    fonts: tuple[Font, ...] = ()
    """Font families that are not built in."""
    base: str | Type | None = None
    """Text."""
    headings: str | Type | None = None
    """Titles."""
    monospace: str | Type | None = None
    """Code blocks and `code` in text: a monospaced family."""
    link: str | Type | None = None
    """Links."""


class Style(Shape):
    """Text in a slot: sizes in points, colours by role or palette name."""

    size: Number | None = None
    """In points."""
    bold: bool | None = None
    """Whether it is bold."""
    color: str | None = None
    """A colour role, or a name defined in `color.palette`."""
    leading: Number | None = None
    """Line height as a multiple of the text size."""
    min: Number | None = None
    """The smallest size, in points, to which text that doesn't fit is reduced."""
    align: Literal["start", "center", "end"] | None = None
    """Horizontal alignment of the lines."""
    anchor: Literal["top", "middle", "bottom"] | None = None
    """Vertical alignment of the text in its box."""
    space_after: Number | None = key(default=None, alias="space-after")
    """Space after a paragraph, in points."""
    bullet: str | None = None
    """The bullet character of list items."""
    strong: str | None = None
    """The colour of bold words."""


RoleWord = Literal["title", "subtitle", "topic", "body", "source", "footnotes", "footer", "number", "part", "progress"]
BlockWord = Literal["prose", "table", "chart", "map", "timeline", "kpi", "process", "picture", "code"]


class SlotEntry(Shape):
    """A place on a layout. `box` is [x, y, width, height] in inches; in a project's own template it is the
    placeholder's, named by `placeholder` (its index or name)."""

    role: RoleWord | None = None
    """What the slot is for."""
    idx: int | None = None
    """The placeholder's index in the deck."""
    box: tuple[Number, Number, Number, Number] | None = None
    """[x, y, width, height] in inches."""
    accepts: tuple[BlockWord, ...] | None = None
    """The kinds of blocks that it accepts."""
    single: bool | None = None
    """Whether it holds one paragraph only, such as a heading or caption; the text after it continues in the next slot."""
    style: Style | None = None
    """How its text is set."""
    inset: tuple[Number, Number, Number, Number] | None = None
    """Margins inside the box: [left, top, right, bottom] in inches."""
    prompt: str | None = None
    """The prompt text of the empty placeholder."""
    placeholder: int | str | None = None
    """The index or name of the placeholder in the project's PowerPoint template."""


class Coast(Shape):
    """Land under the title."""

    coast: tuple[Number, Number, Number, Number]
    """West, south, east and north of what is shown, in degrees."""


class LayoutEntry(Shape):
    """A layout: its slots, background and decoration; `template` is the layout's name in the project's template."""

    kind: (
        Literal[
            "title",
            "contents",
            "agenda",
            "section",
            "statement",
            "quote",
            "references",
            "big-number",
            "comparison",
            "side-by-side",
            "blank",
            "content",
        ]
        | None
    ) = None
    """The layout's kind; if omitted, it follows from its slots (or from its type in the PowerPoint template)."""
    lead: str | None = None
    """The layout to use instead when text comes before the figure."""
    title: str | None = None
    """Its name in PowerPoint."""
    ground: str | None = None
    """The background colour."""
    decoration: Literal["", "waves", "swell", "edge", "panel"] | Coast | None = None
    """What is drawn on the background: `waves` at the foot, a pale `swell`, a swell and a band at the `edge`, a `panel`
    beside a list, or land over waves: `{coast: [west, south, east, north]}`."""
    common: bool | tuple[str, ...] | None = None
    """Which of the common slots it has: all (true), none (false), or these."""
    slots: Mapping[str, SlotEntry] | None = None
    """Its own slots, by name."""
    template: str | None = None
    """The layout's name in the project's PowerPoint template."""


class Sizes(Shape):
    """Sizes of small text, in points."""

    label: Length | None = None
    """Text in charts and maps."""
    source: Length | None = None
    """Source lines."""
    table_min: Length | None = key(default=None, alias="table-min")
    """The smallest text of tables."""


class SlideSize(Shape):
    """The slide's size: `size`, or `width` and `height`."""

    size: Literal["16:9", "4:3"] | tuple[Length, Length] | None = None
    """`16:9`, `4:3` (10 × 7.5 in), or [width, height]; the layouts that ship are fitted to it."""
    width: Length | None = None
    """`13.333in`."""
    height: Length | None = None
    """`7.5in`."""


class PageEntry(Shape):
    """The handout's page. Lengths such as `21mm` or `0.75in`; a bare number is in millimetres."""

    size: Literal["A4", "A5", "letter"] | tuple[Length, Length] | None = None
    """`A4`, `A5`, `letter`, or [width, height]."""
    margins: tuple[Length, Length, Length, Length] | None = None
    """[top, right, bottom, left]."""
    aside: Length | None = None
    """The width of the column beside the text, with numbers, notes and sources of figures; 0: none, they stand below."""
    columns: Literal[1, 2, 3] | None = None
    """Number of columns of running text."""
    prose: str | None = None
    """The font family of running prose; without it, that of `typography.base`."""


class Ria(Shape):
    """What brand.yml has no key for."""

    accent: str | None = None
    """The accent colour."""
    series: tuple[str, ...] | None = None
    """Colours of series, in order."""
    scripts: Mapping[str, str] | None = None
    """Script (ISO 15924, such as `Jpan`) to font family."""
    east_asian: str | None = key(default=None, alias="east-asian")
    """The font family of Chinese, Japanese and Korean text."""
    east_asian_leading: Number | None = key(default=None, alias="east-asian-leading")
    """Line height of Chinese, Japanese and Korean text as a multiple of that of other scripts."""
    complex_script: str | None = key(default=None, alias="complex-script")
    """The font family of Arabic and Hebrew text."""
    sizes: Sizes | None = None
    """Sizes of small text."""
    slide: SlideSize | None = None
    """The slide's size."""
    common: Mapping[str, SlotEntry] | None = None
    """Slots that every layout has."""
    layouts: Mapping[str, LayoutEntry] | None = None
    """Layouts by name."""
    template: str | None = None
    """A .pptx or .potx in templates/ whose master and layouts are used."""
    base_map: str | None = key(default=None, alias="base-map")
    """A GeoJSON file in templates/ with the land for maps."""
    handout: Mapping[str, str | int | float] | None = None
    """CSS custom properties for the project's handout.css."""
    page: PageEntry | None = None
    """The handout's page: size, margins, columns, the face of its prose."""


class ThemeFile(Shape):
    """templates/theme.yaml."""

    foreign: ClassVar[Mapping[str, str]] = {
        "colors": "write `color:` (brand.yml)",
        "fonts": "write `typography: {fonts: […]}` (brand.yml)",
        "layouts": "write them under `ria:`",
        "template": "write `ria: {template: …}`",
    }

    extends: Literal["paper", "night", "mono", "sand"] | None = None
    """The built-in theme to start from: `paper`, `night` (dark), `mono` (for black-and-white print) or `sand`."""
    meta: Meta | None = None
    """The theme's name and home page."""
    color: Color | None = None
    """Colours."""
    typography: Typography | None = None
    """Font families and text sizes."""
    logo: str | Mapping[str, Any] | None = None
    """An image in templates/."""
    defaults: Mapping[str, Any] | None = None
    """Settings for other tools; ignored."""
    ria: Ria | None = None
    """What brand.yml has no key for."""
