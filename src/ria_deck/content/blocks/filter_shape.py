"""The form of filters: Vega-Lite's predicates and the transforms that carry them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from ria_deck.source.decode import Shape, key

Single = str | bool | int | float | dt.date
"""One value of a cell."""

OPERATORS = ("equal", "lt", "lte", "gt", "gte", "range", "oneOf", "valid")
COMPOSITIONS = ("and", "or", "not")


class Predicate(Shape):
    """A condition on rows: a `field` with one operator, or conditions joined by `and`, `or`, `not`."""

    foreign: ClassVar[Mapping[str, str]] = {
        "timeUnit": "compare the column itself, with a date like 2026-11-01",
        "param": "a printed chart has no selections: name a field and an operator",
        "selection": "a printed chart has no selections: name a field and an operator",
        "eq": "write `equal`",
        "in": "write `oneOf`",
    }

    field: str | None = key(None, min_length=1)
    """The column that is looked at."""
    equal: Single | None = None
    """The value that the column must have."""
    lt: Single | None = None
    """Less than."""
    lte: Single | None = None
    """Less than or equal."""
    gt: Single | None = None
    """Greater than."""
    gte: Single | None = None
    """Greater than or equal."""
    range: tuple[Single | None, Single | None] | None = None
    """From the first to the second, both included; null leaves an end open."""
    one_of: tuple[Single, ...] | None = key(None, alias="oneOf", min_length=1)
    """Any of these values."""
    valid: bool | None = None
    """Whether there is a value at all."""
    all_of: tuple[str | Predicate, ...] | None = key(None, alias="and", min_length=1)
    """All of these conditions."""
    any_of: tuple[str | Predicate, ...] | None = key(None, alias="or", min_length=1)
    """Any of these conditions."""
    none_of: str | Predicate | None = key(None, alias="not")
    """Not this condition."""
