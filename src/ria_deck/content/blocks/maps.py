"""Read a {map} block."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.shapes import ExtentEntry, InsetEntry, LinksEntry, MapBlock, PointsEntry
from ria_deck.content.specs.slides import MapInsetSpec, MapLinksSpec, MapPointsSpec, MapSpec
from ria_deck.diagnostics import Span
from ria_deck.source.yaml import Loc

_SIDES = ("west", "south", "east", "north")


def read_map(reader: BlockReader, block: MapBlock, name: str) -> MapSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    alt = reader.needed_text(("alt",), block.alt, "map.alt")
    points = _points(reader, block.points)
    links = _links(reader, block.links) if block.links is not None else None
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
        links=links,
        extent=extent,
        inset=inset,
        caption=caption,
        note=reader.text(("note",), block.note, "note"),
        source=reader.text(("source",), block.source, "source"),
    )


def _points(reader: BlockReader, entry: PointsEntry) -> MapPointsSpec:
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
        places=_places(reader, "points", ("lat", "lon", "label", "key", "group")),
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
        places=_places(reader, "links", ("from", "to")),
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
