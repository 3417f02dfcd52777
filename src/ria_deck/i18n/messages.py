"""Content goes in, every text that a reader can see comes out as messages, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ria_deck.content.spec import Content, Message


def messages_of(content: Content, extra: Iterable[Message] = ()) -> tuple[Message, ...]:
    """Each message once (by context and text), in order of file and line; `extra` are those of tables and sources.

    Literal messages and empty ones need no translation and are left out.
    """
    found: dict[tuple[str, str], Message] = {}
    for message in (*_walk(content), *extra):
        if not message.literal and message.text.strip():
            found.setdefault((message.context, message.text), message)
    return tuple(sorted(found.values(), key=lambda message: (message.span, message.context)))


def kind_of(context: str) -> str:
    """The kind of place in a context: what stands after the slide's id."""
    return context.rpartition("/")[2]


def _walk(node: Any) -> Iterator[Message]:
    """All messages below a node: specs are dataclasses, tuples and mappings of nothing but each other."""
    if isinstance(node, Message):
        yield node
    elif is_dataclass(node):
        for part in fields(node):
            yield from _walk(getattr(node, part.name))
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from _walk(value)
