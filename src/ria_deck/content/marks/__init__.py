"""The registry of marks, one module each: a new one is a module, a line here, and its word in `chart_shape`."""

from __future__ import annotations

from collections.abc import Mapping

from ria_deck.content.marks.boxplot import BOXPLOT
from ria_deck.content.marks.dumbbell import DUMBBELL
from ria_deck.content.marks.errorbar import ERRORBAR
from ria_deck.content.marks.histogram import HISTOGRAM
from ria_deck.content.marks.mark import MarkKind
from ria_deck.content.marks.simple import SIMPLE
from ria_deck.content.marks.slope import SLOPE
from ria_deck.content.marks.waterfall import WATERFALL

__all__ = ["MARKS", "MarkKind"]

MARKS: Mapping[str, MarkKind] = {
    kind.name: kind for kind in (*SIMPLE, BOXPLOT, HISTOGRAM, WATERFALL, SLOPE, DUMBBELL, ERRORBAR)
}
