"""A map's legend: its groups' names, and the classes of its regions with a patch of each one's colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ria_deck.design.measure import Measurer
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Map, MapKey
from ria_deck.model.tint import Tint
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.occupancy import grown
from ria_deck.resolve.maps.areas import PlacedAreas
from ria_deck.resolve.maps.base_map import MapFrame, outline
from ria_deck.resolve.maps.projection import Point
from ria_deck.resolve.maps.word_lines import broken

EDGE = 8.0  # points between the legend and the figure's edge
AIR = 5.2  # between it and a dot
LINE = 1.4  # heights and widths as multiples of the text's size
PATCH = (1.7, 1.0)
GAP = 0.55
WIDEST = 0.4  # of the figure's width, for the words over the classes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the legend; `patch` says whether a patch of `tint` (None: no number) stands before it."""

    text: str
    color: str = "ink"
    bold: bool = False
    patch: bool = False
    tint: Tint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The legend in its place."""

    texts: tuple[PlacedText, ...] = ()
    keys: tuple[MapKey, ...] = ()

    @property
    def boxes(self) -> list[Rect]:
        """What it takes."""
        return [*(text.box for text in self.texts), *(key.box for key in self.keys)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMap:
    """What a legend should not cover: dots, boxes that are taken, regions."""

    dots: Sequence[Point]
    kept: Sequence[Rect]
    areas: PlacedAreas | None

    def under(self, box: Rect) -> int:
        """How much of it a box would cover."""
        wide = grown(box, AIR)
        on_it = sum(wide.x <= x <= wide.right and wide.y <= y <= wide.bottom for x, y in self.dots)
        regions = self.areas.under(wide) if self.areas is not None else 0
        return on_it + regions + 10 * sum(wide.meets(other) for other in self.kept)


def place_legend(base: Map, frame: MapFrame, on_map: OnMap, size: float, context: Context) -> Legend:
    """The legend in the first corner that is free, where there is more than one group, or regions."""
    lines = _lines(base, on_map.areas, size, frame.width, context.measurer.unkerned)
    if not lines:
        return Legend()
    width, height = _size(lines, size, context.measurer.unkerned)
    left, right = EDGE, frame.width - EDGE - width
    top, bottom = EDGE, frame.height - EDGE - height
    corners = [(left, bottom, "start"), (left, top, "start"), (right, bottom, "end"), (right, top, "end")]
    x, y, align = min(
        corners, key=lambda corner: on_map.under(Rect(x=corner[0], y=corner[1], width=width, height=height))
    )
    return _placed(lines, Rect(x=x, y=y, width=width, height=height), align, size)


def with_room(base: Map, frame: MapFrame, areas: PlacedAreas, size: float, context: Context) -> MapFrame:
    """The frame with sea or land to the right of the regions for their legend, where no corner is free."""
    lines = _lines(base, areas, size, frame.width, context.measurer.unkerned)
    width, _ = _size(lines, size, context.measurer.unkerned)
    needed = width + 2 * EDGE + AIR
    place = frame.transform()
    xs = [place(lon, lat)[0] for lon, lat in outline(frame.extent)]
    across = max(xs) - min(xs)
    spare = frame.width - across
    more = 2 * needed - spare
    if across + more > frame.width:  # all becomes smaller
        more = needed * across / max(frame.width - needed, needed)
    west, south, east, north = frame.extent
    return replace(frame, extent=(west, south, min(east + (east - west) * more / across, west + 360), north))


def _lines(base: Map, areas: PlacedAreas | None, size: float, width: float, measurer: Measurer) -> list[_Line]:
    groups = list(dict.fromkeys((point.group, point.color) for point in base.points if not point.emphasis))
    lines = [_Line(text=name, color=color, bold=True) for name, color in groups] if len(groups) > 1 else []
    regions = base.regions
    if regions is None or areas is None:
        return lines
    lines += [_Line(text=line, bold=True) for line in broken(regions.title, size, width * WIDEST, measurer, bold=True)]
    if len(regions.labels) > 1:
        rows = zip(regions.labels, areas.grades, strict=True)
        lines += [_Line(text=text, patch=True, tint=tint) for text, tint in reversed(list(rows))]
    if regions.missing:
        lines.append(_Line(text=regions.missing, patch=True))
    return lines


def _size(lines: Sequence[_Line], size: float, measurer: Measurer) -> tuple[float, float]:
    lead = (PATCH[0] + GAP) * size
    widths = [measurer.width(line.text, size, bold=line.bold) + (lead if line.patch else 0.0) for line in lines]
    return max(widths) + 2, LINE * size * len(lines)


def _placed(lines: Sequence[_Line], box: Rect, align: str, size: float) -> Legend:
    """Lines under each other; with patches they begin at the left."""
    patched = any(line.patch for line in lines)
    step = LINE * size
    texts, keys = [], []
    for index, line in enumerate(lines):
        lead = (PATCH[0] + GAP) * size if line.patch else 0.0
        y = box.y + step * index
        if line.patch:
            high = PATCH[1] * size
            place = Rect(x=box.x, y=y + (step - high) / 2, width=PATCH[0] * size, height=high)
            keys.append(MapKey(box=place, color=line.tint))
        texts.append(
            PlacedText(
                text=line.text,
                box=Rect(x=box.x + lead, y=y, width=box.width - lead, height=step),
                size=size,
                color=line.color,
                bold=line.bold,
                align="start" if patched else align,
            )
        )
    return Legend(texts=tuple(texts), keys=tuple(keys))
