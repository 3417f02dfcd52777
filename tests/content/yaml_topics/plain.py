"""What a topic says, without its places: equal for two forms of one topic."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from ria_deck.diagnostics import Span

_PLACES = ("pieces", "path", "places")


def without_places(value: Any) -> Any:
    """The value with every span left out, as tuples that can be compared and printed."""
    if isinstance(value, Span):
        return None
    if dataclasses.is_dataclass(value):
        fields = [field.name for field in dataclasses.fields(value) if field.name not in _PLACES]
        return (type(value).__name__, *((name, without_places(getattr(value, name))) for name in fields))
    if isinstance(value, (tuple, list)):
        return tuple(without_places(item) for item in value)
    if isinstance(value, Mapping):
        return {key: without_places(item) for key, item in value.items()}
    return value
