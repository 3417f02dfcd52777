"""A map's regions in their places, in the shades of their classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.chart import Rect
from ria_deck.model.map import AreasLayout, Map, MapRegions
from ria_deck.model.tint import Tint, graded
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.base_map import MapFrame
from ria_deck.resolve.maps.projection import Point
from ria_deck.resolve.maps.region_rings import Rings, region_rings

_SPOTS = (0.02, 0.25, 0.5, 0.75, 0.98)  # of a box, where it is looked whether a region lies there


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAreas:
    """For each region its rings and its shade (None: no number), and the shade of each class."""

    rings: tuple[Rings, ...]
    colors: tuple[Tint | None, ...]
    grades: tuple[Tint, ...]

    def layout(self) -> AreasLayout:
        """As it is drawn, without a legend."""
        return AreasLayout(rings=self.rings, colors=self.colors, keys=())

    def under(self, box: Rect) -> int:
        """How much of the regions lies under a box, in spots of it."""
        near = [ring for rings in self.rings for ring in rings if _near(ring, box)]
        corners = sum(box.x <= x <= box.right and box.y <= y <= box.bottom for ring in near for x, y in ring)
        return corners + sum(any(_encloses(ring, spot) for ring in near) for spot in _spots(box))

    def hides(self, box: Rect, ink: str, colors: Mapping[str, str]) -> bool:
        """Whether words in `ink` could not be read everywhere in a box."""
        near = [
            ring
            for rings, tint in zip(self.rings, self.colors, strict=True)
            if tint is not None and contrast(ink, tint.rgb(colors[tint.role])) < TEXT_CONTRAST
            for ring in rings
            if _near(ring, box)
        ]
        return any(_encloses(ring, spot) for spot in _spots(box) for ring in near)


def placed_areas(base: Map, frame: MapFrame, colors: Mapping[str, str], context: Context) -> PlacedAreas | None:
    """The regions of a map on a ground of these colours; None for a map without regions."""
    regions = base.regions
    if regions is None:
        return None
    shapes = region_rings(context.root / regions.path, regions.layer, frame)
    grades = _grades(regions, colors)
    return PlacedAreas(
        rings=tuple(tuple(ring for index in area.shapes for ring in shapes[index]) for area in regions.areas),
        colors=tuple(grades[area.grade] if area.grade >= 0 else None for area in regions.areas),
        grades=grades,
    )


def _grades(regions: MapRegions, colors: Mapping[str, str]) -> tuple[Tint, ...]:
    """The shade of each class: of one colour, or of two that part at the middle."""
    below = regions.sides.count(-1)
    much = graded(regions.color, colors, len(regions.sides) - below)
    if not below:
        return much
    other = next(role for role in ("series-2", "series-1") if colors[role] != colors[regions.color])
    return (*reversed(graded(other, colors, below)), *much)


def _spots(box: Rect) -> list[Point]:
    return [(box.x + u * box.width, box.y + v * box.height) for u in _SPOTS for v in _SPOTS]


def _near(ring: Sequence[Point], box: Rect) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) <= box.right and max(xs) >= box.x and min(ys) <= box.bottom and max(ys) >= box.y


def _encloses(ring: Sequence[Point], spot: Point) -> bool:
    """Whether a spot lies in a ring (a ray to the right crosses it an odd number of times)."""
    x, y = spot
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
