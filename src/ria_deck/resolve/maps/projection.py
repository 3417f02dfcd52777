"""Map projections: Lambert azimuthal equal-area, and Equal Earth for the world.

Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS 1395, 1987), 24-2 to 24-4; B. Šavrič, T. Patterson and
B. Jenny, The Equal Earth map projection (2018).
"""

from __future__ import annotations

import math
from collections.abc import Callable

Point = tuple[float, float]
Project = Callable[[float, float], Point]

WIDE = 140.0  # degrees of longitude beyond which a map shows the world


def projection(west: float, south: float, east: float, north: float) -> Project:
    """A projection for an extent, y growing downwards, lengths in radii of the earth."""
    middle = (west + east) / 2
    if east - west > WIDE:
        return lambda lon, lat: _equal_earth(lon - middle, lat)
    return _azimuthal(middle, (south + north) / 2)


def _azimuthal(lon0: float, lat0: float) -> Project:
    sin0, cos0 = math.sin(math.radians(lat0)), math.cos(math.radians(lat0))

    def project(lon: float, lat: float) -> Point:
        dlon, phi = math.radians(lon - lon0), math.radians(lat)
        cos_c = sin0 * math.sin(phi) + cos0 * math.cos(phi) * math.cos(dlon)
        k = math.sqrt(2 / max(1 + cos_c, 1e-9))
        x = k * math.cos(phi) * math.sin(dlon)
        y = k * (cos0 * math.sin(phi) - sin0 * math.cos(phi) * math.cos(dlon))
        return x, -y

    return project


def degrees_at(west: float, south: float, east: float, north: float) -> Callable[[float, float], Point | None] | None:
    """The way back from a projection's points; it gives None for a point off the earth. None for the world's."""
    if east - west > WIDE:
        return None
    lon0, lat0 = (west + east) / 2, math.radians((south + north) / 2)

    def back(x: float, y: float) -> Point | None:
        rho = math.hypot(x, y)
        if rho >= 2:
            return None
        if rho < 1e-12:
            return lon0, math.degrees(lat0)
        c = 2 * math.asin(rho / 2)
        phi = math.asin(math.cos(c) * math.sin(lat0) - y * math.sin(c) * math.cos(lat0) / rho)
        turn = math.atan2(x * math.sin(c), rho * math.cos(lat0) * math.cos(c) + y * math.sin(lat0) * math.sin(c))
        return lon0 + math.degrees(turn), math.degrees(phi)

    return back


def _equal_earth(lon: float, lat: float) -> Point:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    x = (
        2
        * math.sqrt(3)
        * math.radians(lon)
        * math.cos(theta)
        / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    )
    y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)
    return x, -y


def clip(ring: list[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The part of a closed ring inside a rectangle (Sutherland and Hodgman 1974); empty where none is."""
    edges: tuple[tuple[int, float, int], ...] = ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1))
    for axis, limit, sign in edges:
        if not ring:
            return []
        sides = [sign * (point[axis] - limit) >= 0 for point in ring]
        if all(sides):
            continue
        clipped: list[Point] = []
        previous, was_inside = ring[-1], sides[-1]
        for point, inside in zip(ring, sides, strict=True):
            if inside != was_inside:
                share = (limit - previous[axis]) / (point[axis] - previous[axis])
                crossing = (
                    previous[0] + share * (point[0] - previous[0]),
                    previous[1] + share * (point[1] - previous[1]),
                )
                clipped.append(crossing)
            if inside:
                clipped.append(point)
            previous, was_inside = point, inside
        ring = clipped
    return ring


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """The line without the points that lie nearer than `tolerance` to it (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = line[first], line[last]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        far, at = 0.0, -1
        for index in range(first + 1, last):
            x, y = line[index]
            off = abs(dy * (x - x1) - dx * (y - y1)) / length if length > 1e-9 else math.hypot(x - x1, y - y1)
            if off > far:
                far, at = off, index
        if far > tolerance:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def area(ring: list[Point]) -> float:
    """The area of a closed ring, whatever way it runs (Gauss)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2
