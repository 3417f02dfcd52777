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
    secondary: str | None = None
    tertiary: str | None = None
    success: str | None = None
    info: str | None = None
    warning: str | None = None
    danger: str | None = None
    light: str | None = None
    dark: str | None = None


class Font(Shape):
    """A face that the theme brings: `files` are paths in templates/ (regular, then bold)."""

    family: str
    source: Literal["file", "system"] | None = None
    files: tuple[str | Mapping[str, Any], ...] = ()
    like: str | None = None
    """A face that the program knows and whose widths are the same; it measures and prints in its place."""


class Type(Shape):
    """How a kind of text is set."""

    family: str | None = None
    size: Length | None = None
    weight: int | str | None = None
    line_height: Number | None = key(default=None, alias="line-height")
    color: str | None = None
    style: str | None = None
    decoration: str | None = None
    background_color: str | None = key(default=None, alias="background-color")


class Typography(Shape):
    """Faces and sizes."""

    fonts: tuple[Font, ...] = ()
    base: str | Type | None = None
    headings: str | Type | None = None
    monospace: str | Type | None = None
    link: str | Type | None = None


class Style(Shape):
    """Text in a slot: sizes in points, colours by role or palette name."""

    size: Number | None = None
    bold: bool | None = None
    color: str | None = None
    leading: Number | None = None
    min: Number | None = None
    align: Literal["start", "center", "end"] | None = None
    anchor: Literal["top", "middle", "bottom"] | None = None
    space_after: Number | None = key(default=None, alias="space-after")
    bullet: str | None = None
    strong: str | None = None


class SlotEntry(Shape):
    """A place on a layout. `box` is [x, y, width, height] in inches; in a project's own template it is the
    placeholder's, named by `placeholder` (its index or name)."""

    role: Literal["title", "subtitle", "topic", "body", "source", "footnotes", "footer", "number"] | None = None
    idx: int | None = None
    box: tuple[Number, Number, Number, Number] | None = None
    accepts: tuple[Literal["prose", "table", "chart", "map", "picture", "code"], ...] | None = None
    style: Style | None = None
    inset: tuple[Number, Number, Number, Number] | None = None
    prompt: str | None = None
    placeholder: int | str | None = None


class LayoutEntry(Shape):
    """A layout: its slots, ground and decoration; `template` is the name of the layout in the project's template."""

    title: str | None = None
    ground: str | None = None
    decoration: Literal["", "waves"] | None = None
    common: bool | tuple[str, ...] | None = None
    slots: Mapping[str, SlotEntry] | None = None
    template: str | None = None


class Sizes(Shape):
    """Sizes of small text, in points."""

    label: Length | None = None
    source: Length | None = None
    table_min: Length | None = key(default=None, alias="table-min")


class SlideSize(Shape):
    """The slide's size."""

    width: Length
    height: Length


class Ria(Shape):
    """What brand.yml has no word for."""

    accent: str | None = None
    series: tuple[str, ...] | None = None
    scripts: Mapping[str, str] | None = None
    east_asian: str | None = key(default=None, alias="east-asian")
    complex_script: str | None = key(default=None, alias="complex-script")
    sizes: Sizes | None = None
    slide: SlideSize | None = None
    common: Mapping[str, SlotEntry] | None = None
    layouts: Mapping[str, LayoutEntry] | None = None
    template: str | None = None
    base_map: str | None = key(default=None, alias="base-map")
    handout: Mapping[str, str | int | float] | None = None


class ThemeFile(Shape):
    """templates/theme.yaml."""

    foreign: ClassVar[Mapping[str, str]] = {
        "colors": "write `color:` (brand.yml)",
        "fonts": "write `typography: {fonts: […]}` (brand.yml)",
        "layouts": "layouts stand under `ria:`",
        "template": "the template stands under `ria:`",
    }

    meta: Meta | None = None
    color: Color | None = None
    typography: Typography | None = None
    logo: str | Mapping[str, Any] | None = None
    defaults: Mapping[str, Any] | None = None
    ria: Ria | None = None
