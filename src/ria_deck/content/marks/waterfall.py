"""`waterfall`: every row a rise or fall from where the one before it ended, and their sum at the end."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, of_column, with_steps
from ria_deck.content.specs.figures import LabelSpec, LayerSpec, SheetColumn
from ria_deck.content.specs.message import Expression, FieldCondition
from ria_deck.content.specs.transforms import CalculateStep, FilterStep, Summary, TotalStep, WindowStep
from ria_deck.model.chart import Mark

_LEVEL, _BEFORE, _TOP, _TOTAL = "Level", "Before", "Top", "Total"


def _waterfall(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x, y = layer.encoding["x"], layer.encoding["y"]

    def computed(name: str, text: str) -> CalculateStep:
        return CalculateStep(expression=Expression(text=text, span=y.span), name=name, span=layer.span)

    def window(one: Summary) -> WindowStep:
        return WindowStep(summaries=(one,), groups=(), sort=(), frame=(None, 0), span=layer.span)

    base = with_steps(
        layer,
        window(Summary(op="sum", name=_LEVEL, field=y.field)),
        window(Summary(op="lag", name=_BEFORE, field=_LEVEL)),
        computed(_BEFORE, f"{_BEFORE} | default(0)"),
        TotalStep(field=y.field, label=x.field, flag=_TOTAL, span=layer.span),
        computed(_BEFORE, f"0 if {_TOTAL} else {_BEFORE}"),
        computed(_TOP, f"{_LEVEL} if {_LEVEL} > {_BEFORE} else {_BEFORE}"),
    )

    def holds(condition: dict[str, object]) -> FieldCondition:
        return FieldCondition(predicate=condition, span=layer.span)

    bars = replace(
        base,
        mark=Mark.BAR,
        encoding={"x": x, "y": of_column(y, _LEVEL)},
        ends=(_BEFORE, _LEVEL),
        readings=(y.field,),
        color=layer.color or "series-1",
        highlights=(
            (holds({"field": _TOTAL, "equal": True}), "ink"),
            (holds({"field": y.field, "lt": 0}), "series-2"),
        ),
        labels="none",
        columns=(
            SheetColumn(field=y.field, closing="SUM({0.above})", of=(y.field,), signed=True),
            SheetColumn(field=_LEVEL, formula="SUM({0.upto})", closing="{0.here}", of=(y.field,)),
            SheetColumn(field=_BEFORE, formula="{0.here}-{1.here}", of=(_LEVEL, y.field)),
        ),
        signs=((layer.color or "series-1", ">=0"), ("series-2", "<0"), ("ink", "")),
    )
    words = replace(
        base,
        mark=Mark.LINE,
        encoding={"x": x, "y": of_column(y, _TOP)},
        invisible=True,
        color="ink",
        readings=(),
        formula=("MAX({0.here},{1.here})", _LEVEL, _BEFORE),
        labels=layer.labels or "all",
    )

    def labels(total: bool) -> LayerSpec:
        condition = {"field": _TOTAL, "equal": total}
        chosen = with_steps(words, FilterStep(condition=condition, span=layer.span))
        return replace(chosen, label=LabelSpec(field=y.field, signed=not total))

    return bars, labels(total=False), labels(total=True)


WATERFALL = MarkKind(name="waterfall", needs=("x", "y"), takes=(), normalise=_waterfall)
