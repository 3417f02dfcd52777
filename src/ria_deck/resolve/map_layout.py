"""A map goes in, a drawing for one figure size comes out: coast, dots, arcs and labels in points."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ria_deck.diagnostics import Span
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Map, MapLayout
from ria_deck.resolve.context import Context
from ria_deck.resolve.map_labels import Spot, place_labels
from ria_deck.resolve.projection import Point, area, clip, projection, simplify

HUB_RADIUS = 5.0  # points
DOT_RADIUS = 3.2
BEND = 0.14  # how far an arc bends aside, as a share of its length
REACH = 75.0  # degrees around the middle of the map within which land is looked at
TOLERANCE = 0.35  # points by which a simplified coast may be off
SMALLEST = 1.2  # square points of the smallest island drawn


Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Degrees → points of a figure of `width` × `height`."""

    width: float
    height: float
    extent: Extent

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


def place_map(base: Map, size: tuple[float, float], label_size: float, context: Context, span: Span) -> MapLayout:
    """The drawing of a map in a figure of `size` (width, height) in points; `span` is where the map is written.

    A label that finds no room is told in a warning and left out.
    """
    width, height = size
    place = _Frame(width=width, height=height, extent=base.extent).transform()
    spots = [place(float(point.lon), float(point.lat)) for point in base.points]
    radii = [HUB_RADIUS if point.emphasis else DOT_RADIUS for point in base.points]
    arcs = [_arc(spots[link.start], spots[link.end]) for link in base.links]
    legend = _legend(base, size, label_size, context)
    placed = place_labels(
        [
            Spot(
                x=x,
                y=y,
                radius=r,
                text=point.label,
                bold=point.emphasis,
                color="ink" if not point.emphasis else "accent",
            )
            for (x, y), r, point in zip(spots, radii, base.points, strict=True)
        ],
        arcs,
        (width, height),
        label_size,
        context.measurer.unkerned,
        taken=[text.box for text in legend],
    )
    for index in placed.crowded:
        context.report.warning(
            "RD644",
            f"no room for the label “{base.points[index].label}” on the map",
            span,
            hint="show fewer points, or a smaller `extent`",
        )
    return MapLayout(
        width=width,
        height=height,
        land=_land(str(context.root / context.theme.base_map) if context.theme.base_map else "", base.extent, size),
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
        width = context.measurer.unkerned.width(name, label_size, bold=True)
        box = Rect(x=8, y=size[1] - 8 - height * (len(groups) - index), width=width + 2, height=height)
        texts.append(PlacedText(text=name, box=box, size=label_size, color=color, bold=True))
    return tuple(texts)


@lru_cache(maxsize=32)  # the coast is the same in every language
def _land(path: str, extent: Extent, size: tuple[float, float]) -> tuple[tuple[Point, ...], ...]:
    place = _Frame(width=size[0], height=size[1], extent=extent).transform()
    middle, lat0 = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
    near = (middle - REACH, max(lat0 - REACH, -89.9), middle + REACH, min(lat0 + REACH, 89.9))
    rings: list[tuple[Point, ...]] = []
    for ring, (west, south, east, north) in base_map(path):
        for turn in (-360, 0, 360):
            if west + turn > near[2] or east + turn < near[0] or south > near[3] or north < near[1]:
                continue
            shifted = [(lon + turn, lat) for lon, lat in ring]
            drawn = clip([place(lon, lat) for lon, lat in clip(shifted, *near)], 0, 0, size[0], size[1])
            drawn = simplify(drawn, TOLERANCE)
            if len(drawn) > 2 and area(drawn) >= SMALLEST:
                rings.append(tuple((round(x, 2), round(y, 2)) for x, y in drawn))
    return tuple(rings)


@lru_cache(maxsize=4)
def base_map(path: str) -> tuple[tuple[tuple[Point, ...], Extent], ...]:
    """The outer rings of land in degrees, each with its extent: of a theme's GeoJSON file, or the built-in map of the
    world (Natural Earth)."""
    return tuple((ring, _extent(ring)) for ring in (_geojson(path) if path else _builtin()))


def _extent(ring: tuple[Point, ...]) -> Extent:
    lons, lats = zip(*ring, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _builtin() -> list[tuple[Point, ...]]:
    path = Path(__file__).parent.parent / "design/basemap/land.json"
    return [tuple((lon, lat) for lon, lat in ring) for ring in json.loads(path.read_text("utf-8"))]


def _geojson(path: str) -> list[tuple[Point, ...]]:
    data = json.loads(Path(path).read_text("utf-8"))
    rings: list[tuple[Point, ...]] = []
    for feature in data["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings.extend(tuple((float(lon), float(lat)) for lon, lat, *_ in polygon[0]) for polygon in polygons)
    return rings
