"""A Vega-Lite predicate goes in, the expression over columns that says the same comes out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from ria_deck.resolve.expressions.key_index import identifier

_SIGNS = {"equal": "==", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def predicate_text(predicate: Mapping[str, Any]) -> str:
    """The expression for a predicate: `{field, equal|lt|lte|gt|gte|range|oneOf|valid}`, or `{and|or|not: …}` of them
    (https://vega.github.io/vega-lite/docs/predicate.html). Parts may be expressions. Raises ValueError for others."""
    if "not" in predicate:
        return f"not ({_part(predicate['not'])})"
    for name in ("and", "or"):
        if name in predicate:
            return f" {name} ".join(f"({_part(part)})" for part in predicate[name]) or "true"
    if "field" not in predicate:
        raise ValueError("a predicate needs a field")
    column = identifier(str(predicate["field"]))
    if "valid" in predicate:
        return f"{column} is {'not ' if predicate['valid'] else ''}none"
    if "range" in predicate:
        low, high = predicate["range"]
        ends = [f"{_literal(low)} <= {column}"] if low is not None else []
        ends += [f"{column} <= {_literal(high)}"] if high is not None else []
        return " and ".join(ends) or "true"
    if "oneOf" in predicate:
        return f"{column} in [{', '.join(_literal(value) for value in predicate['oneOf'])}]"
    for name, sign in _SIGNS.items():
        if name in predicate:
            return f"{column} {sign} {_literal(predicate[name])}"
    raise ValueError("a predicate needs an operator")


def _part(part: Any) -> str:
    if isinstance(part, Mapping):
        return predicate_text(part)
    return str(getattr(part, "text", part))


def _literal(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, dt.date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False, default=str)
