"""Key figures as their authors write them: numbers set large, with words and small charts."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.content.specs.figures import ChartSpec
from ria_deck.content.specs.message import Message
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigureSpec:
    """One figure of a `{kpi}` block; `color` is a role or empty. The `spark` is a chart of one layer, whose alt text is
    empty where its author gave none."""

    value: Message
    label: Message
    span: Span
    change: Message | None = None
    note: Message | None = None
    source: Message | None = None
    color: str = ""
    color_span: Span | None = None
    spark: ChartSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSpec:
    """A `{kpi}` block: a row of key figures."""

    name: str
    figures: tuple[KeyFigureSpec, ...]
    span: Span
