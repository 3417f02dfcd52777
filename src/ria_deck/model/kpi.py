"""Blocks that hold small charts, every part placed: a row of key figures with sparks, small multiples. Coordinates in points
from the block's top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.chart import Chart, PlacedText, Rect
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import TypeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTile:
    """A key figure in its place: the lines in the box `text`, whose top edge is a rule, and the spark in its own."""

    text: Rect
    lines: tuple[TypeLine, ...]
    spark: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLayout:
    """The row for one size; in the handout, `columns` of the tiles stand in each of its rows."""

    width: float
    height: float
    columns: int
    tiles: tuple[KpiTile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number set large, and what it says; `color` is the role that number and spark have."""

    value: Paragraph
    label: Paragraph
    color: str
    change: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    spark: Chart | None = None

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """What stands on the slide, in its order."""
        return tuple(text for text in (self.value, self.label, self.change, self.note) if text is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A row of key figures; `slide` and `handout` are its two layouts, `number` its running figure number in the handout
    where it has sparks, else 0."""

    name: str
    figures: tuple[KeyFigure, ...]
    slide: KpiLayout | None = None
    handout: KpiLayout | None = None
    number: int = 0

    @property
    def sparks(self) -> tuple[Chart, ...]:
        """The small charts, in their order."""
        return tuple(figure.spark for figure in self.figures if figure.spark is not None)

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """What stands on the slide, in its order."""
        return tuple(text for figure in self.figures for text in figure.texts)

    @property
    def sources(self) -> tuple[Paragraph, ...]:
        """The source lines that the figures have of their own, each once."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures if figure.source is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiplesLayout:
    """Panels in one figure: the box of each, the `texts` around them (title, unit, names of the series, title of the
    categories), and a dot (x, y, radius, role) before each name."""

    width: float
    height: float
    boxes: tuple[Rect, ...]
    texts: tuple[PlacedText, ...] = ()
    dots: tuple[tuple[float, float, float, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples:
    """Small multiples: charts of one form and one scale, each titled with its value; they have their layouts themselves.
    `columns` of them stand side by side, 0: as many as have the most room. `unit` is what their value axes show, `key` are
    their series with their colours, where there are several."""

    name: str
    alt: str
    panels: tuple[Chart, ...]
    columns: int = 0
    unit: str = ""
    key: tuple[tuple[str, str], ...] = ()
    title: str = ""
    slide: MultiplesLayout | None = None
    handout: MultiplesLayout | None = None
    caption: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    number: int = 0
    strings: tuple[Paragraph, ...] = ()


def charts_of(block: object) -> tuple[Chart, ...]:
    """The charts of a block of a slide: itself, its sparks or its panels."""
    match block:
        case Chart():
            return (block,)
        case Kpi():
            return block.sparks
        case Multiples():
            return block.panels
        case _:
            return ()
