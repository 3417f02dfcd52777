"""A spec goes in, every message or expression in it comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from ria_deck.content.specs.slides import Claim, Expression, Message

_Wanted = TypeVar("_Wanted", Message, Expression)


def messages_in(node: Any) -> Iterator[Message]:
    """All messages below a node."""
    return _below(node, Message)


def expressions_in(node: Any) -> Iterator[Expression]:
    """All expressions below a node, but for those that stand in messages."""
    return _below(node, Expression)


def _below(node: Any, wanted: type[_Wanted]) -> Iterator[_Wanted]:
    """Specs are dataclasses, tuples and mappings of nothing but each other."""
    if isinstance(node, wanted):
        yield node
    elif isinstance(node, Claim) and wanted is Message:
        return  # its message stands elsewhere
    elif is_dataclass(node):
        for part in fields(node):
            yield from _below(getattr(node, part.name), wanted)
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _below(value, wanted)
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from _below(value, wanted)
