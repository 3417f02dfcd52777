"""Intersections of line segments and boxes."""

from __future__ import annotations

from ria_deck.model.chart import Rect

Segment = tuple[float, float, float, float]
"""x and y of its two ends."""


def crosses(stroke: Segment, box: Rect) -> bool:
    """Whether a straight line passes through a box (clipping by Liang and Barsky)."""
    x1, y1, x2, y2 = stroke
    left, right = (x1, x2) if x1 < x2 else (x2, x1)
    if right <= box.x or left >= box.x + box.width or max(y1, y2) <= box.y or min(y1, y2) >= box.y + box.height:
        return False
    start, end = 0.0, 1.0
    for origin, way, low, high in ((x1, x2 - x1, box.x, box.right), (y1, y2 - y1, box.y, box.bottom)):
        if way == 0:
            if origin <= low or origin >= high:
                return False
            continue
        first, last = sorted(((low - origin) / way, (high - origin) / way))
        start, end = max(start, first), min(end, last)
        if start >= end:
            return False
    return True


def cross(one: Segment, other: Segment) -> bool:
    """Whether two segments cross."""

    def side(line: Segment, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
