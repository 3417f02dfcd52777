"""Lay out a map for one figure size: coast, dots, arcs and labels in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ria_deck.diagnostics import Report, Span
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import InsetLayout, Map, MapLayout, MapList, MapPoint
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.candidates import LabelledDot
from ria_deck.resolve.labels.occupancy import grown, ink
from ria_deck.resolve.labels.segments import crosses
from ria_deck.resolve.maps.areas import PlacedAreas, placed_areas
from ria_deck.resolve.maps.base_map import MapFrame, coasts
from ria_deck.resolve.maps.inset import InsetPlace, place_inset
from ria_deck.resolve.maps.labels import HOPELESS, Labels, place_labels
from ria_deck.resolve.maps.legend import OnMap, place_legend, with_room
from ria_deck.resolve.maps.numbers import BADGE, badge, badges, map_width, place_list
from ria_deck.resolve.maps.projection import Point
from ria_deck.resolve.maps.scale_bar import place_scale

HUB_RADIUS = 5.0  # points
DOT_RADIUS = 3.2
SMALL_RADIUS = 1.8  # of a point that the inset shows, and at most an eighth of what it shows
LEAST_RADIUS = 0.8
SMALL = 0.86  # size of the scale's words, as a multiple of the labels'
PLATE = 1.5  # points of ground around a label
BEND = 0.14  # how far an arc bends aside, as a share of its length
_SMALLER = (1.0, 13 / 14, 12 / 14)  # sizes of names that are tried
_STEPS = 24  # of a link that is held against names


def place_map(
    base: Map, size: tuple[float, float], label_size: float, colors: Mapping[str, str], context: Context, span: Span
) -> MapLayout:
    """The drawing of a map in a figure of `size` (width, height) in points, on a ground of these colours; `span` is where
    the map is written.

    Where names are so close that one finds no room or a link would run through it, all are a little smaller. A label
    that finds no room then is told in a warning and left out.
    """
    for smaller in _SMALLER[:-1]:
        aside = replace(context, report=Report())
        placed = _placed(base, size, label_size * smaller, colors, aside, span)
        if not aside.report.diagnostics and not _run_through(placed):
            return placed
    return _placed(base, size, label_size * _SMALLER[-1], colors, context, span)


def _run_through(placed: MapLayout) -> bool:
    """Whether a link runs through a name."""
    boxes = [ink(label) for label in placed.labels if label.text]
    for x0, y0, cx, cy, x1, y1 in placed.arcs:
        steps = [step / _STEPS for step in range(_STEPS + 1)]
        line = [
            (
                (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1,
                (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1,
            )
            for t in steps
        ]
        if any(crosses((*a, *b), box) for a, b in pairwise(line) for box in boxes):
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStage:
    """What a drawing begins with: its frame, where the points stand, the regions, the inset, and which points are `shown`
    outside of that, `numbered` in their dots."""

    frame: MapFrame
    spots: tuple[Point, ...]
    areas: PlacedAreas | None
    inset: InsetPlace | None
    shown: tuple[int, ...]
    numbered: frozenset[int]

    @property
    def kept(self) -> list[Rect]:
        """What the inset takes."""
        return [self.inset.box, grown(self.inset.enlarged.region, 1.0)] if self.inset else []


def _stage(
    base: Map, size: tuple[float, float], label_size: float, colors: Mapping[str, str], context: Context
) -> MapStage:
    frame, areas = _framed(base, size, label_size, colors, context)
    spots = frame.spots((float(point.lon), float(point.lat)) for point in base.points)
    inset = place_inset(base, frame, spots, label_size, context)
    inside = inset.inside if inset else ()
    shown = tuple(index for index in range(len(spots)) if index not in inside)
    numbered = badges(base, spots, shown, label_size)
    return MapStage(frame=frame, spots=tuple(spots), areas=areas, inset=inset, shown=shown, numbered=numbered)


def _framed(
    base: Map, size: tuple[float, float], label_size: float, colors: Mapping[str, str], context: Context
) -> tuple[MapFrame, PlacedAreas | None]:
    """The frame and the regions in it, with room for their legend where the extent isn't the author's."""
    frame = MapFrame(width=map_width(base, size[0]), height=size[1], extent=base.extent)
    areas = placed_areas(base, frame, colors, context)
    if areas is None or not base.fitted or _has_free_corner(base, frame, areas, label_size, context):
        return frame, areas
    frame = with_room(base, frame, areas, label_size, context)
    return frame, placed_areas(base, frame, colors, context)


def _placed(
    base: Map, size: tuple[float, float], label_size: float, colors: Mapping[str, str], context: Context, span: Span
) -> MapLayout:
    stage = _stage(base, size, label_size, colors, context)
    frame, spots, areas = stage.frame, stage.spots, stage.areas
    arcs = [_arc(spots[link.start], spots[link.end]) for link in base.links]
    on_map = OnMap(dots=[spots[index] for index in stage.shown], kept=stage.kept, areas=areas)
    legend = place_legend(base, frame, on_map, label_size, context)
    scale = place_scale(frame, [*stage.kept, *legend.boxes], label_size * SMALL, context) if base.scaled else None
    taken = [*stage.kept, *legend.boxes, *([scale.text.box] if scale else [])]
    labels, placed = _names(base, stage, arcs, taken, label_size, colors, context)
    _tell([base.points[index] for index in placed.crowded], context, span)
    land = str(context.root / context.theme.base_map) if context.theme.base_map else ""
    return MapLayout(
        width=size[0],
        height=size[1],
        land=coasts(land, frame),
        dots=tuple((*spot, _dot(base, stage, index, label_size)) for index, spot in enumerate(spots)),
        arcs=tuple(arcs),
        labels=labels,
        leaders=placed.leaders,
        legend=legend.texts,
        areas=replace(areas.layout(), keys=legend.keys) if areas is not None else None,
        ground_width=frame.width,
        listed=_listed(base, size, label_size, colors, context, span),
        scale=scale,
        plates=_plates(placed.labels, areas, colors),
        inset=_inset(base, stage, land, label_size, colors, context, span),
    )


def _dot(base: Map, stage: MapStage, index: int, label_size: float) -> float:
    """The radius of a point's dot."""
    if index in stage.numbered:
        return BADGE * label_size
    inset = stage.inset
    return _small(inset) if inset and index in inset.inside else _radius(base.points[index])


def _names(
    base: Map,
    stage: MapStage,
    arcs: Sequence[tuple[float, float, float, float, float, float]],
    taken: Sequence[Rect],
    label_size: float,
    colors: Mapping[str, str],
    context: Context,
) -> tuple[tuple[PlacedText, ...], Labels]:
    """A text for each point: its number in the dot, or its name, or nothing where the inset has that; and the names as they
    were placed, with the indices of the points that found no room."""
    named = [index for index in stage.shown if index not in stage.numbered]
    in_dots = {index: badge(base.points[index], stage.spots[index], label_size, colors) for index in stage.numbered}
    placed = place_labels(
        [_spot(base.points[index], stage.spots[index]) for index in named],
        arcs,
        (stage.frame.width, stage.frame.height),
        label_size,
        context.measurer.unkerned,
        taken=[*taken, *(text.box for text in in_dots.values())],
    )
    labels = dict(zip(named, placed.labels, strict=True)) | in_dots
    texts = tuple(labels.get(index) or _no_label(spot, label_size) for index, spot in enumerate(stage.spots))
    return texts, replace(placed, crowded=tuple(named[index] for index in placed.crowded))


def _listed(
    base: Map, size: tuple[float, float], label_size: float, colors: Mapping[str, str], context: Context, span: Span
) -> MapList | None:
    """The list of numbered points; one that finds no room is told in a warning."""
    found = place_list(base, *size, label_size, colors, context)
    if found is None:
        return None
    listed, fits = found
    if not fits:
        hint = "number fewer points, or give shorter words"
        context.report.warning("RD644", "the list of the map's points doesn't fit beside it", span, hint=hint)
    return listed


def _plates(labels: Sequence[PlacedText], areas: PlacedAreas | None, colors: Mapping[str, str]) -> tuple[Rect, ...]:
    """A ground for each label that stands on a region in whose colour it can't be read."""
    if areas is None:
        return ()
    boxes = [ink(label) for label in labels if label.text]
    return tuple(grown(box, PLATE) for box in boxes if areas.hides(box, colors["ink"], colors))


def _has_free_corner(base: Map, frame: MapFrame, areas: PlacedAreas, label_size: float, context: Context) -> bool:
    """Whether the legend finds a corner without regions."""
    on_map = OnMap(dots=(), kept=(), areas=areas)
    boxes = place_legend(base, frame, on_map, label_size, context).boxes
    return not any(on_map.under(box) for box in boxes)


def _inset(
    base: Map,
    stage: MapStage,
    land: str,
    label_size: float,
    colors: Mapping[str, str],
    context: Context,
    span: Span,
) -> InsetLayout | None:
    """What stands in the window; its labels are placed as if it were a map of its own. None for a map without one."""
    place = stage.inset
    if place is None:
        return None
    frame = replace(stage.frame, enlarged=place.enlarged)
    points = [base.points[index] for index in place.inside]
    window = frame.window
    spots = frame.spots((float(point.lon), float(point.lat)) for point in points)
    placed = place_labels(
        [_spot(point, (x - window.x, y - window.y)) for point, (x, y) in zip(points, spots, strict=True)],
        (),
        (window.width, window.height),
        label_size,
        context.measurer.unkerned,
    )
    _tell([points[index] for index in placed.crowded], context, span)
    moved = _moved(placed, window)
    areas = placed_areas(base, frame, colors, context)
    return InsetLayout(
        window=window,
        region=place.enlarged.region,
        land=coasts(land, frame),
        areas=areas.layout() if areas is not None else None,
        places=place.inside,
        dots=tuple((x, y, _radius(point)) for (x, y), point in zip(spots, points, strict=True)),
        labels=moved.labels,
        leaders=moved.leaders,
        title=place.title,
    )


def _moved(placed: Labels, window: Rect) -> Labels:
    """Labels placed from a window's corner, from the figure's."""
    x, y = window.x, window.y
    labels = tuple(
        replace(label, box=replace(label.box, x=label.box.x + x, y=label.box.y + y)) for label in placed.labels
    )
    leaders = tuple((x1 + x, y1 + y, x2 + x, y2 + y) for x1, y1, x2, y2 in placed.leaders)
    return replace(placed, labels=labels, leaders=leaders)


def _radius(point: MapPoint) -> float:
    return HUB_RADIUS if point.emphasis else DOT_RADIUS


def _small(inset: InsetPlace) -> float:
    region = inset.enlarged.region
    return max(LEAST_RADIUS, min(SMALL_RADIUS, region.width / 8, region.height / 8))


def _spot(point: MapPoint, place: Point) -> LabelledDot:
    return LabelledDot(
        x=place[0],
        y=place[1],
        radius=_radius(point),
        text=str(point.number) if point.number else point.label,
        bold=point.emphasis or point.number > 0,
        color="ink",
    )


def _no_label(place: Point, size: float) -> PlacedText:
    return PlacedText(text="", box=Rect(x=place[0], y=place[1], width=0.0, height=0.0), size=size, color="ink")


def _tell(crowded: Sequence[MapPoint], context: Context, span: Span) -> None:
    names = [f"the label “{point.label}”" for point in crowded]
    if len(names) > HOPELESS:
        names = [f"{len(names)} labels"]
    for name in names:
        context.report.warning(
            "RD644",
            f"{name} doesn't fit on the map",
            span,
            hint="show fewer points or a smaller `extent`, or show the crowded part in an `inset`",
        )


def _arc(start: Point, end: Point) -> tuple[float, float, float, float, float, float]:
    """A quadratic curve that bends upwards, so that links from one hub fan out."""
    (x0, y0), (x1, y1) = start, end
    side = 1 if x1 >= x0 else -1
    cx = (x0 + x1) / 2 + side * (y1 - y0) * BEND
    cy = (y0 + y1) / 2 - side * (x1 - x0) * BEND
    return x0, y0, cx, cy, x1, y1
