"""`slope`: a line for each thing from one moment to another, with its numbers at both ends and its name beside it."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind
from ria_deck.content.specs.figures import LayerSpec
from ria_deck.model.chart import Mark


def _slope(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x = layer.encoding["x"]
    encoding = {**layer.encoding, "x": replace(x, type=x.type or "ordinal")}
    return (replace(layer, mark=Mark.LINE, encoding=encoding, labels=layer.labels or "ends"),)


SLOPE = MarkKind(name="slope", needs=("x", "y", "color"), takes=(), normalise=_slope)
