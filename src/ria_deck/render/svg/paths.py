"""Paths: what a shape's outline is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ria_deck.model.chart import Rect

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
"""A letter of SVG's path data and its points: M, L, Q with a control point, C with two, z without any."""

SHORT = 127  # points of a line that none are left out of
_EIGHTH = 0.2652031  # of the radius: from an end of an eighth of a circle to its control point


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """A path of steps."""

    steps: tuple[Step, ...]

    def fits(self, width: float, height: float) -> bool:
        """Whether it is short and inside a figure of a size: as a line, it is drawn as it is."""
        points = [point for _, points in self.steps for point in points]
        return len(points) < SHORT and all(0 <= x <= width and 0 <= y <= height for x, y in points)

    @classmethod
    def line(cls, points: Sequence[Point]) -> DrawnPath:
        """Straight lines from point to point."""
        return cls((("M", (points[0],)), *(("L", (point,)) for point in points[1:])))

    @classmethod
    def ring(cls, points: Sequence[Point]) -> DrawnPath:
        """Straight lines, closed."""
        return cls((*cls.line(points).steps, ("z", ())))

    @classmethod
    def box(cls, box: Rect) -> DrawnPath:
        """A rectangle."""
        return cls.ring([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)])

    @classmethod
    def together(cls, outlines: Iterable[DrawnPath]) -> DrawnPath:
        """Several outlines as one."""
        return cls(tuple(step for one in outlines for step in one.steps))

    @classmethod
    def bow(cls, start: Point, control: Point, end: Point) -> DrawnPath:
        """A quadratic Bézier curve."""
        return cls((("M", (start,)), ("Q", (control, end))))

    @classmethod
    def disc(cls, x: float, y: float, radius: float) -> DrawnPath:
        """A circle of eight cubic Bézier curves, from its lowest y on."""
        half = math.sqrt(0.5)
        slant = half * _EIGHTH
        ends: tuple[tuple[Point, Point], ...] = (  # with the way from there to the next control point
            ((0.0, -1.0), (_EIGHTH, 0.0)),
            ((half, -half), (slant, slant)),
            ((1.0, 0.0), (0.0, _EIGHTH)),
            ((half, half), (-slant, slant)),
            ((0.0, 1.0), (-_EIGHTH, 0.0)),
            ((-half, half), (-slant, -slant)),
            ((-1.0, 0.0), (0.0, -_EIGHTH)),
            ((-half, -half), (slant, -slant)),
            ((0.0, -1.0), (_EIGHTH, 0.0)),
        )

        def place(px: float, py: float) -> Point:
            return radius * px + x, radius * py + y

        curves: list[Step] = [("M", (place(*ends[0][0]),))]
        for ((x1, y1), (u1, v1)), ((x2, y2), (u2, v2)) in pairwise(ends):
            curves.append(("C", (place(x1 + u1, y1 + v1), place(x2 - u2, y2 - v2), place(x2, y2))))
        return cls((*curves, ("z", ())))

    @classmethod
    def sector(cls, middle: Point, radius: float, start: float, end: float, hole: float) -> DrawnPath:
        """A part of a ring between two angles in degrees, clockwise from the top; `hole` is a share of the radius."""
        from ria_deck.render.svg.cleaning import arc

        unit = arc(start - 90, min(end, start + 359.99) - 90)
        outer = [(middle[0] + x * radius, middle[1] + y * radius) for x, y in unit]
        inner = [(middle[0] + x * radius * hole, middle[1] + y * radius * hole) for x, y in reversed(unit)]
        return cls((("M", (outer[0],)), *_curves(outer[1:]), ("L", (inner[0],)), *_curves(inner[1:]), ("z", ())))


def _curves(points: Sequence[Point]) -> Iterator[Step]:
    for at in range(0, len(points), 3):
        yield "C", tuple(points[at : at + 3])
