"""Clip and project the coasts of an extent for a figure's size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from pathlib import Path

from ria_deck.model.chart import Rect
from ria_deck.resolve.maps.projection import WIDE, Point, area, clip, degrees_at, projection, simplify

REACH = 140.0  # degrees around the middle of a map within which land is looked at: beyond, shapes are unlike themselves
BEYOND = 6.0  # degrees around what a map shows within which land is projected
_STEPS = 24  # into which the sides of a window are divided to find out what it shows
STRAIGHT = 4.0  # degrees over which no projection bends a line that one would see
TOLERANCE = 0.35  # points by which a simplified coast may be off
_FULL = 0.9999  # of an extent: land that covers more has no coast in it
SMALLEST = 1.2  # square points of the smallest island drawn

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enlarged:
    """A part of a figure (`region`) that is drawn again, larger, in a `window` of the same proportions."""

    region: Rect
    window: Rect

    def place(self, point: Point) -> Point:
        """Where a point of the region stands in the window."""
        zoom = self.window.width / self.region.width
        x, y = point
        return self.window.x + zoom * (x - self.region.x), self.window.y + zoom * (y - self.region.y)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFrame:
    """Degrees → points of a figure of `width` × `height`; of its inset where it is `enlarged`."""

    width: float
    height: float
    extent: Extent
    enlarged: Enlarged | None = None

    @property
    def window(self) -> Rect:
        """What is drawn on."""
        return self.enlarged.window if self.enlarged else Rect(x=0, y=0, width=self.width, height=self.height)

    def transform(self) -> Callable[[float, float], Point]:
        """The function from longitude and latitude to a point."""
        project = projection(*self.extent)
        scale, x0, y0 = self._scaling()
        enlarged = self.enlarged

        def place(lon: float, lat: float) -> Point:
            x, y = project(lon, lat)
            point = (x0 + scale * x, y0 + scale * y)
            return enlarged.place(point) if enlarged else point

        return place

    def _scaling(self) -> tuple[float, float, float]:
        """What a projection's lengths are multiplied by, and where its middle stands."""
        project = projection(*self.extent)
        xs, ys = zip(*(project(lon, lat) for lon, lat in outline(self.extent)), strict=True)
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        scale = min(self.width / (right - left), self.height / (bottom - top))
        return scale, self.width / 2 - scale * (left + right) / 2, self.height / 2 - scale * (top + bottom) / 2

    def seen(self) -> Extent | None:
        """The degrees within which lies all that the window shows; None where it shows a pole, or the whole world."""
        back, place, window = degrees_at(*self.extent), self.transform(), self.window
        region = self.enlarged.region if self.enlarged else window
        poles = [place((self.extent[0] + self.extent[2]) / 2, lat) for lat in (-90.0, 90.0)]
        if back is None or any(_within(window, pole) for pole in poles):
            return None
        scale, x0, y0 = self._scaling()
        steps = [step / _STEPS for step in range(_STEPS + 1)]
        sides = [(step, side) for step in steps for side in (0.0, 1.0)]
        edge = [
            (region.x + u * region.width, region.y + v * region.height) for a, b in sides for u, v in ((a, b), (b, a))
        ]
        found = [back((x - x0) / scale, (y - y0) / scale) for x, y in edge]
        spots = [spot for spot in found if spot is not None]
        if len(spots) < len(found):
            return None
        lons, lats = zip(*spots, strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def spots(self, places: Iterable[Point]) -> list[Point]:
        """Where places in degrees stand, each counted from the side of the earth that the map shows."""
        place, middle = self.transform(), (self.extent[0] + self.extent[2]) / 2
        return [place(lon + 360 * round((middle - lon) / 360), lat) for lon, lat in places]


def outline(extent: Extent) -> list[Point]:
    """Points along the four sides of an extent, in degrees."""
    west, south, east, north = extent
    sides = [(west + (east - west) * i / 20, lat) for i in range(21) for lat in (south, north)]
    return sides + [(lon, south + (north - south) * i / 20) for i in range(21) for lon in (west, east)]


def _within(window: Rect, point: Point) -> bool:
    return window.x <= point[0] <= window.right and window.y <= point[1] <= window.bottom


def shows_a_coast(path: str, extent: Extent) -> bool:
    """Whether land ends somewhere within an extent."""
    west, south, east, north = extent
    whole = (east - west) * (north - south)
    parts = (area(clip(ring, *extent)) for ring in _rings_near(base_map(path), extent))
    return any(0 < part < _FULL * whole for part in parts)


@lru_cache(maxsize=32)  # the coast is the same in every language
def coasts(path: str, frame: MapFrame) -> tuple[tuple[Point, ...], ...]:
    """Rings of land clipped to the frame's window, in points."""
    return drawn_rings(base_map(path), frame, SMALLEST)


def drawn_rings(
    outlines: Iterable[tuple[Sequence[Point], Extent]], frame: MapFrame, smallest: float
) -> tuple[tuple[Point, ...], ...]:
    """Rings in degrees, each with its extent, clipped to the frame's window, in points; without those smaller than so many
    square points."""
    place, window = frame.transform(), frame.window
    near = _near(frame)
    rings: list[tuple[Point, ...]] = []
    for shifted in _rings_near(outlines, near):
        placed = [place(lon, lat) for lon, lat in _bending(clip(shifted, *near))]
        drawn = simplify(clip(placed, window.x, window.y, window.right, window.bottom), TOLERANCE)
        if len(drawn) > 2 and area(drawn) >= smallest:
            rings.append(tuple((round(x, 2), round(y, 2)) for x, y in drawn))
    return tuple(rings)


def _rings_near(
    outlines: Iterable[tuple[Sequence[Point], Extent]], near: tuple[float, float, float, float]
) -> Iterator[list[Point]]:
    """The rings that reach into an area, turned around the globe where they do so on its other side."""
    for ring, (west, south, east, north) in outlines:
        if south > near[3] or north < near[1]:
            continue
        turns = (turn for turn in (-360, 0, 360) if west + turn <= near[2] and east + turn >= near[0])
        yield from ([(lon + turn, lat) for lon, lat in ring] for turn in turns)


def _near(frame: MapFrame) -> tuple[float, float, float, float]:
    """West, south, east and north of what a frame may show."""
    extent = frame.extent
    middle, lat0 = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
    reach = 180.0 if extent[2] - extent[0] > WIDE else REACH
    near = (middle - reach, max(lat0 - reach, -89.9), middle + reach, min(lat0 + reach, 89.9))
    if (seen := frame.seen()) is None:
        return near
    west, south, east, north = seen  # and as far around it as a side of a ring may reach
    return (
        max(near[0], west - BEYOND),
        max(near[1], south - BEYOND),
        min(near[2], east + BEYOND),
        min(near[3], north + BEYOND),
    )


def _bending(ring: Sequence[Point]) -> Iterator[Point]:
    """The ring with points along its long sides, which a projection bends: where it was cut along a meridian."""
    for (lon, lat), (to_lon, to_lat) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        parts = ceil(max(abs(to_lon - lon), abs(to_lat - lat)) / STRAIGHT)
        yield lon, lat
        for part in range(1, parts):
            yield lon + (to_lon - lon) * part / parts, lat + (to_lat - lat) * part / parts


@lru_cache(maxsize=4)
def base_map(path: str) -> tuple[tuple[tuple[Point, ...], Extent], ...]:
    """The outer rings of land in degrees, each with its extent: of a theme's GeoJSON file, or the built-in map of the
    world (Natural Earth)."""
    return _whole(_geojson(path)) if path else _builtin()


def _whole(rings: Iterable[Sequence[Point]]) -> tuple[tuple[tuple[Point, ...], Extent], ...]:
    return tuple((ring, extent_of_ring(ring)) for ring in map(in_one_piece, rings))


def in_one_piece(ring: Sequence[Point]) -> tuple[Point, ...]:
    """A ring across the date line, whose longitudes jump there, with steady ones. One around a pole stays."""
    steady: list[Point] = []
    turn = 0
    for lon, lat in ring:
        if steady and abs(lon + turn - steady[-1][0]) > 180:
            turn += 360 if lon + turn < steady[-1][0] else -360
        steady.append((lon + turn, lat))
    if abs(steady[0][0] - steady[-1][0]) > 180:
        return tuple(ring)
    west, _, east, _ = extent_of_ring(steady)
    away = 360 * round((west + east) / 720)
    return tuple((lon - away, lat) for lon, lat in steady)


def extent_of_ring(ring: Sequence[Point]) -> Extent:
    """West, south, east and north of a ring, in degrees."""
    lons, lats = zip(*ring, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


@cache  # no build forgets it: the program's own file stays as it is
def _builtin() -> tuple[tuple[tuple[Point, ...], Extent], ...]:
    path = Path(__file__).parents[2] / "design/basemap/land.json"
    return _whole(tuple((lon, lat) for lon, lat in ring) for ring in json.loads(path.read_text("utf-8")))


def _geojson(path: str) -> list[tuple[Point, ...]]:
    data = json.loads(Path(path).read_text("utf-8"))
    rings: list[tuple[Point, ...]] = []
    for feature in data["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings.extend(tuple((float(lon), float(lat)) for lon, lat, *_ in polygon[0]) for polygon in polygons)
    return rings
