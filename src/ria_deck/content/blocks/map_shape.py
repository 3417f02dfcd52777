"""The form of a {map} block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from ria_deck.content.blocks.chart_shape import DataRef
from ria_deck.content.blocks.filter_shape import Predicate
from ria_deck.source.decode import Shape, key


class PointsEntry(Shape):
    """Places of a map."""

    foreign: ClassVar[Mapping[str, str]] = {
        "latitude": "write `lat`",
        "longitude": "write `lon`",
        "lng": "write `lon`",
        "long": "write `lon`",
        "name": "write `label`",
        "color": "write `group`: each group gets a theme colour",
        "filter": "write `where`",
    }

    data: str | DataRef
    """The table of places."""
    lat: str = key(min_length=1)
    """The column of latitudes, in degrees."""
    lon: str = key(min_length=1)
    """The column of longitudes, in degrees."""
    label: str = key(min_length=1)
    """The column of names."""
    group: str | None = key(None, min_length=1)
    """The column whose values give colours."""
    where: str | Predicate | None = None
    """Which places: an expression over the columns, or a predicate."""
    hub: str | tuple[str, ...] | None = None
    """Places drawn larger, by their key."""
    numbered: bool = False
    """Whether the places but the hubs have numbers, with a list of their names beside the map."""
    text: str | None = key(None, min_length=1)
    """The column of words under the names in the list."""
    value: str | None = key(None, min_length=1)
    """The column whose values end the list's lines."""
    key: str | None = key(None, min_length=1)
    """The column that links refer to; without it, the label's."""


class LinksEntry(Shape):
    """Lines between places of a map."""

    foreign: ClassVar[Mapping[str, str]] = {
        "source": "write `from`",
        "target": "write `to`",
        "start": "write `from`",
        "end": "write `to`",
        "weight": "write `width` for the column of numbers",
        "value": "write `width` for the column of numbers",
        "filter": "write `where`",
    }

    data: str | DataRef
    """The table of links."""
    start: str = key(alias="from", min_length=1)
    """The column that names the first place."""
    end: str = key(alias="to", min_length=1)
    """The column that names the second place."""
    width: str | None = key(None, min_length=1)
    """The column of numbers that the lines are wide by; several rows of one pair are summed."""
    where: str | Predicate | None = None
    """Which links: an expression over the columns, or a predicate."""


class ExtentEntry(Shape):
    """The part of the world that is shown, in degrees."""

    west: float
    """Its western edge."""
    south: float
    """Its southern edge."""
    east: float
    """Its eastern edge."""
    north: float
    """Its northern edge."""


class InsetEntry(Shape):
    """A part of the map drawn larger in one of its corners."""

    foreign: ClassVar[Mapping[str, str]] = {
        "bounds": "write `extent: [west, south, east, north]`",
        "bbox": "write `extent: [west, south, east, north]`",
        "position": "write `corner`: top-left, top-right, bottom-left or bottom-right",
        "place": "write `corner`: top-left, top-right, bottom-left or bottom-right",
        "zoom": "write `size`, the inset's share of the map's width and height",
        "width": "write `size`, the inset's share of the map's width and height",
        "height": "write `size`, the inset's share of the map's width and height",
        "caption": "write `title` beside `inset`: it is the map's caption",
        "points": "leave it out: an inset shows the map's points that lie in its extent",
    }

    extent: tuple[float, float, float, float] | ExtentEntry
    """[west, south, east, north] in degrees: the part that is drawn larger."""
    corner: Literal["top-left", "top-right", "bottom-left", "bottom-right"] | None = None
    """Its corner of the map; without it, one where it covers no place."""
    size: float = key(0.5, ge=0.2, le=0.8)
    """The share of the map's width and height that it takes at most."""
    title: str | None = None
    """Words above it."""


class RegionsEntry(Shape):
    """Regions of a map, filled by a number of each."""

    foreign: ClassVar[Mapping[str, str]] = {
        "file": "write `shapes` for the GeoJSON or TopoJSON file",
        "geojson": "write `shapes` for the GeoJSON or TopoJSON file",
        "topojson": "write `shapes` for the GeoJSON or TopoJSON file",
        "field": "write `value` for the column of numbers",
        "name": "write `key` for the column of names, `feature` for the file's property",
        "id": "write `key` for the column of names, `feature` for the file's property",
        "bins": "write `classes`",
        "scale": "write `classes`, and `middle: 0` for two colours",
        "filter": "write `where`",
    }

    data: str | DataRef
    """The table with a row for each region; or a file of data/ (.geojson) whose features have the numbers themselves."""
    value: str = key(min_length=1)
    """The column of numbers."""
    shapes: str | None = key(None, min_length=1)
    """The file of data/ with the regions' outlines: GeoJSON or TopoJSON, in degrees."""
    feature: str | None = key(None, min_length=1)
    """The property by which the file names its regions (or `id`); without it, the one that names the most rows."""
    title: str | None = None
    """The words over the legend; without it, the column's title."""
    format: str | None = None
    """How the legend's numbers are shown: #,##0 or a filter's name (percent)."""
    classes: int | tuple[float, ...] = key(5)
    """How many classes, with about as many regions in each, or the bounds between them: [100, 200, 500]."""
    middle: float | None = None
    """The number that parts two colours, such as 0 for changes."""
    color: str | None = None
    """The colour of what is much, by its role in the theme; without it, that of the first series."""
    key: str = key(min_length=1)
    """The column that names the regions, as the file names them."""
    where: str | Predicate | None = None
    """Which rows: an expression over the columns, or a predicate."""


class MapBlock(Shape):
    """A map of places and the links between them, or of regions filled by their numbers, over land from the theme's base
    map."""

    foreign: ClassVar[Mapping[str, str]] = {
        "data": "write it in `points`, `links` or `regions`",
        "choropleth": "write `regions: {data, key, value, shapes}`",
        "shapes": "write it in `regions`",
        "projection": "leave it out: the extent decides the projection",
        "width": "leave it out: the slot and the page decide the size",
        "height": "leave it out: the slot and the page decide the size",
        "bounds": "write `extent: [west, south, east, north]`",
        "bbox": "write `extent: [west, south, east, north]`",
        "zoom": "write `extent: [west, south, east, north]`",
        "center": "write `extent: [west, south, east, north]`",
        "lat": "write it in `points`",
        "lon": "write it in `points`",
        "label": "write it in `points`",
        "description": "write `alt`: screen readers read it to people who can't see the map",
    }

    id: str | None = key(None, pattern=r"^[\w:.-]+$")
    """The block's name on its slide; in Markdown also ```{map #name}."""
    alt: str = key(min_length=1)
    """A sentence that says what the map shows, for readers who can't see it."""
    points: PointsEntry | None = None
    """The places: {data, lat, lon, label}."""
    regions: RegionsEntry | None = None
    """Regions filled by a number of each: {data, key, value, shapes}."""
    links: LinksEntry | None = None
    """Lines between places: {data, from, to}."""
    extent: tuple[float, float, float, float] | ExtentEntry | None = None
    """[west, south, east, north] in degrees; without it, around the points and the regions with numbers."""
    inset: InsetEntry | None = None
    """A part of the map drawn larger in one of its corners: {extent, corner}."""
    scale_bar: bool = False
    """Whether a line shows how long so many kilometres are."""
    caption: str | None = None
    """The caption below the figure in the handout."""
    title: str | None = None
    """The same as `caption`."""
    note: str | None = None
    """A note below the figure."""
    source: str | None = None
    """The source line, printed as written; without it, it is made from the tables' sources."""
