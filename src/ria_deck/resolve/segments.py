"""Segments of lines and boxes go in, whether they meet comes out."""

from __future__ import annotations

from ria_deck.model.chart import Rect

Segment = tuple[float, float, float, float]
"""x and y of its two ends."""


def runs_through(line: Segment, box: Rect) -> bool:
    """Whether a segment has a point in a box (Liang and Barsky 1984)."""
    x1, y1, x2, y2 = line
    enters, leaves = 0.0, 1.0
    for start, delta, low, high in ((x1, x2 - x1, box.x, box.right), (y1, y2 - y1, box.y, box.bottom)):
        if delta == 0:
            if not low <= start <= high:
                return False
            continue
        near, far = sorted(((low - start) / delta, (high - start) / delta))
        enters, leaves = max(enters, near), min(leaves, far)
    return enters <= leaves


def cross(one: Segment, other: Segment) -> bool:
    """Whether two segments cross."""

    def side(line: Segment, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
