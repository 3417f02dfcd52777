"""The kind of slot that a block asks for."""

from __future__ import annotations

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Block, Code, Picture, Prose, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.theme import BlockKind
from ria_deck.model.timeline import Timeline


def kind_of(block: Block) -> BlockKind:
    """The slot kind that a block asks for."""
    match block:
        case Prose():
            return BlockKind.PROSE
        case Code():
            return BlockKind.CODE
        case Table():
            return BlockKind.TABLE
        case Chart() | Multiples():
            return BlockKind.CHART
        case Map():
            return BlockKind.MAP
        case Timeline():
            return BlockKind.TIMELINE
        case Kpi():
            return BlockKind.KPI
        case Process():
            return BlockKind.PROCESS
        case Picture():
            return BlockKind.PICTURE
