"""Maps as their authors write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ria_deck.content.specs.message import Condition, Message
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPointsSpec:
    """`points` of a map: a table and the columns that give place and name."""

    data: str
    data_span: Span
    span: Span
    lat: str
    lon: str
    label: str
    key: str = ""  # column that links refer to; empty: the label's column
    group: str = ""
    where: Condition | None = None
    hub: tuple[str, ...] = ()  # keys drawn larger
    numbered: bool = False
    text: str = ""  # columns of the list beside the map
    value: str = ""
    places: Mapping[str, Span] = field(default_factory=dict)  # of its own keys, such as `lat`


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLinksSpec:
    """`links` of a map: a table with the two columns that name points, and one of numbers, empty for none."""

    data: str
    data_span: Span
    span: Span
    start: str
    end: str
    where: Condition | None = None
    width: str = ""
    places: Mapping[str, Span] = field(default_factory=dict)  # of `from`, `to` and `width`


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRegionsSpec:
    """`regions` of a map: a table with a row for each region, and the file of data/ that has their outlines. Without a
    table (`data` is empty), the features of the file have `key` and `value` as properties. `feature` is the property that
    names the regions, empty: whichever does; `classes` is their number, or the bounds between them."""

    data: str
    data_span: Span
    span: Span
    key: str
    value: str
    shapes: str
    shapes_span: Span
    feature: str = ""
    title: Message | None = None
    format: str = ""
    classes: int | tuple[Decimal, ...] = 5
    middle: Decimal | None = None
    color: str = ""
    where: Condition | None = None
    places: Mapping[str, Span] = field(default_factory=dict)  # of its own keys, such as `value`


@dataclass(frozen=True, slots=True, kw_only=True)
class MapInsetSpec:
    """`inset` of a map: the part of it that is drawn larger. `span` is the extent's; `corner` is empty where the
    program may choose; `size` is the share of the map's width and height that it takes at most."""

    extent: tuple[float, ...]
    span: Span
    corner: str = ""  # top-left | top-right | bottom-left | bottom-right
    size: float = 0.5
    title: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """A `{map}` block: points or regions, or both. `extent` is (west, south, east, north) in degrees, empty: around them."""

    name: str
    points: MapPointsSpec | None
    alt: Message
    span: Span
    regions: MapRegionsSpec | None = None
    scale_bar: bool = False
    links: MapLinksSpec | None = None
    extent: tuple[float, ...] = ()
    inset: MapInsetSpec | None = None
    caption: Message | None = None
    note: Message | None = None
    source: Message | None = None
