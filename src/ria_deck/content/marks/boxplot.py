"""`boxplot`: boxes from the first to the third quartile, parted at the median, with lines to the lowest and highest value.

As Vega-Lite's composite mark with `extent: min-max`: https://vega.github.io/vega-lite/docs/boxplot.html
"""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, of_column, with_steps
from ria_deck.content.specs.figures import LayerSpec, SheetColumn
from ria_deck.content.specs.transforms import AggregateStep, Summary
from ria_deck.model.chart import Mark

_PARTS = {"Min": "min", "Q1": "q1", "Median": "median", "Q3": "q3", "Max": "max"}


def _boxplot(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x, y = layer.encoding["x"], layer.encoding["y"]
    summaries = tuple(Summary(op=op, name=name, field=y.field) for name, op in _PARTS.items())
    base = with_steps(layer, AggregateStep(summaries=summaries, groups=(x.field,), span=layer.span))

    def over(column: str) -> LayerSpec:
        encoding = {"x": x, "y": of_column(y, column)}
        line = replace(base, mark=Mark.LINE, encoding=encoding, labels="none", invisible=True, readings=(), color="ink")
        return replace(line, formula=("{0.here}", column))

    columns = tuple(SheetColumn(field=name) for name in _PARTS)
    boxes = replace(over("Q3"), mark=Mark.BAR, invisible=False, color=layer.color, readings=tuple(_PARTS))
    boxes = replace(boxes, columns=columns, formula=())
    return (
        replace(boxes, ends=("Q1", "Median", "Q3")),
        replace(over("Q1"), errors=("Min", "")),
        replace(over("Q3"), errors=("", "Max")),
    )


BOXPLOT = MarkKind(name="boxplot", needs=("x", "y"), takes=(), normalise=_boxplot)
