"""`errorbar`: a line from `y` to `y2` at each category, for what is uncertain about a number that another layer draws."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, of_column
from ria_deck.content.specs.figures import LayerSpec, SheetColumn
from ria_deck.model.chart import Mark


def _errorbar(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x, y, y2 = (layer.encoding[name] for name in ("x", "y", "y2"))
    return (
        replace(
            layer,
            mark=Mark.LINE,
            encoding={"x": x, "y": of_column(y, y2.field)},
            invisible=True,
            errors=(y.field, ""),
            color=layer.color or "ink",
            readings=(y.field, y2.field),
            columns=(SheetColumn(field=y.field), SheetColumn(field=y2.field)),
            formula=("{0.here}", y2.field),
            labels=layer.labels or "none",
        ),
    )


ERRORBAR = MarkKind(name="errorbar", needs=("x", "y", "y2"), takes=(), normalise=_errorbar)
