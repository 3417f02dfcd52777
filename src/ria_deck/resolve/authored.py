"""Texts of a topic that a template prints, in the language of the deck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ria_deck.content.specs.slides import Message
from ria_deck.content.specs.template import Authored
from ria_deck.i18n.translation import Translation
from ria_deck.model.value import Value

Lookup = Callable[[Message], Translation]


def in_language(names: Mapping[str, Any], lookup: Lookup) -> dict[str, Any]:
    """Names of a template with the topic's texts as the language has them."""
    return {name: _translated(value, lookup) for name, value in names.items()}


def _translated(value: Any, lookup: Lookup) -> Any:
    match value:
        case Authored():
            return Value(raw=str(value), cells=(), text=lookup(value.message).text)
        case dict():
            return {key: _translated(part, lookup) for key, part in value.items()}
        case list():
            return [_translated(part, lookup) for part in value]
        case _:
            return value
