"""Read a {map} block."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.map_shape import (
    ExtentEntry,
    InsetEntry,
    LinksEntry,
    MapBlock,
    PointsEntry,
    RegionsEntry,
)
from ria_deck.content.specs.slides import MapInsetSpec, MapLinksSpec, MapPointsSpec, MapRegionsSpec, MapSpec
from ria_deck.diagnostics import Span
from ria_deck.source.yaml import Loc

MOST_CLASSES = 9  # more shades of a colour nobody tells apart
SUFFIXES = (".geojson", ".topojson", ".json")  # of files with regions
_SIDES = ("west", "south", "east", "north")


def read_map(reader: BlockReader, block: MapBlock, name: str) -> MapSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    alt = reader.needed_text(("alt",), block.alt, "map.alt")
    if block.points is None and block.regions is None:
        hint = "write `points: {data, lat, lon, label}` or `regions: {data, key, value, shapes}`"
        reader.report.error("RD021", "a map needs `points` or `regions`", reader.document.span(), hint=hint)
    points = _points(reader, block.points) if block.points is not None else None
    regions = _regions(reader, block.regions) if block.regions is not None else None
    links = _links(reader, block.links) if block.links is not None else None
    if links is not None and points is None:
        place = reader.document.span(("links",), key=True)
        reader.report.error("RD021", "`links` lead from point to point: the map needs `points`", place)
    extent = _extent(reader, ("extent",), block.extent) if block.extent is not None else ()
    inset = _inset(reader, block.inset) if block.inset is not None else None
    caption = reader.one_of_two(("caption", "title"), (block.caption, block.title), "caption")
    if alt is None or reader.report.failed:
        return None
    return MapSpec(
        name=name,
        points=points,
        alt=alt,
        span=reader.document.span(),
        regions=regions,
        scale_bar=block.scale_bar,
        links=links,
        extent=extent,
        inset=inset,
        caption=caption,
        note=reader.text(("note",), block.note, "note"),
        source=reader.text(("source",), block.source, "source"),
    )


def _points(reader: BlockReader, entry: PointsEntry) -> MapPointsSpec:
    for name in ("text", "value"):
        if getattr(entry, name) is not None and not entry.numbered:
            place = reader.document.span(("points", name), key=True)
            hint = "write `numbered: true`, or leave it out"
            reader.report.error("RD024", f"`{name}` is in the list of numbered places", place, hint=hint)
    data, data_span = reader.data(("points", "data"), entry.data)
    return MapPointsSpec(
        data=data,
        data_span=data_span,
        span=reader.document.span(("points",)),
        lat=entry.lat,
        lon=entry.lon,
        label=entry.label,
        key=entry.key or "",
        group=entry.group or "",
        where=read_where(reader, ("points", "where"), entry.where),
        hub=(entry.hub,) if isinstance(entry.hub, str) else entry.hub or (),
        numbered=entry.numbered,
        text=entry.text or "",
        value=entry.value or "",
        places=_places(reader, "points", ("lat", "lon", "label", "key", "group", "text", "value")),
    )


def _links(reader: BlockReader, entry: LinksEntry) -> MapLinksSpec:
    data, data_span = reader.data(("links", "data"), entry.data)
    return MapLinksSpec(
        data=data,
        data_span=data_span,
        span=reader.document.span(("links",)),
        start=entry.start,
        end=entry.end,
        where=read_where(reader, ("links", "where"), entry.where),
        width=entry.width or "",
        places=_places(reader, "links", ("from", "to", "width")),
    )


def _regions(reader: BlockReader, entry: RegionsEntry) -> MapRegionsSpec:
    data, data_span = reader.data(("regions", "data"), entry.data)
    own = entry.shapes is None  # the features have the numbers themselves
    if own and not data.lower().endswith(SUFFIXES):
        reader.report.error(
            "RD021",
            "the key `shapes` is missing: which file of data/ has the outlines of the regions?",
            reader.document.span(("regions",), key=True),
            hint="write `shapes: regions.geojson`",
        )
    _check_classes(reader, entry.classes)
    classes = entry.classes if isinstance(entry.classes, int) else tuple(map(_exact, entry.classes))
    shapes_span = data_span if own else reader.document.span(("regions", "shapes"))
    return MapRegionsSpec(
        data="" if own else data,
        data_span=data_span,
        span=reader.document.span(("regions",)),
        key=entry.key,
        value=entry.value,
        shapes=(entry.shapes or data).removeprefix("data/"),
        shapes_span=shapes_span,
        feature=entry.feature or "",
        title=reader.text(("regions", "title"), entry.title, "map.regions"),
        format=entry.format or "",
        classes=classes,
        middle=None if entry.middle is None else _exact(entry.middle),
        color=entry.color or "",
        where=read_where(reader, ("regions", "where"), entry.where),
        places=_places(reader, "regions", ("key", "value", "feature", "format", "color")),
    )


def _exact(number: float) -> Decimal:
    """As it was written: 100 has no digits behind its point."""
    return Decimal(int(number)) if float(number).is_integer() else Decimal(str(number))


def _check_classes(reader: BlockReader, classes: int | tuple[float, ...]) -> None:
    """Two to nine of them; bounds grow."""
    span = reader.document.span(("regions", "classes"))
    count = classes if isinstance(classes, int) else len(classes) + 1
    if not 2 <= count <= MOST_CLASSES:
        reader.report.error("RD024", f"a map has 2 to {MOST_CLASSES} classes, not {count}", span)
    elif not isinstance(classes, int) and any(one >= two for one, two in pairwise(classes)):
        reader.report.error(
            "RD024", "the bounds of the classes must grow", span, hint="write `classes: [100, 200, 500]`"
        )


def _places(reader: BlockReader, part: str, keys: Sequence[str]) -> dict[str, Span]:
    return {key: reader.document.span((part, key)) for key in keys if reader.document.has((part, key))}


def _inset(reader: BlockReader, entry: InsetEntry) -> MapInsetSpec:
    return MapInsetSpec(
        extent=_extent(reader, ("inset", "extent"), entry.extent),
        span=reader.document.span(("inset", "extent")),
        corner=entry.corner or "",
        size=entry.size,
        title=reader.text(("inset", "title"), entry.title, "map.inset"),
    )


def _extent(reader: BlockReader, loc: Loc, given: tuple[float, float, float, float] | ExtentEntry) -> tuple[float, ...]:
    """(west, south, east, north) in degrees. East may be beyond 180, for a map across the date line."""
    if isinstance(given, ExtentEntry):
        sides = (given.west, given.south, given.east, given.north)
        places: list[Loc] = [(*loc, side) for side in _SIDES]
    else:
        sides, places = given, [(*loc, index) for index in range(4)]
    for index, (side, value) in enumerate(zip(_SIDES, sides, strict=True)):
        low, high = (-90, 90) if index % 2 else (-180, 360)
        if not low <= value <= high:
            reader.report.error(
                "RD024",
                f"the {side} of a map must be between {low} and {high} degrees, not {value:g}",
                reader.document.span(places[index]),
                hint="the order is [west, south, east, north]: longitude, latitude, longitude, latitude",
            )
            return ()
    west, south, east, north = sides
    for less, more, words in ((west, east, "west of its east"), (south, north, "south of its north")):
        if less >= more:
            reader.report.error(
                "RD024",
                f"a map's {words.split()[0]} must be {words}, but {less:g} is not less than {more:g}",
                reader.document.span(loc),
                hint="the order is [west, south, east, north]; across the date line, east is more than 180",
            )
            return ()
    return tuple(float(side) for side in sides)
