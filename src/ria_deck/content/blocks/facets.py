"""`facet`, `column` and `row` of a chart's encoding: small multiples, a panel for each value of a column."""

from __future__ import annotations

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.chart_shape import ChartBlock, Facet, MarkDef
from ria_deck.content.specs.figures import FacetSpec

_WORDS = ("facet", "column", "row")
_IN_PANELS = ("bar", "line", "area", "point", "rule", "rect")
_ALL = 1_000  # side by side, however many


def read_facet(reader: BlockReader, block: ChartBlock) -> FacetSpec | None:
    """The column that a chart has panels for; None where it has none. What doesn't go with panels is reported."""
    _check_layers(reader, block)
    given = [word for word in _WORDS if block.encoding is not None and getattr(block.encoding, word) is not None]
    if not given:
        return None
    word, *more = given
    loc = ("encoding", word)
    written: str | Facet = getattr(block.encoding, word)
    facet = Facet(field=written) if isinstance(written, str) and written else written
    if not isinstance(facet, Facet):
        reader.report.error("RD024", f"`{word}` can't be empty", reader.document.span(loc))
        return None
    if more:
        place = reader.document.span(("encoding", more[0]), key=True)
        hint = "write `facet` for panels in rows, and put the two columns into one with a `calculate` step"
        reader.report.error("RD044", f"`{word}` and `{more[0]}` can't be used together", place, hint=hint)
    if word != "facet" and facet.columns is not None:
        place = reader.document.span((*loc, "columns"), key=True)
        hint = "write `facet: {field: …, columns: …}`"
        reader.report.error("RD044", f"`columns` belongs to `facet`, not to `{word}`", place, hint=hint)
    _check_parts(reader, block)
    by_word = {"facet": facet.columns or 0, "column": _ALL, "row": 1}
    order = tuple(map(str, facet.sort)) if isinstance(facet.sort, tuple) else ()
    return FacetSpec(
        field=facet.field,
        span=reader.document.text_span(loc if isinstance(written, str) else (*loc, "field")),
        columns=by_word[word],
        sort=facet.sort if isinstance(facet.sort, str) else "",
        sort_values=order,
        sort_spans=tuple(reader.document.span((*loc, "sort", number)) for number in range(len(order))),
    )


def _check_layers(reader: BlockReader, block: ChartBlock) -> None:
    """Panels are of the whole chart."""
    for index, layer in enumerate(block.layer or ()):
        for word in _WORDS:
            if layer.encoding is not None and getattr(layer.encoding, word) is not None:
                place = reader.document.span(("layer", index, "encoding", word), key=True)
                hint = f"write `encoding: {{{word}: …}}` beside `layer`"
                reader.report.error("RD044", f"a layer can't have `{word}`: panels hold all layers", place, hint=hint)


def _check_parts(reader: BlockReader, block: ChartBlock) -> None:
    """What a chart of panels can't have."""
    marks = [(block.mark, ("mark",)), *((one.mark, ("layer", i, "mark")) for i, one in enumerate(block.layer or ()))]
    for mark, loc in marks:
        name = mark.type if isinstance(mark, MarkDef) else mark
        if name is not None and name not in _IN_PANELS:
            hint = f"panels can hold {', '.join(_IN_PANELS)}; or make a slide for each part"
            reader.report.error(
                "RD041", f"the mark `{name}` can't be drawn in panels", reader.document.span(loc), hint=hint
            )
    if block.resolve is not None and block.resolve.scale.y == "independent":
        place = reader.document.span(("resolve",), key=True)
        hint = "leave `resolve` out: what panels compare needs the same scale"
        reader.report.error("RD044", "panels have one scale", place, hint=hint)
    if block.annotations:
        place = reader.document.span(("annotations",), key=True)
        hint = "write a layer `{mark: rule, encoding: {x: {datum: …}}, title: …}`, which all panels have"
        reader.report.error("RD044", "panels can't have `annotations`", place, hint=hint)
