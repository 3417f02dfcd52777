"""Outlines of a template's shapes as polygons: freeforms by their paths, presets by their form, groups by their frames.

Geometry is DrawingML's (ECMA-376-1, 20.1.9): a path has a size of its own, which is stretched over the shape's box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

from lxml import etree

from ria_deck.design.templates.colors import A, P

Point = tuple[float, float]
_STEPS = 8  # straight pieces of a curve
_OPEN = frozenset({"line", "frame", "halfFrame", "donut", "arc", "blockArc", "corner", "noSmoking", "funnel"}) | {
    *(
        "straightConnector1",
        "bentConnector3",
        "curvedConnector3",
        "leftBracket",
        "rightBracket",
        "leftBrace",
        "rightBrace",
    )
}  # presets that leave most of their box free
_SIDES: dict[str, tuple[Point, ...]] = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "ellipse": tuple((0.5 + cos(n * pi / 16) / 2, 0.5 + sin(n * pi / 16) / 2) for n in range(32)),
}
_BOX: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))


@dataclass(frozen=True, slots=True)
class GroupTransform:
    """How a group's inside is laid on the slide: x and y are scaled, then moved."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def inner(self, group: Any) -> GroupTransform:
        """The frame of what a group holds."""
        xfrm = group.find(f"{P}grpSpPr/{A}xfrm")
        parts = [xfrm.find(f"{A}{name}") for name in ("off", "ext", "chOff", "chExt")] if xfrm is not None else []
        if not parts or None in parts:
            return self
        (x, y), (wide, high), (in_x, in_y), (in_wide, in_high) = (_pair(part) for part in parts)
        across, down = wide / (in_wide or 1), high / (in_high or 1)
        return GroupTransform(
            self.scale_x * across,
            self.scale_y * down,
            self.x + self.scale_x * (x - in_x * across),
            self.y + self.scale_y * (y - in_y * down),
        )


@dataclass(frozen=True, slots=True)
class PaintedShape:
    """A shape on the slide: its element, and its polygons in EMU; none for what covers nothing."""

    element: Any
    polygons: tuple[tuple[Point, ...], ...]


def outlines_of(tree: Any, frame: GroupTransform | None = None) -> Iterator[PaintedShape]:
    """The shapes of a tree that no slide fills, in the order in which they are drawn."""
    frame = frame or GroupTransform()
    for element in tree.iterchildren(etree.Element):
        kind = etree.QName(element).localname
        if kind == "grpSp":
            yield from outlines_of(element, frame.inner(element))
        elif kind in {"sp", "pic"} and element.find(f"{P}nv{kind.capitalize()}Pr/{P}nvPr/{P}ph") is None:
            polygons = _polygons(element, frame)
            if polygons:
                yield PaintedShape(element, polygons)


def _polygons(element: Any, frame: GroupTransform) -> tuple[tuple[Point, ...], ...]:
    properties = element.find(f"{P}spPr")
    xfrm: Any = properties.find(f"{A}xfrm") if properties is not None else None
    offset, extent = (xfrm.find(f"{A}off"), xfrm.find(f"{A}ext")) if xfrm is not None else (None, None)
    if offset is None or extent is None:
        return ()
    (x, y), (width, height) = _pair(offset), _pair(extent)
    turn = radians(int(xfrm.get("rot") or 0) / 60_000)
    flip_x, flip_y = (-1 if xfrm.get(name) in {"1", "true"} else 1 for name in ("flipH", "flipV"))

    def placed(point: Point) -> Point:
        across, down = (point[0] - 0.5) * width * flip_x, (point[1] - 0.5) * height * flip_y
        turned_x, turned_y = across * cos(turn) - down * sin(turn), across * sin(turn) + down * cos(turn)
        inner_x, inner_y = x + width / 2 + turned_x, y + height / 2 + turned_y
        return frame.x + frame.scale_x * inner_x, frame.y + frame.scale_y * inner_y

    return tuple(tuple(placed(point) for point in points) for points in _shares(properties) if len(points) > 2)


def _shares(properties: Any) -> Iterator[tuple[Point, ...]]:
    """The polygons as shares of the shape's box."""
    custom = properties.find(f"{A}custGeom")
    if custom is None:
        preset = properties.find(f"{A}prstGeom")
        name = str(preset.get("prst")) if preset is not None else "rect"
        if name not in _OPEN and "Connector" not in name:
            yield _SIDES.get(name, _BOX)
        return
    for path in custom.iter(f"{A}path"):
        if path.get("fill") != "none":
            yield from _path(path)


def _path(path: Any) -> Iterator[tuple[Point, ...]]:
    wide, high = (int(path.get(name) or 0) for name in ("w", "h"))
    if not wide or not high:
        return
    points: list[Point] = []
    for step in path:
        given = [_point(one, wide, high) for one in step.iter(f"{A}pt")]
        match etree.QName(step).localname:
            case "moveTo":
                if points:
                    yield tuple(points)
                points = given
            case "cubicBezTo" | "quadBezTo" if points:
                points += _curve([points[-1], *given])
            case _:
                points += given
    if points:
        yield tuple(points)


def _curve(control: list[Point]) -> list[Point]:
    """Points of a Bézier curve after its first, by de Casteljau's construction."""
    found: list[Point] = []
    for step in range(1, _STEPS + 1):
        share, points = step / _STEPS, control
        while len(points) > 1:
            points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(points)]
        found += points
    return found


def _point(point: Any, wide: int, high: int) -> Point:
    """A point as shares; one that a formula gives is at the start."""
    x, y = (str(point.get(name)) for name in ("x", "y"))
    return _number(x) / wide, _number(y) / high


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _pair(element: Any) -> tuple[int, int]:
    first, second = ("x", "y") if element.get("x") is not None else ("cx", "cy")
    return int(element.get(first) or 0), int(element.get(second) or 0)
