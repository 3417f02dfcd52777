"""The type of a column by its cells, for a table that has no schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ria_deck.data.descriptor import Field, Resource
from ria_deck.data.grid import BROKEN, Grid
from ria_deck.data.schema import usual_form
from ria_deck.data.types import is_date


def infer_fields(grid: Grid, resource: Resource) -> tuple[Field, ...]:
    """Fields for a table without a schema: a type only where every cell has it."""
    missing = set(resource.missing_values)
    fields: list[Field] = []
    for name, cells in zip(grid.names, grid.columns, strict=True):
        type_ = infer_type([cell for cell in cells if cell is not None and cell is not BROKEN and cell not in missing])
        fields.append(Field(name=name, span=resource.span, type=type_, form=usual_form(name, type_)))
    return tuple(fields)


def infer_type(cells: list[Any]) -> str:
    """The type that every cell of a column fits, for a table without a schema; text wherever there is a doubt.

    Digits with leading zeros are text, dates are so only in ISO form.
    """
    if not cells:
        return "string"
    for name, fits in _INFERRED:
        if all(fits(cell) for cell in cells):
            return name
    return "string" if all(isinstance(cell, str) for cell in cells) else "any"


def _is_integer(cell: Any) -> bool:
    if isinstance(cell, str):
        return bool(re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", cell))
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and float(cell).is_integer()


def _is_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return bool(re.fullmatch(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?", cell))
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def _is_boolean(cell: Any) -> bool:
    return isinstance(cell, bool) or cell in ("true", "false")


_INFERRED: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("boolean", _is_boolean),
    ("integer", _is_integer),
    ("number", _is_number),
    ("date", is_date),
)
