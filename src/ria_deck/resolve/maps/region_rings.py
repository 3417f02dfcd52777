"""Outlines of regions, clipped and projected for a figure's size."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ria_deck.data.readers.region_shapes import region_layers
from ria_deck.resolve.maps.base_map import Extent, MapFrame, drawn_rings, extent_of_ring, in_one_piece
from ria_deck.resolve.maps.projection import Point

LEAST_PART = 0.4  # square points of the smallest part of a region that is drawn
Rings = tuple[tuple[Point, ...], ...]


@lru_cache(maxsize=8)
def region_outlines(path: Path, layer: str) -> tuple[tuple[tuple[tuple[Point, ...], Extent], ...], ...]:
    """The rings of each feature of a layer, in degrees, each with its extent."""
    found = []
    for shape in region_layers(path)[layer]:
        rings = [in_one_piece(ring) for ring in shape.rings]
        found.append(tuple((ring, extent_of_ring(ring)) for ring in rings))
    return tuple(found)


@lru_cache(maxsize=32)  # they are the same in every language
def region_rings(path: Path, layer: str, frame: MapFrame) -> tuple[Rings, ...]:
    """The rings of each feature of a layer as a figure shows them, in points."""
    return tuple(drawn_rings(outlines, frame, LEAST_PART) for outlines in region_outlines(path, layer))


def extent_of_regions(path: Path, layer: str, shapes: Iterable[int]) -> Extent:
    """West, south, east and north of some of a layer's features, with a little room around; east is beyond 180 across the
    date line."""
    outlines = region_outlines(path, layer)
    boxes = [box for index in shapes for _, box in outlines[index]]
    west, south, east, north = min(boxes, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
    for box in boxes:
        turn = 360 * round(((west + east) / 2 - (box[0] + box[2]) / 2) / 360)
        west, east = min(west, box[0] + turn), max(east, box[2] + turn)
        south, north = min(south, box[1]), max(north, box[3])
    across, up = max(east - west, 0.02) * _ROOM, max(north - south, 0.02) * _ROOM
    return west - across, max(south - up, -89.0), min(east + across, west - across + 360), min(north + up, 89.0)


_ROOM = 0.04  # around regions, as a share of their extent
