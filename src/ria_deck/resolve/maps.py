"""A map as written and its tables go in, a `Map` with every line and label placed for slide and handout comes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ria_deck.content.spec import MapSpec
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Map, MapLayout, MapLink, MapPoint
from ria_deck.resolve.context import Context
from ria_deck.resolve.map_labels import Spot, place_labels
from ria_deck.resolve.names import suggest
from ria_deck.resolve.projection import Point, area, clip, projection, simplify
from ria_deck.resolve.text import resolve_text

HUB_RADIUS = 5.0  # points
DOT_RADIUS = 3.2
BEND = 0.14  # how far an arc bends aside, as a share of its length
REACH = 75.0  # degrees around the middle of the map within which land is looked at
TOLERANCE = 0.35  # points by which a simplified coast may be off
SMALLEST = 1.2  # square points of the smallest island drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Degrees → points of a figure of `width` × `height`."""

    width: float
    height: float
    extent: tuple[float, float, float, float]

    def transform(self) -> Callable[[float, float], Point]:
        west, south, east, north = self.extent
        project = projection(west, south, east, north)
        edge = [project(west + (east - west) * i / 20, lat) for i in range(21) for lat in (south, north)]
        edge += [project(lon, south + (north - south) * i / 20) for i in range(21) for lon in (west, east)]
        left, right = min(x for x, _ in edge), max(x for x, _ in edge)
        top, bottom = min(y for _, y in edge), max(y for _, y in edge)
        scale = min(self.width / (right - left), self.height / (bottom - top))
        x0 = self.width / 2 - scale * (left + right) / 2
        y0 = self.height / 2 - scale * (top + bottom) / 2

        def place(lon: float, lat: float) -> Point:
            x, y = project(lon, lat)
            return x0 + scale * x, y0 + scale * y

        return place


def resolve_map(
    spec: MapSpec, context: Context, slide: tuple[float, float], handout: tuple[float, float]
) -> Map | None:
    """The map at both sizes (width, height in points); faults are told in the report and give None."""
    found = _points(spec, context)
    if found is None:
        return None
    points, keys = found
    links = _links(spec, keys, context)
    if links is None:
        return None
    extent = _extent(spec, points)
    base = Map(
        name=spec.name,
        alt=resolve_text(spec.alt, context).text,
        points=tuple(points),
        links=tuple(links),
        caption=resolve_text(spec.caption, context) if spec.caption else None,
        note=resolve_text(spec.note, context) if spec.note else None,
        source=resolve_text(spec.source, context) if spec.source else None,
    )
    return replace(
        base,
        slide=_layout(base, extent, slide, context.theme.label_size, spec, context),
        handout=_layout(base, extent, handout, 8.5, spec, context),
    )


def _points(spec: MapSpec, context: Context) -> tuple[list[MapPoint], list[str]] | None:
    p = spec.points
    table = context.tables.find(p.data, p.data_span)
    if table is None:
        return None
    columns = {"lat": p.lat, "lon": p.lon, "label": p.label, **({"group": p.group} if p.group else {})}
    key_column = p.key or p.label
    missing = [name for name in (*columns.values(), key_column) if name not in table.column_names]
    for name in dict.fromkeys(missing):
        context.report.error(
            "RD601", f"table `{p.data}` has no column `{name}`", p.span, label=suggest(name, table.column_names)
        )
    if missing:
        return None
    rows = context.evaluator.where(p.where.text, p.where.span, table) if p.where else table.rows
    if not rows:
        context.report.error("RD640", f"no row of `{p.data}` is left to show on the map", p.span)
        return None
    label = table.localised(p.label, context.target.code)
    groups = list(dict.fromkeys(str(row[p.group].raw) for row in rows)) if p.group else [""]
    series = context.theme.series
    points: list[MapPoint] = []
    keys: list[str] = []
    for row in rows:
        lat, lon = row[p.lat], row[p.lon]
        key = str(row[key_column].raw)
        if lat.raw is None or lon.raw is None:
            context.report.error("RD641", f"`{key}` has no coordinates in `{p.data}`", p.span)
            continue
        if not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):
            context.report.error("RD642", f"`{key}`: {lat}, {lon} is no place in degrees", p.span)
            continue
        group = str(row[p.group].raw) if p.group else ""
        hub = key in p.hub
        color = "accent" if hub else series[groups.index(group) % len(series)]
        name = row[label].raw if row[label].raw is not None else row[p.label].raw
        points.append(
            MapPoint(label=str(name), lat=lat, lon=lon, color=color, group=group, emphasis=hub)
        )
        keys.append(key)
    return (points, keys) if points and not context.report.failed else None


def _links(spec: MapSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    if spec.links is None:
        return []
    link = spec.links
    table = context.tables.find(link.data, link.data_span)
    if table is None:
        return None
    missing = [name for name in (link.start, link.end) if name not in table.column_names]
    for name in missing:
        context.report.error(
            "RD601", f"table `{link.data}` has no column `{name}`", link.span, label=suggest(name, table.column_names)
        )
    if missing:
        return None
    rows = context.evaluator.where(link.where.text, link.where.span, table) if link.where else table.rows
    links: dict[tuple[int, int], MapLink] = {}
    for row in rows or []:
        ends = [str(row[link.start].raw), str(row[link.end].raw)]
        unknown = [end for end in ends if end not in keys]
        for end in unknown:
            context.report.error(
                "RD643", f"link to `{end}`, which is no point of the map", link.span, label=suggest(end, keys)
            )
        if not unknown:
            pair = (keys.index(ends[0]), keys.index(ends[1]))
            links[pair] = MapLink(start=pair[0], end=pair[1], color="accent")
    return None if context.report.failed else list(links.values())


def _extent(spec: MapSpec, points: Sequence[MapPoint]) -> tuple[float, float, float, float]:
    if spec.extent:
        west, south, east, north = spec.extent
        return west, south, east, north
    lats, lons = [float(p.lat) for p in points], [float(p.lon) for p in points]
    pad = max(max(lats) - min(lats), (max(lons) - min(lons)) * 0.6, 2.0) * 0.18
    return min(lons) - pad * 1.5, max(min(lats) - pad, -85), max(lons) + pad * 1.5, min(max(lats) + pad, 85)


def _layout(
    base: Map,
    extent: tuple[float, float, float, float],
    size: tuple[float, float],
    label_size: float,
    spec: MapSpec,
    context: Context,
) -> MapLayout:
    width, height = size
    place = _Frame(width=width, height=height, extent=extent).transform()
    spots = [place(float(point.lon), float(point.lat)) for point in base.points]
    radii = [HUB_RADIUS if point.emphasis else DOT_RADIUS for point in base.points]
    arcs = [_arc(spots[link.start], spots[link.end]) for link in base.links]
    legend = _legend(base, size, label_size, context)
    placed = place_labels(
        [
            Spot(x=x, y=y, radius=r, text=point.label, bold=point.emphasis, color="ink" if not point.emphasis else "accent")
            for (x, y), r, point in zip(spots, radii, base.points, strict=True)
        ],
        arcs,
        (width, height),
        label_size,
        context.measurer,
        taken=[text.box for text in legend],
    )
    for index in placed.crowded:
        context.report.warning(
            "RD644",
            f"no room for the label “{base.points[index].label}” on the map",
            spec.span,
            hint="show fewer points, or a smaller `extent`",
        )
    return MapLayout(
        width=width,
        height=height,
        land=_land(place, extent, size, context),
        dots=tuple((x, y, r) for (x, y), r in zip(spots, radii, strict=True)),
        arcs=tuple(arcs),
        labels=placed.labels,
        leaders=placed.leaders,
        legend=legend,
    )


def _arc(start: Point, end: Point) -> tuple[float, float, float, float, float, float]:
    """A quadratic curve that bends upwards, so that links from one hub fan out."""
    (x0, y0), (x1, y1) = start, end
    side = 1 if x1 >= x0 else -1
    cx = (x0 + x1) / 2 + side * (y1 - y0) * BEND
    cy = (y0 + y1) / 2 - side * (x1 - x0) * BEND
    return x0, y0, cx, cy, x1, y1


def _legend(base: Map, size: tuple[float, float], label_size: float, context: Context) -> tuple[PlacedText, ...]:
    """The groups' names in their colours, at the lower left, where there is more than one group."""
    groups = list(dict.fromkeys((point.group, point.color) for point in base.points if not point.emphasis))
    if len(groups) < 2:
        return ()
    height = label_size * 1.4
    texts: list[PlacedText] = []
    for index, (name, color) in enumerate(groups):
        width = context.measurer.width(name, label_size, bold=True)
        box = Rect(x=8, y=size[1] - 8 - height * (len(groups) - index), width=width + 2, height=height)
        texts.append(PlacedText(text=name, box=box, size=label_size, color=color, bold=True))
    return tuple(texts)


def _land(
    place: Callable[[float, float], Point], extent: tuple[float, float, float, float], size: tuple[float, float], context: Context
) -> tuple[tuple[Point, ...], ...]:
    middle, lat0 = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
    rings: list[tuple[Point, ...]] = []
    for ring in base_map(str(context.root / context.theme.base_map) if context.theme.base_map else ""):
        for turn in (-360, 0, 360):
            shifted = [(lon + turn, lat) for lon, lat in ring]
            near = clip(shifted, middle - REACH, max(lat0 - REACH, -89.9), middle + REACH, min(lat0 + REACH, 89.9))
            if len(near) < 3:
                continue
            drawn = clip([place(lon, lat) for lon, lat in near], 0, 0, size[0], size[1])
            drawn = simplify(drawn, TOLERANCE)
            if len(drawn) > 2 and area(drawn) >= SMALLEST:
                rings.append(tuple((round(x, 2), round(y, 2)) for x, y in drawn))
    return tuple(rings)


@lru_cache(maxsize=4)
def base_map(path: str) -> tuple[tuple[Point, ...], ...]:
    """The outer rings of land in degrees: of a theme's GeoJSON file, or the built-in map of the world (Natural Earth)."""
    if not path:
        builtin = Path(__file__).parent.parent / "design/basemap/land.json"
        return tuple(tuple((lon, lat) for lon, lat in ring) for ring in json.loads(builtin.read_text("utf-8")))
    data = json.loads(Path(path).read_text("utf-8"))
    rings: list[tuple[Point, ...]] = []
    for feature in data["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings.extend(tuple((float(lon), float(lat)) for lon, lat, *_ in polygon[0]) for polygon in polygons)
    return tuple(rings)

