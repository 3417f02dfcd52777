"""A map with every coast line, point, arc and label placed; coordinates in points from the figure's top left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ria_deck.diagnostics import Span
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.text import Paragraph
from ria_deck.model.tint import Tint
from ria_deck.model.value import Value

_PLATE = 4.0  # points of ground around the legend
_EDGE = 0.02  # points within which a coast counts as cut by the window's edge


def coast_lines(rings: Iterable[Sequence[tuple[float, float]]], window: Rect) -> Iterator[list[tuple[float, float]]]:
    """The outlines of land without the stretches where the window's edge cuts it: a map has no frame."""
    for ring in rings:
        line: list[tuple[float, float]] = []
        for start, end in pairwise((*ring, ring[0])):
            if _along_edge(start, end, window):
                if len(line) > 1:
                    yield line
                line = []
            else:
                line = [*(line or [start]), end]
        if len(line) > 1:
            yield line


def _along_edge(start: tuple[float, float], end: tuple[float, float], window: Rect) -> bool:
    sides = ((start[0], end[0], (window.x, window.right)), (start[1], end[1], (window.y, window.bottom)))
    return any(abs(a - edge) < _EDGE and abs(b - edge) < _EDGE for a, b, edges in sides for edge in edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A named place. `label` is its name in the deck's language; `color` a role; `lat` and `lon` in degrees carry
    their cells. `emphasis` marks a hub (larger, bold). One with a `number` has its name in a list beside the map, with
    `detail` under it and a `value` at the end of the line."""

    label: str
    lat: Value
    lon: Value
    color: str
    group: str = ""
    emphasis: bool = False
    number: int = 0
    detail: str = ""
    value: Value | None = None
    value_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLink:
    """An arc between two points, by their indices, and how wide it is on a slide, in points."""

    start: int
    end: int
    color: str
    width: float = 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRegion:
    """A region: its name in the deck's language, its number (None: the table has none), the class that this is in (-1:
    none), and which features of the file it is drawn by."""

    name: str
    value: Value | None
    text: str  # the number as readers see it
    grade: int
    shapes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRegions:
    """Regions filled by their numbers. `path` and `layer` say where their outlines are; `title` and `labels`, one for each
    class, are the legend's words; `sides` say of a class whether it is below (-1) or above (1) the middle of two colours, 0
    where there is one; `color` is the role of what is much; `missing` what stands for regions without a number, empty
    where all have one; `head` names the columns of their table."""

    path: str
    layer: str
    title: str
    areas: tuple[MapRegion, ...]
    labels: tuple[str, ...]
    sides: tuple[int, ...]
    color: str
    head: tuple[str, str]
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKey:
    """A patch of the legend: its place, and the colour of the class that it stands for (None: no number)."""

    box: Rect
    color: Tint | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasLayout:
    """Regions in their places: for each, its rings, clipped to the frame, and its colour (None: no number); the patches of
    the legend, whose words are the map's."""

    rings: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    colors: tuple[Tint | None, ...]
    keys: tuple[MapKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A part of a map to be drawn larger: its `extent` in degrees, the corner for it (empty: any), the share of the
    map's width and height that it takes at most, and the words above it."""

    extent: tuple[float, float, float, float]
    corner: str = ""  # top-left | top-right | bottom-left | bottom-right
    size: float = 0.5
    title: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapList:
    """The list of numbered points beside a map: a disc (x, y, r) with its role for each, numbers, names and words, and
    lines (x1, y1, x2, y2) between the rows."""

    roles: tuple[str, ...]
    dots: tuple[tuple[float, float, float], ...]
    texts: tuple[PlacedText, ...]
    rules: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScale:
    """A map's scale: its line (x1, y1, x2, y2) and how long it is."""

    line: tuple[float, float, float, float]
    text: PlacedText


@dataclass(frozen=True, slots=True, kw_only=True)
class InsetLayout:
    """An inset in its place. `window` is its frame, `region` what it shows, both in the figure; `areas` are the regions
    there, `places` the indices of the points in it, `dots` and `labels` one for each of them; `land`, `leaders` and `title`
    as in a map."""

    window: Rect
    region: Rect
    areas: AreasLayout | None
    land: tuple[tuple[tuple[float, float], ...], ...]
    places: tuple[int, ...]
    dots: tuple[tuple[float, float, float], ...]
    labels: tuple[PlacedText, ...]
    leaders: tuple[tuple[float, float, float, float], ...] = ()
    title: PlacedText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayout:
    """The drawing for one size. `land` are closed rings of (x, y), already clipped to the frame; `areas` the regions over
    it; `dots` are (x, y, r) for each point; `arcs` are quadratic Bézier curves (x0, y0, cx, cy, x1, y1) for each link;
    `labels` one for each point, empty where the inset has its name, and `plates` the grounds of those that a region's colour
    would hide; `leaders` lines (x1, y1, x2, y2) from labels that stand away from their dots; `legend` the groups' names in
    their colours where there is more than one, and the words of the regions' classes; `inset` lies over all of them.
    Beside the map, which is `ground_width` wide, may stand the list of its numbered points (`listed`); `scale` is its
    measure."""

    width: float
    height: float
    land: tuple[tuple[tuple[float, float], ...], ...]
    dots: tuple[tuple[float, float, float], ...]
    arcs: tuple[tuple[float, float, float, float, float, float], ...]
    labels: tuple[PlacedText, ...]
    leaders: tuple[tuple[float, float, float, float], ...] = ()
    legend: tuple[PlacedText, ...] = ()
    areas: AreasLayout | None = None
    ground_width: float = 0.0
    listed: MapList | None = None
    scale: MapScale | None = None
    plates: tuple[Rect, ...] = ()
    inset: InsetLayout | None = None

    @property
    def texts(self) -> tuple[PlacedText, ...]:
        """Every text of the drawing, the inset's too."""
        inset = self.inset
        within = () if inset is None else (*((inset.title,) if inset.title else ()), *inset.labels)
        around = (*((self.scale.text,) if self.scale else ()), *(self.listed.texts if self.listed else ()))
        return tuple(text for text in (*self.labels, *self.legend, *within, *around) if text.text)

    @property
    def ground(self) -> Rect:
        """What the map itself takes: a list may stand beside it."""
        return Rect(x=0.0, y=0.0, width=self.ground_width, height=self.height)

    @property
    def plate(self) -> Rect | None:
        """The ground of the legend, which is paper: its colours are chosen for it. None where there is no legend."""
        boxes = [text.box for text in self.legend] + [key.box for key in (self.areas.keys if self.areas else ())]
        if not boxes:
            return None
        left, top = min(box.x for box in boxes) - _PLATE, min(box.y for box in boxes) - _PLATE
        right, bottom = max(box.right for box in boxes) + _PLATE, max(box.bottom for box in boxes) + _PLATE
        return Rect(x=left, y=top, width=right - left, height=bottom - top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map; `slide` and `handout` are its two layouts, `extent` is (west, south, east, north) in degrees."""

    name: str
    alt: str
    points: tuple[MapPoint, ...]
    links: tuple[MapLink, ...]
    extent: tuple[float, float, float, float]
    regions: MapRegions | None = None
    scaled: bool = False  # it has a scale
    fitted: bool = False  # the extent is around points and regions, not the author's
    inset: Inset | None = None
    slide: MapLayout | None = None
    handout: MapLayout | None = None
    caption: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    number: int = 0
    strings: tuple[Paragraph, ...] = ()  # behind its alt text and the inset's title
