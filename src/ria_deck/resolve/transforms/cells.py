"""Cells of computed columns: bare ones for pandas, results of expressions as values, and the type of a column of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ria_deck.data.descriptor import Field
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.operands import cells_of, raw_of
from ria_deck.resolve.transforms.derived import Columns, raws_in
from ria_deck.resolve.transforms.summaries import settled


def raws_of(columns: Columns, name: str) -> list[Any]:
    """The bare cells of a column."""
    return raws_in(columns.values[name])


def title_of(item: Field) -> str:
    """What a column is called."""
    return item.title or item.name


def resting_on(value: Value, key: Value) -> Value:
    """A value of another table, which rests on the cell that it was looked up by too."""
    return replace(value, cells=union(value.cells, key.cells))


def as_value(result: Any) -> Value:
    """What an expression gave, as a cell."""
    value = result if isinstance(result, Value) else Value(raw=raw_of(result), cells=cells_of(result))
    return replace(value, raw=settled(value.raw), text=None)


def type_of(values: Sequence[Value]) -> str:
    """The Table Schema type of computed values."""
    kinds = {_KINDS.get(type(value.raw), "any") for value in values}
    if len(kinds) == 1:
        return kinds.pop()
    return "number" if kinds and kinds <= {"integer", "number"} else "any" if kinds else "number"


_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string"}
