"""Resolve a `{map}` block into its points, links and extent, not yet laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ria_deck.content.specs.slides import MapInsetSpec, MapLinksSpec, MapPointsSpec, MapSpec
from ria_deck.diagnostics import Span
from ria_deck.model.map import Inset, Map, MapLink, MapPoint, MapRegions
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.base_map import Extent
from ria_deck.resolve.maps.points import lacks, map_points, too_many
from ria_deck.resolve.maps.projection import WIDE
from ria_deck.resolve.maps.region_rings import extent_of_regions
from ria_deck.resolve.maps.regions import resolve_regions
from ria_deck.resolve.text import optional_text, required_text, resolve_text
from ria_deck.source.nearest import did_you_mean, listing

MOST_LINKS = 500  # many times what finds room on a slide
EMPTY = 160.0  # degrees of longitude without a point: a map of the rest is not one of the world
_MOST_NAMED = 8  # points that a hint names


def resolve_map(spec: MapSpec, context: Context) -> Map | None:
    """The map, not yet laid out; faults are told in the report and give None."""
    found = map_points(spec.points, context) if spec.points is not None else ([], [])
    regions = resolve_regions(spec.regions, context) if spec.regions is not None else None
    if found is None or (spec.regions is not None and regions is None):
        return None
    points, keys = found
    links = _linked(spec, keys, context)
    if links is None:
        return None
    alt = required_text(spec.alt, context, "the alternative text")
    title = resolve_text(spec.inset.title, context) if spec.inset and spec.inset.title else Paragraph(runs=())
    west, south, east, north = spec.extent or _around(points, regions, context)
    extent = (west, south, east, north)
    _check_scale(spec, extent, context)
    inset = _inset(spec.inset, title.text, extent, None if regions else points, context) if spec.inset else None
    if spec.inset and inset is None:
        return None
    return Map(
        name=spec.name,
        alt=alt.text,
        strings=(alt, title),
        points=tuple(points),
        links=tuple(links),
        extent=extent,
        regions=regions,
        scaled=spec.scale_bar,
        fitted=not spec.extent,
        inset=inset,
        caption=optional_text(spec.caption, context),
        note=optional_text(spec.note, context),
        source=optional_text(spec.source, context),
    )


def _check_scale(spec: MapSpec, extent: Extent, context: Context) -> None:
    if spec.scale_bar and extent[2] - extent[0] > WIDE:
        hint = "leave `scale_bar` out, or show less with `extent`"
        context.report.warning("RD660", "a map of the world has no one scale", spec.span, hint=hint)


def _linked(spec: MapSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    """The links, none where none are asked for; None, reported, where one leads nowhere."""
    if spec.links is None or spec.points is None:
        return []
    return _links(spec.links, spec.points, keys, context)


def _around(points: Sequence[MapPoint], regions: MapRegions | None, context: Context) -> Extent:
    """The extent around points and the regions with numbers."""
    if regions is None:
        return extent_of(points)
    shapes = [index for area in regions.areas if area.grade >= 0 for index in area.shapes]
    found = extent_of_regions(context.root / regions.path, regions.layer, shapes)
    if not points:
        return found
    west, south, east, north = extent_of(points)
    turn = 360 * round(((found[0] + found[2]) / 2 - (west + east) / 2) / 360)
    return min(found[0], west + turn), min(found[1], south), max(found[2], east + turn), max(found[3], north)


def _links(link: MapLinksSpec, points: MapPointsSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    table = context.tables.find(link.data, link.data_span)
    if table is None:
        return None
    if lacks(table, {"from": link.start, "to": link.end}, link, context):
        return None
    rows = context.evaluator.chosen(link.where, table) if link.where else table.rows
    if rows is None or too_many(len(rows), MOST_LINKS, "links", link, context):
        return None
    links: dict[tuple[int, int], MapLink] = {}
    unknown: dict[str, Span] = {}
    for row in rows:
        ends = [str(row[link.start].raw), str(row[link.end].raw)]
        strange = {end: link.places[key] for end, key in zip(ends, ("from", "to"), strict=True) if end not in keys}
        unknown |= strange
        if not strange:
            pair = (keys.index(ends[0]), keys.index(ends[1]))
            links[pair] = MapLink(start=pair[0], end=pair[1], color="accent")
    _tell_unknown(unknown, keys, points, context)
    return None if unknown else list(links.values())


def _tell_unknown(unknown: Mapping[str, Span], keys: Sequence[str], points: MapPointsSpec, context: Context) -> None:
    """One error for all ends of links that are no points, with what points are called here."""
    if not unknown:
        return
    first, place = next(iter(unknown.items()))
    what = f"unknown point `{first}`" if len(unknown) == 1 else f"unknown points {listing(unknown, 'and')}"
    called = f"write points by their `{points.key or points.label}`: {', '.join(keys[:_MOST_NAMED])}"
    more = ", …" if len(keys) > _MOST_NAMED else ""
    other = "" if points.key else "; name another column with `points: {key: …}`"
    meant = did_you_mean(first, keys) if len(unknown) == 1 else ""
    context.report.error("RD643", f"{what} of the map", place, label=meant, hint=called + more + other)


def extent_of(points: Sequence[MapPoint]) -> tuple[float, float, float, float]:
    """West, south, east and north around points, in degrees; east is beyond 180 across the date line."""
    lats, lons = [float(p.lat) for p in points], sorted(float(p.lon) for p in points)
    west, east = lons[0], lons[-1]
    # Places on both sides of the date line are near: the widest stretch without any is left out, where it is wide.
    gaps = [(after - lon, lon, after) for lon, after in pairwise(lons)]
    widest, before, behind = max(gaps, default=(0.0, west, east))
    if widest > max(EMPTY, 360 - (east - west)):
        west, east = behind, before + 360
    pad = max(max(lats) - min(lats), (east - west) * 0.6, 2.0) * 0.18
    return west - pad * 1.5, max(min(lats) - pad, -85), east + pad * 1.5, min(max(lats) + pad, 85)


def _inset(
    spec: MapInsetSpec,
    title: str,
    extent: tuple[float, float, float, float],
    points: Sequence[MapPoint] | None,
    context: Context,
) -> Inset | None:
    """The inset; None, told in the report, for one outside of the map or without points, where `points` are given."""
    west, south, east, north = spec.extent
    if west < extent[0] or south < extent[1] or east > extent[2] or north > extent[3]:
        context.report.error(
            "RD645",
            "the inset's extent is outside the map",
            spec.span,
            hint=f"the map covers {extent[0]:.4g} to {extent[2]:.4g} degrees of longitude and {extent[1]:.4g} to "
            f"{extent[3]:.4g} of latitude",
        )
        return None
    turns = (-360, 0, 360)
    if points is not None and not any(
        south <= float(point.lat) <= north and any(west <= float(point.lon) + turn <= east for turn in turns)
        for point in points
    ):
        context.report.error(
            "RD646", "the inset contains no point of the map", spec.span, hint="the order is [west, south, east, north]"
        )
        return None
    return Inset(extent=(west, south, east, north), corner=spec.corner, size=spec.size, title=title, span=spec.span)
