"""A map's scale: a line that is so many kilometres long."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import MapScale
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.base_map import MapFrame
from ria_deck.resolve.maps.projection import WIDE

EARTH = 6371.0  # km, its mean radius
LONGEST = 0.24  # of the map's width
EDGE = 10.0
_STEPS = (5, 2, 1)


def place_scale(frame: MapFrame, taken: Sequence[Rect], size: float, context: Context) -> MapScale | None:
    """The scale in a lower corner that is free, of a round length; None on a map of the world, where it differs from
    place to place."""
    west, south, east, north = frame.extent
    if east - west > WIDE:
        return None
    place = frame.transform()
    lon, lat = (west + east) / 2, (south + north) / 2
    step = min(0.5, (north - south) / 4)
    km = EARTH * math.radians(2 * step)
    points = math.dist(place(lon, lat - step), place(lon, lat + step))
    length = _round(LONGEST * frame.width * km / points)
    long = length * points / km
    text = context.formatter.unit(int(length) if length >= 1 else length, "kilometer")
    height = 1.35 * size + 4
    wide = max(long, context.measurer.unkerned.width(text, size, bold=False) + 1)
    y = frame.height - EDGE - height
    boxes = [Rect(x=x, y=y, width=wide, height=height) for x in (EDGE, frame.width - EDGE - wide)]
    box = next((one for one in boxes if not any(one.meets(other) for other in taken)), boxes[0])
    bottom = box.bottom
    label = PlacedText(text=text, box=Rect(x=box.x, y=box.y, width=wide, height=1.35 * size), size=size, color="ink")
    return MapScale(line=(box.x, bottom, box.x + long, bottom), text=label)


def _round(most: float) -> float:
    """The longest round length up to another."""
    power = 10.0 ** math.floor(math.log10(most))
    return next((step * power for step in _STEPS if step * power <= most), power)
