"""Resolve a `{map}` block into its points, links and extent, not yet laid out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ria_deck.content.specs.slides import MapInsetSpec, MapSpec
from ria_deck.diagnostics import Severity
from ria_deck.model.map import Inset, Map, MapLink, MapPoint, MapRegions
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.base_map import Extent, shows_a_coast
from ria_deck.resolve.maps.links import map_links
from ria_deck.resolve.maps.points import map_points
from ria_deck.resolve.maps.projection import WIDE
from ria_deck.resolve.maps.region_rings import extent_of_regions
from ria_deck.resolve.maps.regions import resolve_regions
from ria_deck.resolve.text import optional_text, required_text, resolve_text

EMPTY = 160.0  # degrees of longitude without a point: a map of the rest is not one of the world


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
    if regions is None:
        _tell_no_coast(spec, extent, context)
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


def _tell_no_coast(spec: MapSpec, extent: Extent, context: Context) -> None:
    land = context.theme.base_map
    if not shows_a_coast(str(context.root / land) if land else "", extent):
        context.report.add(
            Severity.NOTE,
            "RD661",
            "the map shows no coast: its places are on an empty background",
            spec.span,
            hint="show more with `extent: [west, south, east, north]`, or outlines of your own with `regions`",
        )


def _linked(spec: MapSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    """The links, none where none are asked for; None, reported, where one leads nowhere."""
    if spec.links is None or spec.points is None:
        return []
    return map_links(spec.links, spec.points, keys, context)


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
