"""`dumbbell`: a dot for each of two numbers of a thing, and a line between them."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, of_column, with_steps
from ria_deck.content.specs.figures import LayerSpec
from ria_deck.content.specs.transforms import AggregateStep, Summary
from ria_deck.model.chart import Mark

_LOW, _HIGH = "Low", "High"


def _dumbbell(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x, y = layer.encoding["x"], layer.encoding["y"]
    ends = tuple(Summary(op=op, name=name, field=y.field) for op, name in (("min", _LOW), ("max", _HIGH)))
    between = replace(
        with_steps(layer, AggregateStep(summaries=ends, groups=(x.field,), span=layer.span)),
        mark=Mark.LINE,
        encoding={"x": x, "y": of_column(y, _HIGH)},
        invisible=True,
        errors=(_LOW, ""),
        formula=("MAX({0.here}:{1.here})",),
        color="grey",
        readings=(),
        labels="none",
    )
    return between, replace(layer, mark=Mark.POINT)


DUMBBELL = MarkKind(name="dumbbell", needs=("x", "y", "color"), takes=(), normalise=_dumbbell)
