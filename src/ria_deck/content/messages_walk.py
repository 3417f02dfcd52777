"""A spec goes in, every message in it comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ria_deck.content.spec import Claim, Message


def messages_in(node: Any) -> Iterator[Message]:
    """All messages below a node: specs are dataclasses, tuples and mappings of nothing but each other."""
    if isinstance(node, Message):
        yield node
    elif isinstance(node, Claim):
        return  # its message stands elsewhere
    elif is_dataclass(node):
        for part in fields(node):
            yield from messages_in(getattr(node, part.name))
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from messages_in(value)
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from messages_in(value)
