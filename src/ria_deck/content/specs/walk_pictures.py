"""Walk all pictures below a spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ria_deck.content.specs.slides import Message, PictureSpec


def pictures_in(node: Any) -> Iterator[PictureSpec]:
    """All pictures below a node, in order."""
    if isinstance(node, PictureSpec):
        yield node
    elif is_dataclass(node) and not isinstance(node, Message):
        for part in fields(node):
            yield from pictures_in(getattr(node, part.name))
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from pictures_in(value)
