"""Resolve a `{map}` block into its points, links and extent, not yet laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ria_deck.content.specs.slides import MapInsetSpec, MapLinksSpec, MapPointsSpec, MapSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.diagnostics import Span
from ria_deck.model.map import Inset, Map, MapLink, MapPoint, MapRegions
from ria_deck.model.text import Paragraph
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.key_index import HOLDS
from ria_deck.resolve.maps.base_map import Extent
from ria_deck.resolve.maps.region_rings import extent_of_regions
from ria_deck.resolve.maps.regions import resolve_regions
from ria_deck.resolve.palette import group_colors
from ria_deck.resolve.text import resolve_text
from ria_deck.source.nearest import did_you_mean, listing

MOST_POINTS, MOST_LINKS = 500, 500  # many times what finds room on a slide
EMPTY = 160.0  # degrees of longitude without a point: a map of the rest is not one of the world
_MOST_NAMED = 8  # points that a hint names


def resolve_map(spec: MapSpec, context: Context) -> Map | None:
    """The map, not yet laid out; faults are told in the report and give None."""
    found = _points(spec.points, context) if spec.points is not None else ([], [])
    regions = resolve_regions(spec.regions, context) if spec.regions is not None else None
    if found is None or (spec.regions is not None and regions is None):
        return None
    points, keys = found
    links = _links(spec.links, spec.points, keys, context) if spec.links is not None and spec.points is not None else []
    if links is None:
        return None
    alt = resolve_text(spec.alt, context)
    title = resolve_text(spec.inset.title, context) if spec.inset and spec.inset.title else Paragraph(runs=())
    west, south, east, north = spec.extent or _around(points, regions, context)
    extent = (west, south, east, north)
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
        fitted=not spec.extent,
        inset=inset,
        caption=resolve_text(spec.caption, context) if spec.caption else None,
        note=resolve_text(spec.note, context) if spec.note else None,
        source=resolve_text(spec.source, context) if spec.source else None,
    )


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


def _points(p: MapPointsSpec, context: Context) -> tuple[list[MapPoint], list[str]] | None:
    table = context.tables.find(p.data, p.data_span)
    rows = _rows(p, table, context) if table is not None else None
    if table is None or rows is None:
        return None
    names = [str(row[p.group].raw) for row in rows] if p.group else [""]
    colors = group_colors(names, context.theme, context.report, p.places.get("group", p.span))
    if colors is None:
        return None
    key_column = p.key or p.label
    points: list[MapPoint] = []
    keys: list[str] = []
    for row in rows:
        key = str(row[key_column].raw)
        if _has_place(row, key, p, context):
            points.append(_point(row, p, table, colors, context, hub=key in p.hub))
            keys.append(key)
    return (points, keys) if len(points) == len(rows) else None


def _rows(p: MapPointsSpec, table: DataTable, context: Context) -> Sequence[Row] | None:
    """The rows that become points; None, reported, where columns lack or aren't degrees, or there are no or too many."""
    columns = {"lat": p.lat, "lon": p.lon, "label": p.label, **({"group": p.group} if p.group else {})}
    if _lacks(table, columns | {"key": p.key or p.label}, p, context):
        return None
    for column in (p.lat, p.lon):
        if (kind := table.field(column).type) not in ("number", "integer", "any"):
            words = f"`{column}` of `{p.data}` holds {HOLDS.get(kind, 'texts')}, not degrees"
            context.report.error("RD642", words, p.span, hint=f"declare `{column}` as a number, and write 37.9")
            return None
    rows = context.evaluator.chosen(p.where, table) if p.where else table.rows
    if rows is None:
        return None
    if not rows:
        context.report.error("RD640", f"no rows of `{p.data}` match this map's filters", p.span)
        return None
    return None if _too_many(len(rows), MOST_POINTS, "points", p, context) else rows


def _has_place(row: Row, key: str, p: MapPointsSpec, context: Context) -> bool:
    """Whether a row has a latitude and a longitude; reports one that has none."""
    lat, lon = row[p.lat], row[p.lon]
    if lat.raw is None or lon.raw is None:
        context.report.error("RD641", f"`{key}` has no coordinates in `{p.data}`", p.span)
        return False
    if not (_within(lat, 90) and _within(lon, 180)):
        context.report.error("RD642", f"`{key}`: {lat}, {lon} are not valid coordinates in degrees", p.span)
        return False
    return True


def _point(
    row: Row, p: MapPointsSpec, table: DataTable, colors: Mapping[str, str], context: Context, *, hub: bool
) -> MapPoint:
    language = context.target.code
    group = str(row[p.group].raw) if p.group else ""
    own = row[table.localised(p.group, language)].raw if p.group else None
    name = row[table.localised(p.label, language)].raw
    return MapPoint(
        label=str(name if name is not None else row[p.label].raw),
        lat=row[p.lat],
        lon=row[p.lon],
        color="accent" if hub else colors[group],
        group=str(own) if own is not None else group,
        emphasis=hub,
    )


def _within(value: Value, most: int) -> bool:
    """Whether a value is a number from -most to most."""
    raw = value.raw
    return isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) and -most <= raw <= most


def _links(link: MapLinksSpec, points: MapPointsSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    table = context.tables.find(link.data, link.data_span)
    if table is None:
        return None
    if _lacks(table, {"from": link.start, "to": link.end}, link, context):
        return None
    rows = context.evaluator.chosen(link.where, table) if link.where else table.rows
    if rows is None or _too_many(len(rows), MOST_LINKS, "links", link, context):
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


def _too_many(count: int, most: int, what: str, spec: MapPointsSpec | MapLinksSpec, context: Context) -> bool:
    if count > most:
        context.report.error(
            "RD649",
            f"{count:,} rows of `{spec.data}` are more {what} than a map can show ({most:,})",
            spec.data_span,
            hint="select some with `where`",
        )
    return count > most


def _lacks(table: DataTable, columns: Mapping[str, str], spec: MapPointsSpec | MapLinksSpec, context: Context) -> bool:
    """Whether the table lacks one of the columns, told where each is named."""
    missing = {name: spec.places.get(key, spec.span) for key, name in columns.items() if name not in table.column_names}
    for name, place in missing.items():
        meant = did_you_mean(name, table.column_names)
        hint = "" if meant else f"its columns: {', '.join(table.column_names)}"
        context.report.error("RD601", f"the table `{spec.data}` has no column `{name}`", place, label=meant, hint=hint)
    return bool(missing)


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
