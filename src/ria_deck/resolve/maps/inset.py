"""The window of a map's inset: what it shows, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Inset, Map
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.occupancy import grown
from ria_deck.resolve.maps.base_map import Enlarged, MapFrame, outline
from ria_deck.resolve.maps.projection import Point

CORNERS = ("bottom-left", "bottom-right", "top-left", "top-right")
LEAST_ZOOM = 1.25  # under it, an inset makes nothing clearer
AIR = 4.0  # points between the inset and the dots around it
HAIRLINE = 0.5  # points from the figure's edge, so that the frame is drawn whole
TITLE = 1.5  # the height of the words above it, as a multiple of their size
MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class InsetPlace:
    """Where an inset stands: `box` holds its window and its title; `inside` are the indices of the points it shows."""

    enlarged: Enlarged
    box: Rect
    inside: tuple[int, ...]
    title: PlacedText | None


def place_inset(
    base: Map, frame: MapFrame, spots: Sequence[Point], label_size: float, context: Context
) -> InsetPlace | None:
    """The inset of a map whose points stand at `spots`; None for a map without one.

    It shows the rectangle around its extent, in the map's own projection: the same picture, larger. One that makes
    nothing larger is an error; one that covers places of the map is told in a warning.
    """
    inset = base.inset
    if inset is None:
        return None
    region = _region(inset, frame)
    zoom = min(inset.size * frame.width / region.width, inset.size * frame.height / region.height)
    if zoom < LEAST_ZOOM:
        context.report.error(
            "RD648",
            f"the inset shows its part of the map at only {zoom:.2g} times the size",
            inset.span,
            hint="use a smaller `extent` or a larger `size`",
        )
        return None
    inside = tuple(index for index, (x, y) in enumerate(spots) if _holds(region, x, y))
    width, height = region.width * zoom, region.height * zoom
    head = label_size * TITLE if inset.title else 0.0
    wide = max(width, context.measurer.unkerned.width(inset.title, label_size, bold=True) + 2) if head else width
    boxes = {corner: _box(corner, wide, height + head, frame) for corner in CORNERS}
    covered = {corner: _covered(box, region, base, spots, inside) for corner, box in boxes.items()}
    corner = inset.corner or min(CORNERS, key=lambda name: len(covered[name]))
    if covered[corner]:
        _tell(covered, corner, inset, context)
    box = boxes[corner]
    x = box.x if corner.endswith("left") else box.right - width
    window = Rect(x=x, y=box.y + head, width=width, height=height)
    title = _title(inset.title, box, corner, label_size, head) if head else None
    return InsetPlace(enlarged=Enlarged(region=region, window=window), box=box, inside=inside, title=title)


def _region(inset: Inset, frame: MapFrame) -> Rect:
    """The rectangle around the inset's extent on the map, no wider than the figure."""
    place = frame.transform()
    xs, ys = zip(*(place(lon, lat) for lon, lat in outline(inset.extent)), strict=True)
    left, top = max(min(xs), HAIRLINE), max(min(ys), HAIRLINE)
    right, bottom = min(max(xs), frame.width - HAIRLINE), min(max(ys), frame.height - HAIRLINE)
    return Rect(x=left, y=top, width=right - left, height=bottom - top)


def _holds(region: Rect, x: float, y: float) -> bool:
    return region.x <= x <= region.right and region.y <= y <= region.bottom


def _box(corner: str, width: float, height: float, frame: MapFrame) -> Rect:
    x = HAIRLINE if corner.endswith("left") else frame.width - HAIRLINE - width
    y = HAIRLINE if corner.startswith("top") else frame.height - HAIRLINE - height
    return Rect(x=x, y=y, width=width, height=height)


def _covered(box: Rect, region: Rect, base: Map, spots: Sequence[Point], inside: Sequence[int]) -> list[str]:
    """The names of the points that an inset in `box` would cover; all of its own where it lies over its region."""
    near = grown(box, AIR)
    own = near.meets(region)
    return [
        point.label
        for index, (point, (x, y)) in enumerate(zip(base.points, spots, strict=True))
        if (own if index in inside else _holds(near, x, y))
    ]


def _tell(covered: dict[str, list[str]], corner: str, inset: Inset, context: Context) -> None:
    names = covered[corner]
    shown = [f"“{name}”" for name in names[:MOST_NAMES]]
    more = [f"and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    free = [f"`{other}`" for other in CORNERS if not covered[other]]
    context.report.warning(
        "RD647",
        f"the inset at the map's {corner.replace('-', ' ')} covers {', '.join((*shown, *more))}",
        inset.span,
        hint=f"free corners: {', '.join(free)}" if free else "use a smaller `size`, or a wider `extent` for the map",
    )


def _title(words: str, box: Rect, corner: str, size: float, height: float) -> PlacedText:
    align = "start" if corner.endswith("left") else "end"
    place = Rect(x=box.x, y=box.y, width=box.width, height=height)
    return PlacedText(text=words, box=place, size=size, color="ink", bold=True, align=align)
