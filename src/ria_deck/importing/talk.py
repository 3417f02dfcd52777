"""An imported talk as values: topics of slides whose parts are Markdown, tables, pictures, and what was left behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class ShapeFrame:
    """A rectangle on a slide, in EMU."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its bottom edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


class PartKind(Enum):
    """What a part of a slide is; the values are the words of layouts' `accepts`."""

    PROSE = "prose"
    TABLE = "table"
    CHART = "chart"
    KPI = "kpi"
    PICTURE = "picture"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidePart:
    """A part of a slide: its Markdown, and a simpler form for where the first can't be built, with what is lost.

    `frame` is where it was; None in talks without places.
    """

    kind: PartKind
    markdown: str
    frame: ShapeFrame | None = None
    name: str = ""
    simpler: SlidePart | None = None
    loss: str = ""
    pictures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSlide:
    """A slide: `number` is its place in the file from 1, `title` is Markdown."""

    number: int
    id: str
    title: str = ""
    layout: str = ""
    parts: tuple[SlidePart, ...] = ()
    columns: tuple[tuple[SlidePart, ...], ...] = ()
    notes: str = ""
    source: str = ""
    footnotes: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    split: bool = False
    handout: str = ""
    stage: int = 0  # how many times it has been made simpler


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTopic:
    """Slides that belong together; a topic without a title isn't listed in the contents."""

    title: str
    slides: tuple[ImportedSlide, ...]


@dataclass(frozen=True, slots=True, order=True)
class LeftBehind:
    """What could not be taken: the slide from 1 (0: the whole file), its name, and what became of it."""

    slide: int
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A table for data/: its CSV, and its fields as (name, type, title)."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[tuple[str, str, str], ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture for content/images/, with what its entry of credits.yaml says."""

    name: str
    data: bytes
    credit: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTalk:
    """A whole talk: what report.yaml says, topics, tables, pictures, and further files by their paths."""

    id: str
    title: str
    language: str
    date: dt.date
    topics: tuple[ImportedTopic, ...]
    subtitle: str = ""
    running_title: str = ""
    authors: tuple[str, ...] = ()
    tables: tuple[TableFile, ...] = ()
    pictures: tuple[PictureFile, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    left: tuple[LeftBehind, ...] = ()
    origin: str = ""

    @property
    def slides(self) -> tuple[ImportedSlide, ...]:
        """All slides in their order."""
        return tuple(slide for topic in self.topics for slide in topic.slides)
