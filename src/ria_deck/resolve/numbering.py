"""Number the figures and tables of a deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Picture, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.timeline import Timeline


@dataclass(slots=True)
class _Counter:
    figures: int = 0
    tables: int = 0

    def numbered(self, block: Block) -> Block:
        match block:
            case Chart() | Map() | Timeline() | Picture():
                self.figures += 1
                return replace(block, number=self.figures)
            case Multiples():
                self.figures += 1
                panels = tuple(replace(panel, number=self.figures) for panel in block.panels)
                return replace(block, number=self.figures, panels=panels)
            case Kpi():
                return self._with_sparks(block) if block.sparks else block
            case Table():
                self.tables += 1
                return replace(block, number=self.tables)
            case Prose() | Code() | Process():
                return block

    def _with_sparks(self, block: Kpi) -> Kpi:
        """Key figures over small charts are one figure; the tables of their data have its number."""
        self.figures += 1
        figures = tuple(
            replace(figure, spark=replace(figure.spark, number=self.figures)) if figure.spark is not None else figure
            for figure in block.figures
        )
        return replace(block, number=self.figures, figures=figures)


def numbered(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Figures (charts, maps, timelines, pictures) and tables are counted through the deck, a slide's own first."""
    counter = _Counter()
    done: list[Slide] = []
    for slide in slides:
        placements = tuple(replace(placed, block=counter.numbered(placed.block)) for placed in slide.placements)
        handout = tuple(counter.numbered(block) for block in slide.handout)
        done.append(replace(slide, placements=placements, handout=handout))
    return tuple(done)
