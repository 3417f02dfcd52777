"""`window` of a transform: ranks, neighbours and running summaries of the rows around each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ria_deck.content.specs.transforms import Summary, WindowStep
from ria_deck.data.descriptor import Field
from ria_deck.model.value import Value
from ria_deck.resolve.transforms.derived import Columns
from ria_deck.resolve.transforms.summaries import field_of, summary


def windowed(
    step: WindowStep, columns: Columns, groups: Sequence[Sequence[int]], order: Sequence[int], base: Field
) -> Columns:
    """The columns with those of the window. `groups` are row numbers, `order` is the order of all rows."""
    place = {row: index for index, row in enumerate(order)}
    ordered = [sorted(group, key=place.__getitem__) for group in groups]
    ranks = list(zip(*(columns.values[name] for name, _ in step.sort), strict=True)) or [()] * columns.count
    for one in step.summaries:
        held = columns.values[one.field] if one.field else [Value(raw=None)] * columns.count
        found: list[Value] = [Value(raw=None)] * columns.count
        for rows in ordered:
            values = list(map(held.__getitem__, rows))
            keys = [tuple(value.raw for value in ranks[row]) for row in rows]
            for index, row in enumerate(rows):
                found[row] = _of(one, index, values, keys, step.frame)
        columns = columns.with_column(field_of(one.op, one.name, columns.fields.get(one.field), base), found)
    return columns


def _of(
    one: Summary, index: int, values: Sequence[Value], keys: Sequence[Any], frame: tuple[int | None, int | None]
) -> Value:
    first = next(at for at, key in enumerate(keys) if key == keys[index])  # the first row of the same rank
    match one.op:
        case "row_number":
            return Value(raw=index + 1)
        case "rank":
            return Value(raw=first + 1)
        case "dense_rank":
            return Value(raw=len(set(keys[: index + 1])))
        case "lag" | "lead":
            at = index - one.param if one.op == "lag" else index + one.param
            return values[at] if 0 <= at < len(values) else Value(raw=None)
        case _:
            pass
    start = 0 if frame[0] is None else max(index + frame[0], 0)
    end = len(values) if frame[1] is None else index + frame[1] + 1
    around = values[start : max(end, start)]
    if one.op in ("first_value", "last_value"):
        return around[0 if one.op == "first_value" else -1] if around else Value(raw=None)
    return summary(one.op, around)
