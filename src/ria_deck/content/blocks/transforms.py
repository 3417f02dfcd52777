"""Read the steps of a `transform`, each checked for sense."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filters import read_filter
from ria_deck.content.blocks.transform_shape import AggregateField, BinParams, Transform, WindowField
from ria_deck.content.specs.transforms import (
    AggregateStep,
    BinStep,
    CalculateStep,
    FilterStep,
    FoldStep,
    LookupStep,
    PivotStep,
    Summary,
    TimeUnitStep,
    TransformStep,
    WindowStep,
)
from ria_deck.source.nearest import listing
from ria_deck.source.yaml import Loc

_KINDS = {
    "filter": "filter",
    "aggregate": "aggregate",
    "joinaggregate": "joinaggregate",
    "calculate": "calculate",
    "fold": "fold",
    "pivot": "pivot",
    "lookup": "lookup",
    "window": "window",
    "timeUnit": "time_unit",
    "bin": "bin",
}
_OPTIONS = {
    "filter": (),
    "aggregate": ("groupby",),
    "joinaggregate": ("groupby",),
    "calculate": ("names",),
    "fold": ("names",),
    "pivot": ("groupby", "value", "op"),
    "lookup": ("source", "names"),
    "window": ("groupby", "sort", "frame"),
    "timeUnit": ("field", "names"),
    "bin": ("field", "names"),
}
_WRITTEN = {"names": "as", "source": "from"}
_RANKS = ("count", "row_number", "rank", "dense_rank")


def read_transform(reader: BlockReader, loc: Loc, steps: tuple[Transform, ...]) -> tuple[TransformStep, ...]:
    """The steps of a `transform` at `loc`, in order; what makes no sense is reported and left out."""
    found = (_step(reader, (*loc, index), step) for index, step in enumerate(steps))
    return tuple(step for step in found if step is not None)


def _step(reader: BlockReader, loc: Loc, step: Transform) -> TransformStep | None:
    kinds = [name for name, attribute in _KINDS.items() if step.gives(attribute)]
    if len(kinds) != 1:
        words = "has no operation" if not kinds else f"has {len(kinds)} operations: {listing(kinds, 'and')}"
        _refuse(reader, loc, f"a step of `transform` {words}", f"each step is one of {listing(tuple(_KINDS))}")
        return None
    kind = kinds[0]
    options = {option for names in _OPTIONS.values() for option in names}
    for option in sorted(options - set(_OPTIONS[kind])):
        if step.gives(option):
            written = _WRITTEN.get(option, option)
            _refuse(reader, (*loc, written), f"`{kind}` takes no `{written}`", "")
            return None
    return _READERS[kind](reader, loc, step)


def _filter(reader: BlockReader, loc: Loc, step: Transform) -> FilterStep | None:
    if step.filter is None:
        _refuse(reader, loc, "`filter` needs a condition", "write {field: harbour, equal: Kure}")
        return None
    found = read_filter(reader, (*loc, "filter"), step.filter)
    return None if found is None else FilterStep(condition=found, span=reader.document.span(loc))


def _aggregate(reader: BlockReader, loc: Loc, step: Transform) -> AggregateStep | None:
    joined = step.joinaggregate is not None
    given = step.joinaggregate if joined else step.aggregate
    summaries = _summaries(reader, (*loc, "joinaggregate" if joined else "aggregate"), given)
    span = reader.document.span(loc)
    return (summaries and AggregateStep(summaries=summaries, groups=step.groupby, span=span, joined=joined)) or None


def _summaries(
    reader: BlockReader, loc: Loc, given: tuple[AggregateField | WindowField, ...] | None
) -> tuple[Summary, ...]:
    found: list[Summary] = []
    for index, entry in enumerate(given or ()):
        if entry.field is None and entry.op not in _RANKS:
            _refuse(reader, (*loc, index), f"`{entry.op}` needs a `field`", "name the column that it is over")
            return ()
        op = "mean" if entry.op == "average" else entry.op
        param = entry.param if isinstance(entry, WindowField) else 1
        found.append(Summary(op=op, name=entry.name, field=entry.field or "", param=param))
    return tuple(found)


def _calculate(reader: BlockReader, loc: Loc, step: Transform) -> CalculateStep | None:
    names = _names(reader, loc, step, ("share",), least=1)
    if names is None or step.calculate is None:
        return None
    expression = reader.expression((*loc, "calculate"), step.calculate)
    return CalculateStep(expression=expression, name=names[0], span=reader.document.span(loc))


def _fold(reader: BlockReader, loc: Loc, step: Transform) -> FoldStep | None:
    names = _names(reader, loc, step, ("key", "value"))
    if names is None:
        return None
    return FoldStep(fields=step.fold or (), key=names[0], value=names[1], span=reader.document.span(loc))


def _pivot(reader: BlockReader, loc: Loc, step: Transform) -> PivotStep | None:
    if step.pivot is None or step.value is None:
        _refuse(reader, loc, "`pivot` needs a `value`", "name the column that fills the new ones")
        return None
    op = "mean" if step.op == "average" else step.op or "sum"
    span = reader.document.span(loc)
    return PivotStep(field=step.pivot, value=step.value, groups=step.groupby, op=op, span=span)


def _lookup(reader: BlockReader, loc: Loc, step: Transform) -> LookupStep | None:
    if step.lookup is None or step.source is None:
        _refuse(reader, loc, "`lookup` needs `from`", "write from: {data: ports, key: port, fields: [region]}")
        return None
    names = _names(reader, loc, step, step.source.fields)
    if names is None:
        return None
    return LookupStep(
        field=step.lookup,
        table=step.source.data,
        key=step.source.key_,
        fields=step.source.fields,
        names=names,
        span=reader.document.span((*loc, "from")),
    )


def _window(reader: BlockReader, loc: Loc, step: Transform) -> WindowStep | None:
    summaries = _summaries(reader, (*loc, "window"), step.window)
    sort = tuple((entry.field, entry.order == "descending") for entry in step.sort)
    span = reader.document.span(loc)
    if not summaries:
        return None
    return WindowStep(summaries=summaries, groups=step.groupby, sort=sort, frame=step.frame, span=span)


def _time_unit(reader: BlockReader, loc: Loc, step: Transform) -> TimeUnitStep | None:
    names = _names(reader, loc, step, (f"{step.time_unit}_{step.field}",))
    if step.field is None or step.time_unit is None:
        _refuse(reader, loc, "`timeUnit` needs a `field`", "name the column of dates")
        return None
    if names is None:
        return None
    return TimeUnitStep(unit=step.time_unit, field=step.field, name=names[0], span=reader.document.span(loc))


def _bin(reader: BlockReader, loc: Loc, step: Transform) -> BinStep | None:
    if step.field is None:
        _refuse(reader, loc, "`bin` needs a `field`", "name the column of numbers")
        return None
    given = (step.names,) if isinstance(step.names, str) else step.names or ("bin",)
    first = given[0]
    names = (*given, f"{first}_end", f"{first}_name")
    params = step.bin if isinstance(step.bin, BinParams) else BinParams()
    return BinStep(
        field=step.field,
        names=(names[0], given[1] if len(given) > 1 else f"{first}_end", given[2] if len(given) > 2 else names[-1]),
        span=reader.document.span(loc),
        step=params.step,
        most=params.maxbins,
    )


def _names(
    reader: BlockReader, loc: Loc, step: Transform, usual: tuple[str, ...], *, least: int = 0
) -> tuple[str, ...] | None:
    """The names of new columns: as many as are usual, or those that are usual."""
    given = (step.names,) if isinstance(step.names, str) else step.names or ()
    if len(given) == len(usual) or not (given or least):
        return given or usual
    words = f"`as` needs {'a name' if len(usual) == 1 else f'{len(usual)} names'} here"
    _refuse(reader, (*loc, "as") if given else loc, words, f"write as: {usual[0] if len(usual) == 1 else list(usual)}")
    return None


def _refuse(reader: BlockReader, loc: Loc, message: str, hint: str) -> None:
    reader.report.error("RD043", message, reader.document.span(loc), hint=hint)


_READERS: Mapping[str, Callable[[BlockReader, Loc, Transform], TransformStep | None]] = {
    "filter": _filter,
    "aggregate": _aggregate,
    "joinaggregate": _aggregate,
    "calculate": _calculate,
    "fold": _fold,
    "pivot": _pivot,
    "lookup": _lookup,
    "window": _window,
    "timeUnit": _time_unit,
    "bin": _bin,
}
