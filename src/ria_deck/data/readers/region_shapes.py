"""Outlines of regions from a GeoJSON (RFC 7946) or TopoJSON file of data/, each with its properties."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

MOST_BYTES = 32_000_000
MOST_SHAPES = 5_000
MOST_PLACES = 1_000_000  # corners of all outlines: many times what is seen on a slide
SUFFIXES = (".geojson", ".topojson", ".json")

Ring = tuple[tuple[float, float], ...]


class RegionFileError(ValueError):
    """What is wrong with a file of outlines, in words for people; `hint` says what mends it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionShape:
    """A feature: its id, its properties, and the rings of its polygons, holes too, as (longitude, latitude)."""

    id: str
    properties: Mapping[str, Any]
    rings: tuple[Ring, ...]

    def text(self, name: str) -> str:
        """What a property says, or with an empty name the id; empty where there is none."""
        value = self.properties.get(name) if name else self.id
        return "" if value is None or isinstance(value, dict | list) else str(value)


@lru_cache(maxsize=8)
def region_layers(path: Path) -> Mapping[str, tuple[RegionShape, ...]]:
    """The features with polygons of a file by the names of its layers: a GeoJSON file has one, without a name; a TopoJSON
    file one for each of its objects. Raises RegionFileError."""
    if path.stat().st_size > MOST_BYTES:
        raise RegionFileError(
            f"it has {path.stat().st_size / 1e6:,.0f} MB, more than {MOST_BYTES / 1e6:,.0f}", _SIMPLER
        )
    try:
        data = json.loads(path.read_text("utf-8"), parse_constant=_constant)
    except UnicodeDecodeError:
        raise RegionFileError("it is not UTF-8") from None
    except RecursionError:
        raise RegionFileError("its lists lie too deep in each other") from None
    except ValueError as error:
        raise RegionFileError(f"it is not JSON: {error}") from None
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "Topology":
        layers = _Topology(data).layers()
    elif kind in ("FeatureCollection", "Feature"):
        layers = {"": _features(data)}
    else:
        raise RegionFileError("it is neither GeoJSON (a FeatureCollection) nor TopoJSON", "export it as GeoJSON")
    layers = {name: shapes for name, shapes in layers.items() if shapes}
    if not layers:
        raise RegionFileError("it has no polygons", "take a file with the regions' areas, not lines or points")
    _check_sizes(layers)
    return layers


_SIMPLER = "make it simpler, for instance with mapshaper.org: `-simplify 10% -o format=topojson`"
_DEGREES = "export it in degrees (WGS 84, EPSG:4326), as RFC 7946 asks"


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _check_sizes(layers: Mapping[str, Sequence[RegionShape]]) -> None:
    shapes = [shape for layer in layers.values() for shape in layer]
    places = sum(len(ring) for shape in shapes for ring in shape.rings)
    for count, most, what in ((len(shapes), MOST_SHAPES, "regions"), (places, MOST_PLACES, "corners")):
        if count > most:
            raise RegionFileError(f"it has {count:,} {what}, more than {most:,}", _SIMPLER)
    rings = (ring for shape in shapes for ring in shape.rings)
    strange = next((place for ring in rings for place in ring if not _in_degrees(*place)), None)
    if strange is not None:
        raise RegionFileError(f"its coordinates are no degrees ({strange[0]:g}, {strange[1]:g})", _DEGREES)


def _in_degrees(lon: float, lat: float) -> bool:
    """Whether a place is on the earth, or on its turn before or after."""
    return -540 <= lon <= 540 and -90.01 <= lat <= 90.01


def _features(data: Mapping[str, Any]) -> tuple[RegionShape, ...]:
    features = data.get("features") if data["type"] == "FeatureCollection" else [data]
    if not isinstance(features, list):
        raise RegionFileError("its `features` are no list")
    found = []
    for feature in features:
        if isinstance(feature, dict):
            rings = tuple(_rings(feature.get("geometry")))
            if rings:
                found.append(_shape(feature, rings))
    return tuple(found)


def _shape(feature: Mapping[str, Any], rings: tuple[Ring, ...]) -> RegionShape:
    properties = feature.get("properties")
    own = properties if isinstance(properties, dict) else {}
    number = feature.get("id")
    return RegionShape(id="" if number is None else str(number), properties=own, rings=rings)


def _rings(geometry: Any) -> Iterator[Ring]:
    """The rings of a GeoJSON geometry's polygons."""
    if not isinstance(geometry, dict):
        return
    kind, inner = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for one in geometry.get("geometries") or ():
            yield from _rings(one)
    elif kind in ("Polygon", "MultiPolygon"):
        try:
            for polygon in [inner or ()] if kind == "Polygon" else inner or ():
                yield from (_ring(ring) for ring in polygon)
        except TypeError:
            raise RegionFileError(f"a {kind} has no lists of coordinates") from None


def _ring(places: Sequence[Any]) -> Ring:
    try:
        ring = tuple((float(place[0]), float(place[1])) for place in places)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise RegionFileError("a place in it is no pair of numbers") from None
    if not all(math.isfinite(lon) and math.isfinite(lat) for lon, lat in ring):
        raise RegionFileError("a place in it is no pair of numbers")
    if len(ring) < 4:
        raise RegionFileError(f"an outline in it has {len(ring)} places; it needs four, the last one as the first")
    return ring[:-1] if ring[0] == ring[-1] else ring


class _Topology:
    """A TopoJSON file: outlines that share arcs."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.objects = data.get("objects")
        given = data.get("transform")
        try:
            scale, move = ((1, 1), (0, 0)) if given is None else (given["scale"], given["translate"])
            self.arcs = [self._arc(arc, scale, move, delta=given is not None) for arc in data["arcs"]]
        except (TypeError, KeyError, ValueError, IndexError, OverflowError):
            raise RegionFileError("its arcs can't be read as TopoJSON") from None

    @staticmethod
    def _arc(arc: Sequence[Any], scale: Sequence[float], move: Sequence[float], *, delta: bool) -> Ring:
        x = y = 0.0
        made = []
        for place in arc:
            x, y = (x + place[0], y + place[1]) if delta else (place[0], place[1])
            made.append((float(x * scale[0] + move[0]), float(y * scale[1] + move[1])))
        return tuple(made)

    def layers(self) -> dict[str, tuple[RegionShape, ...]]:
        """The objects by name."""
        if not isinstance(self.objects, dict):
            raise RegionFileError("its `objects` are missing")
        found: dict[str, tuple[RegionShape, ...]] = {}
        for name, entry in self.objects.items():
            made = ((one, tuple(self._rings(one))) for one in self._members(entry))
            found[name] = tuple(_shape(one, rings) for one, rings in made if rings)
        return found

    def _members(self, entry: Any) -> list[Mapping[str, Any]]:
        if not isinstance(entry, dict):
            return []
        inner = entry.get("geometries") if entry.get("type") == "GeometryCollection" else [entry]
        return [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []

    def _rings(self, geometry: Mapping[str, Any]) -> Iterator[Ring]:
        kind, inner = geometry.get("type"), geometry.get("arcs")
        if kind == "GeometryCollection":
            for one in self._members(geometry):
                yield from self._rings(one)
        elif kind in ("Polygon", "MultiPolygon"):
            try:
                for polygon in [inner or ()] if kind == "Polygon" else inner or ():
                    yield from (_ring(self._joined(ring)) for ring in polygon)
            except (TypeError, IndexError):
                raise RegionFileError(f"a {kind} names arcs that aren't there") from None

    def _joined(self, ring: Sequence[int]) -> list[tuple[float, float]]:
        """The arcs one after the other, each once; one with a number below zero runs backwards."""
        places: list[tuple[float, float]] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            places.extend(arc[1:] if places else arc)
        return places
