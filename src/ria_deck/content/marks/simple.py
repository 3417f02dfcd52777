"""The marks that both outputs draw as they are: bar, line, area, point, arc, and pie, an arc without a hole."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, Normalise
from ria_deck.model.chart import Mark


def _simple(mark: Mark, *, whole: bool = False) -> Normalise:
    return lambda layer: (replace(layer, mark=mark, whole=whole),)


SIMPLE = (
    MarkKind(name="bar", needs=("x", "y"), takes=("xOffset", "color"), normalise=_simple(Mark.BAR)),
    MarkKind(name="line", needs=("x", "y"), takes=("color",), normalise=_simple(Mark.LINE)),
    MarkKind(name="area", needs=("x", "y"), takes=("color",), normalise=_simple(Mark.AREA)),
    MarkKind(name="point", needs=("x", "y"), takes=("color", "text", "size"), normalise=_simple(Mark.POINT)),
    MarkKind(name="arc", needs=("theta", "color"), takes=(), normalise=_simple(Mark.ARC)),
    MarkKind(name="pie", needs=("theta", "color"), takes=(), normalise=_simple(Mark.ARC, whole=True)),
)
