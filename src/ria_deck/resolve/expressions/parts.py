"""A value and the name of a part in; the part, a row's cell, a mapping's entry or a day's year, out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from ria_deck.data.table import Row
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.key_index import column_of, no_column, read_cell
from ria_deck.resolve.expressions.operands import cells_of, is_text, kind_of, raw_of
from ria_deck.resolve.expressions.parser import ExpressionError, written
from ria_deck.source.nearest import did_you_mean


def part_of(holder: Any, name: Any, place: tuple[int, int], asked: nodes.Node, language: str) -> Any:
    """What a value has under a name. Raises ExpressionError at the place where there is no such part; `asked` is how the
    value is written."""
    held = raw_of(holder)
    if not isinstance(name, (str, int)):
        raise ExpressionError("RD211", f"a key must be text, not {kind_of(name)}", *place)
    if isinstance(held, Row):
        return _cell(held, str(name), place, language)
    if isinstance(held, Mapping):
        return _entry(held, name, place, asked)
    if isinstance(held, dt.date) and name in ("year", "month", "day"):
        return Value(raw=getattr(held, name), cells=cells_of(holder), form="0")
    hint = "write `| upper` and the like: filters instead of methods" if is_text(holder) else ""
    raise ExpressionError("RD204", f"{kind_of(holder)} has no `{name}`", *place, hint=hint)


def _cell(row: Row, name: str, place: tuple[int, int], language: str) -> Any:
    column = column_of(row.table, name)
    if column is None:
        fault = no_column(row.table, name)
        raise ExpressionError(fault.code, fault.message, *place, label=fault.label, hint=fault.hint)
    return read_cell(row.table, row.index, column, language)


def _entry(held: Mapping[Any, Any], name: str | int, place: tuple[int, int], asked: nodes.Node) -> Any:
    if name in held:
        return held[name]
    keys = [str(key) for key in held]
    label = did_you_mean(str(name), keys)
    there = f"keys: {', '.join(keys)}" if keys else "it is empty"
    raise ExpressionError(
        "RD204", f"{written(asked)} has no `{name}`", *place, label=label, hint="" if label else there
    )
