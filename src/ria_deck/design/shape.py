"""The form of templates/theme.yaml: brand.yml's words, and ours under `ria:`, with the help that writers get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from ria_deck.source.decode import Shape, key

Number = int | float
Length = str | int | float


class Meta(Shape):
    """Whose theme it is."""

    name: str | Mapping[str, str] | None = None
    """The theme's name."""
    link: str | Mapping[str, str] | None = None
    """Where it is kept."""


class Color(Shape):
    """Colours: a palette of names, and what the names are used for."""

    palette: Mapping[str, str] = {}
    """Name to `#RRGGBB`, or to another name."""
    foreground: str | None = None
    """Text."""
    background: str | None = None
    """Slides' ground."""
    primary: str | None = None
    """Heads, links, the first series."""
    secondary: str | None = None
    """A second colour beside it."""
    tertiary: str | None = None
    """A third."""
    success: str | None = None
    """What went well."""
    info: str | None = None
    """What is only told."""
    warning: str | None = None
    """What needs care."""
    danger: str | None = None
    """What went wrong."""
    light: str | None = None
    """A light ground."""
    dark: str | None = None
    """A dark ground."""


class Font(Shape):
    """A face that the theme brings: `files` are paths in templates/ (regular, then bold)."""

    family: str
    """The name that decks write."""
    source: Literal["file", "system"] | None = None
    """`file`: it lies in templates/; `system`: PowerPoint has it."""
    files: tuple[str | Mapping[str, Any], ...] = ()
    """Paths in templates/: regular, then bold."""
    like: str | None = None
    """A face that the program knows and whose widths are the same; it measures and prints in its place."""


class Type(Shape):
    """How a kind of text is set."""

    family: str | None = None
    """The face."""
    size: Length | None = None
    """In points: `20pt`. Of `base` and `headings`; the sizes that the built-in layouts have change in proportion."""
    weight: int | str | None = None
    """400 is regular, 700 bold."""
    line_height: Number | None = key(default=None, alias="line-height")
    """Line height, in sizes of the text."""
    color: str | None = None
    """A colour or a name of one."""
    style: str | None = None
    """`normal` or `italic`."""
    decoration: str | None = None
    """`none` or `underline`."""
    background_color: str | None = key(default=None, alias="background-color")
    """The ground behind the text."""


class Typography(Shape):
    """Faces and sizes."""

    fonts: tuple[Font, ...] = ()
    """Faces that are not the built-in ones."""
    base: str | Type | None = None
    """Text."""
    headings: str | Type | None = None
    """Titles."""
    monospace: str | Type | None = None
    """Listings and `code`: a face whose letters are all as wide."""
    link: str | Type | None = None
    """Links."""


class Style(Shape):
    """Text in a slot: sizes in points, colours by role or palette name."""

    size: Number | None = None
    """In points."""
    bold: bool | None = None
    """Whether it is bold."""
    color: str | None = None
    """A role or a name of the palette."""
    leading: Number | None = None
    """Line height, in sizes of the text."""
    min: Number | None = None
    """The smallest size, in points, to which text may step down that does not fit."""
    align: Literal["start", "center", "end"] | None = None
    """Where lines stand."""
    anchor: Literal["top", "middle", "bottom"] | None = None
    """Where the text stands in its box."""
    space_after: Number | None = key(default=None, alias="space-after")
    """Points after a paragraph."""
    bullet: str | None = None
    """The bullet of items."""
    strong: str | None = None
    """The colour of strong words."""


class SlotEntry(Shape):
    """A place on a layout. `box` is [x, y, width, height] in inches; in a project's own template it is the
    placeholder's, named by `placeholder` (its index or name)."""

    role: Literal["title", "subtitle", "topic", "body", "source", "footnotes", "footer", "number"] | None = None
    """What it is for."""
    idx: int | None = None
    """The placeholder's index in the deck."""
    box: tuple[Number, Number, Number, Number] | None = None
    """[x, y, width, height] in inches."""
    accepts: tuple[Literal["prose", "table", "chart", "map", "timeline", "picture", "code"], ...] | None = None
    """The blocks that it takes."""
    single: bool | None = None
    """Whether it holds one paragraph, as heads and captions do; what follows goes on in the next slot."""
    style: Style | None = None
    """Its text."""
    inset: tuple[Number, Number, Number, Number] | None = None
    """Margins inside the box: [left, top, right, bottom] in inches."""
    prompt: str | None = None
    """What an empty placeholder says."""
    placeholder: int | str | None = None
    """The index or name of the placeholder in the project's own template."""


class LayoutEntry(Shape):
    """A layout: its slots, ground and decoration; `template` is the name of the layout in the project's template."""

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
    """What it does; without it, its slots (or its type in the project's template) decide."""
    lead: str | None = None
    """The layout that serves instead where words come before the figure."""
    title: str | None = None
    """Its name in PowerPoint."""
    ground: str | None = None
    """The colour of its ground."""
    decoration: Literal["", "waves"] | None = None
    """What is drawn on the ground."""
    common: bool | tuple[str, ...] | None = None
    """Which of the common slots it has: all (true), none (false), or these."""
    slots: Mapping[str, SlotEntry] | None = None
    """Its own slots by name."""
    template: str | None = None
    """The layout's name in the project's own template."""


class Sizes(Shape):
    """Sizes of small text, in points."""

    label: Length | None = None
    """Words in charts and maps."""
    source: Length | None = None
    """Source lines."""
    table_min: Length | None = key(default=None, alias="table-min")
    """The smallest text of tables."""


class SlideSize(Shape):
    """The slide's size."""

    width: Length
    """`13.333in`."""
    height: Length
    """`7.5in`."""


class PageEntry(Shape):
    """The handout's page. Lengths such as `21mm` or `0.75in`; a bare number is in millimetres."""

    size: Literal["A4", "A5", "letter"] | tuple[Length, Length] | None = None
    """`A4`, `A5`, `letter`, or [width, height]."""
    margins: tuple[Length, Length, Length, Length] | None = None
    """[top, right, bottom, left]."""
    columns: Literal[1, 2, 3] | None = None
    """Columns of running prose."""


class Ria(Shape):
    """What brand.yml has no word for."""

    accent: str | None = None
    """The colour that stands out."""
    series: tuple[str, ...] | None = None
    """Colours of series, in order."""
    scripts: Mapping[str, str] | None = None
    """Script (ISO 15924: `Jpan`) to face."""
    east_asian: str | None = key(default=None, alias="east-asian")
    """The face of Chinese, Japanese and Korean text."""
    east_asian_leading: Number | None = key(default=None, alias="east-asian-leading")
    """How many times as high the lines of Chinese, Japanese and Korean text are as those of other scripts."""
    complex_script: str | None = key(default=None, alias="complex-script")
    """The face of Arabic and Hebrew text."""
    sizes: Sizes | None = None
    """Sizes of small text."""
    slide: SlideSize | None = None
    """The slide's size."""
    common: Mapping[str, SlotEntry] | None = None
    """Slots that stand on every layout."""
    layouts: Mapping[str, LayoutEntry] | None = None
    """Layouts by name."""
    template: str | None = None
    """A .pptx or .potx in templates/ whose master and layouts are used."""
    base_map: str | None = key(default=None, alias="base-map")
    """A GeoJSON file in templates/ with the land for maps."""
    handout: Mapping[str, str | int | float] | None = None
    """CSS custom properties for the project's handout.css."""
    page: PageEntry | None = None
    """The handout's page: size, margins, columns."""


class ThemeFile(Shape):
    """templates/theme.yaml."""

    foreign: ClassVar[Mapping[str, str]] = {
        "colors": "write `color:` (brand.yml)",
        "fonts": "write `typography: {fonts: […]}` (brand.yml)",
        "layouts": "layouts stand under `ria:`",
        "template": "the template stands under `ria:`",
    }

    extends: Literal["paper", "night", "mono", "sand"] | None = None
    """A theme of the program's to begin with: `paper`, `night` (dark), `mono` (for black-and-white print), `sand`."""
    meta: Meta | None = None
    """Whose theme it is."""
    color: Color | None = None
    """Colours."""
    typography: Typography | None = None
    """Faces and sizes."""
    logo: str | Mapping[str, Any] | None = None
    """A picture in templates/."""
    defaults: Mapping[str, Any] | None = None
    """For other tools; left alone."""
    ria: Ria | None = None
    """What brand.yml has no word for."""
