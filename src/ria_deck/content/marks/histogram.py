"""`histogram`: how many numbers of a column fall into each of its classes, drawn without space between the bars."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.marks.mark import MarkKind, with_steps
from ria_deck.content.specs.figures import ChannelSpec, LayerSpec
from ria_deck.content.specs.transforms import CountStep
from ria_deck.model.chart import Mark

_COUNT, _CLASS = "Count", "Class"


def _histogram(layer: LayerSpec) -> tuple[LayerSpec, ...]:
    x, y = layer.encoding["x"], layer.encoding.get("y")
    step = CountStep(field=x.field, name=_CLASS, count=_COUNT, span=layer.span)
    count = ChannelSpec(field=_COUNT, span=x.span, title=y.title if y else None, format=y.format if y else "")
    classes = replace(x, field=_CLASS, type="ordinal", format="", aggregate="", sort="")
    return (replace(with_steps(layer, step), mark=Mark.BAR, encoding={"x": classes, "y": count}, tight=True),)


HISTOGRAM = MarkKind(name="histogram", needs=("x",), takes=("y",), normalise=_histogram)
